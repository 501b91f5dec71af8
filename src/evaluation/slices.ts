import type { BinaryRows, ScoredRows } from './rows.ts'

function sliceScoredRows({ predictions, scores }: ScoredRows, indices: ArrayLike<number>): ScoredRows {
  return {
    predictions: new Uint8Array(indices.length).map((_, i) => predictions[indices[i]!]!),
    scores: scores === null ? null : new Float64Array(indices.length).map((_, i) => scores[indices[i]!]!),
  }
}

/** The rows at these indices, in the order of the indices; each must be an index of `rows`. */
export function sliceRows(rows: BinaryRows, indices: ArrayLike<number>): BinaryRows {
  return {
    labels: new Uint8Array(indices.length).map((_, i) => rows.labels[indices[i]!]!),
    candidate: sliceScoredRows(rows.candidate, indices),
    baseline: rows.baseline === null ? null : sliceScoredRows(rows.baseline, indices),
  }
}
