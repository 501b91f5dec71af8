/** A file to write from the rows of a source, in the source's format. */
export interface DataCopy {
  /** Absolute path of a file that is not there yet; a JSON file whose name ends in `.json` is one array. */
  readonly target: string
  /** Columns to leave out; one that is not there is no fault. */
  readonly without: readonly string[]
  /** null: all rows in their order. */
  readonly shuffle: Shuffle | null
}

/**
 * A sample of the rows in their order, and after it the same rows again for each column and repeat, in which that
 * column's cells stand in another order.
 */
export interface Shuffle {
  /** Most rows of the sample. */
  readonly rows: number
  /** Column whose equal values are drawn together (documents of a query); null: each row by itself. */
  readonly unit: string | null
  readonly columns: readonly string[]
  readonly repeats: number
  /** Whole number from 0. */
  readonly seed: number
}
