import { expect, it } from 'vitest'
import { sliceRows } from '../../src/evaluation/slices.ts'
import { predictByHalf } from '../support/binary-rows.ts'

const rows = {
  labels: Uint8Array.of(1, 0, 1),
  candidate: predictByHalf([0.9, 0.2, 0.4]),
  baseline: { predictions: Uint8Array.of(0, 0, 1), scores: null },
}

it('takes the rows at the indices, in their order, of labels and both models', () => {
  expect(sliceRows(rows, [2, 0])).toEqual({
    labels: Uint8Array.of(1, 1),
    candidate: predictByHalf([0.4, 0.9]),
    baseline: { predictions: Uint8Array.of(1, 0), scores: null },
  })
})

it('of no index has no rows, and keeps that there is no baseline', () => {
  const empty = sliceRows({ ...rows, baseline: null }, [])
  expect(empty.labels).toHaveLength(0)
  expect(empty.candidate.scores).toHaveLength(0)
  expect(empty.baseline).toBeNull()
})
