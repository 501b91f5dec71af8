import { formatOperand, type MetricField, type Operand, type OperandValues } from './expression-operands.ts'
import {
  type ExpressionGate,
  formatSlice,
  type GateContext,
  type MeasuredMetric,
  MIN_ROWS_OVERALL,
  MIN_ROWS_SHOWN,
  nameSlice,
  type SliceValue,
  type SliceValues,
} from './gate.ts'
import type { MeasureMetric } from './gate-checks.ts'
import { findNamedMetric } from './gate-metrics.ts'
import type { Judgement, Reason } from './judgement.ts'

/** Where the numbers of an expression come from. */
export interface ExpressionSources {
  /** The slices that a variable over `slices` runs through: every value of those declared. */
  readonly every: readonly SliceValue[]
  readonly slices: readonly SliceValues[]
  readonly measure: MeasureMetric
}

/** Numbers that only a comparison gives. */
const OF_BASELINE: ReadonlySet<string> = new Set(['baseline', 'difference', 'low', 'high', 'p_value'])
/** Numbers that rest on an interval's worth of rows. */
const OF_INTERVAL: ReadonlySet<string> = new Set(['low', 'high', 'candidate_low', 'candidate_high', 'p_value'])

/**
 * Judges an expression on all rows or a slice. Every number that it names is looked up first: one that is undefined
 * leaves it inconclusive by name, also where `||` would not have looked at it. While the stage holds no version, an
 * expression about nothing but the baseline is skipped as a margin is.
 */
export function judgeExpression(
  gate: ExpressionGate,
  slice: SliceValue | null,
  sources: ExpressionSources,
  context: GateContext,
): Judgement {
  const { expression } = gate
  const usesInterval = expression.operands.some(
    (operand) => operand.kind === 'metric' && OF_INTERVAL.has(operand.field),
  )
  const confidence = typeof gate.confidence === 'number' ? gate.confidence : context.confidence
  const base = {
    value: null,
    interval: null,
    confidence: usesInterval ? confidence : null,
    method: null,
    rows: null,
    labelsNeeded: null,
    power: null,
    failPValue: null,
    operands: null,
  }
  const leaveOpen = (reason: Reason): Judgement => ({ ...base, verdict: 'inconclusive', reason })
  if (context.baseline.kind === 'empty' && isAboutBaseline(expression.operands)) {
    return { ...base, verdict: 'skip', reason: { kind: 'noVersion' } }
  }
  if (context.obstacle !== null) return leaveOpen({ kind: 'obstacle', text: context.obstacle })
  const read = expression.operands.flatMap((operand) => readOperand(operand, slice, confidence, sources, context))
  const operands = Object.fromEntries(read.map(({ path, value }) => [path, value]))
  const judged = { ...base, rows: read.find(({ rows }) => rows !== null)?.rows ?? null, operands }
  const missing = read.find(({ value }) => value === null)
  if (missing) {
    const reason: Reason = { kind: 'operand', path: missing.path, text: missing.reason }
    return { ...judged, verdict: 'inconclusive', reason }
  }
  if (expression.usesEverySlice && sources.every.length === 0) {
    const reason: Reason = { kind: 'operand', path: 'slices', text: 'no row has a value in a declared slice' }
    return { ...judged, verdict: 'inconclusive', reason }
  }
  const outcome = expression.evaluate(operands as OperandValues, sources.every.map(formatSlice))
  if (outcome.kind === 'value') {
    return { ...judged, verdict: outcome.holds ? 'pass' : 'fail', reason: { kind: 'settled' } }
  }
  const reason: Reason =
    outcome.kind === 'undefined'
      ? { kind: 'operand', path: outcome.part, text: 'it is no finite number' }
      : { kind: 'undefined', text: outcome.message }
  return { ...judged, verdict: 'inconclusive', reason }
}

/** Whether all that it says of the model is said against a baseline. */
function isAboutBaseline(operands: readonly Operand[]): boolean {
  const ofModel = operands.flatMap((operand) => {
    if (operand.kind === 'rows' || (operand.kind === 'metric' && operand.field === 'rows')) return []
    return [operand.kind === 'changes' || OF_BASELINE.has(operand.field)]
  })
  return ofModel.length > 0 && ofModel.every((isOfBaseline) => isOfBaseline)
}

interface ReadOperand {
  readonly path: string
  readonly value: number | null
  readonly reason: string
  /** Rows of the metric where it is that of the gate's own rows. */
  readonly rows: number | null
}

function readOperand(
  operand: Operand,
  own: SliceValue | null,
  confidence: number,
  { every, slices, measure }: ExpressionSources,
  context: GateContext,
): readonly ReadOperand[] {
  if (operand.kind !== 'metric') {
    const value = operand.kind === 'rows' ? context.facts?.rows : context.facts?.changes?.[operand.field]
    return [{ path: formatOperand(operand, null), value: value ?? null, reason: 'nobody knows it', rows: null }]
  }
  const metric = findNamedMetric(operand.metric, context)!
  const measureAt = (slice: SliceValue | null, shown: SliceValue | null): ReadOperand => {
    const measured = measure(metric, slice, confidence, null)
    const found = readField(measured, operand.field, slice, context)
    return {
      path: formatOperand(operand, shown && formatSlice(shown)),
      ...found,
      rows: shown === null ? measured.rows : null,
    }
  }
  if (operand.slice === null) return [measureAt(own, null)]
  if (operand.slice === 'every') return every.map((slice) => measureAt(slice, slice))
  const slice = nameSlice(operand.slice.column, operand.slice.value, slices)
  return [measureAt(slice, slice)]
}

function readField(
  measured: MeasuredMetric,
  field: MetricField,
  slice: SliceValue | null,
  { baseline, minRows }: GateContext,
): Pick<ReadOperand, 'value' | 'reason'> {
  const { candidate, difference, rows } = measured
  if (field === 'rows') return { value: rows, reason: 'it came without rows' }
  const minimum = slice === null ? MIN_ROWS_OVERALL : minRows
  if (OF_INTERVAL.has(field) && rows !== null && rows > 0 && rows < minimum) {
    return { value: null, reason: `${rows} rows are too few for an interval; ${minimum} are needed` }
  }
  if (slice !== null && (rows ?? 0) < MIN_ROWS_SHOWN) {
    return { value: null, reason: `numbers of fewer than ${MIN_ROWS_SHOWN} rows are not shown` }
  }
  const values: Readonly<Record<Exclude<MetricField, 'rows'>, number | null | undefined>> = {
    candidate: candidate.value,
    baseline: measured.baseline?.value,
    difference: difference?.value,
    low: difference?.interval?.[0],
    high: difference?.interval?.[1],
    candidate_low: candidate.interval?.[0],
    candidate_high: candidate.interval?.[1],
    p_value: difference?.pValue,
  }
  const value = values[field] ?? null
  return { value: Number.isFinite(value) ? value : null, reason: explainMissing(measured, field, baseline) }
}

function explainMissing(
  { reason, difference }: MeasuredMetric,
  field: MetricField,
  baseline: GateContext['baseline'],
): string {
  if (OF_BASELINE.has(field) && difference === null) {
    if (baseline.kind === 'obstacle') return baseline.reason
    if (baseline.kind === 'empty') return 'the stage holds no version yet'
  }
  if (reason !== null) return reason
  return field === 'p_value' ? 'no test is made of it' : 'it cannot be computed on these rows'
}
