import { listSliceParts } from '../../core/slice-name.ts'
import type { SliceColumn } from './slice-columns.ts'

/** More values than this are no slices: a column of names or numbers cuts rows into crumbs. */
export const MOST_SLICE_VALUES = 100

/** The values of each slice column, numbers by size and texts by letter, null last; pairs by their first value, then their second. */
export function listSliceValues(
  slices: readonly SliceColumn[],
): readonly { readonly column: string; readonly values: readonly (string | null)[] }[] {
  return slices.map(({ column, names }) => {
    const keyed = names.map((value) => ({ value, parts: listParts(column, value) }))
    keyed.sort((left, right) => compareParts(left.parts, right.parts))
    return { column, values: keyed.map(({ value }) => value) }
  })
}

/** Values of the columns; what is missing in a pair stands as text there. */
function listParts(column: string, value: string | null): readonly (string | null)[] {
  const parts = listSliceParts(column, value).map((part) => part.value)
  return parts.length === 1 ? parts : parts.map((part) => (part === '(null)' ? null : part))
}

function compareParts(left: readonly (string | null)[], right: readonly (string | null)[]): number {
  for (const [index, value] of left.entries()) {
    const order = compareValues(value, right[index]!)
    if (order !== 0) return order
  }
  return 0
}

function compareValues(left: string | null, right: string | null): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
  const difference = Number(left) - Number(right)
  if (!Number.isNaN(difference) && difference !== 0) return difference
  return left < right ? -1 : left > right ? 1 : 0
}
