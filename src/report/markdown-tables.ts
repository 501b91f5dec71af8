import { escapeMarkdown, markdownCode } from '../text/escape.ts'
import { placeOf } from './advice.ts'
import { type DataRules, describeMaskedRows, listDistinctions, type RuleRow } from './data-rules.ts'
import { type GateGroup, type GateRow, groupGates } from './gate-table.ts'
import { STATE_ICONS } from './headline.ts'
import { renderIntervalBar } from './interval-bar.ts'
import { formatConfidence, listMetrics, sharedConfidence } from './metric-rows.ts'
import { formatCount } from './numbers.ts'
import { type ModelSection, nameBaseline, stateOf } from './section.ts'

/** Rows of a table beyond these are counted, not shown. */
const MOST_ROWS = 100

interface Column {
  readonly title: string
  readonly align: 'left' | 'right' | 'center'
  readonly cells: readonly string[]
}

/** A table of escaped cells; columns that are empty all the way down are left out, all but the first. */
function renderTable(columns: readonly Column[]): string {
  const shown = columns.filter((column, index) => index === 0 || column.cells.some((cell) => cell !== ''))
  const rows = shown[0]!.cells.map((_, row) => `| ${shown.map((column) => column.cells[row]).join(' | ')} |`)
  const rules = { left: '---', right: '---:', center: ':---:' }
  return [
    `| ${shown.map((column) => column.title).join(' | ')} |`,
    `|${shown.map((column) => rules[column.align]).join('|')}|`,
    ...rows.slice(0, MOST_ROWS),
    ...(rows.length > MOST_ROWS ? ['', `and ${formatCount(rows.length - MOST_ROWS)} more`] : []),
  ].join('\n')
}

/** The gates with their numbers; slices that are green are only counted. Empty without gates. */
export function renderGateTable(section: ModelSection): string {
  const groups = groupGates(section)
  if (groups.length === 0) return ''
  const lines = groups.flatMap(listGateLines)
  const column = (title: string, align: Column['align'], cell: (line: GateLine) => string): Column => ({
    title,
    align,
    cells: lines.map(cell),
  })
  const table = renderTable([
    column('gate', 'left', (line) => line.label),
    column(escapeMarkdown(nameBaseline(section.baseline).short, 40), 'right', (line) => line.row?.baseline ?? ''),
    column('candidate', 'right', (line) => (line.row ? (line.row.candidate ?? 'not measured') : '')),
    column('difference', 'right', (line) => line.row?.difference ?? ''),
    column('interval', 'center', (line) => (line.row ? describeInterval(line.row) : '')),
    column('', 'left', (line) => line.icon),
  ])
  const note = describeGateNote(groups)
  return note === '' ? table : `${table}\n\n<sub>${note}</sub>`
}

interface GateLine {
  readonly label: string
  readonly row: GateRow | null
  readonly icon: string
}

function listGateLines(group: GateGroup): readonly GateLine[] {
  if (!group.isSliced) return group.rows.map((row) => ({ label: escapeMarkdown(row.label), row, icon: iconOf(row) }))
  const alike = group.rows.filter((row) => row.state === group.state).length
  const head = {
    label: escapeMarkdown(group.label),
    row: null,
    icon: `${STATE_ICONS[group.state]} ${alike} of ${group.rows.length}`,
  }
  const open = group.rows.filter((row) => row.state !== 'pass')
  return [head, ...open.map((row) => ({ label: `└ ${describeSlice(row)}`, row, icon: iconOf(row) }))]
}

function describeSlice({ slice, check }: GateRow): string {
  const { rows } = check.statistics
  return `${escapeMarkdown(slice!.value, 80)}${rows === null ? '' : ` (${formatCount(rows)} rows)`}`
}

function iconOf({ state, check }: GateRow): string {
  return check.waiver ? `${STATE_ICONS[state]} waived` : STATE_ICONS[state]
}

function describeInterval({ interval, state }: GateRow): string {
  if (interval === null) return state === 'inconclusive' ? 'not measured' : state === 'skip' ? 'skipped' : ''
  const bar = renderIntervalBar(interval)
  return `${bar === null ? '' : `\`${bar}\` `}${interval.text}`
}

function describeGateNote(groups: readonly GateGroup[]): string {
  const rows = groups.flatMap((group) => group.rows)
  const shown = rows.filter((row) => row.interval !== null)
  const levels = [...new Set(shown.flatMap(({ check }) => check.statistics.confidence ?? []))].map(formatConfidence)
  const intervals =
    shown.length > 0 ? `two-sided ${levels.join(' and ')} intervals; ┃ is the limit that the gate sets` : ''
  const skipped = new Set(rows.flatMap(({ state, check }) => (state === 'skip' && check.help ? [check.help] : [])))
  return [intervals, ...[...skipped].map((help) => `${STATE_ICONS.skip} ${escapeMarkdown(help)}`)]
    .filter((part) => part !== '')
    .join(' · ')
}

/** The rules of `rows` with what was measured and where they stand. */
export function renderRuleTable(rows: readonly RuleRow[]): string {
  return renderTable([
    { title: 'rule', align: 'left', cells: rows.map(({ check }) => escapeMarkdown(check.title)) },
    ...listDistinctions(rows).map(
      ({ title, pick }): Column => ({ title, align: 'left', cells: rows.map((row) => escapeMarkdown(pick(row), 60)) }),
    ),
    { title: 'measured', align: 'right', cells: rows.map(({ measured }) => escapeMarkdown(measured, 80)) },
    { title: 'allowed', align: 'right', cells: rows.map(({ check }) => escapeMarkdown(check.expected ?? '', 80)) },
    { title: 'where', align: 'left', cells: rows.map(({ place }) => (place === null ? '' : markdownCode(place, 120))) },
    {
      title: '',
      align: 'left',
      cells: rows.map(({ state, check }) => `${STATE_ICONS[state]}${check.waiver ? ' waived' : ''}`),
    },
  ])
}

/** The rules that hold, by their short names, one row a column: what is green takes little space. */
export function renderHeldRules(rows: readonly RuleRow[]): string {
  const byColumn = new Map<string, RuleRow[]>()
  for (const row of rows) {
    const key = JSON.stringify([row.check.target.object, row.check.target.column])
    byColumn.set(key, [...(byColumn.get(key) ?? []), row])
  }
  const groups = [...byColumn.values()]
  const target = (pick: 'object' | 'column') => groups.map(([row]) => escapeMarkdown(row!.check.target[pick] ?? '', 80))
  const listNames = (group: readonly RuleRow[]) => group.map(({ check }) => nameRule(check.id)).join(', ')
  return renderTable([
    { title: 'data', align: 'left', cells: target('object') },
    { title: 'column', align: 'left', cells: target('column') },
    { title: 'rules that hold', align: 'left', cells: groups.map((group) => escapeMarkdown(listNames(group), 400)) },
  ])
}

/** The last part of a check's id: `minimum`. */
function nameRule(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1).replace(/%(25|2F|3D)/g, (code) => decodeURIComponent(code))
}

/** Rows that break a rule, as the result masked them. Empty where it holds none. */
export function renderSamples({ open }: DataRules): string {
  const parts = open.flatMap(({ check }) => {
    if (check.samples.length === 0) return []
    const masked = describeMaskedRows(check)
    if (masked !== null) return [`${escapeMarkdown(check.title)}: ${masked}`]
    const names = [...new Set(check.samples.flatMap((sample) => Object.keys(sample.values)))].slice(0, 12)
    const showValue = (value: string | null | undefined) =>
      value === undefined ? '' : value === null ? '_null_' : markdownCode(value, 60)
    const columns: Column[] = names.map((name) => ({
      title: markdownCode(name, 60),
      align: 'left',
      cells: check.samples.map((sample) => showValue(sample.values[name])),
    }))
    const rows = check.samples.map(({ row }) => (row === null ? '–' : formatCount(row)))
    return [
      `${escapeMarkdown(check.title)}\n\n${renderTable([{ title: 'row', align: 'right', cells: rows }, ...columns])}`,
    ]
  })
  return parts.join('\n\n')
}

/** Every metric and slice that was measured or could not be. Empty without metrics. */
export function renderMetricTable(section: ModelSection): string {
  const { rows, sharedNotes } = listMetrics(section)
  if (rows.length === 0) return ''
  const confidence = sharedConfidence(rows)
  const table = renderTable([
    { title: 'metric', align: 'left', cells: rows.map(({ title }) => escapeMarkdown(title, 60)) },
    {
      title: 'slice',
      align: 'left',
      cells: rows.map(({ slice }) => (slice === null ? '' : escapeMarkdown(slice, 80))),
    },
    { title: 'rows', align: 'right', cells: rows.map((row) => row.rows) },
    {
      title: escapeMarkdown(nameBaseline(section.baseline).short, 40),
      align: 'right',
      cells: rows.map(({ baseline }) => baseline ?? ''),
    },
    { title: 'candidate', align: 'right', cells: rows.map(({ candidate }) => candidate) },
    { title: 'difference', align: 'right', cells: rows.map(({ difference }) => difference ?? '') },
    {
      title: 'method',
      align: 'left',
      cells: rows.map(({ method }) => (method === null ? '' : escapeMarkdown(method, 80))),
    },
    { title: 'note', align: 'left', cells: rows.map(({ note }) => (note === null ? '' : escapeMarkdown(note))) },
  ])
  const notes = [
    ...(confidence === null ? [] : [`In brackets: two-sided ${confidence} intervals.`]),
    ...sharedNotes.map((note) => `${escapeMarkdown(note)}.`),
  ]
  return notes.length === 0 ? table : `${notes.join(' ')}\n\n${table}`
}

/** Checks of other kinds (evidence, rollout, …). Empty where there are none. */
export function renderOtherTable(section: ModelSection): string {
  const checks = section.checks.filter(
    (check) => !['contract', 'gate', 'metric'].includes(check.kind) && check.verdict !== 'pass',
  )
  if (checks.length === 0) return ''
  return renderTable([
    { title: 'check', align: 'left', cells: checks.map(({ title }) => escapeMarkdown(title)) },
    {
      title: 'found',
      align: 'left',
      cells: checks.map(({ observed }) => (observed === null ? '' : escapeMarkdown(String(observed)))),
    },
    { title: 'allowed', align: 'left', cells: checks.map(({ expected }) => escapeMarkdown(expected ?? '')) },
    {
      title: 'where',
      align: 'left',
      cells: checks.map((check) => (check.source ? markdownCode(placeOf(check)!, 120) : '')),
    },
    { title: '', align: 'left', cells: checks.map((check) => STATE_ICONS[stateOf(check)]) },
  ])
}
