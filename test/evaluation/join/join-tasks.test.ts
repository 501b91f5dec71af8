import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import { type EvaluationInput, joinEvaluation } from '../../../src/evaluation/join/evaluation-data.ts'
import type { GradedRows, MulticlassRows, NumberRows, RankingRows } from '../../../src/evaluation/rows.ts'
import { type Columns, makeFile, NAMES, valuesOf } from './evaluation-files.ts'

type Overrides = Partial<Omit<EvaluationInput, 'candidate' | 'baseline' | 'data'>> & {
  readonly data?: Columns
  readonly baseline?: Columns
  readonly origin?: 'file' | 'stage'
}

function join(candidate: Columns, { data, baseline, origin = 'file', ...overrides }: Overrides) {
  return joinEvaluation({
    task: 'binary',
    data: data ? makeFile('test.csv', data) : null,
    candidate: makeFile('new.csv', candidate),
    baseline: baseline ? { ...makeFile('prod.csv', baseline), origin } : null,
    positive: null,
    threshold: 0.5,
    scoreClasses: null,
    slices: [],
    columns: { ...NAMES, prediction: 'pred', weight: 'w', group: 'g', query: 'q', scale: 's' },
    ...overrides,
  })
}

function faultsOf(candidate: Columns, overrides: Overrides): readonly string[] {
  try {
    join(candidate, overrides)
  } catch (error) {
    if (error instanceof InputError) return error.faults.map(({ message }) => message)
    throw error
  }
  return []
}

describe('many classes', () => {
  const task = { task: 'multiclass' } as const
  const rowsOf = (candidate: Columns, overrides: Overrides = {}) =>
    join(candidate, { ...task, ...overrides }).rows as MulticlassRows

  it('are those of the labels and of both models, by letter', () => {
    const rows = rowsOf(
      { ids: ['1', '2', '3'], labels: ['cat', 'ant', 'cat'], predictions: ['cat', 'bee', 'ant'] },
      { baseline: { ids: ['3', '2', '1'], predictions: ['dog', 'ant', 'cat'] } },
    )
    expect(rows.classes).toEqual(['ant', 'bee', 'cat', 'dog'])
    expect(rows.labels).toEqual(Int32Array.of(2, 0, 2))
    expect(rows.candidate.predictions).toEqual(Int32Array.of(2, 1, 0))
    expect(rows.baseline?.predictions).toEqual(Int32Array.of(2, 0, 3))
  })

  it('are in the order of numbers where all are numbers, and 2.0 is 2', () => {
    const rows = rowsOf({ ids: ['1', '2', '3'], labels: ['10', '9', '2'], predictions: ['9.0', '10', '2.0'] })
    expect(rows.classes).toEqual(['2', '9', '10'])
    expect(rows.candidate.predictions).toEqual(Int32Array.of(1, 2, 0))
  })

  it('are predicted by the largest score, of equal ones by the first class, and ties are counted', () => {
    const scores = [
      [0.2, 0.4, 0.1],
      [0.5, 0.4, 0.1],
      [0.3, 0.2, 0.8],
    ]
    const joined = join(
      { ids: ['1', '2', '3'], labels: ['c', 'b', 'a'], scores },
      { ...task, scoreClasses: ['c', 'b', 'a'] },
    )
    const rows = joined.rows as MulticlassRows
    expect(rows.classes).toEqual(['a', 'b', 'c'])
    expect(rows.candidate.predictions).toEqual(Int32Array.of(1, 1, 0))
    expect(rows.candidate.scores).toEqual([
      Float64Array.of(0.3, 0.2, 0.8),
      Float64Array.of(0.5, 0.4, 0.1),
      Float64Array.of(0.2, 0.4, 0.1),
    ])
    expect(joined).toMatchObject({
      predictedBy: 'largest',
      note: 'in 1 row several classes share the largest score, and the first of them was taken',
    })
  })

  it('have the prediction column first, and no score where a class is predicted alone', () => {
    const rows = rowsOf(
      {
        ids: ['1', '2'],
        labels: ['a', 'b'],
        predictions: ['x', 'b'],
        scores: [
          [0.9, 0.1],
          [0.1, 0.9],
        ],
      },
      { scoreClasses: ['a', 'b'] },
    )
    expect(rows.classes).toEqual(['a', 'b', 'x'])
    expect(rows.candidate.scores?.[2]).toEqual(Float64Array.of(0, 0))
  })

  it('with a label that no score column stands for are unusable', () => {
    expect(
      faultsOf(
        {
          ids: ['1', '2'],
          labels: ['Adelie', 'Gentoo'],
          scores: [
            [0.9, 0.1],
            [0.1, 0.9],
          ],
        },
        { ...task, scoreClasses: ['Adelie', 'Gentou'] },
      ),
    ).toEqual(['no score column is named for class "Gentoo" of column label of new.csv'])
  })

  it('that are not predicted, or whose scores are missing, are marked', () => {
    const byColumn = join({ ids: ['1', '2'], labels: ['a', 'b'], predictions: ['a', null] }, task)
    expect(byColumn.unpredicted.candidate).toEqual(Uint8Array.of(0, 1))
    const byScore = join(
      {
        ids: ['1', '2'],
        labels: ['a', 'b'],
        scores: [
          [0.9, Number.NaN],
          [0.1, 0.9],
        ],
      },
      { ...task, scoreClasses: ['a', 'b'] },
    )
    expect(byScore.unpredicted.candidate).toEqual(Uint8Array.of(0, 1))
  })

  it('are at most a thousand', () => {
    const labels = Array.from({ length: 1001 }, (_, row) => `name ${row}`)
    expect(faultsOf({ ids: labels, labels, predictions: labels }, task)).toEqual([
      'column label of new.csv holds 1001 classes; at most 1000 are compared',
    ])
  })
})

describe('numbers', () => {
  const task = { task: 'regression' } as const
  const candidate = { ids: ['a', 'b', 'c'], labels: [1, 2, 3], predictions: [1.5, 2.5, 2] }

  it('are joined by id with their intervals', () => {
    const rows = join(
      { ...candidate, lower: [1, 2, Number.NaN], upper: [2, 3, 4] },
      { ...task, baseline: { ids: ['c', 'b', 'a'], predictions: [3, 2, 1] } },
    ).rows as NumberRows
    expect(rows.labels).toEqual(Float64Array.of(1, 2, 3))
    expect(rows.candidate.lower).toEqual(Float64Array.of(1, 2, Number.NaN))
    expect(rows.baseline).toEqual({ predictions: Float64Array.of(1, 2, 3), lower: null, upper: null })
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('that the candidate predicts as %d are unusable', (value) => {
    expect(faultsOf({ ...candidate, predictions: [1, value, 2] }, task)).toEqual([
      'new.csv: 1 row without a finite number in column pred; a model has to answer every row',
    ])
  })

  it('that a stored baseline lacks leave margins open, those of a named file are unusable', () => {
    const baseline = { ids: ['a', 'b', 'c'], predictions: [1, 2, Number.NaN] }
    expect(join(candidate, { ...task, baseline, origin: 'stage' }).marginObstacle).toBe(
      '1 row of prod.csv without a finite prediction',
    )
    expect(faultsOf(candidate, { ...task, baseline })).toHaveLength(1)
  })

  it('of labels that are missing are unusable, and equal ones in another writing are equal', () => {
    expect(faultsOf({ ...candidate, labels: [1, Number.NaN, 3] }, task)[0]).toContain('1 row without a label')
    const data = { ids: ['a', 'b', 'c'], labels: [1, 2, -0] }
    expect(join({ ...candidate, labels: [1, 2, 0] }, { ...task, data }).gateObstacle).toBeNull()
    expect(faultsOf({ ...candidate, labels: [1, 2, 0.5] }, { ...task, data })).toEqual([
      'new.csv: 1 row has another value in column label than in test.csv; they have to be equal',
    ])
  })

  it('of forecasts have the scale of their series', () => {
    const rows = join({ ...candidate, scales: [1, 1, 2] }, { task: 'forecast' }).rows as NumberRows
    expect(rows).toMatchObject({ task: 'forecast', scales: Float64Array.of(1, 1, 2) })
  })
})

describe('rankings', () => {
  const task = { task: 'ranking' } as const
  const candidate = {
    queries: ['x', 'y', 'x', 'y'],
    ids: ['d1', 'd1', 'd2', 'd3'],
    labels: [1, 0, 0, 2],
    scores: [0.9, 0.1, 0.2, 0.4],
  }

  it('tell documents apart within a query, and resample queries', () => {
    const baseline = { queries: ['y', 'y', 'x', 'x'], ids: ['d3', 'd1', 'd2', 'd1'], scores: [4, 3, 2, 1] }
    const rows = join(candidate, { ...task, baseline }).rows as RankingRows
    expect(rows.queries).toEqual(Int32Array.of(0, 1, 0, 1))
    expect(rows.groups).toEqual(rows.queries)
    expect(rows.baseline?.scores).toEqual(Float64Array.of(1, 3, 2, 4))
  })

  it('take coarser groups than queries, and refuse finer ones', () => {
    const coarse = join({ ...candidate, groups: ['u', 'u', 'u', 'u'] }, task).rows as RankingRows
    expect(coarse.groups).toEqual(Int32Array.of(0, 0, 0, 0))
    expect(faultsOf({ ...candidate, groups: ['u', 'u', 'v', 'u'] }, task)).toEqual([
      'new.csv: 1 query of column q with rows in several groups of column g',
    ])
  })

  it.each([
    [
      { ids: ['d1', 'd1', 'd1', 'd3'] },
      '1 id of column id stands more than once within one query (column q), 1 row too many (first: "x / d1")',
    ],
    [{ queries: ['x', null, 'x', 'y'] }, '1 row without an id in column id, or a query in column q,'],
    [{ labels: [1, -1, 0, 2] }, '1 row with a relevance below 0 (first: row 2)'],
  ])('%j is unusable', (changed, message) => {
    expect(faultsOf({ ...candidate, ...changed }, task)[0]).toContain(message)
  })
})

describe('graded items', () => {
  const task = { task: 'graded' } as const

  it('are the mean of their runs, in any order of the files', () => {
    const joined = join(
      { ids: ['q1', 'q2', 'q1', 'q2'], scores: [1, 0, 0, 1], slices: { kind: ['a', 'b', 'a', 'b'] } },
      { ...task, baseline: { ids: ['q2', 'q1'], scores: [0.25, 0.75] }, slices: ['kind'] },
    )
    const rows = joined.rows as GradedRows
    expect(rows.candidate.scores).toEqual(Float64Array.of(0.5, 0.5))
    expect(rows.baseline?.scores).toEqual(Float64Array.of(0.75, 0.25))
    expect(joined.slices.map(valuesOf)).toEqual([{ column: 'kind', values: ['a', 'b'] }])
    expect(joined.marginObstacle).toBeNull()
  })

  it('have the same mean to the last digit, whichever run comes first', () => {
    const mean = (scores: readonly number[]) =>
      (join({ ids: ['q1', 'q1', 'q1'], scores }, task).rows as GradedRows).candidate.scores
    expect(mean([0.9, 0.8, 0.7])).toEqual(mean([0.7, 0.8, 0.9]))
    expect(mean([0.8, 0.9, 0.7])).toEqual(mean([0.7, 0.8, 0.9]))
  })

  it('leave out runs without a score, and say so', () => {
    const joined = join({ ids: ['q1', 'q1', 'q2'], scores: [1, Number.NaN, 0.5] }, task)
    expect((joined.rows as GradedRows).candidate.scores).toEqual(Float64Array.of(1, 0.5))
    expect(joined.note).toBe('1 run of new.csv without a score left out')
  })

  it('that only one side has leave margins open', () => {
    const joined = join(
      { ids: ['q1', 'q2'], scores: [1, 0] },
      { ...task, baseline: { ids: ['q1', 'q1'], scores: [1, 0] } },
    )
    expect(joined.marginObstacle).toBe('1 id only in new.csv')
  })
})

describe('weights and groups', () => {
  const candidate = { ids: ['a', 'b', 'c'], labels: ['1', '0', '1'], scores: [0.9, 0.2, 0.4] }

  it('stand in the order of the rows', () => {
    const data = { ids: ['c', 'a', 'b'], labels: ['1', '1', '0'], weights: [3, 1, 2], groups: ['u', 'v', 'u'] }
    expect(join(candidate, { data }).rows).toMatchObject({
      weights: Float64Array.of(3, 1, 2),
      groups: Int32Array.of(0, 1, 0),
    })
  })

  it('a row without a group stands for itself', () => {
    expect(join({ ...candidate, groups: [null, 'u', null] }, {}).rows.groups).toEqual(Int32Array.of(0, 1, 2))
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a weight of %d is unusable', (weight) => {
    expect(faultsOf({ ...candidate, weights: [1, weight, weight] }, {})).toEqual([
      `new.csv: 2 rows whose weight in column w is not above 0 (first: row 2, ${Number.isNaN(weight) ? 'none' : weight})`,
    ])
  })
})

describe('ids', () => {
  const labels = ['1', '0', '1']
  const scores = [0.9, 0.2, 0.4]

  it('that are numbers in one file and text in the other are one', () => {
    const rows = join(
      { ids: [1, 2, 30], labels, scores },
      { baseline: { ids: ['30', '1', '2'], scores: [3, 1, 2] } },
    ).rows
    expect(rows).toMatchObject({ baseline: { scores: Float64Array.of(1, 2, 3) } })
    expect(
      join({ ids: [1, 2, 3], labels, scores }, { baseline: { ids: ['1', '2', '03'], scores } }).marginObstacle,
    ).toBe('1 id only in new.csv, 1 id only in prod.csv')
  })

  it('that are missing among numbers are counted', () => {
    expect(faultsOf({ ids: [1, Number.NaN, 1], labels, scores }, {})).toEqual([
      'new.csv: 1 row without an id in column id; each row needs one',
      'new.csv: 1 id of column id stands more than once, 1 row too many (first: "1"); rows are joined one to one',
    ])
  })

  it('far apart and close together are found alike', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.maxSafeInteger(), { minLength: 2, maxLength: 20 }),
        fc.boolean(),
        (ids, isClose) => {
          const own = isClose ? ids.map((_, row) => row - 3) : ids
          const scored = (order: readonly number[]) => ({ ids: order, scores: order.map((id) => id / 7) })
          const { rows } = join(
            { ...scored(own), labels: own.map((_, row) => String(row % 2)) },
            { baseline: scored(own.toReversed()) },
          )
          expect(rows.baseline).toEqual(rows.candidate)
        },
      ),
      { numRuns: 50 },
    )
  })
})

it('a pair of columns cuts by both values', () => {
  const slices = { sex: ['f', 'm', 'f'], age: ['old', 'old', null] }
  const joined = join(
    { ids: ['a', 'b', 'c'], labels: ['1', '0', '1'], scores: [1, 0, 1], slices },
    { slices: ['sex & age', 'age'] },
  )
  expect(joined.slices.map(valuesOf)).toEqual([
    { column: 'sex & age', values: ['f\u001Fold', 'm\u001Fold', 'f\u001F(null)'] },
    { column: 'age', values: ['old', 'old', null] },
  ])
})
