import { describe, expect, it } from 'vitest'
import { findMetric, listMetrics } from '../../../src/core/metric.ts'
import { createBinaryStatistics } from '../../../src/evaluation/metrics/metrics-binary.ts'
import { computeCountMetric } from '../../../src/evaluation/metrics/metrics-counts.ts'
import { measureStatistic, NO_CONTEXT } from '../../support/classification.ts'

const confuse = (truePositives: number, falsePositives: number, falseNegatives: number, trueNegatives: number) => ({
  truePositives,
  falsePositives,
  falseNegatives,
  trueNegatives,
})

describe('a confusion matrix', () => {
  it.each([
    ['accuracy', 0.7],
    ['balanced_accuracy', 0.7],
    ['precision', 0.75],
    ['recall', 0.6],
    ['specificity', 0.8],
    ['f1', 2 / 3],
    ['mcc', 40 / Math.sqrt(9600)],
    ['cohen_kappa', 0.4],
    ['selection_rate', 0.4],
  ])('gives %s', (name, value) => {
    expect(computeCountMetric(name, confuse(6, 2, 4, 8))).toBeCloseTo(value, 14)
  })

  it('gives kappa 0 but no MCC where all predictions are the same', () => {
    expect(computeCountMetric('cohen_kappa', confuse(6, 4, 0, 0))).toBe(0)
    expect(computeCountMetric('mcc', confuse(6, 4, 0, 0))).toBeNaN()
  })

  it('keeps its digits for a billion rows', () => {
    const counts = confuse(6e8, 2e8, 4e8, 8e8)
    expect(computeCountMetric('mcc', counts)).toBeCloseTo(40 / Math.sqrt(9600), 14)
  })
})

describe('a metric of predictions', () => {
  const create = (name: string, labels: readonly number[], predictions: readonly number[]) => {
    const candidate = { predictions: Uint8Array.from(predictions), scores: null }
    const rows = { labels: Uint8Array.from(labels), weights: null, groups: null, candidate, baseline: null }
    const context = { ...NO_CONTEXT, costs: name === 'expected_cost' ? [[0, 1, 2]] : null }
    return createBinaryStatistics([findMetric(name)!], { task: 'binary', ...rows }, candidate, context)[0]!
  }

  it.each([
    ['accuracy', [], [], 'there are no rows'],
    ['precision', [1, 0], [0, 0], 'no row is predicted positive'],
    ['f1', [0, 0], [0, 0], 'no row is labelled or predicted positive'],
    ['f2', [0, 0], [0, 0], 'no row is labelled or predicted positive'],
    ['recall', [0, 0], [1, 0], 'no row is labelled positive'],
    ['specificity', [1, 1], [1, 0], 'no row is labelled negative'],
    ['balanced_accuracy', [1, 1], [1, 0], 'no row is labelled negative'],
    ['cohen_kappa', [1, 1], [1, 0], 'no row is labelled negative'],
    ['mcc', [1, 0], [1, 1], 'all predictions are the same'],
    ['expected_cost', [1, 0], [1, 1], 'the rows have 2 classes, costs are named for 1'],
    ['roc_auc', [1, 0], [1, 1], 'there is no score column'],
    ['equal_opportunity_difference', [1, 0], [1, 1], 'no column to compare is named'],
  ])('%s of labels %j and predictions %j is undefined: %s', (name, labels, predictions, reason) => {
    const statistic = create(name, labels, predictions)
    expect(statistic.undefinedBecause).toBe(reason)
    expect(measureStatistic(statistic, null)).toBeNaN()
  })

  it('shares its cells with all others of the same model', () => {
    const candidate = { predictions: Uint8Array.of(1, 0, 1), scores: null }
    const rows = { labels: Uint8Array.of(1, 0, 0), weights: null, groups: null, candidate, baseline: null }
    const metrics = ['accuracy', 'f1', 'mcc', 'f2'].map((name) => findMetric(name)!)
    const made = createBinaryStatistics(metrics, { task: 'binary', ...rows }, candidate, NO_CONTEXT)
    expect(new Set(made.map((statistic) => statistic.kind === 'cells' && statistic.cells)).size).toBe(1)
  })
})

it('every binary metric is made in the order asked for, and what is measured by running the model is refused', () => {
  const scores = Float64Array.of(0.1, 0.8, 0.3)
  const candidate = { predictions: Uint8Array.of(0, 1, 0), scores }
  const labels = Uint8Array.of(0, 1, 1)
  const rows = { task: 'binary', labels, weights: null, groups: null, candidate, baseline: null } as const
  const context = {
    costs: [
      [0, 1],
      [1, 0],
    ],
    compared: null,
  }
  const made = createBinaryStatistics(listMetrics('binary'), rows, candidate, context)
  expect(made.map(({ undefinedBecause }) => undefinedBecause).filter((reason) => reason !== null)).toEqual([])
  expect(measureStatistic(made[listMetrics('binary').findIndex(({ name }) => name === 'recall')!]!, null)).toBe(0.5)
  expect(() => createBinaryStatistics([findMetric('model_size')!], rows, candidate, context)).toThrow(RangeError)
})
