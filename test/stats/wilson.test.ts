import { expect, it } from 'vitest'
import { computeWilsonInterval } from '../../src/stats/wilson.ts'
import expected from '../fixtures/distributions/expected.json' with { type: 'json' }

it("gives statsmodels' Wilson intervals, with exact ends at 0 and 1", () => {
  for (const [k, n, confidence, low, high] of expected.wilson as [number, number, number, number, number][]) {
    const ours = computeWilsonInterval(k, n, confidence)
    expect(ours[0]).toBeCloseTo(low, 14)
    expect(ours[1]).toBeCloseTo(high, 14)
  }
  expect(computeWilsonInterval(0, 30, 0.95)[0]).toBe(0)
  expect(computeWilsonInterval(30, 30, 0.95)[1]).toBe(1)
  expect(computeWilsonInterval(0, 0, 0.95)).toEqual([0, 1])
})
