import { normalSurvival } from './normal.ts'
import { sortOrder } from './sort-order.ts'

interface Wilcoxon {
  /** The sum of the ranks of positive differences. */
  readonly statistic: number
  /** How many differences are not 0. */
  readonly pairs: number
  /** Two-sided. */
  readonly pValue: number
  /** Whether p is by all assignments of signs; else by the normal law. */
  readonly isExact: boolean
}

/** Up to so many pairs without ties all assignments of signs are counted. */
const MOST_EXACT = 25

/**
 * Wilcoxon's signed-rank test that paired differences lie symmetrically about 0. Differences of 0 are dropped (Pratt's
 * variant would keep them), equal sizes share the mean rank. Exact up to 25 pairs without equal sizes, else by the
 * normal law with the variance corrected for ties and without continuity correction. p = 1 where no difference is left.
 * Equal sizes are equal numbers: 0.3 − 0.1 and 0.2 are not.
 *
 * @example computeWilcoxon(Float64Array.of(1, 2, 3, 4, -5, 6)).pValue // 0.3125
 * @see Wilcoxon, F. (1945), Individual comparisons by ranking methods, Biometrics Bulletin 1.
 */
export function computeWilcoxon(differences: Float64Array): Wilcoxon {
  const kept = differences.filter((difference) => difference !== 0)
  const pairs = kept.length
  const sizes = kept.map(Math.abs)
  const order = sortOrder(sizes)
  let statistic = 0
  let ties = 0
  for (let start = 0, end = 0; start < pairs; start = end) {
    let positives = 0
    for (; end < pairs && sizes[order[end]!] === sizes[order[start]!]; end += 1)
      positives += kept[order[end]!]! > 0 ? 1 : 0
    const count = end - start
    statistic += (positives * (start + 1 + end)) / 2
    ties += count * count * count - count
  }
  const isExact = pairs <= MOST_EXACT && ties === 0
  if (isExact) return { statistic, pairs, pValue: computeExact(statistic, pairs), isExact }
  const mean = (pairs * (pairs + 1)) / 4
  const variance = (pairs * (pairs + 1) * (2 * pairs + 1)) / 24 - ties / 48
  return { statistic, pairs, pValue: 2 * normalSurvival(Math.abs(statistic - mean) / Math.sqrt(variance)), isExact }
}

/** Twice the share of sign assignments with a rank sum as far from the middle on that side, at most 1. */
function computeExact(statistic: number, pairs: number): number {
  const sums = (pairs * (pairs + 1)) / 2
  const ways = new Float64Array(sums + 1)
  ways[0] = 1
  for (let rank = 1; rank <= pairs; rank += 1)
    for (let sum = sums; sum >= rank; sum -= 1) ways[sum]! += ways[sum - rank]!
  let tail = 0
  for (let sum = 0; sum <= Math.min(statistic, sums - statistic); sum += 1) tail += ways[sum]!
  return Math.min(1, (2 * tail) / 2 ** pairs)
}
