import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawCalibration, drawRoc } from '../../../src/evaluation/figures/curves.ts'
import { makeRows } from '../../support/binary-rows.ts'

describe('a ROC curve', () => {
  it('climbs from (0, 0) to (1, 1) in at most 200 points', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 3000 }), (count) => {
        const { labels, candidate } = makeRows(count)
        const points = drawRoc(labels, candidate.scores!, null)!
        expect(points.length).toBeLessThanOrEqual(200)
        expect(points[0]).toEqual({ x: 0, y: 0 })
        expect(points.at(-1)).toEqual({ x: 1, y: 1 })
        points.slice(1).forEach((point, i) => {
          expect(Number(point.x)).toBeGreaterThanOrEqual(Number(points[i]!.x))
          expect(point.y).toBeGreaterThanOrEqual(points[i]!.y)
        })
      }),
      { numRuns: 20 },
    )
  })

  it('has at least 5 rows between two points', () => {
    const labels = Uint8Array.from({ length: 23 }, (_, i) => i % 2)
    const points = drawRoc(
      labels,
      Float64Array.from(labels, (_, i) => -i),
      null,
    )!
    const rowsAbove = points.map((point) => Math.round(12 * Number(point.x) + 11 * point.y))
    expect(rowsAbove).toEqual([0, 5, 10, 15, 23])
  })

  it('never splits equal scores', () => {
    const labels = Uint8Array.from({ length: 40 }, (_, i) => i % 2)
    expect(drawRoc(labels, new Float64Array(40), null)).toHaveLength(2)
  })

  it('does not exist for one class or a missing score', () => {
    expect(drawRoc(Uint8Array.of(1, 1), Float64Array.of(0.1, 0.2), null)).toBeNull()
    expect(drawRoc(Uint8Array.of(), Float64Array.of(), null)).toBeNull()
    expect(drawRoc(Uint8Array.of(1, 0), Float64Array.of(0.1, Number.NaN), null)).toBeNull()
  })
})

it('a ROC curve of rows that weigh is that of rows that come so often', () => {
  const labels = Uint8Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 1 : 0))
  const scores = Float64Array.from(labels, (_, i) => 60 - i)
  const weights = Float64Array.from(labels, (_, i) => 1 + (i % 2))
  const points = drawRoc(labels, scores, weights)!
  const sum = (rows: number, label: number) =>
    labels.slice(0, rows).reduce((total, own, i) => total + (own === label ? weights[i]! : 0), 0)
  expect(points[3]).toEqual({ x: sum(15, 0) / sum(60, 0), y: sum(15, 1) / sum(60, 1) })
})

describe('a calibration curve', () => {
  it('has a point for each bin, which stands for all its rows', () => {
    const { labels, candidate } = makeRows(2000)
    const points = drawCalibration({ outcomes: labels, probabilities: candidate.scores! }, null)!
    expect(points).toHaveLength(10)
    expect(points.reduce((sum, { rows }) => sum + rows!, 0)).toBe(2000)
    points.forEach(({ x }, bin) => {
      expect(Number(x)).toBeGreaterThanOrEqual(bin / 10)
      expect(Number(x)).toBeLessThanOrEqual((bin + 1) / 10)
    })
  })

  const scores = [...Array(3).fill(0.05), ...Array(6).fill(0.35), ...Array(7).fill(0.55), ...Array(2).fill(0.95)]
  const forecasts = {
    outcomes: Uint8Array.from(scores, (score) => (score > 0.5 ? 1 : 0)),
    probabilities: Float64Array.from(scores),
  }

  it('merges bins with fewer than 5 rows with the next, the last with the one below', () => {
    expect(drawCalibration(forecasts, null)).toEqual([
      { x: expect.closeTo((3 * 0.05 + 6 * 0.35) / 9, 14), y: 0, rows: 9 },
      { x: expect.closeTo((7 * 0.55 + 2 * 0.95) / 9, 14), y: 1, rows: 9 },
    ])
  })

  it('weighs its means, and tells rows', () => {
    const weights = Float64Array.from(scores, (score) => (score > 0.9 ? 3 : 1))
    expect(drawCalibration(forecasts, weights)![1]).toEqual({
      x: expect.closeTo((7 * 0.55 + 6 * 0.95) / 13, 14),
      y: 1,
      rows: 9,
    })
  })

  it('does not exist for fewer than 5 rows, or for what is no probability', () => {
    const draw = (...values: number[]) =>
      drawCalibration({ outcomes: new Uint8Array(values.length), probabilities: Float64Array.from(values) }, null)
    expect(draw(0.5, 0.5, 0.5, 0.5)).toBeNull()
    expect(draw(0.5, 0.5, 0.5, 0.5, 0.5)).toHaveLength(1)
    expect(draw(0.5, 0.5, 0.5, 0.5, 1.1)).toBeNull()
    expect(draw(0.5, 0.5, 0.5, 0.5, Number.NaN)).toBeNull()
  })
})
