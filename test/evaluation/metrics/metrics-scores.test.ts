import { describe, expect, it } from 'vitest'
import { findMetric } from '../../../src/core/metric.ts'
import { createBinaryStatistics } from '../../../src/evaluation/metrics/metrics-binary.ts'
import { findCalibrationBin } from '../../../src/evaluation/metrics/metrics-calibration.ts'
import { makeRows } from '../../support/binary-rows.ts'
import { measureStatistic, NO_CONTEXT } from '../../support/classification.ts'

function create(name: string, labels: readonly number[], scores: readonly number[], weights?: readonly number[]) {
  const candidate = { predictions: new Uint8Array(labels.length), scores: Float64Array.from(scores) }
  const rows = {
    task: 'binary',
    labels: Uint8Array.from(labels),
    weights: weights ? Float64Array.from(weights) : null,
    groups: null,
    candidate,
    baseline: null,
  } as const
  return createBinaryStatistics([findMetric(name)!], rows, candidate, NO_CONTEXT)[0]!
}

describe('a metric of scores', () => {
  const { labels, candidate } = makeRows(40)
  const scores = candidate.scores!

  it.each(['roc_auc', 'pr_auc', 'ece', 'gain_at_15', 'lift_at_15', 'recall_at_precision_0.8'])(
    '%s without a row is the metric of the other rows',
    (name) => {
      const whole = create(name, [...labels], [...scores])
      const leftOut = whole.kind === 'order' ? whole.leaveOut()! : expect.fail()
      leftOut.forEach((value, row) => {
        const isOther = (_: number, i: number) => i !== row
        const rest = create(name, [...labels].filter(isOther), [...scores].filter(isOther))
        expect(value).toBeCloseTo(measureStatistic(rest, null), 13)
      })
    },
  )

  it.each([
    ['roc_auc', [1, 0], [0.5, Number.NaN], '1 score is missing'],
    ['roc_auc', [1, 1], [0.5, 0.2], 'no row is labelled negative'],
    ['pr_auc', [0, 0], [0.5, 0.2], 'no row is labelled positive'],
    ['lift_at_10', [0, 0], [0.5, 0.2], 'no row is labelled positive'],
    ['recall_at_precision_0.9', [0, 1], [0.5, 0.2], 'no threshold reaches a precision of 0.9'],
    ['log_loss', [1, 0, 0], [0.5, Number.POSITIVE_INFINITY, -0.1], '2 scores are outside [0, 1]'],
    ['brier', [], [], 'there are no rows'],
  ])('%s of labels %j and scores %j is undefined: %s', (name, given, values, reason) => {
    const statistic = create(name, given, values)
    expect(statistic.undefinedBecause).toBe(reason)
    expect(measureStatistic(statistic, null)).toBeNaN()
  })

  it('needs no negatives for gain, lift and recall, and ranks infinite scores', () => {
    for (const [name, value] of [
      ['gain_at_50', 0.5],
      ['lift_at_50', 1],
      ['recall_at_precision_0.9', 1],
    ] as const) {
      expect(measureStatistic(create(name, [1, 1], [0.5, Number.POSITIVE_INFINITY]), null)).toBe(value)
    }
    expect(measureStatistic(create('roc_auc', [1, 0], [Number.POSITIVE_INFINITY, 3]), null)).toBe(1)
  })

  it('knows by the weights whether a precision is reached', () => {
    expect(create('recall_at_precision_0.9', [0, 1], [0.5, 0.5], [1, 9]).undefinedBecause).toBeNull()
    expect(create('recall_at_precision_0.9', [0, 1], [0.5, 0.5], [1, 8]).undefinedBecause).not.toBeNull()
  })
})

describe('rows of equal score at the edge', () => {
  it('count in proportion, and are told', () => {
    const gain = create('gain_at_50', [1, 1, 0, 0], [0.9, 0.5, 0.5, 0.5])
    expect(measureStatistic(gain, null)).toBeCloseTo((1 + 1 / 3) / 2, 15)
    expect(gain.notes).toEqual(['the top 50 % end among 3 rows of equal score, counted in proportion'])
    expect(create('lift_at_25', [1, 1, 0, 0], [0.9, 0.5, 0.5, 0.5]).notes).toEqual([])
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
  it('is clipped only for scores of 0 and 1 to rounding, and says how many', () => {
    const { notes } = create('log_loss', [0, 1, 0, 1, 0, 0], [0, 1, 1e-15, 1 - 1e-15, 1e-17, 0.5])
    expect(notes).toEqual(['3 scores of 0 or 1 clipped to 2.2e-16 from it in the logarithm'])
    expect(measureStatistic(create('log_loss', [1], [0]), null)).toBeCloseTo(36.04365338911715, 12)
  })
})
