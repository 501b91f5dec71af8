import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeMcnemarExact, computeMcnemarMidP } from '../../src/stats/mcnemar.ts'
import expected from '../fixtures/distributions/expected.json' with { type: 'json' }
import { relativeError } from '../support/relative-error.ts'

describe("McNemar's test", () => {
  it('agrees with statsmodels (exact) and scipy (mid-p)', () => {
    for (const [b, c, exact, midP] of expected.mcnemar as [number, number, number, number][]) {
      expect(relativeError(computeMcnemarExact(b, c), exact), `exact, ${b} and ${c}`).toBeLessThan(1e-11)
      expect(relativeError(computeMcnemarMidP(b, c), midP), `mid-p, ${b} and ${c}`).toBeLessThan(1e-11)
    }
  })

  it('cannot reach 0.05 with fewer than 6 discordant rows (exact) or 5 (mid-p)', () => {
    expect(computeMcnemarExact(0, 5)).toBeGreaterThan(0.05)
    expect(computeMcnemarExact(0, 6)).toBeLessThan(0.05)
    expect(computeMcnemarMidP(0, 4)).toBeGreaterThan(0.05)
    expect(computeMcnemarMidP(0, 5)).toBeLessThan(0.05)
  })

  it('does not depend on which model is which, and mid-p is never above exact', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (b, c) => {
        expect(computeMcnemarExact(b, c)).toBe(computeMcnemarExact(c, b))
        expect(computeMcnemarMidP(b, c)).toBe(computeMcnemarMidP(c, b))
        expect(computeMcnemarMidP(b, c)).toBeLessThanOrEqual(computeMcnemarExact(b, c))
      }),
    )
  })
})
