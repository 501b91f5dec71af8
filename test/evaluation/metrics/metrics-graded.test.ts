import { describe, expect, it } from 'vitest'
import { findMetric, listMetrics } from '../../../src/core/metric.ts'
import { createGradedStatistics } from '../../../src/evaluation/metrics/metrics-graded.ts'
import type { GradedRows } from '../../../src/evaluation/rows.ts'
import { measureStatistic } from '../../support/classification.ts'

function measure(name: string, grades: readonly number[], weights: readonly number[] | null = null) {
  const scores = Float64Array.from(grades)
  const rows: GradedRows = {
    task: 'graded',
    groups: null,
    weights: weights === null ? null : Float64Array.from(weights),
    candidate: { scores },
    baseline: null,
  }
  const [statistic] = createGradedStatistics([findMetric(name, 'graded')!], rows, scores)
  return { value: measureStatistic(statistic!, rows.weights), because: statistic!.undefinedBecause }
}

describe('metrics of graded items', () => {
  it.each([
    ['mean_score', [1, 0, 0.5], null, 0.5],
    ['mean_score', [1, 0, 0.5], [1, 1, 2], 0.5],
    ['mean_score', [7, -3], null, 2],
    ['pass_rate_0.5', [1, 0, 0.5, 0.49], null, 0.5],
    ['pass_rate_0.5', [1, 0, 0.5, 0.49], [3, 1, 3, 1], 0.75],
    ['pass_rate_0', [0, 0], null, 1],
    ['pass_rate_4', [5, 4, 3], [1, 1, 2], 0.5],
    // a mean of 0.7, 0.8 and 0.9 is either, by the order in which they are added up
    ['pass_rate_0.8', [(0.9 + 0.8 + 0.7) / 3, (0.7 + 0.8 + 0.9) / 3, 0.7999], null, 2 / 3],
  ] as const)('%s of %j with weights %j is %d', (name, grades, weights, value) => {
    expect(measure(name, grades, weights)).toEqual({ value, because: null })
  })

  it('have no value where an item has no score', () => {
    for (const name of [...listMetrics('graded').map((metric) => metric.name), 'pass_rate_0.5']) {
      expect(measure(name, [])).toEqual({ value: Number.NaN, because: 'there are no items' })
      expect(measure(name, [1, Number.NaN])).toEqual({ value: Number.NaN, because: '1 item has no score' })
      expect(measure(name, [Number.POSITIVE_INFINITY, Number.NaN])).toEqual({
        value: Number.NaN,
        because: '2 items have no score',
      })
    }
  })

  it('refuse a metric of another task', () => {
    const scores = Float64Array.of(1)
    const rows: GradedRows = { task: 'graded', groups: null, weights: null, candidate: { scores }, baseline: null }
    expect(() => createGradedStatistics(listMetrics('ranking'), rows, scores)).toThrow(RangeError)
  })
})
