import { joinSliceValues, splitSliceColumn } from '../../core/slice-name.ts'
import { type CodedColumn, pickCodes } from './evaluation-columns.ts'

/** A column, or a pair of columns, that cuts the rows into slices, in the rows' order. */
export interface SliceColumn {
  /** `contract`, or `contract & gender`. */
  readonly column: string
  /** Index into `names` of each row. */
  readonly codes: Int32Array
  /** Every value that a row has; null where it is missing. */
  readonly names: readonly (string | null)[]
}

/** The slices of the rows at these indices; a column that no file has gives one slice of missing values. */
export function cutSlices(
  declared: readonly string[],
  columns: ReadonlyMap<string, CodedColumn>,
  rows: Int32Array,
): readonly SliceColumn[] {
  const cut = (column: string): SliceColumn => {
    const values = columns.get(column)
    if (values === undefined)
      return { column, codes: new Int32Array(rows.length), names: rows.length > 0 ? [null] : [] }
    const width = values.names.length
    const codes = pickCodes(values.codes, rows).map((code) => (code < 0 ? width : code))
    return dropUnused(column, { codes, size: width + 1 }, (code) => values.names[code] ?? null)
  }
  return declared.map((column) => {
    const [first, second] = splitSliceColumn(column).map(cut) as [SliceColumn, SliceColumn?]
    return second === undefined ? first : crossColumns(column, first, second)
  })
}

/** Every pair of values that a row has. */
export function crossColumns(column: string, first: SliceColumn, second: SliceColumn): SliceColumn {
  const width = second.names.length
  const codes = first.codes.map((code, row) => code * width + second.codes[row]!)
  return dropUnused(column, { codes, size: first.names.length * width }, (code) =>
    joinSliceValues([first.names[Math.floor(code / width)]!, second.names[code % width]!]),
  )
}

/** Codes numbered anew, from 0 in the order of the first row. */
function dropUnused(
  column: string,
  { codes, size }: { readonly codes: Int32Array; readonly size: number },
  nameOf: (code: number) => string | null,
): SliceColumn {
  const numbers = new Int32Array(size).fill(-1)
  const used: number[] = []
  const dense = codes.map((code) => {
    if (numbers[code]! < 0) numbers[code] = used.push(code) - 1
    return numbers[code]!
  })
  return { column, codes: dense, names: used.map(nameOf) }
}
