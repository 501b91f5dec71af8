import type { Ranking } from './ranking.ts'

/**
 * For each positive row the number of negatives that it outranks, for each negative row the number of positives that
 * outrank it, ties counting half; by row. These are the midrank differences of Sun & Xu, exact in halves.
 */
export function computePlacements(ranking: Ranking): Float64Array {
  const { order, positive, endsTie } = ranking
  const placements = new Float64Array(order.length)
  const positives = positive.reduce((sum, value) => sum + value, 0)
  let above = 0
  let negativesBelow = order.length - positives
  let start = 0
  let tiePositives = 0
  for (let end = 0; end < order.length; end++) {
    tiePositives += positive[end]!
    if (endsTie[end] === 0) continue
    const tieNegatives = end + 1 - start - tiePositives
    negativesBelow -= tieNegatives
    for (let i = start; i <= end; i++) {
      placements[order[i]!] = positive[i] === 1 ? negativesBelow + tieNegatives / 2 : above + tiePositives / 2
    }
    above += tiePositives
    tiePositives = 0
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
