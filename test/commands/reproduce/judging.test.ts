import { describe, expect, it } from 'vitest'
import { allowedDistance, isClose } from '../../../src/commands/reproduce/checks.ts'
import { judgeMetrics } from '../../../src/commands/reproduce/judgement.ts'
import { describeDifference } from '../../../src/commands/reproduce/parameters.ts'
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

describe('parameters of the record', () => {
  it.each([
    ['the same', { a: 1, b: 'x' }, { b: 'x', a: 1 }, null],
    ['none recorded', {}, { a: 1 }, null],
    ['another value', { a: 1, b: 2 }, { a: 1, b: 3 }, 'made with b=2, the commit has b=3: it was promoted'],
    ['one that the commit lacks', { a: 1, b: 2 }, { a: 1 }, 'made with b=2, the commit has no b: it was'],
    ['one that the record lacks', { a: 1 }, { a: 1, b: null }, 'made with no b, the commit has b=null: it was'],
    [
      'many',
      { a: 1, b: 1, c: 1, d: 1 },
      { a: 2, b: 2, c: 2, d: 2 },
      'made with a=1, b=1, c=1, the commit has a=2, b=2, c=2 (and 1 more): it was',
    ],
  ])('beside those of the commit: %s', (_, recorded, own, expected) => {
    const told = describeDifference(recorded, own)
    if (expected === null) expect(told).toBeNull()
    else expect(told).toContain(expected)
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

  it('are shown with equally many digits, three of the distance that is allowed', () => {
    const recorded = value.candidate.value + 0.1234567891234
    const [check] = judgeMetrics({ roc_auc: recorded }, { result, reason: null }, 5e-5)
    const digits = /^\d\.\d{7}$/
    expect(check!.observed).toMatch(digits)
    const [about, distance] = check!.expected!.split(' ± ')
    expect([about, distance]).toEqual([recorded.toFixed(7), '0.0000500'])
    expect(check!.help).toBe(`${check!.observed} instead of ${about}: further apart than 0.00005 allows`)
  })

  it('of the machine are only shown', () => {
    expect(judge({ predict_latency: 0.1, model_size: 5 })).toEqual([
      ['reproduce/metric/predict_latency', 'skip', false],
      ['reproduce/metric/model_size', 'skip', false],
    ])
  })
})
