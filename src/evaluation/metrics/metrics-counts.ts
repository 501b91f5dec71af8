import type { MetricInfo } from '../../core/metric.ts'
import type { Statistic } from '../statistic.ts'
import { type CellTable, makeCellStatistic } from './cell-statistics.ts'

/** How predictions meet labels, in rows or their weights. */
export interface Confusion {
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
  readonly trueNegatives: number
}

function countRows(counts: Confusion): number {
  return counts.truePositives + counts.falsePositives + counts.falseNegatives + counts.trueNegatives
}

function computeMatthews({ truePositives, falsePositives, falseNegatives, trueNegatives }: Confusion): number {
  const labels = (truePositives + falseNegatives) * (trueNegatives + falsePositives)
  const predictions = (truePositives + falsePositives) * (trueNegatives + falseNegatives)
  const cross = truePositives * trueNegatives - falsePositives * falseNegatives
  return cross / (Math.sqrt(labels) * Math.sqrt(predictions))
}

function computeKappa({ truePositives, falsePositives, falseNegatives, trueNegatives }: Confusion): number {
  const positives = truePositives + falseNegatives
  const negatives = falsePositives + trueNegatives
  if (positives === 0 || negatives === 0) return Number.NaN
  const byChance = (truePositives + falsePositives) * negatives + positives * (falseNegatives + trueNegatives)
  return (2 * (truePositives * trueNegatives - falsePositives * falseNegatives)) / byChance
}

/**
 * A metric of predictions. NaN where it is 0/0 or needs rows of both classes (balanced accuracy, Cohen's kappa, MCC; MCC
 * also predictions of both).
 *
 * @param parameter beta of `fbeta`
 * @throws RangeError for a metric that is not computed from predictions
 * @example computeCountMetric('f1', { truePositives: 6, falsePositives: 2, falseNegatives: 4, trueNegatives: 8 }) // 2/3
 */
export function computeCountMetric(name: string, counts: Confusion, parameter: number | null = null): number {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts
  const rows = countRows(counts)
  switch (name) {
    case 'accuracy':
      return (truePositives + trueNegatives) / rows
    case 'precision':
      return truePositives / (truePositives + falsePositives)
    case 'recall':
      return truePositives / (truePositives + falseNegatives)
    case 'specificity':
      return trueNegatives / (trueNegatives + falsePositives)
    case 'selection_rate':
      return (truePositives + falsePositives) / rows
    case 'balanced_accuracy':
      return (truePositives / (truePositives + falseNegatives) + trueNegatives / (trueNegatives + falsePositives)) / 2
    case 'f1':
      return (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives)
    case 'fbeta': {
      const square = (parameter ?? 1) ** 2
      const hits = (1 + square) * truePositives
      return hits / (hits + square * falseNegatives + falsePositives)
    }
    case 'mcc':
      return computeMatthews(counts)
    case 'cohen_kappa':
      return computeKappa(counts)
    default:
      throw new RangeError(`${name} is not computed from predictions`)
  }
}

/** Why a metric of predictions has no value on these counts, in words. */
function explainUndefinedCount(name: string, counts: Confusion): string {
  const positives = counts.truePositives + counts.falseNegatives
  const negatives = counts.falsePositives + counts.trueNegatives
  if (positives + negatives === 0) return 'there are no rows'
  if (name === 'precision') return 'no row is predicted positive'
  if (name === 'f1' || name === 'fbeta') return 'no row is labelled or predicted positive'
  if (positives === 0) return 'no row is labelled positive'
  if (negatives === 0) return 'no row is labelled negative'
  return 'all predictions are the same'
}

const confuse = (totals: Float64Array): Confusion => ({
  trueNegatives: totals[0]!,
  falsePositives: totals[1]!,
  falseNegatives: totals[2]!,
  truePositives: totals[3]!,
})

/**
 * A metric of predictions of two classes as a statistic.
 *
 * @param table cells 2 × label + prediction
 * @throws RangeError for a metric that is not computed from predictions
 */
export function createCountStatistic({ base, parameter }: MetricInfo, table: CellTable): Statistic {
  const measure = (totals: Float64Array) => computeCountMetric(base, confuse(totals), parameter)
  return {
    ...makeCellStatistic(table, measure),
    undefinedBecause: Number.isNaN(measure(table.totals)) ? explainUndefinedCount(base, confuse(table.totals)) : null,
    notes: [],
  }
}
