import { describe, expect, it } from 'vitest'
import { findMetric } from '../../../src/core/metric.ts'
import { resampleCalibration } from '../../../src/evaluation/comparison/comparison-calibration.ts'
import { countKinds, sampleKinds } from '../../../src/evaluation/comparison/comparison-cells.ts'
import { leaveOutUnits } from '../../../src/evaluation/comparison/comparison-leave-out.ts'
import { resampleMedians } from '../../../src/evaluation/comparison/comparison-median.ts'
import { planMetrics } from '../../../src/evaluation/comparison/comparison-plan.ts'
import type { PairedSample } from '../../../src/evaluation/comparison/comparison-samples.ts'
import { sampleMetrics } from '../../../src/evaluation/comparison/comparison-sampling.ts'
import { planSampling } from '../../../src/evaluation/comparison/sampling-plan.ts'
import { createStatistics } from '../../../src/evaluation/metrics/metric-statistics.ts'
import type { TaskRows } from '../../../src/evaluation/rows.ts'
import type { CellStatistic } from '../../../src/evaluation/statistic.ts'
import { describeUnits } from '../../../src/evaluation/units.ts'
import { computeStandardDeviation } from '../../../src/stats/bootstrap.ts'
import { computeJackknifeError } from '../../../src/stats/jackknife.ts'
import { quantile } from '../../../src/stats/quantile.ts'
import { createRandomStream } from '../../../src/stats/random.ts'
import { makeRows, metricsNamed } from '../../support/binary-rows.ts'

const METRICS = metricsNamed(
  ...['accuracy', 'balanced_accuracy', 'precision', 'recall', 'specificity', 'f1', 'mcc', 'cohen_kappa'],
  ...['roc_auc', 'pr_auc', 'log_loss', 'brier', 'ece'],
)
const NOTHING_BESIDE = { costs: null, compared: null }

function sampleAll(rows: TaskRows, resamples: number, metrics = METRICS): Map<string, PairedSample> {
  const units = describeUnits(rows)
  const plans = planMetrics(metrics, rows, units, { method: 'bootstrap-bca' }, NOTHING_BESIDE)
  const options = { resamples, seed: 1, method: 'bootstrap-bca' } as const
  const samples = sampleMetrics(planSampling(plans, rows, units, options), rows, units, options)
  return new Map([...samples].map(([{ metric }, sample]) => [metric.name, sample]))
}

describe('resampling', () => {
  it('gives each replicate a stream of its own, so that more of them change none', () => {
    const few = sampleAll(makeRows(80), 5)
    const many = sampleAll(makeRows(80), 40)
    expect(few.size).toBe(METRICS.length)
    for (const [name, sample] of few) {
      expect(many.get(name)!.difference!.replicates!.slice(0, 5), name).toEqual(sample.difference!.replicates)
    }
  })

  it('has the standard error that leaving rows out has, for each metric, model and difference', () => {
    for (const [name, { models, difference }] of sampleAll(makeRows(1500), 1500)) {
      // The calibration error's absolute values have no such limit.
      if (name === 'ece') continue
      for (const sample of [...models, difference!]) {
        const ratio = computeStandardDeviation(sample.replicates!) / computeJackknifeError(sample.leaveOut())
        expect(Math.abs(ratio - 1), name).toBeLessThan(0.08)
      }
    }
  })

  it('by kinds of rows has the law of resampling rows, with weights too', () => {
    const rows = makeRows(1200)
    for (const weights of [null, new Float64Array(1200).map((_, i) => (i % 5 === 0 ? 1 : 3))]) {
      const units = describeUnits({ ...rows, weights })
      const [statistic] = createStatistics(metricsNamed('f1'), rows, 'candidate', NOTHING_BESIDE)
      if (statistic?.kind !== 'cells') throw new Error('F1 is made from cells')
      const kinds = countKinds([statistic], units)!
      expect(kinds.counts.reduce((sum, count) => sum + count, 0)).toBe(1200)
      const byKinds = sampleKinds([[statistic]], kinds, { resamples: 2000, seed: 1 })[0]![0]!
      const rowByRow = { kind: 'order', measure: measureRows(statistic), leaveOut: () => null } as const
      const error = computeJackknifeError({ values: leaveOutUnits({ ...rowByRow, ...DEFINED }, units), counts: null })
      expect(byKinds.value).toBeCloseTo(rowByRow.measure(weights), 13)
      expect(Math.abs(computeStandardDeviation(byKinds.replicates!) / error - 1)).toBeLessThan(0.06)
    }
  })

  it('of kinds leaves out one row of each as leaving out rows would', () => {
    const rows = makeRows(30)
    const units = describeUnits(rows)
    const [statistic] = createStatistics(metricsNamed('f1'), rows, 'candidate', NOTHING_BESIDE)
    const { values, counts } = sampleAll(rows, 10, metricsNamed('f1')).get('f1')!.models[0]!.leaveOut()
    const direct = leaveOutUnits(statistic!, units)
    const kinds = [...values].flatMap((value, kind) => Array<number>(counts?.[kind] ?? 1).fill(value))
    const ascending = (list: Iterable<number>) => [...list].sort((a, b) => a - b)
    ascending(direct).forEach((value, i) => {
      expect(ascending(kinds)[i]).toBeCloseTo(value, 14)
    })
  })
})

const DEFINED = { undefinedBecause: null, notes: [] }

const measureRows = (statistic: CellStatistic) => (weights: Float64Array | null) => {
  const totals = new Float64Array(statistic.size)
  statistic.cells.forEach((cell, i) => {
    totals[cell]! += weights?.[i] ?? 1
  })
  return statistic.measure(totals)
}

describe('leaving out blocks of rows', () => {
  it('has the error of leaving out each row', () => {
    const rows = makeRows(2600)
    const [statistic] = createStatistics(metricsNamed('pr_auc'), rows, 'candidate', NOTHING_BESIDE)
    const units = describeUnits(rows)
    const byRows = computeJackknifeError({ values: leaveOutUnits(statistic!, units), counts: null })
    const byBlocks = leaveOutUnits({ ...statistic!, leaveOut: () => null } as typeof statistic & object, units)
    expect(byBlocks).toHaveLength(2000)
    expect(Math.abs(computeJackknifeError({ values: byBlocks, counts: null }) / byRows - 1)).toBeLessThan(0.06)
  })
})

describe('the calibration error of many rows', () => {
  it('resampled by cells has the law of resampling rows', () => {
    const rows = makeRows(3000)
    const models = [rows.candidate.scores!, rows.baseline!.scores!]
    const sample = sampleAll(rows, 1500, metricsNamed('ece')).get('ece')!
    const forecasts = models.map((probabilities) => ({ outcomes: rows.labels, probabilities }))
    const cells = resampleCalibration(forecasts, 1500, 1)
    const pairs = [
      [cells[0]!, sample.models[0]!.replicates!],
      [cells[1]!, sample.models[1]!.replicates!],
      [cells[0]!.map((value, i) => value - cells[1]![i]!), sample.difference!.replicates!],
    ] as const
    for (const [byCells, byRows] of pairs) {
      const error = computeStandardDeviation(byRows)
      expect(Math.abs(computeStandardDeviation(byCells) / error - 1)).toBeLessThan(0.09)
      for (const p of [0.025, 0.5, 0.975]) {
        const gap = quantile(byCells.slice().sort(), p) - quantile(byRows.slice().sort(), p)
        expect(Math.abs(gap)).toBeLessThan(0.25 * error)
      }
    }
  })

  it('of one model is that of the first of two alike', () => {
    const { labels, candidate } = makeRows(500)
    const one = { outcomes: labels, probabilities: candidate.scores! }
    const alike = resampleCalibration([one, { ...one, probabilities: one.probabilities.slice() }], 20, 1)
    expect(alike[0]).toEqual(alike[1])
    expect(resampleCalibration([one], 20, 1)[0]).toEqual(alike[0])
  })
})

describe('the median error of many rows', () => {
  it.each([4001, 4000])('resampled by the rows near it has the law of resampling rows (%s of them)', (count) => {
    const stream = createRandomStream(3, 99, 0)
    const size = () => -Math.log(stream.nextUniform())
    const labels = new Float64Array(count)
    const shared = Float64Array.from(labels, size)
    const model = () => ({ predictions: shared.map((error) => error + size()), lower: null, upper: null })
    const numbers = {
      ...({ task: 'regression', weights: null, groups: null, scales: null, labels } as const),
      candidate: model(),
      baseline: model(),
    }
    const metric = findMetric('median_ae', 'regression')!
    const { models, difference } = sampleAll(numbers, 1500, [metric]).get('median_ae')!
    const [a, b] = resampleMedians([numbers.candidate.predictions, numbers.baseline.predictions], 1500, 1)
    for (const [byParts, byRows] of [
      [a!, models[0]!.replicates!],
      [b!, models[1]!.replicates!],
      [a!.map((value, i) => value - b![i]!), difference!.replicates!],
    ] as const) {
      const error = computeStandardDeviation(byRows)
      expect(Math.abs(computeStandardDeviation(byParts) / error - 1)).toBeLessThan(0.09)
      for (const p of [0.025, 0.5, 0.975]) {
        const gap = quantile(byParts.slice().sort(), p) - quantile(byRows.slice().sort(), p)
        // A median jumps from row to row, and so do the quantiles of its replicates.
        expect(Math.abs(gap)).toBeLessThan(0.45 * error)
      }
    }
  })
})
