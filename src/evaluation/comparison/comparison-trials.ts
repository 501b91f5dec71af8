import type { MetricInfo } from '../../core/metric.ts'
import type { TaskRows } from '../rows.ts'

/** Of how many rows a proportion such as recall is a share; null where the metric is no share of rows. */
export function countTrials({ name }: MetricInfo, rows: TaskRows, model: 'candidate' | 'baseline'): number | null {
  if (rows.task !== 'binary') return rows.task === 'multiclass' && name === 'accuracy' ? rows.labels.length : null
  const count = (values: Uint8Array, wanted: number) =>
    values.reduce((sum, value) => sum + (value === wanted ? 1 : 0), 0)
  switch (name) {
    case 'accuracy':
    case 'selection_rate':
      return rows.labels.length
    case 'recall':
      return count(rows.labels, 1)
    case 'specificity':
      return count(rows.labels, 0)
    case 'precision':
      return count(rows[model]!.predictions, 1)
    default:
      return null
  }
}
