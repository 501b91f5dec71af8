import { describe, expect, it } from 'vitest'
import {
  computeAcceleration,
  computeEffectiveDegrees,
  computeJackknifeError,
  findLargestChange,
} from '../../src/stats/jackknife.ts'

/** The mean without each value in turn. */
function leaveOutMean(values: readonly number[]) {
  const sum = values.reduce((total, value) => total + value, 0)
  return { values: Float64Array.from(values, (value) => (sum - value) / (values.length - 1)), counts: null }
}

describe('the degrees of freedom of an error', () => {
  it('are about twice the rows that carry it, however many rows there are', () => {
    for (const rows of [50, 500, 5000]) {
      const degrees = computeEffectiveDegrees(leaveOutMean(Array.from({ length: rows }, (_, i) => (i < 5 ? 1 : 0))))
      expect(degrees).toBeGreaterThan(9)
      expect(degrees).toBeLessThan(15)
    }
  })

  it('are 2n / (κ − 1) by the kurtosis of the values', () => {
    // Of 1, 2, 3, 4: squares 1.25 and fourths 2.5625 in the mean, so κ is 1.64.
    expect(computeEffectiveDegrees(leaveOutMean([1, 2, 3, 4]))).toBeCloseTo(8 / 0.64, 10)
  })

  it('count rows that are alike by their number', () => {
    const many = leaveOutMean([3, 3, 3, 8, 8, 1])
    const few = { values: Float64Array.of(many.values[0]!, many.values[3]!, many.values[5]!), counts: [3, 2, 1] }
    expect(computeEffectiveDegrees(few)).toBeCloseTo(computeEffectiveDegrees(many), 10)
    expect(computeJackknifeError(few)).toBeCloseTo(computeJackknifeError(many), 12)
    expect(computeAcceleration(few)).toBeCloseTo(computeAcceleration(many), 12)
  })

  it('are unlimited where nothing varies', () => {
    expect(computeEffectiveDegrees(leaveOutMean([2, 2, 2]))).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('the largest change by one row', () => {
  it('of a mean is the farthest value, seen from the mean of the others', () => {
    const values = [1, 2, 3, 14]
    expect(findLargestChange(5, leaveOutMean(values))).toEqual([
      expect.closeTo(19 / 3 - 5, 12), // without the 1
      expect.closeTo(5 - 2, 12), // without the 14
    ])
  })

  it('leaves out kinds of rows that none is of, and rows without which there is no value', () => {
    const leftOut = { values: Float64Array.of(4, 9, Number.NaN), counts: [3, 0, 1] }
    expect(findLargestChange(5, leftOut)).toEqual([0, 1])
  })

  it('is none where nothing varies', () => {
    expect(findLargestChange(2, leaveOutMean([2, 2, 2]))).toEqual([0, 0])
  })
})
