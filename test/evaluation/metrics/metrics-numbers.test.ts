import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findMetric, listMetrics } from '../../../src/core/metric.ts'
import { createNumberStatistics } from '../../../src/evaluation/metrics/metrics-numbers.ts'
import type { NumberAnswers, NumberRows } from '../../../src/evaluation/rows.ts'
import { sliceRows } from '../../../src/evaluation/slices.ts'
import expected from '../../fixtures/number-metrics/expected.json' with { type: 'json' }
import tables from '../../fixtures/number-metrics/rows.json' with { type: 'json' }
import { measureStatistic } from '../../support/classification.ts'
import { relativeError } from '../../support/relative-error.ts'

interface Table {
  readonly labels: readonly number[]
  readonly weights?: readonly number[]
  readonly scales?: readonly number[]
  readonly candidate: Answers
  readonly baseline: Answers
}

interface Answers {
  readonly predictions: readonly number[]
  readonly lower?: readonly number[]
  readonly upper?: readonly number[]
}

const numbers = (values: readonly number[] | undefined) => (values === undefined ? null : Float64Array.from(values))

function readAnswers({ predictions, lower, upper }: Answers): NumberAnswers {
  return { predictions: Float64Array.from(predictions), lower: numbers(lower), upper: numbers(upper) }
}

function readRows(task: 'regression' | 'forecast', table: Table): NumberRows {
  return {
    task,
    groups: null,
    labels: Float64Array.from(table.labels),
    weights: numbers(table.weights),
    scales: numbers(table.scales),
    candidate: readAnswers(table.candidate),
    baseline: readAnswers(table.baseline),
  }
}

function measureAll(rows: NumberRows, answers: NumberAnswers, names: readonly string[], weights: Float64Array | null) {
  const statistics = createNumberStatistics(
    names.map((name) => findMetric(name, rows.task)!),
    rows,
    answers,
  )
  return Object.fromEntries(names.map((name, i) => [name, measureStatistic(statistics[i]!, weights)]))
}

function expectEqual(actual: Readonly<Record<string, number>>, theirs: Readonly<Record<string, number>>): void {
  const errors = Object.entries(theirs).map(([name, value]) => [name, relativeError(actual[name]!, value)] as const)
  expect(errors.filter(([, error]) => !(error < 1e-11))).toEqual([])
}

/** One metric of a few rows. */
function measure(
  name: string,
  labels: number[],
  predictions: number[],
  rest: Partial<NumberRows & NumberAnswers> = {},
) {
  const { lower = null, upper = null, ...others } = rest
  const answers = { predictions: Float64Array.from(predictions), lower, upper }
  const rows: NumberRows = {
    task: 'forecast',
    labels: Float64Array.from(labels),
    weights: null,
    groups: null,
    scales: null,
    candidate: answers,
    baseline: null,
    ...others,
  }
  const [statistic] = createNumberStatistics([findMetric(name, 'forecast')!], rows, answers)
  return {
    value: measureStatistic(statistic!, rows.weights),
    because: statistic!.undefinedBecause,
    notes: statistic!.notes,
  }
}

describe.each(['regression', 'forecast'] as const)('metrics of predicted numbers on real data (%s)', (task) => {
  const rows = readRows(task, tables[task])

  it.each(['candidate', 'baseline'] as const)('equal scikit-learn, with and without weights (%s)', (model) => {
    const { plain, weighted } = expected[task][model]
    const names = Object.keys(plain)
    expectEqual(measureAll({ ...rows, weights: null }, rows[model]!, names, null), plain)
    expectEqual(measureAll(rows, rows[model]!, names, rows.weights), weighted)
  })

  it('cover all that are measured unasked', () => {
    const covered = Object.keys(expected[task].candidate.plain)
    const apart = task === 'forecast' ? ['coverage'] : []
    expect(
      listMetrics(task)
        .map(({ name }) => name)
        .filter((name) => !covered.includes(name)),
    ).toEqual(apart)
  })
})

describe('forecasts', () => {
  it.each(['1', '2', '3'] as const)('have their metrics at horizon %s, as any slice', (horizon) => {
    const rows = readRows('forecast', tables.forecast)
    const indices = tables.forecast.horizons.flatMap((one, i) => (String(one) === horizon ? [i] : []))
    const slice = sliceRows(rows, indices)
    const theirs = expected.horizons[horizon]
    expectEqual(measureAll(slice, slice.candidate, Object.keys(theirs), slice.weights), theirs)
  })
})

describe('metrics of predicted numbers', () => {
  it('leave zeros out of MAPE and MASE, and say so', () => {
    expect(measure('mape', [0, 2, 0, 4], [1, 3, 1, 3])).toEqual({
      value: 0.375,
      because: null,
      notes: ['2 labels of 0 left out'],
    })
    expect(measure('mase', [1, 1], [2, 3], { scales: Float64Array.of(0, 4) })).toEqual({
      value: 0.5,
      because: null,
      notes: ['1 row with a scale of 0 left out'],
    })
    expect(measure('mape', [0, 0], [1, 1])).toMatchObject({ value: Number.NaN, because: 'all labels are 0' })
  })

  it('take 0/0 in sMAPE as 0, and 2 as its worst', () => {
    expect(measure('smape', [0, 1], [0, -1]).value).toBe(1)
  })

  it.each([
    ['r2', [3, 3, 3], 'all labels are the same'],
    ['r2', [0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2], 'all labels are the same'],
    ['r2', [3], 'there is one row'],
    ['wape', [0, 0, 0], 'all labels are 0'],
    ['mase', [1, 2], "no column holds the naive forecast's error, the unit of MASE"],
    ['coverage', [1, 2], 'no columns hold both ends of prediction intervals'],
    ['mae', [], 'there are no rows'],
    ['mae', [1, Number.NaN], '1 label is no finite number'],
  ])('say why %s of labels %j has no value', (name, labels, because) => {
    const predictions = labels.map(() => 1)
    expect(measure(name, labels, predictions)).toMatchObject({ value: Number.NaN, because })
  })

  it('are all undefined where a prediction is missing or infinite', () => {
    for (const { name } of listMetrics('forecast'))
      expect(measure(name, [1, 2, 3], [Number.NaN, Number.POSITIVE_INFINITY, 1])).toMatchObject({
        value: Number.NaN,
        because: '2 predictions are no finite numbers',
      })
  })

  it('keep the variance of labels far from 0', () => {
    expect(measure('r2', [1e9 + 1, 1e9 + 2, 1e9 + 3], [1e9 + 1, 1e9 + 2, 1e9 + 4]).value).toBeCloseTo(0.5, 12)
  })

  it('find R² undefined where a resample holds one label alone', () => {
    const answers = { predictions: Float64Array.of(1, 2, 3), lower: null, upper: null }
    const rows: NumberRows = {
      ...{ task: 'regression', weights: null, groups: null, scales: null, baseline: null },
      labels: Float64Array.of(0.1, 0.7, 0.7),
      candidate: answers,
    }
    const [statistic] = createNumberStatistics([findMetric('r2')!], rows, answers)
    expect(measureStatistic(statistic!, Float64Array.of(0, 2, 5))).toBeNaN()
    expect(measureStatistic(statistic!, Float64Array.of(1, 2, 0))).not.toBeNaN()
  })

  it('count labels on an end as covered, ends at infinity as ends, and missing ends as no interval', () => {
    const [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    const ends = (lower: number[], upper: number[]) => ({
      lower: Float64Array.from(lower),
      upper: Float64Array.from(upper),
    })
    const cover = (lower: number[], upper: number[]) =>
      measure('coverage', [1, 2, 3, 4], [0, 0, 0, 0], ends(lower, upper))
    expect(cover([1, 1, low, 5], [2, 2, high, 6])).toEqual({ value: 0.75, because: null, notes: [] })
    expect(cover([1, 3, 1, 1], [2, 1, 2, 2]).notes).toEqual([
      '1 prediction interval with the lower end above the upper',
    ])
    expect(cover([1, Number.NaN, 1, 1], [2, 1, Number.NaN, 2])).toMatchObject({
      value: Number.NaN,
      because: '2 prediction intervals lack an end',
    })
  })

  it('refuse a metric of another task', () => {
    const rows = readRows('regression', tables.regression)
    expect(() => createNumberStatistics([findMetric('roc_auc')!], rows, rows.candidate)).toThrow(RangeError)
  })

  it('do not see the order of rows, and take a weight of 2 as a row that comes twice', () => {
    const value = fc.integer({ min: -4, max: 9 })
    const list = fc.array(
      fc.record({ label: value, prediction: value, scale: fc.nat(3), weight: fc.integer({ min: 1, max: 3 }) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    )
    const names = [...listMetrics('forecast').map(({ name }) => name), 'pinball_0.8']
    const build = (rows: readonly { label: number; prediction: number; scale: number }[]) =>
      readRows('forecast', {
        labels: rows.map(({ label }) => label),
        scales: rows.map(({ scale }) => scale),
        candidate: {
          predictions: rows.map(({ prediction }) => prediction),
          lower: rows.map(({ prediction }) => prediction - 1),
          upper: rows.map(({ prediction }) => prediction + 2),
        },
        baseline: { predictions: [] },
      })
    fc.assert(
      fc.property(list, (rows) => {
        const weights = Float64Array.from(rows, ({ weight }) => weight)
        const weighted = { ...build(rows), weights }
        const repeated = build(rows.flatMap((row) => Array<typeof row>(row.weight).fill(row)).reverse())
        const actual = measureAll(weighted, weighted.candidate, names, weights)
        const other = measureAll(repeated, repeated.candidate, names, null)
        for (const name of names) {
          if (Number.isNaN(other[name]!)) expect(actual[name]).toBeNaN()
          else expect(actual[name]).toBeCloseTo(other[name]!, 10)
        }
      }),
    )
  })
})
