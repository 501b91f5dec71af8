import { escapeHtml } from '../text/escape.ts'
import { type Html, type HtmlColumn, renderHtmlTable } from './html-parts.ts'
import { listMetrics, type MetricRow, sharedConfidence } from './metric-rows.ts'
import { type ModelSection, nameBaseline } from './section.ts'

/** Every metric and slice that was measured or could not be, over all rows and then by slice. Empty without metrics. */
export function renderMetrics(section: ModelSection): Html {
  const { overall, sliced, sharedNotes } = listMetrics(section)
  if (overall.length + sliced.length === 0) return ''
  const confidence = sharedConfidence(section)
  const notes = [
    ...(confidence === null ? [] : [`Below each value its two-sided ${confidence} interval.`]),
    ...sharedNotes.map((note) => `${note}.`),
  ]
  const tables = [
    overall.length === 0 ? '' : renderRows('All metrics', overall, section),
    sliced.length === 0 ? '' : `<h3 class="sub">By slice</h3>${renderRows('All slices', sliced, section)}`,
  ]
  return `${tables.join('')}${notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('')}`
}

/** What was measured on the groups that a search found to fare worse. Empty where none was found. */
export function renderWorst(section: ModelSection): Html {
  const { searched } = listMetrics(section)
  return searched.length === 0 ? '' : renderRows('Worst groups', searched, section)
}

function renderRows(caption: string, rows: readonly MetricRow[], section: ModelSection): Html {
  const slice: HtmlColumn<MetricRow> = { title: 'slice', cell: (row) => escapeHtml(row.slice?.text ?? '', 120) }
  const columns: readonly HtmlColumn<MetricRow>[] = [
    ...(rows.some((row) => row.slice !== null) ? [slice] : []),
    { title: 'metric', cell: ({ title }) => escapeHtml(title, 80) },
    { title: 'rows', isNumber: true, cell: (row) => row.rows ?? '' },
    { title: nameBaseline(section.baseline).short, isNumber: true, cell: ({ baseline }) => renderEstimate(baseline) },
    { title: 'candidate', isNumber: true, cell: ({ candidate }) => renderEstimate(candidate) },
    { title: 'difference', isNumber: true, cell: ({ difference }) => renderEstimate(difference) },
    { title: 'method', cell: describeMethod },
    { title: 'note', isText: true, cell: ({ note }) => (note === null ? '' : escapeHtml(note)) },
  ]
  return renderHtmlTable(caption, columns, rows, { isSortable: true })
}

function describeMethod({ method, test }: MetricRow): Html {
  return escapeHtml([method, test].filter((part) => part !== null).join('; '), 80)
}

/** The value, and below it the interval that follows it in brackets. */
function renderEstimate(text: string | null): Html {
  const [value, interval] = (text ?? '').split(' (')
  return interval === undefined ? value! : `${value}<span class="span">${interval.replace(')', '')}</span>`
}
