import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrationBins, rocCurve } from '../../src/evaluation/curves.ts'
import { makeRows } from '../support/binary-rows.ts'

describe('a ROC curve', () => {
  it('climbs from (0, 0) to (1, 1) in at most 200 points', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 3000 }), (count) => {
        const { labels, candidate } = makeRows(count)
        const points = rocCurve(labels, candidate.scores!)!
        expect(points.length).toBeLessThanOrEqual(200)
        expect(points[0]).toEqual({ falsePositiveRate: 0, truePositiveRate: 0 })
        expect(points.at(-1)).toEqual({ falsePositiveRate: 1, truePositiveRate: 1 })
        points.slice(1).forEach((point, i) => {
          expect(point.falsePositiveRate).toBeGreaterThanOrEqual(points[i]!.falsePositiveRate)
          expect(point.truePositiveRate).toBeGreaterThanOrEqual(points[i]!.truePositiveRate)
        })
      }),
      { numRuns: 20 },
    )
  })

  it('has at least 5 rows between two points', () => {
    const labels = Uint8Array.from({ length: 23 }, (_, i) => i % 2)
    const points = rocCurve(
      labels,
      Float64Array.from(labels, (_, i) => -i),
    )!
    const rowsAbove = points.map((point) => Math.round(12 * point.falsePositiveRate + 11 * point.truePositiveRate))
    expect(rowsAbove).toEqual([0, 5, 10, 15, 23])
  })

  it('never splits equal scores', () => {
    const labels = Uint8Array.from({ length: 40 }, (_, i) => i % 2)
    expect(rocCurve(labels, new Float64Array(40))).toHaveLength(2)
  })

  it('does not exist for one class or a missing score', () => {
    expect(rocCurve(Uint8Array.of(1, 1), Float64Array.of(0.1, 0.2))).toBeNull()
    expect(rocCurve(Uint8Array.of(), Float64Array.of())).toBeNull()
    expect(rocCurve(Uint8Array.of(1, 0), Float64Array.of(0.1, Number.NaN))).toBeNull()
  })
})

describe('calibration bins', () => {
  it('hold all rows and give the calibration error where none is merged', () => {
    const { labels, candidate } = makeRows(2000)
    const bins = calibrationBins(labels, candidate.scores!)!
    expect(bins).toHaveLength(10)
    expect(bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(2000)
    for (const { low, high, meanScore } of bins) {
      expect(meanScore).toBeGreaterThanOrEqual(low)
      expect(meanScore).toBeLessThanOrEqual(high)
    }
  })

  it('merge those with fewer than 5 rows with the next, the last with the one below', () => {
    const scores = [...Array(3).fill(0.05), ...Array(6).fill(0.35), ...Array(7).fill(0.55), ...Array(2).fill(0.95)]
    const labels = Uint8Array.from(scores, (score) => (score > 0.5 ? 1 : 0))
    const bins = calibrationBins(labels, Float64Array.from(scores))!
    expect(bins.map(({ low, high, rows }) => [low, high, rows])).toEqual([
      [0, 0.4, 9],
      [0.5, 1, 9],
    ])
    expect(bins[1]).toMatchObject({ positiveRate: 1, meanScore: expect.closeTo((7 * 0.55 + 2 * 0.95) / 9, 14) })
  })

  it('keep the only bin, however few its rows', () => {
    expect(calibrationBins(Uint8Array.of(1), Float64Array.of(0.5))).toHaveLength(1)
  })

  it('do not exist without rows or for what is no probability', () => {
    expect(calibrationBins(Uint8Array.of(), Float64Array.of())).toBeNull()
    expect(calibrationBins(Uint8Array.of(1), Float64Array.of(1.1))).toBeNull()
    expect(calibrationBins(Uint8Array.of(1), Float64Array.of(Number.NaN))).toBeNull()
  })
})
