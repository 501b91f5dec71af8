import { formatPlural } from '../core/count.ts'
import type { Fault } from '../core/faults.ts'
import { listValues } from './label-classes.ts'

/** Row number by id. */
export type RowIndex = ReadonlyMap<string, number>

/** What makes ids no keys: missing and duplicated ones, with count and the first few. */
export function indexIds(
  ids: readonly (string | null)[],
  uri: string,
  column: string,
): { readonly index: RowIndex; readonly faults: readonly Fault[] } {
  const index = new Map<string, number>()
  const repeated = new Set<string>()
  let missing = 0
  let extra = 0
  ids.forEach((id, row) => {
    if (id === null) missing += 1
    else if (index.has(id)) {
      repeated.add(id)
      extra += 1
    } else index.set(id, row)
  })
  const faults: Fault[] = []
  if (missing > 0) {
    faults.push({
      message: `${uri}: ${formatPlural(missing, 'row')} without an id in column ${column}; each row needs one`,
      help: 'give each row the id that it has in the other files',
    })
  }
  if (extra > 0) {
    faults.push({
      message: `${uri}: ${formatPlural(repeated.size, 'id')} of column ${column} ${repeated.size === 1 ? 'stands' : 'stand'} more than once, ${formatPlural(extra, 'row')} too many (first: ${listValues(repeated)}); rows are joined one to one`,
      help: 'keep one row for each id, or name the column that tells rows apart',
    })
  }
  return { index, faults }
}

/** How two files' ids differ, in counts alone (reports show no rows); null where both hold the same. */
export function describeIdDifference(left: IndexedFile, right: IndexedFile): string | null {
  const parts = [describeSurplus(left, right), describeSurplus(right, left)].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(', ')
}

type IndexedFile = { readonly uri: string; readonly index: RowIndex }

function describeSurplus(file: IndexedFile, other: IndexedFile): string | null {
  let surplus = 0
  for (const id of file.index.keys()) if (!other.index.has(id)) surplus += 1
  return surplus === 0 ? null : `${formatPlural(surplus, 'id')} only in ${file.uri}`
}
