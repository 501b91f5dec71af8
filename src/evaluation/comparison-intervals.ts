import type { Interval, IntervalMethod, MetricInfo } from '../core/metric.ts'
import {
  computeBcaInterval,
  computePercentileInterval,
  computeStandardDeviation,
  isConstant,
  sortReplicates,
} from '../stats/bootstrap.ts'
import { computeAcceleration, computeJackknifeError, type LeaveOneOut } from '../stats/jackknife.ts'
import { normalQuantile } from '../stats/normal.ts'

/** With more than this share of resamples undefined, those left no longer stand for the sampling error. */
const MOST_UNDEFINED = 0.05

/** A number (a model's metric, or the difference of two) and what its sampling error can be made from. */
export interface Sample {
  readonly value: number
  /** The number on resampled rows, NaN where undefined; null where nothing was resampled. */
  readonly replicates: Float64Array | null
  leaveOut(): LeaveOneOut
}

/** An interval and standard error, or the reason why there is none. */
export interface Spread {
  readonly interval: Interval | null
  readonly standardError: number | null
  readonly reason: string | null
}

export const noSpread = (reason: string | null): Spread => ({ interval: null, standardError: null, reason })

/** Of a difference between models that give the same answers. */
export const ZERO_SPREAD: Spread = { interval: [0, 0], standardError: 0, reason: null }

/** The values that a metric can take. */
export function findRange(metric: MetricInfo): Interval {
  if (metric.name === 'mcc' || metric.name === 'cohen_kappa') return [-1, 1]
  return metric.name === 'log_loss' ? [0, Number.POSITIVE_INFINITY] : [0, 1]
}

/** value ± z × standard error, kept within the range. */
export function computeNormalInterval(
  value: number,
  standardError: number,
  confidence: number,
  range: Interval,
): Interval {
  const reach = -normalQuantile((1 - confidence) / 2) * standardError
  return [Math.max(range[0], value - reach), Math.min(range[1], value + reach)]
}

function estimateByBootstrap(sample: Sample, replicates: Float64Array, isBca: boolean, confidence: number): Spread {
  const sorted = sortReplicates(replicates)
  const leftOut = replicates.length - sorted.length
  if (leftOut > MOST_UNDEFINED * replicates.length) {
    return noSpread(`${leftOut} of ${replicates.length} resamples have no value, more than 5 %: too few rows decide it`)
  }
  if (isConstant(sorted)) return noSpread('all resamples give the same value, which says nothing about its error')
  const acceleration = isBca ? computeAcceleration(sample.leaveOut()) : 0
  const interval = isBca
    ? computeBcaInterval(sample.value, sorted, acceleration, confidence)
    : computePercentileInterval(sorted, confidence)
  const standardError = computeStandardDeviation(sorted)
  if (interval === null) {
    const reason = 'all resamples lie on one side of the value, which bootstrap-bca cannot correct; take another method'
    return { interval, standardError, reason }
  }
  const reason = leftOut === 0 ? null : `${leftOut} of ${replicates.length} resamples have no value and were left out`
  return { interval, standardError, reason }
}

/**
 * The sampling error of a number by its replicates (`bootstrap-…`) or its jackknife (`normal`). No interval where
 * resamples never differ, where more than 5 % of them have no value, or where BCa has no correction.
 */
export function estimateSpread(sample: Sample, method: IntervalMethod, confidence: number, range: Interval): Spread {
  if (Number.isNaN(sample.value)) return noSpread(null)
  if (sample.replicates !== null && method !== 'normal') {
    return estimateByBootstrap(sample, sample.replicates, method === 'bootstrap-bca', confidence)
  }
  const standardError = computeJackknifeError(sample.leaveOut())
  if (!(standardError > 1e-14)) return noSpread('no row left out changes the value, which says nothing about its error')
  return {
    interval: computeNormalInterval(sample.value, standardError, confidence, range),
    standardError,
    reason: null,
  }
}
