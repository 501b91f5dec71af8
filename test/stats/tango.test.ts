import { describe, expect, it } from 'vitest'
import { computeTangoInterval } from '../../src/stats/tango.ts'
import expected from '../fixtures/paired-shares/expected.json' with { type: 'json' }
import { relativeError } from '../support/relative-error.ts'

const Z = 1.959963984540054

describe("Tango's interval", () => {
  it.each(expected)('of $firstOnly and $secondOnly among $pairs pairs has the ends of the likelihood', (counts) => {
    const found = computeTangoInterval(counts, counts.confidence)
    found.forEach((end, i) => {
      expect(relativeError(end, counts.interval[i]!)).toBeLessThan(1e-9)
    })
  })

  it.each([1, 30, 1000])('of %i pairs that all agree has the ends ± z² / (pairs + z²)', (pairs) => {
    const [low, high] = computeTangoInterval({ firstOnly: 0, secondOnly: 0, pairs }, 0.95)
    expect(high).toBeCloseTo(Z ** 2 / (pairs + Z ** 2), 12)
    expect(low).toBeCloseTo(-high, 14)
  })

  it('turns with the models', () => {
    const [low, high] = computeTangoInterval({ firstOnly: 3, secondOnly: 11, pairs: 80 }, 0.9)
    const [turnedLow, turnedHigh] = computeTangoInterval({ firstOnly: 11, secondOnly: 3, pairs: 80 }, 0.9)
    expect(turnedLow).toBeCloseTo(-high, 14)
    expect(turnedHigh).toBeCloseTo(-low, 14)
  })

  it('reaches the end of the scale where all pairs differ one way, and is all of it without pairs', () => {
    expect(computeTangoInterval({ firstOnly: 5, secondOnly: 0, pairs: 5 }, 0.95)[1]).toBe(1)
    expect(computeTangoInterval({ firstOnly: 0, secondOnly: 5, pairs: 5 }, 0.95)[0]).toBe(-1)
    expect(computeTangoInterval({ firstOnly: 0, secondOnly: 0, pairs: 0 }, 0.95)).toEqual([-1, 1])
  })
})
