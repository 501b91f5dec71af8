import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JudgedInterval } from '../../src/report/gate-numbers.ts'
import { renderIntervalBar } from '../../src/report/interval-bar.ts'

const judged = (low: number, value: number, high: number, limit: number): JudgedInterval => ({
  low,
  value,
  high,
  limit,
  allowed: 'above',
  text: '',
})

describe('renderIntervalBar', () => {
  it.each([
    [judged(-0.001, 0.008, 0.016, -0.01), '·┃···├───●───┤·'],
    [judged(-0.094, -0.021, 0.052, -0.05), '·├───┃─●─────┤·'],
    [judged(-0.211, -0.143, -0.075, -0.05), '·├────●────┤·┃·'],
    [judged(0.5, 0.5, 0.5, 0.5), '······┃●·······'],
  ])('draws %j as %s', (interval, expected) => {
    expect(renderIntervalBar(interval)).toBe(expected)
  })

  it('draws no bar to infinity', () => {
    expect(renderIntervalBar(judged(0, 1, Number.POSITIVE_INFINITY, 0))).toBeNull()
  })

  it('always tells on which side of the limit the interval lies, however close', () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(number, number, number, number, (a, b, c, limit) => {
        const [low, value, high] = [a, b, c].toSorted((x, y) => x - y) as [number, number, number]
        const bar = [...renderIntervalBar(judged(low, value, high, limit))!]
        expect(bar).toHaveLength(15)
        const [at, first] = [bar.indexOf('┃'), bar.findIndex((cell) => '├●┤'.includes(cell))]
        const last = bar.findLastIndex((cell) => '├●┤'.includes(cell))
        if (low > limit) expect(at).toBeLessThan(first)
        if (high < limit) expect(at).toBeGreaterThan(last)
      }),
    )
  })
})
