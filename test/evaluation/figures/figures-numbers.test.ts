import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeNumberFigures } from '../../../src/evaluation/figures/figures-numbers.ts'
import type { NumberRows } from '../../../src/evaluation/rows.ts'
import tables from '../../fixtures/number-metrics/rows.json' with { type: 'json' }

function makeRows(
  labels: readonly number[],
  candidate: readonly number[],
  baseline: readonly number[] | null,
): NumberRows {
  const answers = (predictions: readonly number[]) => ({
    predictions: Float64Array.from(predictions),
    lower: null,
    upper: null,
  })
  return {
    ...{ task: 'regression', weights: null, groups: null, scales: null },
    labels: Float64Array.from(labels),
    candidate: answers(candidate),
    baseline: baseline === null ? null : answers(baseline),
  }
}

const { labels, candidate, baseline } = tables.regression
const rows = makeRows(labels, candidate.predictions, baseline.predictions)

describe('figures of predicted numbers', () => {
  it('show both models, by name, and where labels equal predictions', () => {
    expect(
      makeNumberFigures(rows, 'production v1.0.0').map(({ id, kind, series }) => [
        id,
        kind,
        series.map(({ name }) => name),
      ]),
    ).toEqual([
      ['predictions', 'line', ['candidate', 'production v1.0.0', 'label = prediction']],
      ['errors', 'bar', ['candidate', 'production v1.0.0']],
    ])
    expect(
      makeNumberFigures({ ...rows, baseline: null }, '').map(({ series }) => series.map(({ name }) => name)),
    ).toEqual([['candidate', 'label = prediction'], ['candidate']])
  })

  it('draw the mean label by mean prediction, which weighted by rows are the means of all', () => {
    const points = makeNumberFigures(rows, 'the baseline')[0]!.series[0]!.points.map(({ x, y, rows: count }) => ({
      x: Number(x),
      y,
      rows: count!,
    }))
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const weighted = (pick: (point: { x: number; y: number }) => number) =>
      points.reduce((sum, point) => sum + point.rows * pick(point), 0) / labels.length
    expect(points.length).toBeGreaterThan(10)
    expect(weighted(({ y }) => y)).toBeCloseTo(mean(labels), 10)
    expect(weighted(({ x }) => x)).toBeCloseTo(mean(candidate.predictions), 10)
    expect(points.map(({ x }) => x)).toEqual(points.map(({ x }) => x).toSorted((a, b) => a - b))
  })

  it('name bars by round ends, the outer ones open', () => {
    const errors = makeNumberFigures(rows, 'the baseline')[1]!.series[0]!.points
    expect(errors[0]!.x).toMatch(/^< −\d+$/)
    expect(errors.at(-1)!.x).toMatch(/^≥ \d+$/)
    for (const { x } of errors.slice(1, -1)) expect(x).toMatch(/^−?\d+ to −?\d+$/)
  })

  it('keep small errors apart, and put equal ones into one bar', () => {
    const numbers = Array.from({ length: 40 }, (_, i) => i)
    const names = (predictions: readonly number[]) =>
      makeNumberFigures(makeRows(numbers, predictions, null), '')[1]!.series[0]!.points.map(({ x, y }) => [x, y])
    expect(names(numbers)).toEqual([['0 to 1', 40]])
    const apart = names(numbers.map((value) => value + (value % 2) / 8))
    expect(apart.filter(([, y]) => y !== 0)).toEqual([
      ['0.00 to 0.01', 20],
      ['0.12 to 0.13', 20],
    ])
  })

  it('are left out for fewer than 5 rows, and for numbers that are not finite', () => {
    expect(makeNumberFigures(makeRows([1, 2, 3, 4], [1, 2, 3, 4], null), '')).toEqual([])
    expect(makeNumberFigures(makeRows([1, 2, 3, 4, 5], [1, 2, 3, 4, Number.NaN], null), '')).toEqual([])
    expect(makeNumberFigures(makeRows([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], null), '')).toHaveLength(2)
  })

  it('count every row once for each model, in no more than 200 points and no cell of 1 to 4 rows', () => {
    const number = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }))
    const triples = fc.array(fc.tuple(number, number, number), { minLength: 5, maxLength: 120 })
    fc.assert(
      fc.property(triples, (list) => {
        const [ys, ours, theirs] = [0, 1, 2].map((i) => list.map((row) => row[i]!))
        const [means, errors] = makeNumberFigures(makeRows(ys!, ours!, theirs!), 'the baseline')
        for (const { points } of means!.series.slice(0, 2)) {
          expect(points.reduce((sum, point) => sum + point.rows!, 0)).toBe(list.length)
          expect(Math.min(...points.map((point) => point.rows!))).toBeGreaterThanOrEqual(5)
          expect(points.length).toBeLessThanOrEqual(200)
        }
        for (const { points } of errors!.series) {
          expect(points.reduce((sum, { y }) => sum + y, 0)).toBe(list.length)
          expect(points.every(({ y }) => y === 0 || y >= 5)).toBe(true)
          expect(points.length).toBeLessThanOrEqual(200)
          expect(new Set(points.map(({ x }) => x)).size).toBe(points.length)
        }
      }),
    )
  })
})
