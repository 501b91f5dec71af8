import { describe, expect, it } from 'vitest'
import { findMetric, type MetricInfo } from '../../../src/core/metric.ts'
import { createBinaryStatistics } from '../../../src/evaluation/metrics/metrics-binary.ts'
import { createMulticlassStatistics } from '../../../src/evaluation/metrics/metrics-multiclass.ts'
import type { Statistic } from '../../../src/evaluation/statistic.ts'
import expected from '../../fixtures/classification/expected.json' with { type: 'json' }
import {
  measureStatistic,
  NO_CONTEXT,
  readBinaryRows,
  readClassRows,
  readColumns,
} from '../../support/classification.ts'
import { relativeError } from '../../support/relative-error.ts'

type Values = Readonly<Record<string, number>>

/** Holds the statistics to the values of scikit-learn or fairlearn on the same rows, each counting once and by weight. */
function expectEqual(
  create: (metrics: readonly MetricInfo[]) => readonly Statistic[],
  { plain, weighted }: { readonly plain: Values; readonly weighted: Values },
  weights: Float64Array,
  task: 'binary' | 'multiclass',
) {
  const names = Object.keys(plain)
  const statistics = create(names.map((name) => findMetric(name, task)!))
  const misses = names.flatMap((name, m) => {
    const statistic = statistics[m]!
    const off = [
      relativeError(measureStatistic(statistic, null), plain[name]!),
      relativeError(measureStatistic(statistic, weights), weighted[name]!),
    ]
    return statistic.undefinedBecause === null && Math.max(...off) < 1e-11 ? [] : [{ name, off, statistic }]
  })
  expect(misses).toEqual([])
  expect(names.length).toBeGreaterThan(3)
}

describe.each(['churn', 'cancer'] as const)('binary metrics of %s', (table) => {
  const { parts, costs, metrics } = expected[table]
  const rows = readBinaryRows(table, parts)

  it('equal scikit-learn to 1e-11, with weights and ties', () => {
    const create = (asked: readonly MetricInfo[]) =>
      createBinaryStatistics(asked, rows, rows.candidate, { ...NO_CONTEXT, costs })
    expectEqual(create, metrics, rows.weights, 'binary')
  })
})

describe.each(Object.entries(expected.churn.groups))('fairness metrics by %s', (column, values) => {
  const rows = readBinaryRows('churn', expected.churn.parts)
  const texts = readColumns('churn')(column)
  const names = [...new Set(texts)]
  const compared = { names, codes: Int32Array.from(texts, (text) => names.indexOf(text)) }

  it('equal fairlearn to 1e-11, with weights', () => {
    const create = (asked: readonly MetricInfo[]) =>
      createBinaryStatistics(asked, rows, rows.candidate, { ...NO_CONTEXT, compared })
    expectEqual(create, values, rows.weights, 'binary')
  })
})

describe.each(['digits', 'wine'] as const)('metrics of many classes of %s', (table) => {
  const { parts, costs, metrics, without_labels_of_1: unlabelled, without_1: absent } = expected[table]
  const classes = costs.length

  const create = (rows: ReturnType<typeof readClassRows>) => (asked: readonly MetricInfo[]) =>
    createMulticlassStatistics(asked, rows, rows.candidate, { ...NO_CONTEXT, costs })

  it('equal scikit-learn to 1e-11, with weights, ties, and scores of 0 and 1', () => {
    const rows = readClassRows(table, parts, classes)
    expectEqual(create(rows), metrics, rows.weights, 'multiclass')
  })

  it('equal scikit-learn where a class is predicted but has no labels', () => {
    const rows = readClassRows(table, parts, classes, (label) => label !== 1)
    expectEqual(create(rows), unlabelled, rows.weights, 'multiclass')
  })

  it('equal scikit-learn where a class is absent, but for averages over all classes, which are undefined', () => {
    const rows = readClassRows(table, parts, classes, (label, prediction) => label !== 1 && prediction !== 1)
    const isOverAll = (name: string) => name.endsWith('_macro') || name === 'balanced_accuracy'
    const pick = (values: Values) => Object.fromEntries(Object.entries(values).filter(([name]) => !isOverAll(name)))
    expectEqual(
      create(rows),
      { plain: pick(absent.plain), weighted: pick(absent.weighted) },
      rows.weights,
      'multiclass',
    )
    for (const name of [...Object.keys(absent.plain).filter(isOverAll), 'roc_auc_ovr', 'roc_auc_ovo_weighted']) {
      const [statistic] = create(rows)([findMetric(name, 'multiclass')!])
      expect(statistic!.undefinedBecause).toMatch(/^no row is labelled (or predicted )?"1"$/)
      expect(measureStatistic(statistic!, null)).toBeNaN()
    }
  })
})
