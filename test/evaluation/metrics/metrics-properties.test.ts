import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findMetric, listMetrics, type MetricInfo } from '../../../src/core/metric.ts'
import { createBinaryStatistics } from '../../../src/evaluation/metrics/metrics-binary.ts'
import { createMulticlassStatistics } from '../../../src/evaluation/metrics/metrics-multiclass.ts'
import type { BinaryRows, MulticlassRows } from '../../../src/evaluation/rows.ts'
import type { MetricContext, Statistic } from '../../../src/evaluation/statistic.ts'
import { measureStatistic } from '../../support/classification.ts'

/** A row: labels and predictions below 3 (binary: below 2), scores in eighths so that they tie. */
interface Row {
  readonly label: number
  readonly prediction: number
  readonly score: number
  readonly scores: readonly number[]
  readonly group: number
  readonly weight: number
}

const ROW: fc.Arbitrary<Row> = fc.record({
  label: fc.nat(2),
  prediction: fc.nat(2),
  score: fc.nat(8).map((eighths) => eighths / 8),
  scores: fc.array(fc.nat(8), { minLength: 3, maxLength: 3 }).map((parts) => parts.map((part) => part / 8)),
  group: fc.nat(2),
  weight: fc.integer({ min: 1, max: 9 }).map((tenths) => tenths / 10),
})
const TABLE = fc.array(ROW, { minLength: 1, maxLength: 24 })

const named = (names: string, task: 'binary' | 'multiclass') => names.split(' ').map((name) => findMetric(name, task)!)
const BINARY = [
  ...listMetrics('binary'),
  ...named('f2 f0.5 gain_at_20 lift_at_37.5 gain_at_100 recall_at_precision_0.5 recall_at_precision_0.75', 'binary'),
  ...named('demographic_parity_difference equal_opportunity_difference', 'binary'),
  ...named('equalized_odds_difference group_calibration_difference', 'binary'),
]
const MULTICLASS = [
  ...listMetrics('multiclass'),
  ...named('f2_macro f0.5_weighted top_1_accuracy top_2_accuracy', 'multiclass'),
]

function binaryRows(table: readonly Row[]): BinaryRows {
  return {
    task: 'binary',
    weights: null,
    groups: null,
    labels: Uint8Array.from(table, ({ label }) => label % 2),
    candidate: {
      predictions: Uint8Array.from(table, ({ prediction }) => prediction % 2),
      scores: Float64Array.from(table, ({ score }) => score),
    },
    baseline: null,
  }
}

function classRows(table: readonly Row[]): MulticlassRows {
  return {
    task: 'multiclass',
    weights: null,
    groups: null,
    classes: ['a', 'b', 'c'],
    labels: Int32Array.from(table, ({ label }) => label),
    candidate: {
      predictions: Int32Array.from(table, ({ prediction }) => prediction),
      scores: [0, 1, 2].map((c) => Float64Array.from(table, ({ scores }) => scores[c]!)),
    },
    baseline: null,
  }
}

const COSTS = [
  [0, 3, 1],
  [5, -1, 2],
  [1, 1, 0],
]

function createAll(table: readonly Row[]): readonly (readonly [MetricInfo, Statistic])[] {
  const binary = binaryRows(table)
  const classes = classRows(table)
  const compared = { names: ['x', 'y', null], codes: Int32Array.from(table, ({ group }) => group) }
  const context = (costs: MetricContext['costs']): MetricContext => ({ costs, compared })
  const two = COSTS.slice(0, 2).map((row) => row.slice(0, 2))
  const made = [
    ...createBinaryStatistics(BINARY, binary, binary.candidate, context(two)),
    ...createMulticlassStatistics(MULTICLASS, classes, classes.candidate, context(COSTS)),
  ]
  return [...BINARY, ...MULTICLASS].map((metric, m) => [metric, made[m]!] as const)
}

const measureAll = (table: readonly Row[], weights: Float64Array | null) =>
  createAll(table).map(([, statistic]) => measureStatistic(statistic, weights))

const weigh = (table: readonly Row[]) => Float64Array.from(table, ({ weight }) => weight)

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  found.forEach((value, m) => {
    const other = wanted[m]!
    const isEqual = Number.isNaN(value) ? Number.isNaN(other) : Math.abs(value - other) <= 1e-11 * (1 + Math.abs(other))
    if (!isEqual) expect([[...BINARY, ...MULTICLASS][m]!.name, value]).toEqual([null, other])
  })
}

describe('every metric of classification', () => {
  it('is the same in any order of the rows', () => {
    fc.assert(
      fc.property(TABLE, fc.infiniteStream(fc.nat()), (table, keys) => {
        const shuffled = table
          .map((row) => ({ row, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row)
        expectClose(measureAll(shuffled, weigh(shuffled)), measureAll(table, weigh(table)))
      }),
      { numRuns: 150 },
    )
  })

  it('takes a row of weight 2 as a row that stands there twice', () => {
    const bigEnough = fc
      .array(ROW, { minLength: 15, maxLength: 24 })
      .map((table) => table.map((row, i) => ({ ...row, group: i % 3 })))
    fc.assert(
      fc.property(bigEnough, fc.nat(), (table, pick) => {
        const doubled = pick % table.length
        const weights = new Float64Array(table.length).fill(1)
        weights[doubled] = 2
        expectClose(measureAll(table, weights), measureAll([...table, table[doubled]!], null))
      }),
      { numRuns: 150 },
    )
  })

  it('without a row is the metric with that row at weight 0, and undefined where that is', () => {
    fc.assert(
      fc.property(TABLE, (table) => {
        for (const [{ name }, statistic] of createAll(table)) {
          if (statistic.kind !== 'order') continue
          statistic.leaveOut()?.forEach((value, row) => {
            const weights = new Float64Array(table.length).fill(1)
            weights[row] = 0
            const wanted = statistic.measure(weights)
            const isEqual = Number.isNaN(value) ? Number.isNaN(wanted) : Math.abs(value - wanted) < 1e-11
            if (!isEqual) expect([name, value]).toEqual([null, wanted])
          })
        }
      }),
      { numRuns: 150 },
    )
  })

  it('is a number where no reason says otherwise, and none where one does', () => {
    fc.assert(
      fc.property(TABLE, (table) => {
        for (const [{ name, range }, statistic] of createAll(table)) {
          const value = measureStatistic(statistic, null)
          if (Number.isNaN(value) !== (statistic.undefinedBecause !== null)) {
            expect([name, value]).toEqual([null, statistic.undefinedBecause])
          }
          const [low, high] = name === 'brier' ? [0, 3] : range
          if (value < low - 1e-12 || value > high + 1e-12) expect([name, value]).toEqual([null, range])
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('metrics of rankings', () => {
  const find = (table: readonly Row[], wanted: string, task: 'binary' | 'multiclass') => {
    const all = createAll(table)
    const [, statistic] = (task === 'binary' ? all : all.slice(BINARY.length)).find(([{ name }]) => name === wanted)!
    return measureStatistic(statistic, weigh(table))
  }

  it('agree with a count of all pairs, thresholds and shares of rows', () => {
    fc.assert(
      fc.property(TABLE, (table) => {
        const isPositive = ({ label }: Row) => label % 2 === 1
        const sum = (rows: readonly Row[]) => rows.reduce((total, { weight }) => total + weight, 0)
        const positives = sum(table.filter(isPositive))
        const countPairs = (a: readonly Row[], b: readonly Row[], score: (row: Row) => number) =>
          a.reduce(
            (wins, x) =>
              wins + b.reduce((own, y) => own + (x.weight * y.weight * (Math.sign(score(x) - score(y)) + 1)) / 2, 0),
            0,
          ) /
          (sum(a) * sum(b))
        const negative = table.filter((row) => !isPositive(row))
        const recalls = table.flatMap(({ score }) => {
          const above = table.filter((row) => row.score >= score)
          const hits = sum(above.filter(isPositive))
          return hits / sum(above) >= 0.75 - 1e-12 ? [hits / positives] : []
        })
        const share = (row: Row) => {
          const above = sum(table.filter(({ score }) => score > row.score))
          const tied = sum(table.filter(({ score }) => score === row.score))
          return Math.min(1, Math.max(0, (0.2 * sum(table) - above) / tied))
        }
        const gain = table.filter(isPositive).reduce((total, row) => total + row.weight * share(row), 0) / positives
        const of = [0, 1, 2].map((c) => table.filter(({ label }) => label === c))
        const pairs = [0, 1, 2].flatMap((a) =>
          [0, 1, 2].flatMap((b) => (a === b ? [] : [countPairs(of[a]!, of[b]!, ({ scores }) => scores[a]!)])),
        )
        const rest = [0, 1, 2].map((c) =>
          countPairs(
            of[c]!,
            table.filter(({ label }) => label !== c),
            ({ scores }) => scores[c]!,
          ),
        )
        const average = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length
        const isWhole = of.every((rows) => rows.length > 0)
        const naive: readonly (readonly [string, 'binary' | 'multiclass', number])[] = [
          ['roc_auc', 'binary', countPairs(table.filter(isPositive), negative, ({ score }) => score)],
          [
            'recall_at_precision_0.75',
            'binary',
            recalls.length === 0 || positives === 0 ? Number.NaN : Math.max(...recalls),
          ],
          ['gain_at_20', 'binary', gain],
          ['roc_auc_ovo', 'multiclass', isWhole ? average(pairs) : Number.NaN],
          ['roc_auc_ovr', 'multiclass', isWhole ? average(rest) : Number.NaN],
        ]
        for (const [name, task, wanted] of naive) {
          const value = find(table, name, task)
          const isEqual = Number.isNaN(value) ? Number.isNaN(wanted) : Math.abs(value - wanted) < 1e-11
          if (!isEqual) expect([name, value]).toEqual([null, wanted])
        }
      }),
      { numRuns: 200 },
    )
  })
})
