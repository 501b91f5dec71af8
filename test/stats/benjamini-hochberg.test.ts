import { describe, expect, it } from 'vitest'
import { adjustBenjaminiHochberg } from '../../src/stats/benjamini-hochberg.ts'

/** scipy 1.17.1: `scipy.stats.false_discovery_control(p)`. */
const CASES = [
  [[], []],
  [[0.5], [0.5]],
  [
    [0.01, 0.04, 0.03],
    [0.03, 0.04, 0.04],
  ],
  [
    [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216],
    [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.10571428571428572, 0.216, 0.216, 0.216],
  ],
  [
    [1, 1, 1e-300],
    [1, 1, 3e-300],
  ],
  [
    [0.02, 0.02, 0.02, 0.9],
    [0.02666666666666667, 0.02666666666666667, 0.02666666666666667, 0.9],
  ],
] as const

describe('adjustBenjaminiHochberg', () => {
  it.each(CASES)('adjusts %j as scipy does', (pValues, expected) => {
    const adjusted = adjustBenjaminiHochberg(pValues)
    expect(adjusted).toHaveLength(expected.length)
    adjusted.forEach((value, index) => {
      expect(Math.abs(value - expected[index]!)).toBeLessThanOrEqual(1e-12 * expected[index]!)
    })
  })
})
