import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  computeClusteredVariance,
  computeDelongCovariance,
  computePlacements,
  describeDelongShape,
} from '../../src/stats/delong.ts'
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

describe("Obuchowski's variance", () => {
  const rows = fc.array(fc.record({ score: fc.nat(8), weight: fc.integer({ min: 1, max: 5 }), cluster: fc.nat(5) }), {
    minLength: 8,
    maxLength: 30,
  })
  const labelled = (count: number) => Uint8Array.from({ length: count }, (_, i) => i % 2)

  it("is DeLong's for rows that weigh alike and stand for themselves", () => {
    fc.assert(
      fc.property(rows, (table) => {
        const labels = labelled(table.length)
        const placements = place(
          labels,
          Float64Array.from(table, ({ score }) => score),
        )
        const plain = { weights: null, ofRow: null, count: table.length }
        const expected = computeDelongCovariance(labels, placements, placements)
        expect(computeClusteredVariance(labels, placements, plain)).toBeCloseTo(expected, 13)
      }),
    )
  })

  it('does not change when all weights grow alike, nor with the numbers that clusters have', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const labels = labelled(table.length)
        const ranking = rankRows(
          labels,
          Float64Array.from(table, ({ score }) => score),
        )
        const measure = (factor: number, turn: (cluster: number) => number) => {
          const weights = Float64Array.from(table, ({ weight }) => factor * weight)
          const ofRow = Int32Array.from(table, ({ cluster }) => turn(cluster))
          return computeClusteredVariance(labels, computePlacements(ranking, weights), { weights, ofRow, count: 6 })
        }
        const variance = measure(1, (cluster) => cluster)
        if (Number.isNaN(variance)) return
        expect(measure(3, (cluster) => 5 - cluster)).toBeCloseTo(variance, 12)
      }),
    )
  })

  it('of one cluster with rows of a class is unknown', () => {
    const labels = Uint8Array.of(1, 1, 0, 0)
    const placements = place(labels, Float64Array.of(4, 2, 3, 1))
    const clusters = { weights: null, ofRow: Int32Array.of(0, 0, 1, 2), count: 3 }
    expect(computeClusteredVariance(labels, placements, clusters)).toBeNaN()
  })
})

describe("the shape of DeLong's error", () => {
  it('has at most the degrees of freedom of the rarer class, and fewer where single rows carry the area', () => {
    const labels = Uint8Array.from({ length: 60 }, (_, i) => (i < 10 ? 1 : 0))
    const even = place(
      labels,
      Float64Array.from(labels, (label, i) => (label === 1 ? 6 * i : i)),
    )
    const one = place(
      labels,
      Float64Array.from(labels, (_, i) => (i === 0 ? -1 : 100 - i)),
    )
    expect(describeDelongShape(labels, even).degrees).toBe(9)
    expect(describeDelongShape(labels, one).degrees).toBeLessThan(3)
  })

  it('leans towards smaller areas where single positive rows are far down', () => {
    const labels = Uint8Array.from({ length: 60 }, (_, i) => (i < 10 ? 1 : 0))
    const scores = Float64Array.from(labels, (_, i) => (i === 0 ? -1 : 100 - i))
    const placements = place(labels, scores)
    const turned = place(
      labels,
      scores.map((score) => -score),
    )
    expect(describeDelongShape(labels, placements).acceleration).toBeLessThan(0)
    expect(describeDelongShape(labels, turned).acceleration).toBeCloseTo(
      -describeDelongShape(labels, placements).acceleration,
      12,
    )
  })
})
