import { describe, expect, it } from 'vitest'
import { normalSurvival } from '../../src/stats/normal.ts'
import { studentCdf, studentSurvival } from '../../src/stats/student.ts'
import expected from '../fixtures/paired-tests/expected.json' with { type: 'json' }
import { relativeError } from '../support/relative-error.ts'

const points = expected.student as [t: number, degrees: number, p: number][]

describe("Student's law", () => {
  it('has the tail of mpmath to 1e-12 relative, from 0.3 to 1e7 degrees of freedom and down to 1e-300', () => {
    for (const [t, degrees, p] of points)
      expect(relativeError(studentSurvival(t, degrees), p), `t = ${t}, ${degrees} degrees`).toBeLessThan(1e-12)
    expect(points.some(([, , p]) => p < 1e-299)).toBe(true)
    expect(points.some(([, degrees]) => degrees === 1e7)).toBe(true)
  })

  it('is symmetric, and as precise below as above', () => {
    for (const [t, degrees, p] of points) {
      expect(studentCdf(-t, degrees)).toBe(studentSurvival(t, degrees))
      expect(studentCdf(t, degrees)).toBeCloseTo(1 - p, 14)
    }
  })

  it.each([
    [0, 0.5],
    [1, 0.25],
    [-1, 0.75],
    [Math.sqrt(3), 1 / 6],
  ])('is that of Cauchy for one degree: above %d lies %d', (t, p) => {
    expect(studentSurvival(t, 1)).toBeCloseTo(p, 14)
  })

  it('becomes normal without end, and takes its ends to infinity', () => {
    for (const t of [0.2, 1.96, 6, 30]) {
      expect(studentSurvival(t, Number.POSITIVE_INFINITY)).toBe(normalSurvival(t))
      expect(relativeError(studentSurvival(t, 1e14), normalSurvival(t))).toBeLessThan(1e-7)
    }
    expect(studentSurvival(Number.POSITIVE_INFINITY, 5)).toBe(0)
    expect(studentSurvival(Number.NEGATIVE_INFINITY, 5)).toBe(1)
    expect(studentSurvival(1e300, 2)).toBe(0)
  })

  it.each([
    [Number.NaN, 3],
    [1, 0],
    [1, -2],
    [1, Number.NaN],
  ])('has no tail at %d with %d degrees of freedom', (t, degrees) => {
    expect(studentSurvival(t, degrees)).toBeNaN()
  })
})
