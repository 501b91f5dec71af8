import { describe, expect, it } from 'vitest'
import {
  computeBcaInterval,
  computePercentileInterval,
  computeStandardDeviation,
  isConstant,
  sortReplicates,
} from '../../src/stats/bootstrap.ts'
import { computeAcceleration, computeJackknifeError } from '../../src/stats/jackknife.ts'
import { quantile } from '../../src/stats/quantile.ts'

const hundred = Float64Array.from({ length: 101 }, (_, i) => i)

describe('replicates', () => {
  it('are sorted as numbers, without those that have no value', () => {
    expect([...sortReplicates(Float64Array.of(10, Number.NaN, 9, -1))]).toEqual([-1, 9, 10])
  })

  it('are constant where they differ by rounding alone', () => {
    expect(isConstant(Float64Array.of(0.3, 0.1 + 0.2), 1)).toBe(true)
    expect(isConstant(Float64Array.of(0.3, 0.3001), 1)).toBe(false)
    expect(isConstant(Float64Array.of(), 1)).toBe(true)
  })

  it('differ by as little as the numbers that they are made from are small', () => {
    expect(isConstant(Float64Array.of(2e-13, 3e-13), 3e-13)).toBe(false)
    expect(isConstant(Float64Array.of(-1e-7, 1e-7), 1e6)).toBe(true)
    expect(isConstant(Float64Array.of(0, 0), 0)).toBe(true)
  })
})

describe('the percentile interval', () => {
  it('cuts the same share off both ends', () => {
    const [low, high] = computePercentileInterval(hundred, 0.9)
    expect(low).toBeCloseTo(5, 10)
    expect(high).toBeCloseTo(95, 10)
  })
})

describe('the BCa interval', () => {
  it('is the percentile interval without bias and acceleration', () => {
    const [low, high] = computeBcaInterval(50, hundred, 0, 0.9)!
    expect(low).toBeCloseTo(5, 10)
    expect(high).toBeCloseTo(95, 10)
  })

  it('follows the bias: z0 = quantile of the share below', () => {
    // 84.13 % of the replicates lie below: z0 = 1, so the ends are the cdf of 2 - 1.645 and 2 + 1.645.
    const fine = Float64Array.from({ length: 10_001 }, (_, i) => i / 10_000)
    const [low, high] = computeBcaInterval(0.841345, fine, 0, 0.9)!
    expect(low).toBeCloseTo(0.638734, 3)
    expect(high).toBeCloseTo(0.999866, 4)
  })

  it('counts replicates that equal the estimate half, also where rounding parts them', () => {
    const lattice = Float64Array.from({ length: 90 }, (_, i) => [0.1, 0.30000000000000004, 0.5][Math.floor(i / 30)]!)
    const [low, high] = computeBcaInterval(0.3, lattice, 0, 0.8)!
    expect([low, high]).toEqual([quantile(lattice, 0.1), quantile(lattice, 0.9)])
  })

  it('tells replicates from the estimate however small they are', () => {
    const small = hundred.map((value) => value * 1e-15)
    const [low, high] = computeBcaInterval(40e-15, small, 0, 0.9, 40e-15)!
    const large = computeBcaInterval(40, hundred, 0, 0.9)!
    expect([low * 1e15, high * 1e15]).toEqual([expect.closeTo(large[0], 9), expect.closeTo(large[1], 9)])
  })

  it('does not exist where all replicates lie on one side, or the acceleration runs away', () => {
    expect(computeBcaInterval(-1, hundred, 0, 0.95)).toBeNull()
    expect(computeBcaInterval(101, hundred, 0, 0.95)).toBeNull()
    expect(computeBcaInterval(50, hundred, 0.6, 0.95)).toBeNull()
  })
})

describe('the jackknife', () => {
  const values = [1, 4, 4, 9, 30]
  const sum = values.reduce((a, b) => a + b)
  const leaveOneOut = Float64Array.from(values, (value) => (sum - value) / 4)

  it('gives a mean its standard error', () => {
    const mean = sum / 5
    const deviation = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / 4)
    expect(computeJackknifeError({ values: leaveOneOut, counts: null })).toBeCloseTo(deviation / Math.sqrt(5), 13)
    expect(computeStandardDeviation(Float64Array.from(values))).toBeCloseTo(deviation, 13)
  })

  it('gives a mean a sixth of its skewness as acceleration', () => {
    const mean = sum / 5
    const cubes = values.reduce((total, value) => total + (value - mean) ** 3, 0)
    const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0)
    expect(computeAcceleration({ values: leaveOneOut, counts: null })).toBeCloseTo(cubes / (6 * squares ** 1.5), 13)
  })

  it('takes counts as rows that are alike, and leaves out what has no value', () => {
    const kinds = {
      values: Float64Array.of(leaveOneOut[0]!, leaveOneOut[1]!, leaveOneOut[3]!, leaveOneOut[4]!, Number.NaN, 7),
      counts: [1, 2, 1, 1, 3, 0],
    }
    expect(computeJackknifeError(kinds)).toBeCloseTo(computeJackknifeError({ values: leaveOneOut, counts: null }), 14)
    expect(computeAcceleration(kinds)).toBeCloseTo(computeAcceleration({ values: leaveOneOut, counts: null }), 14)
  })

  it('has no acceleration where nothing varies, and no error for one row', () => {
    expect(computeAcceleration({ values: Float64Array.of(2, 2), counts: null })).toBe(0)
    expect(computeJackknifeError({ values: Float64Array.of(2), counts: null })).toBeNaN()
  })
})
