import { describe, expect, it } from 'vitest'
import { resampleCalibration } from '../../src/evaluation/comparison-calibration.ts'
import { countCells, sampleCountMetrics } from '../../src/evaluation/comparison-counts.ts'
import type { Sample } from '../../src/evaluation/comparison-intervals.ts'
import type { PairedSample } from '../../src/evaluation/comparison-samples.ts'
import { orderRows, sampleScoreMetrics } from '../../src/evaluation/comparison-scores.ts'
import { computeStandardDeviation } from '../../src/stats/bootstrap.ts'
import { computeJackknifeError } from '../../src/stats/jackknife.ts'
import { quantile } from '../../src/stats/quantile.ts'
import { makeRows, metricsNamed } from '../support/binary-rows.ts'

const COUNT_METRICS = metricsNamed(
  ...['accuracy', 'balanced_accuracy', 'precision', 'recall', 'specificity', 'f1', 'mcc', 'cohen_kappa'],
)
const SCORE_METRICS = metricsNamed('roc_auc', 'pr_auc', 'log_loss', 'brier', 'ece')

function sampleAll(rowCount: number, resamples: number): Map<string, PairedSample> {
  const rows = makeRows(rowCount)
  const table = orderRows({
    labels: rows.labels,
    candidate: rows.candidate.scores!,
    baseline: rows.baseline!.scores,
  })
  const options = { resamples, seed: 1 }
  return new Map([
    ...sampleCountMetrics(COUNT_METRICS, countCells(rows), true, options),
    ...sampleScoreMetrics(SCORE_METRICS, table, () => true, options),
  ])
}

describe('resampling', () => {
  it('gives each replicate a stream of its own, so that more of them change none', () => {
    const few = sampleAll(80, 5)
    const many = sampleAll(80, 40)
    for (const [name, sample] of few) {
      expect(many.get(name)!.difference!.replicates!.slice(0, 5), name).toEqual(sample.difference!.replicates)
    }
  })

  it('has the standard error that leaving rows out has, for each metric, model and difference', () => {
    for (const [name, { candidate, baseline, difference }] of sampleAll(1500, 1500)) {
      // The calibration error's absolute values have no such limit.
      if (name === 'ece') continue
      for (const sample of [candidate, baseline!, difference!]) {
        const ratio = computeStandardDeviation(sample.replicates!) / computeJackknifeError(sample.leaveOut())
        expect(Math.abs(ratio - 1), name).toBeLessThan(0.08)
      }
    }
  })

  it('of cells leaves out one row of each kind as leaving out rows would', () => {
    const rows = makeRows(30)
    const [sample] = sampleCountMetrics(metricsNamed('f1'), countCells(rows), true, { resamples: 0, seed: 1 }).values()
    const { values, counts } = (sample!.candidate satisfies Sample).leaveOut()
    const byRow = rows.labels.map((_, row) => row)
    const measure = (kept: Uint8Array) => {
      const hits = kept.filter((row) => rows.labels[row] === 1 && rows.candidate.predictions[row] === 1).length
      const errors = kept.filter((row) => rows.labels[row] !== rows.candidate.predictions[row]).length
      return (2 * hits) / (2 * hits + errors)
    }
    const direct = [...byRow].map((row) => measure(byRow.filter((other) => other !== row)))
    const kinds = [...values].flatMap((value, cell) => Array<number>(counts![cell]!).fill(value))
    const ascending = (list: number[]) => list.sort((a, b) => a - b)
    ascending(direct).forEach((value, i) => {
      expect(ascending(kinds)[i]).toBeCloseTo(value, 14)
    })
  })
})

describe('the calibration error of many rows', () => {
  it('resampled by cells has the law of resampling rows', () => {
    const rows = makeRows(3000)
    const models = [rows.candidate.scores!, rows.baseline!.scores!]
    const table = orderRows({ labels: rows.labels, candidate: models[0]!, baseline: models[1]! })
    const options = { resamples: 1500, seed: 1 }
    const sample = sampleScoreMetrics(metricsNamed('ece'), table, () => true, options).get('ece')!
    const cells = resampleCalibration(rows.labels, models, 1500, 1)
    const pairs = [
      [cells[0]!, sample.candidate.replicates!],
      [cells[1]!, sample.baseline!.replicates!],
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
    const scores = candidate.scores!
    const alike = resampleCalibration(labels, [scores, scores.slice()], 20, 1)
    expect(alike[0]).toEqual(alike[1])
    expect(resampleCalibration(labels, [scores], 20, 1)[0]).toEqual(alike[0])
  })
})
