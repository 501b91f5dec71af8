/** Labelled rows of a binary task, in one order for labels and both models. */
export interface BinaryRows {
  /** 1 where the label is the positive class, else 0. */
  readonly labels: Uint8Array
  readonly candidate: ScoredRows
  readonly baseline: ScoredRows | null
}

/** What one model said of the rows. */
export interface ScoredRows {
  /** 1 where the model predicts the positive class, else 0. */
  readonly predictions: Uint8Array
  /** NaN where missing; null where there is no score column. */
  readonly scores: Float64Array | null
}
