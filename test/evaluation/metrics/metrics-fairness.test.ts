import { describe, expect, it } from 'vitest'
import { findMetric } from '../../../src/core/metric.ts'
import { createBinaryStatistics } from '../../../src/evaluation/metrics/metrics-binary.ts'
import { measureStatistic } from '../../support/classification.ts'

type Row = readonly [group: string | null, label: 0 | 1, prediction: 0 | 1, score: number]

const repeat = (times: number, ...row: Row): readonly Row[] => Array.from({ length: times }, () => row)

function create(name: string, rows: readonly Row[]) {
  const names = [...new Set(rows.map(([group]) => group))]
  const candidate = {
    predictions: Uint8Array.from(rows, ([, , prediction]) => prediction),
    scores: Float64Array.from(rows, ([, , , score]) => score),
  }
  const table = {
    task: 'binary',
    weights: null,
    groups: null,
    labels: Uint8Array.from(rows, ([, label]) => label),
    candidate,
    baseline: null,
  } as const
  const compared = { names, codes: Int32Array.from(rows, ([group]) => names.indexOf(group)) }
  return createBinaryStatistics([findMetric(name)!], table, candidate, { costs: null, compared })[0]!
}

/** North: TPR 3/4, FPR 1/2; south: TPR 1/2, FPR 0; null: no positives, FPR 1/5. */
const ROWS: readonly Row[] = [
  ...repeat(3, 'north', 1, 1, 0.9),
  ...repeat(1, 'north', 1, 0, 0.4),
  ...repeat(2, 'north', 0, 1, 0.6),
  ...repeat(2, 'north', 0, 0, 0.1),
  ...repeat(2, 'south', 1, 1, 0.8),
  ...repeat(2, 'south', 1, 0, 0.2),
  ...repeat(4, 'south', 0, 0, 0.2),
  ...repeat(4, null, 0, 0, 0.1),
  ...repeat(1, null, 0, 1, 0.6),
]

describe('gaps between groups', () => {
  it.each([
    ['demographic_parity_difference', 5 / 8 - 1 / 5, []],
    ['equal_opportunity_difference', 1 / 4, ['left out for want of positives: "(null)"']],
    ['equalized_odds_difference', 1 / 2, ['left out for want of positives: "(null)"']],
    ['group_calibration_difference', 1 / 5 - (2.8 - 4) / 8, []],
  ])('%s leaves out by name a group that has no such rate', (name, value, notes) => {
    const statistic = create(name, ROWS)
    expect(statistic.notes).toEqual(notes)
    expect(measureStatistic(statistic, null)).toBeCloseTo(value, 14)
  })

  it('leave out groups of fewer than 5 rows and count them', () => {
    const statistic = create('demographic_parity_difference', [...ROWS, ...repeat(4, 'east', 1, 1, 1)])
    expect(measureStatistic(statistic, null)).toBeCloseTo(5 / 8 - 1 / 5, 14)
    expect(statistic.notes).toEqual(['1 group of fewer than 5 rows left out'])
  })

  it('are undefined with fewer than two groups left, and say why', () => {
    const alone = [...repeat(5, 'north', 1, 1, 0.9), ...repeat(3, 'south', 1, 1, 0.9)]
    const reason = '1 group to compare; 1 group of fewer than 5 rows left out'
    for (const name of ['demographic_parity_difference', 'group_calibration_difference']) {
      expect(create(name, alone).undefinedBecause).toBe(reason)
    }
    const noNegatives = [...repeat(5, 'north', 1, 1, 0.9), ...repeat(5, 'south', 1, 0, 0.9)]
    expect(create('equal_opportunity_difference', noNegatives).undefinedBecause).toBeNull()
    const odds = create('equalized_odds_difference', noNegatives)
    expect(odds.undefinedBecause).toBe('fewer than two groups with negatives to compare')
    expect(measureStatistic(odds, null)).toBeNaN()
  })

  it('of calibration need probabilities', () => {
    const statistic = create('group_calibration_difference', [...ROWS, ...repeat(1, 'north', 1, 1, 2)])
    expect(statistic.undefinedBecause).toBe('1 score is outside [0, 1]')
  })
})
