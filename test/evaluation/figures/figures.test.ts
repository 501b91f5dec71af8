import { describe, expect, it } from 'vitest'
import { findMetric } from '../../../src/core/metric.ts'
import type { Figure } from '../../../src/core/result.ts'
import { makeFigures } from '../../../src/evaluation/figures/figures.ts'
import type { MetricComparison } from '../../../src/evaluation/metric-comparison.ts'
import type { BinaryRows } from '../../../src/evaluation/rows.ts'
import { readClassRows } from '../../support/classification.ts'

function makeRows(scores: readonly number[], hasBaseline = true): BinaryRows {
  const scored = {
    predictions: Uint8Array.from(scores, (score) => (score >= 0.5 ? 1 : 0)),
    scores: Float64Array.from(scores),
  }
  return Object.freeze({
    task: 'binary',
    weights: null,
    groups: null,
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
    const rows = makeRows(SPREAD, false)
    expect(makeFigures({ ...rows, candidate: { ...rows.candidate, scores: null } }, [], 'x')).toEqual([])
  })
})

/** Whose predictions could be measured. */
const ACCURACY: MetricComparison = { ...COMPARISON, metric: findMetric('accuracy')! }

const cellsOf = (figures: readonly Figure[], model = 0) =>
  figures.find(({ id }) => id === 'confusion')!.series[model]!.points.map(({ x, y, label }) => [label, x, y])

describe('differences of predicted numbers', () => {
  const labels = Float64Array.from({ length: 100 }, (_, i) => i)
  const answers = { predictions: labels, lower: null, upper: null }
  const rows = {
    task: 'regression',
    weights: null,
    groups: null,
    labels,
    scales: null,
    candidate: answers,
    baseline: answers,
  } as const
  const make = (
    name: string,
    baseline: number,
    difference: number,
    interval: readonly [number, number],
  ): MetricComparison => ({
    ...COMPARISON,
    metric: findMetric(name, 'regression')!,
    baseline: { value: baseline, interval: null },
    difference: { ...COMPARISON.difference!, value: difference, interval },
  })

  it('are in percent of the baseline, errors alone, so that one axis holds them', () => {
    const comparisons = [
      make('rmse', 200, -10, [-20, 4]),
      make('mape', 0.5, 0.01, [-0.01, 0.03]),
      make('r2', 0.8, 0.01, [0, 0.02]),
      make('bias', 3, 1, [0.5, 1.5]),
      make('mae', 0, 1, [0.5, 1.5]),
    ]
    expect(makeFigures(rows, comparisons, 'production').find(({ id }) => id === 'differences')).toEqual({
      id: 'differences',
      kind: 'interval',
      title: 'Candidate − production, in percent of production',
      x: 'metric',
      y: 'difference in percent',
      series: [
        {
          name: 'difference',
          points: [
            { x: 'RMSE', y: -5, low: -10, high: 2 },
            { x: 'MAPE', y: 2, low: -2, high: 6 },
          ],
        },
      ],
    })
  })
})

describe('the confusion matrix of two classes', () => {
  it('counts rows by label and prediction for each model', () => {
    const rows = makeRows(SPREAD)
    const baseline = { ...rows.candidate, predictions: rows.labels }
    const figures = makeFigures({ ...rows, baseline }, [ACCURACY], 'production')
    expect(figures.find(({ id }) => id === 'confusion')).toMatchObject({ kind: 'matrix', x: 'prediction', y: 'rows' })
    expect(cellsOf(figures)).toEqual([
      ['negative', 'negative', 250],
      ['negative', 'positive', 250],
      ['positive', 'negative', 250],
      ['positive', 'positive', 250],
    ])
    expect(cellsOf(figures, 1)).toEqual([
      ['negative', 'negative', 500],
      ['negative', 'positive', 0],
      ['positive', 'negative', 0],
      ['positive', 'positive', 500],
    ])
  })

  it('is left out for a model whose predictions no metric could measure', () => {
    const series = (comparisons: readonly MetricComparison[]) =>
      makeFigures(makeRows(SPREAD), comparisons, 'production')
        .filter(({ id }) => id === 'confusion')
        .flatMap((figure) => figure.series.map(({ name }) => name))
    expect(series([ACCURACY])).toEqual(['candidate', 'production'])
    expect(series([{ ...ACCURACY, baseline: null }])).toEqual(['candidate'])
    expect(series([{ ...ACCURACY, candidate: { value: null, interval: null } }])).toEqual(['production'])
    expect(series([COMPARISON])).toEqual([])
  })
})

describe('figures of many classes', () => {
  const rows = readClassRows('digits', 10_000, 10)
  const withBaseline = { ...rows, baseline: { predictions: rows.labels, scores: null } }
  const makeMany = (classes: number, cell: (label: number, prediction: number) => number) => {
    const cells = Array.from({ length: classes * classes }, (_, i) => {
      const [label, prediction] = [Math.floor(i / classes), i % classes]
      return Array.from({ length: cell(label, prediction) }, () => [label, prediction] as const)
    }).flat()
    const names = Array.from({ length: classes }, (_, c) => `class ${c}`)
    const labels = Int32Array.from(cells, ([label]) => label)
    const predictions = Int32Array.from(cells, ([, prediction]) => prediction)
    return { ...rows, weights: null, classes: names, labels, candidate: { predictions, scores: null }, baseline: null }
  }

  it('are the confusion matrix and the calibration of the most probable class', () => {
    const figures = makeFigures(withBaseline, [COMPARISON, ACCURACY], 'production')
    expect(figures.map(({ id, series }) => [id, series.map(({ name }) => name)])).toEqual([
      ['confusion', ['candidate', 'production']],
      ['calibration', ['candidate']],
      ['differences', ['difference']],
    ])
  })

  it('count every row that they show by label and prediction, and show no cell of 1 to 4 rows', () => {
    const figures = makeFigures(withBaseline, [ACCURACY], 'production')
    for (const [model, predictions] of [rows.candidate.predictions, rows.labels].entries()) {
      const expected = new Map<string, number>()
      rows.labels.forEach((label, i) => {
        const key = `${rows.classes[label]} ${rows.classes[predictions[i]!]}`
        expected.set(key, (expected.get(key) ?? 0) + 1)
      })
      const shown = cellsOf(figures, model)
      expect(shown.map(([label, x]) => expected.get(`${label} ${x}`) ?? 0)).toEqual(shown.map(([, , y]) => y))
      expect(shown.filter(([, , y]) => Number(y) > 0 && Number(y) < 5)).toEqual([])
      expect(shown.length).toBe(100 - [...expected.values()].filter((count) => count < 5).length)
    }
  })

  it('hide one cell more where a single small one could be told from the sum of the rest', () => {
    const counts = [
      [40, 2, 6],
      [7, 50, 0],
      [0, 8, 60],
    ]
    const cells = cellsOf(
      makeFigures(
        makeMany(3, (label, prediction) => counts[label]![prediction]!),
        [ACCURACY],
        'x',
      ),
    )
    expect(cells.map(([label, x, y]) => `${label}, ${x}: ${y}`)).toEqual([
      'class 0, class 0: 40',
      'class 1, class 0: 7',
      'class 1, class 1: 50',
      'class 1, class 2: 0',
      'class 2, class 0: 0',
      'class 2, class 1: 8',
      'class 2, class 2: 60',
    ])
  })

  it('put the rarest of many classes together', () => {
    const cells = cellsOf(
      makeFigures(
        makeMany(20, (label) => (label === 3 ? 9 : label < 14 ? 6 : 5)),
        [ACCURACY],
        'x',
      ),
    )
    expect(cells).toHaveLength(196)
    const names = [...new Set(cells.map(([label]) => label))]
    expect(names).toEqual([...Array.from({ length: 13 }, (_, c) => `class ${c}`), '7 other classes'])
    expect(cells.at(-1)).toEqual(['7 other classes', '7 other classes', 7 * (6 + 6 * 5)])
    expect(cells.reduce((sum, [, , y]) => sum + Number(y), 0)).toBe(20 * (9 + 13 * 6 + 6 * 5))
  })
})
