import { findMetric } from '../core/metric.ts'
import type { GateCheckResult, MetricCheckResult } from '../core/result.ts'
import { gateKindOf } from './gate-kind.ts'
import { countDecimals, formatScalar, separateFromLimit } from './numbers.ts'
import { chooseScale } from './quantity.ts'

/** A judged interval on the scale of its number, with the limit that the gate sets. */
export interface JudgedInterval {
  readonly low: number
  readonly value: number
  readonly high: number
  readonly limit: number
  /** On which side of the limit the gate wants it. */
  readonly allowed: 'above' | 'below'
  /** `−0.001 … +0.016`. */
  readonly text: string
}

/** The numbers of a gate as texts with one precision, null where it has none. */
export interface GateNumbers {
  readonly baseline: string | null
  readonly candidate: string | null
  readonly difference: string | null
  readonly interval: JudgedInterval | null
}

/** What a gate rests on; the levels of both models are those of the measurement beside it. */
export function describeNumbers(check: GateCheckResult, metric: MetricCheckResult | undefined): GateNumbers {
  const { value, interval, margin, threshold } = check.statistics
  const kind = gateKindOf(check)
  if (check.target.metric === null) {
    const found = check.statistics.operands === undefined ? check.observed : null
    return { baseline: null, candidate: found === null ? null : formatScalar(found), difference: null, interval: null }
  }
  const isMargin = kind === 'margin'
  const candidate = metric?.statistics.candidate.value ?? (isMargin ? null : value)
  const baseline = metric?.statistics.baseline?.value ?? null
  const limit = isMargin ? marginLimit(check, metric) : (threshold ?? null)
  const judged = [value, ...(interval ?? [])].filter((number) => number !== null)
  const levels = [candidate, baseline].filter((level) => level !== null)
  const scale = chooseScale(check.target.metric, [...levels, ...(levels.length === 0 ? judged : [])])
  const shrink = (number: number) => number / scale.size
  const known = interval ?? metric?.statistics.candidate.interval ?? null
  const least = countDecimals(
    (levels.length > 0 ? levels : [value ?? 0]).map(shrink),
    known && [shrink(known[0]), shrink(known[1])],
  )
  const isTold = scale.isWhole || limit === null
  const decimals = isTold ? (scale.isWhole ? 0 : least) : separateFromLimit(least, judged.map(shrink), shrink(limit))
  const format = (number: number) => (isMargin ? scale.formatSigned(number, decimals) : scale.format(number, decimals))
  const isBelow = isMargin ? betterOf(check, metric) === 'lower' : kind === 'max'
  return {
    baseline: baseline === null ? null : scale.format(baseline, decimals),
    candidate: candidate === null ? null : scale.format(candidate, decimals),
    difference: margin === undefined || value === null ? null : format(value),
    interval:
      interval === null || value === null || limit === null
        ? null
        : {
            low: interval[0],
            value,
            high: interval[1],
            limit,
            allowed: isBelow ? 'below' : 'above',
            text: `${format(interval[0])} … ${format(interval[1])}`,
          },
  }
}

/** The worst raw difference that the margin allows: below zero where more is better, above it for a loss. */
function marginLimit(check: GateCheckResult, metric: MetricCheckResult | undefined): number {
  return betterOf(check, metric) === 'lower' ? check.statistics.margin! : -check.statistics.margin!
}

function betterOf(check: GateCheckResult, metric: MetricCheckResult | undefined): 'higher' | 'lower' | 'none' {
  return metric?.statistics.better ?? findMetric(check.target.metric ?? '')?.better ?? 'higher'
}
