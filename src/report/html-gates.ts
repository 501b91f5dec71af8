import { escapeHtml } from '../text/escape.ts'
import type { OperandRow } from './gate-operands.ts'
import { type GateRow, groupGates } from './gate-table.ts'
import { renderIntervalSvg } from './html-interval.ts'
import { type Html, renderCode, renderHtmlTable, renderPill, toneOf, WORDS } from './html-parts.ts'
import { formatConfidence } from './metric-rows.ts'
import { formatCount } from './numbers.ts'
import { type ModelSection, nameBaseline } from './section.ts'

/** One line of the table, its cells as they are shown. */
interface GateLine {
  readonly label: Html
  readonly baseline: string
  readonly candidate: Html
  readonly difference: string
  readonly interval: Html
  readonly verdict: Html
  readonly isBelow: boolean
}

const EMPTY: GateLine = {
  label: '',
  baseline: '',
  candidate: '',
  difference: '',
  interval: '',
  verdict: '',
  isBelow: false,
}

/** The gates, each slice of a sliced one below it: here is room for the green ones too. Empty without gates. */
export function renderGates(section: ModelSection): Html {
  const groups = groupGates(section)
  if (groups.length === 0) return ''
  const lines = groups.flatMap((group): readonly GateLine[] => {
    const rows = group.rows.flatMap((row) => listRowLines(row, labelRow(row, group.isSliced)))
    if (!group.isSliced) return rows
    const alike = group.rows.filter((row) => row.state === group.state).length
    const pill = group.rows.length === 1 ? undefined : `${alike} of ${group.rows.length} ${WORDS[group.state]}`
    return [{ ...EMPTY, label: escapeHtml(group.label), verdict: renderPill(group.state, pill) }, ...rows]
  })
  const table = renderHtmlTable(
    'Gates',
    [
      { title: 'gate', cell: ({ label }) => label },
      { title: 'verdict', cell: ({ verdict }) => verdict },
      { title: nameBaseline(section.baseline).short, isNumber: true, cell: ({ baseline }) => baseline },
      { title: 'candidate', isNumber: true, cell: ({ candidate }) => candidate },
      { title: 'difference', isNumber: true, cell: ({ difference }) => difference },
      { title: 'interval', cell: ({ interval }) => interval },
    ],
    lines,
    { classOf: ({ isBelow }) => (isBelow ? 'slice' : '') },
  )
  return `${table}${renderGateNote(groups.flatMap((group) => group.rows))}`
}

/** A gate, and below an expression the numbers that it looked at. */
function listRowLines(row: GateRow, label: Html): readonly GateLine[] {
  const line: GateLine = {
    label,
    baseline: row.baseline ?? '',
    candidate: row.candidate === null ? (row.expression === null ? renderMissing() : '') : escapeHtml(row.candidate),
    difference: row.difference ?? '',
    interval: renderInterval(row),
    verdict: renderPill(row.state, row.check.waiver ? 'waived' : undefined),
    isBelow: row.slice !== null,
  }
  return [line, ...row.operands.map(describeOperand)]
}

function describeOperand({ label, numbers, others }: OperandRow): GateLine {
  return {
    ...EMPTY,
    label: escapeHtml(label, 120),
    baseline: numbers.baseline ?? '',
    candidate: numbers.candidate ?? '',
    difference: numbers.difference ?? '',
    interval: others === '' ? '' : `<span class="span">${escapeHtml(others, 120)}</span>`,
    isBelow: true,
  }
}

function labelRow(row: GateRow, isSliced: boolean): Html {
  const { slice, expression, check } = row
  if (isSliced && slice !== null) {
    const { rows } = check.statistics
    return escapeHtml(`${slice.value}${rows === null ? '' : ` (${formatCount(rows)} rows)`}`)
  }
  if (expression === null) return escapeHtml(row.label)
  const code = renderCode(expression.text, 300)
  return expression.name === null ? code : `${escapeHtml(expression.name, 120)}<br>${code}`
}

const renderMissing = (): Html => '<span class="quiet">not measured</span>'

function renderInterval({ interval, state, expression }: GateRow): Html {
  if (interval === null) return state === 'inconclusive' && expression === null ? renderMissing() : ''
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
