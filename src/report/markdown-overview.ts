import { formatCount, formatPlural } from '../core/count.ts'
import { escapeMarkdown } from '../text/escape.ts'
import type { ReportContext } from './context.ts'
import { describeVerdict, sectionIcon } from './headline.ts'
import type { Block } from './markdown-block.ts'
import { fold } from './markdown-facts.ts'
import { describeBefore } from './markdown-since.ts'
import { renderTable } from './markdown-table.ts'
import type { ModelSection } from './section.ts'

/** Models of one table beyond these are counted. */
const MOST_ROWS = 100
/** A table leaves room for the reports below it. */
const MOST_CHARACTERS = 20_000
/** More models than these that pass are folded away. */
const MOST_GREEN = 5

/** The verdicts of several models, the worst first; those that pass are folded where they are many. */
export function renderOverview(sections: readonly ModelSection[], context: ReportContext): readonly Block[] {
  const open = sections.filter((section) => !isGreen(section))
  const green = sections.filter(isGreen)
  const isFolded = green.length > MOST_GREEN
  const table = renderVerdicts(isFolded ? open : sections, context)
  const title = { name: 'overview', rank: 0, text: `## ${describeAll(sections)}` }
  const folded = fold(
    `✅ ${formatPlural(green.length, 'model')} with nothing against ${green.length === 1 ? 'it' : 'them'}`,
    renderVerdicts(green, context),
  )
  return [
    title,
    { name: 'verdicts', rank: 0, text: table },
    { name: 'models that pass', rank: 1, text: isFolded ? folded : '' },
  ].filter(({ text }) => text !== '')
}

/** Whether a report has nothing to say against a model. */
export function isGreen({ blocks, verdict }: ModelSection): boolean {
  return !blocks && (verdict === 'pass' || verdict === 'skip')
}

/** `⛔ 3 of 60 models may not go on`: a sign, then words. */
export function describeAll(sections: readonly ModelSection[]): string {
  const models = formatPlural(sections.length, 'model')
  const blocking = sections.filter(({ blocks }) => blocks).length
  if (blocking > 0) return `⛔ ${formatCount(blocking)} of ${models} may not go on`
  const open = sections.filter((section) => !isGreen(section)).length
  if (open > 0) return `⚠️ ${models} may go on, ${formatCount(open)} with warnings`
  if (sections.every(({ verdict }) => verdict === 'skip')) return `➖ ${models}, nothing was judged`
  return `✅ ${models}: nothing speaks against them`
}

function renderVerdicts(sections: readonly ModelSection[], context: ReportContext): string {
  if (sections.length === 0) return ''
  const rows: { readonly icon: string; readonly name: string; readonly verdict: string; readonly before: string }[] = []
  let size = 0
  for (const section of sections.slice(0, MOST_ROWS)) {
    const row = {
      icon: sectionIcon(section),
      name: section.model === null ? '_no model_' : escapeMarkdown(section.model, 80),
      verdict: escapeMarkdown(describeVerdict(section), 160),
      before: describeBefore(section, context),
    }
    size += row.name.length + row.verdict.length + 20
    if (size > MOST_CHARACTERS) break
    rows.push(row)
  }
  const table = renderTable([
    { title: '', align: 'left', cells: rows.map(({ icon }) => icon) },
    { title: 'model', align: 'left', cells: rows.map(({ name }) => name) },
    { title: 'verdict', align: 'left', cells: rows.map(({ verdict }) => verdict) },
    { title: 'last report', align: 'left', cells: rows.map(({ before }) => before) },
  ])
  return [table, describeRest(sections.slice(rows.length))].filter((part) => part !== '').join('\n\n')
}

/** `and 912 more: 3 ⛔, 909 ✅`. */
function describeRest(sections: readonly ModelSection[]): string {
  if (sections.length === 0) return ''
  const counts = new Map<string, number>()
  for (const section of sections) counts.set(sectionIcon(section), (counts.get(sectionIcon(section)) ?? 0) + 1)
  const parts = [...counts].map(([icon, count]) => `${formatCount(count)} ${icon}`)
  return `and ${formatCount(sections.length)} more: ${parts.join(', ')}`
}
