import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../src/stats/normal.ts'
import { studentCdf } from '../../src/stats/student.ts'
import { studentQuantile } from '../../src/stats/student-quantile.ts'
import { relativeError } from '../support/relative-error.ts'

describe("Student's quantile", () => {
  // scipy 1.17.1, stats.t.ppf
  it.each([
    [0.025, 1, -12.706204736174705],
    [0.025, 2, -4.302652729749464],
    [0.025, 10, -2.2281388519862753],
    [0.005, 29, -2.7563859036706053],
    [0.975, 99, 1.9842169515864174],
    [0.9, 3.5, 1.5765766051364052],
    [1e-6, 5, -24.771029720515948],
  ] as const)('of %s with %s degrees is that of scipy', (p, degrees, expected) => {
    expect(relativeError(studentQuantile(p, degrees), expected)).toBeLessThan(1e-10)
  })

  it('turns the distribution function round', () => {
    for (const degrees of [2, 7, 50, 5000, 99_999, 100_001]) {
      for (const p of [0.001, 0.025, 0.2]) {
        expect(relativeError(studentCdf(studentQuantile(p, degrees), degrees), p)).toBeLessThan(1e-10)
      }
    }
  })

  it('is the normal one for infinite degrees, and 0 in the middle', () => {
    expect(studentQuantile(0.025, Number.POSITIVE_INFINITY)).toBe(normalQuantile(0.025))
    expect(studentQuantile(0.5, 4)).toBe(0)
  })
})
