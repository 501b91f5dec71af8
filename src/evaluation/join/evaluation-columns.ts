/** Text by number: `names[codes[row]]`, names in the order of their first row; −1 where missing. */
export interface CodedColumn {
  readonly codes: Int32Array
  readonly names: readonly string[]
}

/** What tells rows apart: whole numbers where all are, NaN where missing; else text, null where missing. */
export type KeyColumn = Float64Array | readonly (string | null)[]

/** Columns of one file, in its row order; null or not in the map where the file has no such column, or none is asked for. */
export interface EvaluationColumns {
  /** As messages name it: a path, or `production v0.1.0`. */
  readonly uri: string
  readonly ids: KeyColumn
  /** Of a ranking: what the row is an answer to. */
  readonly queries: KeyColumn | null
  /** Text of classes; numbers (NaN where missing) where the task has numbers. */
  readonly labels: CodedColumn | Float64Array | null
  readonly weights: Float64Array | null
  readonly groups: KeyColumn | null
  /** Of a forecast: the error of the naive forecast in the row's series. */
  readonly scales: Float64Array | null
  readonly slices: ReadonlyMap<string, CodedColumn>
  /** Graded items: the first row of each in the file, where items have several; else a row is itself. */
  readonly firstRows?: Int32Array
}

/** What a model said. */
export interface PredictionColumns extends EvaluationColumns {
  /** NaN where missing. One column, but for many classes: then by class in the order of `scoreClasses`. */
  readonly scores: readonly Float64Array[] | null
  /** Text of classes; numbers where the task has numbers. */
  readonly predictions: CodedColumn | Float64Array | null
  /** Ends of prediction intervals. */
  readonly lower: Float64Array | null
  readonly upper: Float64Array | null
  /** Graded items: runs that have no score, of items that have several. */
  readonly unscoredRuns?: number
}

/** Names of columns, for messages. */
export interface ColumnNames {
  readonly id: string
  readonly label: string | null
  readonly prediction: string | null
  readonly weight: string | null
  readonly group: string | null
  readonly scale: string | null
  readonly query: string | null
}

/** Rows of the column at these indices. */
export function pickNumbers(values: Float64Array, rows: Int32Array): Float64Array {
  const picked = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i += 1) picked[i] = values[rows[i]!]!
  return picked
}

/** Codes of the rows at these indices. */
export function pickCodes(codes: Int32Array, rows: Int32Array): Int32Array {
  const picked = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i += 1) picked[i] = codes[rows[i]!]!
  return picked
}
