import { describe, expect, it } from 'vitest'
import { binomialCdf, logBinomialProbability } from '../../src/stats/binomial.ts'
import expected from '../fixtures/distributions/expected.json' with { type: 'json' }
import { relativeError } from '../support/relative-error.ts'

describe('the binomial law', () => {
  it('has the tail of mpmath to 1e-12 relative, for a million trials too', () => {
    for (const [k, n, p, tail] of expected.binomialCdf as [number, number, number, number][]) {
      expect(relativeError(binomialCdf(k, n, p), tail), `k = ${k}, n = ${n}, p = ${p}`).toBeLessThan(1e-12)
    }
  })

  it('is 0 below and 1 from the number of trials on', () => {
    expect(binomialCdf(-1, 5, 0.3)).toBe(0)
    expect(binomialCdf(5, 5, 0.3)).toBe(1)
    expect(binomialCdf(0, 0, 0.3)).toBe(1)
  })

  it('gives what cannot come up no chance', () => {
    expect(logBinomialProbability(1, 5, 0)).toBe(Number.NEGATIVE_INFINITY)
    expect(logBinomialProbability(4, 5, 1)).toBe(Number.NEGATIVE_INFINITY)
    expect(logBinomialProbability(2.5, 5, 0.5)).toBe(Number.NEGATIVE_INFINITY)
    expect(logBinomialProbability(6, 5, 0.5)).toBe(Number.NEGATIVE_INFINITY)
    expect(logBinomialProbability(0, 5, 0)).toBe(0)
    expect(logBinomialProbability(5, 5, 1)).toBe(0)
  })

  it('has chances that add up to one', () => {
    for (const n of [3, 17, 40]) {
      const sum = Array.from({ length: n + 1 }, (_, k) => Math.exp(logBinomialProbability(k, n, 0.37)))
      expect(sum.reduce((a, b) => a + b)).toBeCloseTo(1, 13)
    }
  })
})
