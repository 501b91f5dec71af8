import type { MetricContext, Statistic } from '../statistic.ts'
import { type CellTable, makeCellStatistic } from './cell-statistics.ts'
import { makeUndefined } from './sum-statistics.ts'

/**
 * Mean cost of a row by its label and prediction.
 *
 * @param table cells label × prediction of `classes` classes
 */
export function createExpectedCost(table: CellTable, classes: number, costs: MetricContext['costs']): Statistic {
  if (costs === null) return makeUndefined('no costs are named')
  if (costs.length !== classes || costs.some((row) => row.length !== classes)) {
    return makeUndefined(`the rows have ${classes} classes, costs are named for ${costs.length}`)
  }
  const byCell = Float64Array.from(costs.flat())
  return {
    ...makeCellStatistic(table, (totals) => {
      let cost = 0
      let rows = 0
      for (const cell of table.used) {
        cost += totals[cell]! * byCell[cell]!
        rows += totals[cell]!
      }
      return cost / rows
    }),
    undefinedBecause: table.cells.length === 0 ? 'there are no rows' : null,
    notes: [],
  }
}
