import type { CodedColumn, PredictionColumns } from '../../evaluation/join/evaluation-columns.ts'
import { numberKeys } from '../../evaluation/join/row-ids.ts'
import { isClose } from './checks.ts'

/** How the answers of two files differ, row by row. */
export interface RowDifferences {
  /** Rows that both files have. */
  readonly rows: number
  /** Rows that only the one or the other has. */
  readonly onlyRecorded: number
  readonly onlyFresh: number
  /** Rows of both in which an answer is another beyond the tolerance. */
  readonly differing: number
  /** Largest distance of two numbers of one row; 0 where all are equal, Infinity where one is missing. */
  readonly largest: number
}

type Answers = Pick<PredictionColumns, 'ids' | 'scores' | 'predictions' | 'lower' | 'upper'>

/**
 * Compares the answers of rows with the same id, in whatever order they stand. Classes are compared as text, numbers
 * within the tolerance; a number that is missing in one file alone differs.
 */
export function compareAnswers(recorded: Answers, fresh: Answers, tolerance: number): RowDifferences {
  const [own, other] = numberKeys([recorded.ids, fresh.ids]) as readonly [Float64Array, Float64Array]
  const places = new Map(Array.from(other, (key, row) => [key, row]))
  const pairs = listPairs(recorded, fresh)
  let rows = 0
  let differing = 0
  let largest = 0
  for (const [row, key] of own.entries()) {
    const place = places.get(key)
    if (place === undefined) continue
    rows += 1
    let isSame = true
    for (const [left, right] of pairs) {
      const [before, after] = [cellOf(left, row), cellOf(right, place)]
      largest = Math.max(largest, measureDistance(before, after))
      if (!isSameCell(before, after, tolerance)) isSame = false
    }
    if (!isSame) differing += 1
  }
  return { rows, onlyRecorded: own.length - rows, onlyFresh: other.length - rows, differing, largest }
}

type Column = CodedColumn | Float64Array

/** The columns that either file has; one that the other lacks is compared with nothing but missing values. */
function listPairs(recorded: Answers, fresh: Answers): readonly (readonly [Column | null, Column | null])[] {
  const count = Math.max(recorded.scores?.length ?? 0, fresh.scores?.length ?? 0)
  const scores = Array.from(
    { length: count },
    (_, index) => [recorded.scores?.[index] ?? null, fresh.scores?.[index] ?? null] as const,
  )
  const others = (['predictions', 'lower', 'upper'] as const).map((name) => [recorded[name], fresh[name]] as const)
  return [...scores, ...others].filter(([left, right]) => left !== null || right !== null)
}

type Cell = number | string | null

/** Of numbers their difference, of classes 0 or Infinity. */
function measureDistance(before: Cell, after: Cell): number {
  if (before === after) return 0
  return typeof before === 'number' && typeof after === 'number' ? Math.abs(after - before) : Number.POSITIVE_INFINITY
}

function isSameCell(before: Cell, after: Cell, tolerance: number): boolean {
  return typeof before === 'number' && typeof after === 'number' ? isClose(before, after, tolerance) : before === after
}

/** null where missing. */
function cellOf(column: Column | null, row: number): Cell {
  if (column === null) return null
  if (!(column instanceof Float64Array)) return column.names[column.codes[row]!] ?? null
  const value = column[row]!
  return Number.isNaN(value) ? null : value
}
