import { formatPlural } from '../core/count.ts'
import type { MetricInfo } from '../core/metric.ts'
import { computePlacements, leaveOutRocAuc } from '../stats/delong.ts'
import { computeAveragePrecision, computeRocAuc, leaveOutAveragePrecision, rankRows } from '../stats/ranking.ts'

/** Probabilities are kept this far from 0 and 1 in a logarithm: the distance of 1 to the next number, as scikit-learn. */
const CLIP = 2.220446049250313e-16

/** Bins of the calibration error. */
export const CALIBRATION_BINS = 10

/** The bin of a probability: equal widths, left-closed (0.1 is in the second), 1 in the last. */
export function findCalibrationBin(probability: number): number {
  return Math.min(Math.floor(CALIBRATION_BINS * probability), CALIBRATION_BINS - 1)
}

/** How often each row counts; null: once. */
type RowCounts = Int32Array | null

/** A metric of one model's scores that can be taken again on resampled rows. NaN: undefined. */
export interface ScoreStatistic {
  /** The metric, each row as often as `counts` says, once for null. */
  measure(counts: RowCounts): number
  /** The metric without each row in turn, by row. */
  leaveOut(): Float64Array
}

function createMeanStatistic(terms: Float64Array): ScoreStatistic {
  const sum = (counts: RowCounts) => {
    let total = 0
    if (counts === null) for (let i = 0; i < terms.length; i++) total += terms[i]!
    else for (let i = 0; i < terms.length; i++) total += counts[i]! * terms[i]!
    return total
  }
  return {
    measure: (counts) => sum(counts) / terms.length,
    leaveOut: () => {
      const total = sum(null)
      return terms.map((term) => (total - term) / (terms.length - 1))
    },
  }
}

function createLogLoss(labels: Uint8Array, scores: Float64Array): ScoreStatistic {
  return createMeanStatistic(
    scores.map((score, i) => {
      const given = labels[i] === 1 ? score : 1 - score
      return -Math.log(Math.min(Math.max(given, CLIP), 1 - CLIP))
    }),
  )
}

function createCalibrationError(labels: Uint8Array, scores: Float64Array): ScoreStatistic {
  const bins = new Uint8Array(scores.length).map((_, i) => findCalibrationBin(scores[i]!))
  const gaps = scores.map((score, i) => labels[i]! - score)
  const sumBins = (counts: RowCounts) => {
    const sums = new Float64Array(CALIBRATION_BINS)
    for (let i = 0; i < gaps.length; i++) {
      const bin = bins[i]!
      sums[bin] = sums[bin]! + (counts === null ? 1 : counts[i]!) * gaps[i]!
    }
    return sums
  }
  const sumSizes = (sums: Float64Array) => sums.reduce((total, sum) => total + Math.abs(sum), 0)
  return {
    measure: (counts) => sumSizes(sumBins(counts)) / gaps.length,
    leaveOut: () => {
      const sums = sumBins(null)
      const total = sumSizes(sums)
      return gaps.map((gap, i) => {
        const sum = sums[bins[i]!]!
        return (total - Math.abs(sum) + Math.abs(sum - gap)) / (gaps.length - 1)
      })
    },
  }
}

/**
 * A metric of scores as a statistic that can be resampled: ROC AUC (ties half), average precision, log loss (natural
 * logarithm, clipped), Brier score, calibration error (ten equal bins, Σ |Σ label - score| / n).
 *
 * @param scores fit for the metric: no NaN, for probabilities within [0, 1]
 * @throws RangeError for a metric that is not computed from scores
 */
export function createScoreStatistic(name: string, labels: Uint8Array, scores: Float64Array): ScoreStatistic {
  switch (name) {
    case 'log_loss':
      return createLogLoss(labels, scores)
    case 'brier':
      return createMeanStatistic(scores.map((score, i) => (score - labels[i]!) ** 2))
    case 'ece':
      return createCalibrationError(labels, scores)
    case 'roc_auc':
    case 'pr_auc': {
      const ranking = rankRows(labels, scores)
      return name === 'roc_auc'
        ? {
            measure: (counts) => computeRocAuc(ranking, counts),
            leaveOut: () => leaveOutRocAuc(labels, computePlacements(ranking)),
          }
        : {
            measure: (counts) => computeAveragePrecision(ranking, counts),
            leaveOut: () => leaveOutAveragePrecision(ranking),
          }
    }
    default:
      throw new RangeError(`${name} is not computed from scores`)
  }
}

/** How many scores a logarithm needs clipped. */
export function countClipped(scores: Float64Array): number {
  return scores.reduce((count, score) => count + (score < CLIP || score > 1 - CLIP ? 1 : 0), 0)
}

/** Why a metric of scores has no value on these rows, in words; null where it has one. */
export function explainUndefinedScore(
  metric: MetricInfo,
  labels: Uint8Array,
  scores: Float64Array | null,
): string | null {
  if (scores === null) return 'there is no score column'
  if (labels.length === 0) return 'there are no rows'
  const missing = scores.reduce((count, score) => count + (Number.isNaN(score) ? 1 : 0), 0)
  if (missing > 0) return `${formatPlural(missing, 'score is', 'scores are')} missing`
  if (metric.needsProbability) {
    const outside = scores.reduce((count, score) => count + (score < 0 || score > 1 ? 1 : 0), 0)
    return outside > 0 ? `${formatPlural(outside, 'score is', 'scores are')} outside [0, 1]` : null
  }
  if (!labels.includes(1)) return 'no row is labelled positive'
  return labels.includes(0) ? null : 'no row is labelled negative'
}
