import { describe, expect, it } from 'vitest'
import {
  countDecimals,
  formatCount,
  formatNumber,
  formatPercent,
  formatScalar,
  formatSigned,
  separateFromLimit,
  toRealMinus,
} from '../../src/report/numbers.ts'

describe('countDecimals', () => {
  it.each([
    ['an AUC with a usual interval', [0.8521], [0.8361, 0.8681], 3],
    ['an AUC of a million rows', [0.85213], [0.85203, 0.85223], 5],
    ['a small slice', [0.391], [0.276, 0.506], 3],
    ['a small calibration error', [0.0052], null, 4],
    ['an error in dollars', [1234.5], [1200, 1269], 0],
    ['an error in dollars, measured well', [1234.567], [1234.467, 1234.667], 2],
    ['zero', [0], null, 3],
    ['nothing', [], null, 3],
    ['an interval without width', [0.5], [0.5, 0.5], 3],
  ] as const)('of %s', (_, values, interval, expected) => {
    expect(countDecimals(values, interval)).toBe(expected)
  })
})

describe('separateFromLimit', () => {
  it.each([
    [0.7996, 0.8, 4],
    [0.79999, 0.8, 5],
    [0.8, 0.8, 3],
    [0.75, 0.8, 3],
  ])('tells %d from %d with %d decimals', (value, limit, decimals) => {
    expect(separateFromLimit(3, [value], limit)).toBe(decimals)
  })
})

describe('numbers as text', () => {
  it('have a real minus, a plus where a sign is wanted, and no sign at zero', () => {
    expect(formatNumber(-0.0214, 3)).toBe('−0.021')
    expect(formatSigned(0.0078, 3)).toBe('+0.008')
    expect(formatSigned(-0.0001, 3)).toBe('0.000')
    expect(formatNumber(Number.NEGATIVE_INFINITY, 3)).toBe('−∞')
    expect(formatNumber(3e-9, 6)).toBe('3.0e−9')
    expect(toRealMinus('-0.1 (-0.2 to +0.3), no one-year --flag')).toBe('−0.1 (−0.2 to +0.3), no one-year --flag')
  })

  it('never show a share of some rows as none', () => {
    expect([0, 0.00002, 0.04, 0.158, 100].map(formatPercent)).toEqual([
      '0.0 %',
      '< 0.01 %',
      '0.04 %',
      '0.2 %',
      '100.0 %',
    ])
  })

  it('have thousands', () => {
    expect(formatCount(7611)).toBe('7,611')
    expect([null, true, 'x', 1204, 0.25].map(formatScalar)).toEqual(['–', 'true', 'x', '1,204', '0.250'])
  })
})
