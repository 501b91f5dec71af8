import type { MetricInfo } from '../../core/metric.ts'
import type { TaskRows } from '../rows.ts'
import type { MetricContext, Statistic } from '../statistic.ts'
import { createBinaryStatistics } from './metrics-binary.ts'
import { createGradedStatistics } from './metrics-graded.ts'
import { createMulticlassStatistics } from './metrics-multiclass.ts'
import { createNumberStatistics } from './metrics-numbers.ts'
import { createRankingStatistics } from './metrics-ranking.ts'

/**
 * Each metric of one model as a statistic of the rows, in the order of `metrics`. Those of one model share what they are
 * computed from, so all of them are made at once.
 *
 * @throws RangeError where the rows have no such model, or the task no such metric
 */
export function createStatistics(
  metrics: readonly MetricInfo[],
  rows: TaskRows,
  model: 'candidate' | 'baseline',
  context: MetricContext,
): readonly Statistic[] {
  switch (rows.task) {
    case 'binary':
      return createBinaryStatistics(metrics, rows, expectModel(rows[model]), context)
    case 'multiclass':
      return createMulticlassStatistics(metrics, rows, expectModel(rows[model]), context)
    case 'regression':
    case 'forecast':
      return createNumberStatistics(metrics, rows, expectModel(rows[model]))
    case 'ranking':
      return createRankingStatistics(metrics, rows, expectModel(rows[model]).scores)
    case 'graded':
      return createGradedStatistics(metrics, rows, expectModel(rows[model]).scores)
  }
}

function expectModel<T>(answers: T | null): T {
  if (answers === null) throw new RangeError('these rows have no baseline')
  return answers
}
