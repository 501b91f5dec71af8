import { escapeMarkdown } from '../text/escape.ts'
import { type Column, renderTable } from './markdown-table.ts'
import { listMetrics, type MetricRow, sharedConfidence } from './metric-rows.ts'
import { type ModelSection, nameBaseline } from './section.ts'

/** Metrics that a table of slices has columns for; all of them stand in the full table. */
const MOST_COLUMNS = 4

/** Metrics over all rows with their intervals, beside the baseline's. Empty where none was measured. */
export function renderCardMetrics(section: ModelSection, version: string): string {
  const { overall } = listMetrics(section)
  if (overall.length === 0) return ''
  const confidence = sharedConfidence(section)
  const column = (title: string, align: Column['align'], pick: (row: MetricRow) => string | null): Column => ({
    title,
    align,
    cells: overall.map((row) => pick(row) ?? ''),
  })
  const table = renderTable([
    column('metric', 'left', ({ title }) => escapeMarkdown(title, 80)),
    column('rows', 'right', ({ rows }) => rows),
    column(escapeMarkdown(version), 'right', ({ candidate }) => keepTogether(candidate)),
    column(escapeMarkdown(nameBaseline(section.baseline).full, 60), 'right', ({ baseline }) => keepTogether(baseline)),
    column('difference', 'right', ({ difference }) => keepTogether(difference)),
  ])
  return confidence === null ? table : `In brackets: two-sided ${confidence} intervals.\n\n${table}`
}

/** One row a slice, a column for each metric that gates ask about, else for the first ones. Empty without slices. */
export function renderCardSlices(section: ModelSection): string {
  const { sliced, overall } = listMetrics(section)
  const slices = [...new Set(sliced.map(({ slice }) => slice!.text))]
  if (slices.length === 0) return ''
  const metrics = chooseMetrics(section, overall)
  const find = (slice: string, title: string) => sliced.find((row) => row.slice!.text === slice && row.title === title)
  return renderTable([
    { title: 'slice', align: 'left', cells: slices.map((slice) => escapeMarkdown(slice, 120)) },
    {
      title: 'rows',
      align: 'right',
      cells: slices.map((slice) => sliced.find((row) => row.slice!.text === slice)?.rows ?? ''),
    },
    ...metrics.map(
      (title): Column => ({
        title: escapeMarkdown(title, 60),
        align: 'right',
        cells: slices.map((slice) => keepTogether(find(slice, title)?.candidate ?? null)),
      }),
    ),
  ])
}

/** Titles of metrics that slices have: those of gates first. */
function chooseMetrics({ checks }: ModelSection, overall: readonly MetricRow[]): readonly string[] {
  const gated = new Set(checks.flatMap(({ kind, target }) => (kind === 'gate' ? (target.metric ?? []) : [])))
  const bySlice = overall.filter(({ check }) => check.target.column === null && !RUN.test(check.target.metric ?? ''))
  const isGated = ({ check }: MetricRow) => gated.has(check.target.metric ?? '')
  return [...bySlice.filter(isGated), ...bySlice.filter((row) => !isGated(row))]
    .slice(0, MOST_COLUMNS)
    .map(({ title }) => title)
}

/** With blanks that no line breaks at. */
const keepTogether = (text: string | null): string => (text ?? '').replaceAll(' ', '\u00A0')

/** What is measured of the file and the machine has no slices. */
const RUN = /^(?:model_size|predict_latency|predict_memory|leaked_rows)$/
