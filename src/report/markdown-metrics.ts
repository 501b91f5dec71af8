import { escapeMarkdown } from '../text/escape.ts'
import { type Column, renderTable } from './markdown-table.ts'
import { listMetrics, type MetricRow, sharedConfidence } from './metric-rows.ts'
import { type ModelSection, nameBaseline } from './section.ts'

/** Every metric and slice that was measured or could not be, over all rows and then by slice. Empty without metrics. */
export function renderMetricTables(section: ModelSection): string {
  const { overall, sliced, sharedNotes } = listMetrics(section)
  if (overall.length + sliced.length === 0) return ''
  const confidence = sharedConfidence(section)
  const notes = [
    ...(confidence === null ? [] : [`In brackets: two-sided ${confidence} intervals.`]),
    ...sharedNotes.map((note) => `${escapeMarkdown(note)}.`),
  ]
  const head = notes.join(' ')
  const tables = [overall, sliced].map((rows) => renderRows(rows, section))
  return [head, ...tables].filter((part) => part !== '').join('\n\n')
}

/** What was measured on the groups that a search found to fare worse. Empty where none was found. */
export function renderWorstGroups(section: ModelSection): string {
  return renderRows(listMetrics(section).searched, section)
}

/** Rows as a table; what is to be known of single rows stands below it under numbers. */
function renderRows(rows: readonly MetricRow[], section: ModelSection): string {
  if (rows.length === 0) return ''
  const notes = [...new Set(rows.flatMap(({ note }) => note ?? []))]
  const mark = ({ note }: MetricRow) => (note === null ? '' : ` <sup>${notes.indexOf(note) + 1}</sup>`)
  const hasSlices = rows.some(({ slice }) => slice !== null)
  const columns: Column[] = [
    ...(hasSlices
      ? [
          {
            title: 'slice',
            align: 'left' as const,
            cells: rows.map(({ slice }) => escapeMarkdown(slice?.text ?? '', 120)),
          },
        ]
      : []),
    { title: 'metric', align: 'left', cells: rows.map((row) => escapeMarkdown(row.title, 80) + mark(row)) },
    { title: 'rows', align: 'right', cells: rows.map((row) => row.rows ?? '') },
    {
      title: escapeMarkdown(nameBaseline(section.baseline).short, 40),
      align: 'right',
      cells: rows.map(({ baseline }) => baseline ?? ''),
    },
    { title: 'candidate', align: 'right', cells: rows.map(({ candidate }) => candidate) },
    { title: 'difference', align: 'right', cells: rows.map(({ difference }) => difference ?? '') },
    { title: 'method', align: 'left', cells: rows.map(describeMethod) },
  ]
  const list = notes.map((note, index) => `<sup>${index + 1}</sup> ${escapeMarkdown(note)}`)
  return `${renderTable(columns)}${list.length === 0 ? '' : `\n\n<sub>${list.join(' · ')}</sub>`}`
}

function describeMethod({ method, test }: MetricRow): string {
  return escapeMarkdown([method, test].filter((part) => part !== null).join('; '), 80)
}
