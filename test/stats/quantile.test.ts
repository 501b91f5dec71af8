import { expect, it } from 'vitest'
import { quantile } from '../../src/stats/quantile.ts'
import expected from '../fixtures/distributions/expected.json' with { type: 'json' }

it("gives numpy's default quantiles", () => {
  for (const [values, p, value] of expected.quantile as [number[], number, number][]) {
    expect(quantile(values, p)).toBeCloseTo(value, 14)
  }
})

it('has no value for no values, and keeps to the ends beyond them', () => {
  expect(quantile([], 0.5)).toBeNaN()
  expect(quantile([1, 2], -0.1)).toBe(1)
  expect(quantile([1, 2], 1.1)).toBe(2)
})
