import { escapeHtml } from '../text/escape.ts'
import { listAdvice, placeOf } from './advice.ts'
import { type DataRules, describeMaskedRows, listDistinctions, type RuleRow } from './data-rules.ts'
import { type GateRow, groupGates } from './gate-table.ts'
import { renderIntervalSvg } from './html-interval.ts'
import { type Html, renderCode, renderHtmlTable, renderPill, toneOf, WORDS } from './html-parts.ts'
import { formatConfidence, listMetrics, sharedConfidence } from './metric-rows.ts'
import { formatCount } from './numbers.ts'
import { type ModelSection, nameBaseline, type RowState, stateOf } from './section.ts'

interface GateLine {
  readonly label: string
  readonly row: GateRow | null
  readonly state: RowState
  readonly pill: string | undefined
}

/** The gates, each slice of a sliced one below it: here is room for the green ones too. Empty without gates. */
export function renderGates(section: ModelSection): Html {
  const groups = groupGates(section)
  if (groups.length === 0) return ''
  const lines = groups.flatMap((group): readonly GateLine[] => {
    const rows = group.rows.map(
      (row): GateLine => ({ label: labelOf(row, group.isSliced), row, state: row.state, pill: pillOf(row) }),
    )
    if (!group.isSliced) return rows
    const alike = group.rows.filter((row) => row.state === group.state).length
    const pill = group.rows.length === 1 ? undefined : `${alike} of ${group.rows.length} ${WORDS[group.state]}`
    return [{ label: group.label, row: null, state: group.state, pill }, ...rows]
  })
  const table = renderHtmlTable(
    'Gates',
    [
      { title: 'gate', cell: (line) => escapeHtml(line.label) },
      { title: nameBaseline(section.baseline).short, isNumber: true, cell: ({ row }) => row?.baseline ?? '' },
      { title: 'candidate', isNumber: true, cell: ({ row }) => (row ? (row.candidate ?? renderMissing()) : '') },
      { title: 'difference', isNumber: true, cell: ({ row }) => row?.difference ?? '' },
      { title: 'interval', cell: ({ row }) => (row ? renderInterval(row) : '') },
      { title: 'verdict', cell: ({ state, pill }) => renderPill(state, pill) },
    ],
    lines,
    ({ row }) => (row?.slice ? 'slice' : ''),
  )
  return `${table}${renderGateNote(groups.flatMap((group) => group.rows))}`
}

const renderMissing = (): Html => '<span class="quiet">not measured</span>'

function labelOf(row: GateRow, isSliced: boolean): string {
  if (!isSliced || row.slice === null) return row.label
  const { rows } = row.check.statistics
  return `${row.slice.value}${rows === null ? '' : ` (${formatCount(rows)} rows)`}`
}

const pillOf = (row: GateRow): string | undefined => (row.check.waiver ? 'waived' : undefined)

function renderInterval({ interval, state }: GateRow): Html {
  if (interval === null) return state === 'inconclusive' ? renderMissing() : ''
  return `<div class="${toneOf(state)}">${renderIntervalSvg(interval)}<span class="span">${interval.text}</span></div>`
}

function renderGateNote(rows: readonly GateRow[]): Html {
  const shown = rows.filter((row) => row.interval !== null)
  const levels = [...new Set(shown.flatMap(({ check }) => check.statistics.confidence ?? []))].map(formatConfidence)
  const skipped = new Set(rows.flatMap(({ state, check }) => (state === 'skip' && check.help ? [check.help] : [])))
  const intervals = `Two-sided ${levels.join(' and ')} intervals. The red line is the limit that the gate sets; an interval that reaches over it settles nothing.`
  const notes = [...(shown.length > 0 ? [intervals] : []), ...[...skipped].map((help) => `Skipped: ${help}`)]
  return notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('')
}

/** What to do about each check that did not pass. Empty where all did. */
export function renderSteps(section: ModelSection): Html {
  const items = listAdvice(section).map(({ state, subjects, help, place }) => {
    const shown = subjects.slice(0, 5).map((subject) => escapeHtml(subject, 120))
    const more = subjects.length > 5 ? ` and ${subjects.length - 5} more` : ''
    const where = place === null ? '' : ` ${renderCode(place)}`
    return `<li><span>${renderPill(state)}</span><div><strong>${shown.join(', ')}${more}</strong><br>${escapeHtml(help, 800)}${where}</div></li>`
  })
  return items.length === 0 ? '' : `<ul class="steps">${items.slice(0, 100).join('')}</ul>`
}

/** Rules of a contract with what was measured and where they stand. */
export function renderRules(rows: readonly RuleRow[]): Html {
  if (rows.length === 0) return ''
  return renderHtmlTable(
    'Data rules',
    [
      { title: 'rule', cell: ({ check }) => escapeHtml(check.title) },
      ...listDistinctions(rows).map(({ title, pick }) => ({
        title,
        cell: (row: RuleRow) => escapeHtml(pick(row), 60),
      })),
      { title: 'measured', isNumber: true, cell: ({ measured }) => escapeHtml(measured, 80) },
      { title: 'allowed', isNumber: true, cell: ({ check }) => escapeHtml(check.expected ?? '', 80) },
      { title: 'where', cell: ({ place }) => (place === null ? '' : renderCode(place)) },
      { title: 'verdict', cell: ({ state, check }) => renderPill(state, check.waiver ? 'waived' : undefined) },
    ],
    rows,
  )
}

/** Rows that break a rule, as the result masked them. Empty where it holds none. */
export function renderFailingRows({ open }: DataRules): Html {
  const tables = open.flatMap(({ check }) => {
    if (check.samples.length === 0) return []
    const masked = describeMaskedRows(check)
    if (masked !== null) {
      return [`<div class="samples"><p class="note">${escapeHtml(check.title)}: ${masked}</p></div>`]
    }
    const names = [...new Set(check.samples.flatMap((sample) => Object.keys(sample.values)))].slice(0, 12)
    const cell = (value: string | null | undefined) =>
      value === undefined ? '' : value === null ? '<span class="quiet">null</span>' : renderCode(value, 60)
    const columns = names.map((name) => ({
      title: name,
      cell: ({ values }: (typeof check.samples)[number]) => cell(values[name]),
    }))
    const row = {
      title: 'row',
      cell: (sample: (typeof check.samples)[number]) => (sample.row === null ? '–' : formatCount(sample.row)),
    }
    return [
      `<div class="samples"><p class="note">${escapeHtml(check.title)}</p>${renderHtmlTable(check.title, [row, ...columns], check.samples)}</div>`,
    ]
  })
  return tables.join('')
}

/** Every metric and slice that was measured or could not be. Empty without metrics. */
export function renderMetrics(section: ModelSection): Html {
  const { rows, sharedNotes } = listMetrics(section)
  if (rows.length === 0) return ''
  const confidence = sharedConfidence(rows)
  const notes = [
    ...(confidence === null ? [] : [`Below each value its two-sided ${confidence} interval.`]),
    ...sharedNotes,
  ]
  const table = renderHtmlTable(
    'All metrics and slices',
    [
      { title: 'metric', cell: ({ title }) => escapeHtml(title, 60) },
      { title: 'slice', cell: ({ slice }) => (slice === null ? '' : escapeHtml(slice, 80)) },
      { title: 'rows', isNumber: true, cell: (row) => row.rows },
      { title: nameBaseline(section.baseline).short, isNumber: true, cell: ({ baseline }) => renderEstimate(baseline) },
      { title: 'candidate', isNumber: true, cell: ({ candidate }) => renderEstimate(candidate) },
      { title: 'difference', isNumber: true, cell: ({ difference }) => renderEstimate(difference) },
      { title: 'method', cell: ({ method }) => (method === null ? '' : escapeHtml(method, 80)) },
      { title: 'note', isText: true, cell: ({ note }) => (note === null ? '' : escapeHtml(note)) },
    ],
    rows,
  )
  return `${table}${notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('')}`
}

/** The value, and below it the interval that follows it in brackets. */
function renderEstimate(text: string | null): Html {
  const [value, interval] = (text ?? '').split(' (')
  return interval === undefined ? value! : `${value}<span class="span">${interval.replace(')', '')}</span>`
}

/** Checks of other kinds (evidence, rollout, …). Empty where there are none. */
export function renderOthers(section: ModelSection): Html {
  const checks = section.checks.filter((check) => !['contract', 'gate', 'metric'].includes(check.kind))
  if (checks.length === 0) return ''
  return renderHtmlTable(
    'Other checks',
    [
      { title: 'check', cell: (check) => escapeHtml(check.title) },
      { title: 'found', isText: true, cell: ({ observed }) => (observed === null ? '' : escapeHtml(String(observed))) },
      { title: 'allowed', isText: true, cell: ({ expected }) => escapeHtml(expected ?? '') },
      { title: 'where', cell: (check) => (check.source ? renderCode(placeOf(check)!) : '') },
      { title: 'verdict', cell: (check) => renderPill(stateOf(check)) },
    ],
    checks,
  )
}
