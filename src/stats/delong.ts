import type { Ranking } from './ranking.ts'

/**
 * For each positive row the number (or weight) of the negatives that it outranks, for each negative row that of the
 * positives that outrank it, ties counting half; by row. Without weights these are the midrank differences of Sun & Xu,
 * exact in halves.
 *
 * @param weights of the rows; null: 1 each
 */
export function computePlacements(ranking: Ranking, weights: Float64Array | null = null): Float64Array {
  const { order, positive, endsTie } = ranking
  const placements = new Float64Array(order.length)
  const weigh = (i: number) => (weights === null ? 1 : weights[order[i]!]!)
  let above = 0
  let negativesBelow = 0
  for (let i = 0; i < order.length; i++) if (positive[i] === 0) negativesBelow += weigh(i)
  let start = 0
  let tiePositives = 0
  let tieNegatives = 0
  for (let end = 0; end < order.length; end++) {
    if (positive[end] === 1) tiePositives += weigh(end)
    else tieNegatives += weigh(end)
    if (endsTie[end] === 0) continue
    negativesBelow -= tieNegatives
    for (let i = start; i <= end; i++) {
      placements[order[i]!] = positive[i] === 1 ? negativesBelow + tieNegatives / 2 : above + tiePositives / 2
    }
    above += tiePositives
    tiePositives = 0
    tieNegatives = 0
    start = end + 1
  }
  return placements
}

function computeCovarianceOfMeans(a: Float64Array, b: Float64Array, labels: Uint8Array, label: 0 | 1): number {
  let rows = 0
  let sumA = 0
  let sumB = 0
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== label) continue
    rows++
    sumA += a[i]!
    sumB += b[i]!
  }
  const meanA = sumA / rows
  const meanB = sumB / rows
  let products = 0
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === label) products += (a[i]! - meanA) * (b[i]! - meanB)
  }
  return products / (rows - 1) / rows
}

/**
 * DeLong's covariance of the ROC AUCs of two models on the same rows, from their placements; the variance of one with
 * itself. For the variance of a difference give the differences of the placements twice: nothing cancels then. NaN with
 * fewer than two rows of a class.
 *
 * @see DeLong, E. R., DeLong, D. M. & Clarke-Pearson, D. L. (1988), Biometrics 44; Sun, X. & Xu, W. (2014), Fast
 *   implementation of DeLong's algorithm, IEEE Signal Processing Letters 21.
 */
export function computeDelongCovariance(labels: Uint8Array, a: Float64Array, b: Float64Array): number {
  const positives = labels.reduce((sum, value) => sum + value, 0)
  const negatives = labels.length - positives
  return (
    computeCovarianceOfMeans(a, b, labels, 1) / (negatives * negatives) +
    computeCovarianceOfMeans(a, b, labels, 0) / (positives * positives)
  )
}

/** What moments of the placements tell of DeLong's standard error; as of a mean of two independent samples. */
export interface DelongShape {
  /** Degrees of freedom by the fourth moments, at most the rows of the rarer class less one. */
  readonly degrees: number
  /** A sixth of the skewness of the area (or of the difference of two), as the jackknife's acceleration. */
  readonly acceleration: number
}

/**
 * How far the law of a ROC AUC by DeLong is from normal: of few rows of a class it has long tails, and near 1 it is
 * skewed.
 *
 * @param placements of rows of both classes, or the differences of two models' placements
 * @see Satterthwaite, F. E. (1946), Biometrics Bulletin 2.
 */
export function describeDelongShape(labels: Uint8Array, placements: Float64Array): DelongShape {
  const parts = ([1, 0] as const).map((label) => sumMoments(placements.filter((_, i) => labels[i] === label)))
  const scales = [parts[1]!.rows, parts[0]!.rows]
  let variance = 0
  let thirds = 0
  let inverse = 0
  parts.forEach(({ rows, second, third, fourth }, part) => {
    const scale = scales[part]! * rows
    const share = (second * rows) / (rows - 1) / (scale * scale)
    const kurtosis = second > 0 ? (fourth * rows) / (second * second) : 0
    const degrees = kurtosis > 1 ? Math.min(rows - 1, (2 * rows) / (kurtosis - 1)) : rows - 1
    variance += share
    thirds += third / scale ** 3
    inverse += (share * share) / degrees
  })
  const rarer = Math.min(parts[0]!.rows, parts[1]!.rows) - 1
  return {
    degrees: inverse > 0 ? Math.min(rarer, (variance * variance) / inverse) : rarer,
    acceleration: variance > 0 ? thirds / (6 * variance ** 1.5) : 0,
  }
}

/** Sums of the powers of the deviations from the mean. */
function sumMoments(values: Float64Array) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  let second = 0
  let third = 0
  let fourth = 0
  for (const value of values) {
    const deviation = value - mean
    const square = deviation * deviation
    second += square
    third += square * deviation
    fourth += square * square
  }
  return { rows: values.length, second, third, fourth }
}

/** ROC AUC without each row in turn, by row, from the placements; NaN where a class would be empty then. */
export function leaveOutRocAuc(labels: Uint8Array, placements: Float64Array): Float64Array {
  const positives = labels.reduce((sum, value) => sum + value, 0)
  const negatives = labels.length - positives
  let wins = 0
  for (let i = 0; i < labels.length; i++) wins += labels[i]! * placements[i]!
  return placements.map((placement, i) => {
    const pairs = labels[i] === 1 ? (positives - 1) * negatives : positives * (negatives - 1)
    return pairs === 0 ? Number.NaN : (wins - placement) / pairs
  })
}

/** Rows that weigh, or that belong together. */
export interface Clusters {
  /** null: 1 each. */
  readonly weights: Float64Array | null
  /** Cluster of each row, from 0 without gaps; null: each row is its own. */
  readonly ofRow: Int32Array | null
  readonly count: number
}

/**
 * The variance of a weighted ROC AUC, or of the difference of two, where rows come in clusters, from the placements (or
 * their differences). What each cluster adds to the structural components is summed before it is squared; weights stand
 * in every sum. Without weights and clusters of one row each it is DeLong's. NaN with fewer than two clusters of a class.
 *
 * @param placements with the same weights
 * @see Obuchowski, N. A. (1997), Nonparametric analysis of clustered ROC curve data, Biometrics 53.
 */
export function computeClusteredVariance(
  labels: Uint8Array,
  placements: Float64Array,
  { weights, ofRow, count }: Clusters,
): number {
  const weigh = (i: number) => (weights === null ? 1 : weights[i]!)
  const total: [number, number] = [0, 0]
  let wins = 0
  for (let i = 0; i < labels.length; i++) {
    total[labels[i] as 0 | 1] += weigh(i)
    if (labels[i] === 1) wins += weigh(i) * placements[i]!
  }
  const value = wins / (total[0] * total[1])
  const sums = [new Float64Array(count), new Float64Array(count)] as const
  const isIn = [new Uint8Array(count), new Uint8Array(count)] as const
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as 0 | 1
    const cluster = ofRow === null ? i : ofRow[i]!
    const component = placements[i]! / total[label === 1 ? 0 : 1] - value
    sums[label][cluster]! += (weigh(i) / total[label]) * component
    isIn[label][cluster] = 1
  }
  const spread = (label: 0 | 1) => {
    const clusters = isIn[label].reduce((sum, one) => sum + one, 0)
    return (clusters / (clusters - 1)) * sums[label].reduce((sum, value) => sum + value * value, 0)
  }
  const shared = sums[0].reduce((sum, value, cluster) => sum + value * sums[1][cluster]!, 0)
  const variance = spread(1) + spread(0) + 2 * (count / (count - 1)) * shared
  return Number.isFinite(variance) ? variance : Number.NaN
}
