import { formatPlural } from '../../core/count.ts'
import type { MetricInfo } from '../../core/metric.ts'
import type { GradedRows } from '../rows.ts'
import type { Statistic } from '../statistic.ts'
import { countWhere, makeRatio, makeUndefined } from './sum-statistics.ts'

/** A mean of runs may round: of 0.7, 0.8 and 0.9 it is 0.8, in whichever order they are added up. */
const ROUNDING = 1e-12

/**
 * Metrics of items that were graded, of one model and in the order of `metrics`: `mean_score`, and `pass_rate_B`, the
 * share of items with a score of at least B. An item without a finite score leaves all of them undefined.
 *
 * @throws RangeError for a metric that is not one of graded items
 */
export function createGradedStatistics(
  metrics: readonly MetricInfo[],
  _rows: GradedRows,
  scores: Float64Array,
): readonly Statistic[] {
  const fault = findFault(scores)
  const ones = new Float64Array(scores.length).fill(1)
  return metrics.map(({ name, base, parameter }) => {
    if (fault !== null) return makeUndefined(fault)
    if (base === 'mean_score') return makeRatio(scores, ones)
    if (base === 'pass_rate' && parameter !== null)
      return makeRatio(
        scores.map((score) => (score >= parameter - ROUNDING * Math.abs(parameter) ? 1 : 0)),
        ones,
      )
    throw new RangeError(`${name} is not computed from graded items`)
  })
}

function findFault(scores: Float64Array): string | null {
  if (scores.length === 0) return 'there are no items'
  const missing = countWhere(scores, (score) => !Number.isFinite(score))
  return missing === 0 ? null : `${formatPlural(missing, 'item has', 'items have')} no score`
}
