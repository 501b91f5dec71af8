import { describe, expect, it } from 'vitest'
import { findMetric } from '../../../src/core/metric.ts'
import { createMulticlassStatistics } from '../../../src/evaluation/metrics/metrics-multiclass.ts'
import type { ClassifiedRows, MulticlassRows } from '../../../src/evaluation/rows.ts'
import { measureStatistic, NO_CONTEXT } from '../../support/classification.ts'

const CLASSES = ['ant', 'bee', 'cat']

/** Scores by row. */
function makeRows(
  labels: readonly number[],
  predictions: readonly number[],
  scores: readonly (readonly number[])[] | null = null,
  baseline: ClassifiedRows | null = null,
): MulticlassRows {
  return {
    task: 'multiclass',
    weights: null,
    groups: null,
    classes: CLASSES,
    labels: Int32Array.from(labels),
    candidate: {
      predictions: Int32Array.from(predictions),
      scores: scores && CLASSES.map((_, c) => Float64Array.from(scores, (row) => row[c]!)),
    },
    baseline,
  }
}

const create = (name: string, rows: MulticlassRows) =>
  createMulticlassStatistics([findMetric(name, 'multiclass')!], rows, rows.candidate, NO_CONTEXT)[0]!

describe('averages over classes', () => {
  it('count 0 for a class with 0/0, by name', () => {
    const precision = create('precision_macro', makeRows([0, 1, 2], [0, 1, 1]))
    expect(measureStatistic(precision, null)).toBeCloseTo((1 + 0.5 + 0) / 3, 15)
    expect(precision.notes).toEqual(['1 class counts 0, never predicted: "cat"'])
    const recall = create('recall_macro', makeRows([0, 1, 1], [0, 1, 2]))
    expect(measureStatistic(recall, null)).toBeCloseTo((1 + 0.5 + 0) / 3, 15)
    expect(recall.notes).toEqual(['1 class counts 0, never labelled: "cat"'])
    expect(create('f1_macro', makeRows([0, 1, 1], [0, 1, 2])).notes).toEqual([])
  })

  it('are undefined where a class has neither labels nor predictions, and defined where only the baseline predicts it', () => {
    const labels = [0, 1, 1, 0]
    const alone = makeRows(labels, [0, 1, 0, 0])
    for (const name of ['precision_macro', 'recall_macro', 'f1_macro', 'f2_macro', 'balanced_accuracy']) {
      expect(create(name, alone).undefinedBecause).toBe('no row is labelled or predicted "cat"')
    }
    for (const name of ['precision_weighted', 'recall_weighted', 'f1_micro', 'accuracy', 'mcc', 'cohen_kappa']) {
      expect(create(name, alone).undefinedBecause).toBeNull()
    }
    const compared = makeRows(labels, [0, 1, 0, 0], null, { predictions: Int32Array.of(2, 1, 0, 0), scores: null })
    expect(measureStatistic(create('recall_macro', compared), null)).toBeCloseTo((1 + 0.5 + 0) / 3, 15)
    expect(measureStatistic(create('balanced_accuracy', compared), null)).toBeCloseTo(0.75, 15)
  })

  it('are undefined on resampled rows that lack a class', () => {
    const rows = makeRows([0, 1, 2, 2], [0, 1, 2, 1])
    const without = Float64Array.of(1, 0, 1, 1)
    for (const name of ['precision_macro', 'recall_macro', 'f1_macro', 'balanced_accuracy']) {
      expect(measureStatistic(create(name, rows), without)).toBeNaN()
    }
    expect(measureStatistic(create('recall_weighted', rows), without)).toBeCloseTo(2 / 3, 15)
  })

  it.each([
    ['mcc', [1, 1], [0, 1], 'all labels are the same class'],
    ['cohen_kappa', [1, 1], [0, 1], 'all labels are the same class'],
    ['mcc', [0, 1], [2, 2], 'all predictions are the same'],
    ['accuracy', [], [], 'there are no rows'],
    ['expected_cost', [0, 1], [0, 1], 'no costs are named'],
    ['log_loss', [0, 1], [0, 1], 'there are no score columns'],
  ])('%s of labels %j and predictions %j: %s', (name, labels, predictions, reason) => {
    const statistic = create(name, makeRows(labels, predictions))
    expect(statistic.undefinedBecause).toBe(reason)
    expect(measureStatistic(statistic, null)).toBeNaN()
  })
})

describe('scores by class', () => {
  const of = (name: string, ...scores: readonly (readonly number[])[]) =>
    create(name, makeRows([0, 1, 2], [0, 1, 2], scores))

  it.each(['roc_auc_ovr', 'roc_auc_ovo_weighted', 'log_loss', 'brier', 'ece'])(
    'that are missing or no probabilities leave %s undefined, with their number',
    (name) => {
      const whole = [0.2, 0.3, 0.5]
      expect(of(name, whole, whole, [Number.NaN, Number.NaN, 1]).undefinedBecause).toBe('2 scores are missing')
      expect(of(name, whole, whole, [-0.1, 0.1, 1]).undefinedBecause).toBe('1 score is outside [0, 1]')
    },
  )

  it('that do not sum to 1 are counted, and divided by their sum in the logarithm alone', () => {
    const scores = [
      [1, 1, 1],
      [0.25, 0.5, 0.25],
      [0.2, 0.2, 0.6000009],
    ]
    const loss = of('log_loss', ...scores)
    expect(measureStatistic(loss, null)).toBeCloseTo(-(Math.log(1 / 3) + Math.log(0.5) + Math.log(0.6000009)) / 3, 14)
    expect(loss.notes).toEqual(['the scores of 1 row do not sum to 1: divided by their sum'])
    const brier = of('brier', ...scores)
    expect(brier.notes).toEqual(['the scores of 1 row do not sum to 1'])
    expect(measureStatistic(brier, null)).toBeCloseTo((2 + 0.375 + 0.08 + 0.3999991 ** 2) / 3, 14)
    expect(of('log_loss', [0, 0, 0], [0, 1, 0], [0, 0, 0]).undefinedBecause).toBe('2 rows have no score above 0')
  })

  it('that tie put the later class above, as scikit-learn', () => {
    const tied = [0.4, 0.4, 0.2]
    expect(measureStatistic(of('top_1_accuracy', tied, tied, tied), null)).toBeCloseTo(1 / 3, 15)
    const all = of('top_3_accuracy', tied, tied, tied)
    expect(measureStatistic(all, null)).toBe(1)
    expect(all.notes).toEqual(['1 for any model: there are only 3 classes'])
  })

  it('that tie at the top let the first class be the top label', () => {
    const ece = create(
      'ece',
      makeRows(
        [0, 1, 1],
        [0, 1, 1],
        [
          [0.5, 0.5, 0],
          [0.5, 0.5, 0],
          [0.1, 0.8, 0.1],
        ],
      ),
    )
    expect(measureStatistic(ece, null)).toBeCloseTo((0 + 0.2) / 3, 15)
  })
})
