import type { CheckResult, GateCheckResult, MetricCheckResult } from '../core/result.ts'
import { type GateKind, gateKindOf, isNote, ownNameOf } from './gate-kind.ts'
import { describeNumbers, type GateNumbers } from './gate-numbers.ts'
import { type ExpressionText, listOperands, type OperandRow, readExpression } from './gate-operands.ts'
import { chooseScale, nameMetric } from './quantity.ts'
import {
  compareSliceValues,
  type ModelSection,
  parseSlice,
  type RowState,
  type SliceName,
  STATES,
  stateOf,
  worstState,
} from './section.ts'

/** One gate as a row; numbers are texts with one precision, null where the gate has none. */
export interface GateRow extends GateNumbers {
  readonly check: GateCheckResult
  /** `ROC AUC no worse by more than 0.01`; of an expression its name, or how it reads. */
  readonly label: string
  /** `ROC AUC`, `recall for contract = One year`. */
  readonly subject: string
  /** What it asks of that: `at least 0.8`; null for an expression and the like. */
  readonly asked: string | null
  readonly kind: GateKind
  readonly slice: SliceName | null
  readonly state: RowState
  /** null for a gate that is none. */
  readonly expression: ExpressionText | null
  readonly operands: readonly OperandRow[]
}

/** Gates that a reader takes as one: a gate over all rows, or one gate for each value of a slice column. */
export interface GateGroup {
  readonly label: string
  readonly isSliced: boolean
  readonly state: RowState
  /** Worst first within slices. */
  readonly rows: readonly GateRow[]
}

/** Several parts of a report ask for the same groups. */
const GROUPS = new WeakMap<ModelSection, readonly GateGroup[]>()

/** The gates of a section in their order, slices of one gate together; what is no more than a note is none of them. */
export function groupGates(section: ModelSection): readonly GateGroup[] {
  const known = GROUPS.get(section)
  if (known !== undefined) return known
  const groups = makeGroups(section)
  GROUPS.set(section, groups)
  return groups
}

function makeGroups(section: ModelSection): readonly GateGroup[] {
  const groups = new Map<string, GateRow[]>()
  for (const result of section.results) {
    const metrics = indexMetrics(result.checks)
    for (const check of result.checks) {
      if (check.kind !== 'gate' || isNote(check)) continue
      const row = makeRow(check, metrics.get(describeTarget(check)))
      const { margin, threshold } = check.statistics
      const asked = row.kind === null ? (check.expected ?? check.title) : (margin ?? threshold)
      const shared = [check.target.metric, ownNameOf(check), row.kind, asked, row.slice?.column]
      const key = row.slice ? JSON.stringify(shared) : `${groups.size} ${check.id}`
      const own = groups.get(key)
      if (own === undefined) groups.set(key, [row])
      else own.push(row)
    }
  }
  return [...groups.values()].map(makeGroup)
}

function makeGroup(rows: readonly GateRow[]): GateGroup {
  const first = rows[0]!
  const state = worstState(rows.map((row) => row.state))
  if (first.slice === null) return { label: first.label, isSliced: false, state, rows }
  const { asked, check, slice } = first
  const label =
    asked === null
      ? `${check.title.replace(` for ${slice.text}`, '')} by ${slice.column}`
      : `${withName(check, `${nameMetric(check)} by ${slice.column}`)}, ${asked}`
  const sorted = rows.toSorted(
    (a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || compareSliceValues(a.slice!.value, b.slice!.value),
  )
  return { label, isSliced: true, state, rows: sorted }
}

/** The measurements by what they are of, the first of each. */
function indexMetrics(checks: readonly CheckResult[]): ReadonlyMap<string, MetricCheckResult> {
  const index = new Map<string, MetricCheckResult>()
  for (const check of checks) {
    if (check.kind !== 'metric' || check.target.metric === null) continue
    const key = describeTarget(check)
    if (!index.has(key)) index.set(key, check)
  }
  return index
}

function describeTarget({ target: { metric, slice, column } }: CheckResult): string {
  return JSON.stringify([metric, slice, column])
}

function makeRow(check: GateCheckResult, metric: MetricCheckResult | undefined): GateRow {
  const slice = parseSlice(check)
  const title = nameMetric(check)
  const asked = describeBound(check)
  const subject = slice ? `${title} for ${slice.text}` : title
  const expression = readExpression(check)
  return {
    check,
    label:
      asked === null
        ? (expression?.name ?? check.title)
        : withName(check, slice ? `${subject}, ${asked}` : `${title} ${asked}`),
    subject: asked === null ? check.title : subject,
    asked,
    kind: gateKindOf(check),
    slice,
    state: stateOf(check),
    expression,
    operands: listOperands(check),
    ...describeNumbers(check, metric),
  }
}

function withName(check: GateCheckResult, label: string): string {
  const name = ownNameOf(check)
  return name === null ? label : `${name}: ${label}`
}

function describeBound(check: GateCheckResult): string | null {
  const { margin, threshold } = check.statistics
  const kind = gateKindOf(check)
  const format = (bound: number) => chooseScale(check.target.metric, [bound]).formatBound(bound)
  if (kind === 'margin') return margin === 0 ? 'no worse' : `no worse by more than ${format(margin!)}`
  return kind === null ? null : `${kind === 'min' ? 'at least' : 'at most'} ${format(threshold!)}`
}
