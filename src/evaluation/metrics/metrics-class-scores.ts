import { formatPlural } from '../../core/count.ts'
import type { MetricInfo } from '../../core/metric.ts'
import {
  type AreaFactors,
  averageAreas,
  type ClassRanking,
  leaveOutAreas,
  rankClasses,
} from '../../stats/class-ranking.ts'
import { listValues } from '../join/label-classes.ts'
import type { MulticlassRows } from '../rows.ts'
import type { OrderStatistic, Statistic } from '../statistic.ts'
import { createCalibrationError, forecastTopLabels } from './metrics-calibration.ts'
import { computeLoss, explainScoreFaults, findScoreFaults, noteClipping, type ScoreFaults } from './metrics-scores.ts'
import { makeRatio, makeUndefined } from './sum-statistics.ts'

/** How far the scores of a row may sum from 1. */
const SUM_TOLERANCE = 1e-6

/** What the area of class a against class b counts for in each average, as scikit-learn has them, by weight of the classes and of all rows. */
const AREA_FACTORS: Readonly<Record<string, (a: number, b: number, rows: number, classes: number) => number>> = {
  roc_auc_ovr: (a, _b, rows, classes) => 1 / (classes * a * (rows - a)),
  roc_auc_ovr_weighted: (a, _b, rows) => 1 / (rows * (rows - a)),
  roc_auc_ovo: (a, b, _rows, classes) => 1 / (classes * (classes - 1) * a * b),
  roc_auc_ovo_weighted: (a, b, rows, classes) => (a + b) / (2 * (classes - 1) * rows * a * b),
}

function makeAreaFactors(name: string): AreaFactors {
  const weigh = AREA_FACTORS[name]!
  return (sizes) => {
    const rows = sizes.reduce((sum, size) => sum + size, 0)
    const factors = new Float64Array(sizes.length ** 2)
    sizes.forEach((a, i) => {
      sizes.forEach((b, j) => {
        if (i !== j) factors[i * sizes.length + j] = weigh(a, b, rows, sizes.length)
      })
    })
    return factors
  }
}

function createAreas(name: string, rankings: readonly ClassRanking[]): OrderStatistic {
  const makeFactors = makeAreaFactors(name)
  return {
    kind: 'order',
    measure: (weights) => averageAreas(rankings, makeFactors, weights),
    leaveOut: () => leaveOutAreas(rankings, makeFactors),
  }
}

/** What is wrong with the scores, in numbers. */
interface ClassScoreFaults extends ScoreFaults {
  /** By row: sum of the scores. */
  readonly sums: Float64Array
  /** Rows whose scores do not sum to 1. */
  readonly unsummed: number
  /** Rows whose scores are all 0. */
  readonly empty: number
}

function findFaults(scores: readonly Float64Array[], rows: number): ClassScoreFaults {
  const sums = new Float64Array(rows)
  let missing = 0
  let outside = 0
  for (const column of scores) {
    const faults = findScoreFaults(column)
    missing += faults.missing
    outside += faults.outside
    for (let i = 0; i < rows; i++) sums[i]! += column[i]!
  }
  let unsummed = 0
  let empty = 0
  for (let i = 0; i < rows; i++) {
    if (Math.abs(sums[i]! - 1) > SUM_TOLERANCE) unsummed++
    if (sums[i] === 0) empty++
  }
  return { missing, outside, sums, unsummed, empty }
}

/** The score of each row's label; scores that do not sum to 1 are divided by their sum, or a model could claim every class at once. */
function computeGivenScores(
  labels: Int32Array,
  scores: readonly Float64Array[],
  { sums }: Pick<ClassScoreFaults, 'sums'>,
): Float64Array {
  return sums.map((sum, i) => {
    const given = scores[labels[i]!]![i]!
    return Math.abs(sum - 1) > SUM_TOLERANCE ? given / sum : given
  })
}

/** (1 for the label, else 0) less the score, squared and summed over the classes. */
function computeSquares(labels: Int32Array, scores: readonly Float64Array[]): Float64Array {
  const squares = new Float64Array(labels.length)
  scores.forEach((column, c) => {
    for (let i = 0; i < squares.length; i++) squares[i]! += (column[i]! - (labels[i] === c ? 1 : 0)) ** 2
  })
  return squares
}

/** The mean over all other labels that each row might have had. */
function averageOthers(
  labels: Int32Array,
  classes: number,
  measure: (labels: Int32Array) => Float64Array,
): Float64Array {
  const sums = new Float64Array(labels.length)
  for (let step = 1; step < classes; step++) {
    const losses = measure(labels.map((label) => (label + step) % classes))
    for (let i = 0; i < sums.length; i++) sums[i]! += losses[i]! / (classes - 1)
  }
  return sums
}

/** 1 where fewer than `k` classes stand above the label; of equal scores the later class stands above, as in scikit-learn. */
function findHits(labels: Int32Array, scores: readonly Float64Array[], k: number): Float64Array {
  const above = new Float64Array(labels.length)
  scores.forEach((column, c) => {
    for (let i = 0; i < above.length; i++) {
      const label = labels[i]!
      const own = scores[label]![i]!
      if (column[i]! > own || (column[i] === own && c > label)) above[i]!++
    }
  })
  return above.map((count) => (count < k ? 1 : 0))
}

/**
 * Makes the metrics of one model's scores by class, which share rankings: ROC AUC of one against the rest and of one
 * against one (Hand & Till 2001), log loss, Brier score summed over the classes (0 to 2), calibration error of the top
 * label, share of rows whose label is among the k highest scores.
 *
 * @returns a function of the metric that throws a RangeError for one that is not computed from scores
 */
export function prepareClassScoreStatistics(
  { classes, labels }: MulticlassRows,
  scores: readonly Float64Array[] | null,
): (metric: MetricInfo) => Statistic {
  if (scores === null) return () => makeUndefined('there are no score columns')
  let rankings: readonly ClassRanking[] | null = null
  let ones: Float64Array | null = null
  let faults: ClassScoreFaults | null = null
  const average = (terms: Float64Array, notes: readonly string[]) => {
    ones ??= new Float64Array(labels.length).fill(1)
    return makeRatio(terms, ones, notes)
  }
  return (metric) => {
    faults ??= findFaults(scores, labels.length)
    const reason = explainUndefined(metric, classes, labels, faults)
    if (reason !== null) return makeUndefined(reason)
    const notes = noteSums(metric, faults)
    switch (metric.base) {
      case 'roc_auc_ovr':
      case 'roc_auc_ovo':
        rankings ??= scores.map((column) => rankClasses(labels, column))
        return { ...createAreas(metric.name, rankings), undefinedBecause: null, notes }
      case 'log_loss': {
        const given = computeGivenScores(labels, scores, faults)
        const { sums } = faults
        const otherLosses = () =>
          averageOthers(labels, scores.length, (others) =>
            computeGivenScores(others, scores, { sums }).map(computeLoss),
          )
        return { ...average(given.map(computeLoss), [...notes, ...noteClipping(given)]), otherLosses }
      }
      case 'brier': {
        const otherLosses = () => averageOthers(labels, scores.length, (others) => computeSquares(others, scores))
        return { ...average(computeSquares(labels, scores), notes), otherLosses }
      }
      case 'ece':
        return { ...createCalibrationError(forecastTopLabels(labels, scores)), undefinedBecause: null, notes }
      case 'top_k_accuracy': {
        const k = metric.parameter ?? 1
        const idle =
          k < classes.length
            ? []
            : [`1 for any model: there are only ${formatPlural(classes.length, 'class', 'classes')}`]
        return average(findHits(labels, scores, k), idle)
      }
      default:
        throw new RangeError(`${metric.name} is not computed from scores`)
    }
  }
}

function explainUndefined(
  metric: MetricInfo,
  classes: readonly string[],
  labels: Int32Array,
  faults: ClassScoreFaults,
): string | null {
  if (labels.length === 0) return 'there are no rows'
  const reason = explainScoreFaults(metric, faults)
  if (reason !== null) return reason
  if (metric.base === 'log_loss' && faults.empty > 0) {
    return `${formatPlural(faults.empty, 'row has', 'rows have')} no score above 0`
  }
  if (metric.base !== 'roc_auc_ovr' && metric.base !== 'roc_auc_ovo') return null
  const isLabelled = findLabelled(classes.length, labels)
  const absent = classes.filter((_, c) => !isLabelled[c])
  if (absent.length > 0) return `no row is labelled ${listValues(absent)}`
  return classes.length < 2 ? 'all labels are the same class' : null
}

/** Whether a row is labelled so, by class. */
export function findLabelled(classes: number, labels: Int32Array): readonly boolean[] {
  const isLabelled = Array<boolean>(classes).fill(false)
  for (const label of labels) isLabelled[label] = true
  return isLabelled
}

function noteSums({ base, needsProbability }: MetricInfo, { unsummed }: ClassScoreFaults): readonly string[] {
  if (!needsProbability || unsummed === 0) return []
  const what = `the scores of ${formatPlural(unsummed, 'row')} do not sum to 1`
  return [base === 'log_loss' ? `${what}: divided by their sum` : what]
}
