/**
 * One metric of one model on fixed rows, in a form that can be taken again when rows count more or less than once:
 * resampled, left out, weighted. A measure gives NaN where the metric is undefined.
 */
export type Statistic = (CellStatistic | SumStatistic | OrderStatistic) & {
  /** Why the metric has no value on these rows, in words ("no row is predicted positive"); null where it has one. */
  readonly undefinedBecause: string | null
  /** What a reader must know of the value besides ("3 labels of 0 left out"). */
  readonly notes: readonly string[]
}

/** A metric that asks nothing of a row but the cell it falls into: label × prediction, say. */
export interface CellStatistic {
  readonly kind: 'cells'
  /** By row; metrics of one model that ask for the same cells share the very array. */
  readonly cells: Int32Array
  readonly size: number
  /** @param totals weight of the rows in each cell */
  measure(totals: Float64Array): number
}

/** A metric that is a function of sums over the rows, such as a mean: few sums stand for all rows. */
export interface SumStatistic {
  readonly kind: 'sums'
  /** What a row of weight 1 adds to each sum: by sum, then by row. */
  readonly terms: readonly Float64Array[]
  /** A mean of losses that scores and label make: each row's loss had it another label (of several others their mean). */
  readonly otherLosses?: () => Float64Array
  measure(sums: Float64Array): number
}

/** A metric that looks at the rows in some order, such as a ranking or a median. */
export interface OrderStatistic {
  readonly kind: 'order'
  /** @param weights by row; null: 1 each */
  measure(weights: Float64Array | null): number
  /** The metric without each row in turn, all others weighing 1; null: no shorter way than measuring. */
  leaveOut(): Float64Array | null
}

/** What a metric may need beside the rows. */
export interface MetricContext {
  /** Cost of a row by class of its label, then of its prediction, in the order of the classes (binary: negative, positive); null: none named. */
  readonly costs: readonly (readonly number[])[] | null
  /** The column whose values a fairness metric compares, on the same rows; null where none is asked for. */
  readonly compared: { readonly codes: Int32Array; readonly names: readonly (string | null)[] } | null
}
