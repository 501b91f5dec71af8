import type { MetricInfo } from '../../core/metric.ts'
import type { ClassifiedRows, MulticlassRows } from '../rows.ts'
import type { MetricContext, Statistic } from '../statistic.ts'
import { makeCellTable } from './cell-statistics.ts'
import { findLabelled, prepareClassScoreStatistics } from './metrics-class-scores.ts'
import { type ClassPresence, createClassStatistic } from './metrics-classes.ts'
import { createExpectedCost } from './metrics-cost.ts'

/**
 * The metrics of one model of a task with any number of classes, in the order of `metrics`. Those of predictions share
 * one array of cells, label × prediction, those of scores one ranking for each class.
 *
 * @param answers the model's, candidate or baseline of `rows`
 * @throws RangeError for a metric that is not one of predictions or scores, such as the size of a model
 */
export function createMulticlassStatistics(
  metrics: readonly MetricInfo[],
  rows: MulticlassRows,
  answers: ClassifiedRows,
  context: MetricContext,
): readonly Statistic[] {
  const { labels, classes, weights } = rows
  const cells = labels.map((label, i) => label * classes.length + answers.predictions[i]!)
  const table = makeCellTable(cells, classes.length ** 2, weights)
  const presence = findPresence(rows)
  const createOfScores = prepareClassScoreStatistics(rows, answers.scores)
  return metrics.map((metric) => {
    if (metric.needsScore) return createOfScores(metric)
    if (metric.base === 'expected_cost') return createExpectedCost(table, classes.length, context.costs)
    return createClassStatistic(metric, table, presence)
  })
}

function findPresence({ classes, labels, candidate, baseline }: MulticlassRows): ClassPresence {
  const isLabelled = findLabelled(classes.length, labels)
  const isPresent = [...isLabelled]
  for (const model of [candidate, baseline])
    for (const prediction of model?.predictions ?? []) isPresent[prediction] = true
  return { names: classes, isLabelled, isPresent }
}
