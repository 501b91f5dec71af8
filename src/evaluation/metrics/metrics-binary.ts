import type { MetricInfo } from '../../core/metric.ts'
import type { BinaryRows, ScoredRows } from '../rows.ts'
import type { MetricContext, Statistic } from '../statistic.ts'
import { makeCellTable } from './cell-statistics.ts'
import { createExpectedCost } from './metrics-cost.ts'
import { createCountStatistic } from './metrics-counts.ts'
import { isFairnessMetric, prepareFairnessStatistics } from './metrics-fairness.ts'
import { prepareScoreStatistics } from './metrics-scores.ts'

/**
 * The metrics of one model of a binary task, in the order of `metrics`. Those of predictions share one array of cells,
 * 2 × label + prediction, those of scores one ranking.
 *
 * @param answers the model's, candidate or baseline of `rows`
 * @throws RangeError for a metric that is not one of predictions or scores, such as the size of a model
 */
export function createBinaryStatistics(
  metrics: readonly MetricInfo[],
  rows: BinaryRows,
  answers: ScoredRows,
  context: MetricContext,
): readonly Statistic[] {
  const cells = new Int32Array(rows.labels.length)
  for (let i = 0; i < cells.length; i++) cells[i] = 2 * rows.labels[i]! + answers.predictions[i]!
  const table = makeCellTable(cells, 4, rows.weights)
  const createOfScores = prepareScoreStatistics(rows, answers.scores)
  const createOfGroups = prepareFairnessStatistics(rows, answers, context.compared)
  return metrics.map((metric) => {
    if (isFairnessMetric(metric)) return createOfGroups(metric)
    if (metric.needsScore) return createOfScores(metric)
    if (metric.base === 'expected_cost') return createExpectedCost(table, 2, context.costs)
    return createCountStatistic(metric, table)
  })
}
