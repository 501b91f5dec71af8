import { formatPlural } from '../core/count.ts'
import { escapeMarkdown, markdownCode } from '../text/escape.ts'
import { isOfData } from './gate-kind.ts'
import { type GateGroup, type GateRow, groupGates } from './gate-table.ts'
import { STATE_ICONS } from './headline.ts'
import { renderIntervalBar } from './interval-bar.ts'
import { type Column, renderTable } from './markdown-table.ts'
import { formatConfidence } from './metric-rows.ts'
import { formatCount } from './numbers.ts'
import { type ModelSection, nameBaseline } from './section.ts'

/** One line of the table, its cells as they are shown. */
interface GateLine {
  readonly label: string
  readonly baseline: string
  readonly candidate: string
  readonly difference: string
  readonly interval: string
  readonly icon: string
}

const EMPTY: GateLine = { label: '', baseline: '', candidate: '', difference: '', interval: '', icon: '' }

/** More green gates than these are folded away. */
const MOST_GREEN = 8

const HELD: Readonly<Record<number, string>> = { 0: '', 1: 'The one gate holds.' }

/** The gates with their numbers; slices that are green are only counted. Empty without gates. */
export function renderGateTable(section: ModelSection): string {
  const groups = groupGates(section)
  const shown = groups.filter((group) => !isHeld(group, groups))
  const held = groups.length - shown.length
  if (shown.length === 0) return HELD[held] ?? `All ${formatPlural(held, 'gate')} hold.`
  const more = held === 0 ? [] : [`${formatPlural(held, 'more gate')} ${held === 1 ? 'holds' : 'hold'}, below`]
  return renderGroups(shown, section, more)
}

/** The gates that hold and have no place in the first table. Empty without any. */
export function renderHeldGates(section: ModelSection): string {
  const groups = groupGates(section)
  const held = groups.filter((group) => isHeld(group, groups))
  return held.length === 0 ? '' : renderGroups(held, section)
}

/** Whether a gate is only told of on demand: what holds about the data, and gates that hold where they are many. */
function isHeld({ state, rows }: GateGroup, groups: readonly GateGroup[]): boolean {
  if (state !== 'pass') return false
  return (
    rows.every(({ check }) => isOfData(check)) || groups.filter((group) => group.state === 'pass').length > MOST_GREEN
  )
}

function renderGroups(groups: readonly GateGroup[], section: ModelSection, notes: readonly string[] = []): string {
  const lines = groups.flatMap(listGateLines)
  const column = (title: string, align: Column['align'], key: keyof GateLine): Column => ({
    title,
    align,
    cells: lines.map((line) => line[key]),
  })
  const table = renderTable([
    column('gate', 'left', 'label'),
    column(escapeMarkdown(nameBaseline(section.baseline).short, 40), 'right', 'baseline'),
    column('candidate', 'right', 'candidate'),
    column('difference', 'right', 'difference'),
    column('interval', 'center', 'interval'),
    column('', 'left', 'icon'),
  ])
  const note = [...describeGateNote(groups), ...notes].join(' · ')
  return note === '' ? table : `${table}\n\n<sub>${note}</sub>`
}

function listGateLines(group: GateGroup): readonly GateLine[] {
  if (!group.isSliced) return group.rows.flatMap((row) => listRowLines(row, labelRow(row)))
  const alike = group.rows.filter((row) => row.state === group.state).length
  const head = {
    ...EMPTY,
    label: escapeMarkdown(group.label),
    icon: keepTogether(`${STATE_ICONS[group.state]} ${alike} of ${group.rows.length}`),
  }
  const open = group.rows.filter((row) => row.state !== 'pass')
  return [head, ...open.flatMap((row) => listRowLines(row, `└ ${describeSlice(row)}`))]
}

/** A gate, and below an expression the numbers that it looked at. */
function listRowLines(row: GateRow, label: string): readonly GateLine[] {
  const line: GateLine = {
    label,
    baseline: row.baseline ?? '',
    // of a rule about the data it is what the result says, of all others a number
    candidate:
      row.candidate === null ? (row.expression === null ? 'not measured' : '') : escapeMarkdown(row.candidate, 80),
    difference: row.difference ?? '',
    interval: describeInterval(row),
    icon: row.check.waiver ? keepTogether(`${STATE_ICONS[row.state]} waived`) : STATE_ICONS[row.state],
  }
  const operands = row.operands.map(
    ({ label: name, numbers, others }): GateLine => ({
      ...EMPTY,
      label: `└ ${escapeMarkdown(name, 120)}`,
      baseline: numbers.baseline ?? '',
      candidate: numbers.candidate ?? '',
      difference: numbers.difference ?? '',
      interval: escapeMarkdown(others, 120),
    }),
  )
  return [line, ...operands]
}

function labelRow({ label, expression }: GateRow): string {
  if (expression === null) return escapeMarkdown(label)
  const code = markdownCode(expression.text, 160)
  return expression.name === null ? code : `${escapeMarkdown(expression.name, 120)}: ${code}`
}

function describeSlice({ slice, check }: GateRow): string {
  const { rows } = check.statistics
  return `${escapeMarkdown(slice!.value, 80)}${rows === null ? '' : ` (${formatCount(rows)} rows)`}`
}

function describeInterval({ interval, state, expression }: GateRow): string {
  if (interval !== null) {
    const bar = renderIntervalBar(interval)
    return `${bar === null ? '' : `\`${bar}\` `}${keepTogether(interval.text)}`
  }
  if (state === 'skip') return 'skipped'
  return state === 'inconclusive' && expression === null ? 'not measured' : ''
}

/** With blanks that no line breaks at. */
const keepTogether = (text: string): string => text.replaceAll(' ', '\u00A0')

function describeGateNote(groups: readonly GateGroup[]): readonly string[] {
  const rows = groups.flatMap((group) => group.rows)
  const shown = groups
    .flatMap((group) => (group.isSliced ? group.rows.filter(({ state }) => state !== 'pass') : group.rows))
    .filter((row) => row.interval !== null)
  const levels = [...new Set(shown.flatMap(({ check }) => check.statistics.confidence ?? []))].map(formatConfidence)
  const intervals =
    shown.length > 0 ? [`two-sided ${levels.join(' and ')} intervals; ┃ is the limit that the gate sets`] : []
  const skipped = new Set(rows.flatMap(({ state, check }) => (state === 'skip' && check.help ? [check.help] : [])))
  return [...intervals, ...[...skipped].map((help) => `${STATE_ICONS.skip} ${escapeMarkdown(help)}`)]
}
