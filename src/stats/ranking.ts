import { sortOrder } from './sort-order.ts'

/** Labelled rows from the highest score to the lowest; positions, not rows, index all three arrays. */
export interface Ranking {
  /** The row at each position. */
  readonly order: Int32Array
  /** 1 where the row at that position is positive. */
  readonly positive: Uint8Array
  /** 1 at the last position of each run of equal scores. */
  readonly endsTie: Uint8Array
}

/** Ranks rows by score, which must not be NaN; infinite scores are ordered like any other. */
export function rankRows(labels: Uint8Array, scores: Float64Array): Ranking {
  const rows = scores.length
  const order = sortOrder(scores).reverse()
  const positive = new Uint8Array(rows)
  const endsTie = new Uint8Array(rows)
  for (let i = 0; i < rows; i++) {
    positive[i] = labels[order[i]!]!
    endsTie[i] = i === rows - 1 || scores[order[i]!] !== scores[order[i + 1]!] ? 1 : 0
  }
  return { order, positive, endsTie }
}

/** Whether two rankings order the rows alike, ties included. */
export function isSameRanking(a: Ranking, b: Ranking): boolean {
  const tie = new Int32Array(a.order.length)
  let ties = 0
  for (let i = 0; i < tie.length; i++) {
    tie[a.order[i]!] = ties
    ties += a.endsTie[i]!
  }
  ties = 0
  for (let i = 0; i < tie.length; i++) {
    if (tie[b.order[i]!] !== ties || a.endsTie[i] !== b.endsTie[i]) return false
    ties += b.endsTie[i]!
  }
  return true
}

/** How often each row counts, or its weight; null: once. */
export type RowCounts = Int32Array | Float64Array | null

/**
 * Area under the ROC curve: the chance that a positive row scores above a negative one, ties counting half
 * (Mann–Whitney). NaN without rows of both classes.
 *
 * @param counts how often each row counts, by row
 */
export function computeRocAuc(ranking: Ranking, counts: RowCounts = null): number {
  const { order, positive, endsTie } = ranking
  let positives = 0
  let negatives = 0
  let area = 0
  let tiePositives = 0
  let tieNegatives = 0
  for (let i = 0; i < order.length; i++) {
    const count = counts === null ? 1 : counts[order[i]!]!
    tiePositives += count * positive[i]!
    tieNegatives += count * (1 - positive[i]!)
    if (endsTie[i] === 0) continue
    area += tieNegatives * (positives + tiePositives / 2)
    positives += tiePositives
    negatives += tieNegatives
    tiePositives = 0
    tieNegatives = 0
  }
  return area / (positives * negatives)
}

/**
 * Average precision, the area under the precision-recall curve as a sum without interpolation:
 * Σ (R_k - R_(k-1)) P_k over the distinct scores from the top. NaN without rows of both classes.
 *
 * @param counts how often each row counts, by row
 */
export function computeAveragePrecision(ranking: Ranking, counts: RowCounts = null): number {
  const { order, positive, endsTie } = ranking
  let positives = 0
  let negatives = 0
  let sum = 0
  let tiePositives = 0
  for (let i = 0; i < order.length; i++) {
    const count = counts === null ? 1 : counts[order[i]!]!
    tiePositives += count * positive[i]!
    negatives += count * (1 - positive[i]!)
    // No branch here but one that is always taken alike: this runs for every row of every resample.
    const isEnd = endsTie[i]!
    const here = isEnd * tiePositives
    positives += here
    const above = positives + negatives
    sum += (here * positives) / (above === 0 ? 1 : above)
    tiePositives -= here
  }
  return negatives === 0 ? Number.NaN : sum / positives
}

/**
 * Average precision without each row in turn, by row; NaN where a class would be empty then. Linear in time: a row's
 * absence changes the sums from its own tie downwards in a way that running sums from the bottom hold ready.
 */
export function leaveOutAveragePrecision(ranking: Ranking): Float64Array {
  const { order, positive, endsTie } = ranking
  const rows = order.length
  const result = new Float64Array(rows)
  const ties: { readonly end: number; readonly positives: number; readonly above: number; readonly sum: number }[] = []
  let positives = 0
  let tiePositives = 0
  let sum = 0
  for (let i = 0; i < rows; i++) {
    tiePositives += positive[i]!
    if (endsTie[i] === 0) continue
    positives += tiePositives
    ties.push({ end: i + 1, positives: tiePositives, above: positives, sum })
    sum += (tiePositives * positives) / (i + 1)
    tiePositives = 0
  }
  let belowWithoutPositive = 0
  let belowWithoutNegative = 0
  for (let t = ties.length - 1; t >= 0; t--) {
    const tie = ties[t]!
    const others = tie.end - 1
    const own = others === 0 ? 0 : ((tie.positives - 1) * (tie.above - 1)) / others
    const withoutPositive = (tie.sum + own + belowWithoutPositive) / (positives - 1)
    belowWithoutPositive += others === 0 ? 0 : (tie.positives * (tie.above - 1)) / others
    belowWithoutNegative += others === 0 ? 0 : (tie.positives * tie.above) / others
    const withoutNegative = rows - positives === 1 ? Number.NaN : (tie.sum + belowWithoutNegative) / positives
    for (let i = t === 0 ? 0 : ties[t - 1]!.end; i < tie.end; i++) {
      result[order[i]!] = positive[i] === 1 ? (positives === 1 ? Number.NaN : withoutPositive) : withoutNegative
    }
  }
  return result
}
