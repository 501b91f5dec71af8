import { formatPlural } from '../../core/count.ts'
import type { MetricInfo } from '../../core/metric.ts'
import { computePlacements, leaveOutRocAuc } from '../../stats/delong.ts'
import {
  computeAveragePrecision,
  computeRocAuc,
  leaveOutAveragePrecision,
  type Ranking,
  rankRows,
} from '../../stats/ranking.ts'
import type { BinaryRows } from '../rows.ts'
import type { Statistic } from '../statistic.ts'
import { createCalibrationError } from './metrics-calibration.ts'
import { countSplitRows, createGain, createRecallAtPrecision } from './metrics-capture.ts'
import { makeRatio, makeUndefined } from './sum-statistics.ts'

/** Probabilities are kept this far from 0 and 1 in a logarithm: the distance of 1 to the next number, as scikit-learn. */
const CLIP = 2.220446049250313e-16

/** −ln of a probability of what came true, clipped. */
export function computeLoss(probability: number): number {
  return -Math.log(Math.min(Math.max(probability, CLIP), 1 - CLIP))
}

/** Clipping decides a log loss: a single score of 0 for what came true adds 36 / rows to it. */
export function noteClipping(probabilities: Float64Array): readonly string[] {
  let clipped = 0
  for (let i = 0; i < probabilities.length; i++) {
    const probability = probabilities[i]!
    if (probability < CLIP || probability > 1 - CLIP) clipped++
  }
  return clipped === 0
    ? []
    : [`${formatPlural(clipped, 'score')} of 0 or 1 clipped to 2.2e-16 from it in the logarithm`]
}

/** Scores that some metrics cannot take. */
export interface ScoreFaults {
  readonly missing: number
  /** Outside [0, 1]. */
  readonly outside: number
}

/** Counts them. */
export function findScoreFaults(scores: Float64Array): ScoreFaults {
  let missing = 0
  let outside = 0
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!
    if (score >= 0 && score <= 1) continue
    if (Number.isNaN(score)) missing++
    else outside++
  }
  return { missing, outside }
}

/** Why a metric has no value for such scores, in words; null where that is no reason. */
export function explainScoreFaults({ needsProbability }: MetricInfo, { missing, outside }: ScoreFaults): string | null {
  if (missing > 0) return `${formatPlural(missing, 'score is', 'scores are')} missing`
  if (needsProbability && outside > 0) return `${formatPlural(outside, 'score is', 'scores are')} outside [0, 1]`
  return null
}

function explainLabels({ base, needsProbability }: MetricInfo, labels: Uint8Array): string | null {
  if (labels.length === 0) return 'there are no rows'
  if (needsProbability) return null
  if (!labels.includes(1)) return 'no row is labelled positive'
  const needsNegatives = base === 'roc_auc' || base === 'pr_auc'
  return needsNegatives && !labels.includes(0) ? 'no row is labelled negative' : null
}

const defined = { undefinedBecause: null, notes: [] } as const

/**
 * Makes the metrics of one model's scores, which share one ranking: ROC AUC (ties half), average precision, gain, lift,
 * recall at a precision, log loss (natural logarithm, clipped), Brier score, calibration error.
 *
 * @returns a function of the metric that throws a RangeError for one that is not computed from scores
 */
export function prepareScoreStatistics(
  { labels, weights }: BinaryRows,
  scores: Float64Array | null,
): (metric: MetricInfo) => Statistic {
  let ranking: Ranking | null = null
  let ones: Float64Array | null = null
  let faults: ScoreFaults | null = null
  const rank = (fit: Float64Array) => {
    ranking ??= rankRows(labels, fit)
    return ranking
  }
  const average = (terms: Float64Array, notes: readonly string[] = []) => {
    ones ??= new Float64Array(labels.length).fill(1)
    return makeRatio(terms, ones, notes)
  }
  return (metric) => {
    if (scores === null) return makeUndefined('there is no score column')
    faults ??= findScoreFaults(scores)
    const reason = explainScoreFaults(metric, faults) ?? explainLabels(metric, labels)
    if (reason !== null) return makeUndefined(reason)
    const parameter = metric.parameter ?? Number.NaN
    switch (metric.base) {
      case 'roc_auc':
        return { ...createRocAuc(labels, () => rank(scores)), ...defined }
      case 'pr_auc':
        return { ...createAveragePrecision(rank(scores)), ...defined }
      case 'gain':
      case 'lift': {
        const gain = createGain(rank(scores), parameter, metric.base === 'gain' ? 1 : parameter / 100)
        return { ...gain, undefinedBecause: null, notes: noteSplit(rank(scores), parameter, weights) }
      }
      case 'recall_at_precision': {
        const recall = createRecallAtPrecision(rank(scores), parameter)
        const isReached = !Number.isNaN(recall.measure(weights))
        return {
          ...recall,
          undefinedBecause: isReached ? null : `no threshold reaches a precision of ${parameter}`,
          notes: [],
        }
      }
      case 'log_loss': {
        const measure = (positive: number) =>
          scores.map((score, i) => computeLoss(labels[i] === positive ? score : 1 - score))
        return { ...average(measure(1), noteClipping(scores)), otherLosses: () => measure(0) }
      }
      case 'brier': {
        const otherLosses = () => scores.map((score, i) => (score - 1 + labels[i]!) ** 2)
        return { ...average(scores.map((score, i) => (score - labels[i]!) ** 2)), otherLosses }
      }
      case 'ece':
        return { ...createCalibrationError({ outcomes: labels, probabilities: scores }), ...defined }
      default:
        throw new RangeError(`${metric.name} is not computed from scores`)
    }
  }
}

/** Ranked when first measured: DeLong's method never asks, and ranks by itself. */
function createRocAuc(labels: Uint8Array, rank: () => Ranking) {
  return {
    kind: 'order',
    measure: (weights: Float64Array | null) => computeRocAuc(rank(), weights),
    leaveOut: () => leaveOutRocAuc(labels, computePlacements(rank())),
  } as const
}

function createAveragePrecision(ranking: Ranking) {
  return {
    kind: 'order',
    measure: (weights: Float64Array | null) => computeAveragePrecision(ranking, weights),
    leaveOut: () => leaveOutAveragePrecision(ranking),
  } as const
}

function noteSplit(ranking: Ranking, percent: number, weights: Float64Array | null): readonly string[] {
  const split = countSplitRows(ranking, percent, weights)
  return split === 0
    ? []
    : [`the top ${percent} % end among ${formatPlural(split, 'row')} of equal score, counted in proportion`]
}
