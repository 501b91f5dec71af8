/**
 * One query's documents from the highest score to the lowest. Documents of equal score have no order: each measure
 * below is the mean over all orders that they could stand in, so that the order of rows never counts.
 *
 * @see McSherry, F. & Najork, M. (2008), Computing information retrieval performance measures efficiently in the
 *   presence of tied scores, ECIR.
 */
export interface RankedList {
  /** Relevance by position, at least 0. */
  readonly relevance: Float64Array
  /** 1 at the last position of each run of equal scores. */
  readonly endsTie: Uint8Array
}

/** Documents of one score: the ranks before them, how many they are, and how many of them are relevant. */
interface Tie {
  readonly start: number
  readonly count: number
  readonly relevant: number
  readonly gain: number
}

function listTies({ relevance, endsTie }: RankedList): Tie[] {
  const ties: Tie[] = []
  let start = 0
  let relevant = 0
  let gain = 0
  relevance.forEach((grade, i) => {
    relevant += grade > 0 ? 1 : 0
    gain += grade
    if (endsTie[i] === 0) return
    ties.push({ start, count: i + 1 - start, relevant, gain })
    start = i + 1
    relevant = 0
    gain = 0
  })
  return ties
}

/**
 * Normalised discounted cumulative gain of the first k documents: Σ relevance / log2(rank + 1) over that of the best
 * order, as scikit-learn's `ndcg_score`. NaN where no document is relevant.
 *
 * @param k how many of the first documents count; Infinity: all
 * @see Järvelin, K. & Kekäläinen, J. (2002), Cumulated gain-based evaluation of IR techniques, ACM TOIS 20.
 */
export function computeNdcg(list: RankedList, k: number): number {
  let gain = 0
  for (const tie of listTies(list)) {
    if (tie.start >= k) break
    let discounts = 0
    for (let i = tie.start; i < Math.min(k, tie.start + tie.count); i++) discounts += 1 / Math.log2(i + 2)
    gain += (tie.gain / tie.count) * discounts
  }
  const best = list.relevance.slice().sort().reverse()
  let ideal = 0
  for (let i = 0; i < Math.min(k, best.length); i++) ideal += best[i]! / Math.log2(i + 2)
  return ideal === 0 ? Number.NaN : gain / ideal
}

/**
 * Average precision of the first k documents: precision at the rank of each relevant one, over the number of relevant
 * ones or k, whichever is less, so that a perfect order scores 1. NaN where no document is relevant.
 *
 * @param k how many of the first documents count; Infinity: all
 */
export function computeRankedPrecision(list: RankedList, k: number): number {
  let before = 0
  let sum = 0
  for (const { start, count, relevant } of listTies(list)) {
    // A document at any place of a tie is relevant by chance relevant / count; those above it in the tie by the rest's.
    const others = count === 1 ? 0 : (relevant - 1) / (count - 1)
    for (let i = 0; relevant > 0 && i < count && start + i < k; i++)
      sum += ((relevant / count) * (before + 1 + i * others)) / (start + i + 1)
    before += relevant
  }
  return before === 0 ? Number.NaN : sum / Math.min(before, k)
}

/**
 * 1 / rank of the first relevant document, 0 where it is not among the first k. NaN where no document is relevant.
 *
 * @param k how many of the first documents count; Infinity: all
 */
export function computeReciprocalRank(list: RankedList, k: number): number {
  const tie = listTies(list).find(({ relevant }) => relevant > 0)
  if (tie === undefined) return Number.NaN
  const { start, count, relevant } = tie
  let sum = 0
  let noneYet = 1
  for (let i = 0; i <= count - relevant && start + i < k; i++) {
    const left = count - i
    sum += (noneYet * relevant) / left / (start + i + 1)
    noneYet *= (left - relevant) / left
  }
  return sum
}
