import { describe, expect, it } from 'vitest'
import { findMetric, type Task } from '../../../src/core/metric.ts'
import { compareMetrics } from '../../../src/evaluation/comparison/comparison.ts'
import type { GradedRows, MulticlassRows, NumberRows, RankingRows, TaskRows } from '../../../src/evaluation/rows.ts'
import { computePairedT } from '../../../src/stats/paired-t.ts'
import { createRandomStream } from '../../../src/stats/random.ts'
import { computeWilcoxon } from '../../../src/stats/wilcoxon.ts'
import { DEFAULTS } from '../../support/binary-rows.ts'

const named = (task: Task, ...names: readonly string[]) => names.map((name) => findMetric(name, task)!)
const stream = createRandomStream(5, 99, 0)
const draw = (count: number) => Float64Array.from({ length: count }, () => stream.nextUniform())
const compareOne = (rows: TaskRows, name: string, options = DEFAULTS) =>
  compareMetrics(named(rows.task, name), rows, options)[0]!

const PLAIN = { weights: null, groups: null } as const
const answers = (predictions: Float64Array) => ({ predictions, lower: null, upper: null })
const labels = draw(200)
const numbers: NumberRows = {
  ...PLAIN,
  task: 'regression',
  labels,
  scales: null,
  candidate: answers(labels.map((label) => label + 0.2 * (stream.nextUniform() - 0.5))),
  baseline: answers(labels.map((label) => label + 0.3 * (stream.nextUniform() - 0.5))),
}
const gaps = (size: (error: number) => number) =>
  labels.map(
    (label, i) => size(numbers.candidate.predictions[i]! - label) - size(numbers.baseline!.predictions[i]! - label),
  )

describe('numbers', () => {
  it.each([
    ['mae', Math.abs],
    ['mse', (error: number) => error * error],
    ['rmse', (error: number) => error * error],
  ] as const)('have the paired t test of %s, Wilcoxon on request', (name, size) => {
    const { difference } = compareOne(numbers, name)
    expect(difference!.test).toBe('paired-t')
    expect(difference!.pValue).toBeCloseTo(computePairedT(gaps(size), null, null).pValue, 12)
    const wilcoxon = compareOne(numbers, name, { ...DEFAULTS, test: 'wilcoxon' }).difference!
    expect(wilcoxon.test).toBe('wilcoxon')
    expect(wilcoxon.pValue).toBeCloseTo(computeWilcoxon(gaps(size)).pValue, 12)
  })

  it('have the interval of a mean, near that of the paired t', () => {
    const { difference } = compareOne(numbers, 'mae')
    const mean = gaps(Math.abs).reduce((sum, gap) => sum + gap, 0) / 200
    const { statistic } = computePairedT(gaps(Math.abs), null, null)
    const error = mean / statistic
    expect(difference!.value).toBeCloseTo(mean, 14)
    expect(Math.abs(difference!.standardError! / error - 1)).toBeLessThan(0.05)
    expect(difference!.interval![0]).toBeLessThanOrEqual(mean - 1.97 * error)
    expect(difference!.interval![1]).toBeGreaterThanOrEqual(mean + 1.97 * error)
    expect(difference!.interval![1] - difference!.interval![0]).toBeLessThan(4.4 * error)
  })

  it.each([1e-9, 1e-6, 1e9])('have the same intervals in units of %d', (unit) => {
    const scale = (values: Float64Array) => values.map((value) => value * unit)
    const scaled: NumberRows = {
      ...numbers,
      labels: scale(labels),
      candidate: answers(scale(numbers.candidate.predictions)),
      baseline: answers(scale(numbers.baseline!.predictions)),
    }
    for (const [name, power] of [
      ['mse', 2],
      ['mae', 1],
      ['bias', 1],
      ['median_ae', 1],
      ['r2', 0],
    ] as const) {
      for (const side of ['candidate', 'difference'] as const) {
        const there = compareOne(numbers, name)[side]!.interval!
        const here = compareOne(scaled, name)[side]!.interval!
        here.forEach((end, i) => {
          expect(end / unit ** power).toBeCloseTo(there[i]!, 9)
        })
      }
    }
  })

  it('have no test of R² or the median, and an interval of both', () => {
    for (const name of ['r2', 'median_ae']) {
      const { difference, candidate, method } = compareOne(numbers, name)
      expect(method).toBe('bootstrap-bca')
      expect(difference).toMatchObject({ test: null, pValue: null })
      expect(candidate.interval![0]).toBeLessThan(candidate.value!)
      expect(difference!.interval![1]).toBeGreaterThan(difference!.value!)
    }
  })

  it('with groups have the test by groups, and no Wilcoxon', () => {
    const groups = new Int32Array(200).map((_, i) => i % 50)
    const grouped = { ...numbers, groups }
    expect(compareOne(grouped, 'mae').difference!.pValue).toBeCloseTo(
      computePairedT(gaps(Math.abs), null, groups).pValue,
      12,
    )
    expect(compareOne(grouped, 'mae', { ...DEFAULTS, test: 'wilcoxon' }).difference).toMatchObject({
      test: null,
      pValue: null,
    })
  })
})

describe('many classes', () => {
  const classes = Array.from({ length: 12 }, (_, k) => `class ${k}`)
  const truth = Int32Array.from(draw(3000), (u) => Math.floor(12 * u))
  const guess = (right: number) =>
    truth.map((label) => (stream.nextUniform() < right ? label : Math.floor(12 * stream.nextUniform())))
  const rows: MulticlassRows = {
    ...PLAIN,
    task: 'multiclass',
    classes,
    labels: truth,
    candidate: { predictions: guess(0.7), scores: null },
    baseline: { predictions: guess(0.65), scores: null },
  }

  it('have intervals of all averages, and McNemar beside accuracy', () => {
    const metrics = named('multiclass', 'accuracy', 'f1_macro', 'recall_weighted', 'balanced_accuracy', 'mcc')
    for (const { metric, candidate, difference } of compareMetrics(metrics, rows, DEFAULTS)) {
      expect(candidate.interval![0], metric.name).toBeLessThan(candidate.value!)
      expect(difference!.interval![1], metric.name).toBeGreaterThan(difference!.value!)
      expect(difference!.test).toBe(metric.name === 'accuracy' ? 'mcnemar-mid-p' : null)
    }
  })

  it('say why a score metric is missing', () => {
    const { candidate, reason } = compareOne(rows, 'log_loss')
    expect(candidate.value).toBeNull()
    expect(reason).not.toBeNull()
  })
})

describe('rankings', () => {
  const queries = Int32Array.from({ length: 400 }, (_, i) => Math.floor(i / 10))
  const relevance = Float64Array.from(draw(400), (u) => Math.floor(3 * u))
  const score = (noise: number) => ({
    scores: relevance.map((grade) => grade + noise * stream.nextUniform()),
  })
  const rows: RankingRows = {
    ...PLAIN,
    task: 'ranking',
    queries,
    labels: relevance,
    candidate: score(2),
    baseline: score(6),
  }

  it('are resampled by query: copies of a query under another name narrow the interval, longer lists do not', () => {
    const { candidate, difference } = compareOne(rows, 'ndcg')
    expect(candidate.interval![0]).toBeLessThan(candidate.value!)
    expect(difference!.value).toBeGreaterThan(0)
    expect(compareOne({ ...rows, groups: queries }, 'ndcg')).toEqual(compareOne(rows, 'ndcg'))
  })
})

describe('graded items', () => {
  const rows: GradedRows = { ...PLAIN, task: 'graded', candidate: { scores: draw(60) }, baseline: { scores: draw(60) } }

  it('have the paired t test of their scores, and none of a share', () => {
    const differences = rows.candidate.scores.map((score, i) => score - rows.baseline!.scores[i]!)
    const { difference } = compareOne(rows, 'mean_score')
    expect(difference!.test).toBe('paired-t')
    expect(difference!.pValue).toBeCloseTo(computePairedT(differences, null, null).pValue, 12)
    expect(compareOne(rows, 'pass_rate_0.5').difference!.test).toBeNull()
  })
})
