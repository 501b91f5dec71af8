import { formatPlural } from '../../core/count.ts'
import type { Fault } from '../../core/faults.ts'
import { createKeyReport, type KeyWords } from '../leakage/key-report.ts'
import { createKeyTable } from '../leakage/key-table.ts'
import type { KeyColumn } from './evaluation-columns.ts'

/** The rows of a file by what tells them apart. */
export interface RowIndex {
  readonly uri: string
  readonly keys: KeyColumn
  /** First row with that key; −1 where there is none. */
  find(key: number | string): number
  /** What makes the ids no keys: missing and duplicated ones, with count and the first few. */
  readonly faults: readonly Fault[]
}

/** Rows of one file against those of another. */
export interface RowMatch {
  /** Row of the other file for each row of the first; −1 where it has none. */
  readonly rows: Int32Array
  /** Rows of the first that the other lacks. */
  readonly missing: number
  /** Rows of the other that the first lacks. */
  readonly extra: number
}

/** Indexes the rows of a file. */
export function indexRows(keys: KeyColumn, uri: string, words: KeyWords): RowIndex {
  const table = createKeyTable(keys)
  const report = createKeyReport(keys, uri, words)
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row]!
    if (key === null || Number.isNaN(key)) {
      report.addMissing()
      continue
    }
    const first = table.add(key, row)
    if (first !== row) report.addRepeated(first)
  }
  return { uri, keys, find: table.find, faults: report.list() }
}

/** Finds each row of `keys` in the other file, both with keys that are sound. */
export function matchRows(keys: KeyColumn, other: RowIndex): RowMatch {
  const rows = new Int32Array(keys.length)
  let missing = 0
  for (let row = 0; row < rows.length; row += 1) {
    const key = keys[row]!
    const found = key === null || Number.isNaN(key) ? -1 : findRow(key, row, other)
    if (found < 0) missing += 1
    rows[row] = found
  }
  return { rows, missing, extra: other.keys.length - (rows.length - missing) }
}

/**
 * The rows of a file by those of an indexed one, without an index of its own; `faults` say what makes its ids no keys,
 * and then the numbers mean nothing.
 */
export function placeRows(
  keys: KeyColumn,
  uri: string,
  words: KeyWords,
  index: RowIndex,
): RowMatch & { readonly faults: readonly Fault[] } {
  const rows = new Int32Array(index.keys.length).fill(-1)
  const strangers = new Map<number | string, number>()
  const report = createKeyReport(keys, uri, words)
  let found = 0
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row]!
    if (key === null || Number.isNaN(key)) {
      report.addMissing()
      continue
    }
    const place = findRow(key, row, index)
    const first = place < 0 ? (strangers.get(key) ?? -1) : rows[place]!
    if (first >= 0) report.addRepeated(first)
    else if (place < 0) strangers.set(key, row)
    else {
      rows[place] = row
      found += 1
    }
  }
  return { rows, missing: rows.length - found, extra: strangers.size, faults: report.list() }
}

/** Files in the same order are the rule, and equal keys at the same place need no look-up. */
function findRow(key: number | string, row: number, { keys, faults, find }: RowIndex): number {
  return faults.length === 0 && key === keys[row] ? row : find(key)
}

/** A file against itself: every row is its own. */
export function placeSelf({ keys, faults }: RowIndex): ReturnType<typeof placeRows> {
  return { rows: new Int32Array(keys.length).map((_, row) => row), missing: 0, extra: 0, faults }
}

/** How two files' ids differ, in counts alone (reports show no rows); null where both hold the same. */
export function describeIdDifference({ missing, extra }: RowMatch, first: string, other: string): string | null {
  const describe = (count: number, uri: string) => (count === 0 ? [] : [`${formatPlural(count, 'id')} only in ${uri}`])
  return [...describe(missing, first), ...describe(extra, other)].join(', ') || null
}

/**
 * The columns of several files as numbers that are equal where their texts are; NaN where missing. Codes go up from 0 in
 * the order of the first row.
 */
export function numberKeys(columns: readonly KeyColumn[]): readonly Float64Array[] {
  const codes = new Map<string | number, number>()
  return unifyKeys(columns).map((keys) => {
    const numbers = new Float64Array(keys.length)
    for (let row = 0; row < numbers.length; row += 1) {
      const key = keys[row]!
      if (key === null || Number.isNaN(key)) {
        numbers[row] = Number.NaN
        continue
      }
      let code = codes.get(key)
      if (code === undefined) {
        code = codes.size
        codes.set(key, code)
      }
      numbers[row] = code
    }
    return numbers
  })
}

/** The same columns, all numbers or all text: `007` in one file makes 7 in the other a text. */
export function unifyKeys(columns: readonly KeyColumn[]): readonly KeyColumn[] {
  if (columns.every((keys) => keys instanceof Float64Array)) return columns
  return columns.map((keys) =>
    keys instanceof Float64Array ? Array.from(keys, (key) => (Number.isNaN(key) ? null : String(key))) : keys,
  )
}
