import type { Interval } from '../core/metric.ts'
import { computeDelongCovariance, computePlacements } from '../stats/delong.ts'
import { normalCdf } from '../stats/normal.ts'
import { computeRocAuc, isSameRanking, rankRows } from '../stats/ranking.ts'
import { computeNormalInterval, noSpread, type Spread, ZERO_SPREAD } from './comparison-intervals.ts'
import type { Side } from './comparison-result.ts'
import type { ScoreTable } from './comparison-scores.ts'

/** ROC AUC of one or two models by DeLong. */
export interface DelongComparison {
  readonly candidate: Side
  readonly baseline: Side | null
  readonly difference: Side | null
  /** Two-sided, of the difference; null where its variance is 0 or unknown. */
  readonly pValue: number | null
}

function describeSpread(value: number, variance: number, confidence: number, range: Interval, what: string): Spread {
  if (Number.isNaN(variance)) return noSpread("DeLong's variance needs two rows of each class")
  if (variance <= 0) return noSpread(`DeLong's variance is 0 ${what}, so there is no interval`)
  const standardError = Math.sqrt(variance)
  return { interval: computeNormalInterval(value, standardError, confidence, range), standardError, reason: null }
}

/**
 * DeLong's intervals and test. A variance of 0 (AUC 0 or 1, or rows that cannot tell) gives no interval; models that
 * rank the rows alike differ by 0 with interval [0, 0] and p 1.
 *
 * @param table rows of both classes, no NaN score
 */
export function compareRocAuc({ labels, candidate, baseline }: ScoreTable, confidence: number): DelongComparison {
  const describeModel = (scores: Float64Array) => {
    const ranking = rankRows(labels, scores)
    const placements = computePlacements(ranking)
    const value = computeRocAuc(ranking)
    const variance = computeDelongCovariance(labels, placements, placements)
    const spread = describeSpread(value, variance, confidence, [0, 1], `at AUC ${value}`)
    return { ranking, placements, side: { value, spread } }
  }
  const ours = describeModel(candidate)
  if (baseline === null) return { candidate: ours.side, baseline: null, difference: null, pValue: null }
  const theirs = describeModel(baseline)
  const sides = { candidate: ours.side, baseline: theirs.side }
  if (isSameRanking(ours.ranking, theirs.ranking)) {
    return { ...sides, difference: { value: 0, spread: ZERO_SPREAD }, pValue: 1 }
  }
  const gaps = ours.placements.map((placement, i) => placement - theirs.placements[i]!)
  const variance = computeDelongCovariance(labels, gaps, gaps)
  const value = ours.side.value - theirs.side.value
  const spread = describeSpread(value, variance, confidence, [-1, 1], 'for the difference')
  const pValue = spread.standardError === null ? null : 2 * normalCdf(-Math.abs(value) / spread.standardError)
  return { ...sides, difference: { value, spread }, pValue }
}
