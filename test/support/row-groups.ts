import type { GroupCell, GroupCut, GroupMoments } from '../../src/core/row-groups.ts'
import type { OpenGroups } from '../../src/ports/engine.ts'

/** A column as it cuts rows, and the group of each row. */
export interface CodedCut {
  readonly cut: GroupCut
  readonly codes: Int32Array
}

/** How wrong each answer was, row by row. */
export interface RowLosses {
  readonly candidate: Float64Array
  readonly baseline: Float64Array | null
  readonly weights: Float64Array | null
}

/** A column of texts by value, missing ones a group of their own. */
export function cutTexts(column: string, texts: readonly (string | null)[]): CodedCut {
  const values = [...new Set(texts)].sort((a, b) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
  return { cut: { column, by: 'text', values }, codes: Int32Array.from(texts, (text) => values.indexOf(text)) }
}

/** A column of numbers by quarter; NaN: missing. */
export function cutNumbers(column: string, numbers: readonly number[]): CodedCut {
  const sorted = Float64Array.from(numbers.filter((number) => !Number.isNaN(number))).sort()
  const starts = [...new Set([0, 1, 2, 3].map((part) => sorted[Math.floor((sorted.length * part) / 4)]!))]
  const cut = {
    column,
    by: 'number',
    starts,
    last: sorted.at(-1)!,
    hasMissing: sorted.length < numbers.length,
  } as const
  const codeOf = (number: number) => starts.filter((start) => number >= start).length - 1
  return { cut, codes: Int32Array.from(numbers, (one) => (Number.isNaN(one) ? starts.length : codeOf(one))) }
}

/** What the engine answers to rows, added up in plain sight. */
export function addGroups(columns: readonly CodedCut[], { candidate, baseline, weights }: RowLosses): OpenGroups {
  const rows = candidate.length
  const addUp = (keyOf: (row: number) => number, listCodes: (key: number) => readonly number[]) => {
    const sums: Float64Array[] = []
    for (let row = 0; row < rows; row++) {
      const key = keyOf(row)
      const w = weights === null ? 1 : weights[row]!
      const x = candidate[row]! - (baseline === null ? 0 : baseline[row]!)
      const cell = sums[key] ?? new Float64Array(6)
      sums[key] = cell
      cell[0]! += 1
      cell[1]! += w
      cell[2]! += w * x
      cell[3]! += w * w
      cell[4]! += w * w * x
      cell[5]! += w * w * x * x
    }
    return sums.flatMap((cell, key): GroupCell[] => [
      { codes: listCodes(key), moments: [...cell] as unknown as GroupMoments },
    ])
  }
  const addColumn = ({ codes }: CodedCut) =>
    addUp(
      (row) => codes[row]!,
      (key) => [key],
    )
  const addPair = ({ codes: left }: CodedCut, { codes: right }: CodedCut) =>
    addUp(
      (row) => left[row]! * MOST_GROUPS + right[row]!,
      (key) => [Math.floor(key / MOST_GROUPS), key % MOST_GROUPS],
    )
  return {
    rows,
    cuts: columns.map(({ cut }) => cut),
    single: columns.map(addColumn),
    total: addUp(
      () => 0,
      () => [],
    )[0]!.moments,
    pairs: async (pairs) => pairs.map(([left, right]) => addPair(columns[left]!, columns[right]!)),
    close: () => {},
  }
}

/** Of a column. */
const MOST_GROUPS = 100
