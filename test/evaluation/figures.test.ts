import { describe, expect, it } from 'vitest'
import { findMetric } from '../../src/core/metric.ts'
import { makeFigures } from '../../src/evaluation/figures.ts'
import type { MetricComparison } from '../../src/evaluation/metric-comparison.ts'
import type { BinaryRows } from '../../src/evaluation/rows.ts'

function makeRows(scores: readonly number[], hasBaseline = true): BinaryRows {
  const scored = {
    predictions: Uint8Array.from(scores, (score) => (score >= 0.5 ? 1 : 0)),
    scores: Float64Array.from(scores),
  }
  return Object.freeze({
    labels: Uint8Array.from(scores, (_, row) => row % 2),
    candidate: scored,
    baseline: hasBaseline ? scored : null,
  })
}

const COMPARISON: MetricComparison = {
  metric: findMetric('roc_auc')!,
  rows: 100,
  method: 'delong',
  candidate: { value: 0.8, interval: [0.7, 0.9] },
  baseline: { value: 0.79, interval: [0.7, 0.9] },
  difference: {
    value: 0.01,
    interval: [-0.01, 0.03],
    confidence: 0.95,
    method: 'delong',
    pValue: 0.3,
    test: 'delong',
    standardError: 0.01,
  },
  standardError: 0.05,
  reason: null,
}

const SPREAD = Array.from({ length: 1000 }, (_, row) => ((row * 37) % 1000) / 1000)

describe('figures', () => {
  it('show both models, by name', () => {
    const figures = makeFigures(makeRows(SPREAD), [COMPARISON], 'production v0.1.0')
    expect(figures.map(({ id, series }) => [id, series.map(({ name }) => name)])).toEqual([
      ['roc', ['candidate', 'production v0.1.0']],
      ['calibration', ['candidate', 'production v0.1.0']],
      ['scores', ['candidate', 'production v0.1.0']],
      ['differences', ['difference']],
    ])
    expect(figures[3]?.series[0]?.points).toEqual([{ x: 'ROC AUC', y: 0.01, low: -0.01, high: 0.03 }])
  })

  it('hold at most 200 points a series', () => {
    const figures = makeFigures(makeRows(SPREAD), [COMPARISON], 'the baseline')
    for (const { series } of figures) for (const { points } of series) expect(points.length).toBeLessThanOrEqual(200)
  })

  it('count every row once, and show no cell of 1 to 4 rows', () => {
    const scores = [...Array.from({ length: 40 }, () => 0.02), 0.31, 0.32, 0.61, 0.62, 0.63, 0.64, 0.97]
    const bars = makeFigures(makeRows(scores, false), [], 'the baseline').find(({ id }) => id === 'scores')
    const counts = bars!.series[0]!.points.map(({ y }) => y)
    expect(counts.reduce((sum, y) => sum + y, 0)).toBe(47)
    expect(counts.filter((y) => y > 0 && y < 5)).toEqual([])
  })

  it('leave out what cannot be computed', () => {
    expect(makeFigures(makeRows([0.1, 0.9, 0.2, 0.8]), [], 'x')).toEqual([])
    const outside = makeFigures(makeRows(SPREAD.map((score) => score * 3)), [], 'x')
    expect(outside.map(({ id }) => id)).toEqual(['roc'])
    const { labels, candidate } = makeRows(SPREAD)
    expect(makeFigures({ labels, candidate: { ...candidate, scores: null }, baseline: null }, [], 'x')).toEqual([])
  })
})
