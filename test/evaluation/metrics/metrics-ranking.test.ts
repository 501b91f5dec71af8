import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findMetric, listMetrics } from '../../../src/core/metric.ts'
import { createRankingStatistics } from '../../../src/evaluation/metrics/metrics-ranking.ts'
import type { RankingRows } from '../../../src/evaluation/rows.ts'
import expected from '../../fixtures/ranking-metrics/expected.json' with { type: 'json' }
import table from '../../fixtures/ranking-metrics/rows.json' with { type: 'json' }
import { measureStatistic } from '../../support/classification.ts'
import { relativeError } from '../../support/relative-error.ts'

interface Document {
  readonly query: number
  readonly label: number
  readonly score: number
  readonly weight?: number
}

function makeRows(documents: readonly Document[]): RankingRows {
  const weights = documents.map(({ weight }) => weight)
  return {
    task: 'ranking',
    groups: null,
    weights: weights.includes(undefined) ? null : Float64Array.from(weights as number[]),
    queries: Int32Array.from(documents, ({ query }) => query),
    labels: Float64Array.from(documents, ({ label }) => label),
    candidate: { scores: Float64Array.from(documents, ({ score }) => score) },
    baseline: null,
  }
}

function createAll(names: readonly string[], rows: RankingRows) {
  return createRankingStatistics(
    names.map((name) => findMetric(name, 'ranking')!),
    rows,
    rows.candidate.scores,
  )
}

function measureAll(names: readonly string[], rows: RankingRows): number[] {
  return createAll(names, rows).map((statistic) => measureStatistic(statistic, rows.weights))
}

const readDocuments = (model: 'candidate' | 'baseline', isWeighted: boolean) =>
  table.labels.map((label, i) => ({
    query: table.queries[i]!,
    label,
    score: table[model][i]!,
    ...(isWeighted ? { weight: table.weights[i]! } : {}),
  }))

function expectEqual(rows: RankingRows, theirs: Readonly<Record<string, number>>): void {
  const names = Object.keys(theirs)
  const errors = measureAll(names, rows).map((value, i) => relativeError(value, theirs[names[i]!]!))
  expect(names.filter((_, i) => !(errors[i]! < 1e-11))).toEqual([])
}

const NAMES = ['ndcg', 'ndcg_at_2', 'map', 'map_at_2', 'mrr', 'mrr_at_2']

describe('ranking metrics on real data', () => {
  it.each(['candidate', 'baseline'] as const)(
    'equal scikit-learn, and counts over all orders of ties (%s)',
    (model) => {
      expectEqual(makeRows(readDocuments(model, false)), expected[model].plain)
      expectEqual(makeRows(readDocuments(model, true)), expected[model].weighted)
    },
  )

  it('equal trec_eval, and LightGBM at k', () => {
    const rows = makeRows(readDocuments('candidate', false))
    expectEqual(rows, expected.trec)
    expectEqual(rows, expected.lightgbm)
  })

  it('leave queries without a relevant document out, and count them', () => {
    for (const { notes, undefinedBecause } of createAll(NAMES, makeRows(readDocuments('candidate', false)))) {
      expect(notes).toEqual([`${expected.queriesLeftOut} queries without a relevant document left out`])
      expect(undefinedBecause).toBeNull()
    }
  })
})

describe('ranking metrics', () => {
  it.each([
    [[], 'there are no rows'],
    [[{ query: 0, label: 0, score: 1 }], 'no query has a relevant document'],
    [
      [
        { query: 0, label: 1, score: Number.NaN },
        { query: 0, label: 1, score: 1 },
      ],
      '1 score is missing',
    ],
    [[{ query: 0, label: -1, score: 1 }], '1 label is no relevance of at least 0'],
  ])('of %j say why they have no value', (documents, because) => {
    const rows = makeRows(documents)
    for (const statistic of createAll(NAMES, rows)) {
      expect(statistic.undefinedBecause).toBe(because)
      expect(measureStatistic(statistic, null)).toBeNaN()
    }
  })

  it('order infinite scores like any other', () => {
    const documents = [Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY].map((score, label) => ({
      query: 0,
      label,
      score,
    }))
    expect(measureAll(NAMES, makeRows(documents))).toEqual([1, 1, 1, 1, 1, 1])
  })

  it('take the mean weight of a query whose rows weigh differently', () => {
    const documents = [
      { query: 0, label: 1, score: 1, weight: 1 },
      { query: 0, label: 0, score: 2, weight: 3 },
      { query: 1, label: 1, score: 1, weight: 4 },
    ]
    expect(measureAll(['mrr'], makeRows(documents))[0]).toBeCloseTo((2 * 0.5 + 4) / 6, 14)
  })

  it('refuse a metric of another task', () => {
    const rows = makeRows([{ query: 0, label: 1, score: 1 }])
    expect(() => createRankingStatistics(listMetrics('regression'), rows, rows.candidate.scores)).toThrow(RangeError)
  })

  it('do not see the order of rows, and take a weight of 2 as a query that comes twice', () => {
    const document = fc.record({ query: fc.nat(3), label: fc.nat(2), score: fc.nat(3) })
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 14 }), (list) => {
        const numbers = [...new Set(list.map(({ query }) => query))]
        const documents = list.map((one) => ({ ...one, query: numbers.indexOf(one.query) }))
        const weighted = documents.map((one) => ({ ...one, weight: 1 + (one.query % 2) }))
        const twice = documents.filter(({ query }) => query % 2 === 1).map((one) => ({ ...one, query: one.query + 10 }))
        const plain = measureAll(NAMES, makeRows(weighted))
        expectClose(measureAll(NAMES, makeRows(weighted.toReversed())), plain)
        expectClose(measureAll(NAMES, makeRows([...documents, ...twice])), plain)
      }),
    )
  })
})

function expectClose(actual: readonly number[], expectedValues: readonly number[]): void {
  actual.forEach((value, i) => {
    if (Number.isNaN(expectedValues[i]!)) expect(value).toBeNaN()
    else expect(value).toBeCloseTo(expectedValues[i]!, 12)
  })
}
