import { describe, expect, it } from 'vitest'
import { normalCdf, normalQuantile, normalSurvival } from '../../src/stats/normal.ts'
import expected from '../fixtures/distributions/expected.json' with { type: 'json' }
import { relativeError } from '../support/relative-error.ts'

describe('the normal law', () => {
  it('has the cdf of mpmath to 1e-13 relative from -38 to 30', () => {
    for (const [x, p] of expected.normalCdf as [number, number][]) {
      expect(relativeError(normalCdf(x), p), `x = ${x}`).toBeLessThan(1e-13)
    }
  })

  it('has the quantile of mpmath to 1e-14 relative down to 1e-300', () => {
    for (const [p, x] of expected.normalQuantile as [number, number][]) {
      expect(relativeError(normalQuantile(p), x), `p = ${p}`).toBeLessThan(1e-14)
    }
  })

  it('is as precise above as below', () => {
    expect(normalSurvival(37)).toBe(normalCdf(-37))
    expect(normalSurvival(37)).toBeGreaterThan(5e-300)
    expect(normalCdf(1.3) + normalSurvival(1.3)).toBeCloseTo(1, 15)
  })

  it('takes its ends to infinity and refuses the rest', () => {
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0)
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1)
    expect(normalCdf(Number.NaN)).toBeNaN()
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY)
    expect(normalQuantile(0.5)).toBe(0)
    for (const p of [-0.1, 1.1, Number.NaN]) expect(normalQuantile(p)).toBeNaN()
  })
})
