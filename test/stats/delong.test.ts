import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeDelongCovariance, computePlacements } from '../../src/stats/delong.ts'
import { rankRows } from '../../src/stats/ranking.ts'

const place = (labels: Uint8Array, scores: Float64Array) => computePlacements(rankRows(labels, scores))

describe('placements', () => {
  it('count the rows of the other class on the right side, ties half', () => {
    const labels = Uint8Array.of(1, 0, 1, 0, 0)
    expect([...place(labels, Float64Array.of(3, 2, 2, 1, 5))]).toEqual([2, 1.5, 1.5, 2, 0])
  })
})

describe("DeLong's covariance", () => {
  it('of one positive row is unknown', () => {
    const labels = Uint8Array.of(1, 0, 0)
    const placements = place(labels, Float64Array.of(2, 1, 3))
    expect(computeDelongCovariance(labels, placements, placements)).toBeNaN()
  })

  it('of perfect models is exactly 0', () => {
    const labels = Uint8Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 1 : 0))
    const placements = place(labels, Float64Array.from(labels))
    expect(computeDelongCovariance(labels, placements, placements)).toBe(0)
  })

  it('gives a difference the variance of its parts', () => {
    const scores = fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { minLength: 6, maxLength: 30 })
    fc.assert(
      fc.property(scores, (pairs) => {
        const labels = Uint8Array.from(pairs, (_, i) => i % 2)
        const a = place(
          labels,
          Float64Array.from(pairs, ([x]) => x),
        )
        const b = place(
          labels,
          Float64Array.from(pairs, ([, y]) => y),
        )
        const gaps = a.map((value, i) => value - b[i]!)
        const cov = (x: Float64Array, y: Float64Array) => computeDelongCovariance(labels, x, y)
        expect(cov(gaps, gaps)).toBeCloseTo(cov(a, a) + cov(b, b) - 2 * cov(a, b), 13)
      }),
    )
  })
})
