import { describe, expect, it } from 'vitest'
import { chooseScale, nameMetric } from '../../src/report/quantity.ts'

describe('chooseScale', () => {
  it.each([
    ['model_size', [48_234_112, 51_200_000], 48_234_112, 2, '48.23 MB'],
    ['model_size', [3_100_000_000], 3_100_000_000, 1, '3.1 GB'],
    ['model_size', [2_048], 2_048, 3, '2.048 kB'],
    ['model_size', [0], 0, 0, '0 B'],
    ['predict_memory', [734_003_200], 734_003_200, 0, '734 MB'],
    ['predict_latency', [0.01234], 0.01234, 2, '12.34 ms'],
    ['predict_latency', [0.0000042], 0.0000042, 1, '4.2 µs'],
    ['predict_latency', [2.5], 2.5, 1, '2.5 s'],
    ['leaked_rows', [1204], 1204, 0, '1,204'],
    ['rmse', [12_345.678], 12_345.678, 1, '12,345.7'],
    [null, [0.8521], 0.8521, 3, '0.852'],
  ])('of %s at %j writes %d with %d decimals as %s', (metric, values, value, decimals, text) => {
    expect(chooseScale(metric, values).format(value, decimals)).toBe(text)
  })

  it('writes bounds as the policy wrote them', () => {
    expect(chooseScale('model_size', [5e7]).formatBound(5e7)).toBe('50 MB')
    expect(chooseScale('predict_latency', [0.0025]).formatBound(0.0025)).toBe('2.5 ms')
    expect(chooseScale('rmse', [12_500]).formatBound(12_500)).toBe('12,500')
    expect(chooseScale('roc_auc', [0.8]).formatBound(0.8)).toBe('0.8')
  })
})

describe('nameMetric', () => {
  const name = (metric: string | null, column: string | null = null) =>
    nameMetric({ title: 'as the check says', target: { object: null, metric, column, slice: null } })

  it('leaves units to the numbers, and says which column a metric compares', () => {
    expect(name('model_size')).toBe('model size')
    expect(name('predict_latency')).toBe('prediction time per row')
    expect(name('equalized_odds_difference', 'gender')).toBe('equalized odds difference by gender')
    expect(name('revenue')).toBe('revenue')
    expect(name(null)).toBe('as the check says')
  })
})
