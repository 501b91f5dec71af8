import { formatPlural } from '../core/count.ts'
import type { Result } from '../core/result.ts'
import { embedJson, escapeHtml } from '../text/escape.ts'
import { shorten } from './facts.ts'
import { describeVerdict } from './headline.ts'
import type { DrawFigure } from './html-figures.ts'
import { renderCard, renderHtmlTable, renderPill } from './html-parts.ts'
import { renderHtmlSection } from './html-section.ts'
import { STYLE } from './html-style.ts'
import { groupByModel, type ModelSection, type RowState } from './section.ts'

/** Nothing is fetched and nothing runs: styles stand in the page, the drawings are part of it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * The results as one HTML file without scripts or outside requests, for any browser, light or dark, screen or paper; the
 * results themselves are embedded as JSON under the id `results`. The plotting library is loaded only for figures.
 */
export async function renderHtml(results: readonly Result[]): Promise<string> {
  const sections = groupByModel(results)
  const hasFigures = results.some(({ figures }) => figures.some(({ kind }) => kind !== 'matrix'))
  const draw: DrawFigure = hasFigures ? (await import('./charts.ts')).renderChart : () => ''
  const body = sections.map((section, index) => renderHtmlSection(section, index, draw))
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(describeTitle(sections), 200)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    renderTop(results),
    renderOverview(sections),
    ...body,
    '</main>',
    `<script type="application/json" id="results">${embedJson(results)}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function describeTitle(sections: readonly ModelSection[]): string {
  const [first] = sections
  if (sections.length !== 1 || first === undefined) return `modelgate: ${formatPlural(sections.length, 'model')}`
  return `${first.model ?? 'Data'}: ${describeVerdict(first)}`
}

function renderTop(results: readonly Result[]): string {
  const [first] = results
  const from = first?.source
  const facts = [from?.repository ?? '', from?.commit ? shorten(from.commit) : '', formatTime(first?.finishedAt ?? '')]
  const shown = facts.filter((fact) => fact !== '').map((fact) => escapeHtml(fact, 100))
  return `<div class="top"><strong>modelgate report</strong><span>${shown.join(' · ')}</span></div>`
}

/** `2026-11-21 08:00 UTC` of an instant; anything else as it is. */
function formatTime(instant: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):[\d.]+Z$/.exec(instant)
  return match ? `${match[1]} ${match[2]} UTC` : instant
}

function renderOverview(sections: readonly ModelSection[]): string {
  if (sections.length < 2) return ''
  const blocking = sections.filter((section) => section.blocks).length
  const heading =
    blocking === 0
      ? 'Nothing speaks against them'
      : `${blocking} of ${formatPlural(sections.length, 'model')} may not go on`
  const table = renderHtmlTable(
    'Models',
    [
      { title: 'model', cell: ({ model }) => escapeHtml(model ?? 'no model', 80) },
      { title: 'answer', isText: true, cell: (section) => escapeHtml(describeVerdict(section)) },
      { title: 'verdict', cell: ({ verdict }) => renderPill(verdict === 'warn' ? 'warning' : (verdict as RowState)) },
    ],
    sections,
  )
  return renderCard(heading, table)
}
