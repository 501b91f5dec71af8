import { normalCdf, normalQuantile } from './normal.ts'
import { quantile } from './quantile.ts'

/** Two numbers are taken as equal within this share of the size of what they are made from. */
const ROUNDING = 1e-12

/** The replicates without the undefined ones (NaN), ascending. */
export function sortReplicates(replicates: Float64Array): Float64Array {
  return replicates.filter((value) => !Number.isNaN(value)).sort()
}

/**
 * Whether sorted replicates are all the same number, so that they tell nothing of the sampling error.
 *
 * @param scale size of the numbers that the replicates are made from: 1 for shares and their differences
 */
export function isConstant(sorted: Float64Array, scale: number): boolean {
  return sorted.length === 0 || sorted[sorted.length - 1]! - sorted[0]! <= ROUNDING * scale
}

/** The standard deviation of replicates, by n - 1; NaN for fewer than two. */
export function computeStandardDeviation(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - mean) * (value - mean)
  return values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1))
}

/** The percentile interval of sorted replicates, two-sided, by type 7 quantiles. */
export function computePercentileInterval(sorted: Float64Array, confidence: number): readonly [number, number] {
  const tail = (1 - confidence) / 2
  return [quantile(sorted, tail), quantile(sorted, 1 - tail)]
}

/** The share of replicates below the estimate, equal ones (within rounding) counted half. */
function computeShareBelow(sorted: Float64Array, estimate: number, scale: number): number {
  const width = ROUNDING * scale
  let halves = 0
  for (const value of sorted) {
    if (value < estimate - width) halves += 2
    else if (value <= estimate + width) halves += 1
    else break
  }
  return halves / 2 / sorted.length
}

/**
 * The bias-corrected and accelerated interval of sorted replicates, two-sided. Null where all replicates lie on one side
 * of the estimate, or the acceleration is too large for the level: the correction has no value then.
 *
 * @param acceleration from the jackknife
 * @param scale size of the numbers that the replicates are made from
 * @see Efron, B. (1987), Better bootstrap confidence intervals, JASA 82.
 */
export function computeBcaInterval(
  estimate: number,
  sorted: Float64Array,
  acceleration: number,
  confidence: number,
  scale = 1,
): readonly [number, number] | null {
  const bias = normalQuantile(computeShareBelow(sorted, estimate, scale))
  if (!Number.isFinite(bias)) return null
  const ends: number[] = []
  for (const z of [normalQuantile((1 - confidence) / 2), -normalQuantile((1 - confidence) / 2)]) {
    const stretch = 1 - acceleration * (bias + z)
    if (stretch <= 0) return null
    ends.push(quantile(sorted, normalCdf(bias + (bias + z) / stretch)))
  }
  return [ends[0]!, ends[1]!]
}
