import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { BINARY_METRICS } from '../../../src/core/metric.ts'
import { compareMetrics } from '../../../src/evaluation/comparison/comparison.ts'
import { leaveOutUnits } from '../../../src/evaluation/comparison/comparison-leave-out.ts'
import { createStatistics } from '../../../src/evaluation/metrics/metric-statistics.ts'
import type { BinaryRows } from '../../../src/evaluation/rows.ts'
import { sliceRows } from '../../../src/evaluation/slices.ts'
import { describeUnits } from '../../../src/evaluation/units.ts'
import { computeJackknifeError } from '../../../src/stats/jackknife.ts'
import expected from '../../fixtures/weighted-comparison/expected.json' with { type: 'json' }
import { binaryRows, DEFAULTS, makeRows, metricsNamed, predictByHalf } from '../../support/binary-rows.ts'
import { relativeError } from '../../support/relative-error.ts'

function readRows(): BinaryRows {
  const [, ...lines] = readFileSync(new URL('../../fixtures/weighted-comparison/rows.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  const table = lines.map((line) => line.split(',').map(Number))
  const column = (index: number) => table.map((row) => row[index]!)
  return binaryRows({
    labels: Uint8Array.from(column(0)),
    candidate: predictByHalf(column(1)),
    baseline: predictByHalf(column(2)),
    weights: Float64Array.from(column(3)),
    groups: Int32Array.from(column(4)),
  })
}

const both = readRows()
const situations = {
  weights: { ...both, groups: null },
  groups: { ...both, weights: null },
  both,
} as const

describe.each(Object.entries(situations))('rows with %s', (name, rows) => {
  const oracle = expected[name as keyof typeof expected]
  const names = Object.keys(oracle.values) as (keyof typeof oracle.values)[]
  const found = new Map(
    compareMetrics(metricsNamed(...names), rows, DEFAULTS).map((comparison) => [comparison.metric.name, comparison]),
  )

  it.each(names)('have the %s of scikit-learn with its sample_weight', (metric) => {
    const { candidate, baseline, difference } = found.get(metric)!
    const [ours, theirs] = oracle.values[metric]
    expect(relativeError(candidate.value!, ours!)).toBeLessThan(1e-12)
    expect(relativeError(baseline!.value!, theirs!)).toBeLessThan(1e-12)
    expect(difference!.value!).toBeCloseTo(ours! - theirs!, 12)
  })

  it('have the errors of ROC AUC of the full kernel matrix, clusters and weights in it', () => {
    const { standardError, difference, method } = found.get('roc_auc')!
    expect(method).toBe('delong')
    expect(relativeError(standardError!, oracle.delong.candidate[1]!)).toBeLessThan(1e-10)
    expect(relativeError(difference!.standardError!, oracle.delong.difference[1]!)).toBeLessThan(1e-10)
    expect(difference!.value!).toBeCloseTo(oracle.delong.difference[0]!, 12)
  })

  it.each(['accuracy', 'f1', 'pr_auc', 'log_loss'] as const)(
    'have the error of %s that leaving out each unit and measuring anew has',
    (metric) => {
      const [normal] = compareMetrics(metricsNamed(metric), rows, { ...DEFAULTS, method: 'normal' })
      const [own, difference] = oracle.jackknife[metric]
      expect(relativeError(normal!.standardError!, own!)).toBeLessThan(1e-9)
      expect(relativeError(normal!.difference!.standardError!, difference!)).toBeLessThan(1e-9)
    },
  )

  it.each(['accuracy', 'f1', 'pr_auc', 'log_loss'] as const)(
    'have the error of %s of a bootstrap in numpy that draws whole units',
    (metric) => {
      const { standardError, difference, method } = found.get(metric)!
      const [own, gap] = oracle.bootstrap[metric]
      expect(method).toBe('bootstrap-bca')
      // Both are Monte Carlo: 2,000 and 4,000 resamples.
      expect(Math.abs(standardError! / own! - 1)).toBeLessThan(0.07)
      expect(Math.abs(difference!.standardError! / gap! - 1)).toBeLessThan(0.07)
    },
  )

  it('have no McNemar test, which takes rows for themselves', () => {
    expect(found.get('accuracy')!.difference).toMatchObject({ test: null, pValue: null })
  })
})

describe('weights and groups', () => {
  it('that make no difference make none', () => {
    const rows = makeRows(200)
    const plain = compareMetrics(BINARY_METRICS, rows, DEFAULTS)
    const same = { ...rows, weights: new Float64Array(200).fill(2.5), groups: new Int32Array(200).map((_, i) => i) }
    expect(compareMetrics(BINARY_METRICS, same, DEFAULTS)).toEqual(plain)
  })

  it('of a stratified sample, few weights, have the errors of leaving rows out', () => {
    const rows = { ...makeRows(1500), weights: new Float64Array(1500).map((_, i) => (i % 3 === 0 ? 1 : 4)) }
    const units = describeUnits(rows)
    const metrics = metricsNamed('accuracy', 'recall', 'mcc')
    const statistics = createStatistics(metrics, rows, 'candidate', { costs: null, compared: null })
    compareMetrics(metrics, rows, DEFAULTS).forEach(({ standardError, candidate }, m) => {
      const jackknife = computeJackknifeError({ values: leaveOutUnits(statistics[m]!, units), counts: null })
      expect(Math.abs(standardError! / jackknife - 1)).toBeLessThan(0.06)
      expect(candidate.interval![0]).toBeLessThan(candidate.value!)
    })
  })

  it('widen the interval where rows of a group are copies of each other', () => {
    const rows = makeRows(100)
    const copies = sliceRows(
      rows,
      Array.from({ length: 400 }, (_, i) => i % 100),
    )
    const grouped = { ...copies, groups: new Int32Array(400).map((_, i) => i % 100) }
    const width = (of: BinaryRows, name: string) => {
      const { interval } = compareMetrics(metricsNamed(name), of, DEFAULTS)[0]!.difference!
      return interval![1] - interval![0]
    }
    for (const name of ['roc_auc', 'brier', 'pr_auc', 'f1']) {
      expect(width(grouped, name) / width(rows, name), name).toBeCloseTo(1, 0)
      expect(width(copies, name) / width(rows, name), name).toBeLessThan(0.65)
    }
  })

  it('give no interval for fewer than 30 groups, and say so', () => {
    const rows = { ...makeRows(300), groups: new Int32Array(300).map((_, i) => i % 29) }
    for (const { candidate, difference, reason } of compareMetrics(
      metricsNamed('accuracy', 'roc_auc'),
      rows,
      DEFAULTS,
    )) {
      expect(candidate.value).not.toBeNull()
      expect(candidate.interval).toBeNull()
      expect(difference!.interval).toBeNull()
      expect(reason).toContain('the rows stand in 29 groups, and an interval needs 30')
    }
  })

  it('do not depend on the order of the rows', () => {
    const order = new Int32Array(both.labels.length).map((_, i) => (i * 7) % both.labels.length)
    const metrics = metricsNamed('f1', 'pr_auc', 'log_loss', 'ece')
    const there = compareMetrics(metrics, both, { ...DEFAULTS, resamples: 200 })
    expect(compareMetrics(metrics, sliceRows(both, order), { ...DEFAULTS, resamples: 200 })).toEqual(there)
  })
})
