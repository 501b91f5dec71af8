import type { SliceColumn } from './evaluation-data.ts'

/** More values than this are no slices: a column of names or numbers cuts rows into crumbs. */
export const MOST_SLICE_VALUES = 100

/** The distinct values of each slice column, numbers by size and texts by letter, null last. */
export function listSliceValues(
  slices: readonly SliceColumn[],
): readonly { readonly column: string; readonly values: readonly (string | null)[] }[] {
  return slices.map(({ column, values }) => ({ column, values: [...new Set(values)].sort(compareValues) }))
}

function compareValues(left: string | null, right: string | null): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
  const difference = Number(left) - Number(right)
  if (!Number.isNaN(difference) && difference !== 0) return difference
  return left < right ? -1 : left > right ? 1 : 0
}
