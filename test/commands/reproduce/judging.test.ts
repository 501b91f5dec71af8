import { describe, expect, it } from 'vitest'
import { allowedDistance, isClose } from '../../../src/commands/reproduce/checks.ts'
import { judgeMetrics } from '../../../src/commands/reproduce/judgement.ts'
import { compareAnswers } from '../../../src/commands/reproduce/row-differences.ts'
import { readFixture } from '../../report/fixtures.ts'

describe('two numbers', () => {
  it.each([
    [0.84, 0.84, 0, true],
    [0.84, 0.8400009, 1e-6, true],
    [0.84, 0.8400011, 1e-6, false],
    [2500, 2500.002, 1e-6, true],
    [2500, 2500.003, 1e-6, false],
    [Number.NaN, Number.NaN, 0, true],
    [Number.NaN, 0, 1, false],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, true],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1, false],
    [0, -0, 0, true],
  ])('%f and %f within %f: %s', (recorded, fresh, tolerance, expected) => {
    expect(isClose(recorded, fresh, tolerance)).toBe(expected)
  })

  it('may be apart by the tolerance, and large ones by that share', () => {
    expect([allowedDistance(0.2, 0.5), allowedDistance(-8, 0.5)]).toEqual([0.5, 4])
  })
})

describe('answers row by row', () => {
  const none = { scores: null, predictions: null, lower: null, upper: null }
  const scored = (ids: readonly string[], scores: readonly number[]) => ({
    ...none,
    ids,
    scores: [Float64Array.from(scores)],
  })

  it('are joined by id, whatever their order', () => {
    const found = compareAnswers(
      scored(['a', 'b', 'c'], [0.1, 0.2, 0.3]),
      scored(['c', 'a', 'b'], [0.3, 0.1, 0.25]),
      0.01,
    )
    expect(found).toEqual({ rows: 3, onlyRecorded: 0, onlyFresh: 0, differing: 1, largest: expect.closeTo(0.05, 12) })
  })

  it('that only one file has are counted', () => {
    const found = compareAnswers(scored(['a', 'b'], [0.1, 0.2]), scored(['b', 'c', 'd'], [0.2, 0.3, 0.4]), 0)
    expect(found).toEqual({ rows: 1, onlyRecorded: 1, onlyFresh: 2, differing: 0, largest: 0 })
  })

  it('are the same where both are missing, and differ where one is', () => {
    const [gone, there] = [scored(['a'], [Number.NaN]), scored(['a'], [0.5])]
    expect(compareAnswers(gone, gone, 0)).toMatchObject({ differing: 0, largest: 0 })
    expect(compareAnswers(gone, there, 10)).toMatchObject({ differing: 1, largest: Number.POSITIVE_INFINITY })
  })

  it('are compared as text where they are classes, whatever their numbering', () => {
    const classes = (names: readonly string[], codes: readonly number[]) => ({
      ...none,
      ids: Float64Array.from([1, 2]),
      predictions: { names, codes: Int32Array.from(codes) },
    })
    expect(compareAnswers(classes(['x', 'y'], [0, 1]), classes(['y', 'x'], [1, 0]), 0).differing).toBe(0)
    expect(compareAnswers(classes(['x', 'y'], [0, 1]), classes(['x', 'y'], [0, 0]), 1e9).differing).toBe(1)
  })

  it('of a column that one file lacks differ', () => {
    const found = compareAnswers(scored(['a'], [0.5]), { ...none, ids: ['a'] }, 1)
    expect(found).toMatchObject({ rows: 1, differing: 1 })
  })
})

describe('metrics of the record', () => {
  const result = readFixture('compare-pass')
  const value = result.checks.find(({ id }) => id === 'metric/roc_auc')!.statistics as { candidate: { value: number } }
  const judge = (recorded: Readonly<Record<string, number>>) =>
    judgeMetrics(recorded, { result, reason: null }, 1e-6).map(({ id, verdict, blocks }) => [id, verdict, blocks])

  it('pass within the tolerance, fail beyond it, and are open where nobody measured them', () => {
    const { value: own } = value.candidate
    expect(judge({ roc_auc: own + 5e-7 })).toEqual([['reproduce/metric/roc_auc', 'pass', false]])
    expect(judge({ roc_auc: own + 5e-6 })).toEqual([['reproduce/metric/roc_auc', 'fail', true]])
    expect(judge({ 'own/metric': 1 })).toEqual([['reproduce/metric/own%2Fmetric', 'inconclusive', true]])
  })

  it('of the machine are only shown', () => {
    expect(judge({ predict_latency: 0.1, model_size: 5 })).toEqual([
      ['reproduce/metric/predict_latency', 'skip', false],
      ['reproduce/metric/model_size', 'skip', false],
    ])
  })
})
