import type { Result } from '../core/result.ts'
import { embedJson, escapeHtml } from '../text/escape.ts'
import { listPoints } from './chart-options.ts'
import type { Drawing } from './charts.ts'
import { NO_CONTEXT, type ReportContext } from './context.ts'
import { shorten } from './facts.ts'
import { describeVerdict } from './headline.ts'
import type { DrawFigure } from './html-figures.ts'
import { MOST_SECTIONS, renderOverview } from './html-overview.ts'
import { renderLink } from './html-parts.ts'
import { SCRIPT } from './html-script.ts'
import { renderHtmlSection } from './html-section.ts'
import { STYLE } from './html-style.ts'
import { formatCount } from './numbers.ts'
import { groupByModel, type ModelSection } from './section.ts'

/** Result files are not trusted, and a drawing takes milliseconds: beyond these the numbers stand alone. */
const MOST_DRAWINGS = 300

/**
 * The results as one HTML file that asks nobody for anything, for any browser, light or dark, screen or paper; the results
 * themselves are embedded as JSON under the id `results`. The plotting library is loaded only for figures. Without its
 * script the page says the same.
 */
export async function renderHtml(results: readonly Result[], context: ReportContext = NO_CONTEXT): Promise<string> {
  const sections = groupByModel(results)
  const draw = await makeDraw(results)
  const { repositoryUrl } = context
  const body = sections.slice(0, MOST_SECTIONS).map((section, index) => {
    const isFolded = sections.length > 1 && !section.blocks && section.verdict !== 'warn'
    return renderHtmlSection(section, { index, draw, repositoryUrl, isFolded })
  })
  const [style, script] = await Promise.all([STYLE, SCRIPT].map(hashText))
  // nothing is fetched, nothing but our own style and script has a say, and no text becomes an element
  const policy = `default-src 'none'; style-src '${style}'; script-src '${script}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(describeTitle(sections), 200)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<a class="skip-link" href="#content">To the verdict</a>',
    renderTop(results, context),
    '<main id="content" tabindex="-1">',
    renderOverview(sections),
    ...body,
    '</main>',
    `<script type="application/json" id="results">${embedJson(results)}</script>`,
    `<script>${SCRIPT}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

async function makeDraw(results: readonly Result[]): Promise<DrawFigure> {
  const leaveOut: DrawFigure = (figure): Drawing => ({
    svg: '',
    marks: listPoints(figure).map((point) => ({ ...point, at: null })),
  })
  if (!results.some(({ figures }) => figures.some(({ kind }) => kind !== 'matrix'))) return leaveOut
  const { drawChart } = await import('./charts.ts')
  let count = 0
  return (figure, id) => {
    count += 1
    return count > MOST_DRAWINGS ? leaveOut(figure, id) : drawChart(figure, id)
  }
}

/** As a content security policy names an inline element. */
async function hashText(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`
}

function describeTitle(sections: readonly ModelSection[]): string {
  const [first] = sections
  if (sections.length !== 1 || first === undefined) return `modelgate: ${formatCount(sections.length)} models`
  return `${first.model ?? 'Data'}: ${describeVerdict(first)}`
}

function renderTop(results: readonly Result[], { repositoryUrl, runUrl }: ReportContext): string {
  const [first] = results
  const repository = first?.source?.repository ?? ''
  const commit = first?.source?.commit ?? ''
  const isLinked = repositoryUrl !== null && /^[0-9a-f]{7,64}$/.test(commit)
  const facts = [
    repository === '' ? '' : escapeHtml(repository, 100),
    commit === ''
      ? ''
      : renderLink(isLinked ? `${repositoryUrl}/commit/${commit}` : '', escapeHtml(shorten(commit), 100)),
    escapeHtml(formatTime(first?.finishedAt ?? ''), 100),
    runUrl === null ? '' : renderLink(runUrl, 'the run'),
  ]
  const shown = facts.filter((fact) => fact !== '').join(' · ')
  return `<header class="top"><h1>modelgate report</h1><span>${shown}</span><button type="button" id="theme" hidden>Dark colours</button></header>`
}

/** `2026-11-21 08:00 UTC` of an instant; anything else as it is. */
function formatTime(instant: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):[\d.]+Z$/.exec(instant)
  return match ? `${match[1]} ${match[2]} UTC` : instant
}
