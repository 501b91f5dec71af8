import type { Interval } from '../../core/metric.ts'
import {
  computeClusteredVariance,
  computeDelongCovariance,
  computePlacements,
  describeDelongShape,
} from '../../stats/delong.ts'
import { computeRocAuc, isSameRanking, rankRows } from '../../stats/ranking.ts'
import { studentSurvival } from '../../stats/student.ts'
import { isPlain, type Units } from '../units.ts'
import { computeStudentEnds, type ErrorShape, noSpread, type Spread, ZERO_SPREAD } from './comparison-intervals.ts'
import type { Side } from './comparison-result.ts'

/** ROC AUC of one or two models by DeLong. */
export interface DelongComparison {
  /** By model, in the order of the scores. */
  readonly sides: readonly Side[]
  /** Of the first model less the second; null with one. */
  readonly difference: Side | null
  /** Two-sided, of the difference; null where its variance is 0 or unknown. */
  readonly pValue: number | null
}

function describeSpread(
  value: number,
  variance: number,
  range: Interval,
  { confidence, shape }: Law,
  { what, unit }: { readonly what: string; readonly unit: string },
): Spread {
  if (Number.isNaN(variance)) return noSpread(`DeLong's variance needs two ${unit} of each class`)
  // Sums of weights differ in their last digits where nothing varies.
  if (variance <= 1e-28) return noSpread(`DeLong's variance is 0 ${what}, so there is no interval`)
  const standardError = Math.sqrt(variance)
  const [low, high] = computeStudentEnds(value, standardError, shape, confidence)
  const interval = [Math.max(range[0], low), Math.min(range[1], high)] as const
  return { interval, standardError, reason: null }
}

/** The law of the variance as estimated: of fewer rows than this of one class it varies so much that Student's holds. */
const FEW_ROWS = 100

interface Law {
  /** Two-sided. */
  readonly confidence: number
  readonly shape: ErrorShape
}

/**
 * DeLong's intervals and test; with weights, or rows in groups, Obuchowski's form; below 100 rows of a class by
 * Student's law, the interval also by the placements' higher moments. A variance of 0 (AUC 0 or 1, or rows that cannot tell) gives no interval; models that rank the rows alike differ by 0 with interval [0, 0] and p 1.
 *
 * @param labels of rows of both classes
 * @param models scores of one or two models, none NaN
 * @param degrees rows, or groups of them, of the rarer class, less one
 */
export function compareRocAuc(
  labels: Uint8Array,
  models: readonly Float64Array[],
  units: Units,
  confidence: number,
  degrees: number,
): DelongComparison {
  const { weights } = units
  const isFew = degrees + 1 < FEW_ROWS
  const testDegrees = isFew ? degrees : Number.POSITIVE_INFINITY
  const chooseLaw = (placements: Float64Array): Law => {
    if (!isFew || !isPlain(units)) return { confidence, shape: { degrees: testDegrees, acceleration: 0 } }
    return { confidence, shape: describeDelongShape(labels, placements) }
  }
  const unit = units.ofRow === null ? 'rows' : 'groups'
  const computeVariance = (placements: Float64Array) =>
    isPlain(units)
      ? computeDelongCovariance(labels, placements, placements)
      : computeClusteredVariance(labels, placements, units)
  const described = models.map((scores) => {
    const ranking = rankRows(labels, scores)
    const placements = computePlacements(ranking, weights)
    const value = computeRocAuc(ranking, weights)
    const what = { what: `at AUC ${value}`, unit }
    return {
      ranking,
      placements,
      value,
      spread: describeSpread(value, computeVariance(placements), [0, 1], chooseLaw(placements), what),
    }
  })
  const sides = described.map(({ value, spread }) => ({ value, spread }))
  const [ours, theirs] = described
  if (ours === undefined || theirs === undefined) return { sides, difference: null, pValue: null }
  if (isSameRanking(ours.ranking, theirs.ranking)) {
    return { sides, difference: { value: 0, spread: ZERO_SPREAD }, pValue: 1 }
  }
  const gaps = ours.placements.map((placement, i) => placement - theirs.placements[i]!)
  const value = ours.value - theirs.value
  const what = { what: 'for the difference', unit }
  const spread = describeSpread(value, computeVariance(gaps), [-1, 1], chooseLaw(gaps), what)
  const pValue =
    spread.standardError === null ? null : 2 * studentSurvival(Math.abs(value) / spread.standardError, testDegrees)
  return { sides, difference: { value, spread }, pValue }
}
