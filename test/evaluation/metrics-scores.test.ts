import { describe, expect, it } from 'vitest'
import { countClipped, createScoreStatistic, findCalibrationBin } from '../../src/evaluation/metrics-scores.ts'
import { makeRows } from '../support/binary-rows.ts'

const NAMES = ['roc_auc', 'pr_auc', 'log_loss', 'brier', 'ece']

describe('a metric of scores', () => {
  const { labels, candidate } = makeRows(40)
  const scores = candidate.scores!

  it.each(NAMES)('%s without a row is the metric of the other rows', (name) => {
    const leftOut = createScoreStatistic(name, labels, scores).leaveOut()
    leftOut.forEach((value, row) => {
      const isOther = (_: number, i: number) => i !== row
      const rest = createScoreStatistic(name, labels.filter(isOther), scores.filter(isOther))
      expect(value).toBeCloseTo(rest.measure(null), 13)
    })
  })

  it.each(NAMES)('%s of rows with counts is the metric of rows that come so often', (name) => {
    const counts = Int32Array.from(labels, (_, i) => (i % 4 === 0 ? 2 : i % 4 === 1 ? 0 : 1))
    const rows = [...counts].flatMap((count, row) => Array<number>(count).fill(row))
    const repeated = createScoreStatistic(
      name,
      Uint8Array.from(rows, (row) => labels[row]!),
      Float64Array.from(rows, (row) => scores[row]!),
    )
    expect(createScoreStatistic(name, labels, scores).measure(counts)).toBeCloseTo(repeated.measure(null), 13)
  })
})

describe('calibration bins', () => {
  it.each([
    [0, 0],
    [0.0999, 0],
    [0.1, 1],
    [0.3, 3],
    [0.7, 7],
    [0.9, 9],
    [1, 9],
  ])('take %f into bin %i: left-closed, 1 in the last', (score, bin) => {
    expect(findCalibrationBin(score)).toBe(bin)
  })
})

describe('the logarithm', () => {
  it('is clipped only for scores of 0 and 1 to rounding', () => {
    expect(countClipped(Float64Array.of(0, 1, 1e-15, 1 - 1e-15, 1e-17, 0.5))).toBe(3)
    const { measure } = createScoreStatistic('log_loss', Uint8Array.of(1), Float64Array.of(0))
    expect(measure(null)).toBeCloseTo(36.04365338911715, 12)
  })
})
