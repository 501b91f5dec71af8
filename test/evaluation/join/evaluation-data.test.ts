import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import { type EvaluationInput, joinEvaluation } from '../../../src/evaluation/join/evaluation-data.ts'
import type { BinaryRows } from '../../../src/evaluation/rows.ts'
import { type Columns, codesOf, makeFile as file, NAMES, valuesOf } from './evaluation-files.ts'

const CANDIDATE = file('new.csv', { ids: ['a', 'b', 'c'], labels: ['1', '0', '1'], scores: [0.9, 0.2, 0.4] })

function input(overrides: Partial<EvaluationInput> = {}): EvaluationInput {
  return Object.freeze({
    task: 'binary',
    scoreClasses: null,
    data: null,
    candidate: CANDIDATE,
    baseline: null,
    positive: null,
    threshold: 0.5,
    slices: [],
    columns: NAMES,
    ...overrides,
  })
}

const baseline = (columns: Columns, origin: 'file' | 'stage' = 'file') => ({ ...file('prod.csv', columns), origin })

function join(overrides: Partial<EvaluationInput> = {}) {
  const joined = joinEvaluation(input(overrides))
  return { ...joined, rows: joined.rows as BinaryRows }
}

function faultsOf(overrides: Partial<EvaluationInput>): readonly string[] {
  try {
    joinEvaluation(input(overrides))
  } catch (error) {
    if (error instanceof InputError) return error.faults.map(({ message }) => message)
    throw error
  }
  return []
}

describe('joining by id', () => {
  it('puts the baseline into the order of the labelled rows', () => {
    const joined = join({ baseline: baseline({ ids: ['c', 'a', 'b'], scores: [0.3, 0.1, 0.2] }) })
    expect(joined.rows.baseline?.scores).toEqual(Float64Array.of(0.1, 0.2, 0.3))
    expect(joined).toMatchObject({ gateObstacle: null, marginObstacle: null, positive: '1', predictedBy: 'threshold' })
    expect(joined.rows.labels).toEqual(Uint8Array.of(1, 0, 1))
  })

  it('takes labels and slices from the labelled data', () => {
    const data = file('test.csv', {
      ids: ['b', 'c', 'a'],
      labels: ['0', '1', '0'],
      slices: { region: ['n', null, 's'] },
    })
    const candidate = file('new.csv', { ids: ['a', 'b', 'c'], scores: [0.9, 0.2, 0.4] })
    const joined = join({ data, candidate, slices: ['region'] })
    expect(joined.rows.labels).toEqual(Uint8Array.of(0, 1, 0))
    expect(joined.rows.candidate.scores).toEqual(Float64Array.of(0.2, 0.4, 0.9))
    expect(joined.slices.map(valuesOf)).toEqual([{ column: 'region', values: ['n', null, 's'] }])
  })

  it('does not depend on the order of the files', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (order) => {
        const ids = ['a', 'b', 'c', 'd', 'e', 'f']
        const data = file('test.csv', { ids, labels: ['1', '0', '1', '0', '1', '0'] })
        const candidate = file('new.csv', { ids: order.map((i) => ids[i]!), scores: order.map((i) => i / 10) })
        expect(join({ data, candidate }).rows.candidate.scores).toEqual(Float64Array.of(0, 0.1, 0.2, 0.3, 0.4, 0.5))
      }),
      { numRuns: 50 },
    )
  })

  it('tells ids apart as text: 007 is not 7', () => {
    const joined = join({ baseline: baseline({ ids: ['a', 'b', '0c'], scores: [0, 0, 0] }) })
    expect(joined.marginObstacle).toBe('1 id only in new.csv, 1 id only in prod.csv')
  })
})

describe('ids that are no keys', () => {
  it('are unusable where they stand twice, with file, count and the first', () => {
    const candidate = file('new.csv', {
      ids: ['a', 'b', 'a', 'b', 'a'],
      labels: ['1', '0', '1', '0', '1'],
      scores: [1, 0, 1, 0, 1],
    })
    expect(faultsOf({ candidate })).toEqual([
      'new.csv: 2 ids of column id stand more than once, 3 rows too many (first: "a", "b"); rows are joined one to one',
    ])
  })

  it('are unusable where they are missing', () => {
    const candidate = file('new.csv', { ids: ['a', null, 'c'], labels: ['1', '0', '1'], scores: [1, 0, 1] })
    expect(faultsOf({ candidate })).toEqual(['new.csv: 1 row without an id in column id; each row needs one'])
  })

  it('are named for all files at once', () => {
    const twice = { ids: ['a', 'a'], labels: ['1', '0'], scores: [1, 0] }
    const faults = faultsOf({
      data: file('test.csv', twice),
      candidate: file('new.csv', twice),
      baseline: baseline(twice),
    })
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['new.csv', 'test.csv', 'prod.csv'])
  })

  it('of a stage leave its margins open, as the user cannot mend them', () => {
    const joined = join({ baseline: baseline({ ids: ['a', 'a', 'b'], scores: [1, 0, 1] }, 'stage') })
    expect(joined.marginObstacle).toBe('prod.csv holds ids that are missing or stand twice')
  })
})

describe('rows that only one side has', () => {
  it('leave margins open and show the candidate on its own rows', () => {
    const joined = join({ baseline: baseline({ ids: ['a', 'b', 'x', 'y'], scores: [1, 0, 1, 0] }) })
    expect(joined.marginObstacle).toBe('1 id only in new.csv, 2 ids only in prod.csv')
    expect(joined.gateObstacle).toBeNull()
    expect(joined.rows.baseline).toBeNull()
    expect(joined.rows.labels).toHaveLength(3)
  })

  it('leave every gate open where the candidate did not answer all labelled rows', () => {
    const data = file('test.csv', { ids: ['a', 'b', 'c', 'd', 'e'], labels: ['1', '0', '1', '0', '1'] })
    const joined = join({ data, candidate: { ...CANDIDATE, labels: null } })
    expect(joined.gateObstacle).toBe('2 rows of the 5 in test.csv have no prediction in new.csv')
    expect(joined.marginObstacle).toBe(joined.gateObstacle)
    expect(joined.rows.labels).toHaveLength(3)
  })

  it('leave only margins open where the candidate answered more', () => {
    const data = file('test.csv', { ids: ['a', 'b'], labels: ['1', '0'] })
    const joined = join({ data, baseline: baseline({ ids: ['a', 'b'], scores: [1, 0] }) })
    expect(joined.gateObstacle).toBeNull()
    expect(joined.marginObstacle).toBe('1 id only in new.csv')
    expect(joined.rows.labels).toEqual(Uint8Array.of(1, 0))
  })

  it('leave margins open where the candidate has none', () => {
    const candidate = file('new.csv', { ids: [], labels: [], scores: [] })
    const joined = join({ candidate, baseline: baseline({ ids: [], scores: [] }) })
    expect(joined.marginObstacle).toBe('new.csv holds no rows')
  })
})

describe('labels', () => {
  it('of the baseline that differ leave margins open', () => {
    const other = { ids: ['a', 'b', 'c'], labels: ['1', '1', '1'], scores: [1, 0, 1] }
    for (const origin of ['file', 'stage'] as const) {
      expect(join({ baseline: baseline(other, origin) })).toMatchObject({
        marginObstacle: '1 row of prod.csv has another label',
        rows: { baseline: null },
      })
    }
  })

  it('and slices of a named file that differ from the labelled data are unusable', () => {
    const slices = { region: ['n', 's', 's'] }
    const data = file('test.csv', { ids: ['a', 'b', 'c'], labels: ['1', '0', '0'], slices })
    const candidate = file('new.csv', {
      ids: ['a', 'b', 'c'],
      labels: ['1', '0', '1'],
      scores: [1, 0, 1],
      slices: { region: ['s', 'n', 's'] },
    })
    expect(faultsOf({ data, candidate, slices: ['region'] })).toEqual([
      'new.csv: 1 row has another value in column label than in test.csv; they have to be equal',
      'new.csv: 2 rows have another value in column region than in test.csv; they have to be equal',
    ])
    const relabelled = baseline({ ids: ['a', 'b', 'c'], labels: ['1', '0', '1'], scores: [1, 0, 1] })
    expect(faultsOf({ data, candidate: { ...CANDIDATE, labels: null }, baseline: relabelled })).toHaveLength(1)
  })

  it('of a stage that differ from the labelled data leave margins open', () => {
    const data = file('test.csv', { ids: ['a', 'b', 'c'], labels: ['1', '0', '0'] })
    const stored = baseline({ ids: ['a', 'b', 'c'], labels: ['1', '0', '1'], scores: [1, 0, 1] }, 'stage')
    const joined = join({ data, candidate: { ...CANDIDATE, labels: null }, baseline: stored })
    expect(joined.marginObstacle).toBe('1 row of prod.csv has another label')
  })

  it('that are missing are unusable', () => {
    const candidate = file('new.csv', { ids: ['a', 'b', 'c'], labels: ['1', null, '0'], scores: [1, 0, 1] })
    expect(faultsOf({ candidate })).toEqual([
      'new.csv: 1 row without a label in column label; an evaluation needs labelled rows',
    ])
  })

  it('are the same in another writing: true, 1 and 1.0', () => {
    const data = file('test.parquet', { ids: ['a', 'b', 'c'], labels: ['true', 'false', 'true'] })
    const candidate = file('new.csv', { ids: ['a', 'b', 'c'], labels: ['1.0', '0', '1'], scores: [1, 0, 1] })
    expect(join({ data, candidate }).rows.labels).toEqual(Uint8Array.of(1, 0, 1))
  })
})

describe('predictions', () => {
  const columns = { ...NAMES, prediction: 'pred' }

  it('of a column win over the threshold', () => {
    const candidate = { ...CANDIDATE, predictions: codesOf(['0', '1', '1']) }
    const joined = join({ candidate, columns })
    expect(joined.rows.candidate.predictions).toEqual(Uint8Array.of(0, 1, 1))
    expect(joined.predictedBy).toBe('prediction')
  })

  it('are the scores from the threshold on without a column', () => {
    expect(join({ threshold: 0.4 }).rows.candidate.predictions).toEqual(Uint8Array.of(1, 0, 1))
    expect(join({ threshold: 0.41 }).rows.candidate.predictions).toEqual(Uint8Array.of(1, 0, 0))
  })

  it('that are missing are marked, be it an empty cell or a missing score', () => {
    const byScore = { ...CANDIDATE, scores: [Float64Array.of(0.9, Number.NaN, 0.4)] }
    expect(join({ candidate: byScore }).unpredicted.candidate).toEqual(Uint8Array.of(0, 1, 0))
    const byColumn = { ...byScore, predictions: codesOf(['1', '0', null]) }
    expect(join({ candidate: byColumn, columns }).unpredicted.candidate).toEqual(Uint8Array.of(0, 0, 1))
    expect(join().unpredicted).toEqual({ candidate: null, baseline: null })
  })

  it('that are neither class are unusable', () => {
    const candidate = { ...CANDIDATE, predictions: codesOf(['1', '0.73', '0']) }
    expect(faultsOf({ candidate, columns })).toEqual(['new.csv: column pred predicts "0.73"; the labels know "1", "0"'])
  })

  it('of a stage that are neither class leave margins open', () => {
    const stored = baseline({ ids: ['a', 'b', 'c'], predictions: ['yes', 'no', 'no'] }, 'stage')
    expect(join({ baseline: stored, columns }).marginObstacle).toBe(
      'prod.csv predicts classes that the labels do not know',
    )
  })
})
