import type { Interval } from '../core/metric.ts'
import type { CheckVerdict } from '../core/verdict.ts'
import { computeLabelsNeeded } from '../stats/labels-needed.ts'
import { normalCdf, normalQuantile } from '../stats/normal.ts'
import { type GateContext, type MeasuredMetric, type MetricGate, MIN_ROWS_OVERALL, type SliceValue } from './gate.ts'

/** Why a gate was decided as it was; words are made of it elsewhere. */
export type Reason =
  | { readonly kind: 'settled' }
  | { readonly kind: 'noVersion' }
  | { readonly kind: 'obstacle' | 'undefined' | 'noInterval'; readonly text: string }
  | { readonly kind: 'tooFewRows'; readonly minimum: number }
  | { readonly kind: 'tooClose' }
  /** Beyond the bound, and still within what one of so many slices shows by chance. */
  | { readonly kind: 'byChance'; readonly slices: number }
  /** A number that an expression names and that is not there. */
  | { readonly kind: 'operand'; readonly path: string; readonly text: string }

/** The verdict of one gate on one set of rows, with the numbers that it rests on. */
export interface Judgement {
  readonly verdict: CheckVerdict
  readonly reason: Reason
  /** The metric for min and max, candidate − baseline (raw) for a margin. */
  readonly value: number | null
  readonly interval: Interval | null
  /** null where judged by the point. */
  readonly confidence: number | null
  readonly method: string | null
  readonly rows: number | null
  readonly labelsNeeded: number | null
  readonly power: number | null
  /** One-sided p that the gate's bound holds, small where it is broken; null where no interval was judged. */
  readonly failPValue: number | null
  /** The numbers that an expression named; null for a bound on one metric. */
  readonly operands: Readonly<Record<string, number | null>> | null
}

/** The judged quantity turned so that up is better: the gate holds where it lies above zero. */
interface Clearance {
  readonly value: number
  readonly interval: Interval | null
  readonly standardError: number | null
}

/**
 * Judges one gate: an obstacle or an undefined number is inconclusive, an interval decides by its position, a point by
 * itself. A margin passes where the whole interval of the difference lies above −margin (up is better), fails where it
 * lies below; min and max likewise against their bound, where the bound itself still passes.
 */
export function judgeGate(
  gate: MetricGate,
  measured: MeasuredMetric,
  slice: SliceValue | null,
  context: GateContext,
): Judgement {
  const isMargin = gate.kind === 'margin'
  const confidence = gate.confidence === 'none' ? null : (gate.confidence ?? (isMargin ? context.confidence : null))
  const numbers = isMargin ? measured.difference : { ...measured.candidate, method: measured.method }
  const power = confidence === null ? null : (gate.power ?? context.power)
  const base = {
    value: numbers?.value ?? null,
    interval: confidence === null ? null : (numbers?.interval ?? null),
    confidence,
    method: confidence === null ? null : (numbers?.method ?? null),
    rows: measured.rows,
    labelsNeeded: null,
    power,
    failPValue: null,
    operands: null,
  }
  const leaveOpen = (reason: Reason, labelsNeeded: number | null = null): Judgement => ({
    ...base,
    verdict: 'inconclusive',
    reason,
    labelsNeeded,
  })
  if (isMargin && context.baseline.kind === 'empty') return { ...base, verdict: 'skip', reason: { kind: 'noVersion' } }
  const obstacle = findObstacle(isMargin, measured, context)
  if (obstacle !== null) return leaveOpen({ kind: 'obstacle', text: obstacle })
  const minimum = slice === null ? MIN_ROWS_OVERALL : context.minRows
  const rows = measured.rows ?? 0
  if (confidence !== null && rows < minimum && rows > 0) {
    return leaveOpen({ kind: 'tooFewRows', minimum }, minimum - rows)
  }
  const clearance = measureClearance(gate, measured)
  if (clearance === null) {
    return leaveOpen({ kind: 'undefined', text: measured.reason ?? 'it cannot be computed on these rows' })
  }
  if (confidence === null || power === null) {
    return {
      ...base,
      verdict: clearance.value >= -ROUNDING * findSize(gate, measured) ? 'pass' : 'fail',
      reason: { kind: 'settled' },
    }
  }
  if (clearance.interval === null) {
    return leaveOpen({ kind: 'noInterval', text: measured.reason ?? 'its sampling error cannot be computed' })
  }
  const position = placeInterval(clearance.interval, isMargin)
  const failPValue = computeFailPValue(clearance, confidence)
  if (position !== 'across') return { ...base, verdict: position, reason: { kind: 'settled' }, failPValue }
  const labelsNeeded = countLabelsNeeded(clearance, rows, confidence, power)
  return { ...leaveOpen({ kind: 'tooClose' }, labelsNeeded), failPValue }
}

/** Why rows cannot be compared; of no concern to a number that does not come from rows and is there. */
function findObstacle(isMargin: boolean, measured: MeasuredMetric, { obstacle, baseline }: GateContext): string | null {
  const numbers = isMargin ? measured.difference : measured.candidate
  if (measured.metric.needs === 'run' && numbers !== null && numbers.value !== null) return null
  return obstacle ?? (isMargin && baseline.kind === 'obstacle' ? baseline.reason : null)
}

/** At least 1: an interval that is not normal may be open where the formula, which is, has enough. */
function countLabelsNeeded(clearance: Clearance, rows: number, confidence: number, power: number): number | null {
  if (clearance.standardError === null) return null
  const { value: difference, standardError } = clearance
  const further = computeLabelsNeeded({ difference, margin: 0, standardError, rows, confidence, power })
  return further === null ? null : Math.max(1, further)
}

/** A point on its bound passes although 0.84 − 0.85 is −0.010000000000000009 in double precision. */
const ROUNDING = 1e-12

/** The size of the numbers that rounding is relative to: 1 for shares and the like, else that of the values themselves. */
function findSize({ bound }: MetricGate, { metric, candidate, baseline }: MeasuredMetric): number {
  if (Number.isFinite(metric.range[1])) return 1
  return Math.max(Math.abs(bound), Math.abs(candidate.value ?? 0), Math.abs(baseline?.value ?? 0))
}

function measureClearance(gate: MetricGate, measured: MeasuredMetric): Clearance | null {
  if (gate.kind !== 'margin') {
    const { value, interval } = measured.candidate
    const sign = gate.kind === 'min' ? 1 : -1
    return turn(value, interval, measured.standardError, sign, -sign * gate.bound)
  }
  const { difference, metric } = measured
  if (difference === null) return null
  return turn(
    difference.value,
    difference.interval,
    difference.standardError,
    metric.better === 'lower' ? -1 : 1,
    gate.bound,
  )
}

function turn(
  value: number | null,
  interval: Interval | null,
  standardError: number | null,
  sign: 1 | -1,
  shift: number,
): Clearance | null {
  if (value === null) return null
  const ends = interval?.map((end) => sign * end + shift).sort((a, b) => a - b)
  return { value: sign * value + shift, interval: ends ? [ends[0]!, ends[1]!] : null, standardError }
}

function placeInterval([low, high]: Interval, isStrict: boolean): 'pass' | 'fail' | 'across' {
  if (high < 0) return 'fail'
  return low > 0 || (!isStrict && low === 0) ? 'pass' : 'across'
}

function computeFailPValue(clearance: Clearance, confidence: number): number {
  const [low, high] = clearance.interval!
  const error = clearance.standardError ?? (high - low) / (2 * normalQuantile((1 + confidence) / 2))
  if (error === 0) return clearance.value < 0 ? 0 : 1
  return normalCdf(clearance.value / error)
}
