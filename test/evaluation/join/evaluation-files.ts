import type { CodedColumn, ColumnNames, PredictionColumns } from '../../../src/evaluation/join/evaluation-columns.ts'
import type { SliceColumn } from '../../../src/evaluation/join/slice-columns.ts'

type Cells = readonly (string | null)[]

/** Columns of a file as a person writes them. */
export interface Columns {
  readonly ids: Cells | readonly number[]
  readonly queries?: Cells | readonly number[]
  readonly labels?: Cells | readonly number[] | null
  /** One column, or one for each class. */
  readonly scores?: readonly number[] | readonly (readonly number[])[] | null
  readonly predictions?: Cells | readonly number[] | null
  readonly lower?: readonly number[]
  readonly upper?: readonly number[]
  readonly weights?: readonly number[]
  readonly groups?: Cells
  readonly scales?: readonly number[]
  readonly slices?: Readonly<Record<string, Cells>>
}

/** Names that messages bear. */
export const NAMES: ColumnNames = {
  id: 'id',
  label: 'label',
  prediction: null,
  weight: null,
  group: null,
  scale: null,
  query: null,
}

/** A text column as the reader of files gives it. */
export function codesOf(texts: Cells): CodedColumn {
  const names = [...new Set(texts.filter((text) => text !== null))]
  return { codes: Int32Array.from(texts, (text) => (text === null ? -1 : names.indexOf(text))), names }
}

const isNumbers = (cells: readonly unknown[]): cells is readonly number[] => typeof cells[0] === 'number'
const keysOf = (cells: Cells | readonly number[]) =>
  isNumbers(cells) ? Float64Array.from(cells) : Object.freeze([...cells])
const valuesIn = (cells: Cells | readonly number[]) => (isNumbers(cells) ? Float64Array.from(cells) : codesOf(cells))
const numbersOf = (cells: readonly number[] | undefined) => (cells === undefined ? null : Float64Array.from(cells))

/** A file with these columns. */
export function makeFile(uri: string, columns: Columns): PredictionColumns {
  const { ids, queries, labels, scores, predictions, groups, slices = {} } = columns
  const isByClass = Array.isArray(scores?.[0])
  return Object.freeze({
    uri,
    ids: keysOf(ids),
    queries: queries ? keysOf(queries) : null,
    labels: labels ? valuesIn(labels) : null,
    weights: numbersOf(columns.weights),
    groups: groups ? keysOf(groups) : null,
    scales: numbersOf(columns.scales),
    slices: new Map(Object.entries(slices).map(([name, texts]) => [name, codesOf(texts)])),
    scores: scores
      ? isByClass
        ? (scores as readonly (readonly number[])[]).map((column) => Float64Array.from(column))
        : [Float64Array.from(scores as readonly number[])]
      : null,
    predictions: predictions ? valuesIn(predictions) : null,
    lower: numbersOf(columns.lower),
    upper: numbersOf(columns.upper),
  })
}

/** A slice column with its values written out. */
export function valuesOf({ column, codes, names }: SliceColumn) {
  return { column, values: Array.from(codes, (code) => names[code]!) }
}
