/** What all tasks' rows share. Rows stand in one order for labels, both models, weights and groups. */
interface Rows {
  /** How much each row counts, above 0; null: 1 each. */
  readonly weights: Float64Array | null
  /** Number of the group that a row belongs to, from 0 without gaps: its rows are resampled together; null: each for itself. */
  readonly groups: Int32Array | null
}

/** Labelled rows, or answers that were graded, of one task. */
export type TaskRows = BinaryRows | MulticlassRows | NumberRows | RankingRows | GradedRows

/** Labelled rows of a binary task. */
export interface BinaryRows extends Rows {
  readonly task: 'binary'
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

/** Labelled rows of a task with any number of classes. */
export interface MulticlassRows extends Rows {
  readonly task: 'multiclass'
  /** The classes of the whole file, of labels and of both models' predictions: a slice keeps them all. */
  readonly classes: readonly string[]
  /** Index of each row's class. */
  readonly labels: Int32Array
  readonly candidate: ClassifiedRows
  readonly baseline: ClassifiedRows | null
}

export interface ClassifiedRows {
  /** Index of the predicted class. */
  readonly predictions: Int32Array
  /** By class in the order of `classes`, each NaN where missing; null where there are no score columns. */
  readonly scores: readonly Float64Array[] | null
}

/** Rows whose label is a number: regression and forecasts. */
export interface NumberRows extends Rows {
  readonly task: 'regression' | 'forecast'
  readonly labels: Float64Array
  /** Forecasts: mean absolute error of the naive forecast in the row's series, the unit of MASE; null where no column says it. */
  readonly scales: Float64Array | null
  readonly candidate: NumberAnswers
  readonly baseline: NumberAnswers | null
}

export interface NumberAnswers {
  readonly predictions: Float64Array
  /** Ends of prediction intervals, NaN where missing; null where no columns give them. */
  readonly lower: Float64Array | null
  readonly upper: Float64Array | null
}

/** Documents under queries, each with its relevance. */
export interface RankingRows extends Rows {
  readonly task: 'ranking'
  /** Number of the row's query, from 0 without gaps. */
  readonly queries: Int32Array
  /** Relevance, at least 0. */
  readonly labels: Float64Array
  readonly candidate: { readonly scores: Float64Array }
  readonly baseline: { readonly scores: Float64Array } | null
}

/** Items, each with one grade for each model: the mean where an item was run several times. */
export interface GradedRows extends Rows {
  readonly task: 'graded'
  readonly candidate: { readonly scores: Float64Array }
  readonly baseline: { readonly scores: Float64Array } | null
}
