import type { Interval, IntervalMethod } from '../../core/metric.ts'
import {
  computeBcaInterval,
  computePercentileInterval,
  computeStandardDeviation,
  isConstant,
  sortReplicates,
} from '../../stats/bootstrap.ts'
import {
  computeAcceleration,
  computeEffectiveDegrees,
  computeJackknifeError,
  findLargestChange,
  type LeaveOneOut,
} from '../../stats/jackknife.ts'
import { normalCdf, normalQuantile } from '../../stats/normal.ts'
import { studentQuantile } from '../../stats/student-quantile.ts'

/** With more than this share of resamples undefined, those left no longer stand for the sampling error. */
const MOST_UNDEFINED = 0.05
/** A standard error below this share of the numbers' size is rounding. */
const ROUNDING = 1e-14

/** Of more rows than this a tail shows more and more by itself: a row that was not seen counts less by so much. */
const ROWS_OF_A_TAIL = 200

/** A number (a model's metric, or the difference of two) and what its sampling error can be made from. */
export interface Sample {
  readonly value: number
  /** The number on resampled rows, NaN where undefined; null where nothing was resampled. */
  readonly replicates: Float64Array | null
  /** How far the number may lie above and below what it estimates, by its making. */
  readonly bias: readonly [above: number, below: number]
  leaveOut(): LeaveOneOut
}

/** An interval and standard error, or the reason why there is none. */
export interface Spread {
  readonly interval: Interval | null
  readonly standardError: number | null
  readonly reason: string | null
}

/** How an interval is to be made. */
export interface IntervalSettings {
  readonly method: IntervalMethod
  /** Two-sided. */
  readonly confidence: number
  readonly range: Interval
  /** Rows, or groups of them, that carry the number, less one: few of them widen the interval by Student's t. */
  readonly degrees: number
  /** Whether leaving rows out tells the number's error. */
  readonly isSmooth: boolean
  /** Whether a single row may move the number by any amount: a row worse than all that were seen is counted in. */
  readonly isUnbounded: boolean
  /** Size of the numbers, against which spread is told from rounding: labels may be in nanometres or in years. */
  readonly scale: number
}

export const noSpread = (reason: string | null): Spread => ({ interval: null, standardError: null, reason })

/** Of a difference between models that give the same answers. */
export const ZERO_SPREAD: Spread = { interval: [0, 0], standardError: 0, reason: null }

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

/** How the law of a number's error differs from the normal one. */
export interface ErrorShape {
  /** Of freedom, of Student's law. */
  readonly degrees: number
  /** A sixth of the skewness. */
  readonly acceleration: number
  /** How far one more row as extreme as the worst that was seen would move the number, down and up; left out where none can move it far. */
  readonly unseen?: readonly [below: number, above: number]
}

/**
 * value ± t × standard error; the end on the side of the long tail lies farther by the skewness, and the other never
 * nearer. Few rows may hold none of a tail, and then tell no skewness: an end lies farther by one more row at least, as
 * extreme as the worst that was seen.
 *
 * @see Hall, P. (1988), Theoretical comparison of bootstrap confidence intervals, Annals of Statistics 16, for the
 *   expansion of the studentised mean.
 */
export function computeStudentEnds(
  value: number,
  standardError: number,
  { degrees, acceleration, unseen = [0, 0] }: ErrorShape,
  confidence: number,
): Interval {
  const tail = (1 - confidence) / 2
  const reach = -studentQuantile(tail, degrees) * standardError
  const skew = acceleration * (2 * normalQuantile(tail) ** 2 + 1) * standardError
  return [value - reach - Math.max(-skew, unseen[0]), value + reach + Math.max(skew, unseen[1])]
}

function boundUnseen(value: number, leftOut: LeaveOneOut, rows: number): readonly [number, number] {
  const share = Math.min(1, ROWS_OF_A_TAIL / rows)
  const [lowered, raised] = findLargestChange(value, leftOut)
  return [share * lowered, share * raised]
}

/** Student's ends, farther by the bias that the value may have, kept within the range. */
function computeStudentInterval(
  { value, bias }: Sample,
  standardError: number,
  leftOut: LeaveOneOut | null,
  { confidence, range, degrees, isUnbounded }: IntervalSettings,
): Interval {
  const shape =
    leftOut === null
      ? { degrees, acceleration: 0 }
      : {
          degrees: Math.min(degrees, computeEffectiveDegrees(leftOut)),
          acceleration: computeAcceleration(leftOut),
          ...(isUnbounded ? { unseen: boundUnseen(value, leftOut, degrees + 1) } : {}),
        }
  const [low, high] = computeStudentEnds(value, standardError, shape, confidence)
  return [Math.max(range[0], low - bias[0]), Math.min(range[1], high + bias[1])]
}

/**
 * The confidence to ask of a bootstrap interval so that it is as wide as Student's t: with few rows resamples vary less
 * than samples do, by sqrt((n - 1) / n), and their tails are those of the normal law.
 *
 * @see Hesterberg, T. C. (2015), What teachers should know about the bootstrap, American Statistician 69, section 4.4.
 */
function expandConfidence(confidence: number, degrees: number): number {
  const reach = studentQuantile((1 - confidence) / 2, degrees) * Math.sqrt((degrees + 1) / degrees)
  return 1 - 2 * normalCdf(reach)
}

function estimateByBootstrap(sample: Sample, replicates: Float64Array, settings: IntervalSettings): Spread {
  const { method, confidence, degrees, isSmooth, scale } = settings
  const sorted = sortReplicates(replicates)
  const absent = replicates.length - sorted.length
  if (absent > MOST_UNDEFINED * replicates.length) {
    return noSpread(`${absent} of ${replicates.length} resamples have no value, more than 5 %: too few rows decide it`)
  }
  if (isConstant(sorted, scale))
    return noSpread('all resamples give the same value, which says nothing about its error')
  const standardError = computeStandardDeviation(sorted)
  const expanded = expandConfidence(confidence, degrees)
  const resampled =
    method === 'bootstrap-bca'
      ? computeBcaInterval(sample.value, sorted, computeAcceleration(sample.leaveOut()), expanded, scale)
      : computePercentileInterval(sorted, expanded)
  if (resampled === null && isSmooth) {
    const reason = 'all resamples lie on one side of the value, which bootstrap-bca cannot correct; take another method'
    return { interval: null, standardError, reason }
  }
  const leftOut = isSmooth ? sample.leaveOut() : null
  const jackknifeError = leftOut === null ? 0 : computeJackknifeError(leftOut)
  const guard =
    jackknifeError > ROUNDING * scale
      ? computeStudentInterval(sample, jackknifeError, leftOut, settings)
      : computeStudentInterval(sample, standardError, null, settings)
  const interval = [
    Math.min(guard[0], resampled?.[0] ?? guard[0]),
    Math.max(guard[1], resampled?.[1] ?? guard[1]),
  ] as const
  const reason = absent === 0 ? null : `${absent} of ${replicates.length} resamples have no value and were left out`
  return { interval, standardError, reason }
}

/** The spread with an interval at least as wide as another one; its error stands in where there was none. */
export function widenSpread(spread: Spread, [low, high]: Interval, confidence: number): Spread {
  const { interval, standardError } = spread
  if (interval !== null) return { ...spread, interval: [Math.min(interval[0], low), Math.max(interval[1], high)] }
  const error = standardError ?? (high - low) / 2 / -normalQuantile((1 - confidence) / 2)
  return { interval: [low, high], standardError: error, reason: null }
}

/**
 * The sampling error of a number by its replicates (`bootstrap-…`) or its jackknife (`normal`). A bootstrap interval is
 * made at least as wide as Student's interval by the jackknife (by the resamples where a metric has corners): alone it
 * is too narrow for skewed metrics of few rows. No interval where resamples never differ, where more than 5 % of them
 * have no value, or where BCa has no correction.
 */
export function estimateSpread(sample: Sample, settings: IntervalSettings): Spread {
  if (Number.isNaN(sample.value)) return noSpread(null)
  if (sample.replicates !== null && settings.method !== 'normal') {
    return estimateByBootstrap(sample, sample.replicates, settings)
  }
  const leftOut = sample.leaveOut()
  const standardError = computeJackknifeError(leftOut)
  if (!(standardError > ROUNDING * settings.scale))
    return noSpread('no row left out changes the value, which says nothing about its error')
  return { interval: computeStudentInterval(sample, standardError, leftOut, settings), standardError, reason: null }
}
