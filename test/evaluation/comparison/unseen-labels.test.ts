import { describe, expect, it } from 'vitest'
import { findMetric } from '../../../src/core/metric.ts'
import { compareMetrics } from '../../../src/evaluation/comparison/comparison.ts'
import { boundUnseenLabels } from '../../../src/evaluation/comparison/unseen-labels.ts'
import { createStatistics } from '../../../src/evaluation/metrics/metric-statistics.ts'
import type { BinaryRows, MulticlassRows, NumberRows, TaskRows } from '../../../src/evaluation/rows.ts'
import { describeUnits } from '../../../src/evaluation/units.ts'
import { predictByHalf } from '../../support/binary-rows.ts'

const NOTHING_BESIDE = { costs: null, compared: null }
/** z²/2 of a two-sided 95 % interval. */
const COUNTED = 1.959963984540054 ** 2 / 2

function bound(name: string, rows: TaskRows) {
  const metric = findMetric(name, rows.task)!
  const statistics = (['candidate', 'baseline'] as const).flatMap((model) =>
    createStatistics([metric], rows, model, NOTHING_BESIDE),
  )
  return boundUnseenLabels(statistics, describeUnits(rows), 0.95)
}

/** Forty rows that both models have right, the candidate with a score of 0.999. */
const SURE: BinaryRows = {
  task: 'binary',
  weights: null,
  groups: null,
  labels: new Uint8Array(40).fill(1),
  candidate: predictByHalf(Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? 0.999 : 0.99))),
  baseline: predictByHalf(new Array<number>(40).fill(0.9)),
}
const loss = (probability: number) => -Math.log(probability)

describe('labels that few rows may not hold', () => {
  it('move the end of log loss by what two rows of the other label would cost, and the other end not at all', () => {
    const changes = [0.999, 0.99].map((score) => loss(1 - score) - loss(0.1) - (loss(score) - loss(0.9)))
    const [below, above] = bound('log_loss', SURE)
    expect(below).toBe(0)
    expect(above).toBeCloseTo((COUNTED * (changes[0]! + changes[1]!)) / 2 / 40, 12)
  })

  it('keep a surer model from passing for better on rows without one of its errors', () => {
    const options = { confidence: 0.95, method: null, test: null, resamples: 200, seed: 1 }
    const [found] = compareMetrics([findMetric('log_loss', 'binary')!], SURE, options)
    const { value, interval } = found!.difference!
    expect(value).toBeLessThan(-0.09)
    expect(interval![1]).toBeGreaterThan(0)
  })

  it('count a row by its weight, and by groups as many as these are', () => {
    const weights = Float64Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? 3 : 1))
    const groups = Int32Array.from({ length: 40 }, (_, row) => row >> 1)
    const changes = [0.999, 0.99].map((score) => (score - 0) ** 2 - 0.9 ** 2 - ((1 - score) ** 2 - 0.1 ** 2))
    const [, above] = bound('brier', { ...SURE, weights, groups })
    expect(above).toBeCloseTo((COUNTED * (3 * changes[0]! + changes[1]!)) / 4 / 20, 12)
  })

  it('are the mean of all other classes where there are several', () => {
    const rows: MulticlassRows = {
      task: 'multiclass',
      weights: null,
      groups: null,
      classes: ['a', 'b', 'c'],
      labels: Int32Array.of(0, 1),
      candidate: {
        predictions: Int32Array.of(0, 1),
        scores: [Float64Array.of(0.7, 0.2), Float64Array.of(0.2, 0.6), Float64Array.of(0.1, 0.2)],
      },
      baseline: {
        predictions: Int32Array.of(0, 1),
        scores: [Float64Array.of(0.4, 0.3), Float64Array.of(0.3, 0.4), Float64Array.of(0.3, 0.3)],
      },
    }
    const first = (loss(0.2) + loss(0.1)) / 2 - loss(0.3) - (loss(0.7) - loss(0.4))
    const second = loss(0.2) - loss(0.3) - (loss(0.6) - loss(0.4))
    const [below, above] = bound('log_loss', rows)
    expect(below).toBe(0)
    expect(above).toBeCloseTo((COUNTED * (first + second)) / 2 / 2, 12)
  })

  it('are no question of metrics that do not come of labels and scores row by row', () => {
    expect(bound('roc_auc', SURE)).toEqual([0, 0])
    expect(bound('accuracy', SURE)).toEqual([0, 0])
  })
})

describe('errors that few rows may not hold', () => {
  it('move the end of a mean error by one more row as bad as the worst', () => {
    const errors = Array.from({ length: 40 }, (_, row) => (row === 7 ? 9 : row % 2))
    const answers = (scale: number) => ({
      predictions: Float64Array.from(errors, (error) => scale * error),
      lower: null,
      upper: null,
    })
    const rows: NumberRows = {
      task: 'regression',
      weights: null,
      groups: null,
      scales: null,
      labels: new Float64Array(40),
      candidate: answers(1),
      baseline: answers(0),
    }
    const options = { confidence: 0.95, method: 'normal', test: null, resamples: 0, seed: 1 } as const
    const [found] = compareMetrics([findMetric('mae', 'regression')!], rows, options)
    const { value, interval, standardError } = found!.difference!
    const worst = value! - (40 * value! - 9) / 39
    expect(interval![1] - value!).toBeGreaterThan(1.96 * standardError! + worst)
  })
})
