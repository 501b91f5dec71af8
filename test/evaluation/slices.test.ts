import { describe, expect, it } from 'vitest'
import type { GradedRows, MulticlassRows, NumberRows, RankingRows } from '../../src/evaluation/rows.ts'
import { sliceRows } from '../../src/evaluation/slices.ts'
import { binaryRows, predictByHalf } from '../support/binary-rows.ts'

const rows = binaryRows({
  labels: Uint8Array.of(1, 0, 1),
  candidate: predictByHalf([0.9, 0.2, 0.4]),
  baseline: { predictions: Uint8Array.of(0, 0, 1), scores: null },
})

describe('a slice of rows', () => {
  it('takes the rows at the indices, in their order, of labels and both models', () => {
    expect(sliceRows(rows, [2, 0])).toEqual(
      binaryRows({
        labels: Uint8Array.of(1, 1),
        candidate: predictByHalf([0.4, 0.9]),
        baseline: { predictions: Uint8Array.of(1, 0), scores: null },
      }),
    )
  })

  it('of no index has no rows, and keeps that there is no baseline', () => {
    const empty = sliceRows({ ...rows, baseline: null }, [])
    expect(empty.labels).toHaveLength(0)
    expect(empty.candidate.scores).toHaveLength(0)
    expect(empty.baseline).toBeNull()
  })

  it('keeps weights, and numbers groups anew without gaps', () => {
    const grouped = { ...rows, weights: Float64Array.of(1, 2, 3), groups: Int32Array.of(0, 1, 2) }
    const slice = sliceRows(grouped, [2, 1, 2])
    expect(slice.weights).toEqual(Float64Array.of(3, 2, 3))
    expect(slice.groups).toEqual(Int32Array.of(0, 1, 0))
  })

  it('keeps all classes of many, and the scores of each', () => {
    const many: MulticlassRows = {
      task: 'multiclass',
      weights: null,
      groups: null,
      classes: ['a', 'b', 'c'],
      labels: Int32Array.of(0, 1, 2),
      candidate: {
        predictions: Int32Array.of(0, 2, 2),
        scores: [0, 1, 2].map((k) => Float64Array.of(k, k + 1, k + 2)),
      },
      baseline: { predictions: Int32Array.of(1, 1, 1), scores: null },
    }
    expect(sliceRows(many, [1])).toEqual({
      ...many,
      labels: Int32Array.of(1),
      candidate: { predictions: Int32Array.of(2), scores: [1, 2, 3].map((score) => Float64Array.of(score)) },
      baseline: { predictions: Int32Array.of(1), scores: null },
    })
  })

  it('takes numbers with scales and ends of intervals', () => {
    const answers = { predictions: Float64Array.of(1, 2), lower: Float64Array.of(0, 1), upper: null }
    const numbers: NumberRows = {
      task: 'forecast',
      weights: null,
      groups: null,
      labels: Float64Array.of(5, 6),
      scales: Float64Array.of(7, 8),
      candidate: answers,
      baseline: null,
    }
    expect(sliceRows(numbers, [1])).toEqual({
      ...numbers,
      labels: Float64Array.of(6),
      scales: Float64Array.of(8),
      candidate: { predictions: Float64Array.of(2), lower: Float64Array.of(1), upper: null },
    })
  })

  it('of a ranking numbers its queries anew, of grades has the grades', () => {
    const ranking: RankingRows = {
      task: 'ranking',
      weights: null,
      groups: null,
      queries: Int32Array.of(0, 1, 1, 2),
      labels: Float64Array.of(0, 1, 2, 3),
      candidate: { scores: Float64Array.of(4, 5, 6, 7) },
      baseline: null,
    }
    expect(sliceRows(ranking, [3, 1, 2]).queries).toEqual(Int32Array.of(0, 1, 1))
    const graded: GradedRows = {
      task: 'graded',
      weights: null,
      groups: null,
      candidate: { scores: Float64Array.of(0.1, 0.2) },
      baseline: { scores: Float64Array.of(0.3, 0.4) },
    }
    expect(sliceRows(graded, [1]).baseline).toEqual({ scores: Float64Array.of(0.4) })
  })
})
