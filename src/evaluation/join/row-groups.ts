import { formatPlural } from '../../core/count.ts'
import type { Fault } from '../../core/faults.ts'
import type { EvaluationColumns, KeyColumn } from './evaluation-columns.ts'

/**
 * Numbers of the groups of these rows, from 0 in the order in which they come. A row without a group stands for itself.
 */
export function numberGroups(keys: KeyColumn, rows: Int32Array): Int32Array {
  const numbers = new Map<string | number, number>()
  const groups = new Int32Array(rows.length)
  let next = 0
  for (let i = 0; i < rows.length; i += 1) {
    const key = keys[rows[i]!]!
    const isMissing = key === null || Number.isNaN(key)
    const known = isMissing ? undefined : numbers.get(key)
    if (!isMissing && known === undefined) numbers.set(key, next)
    groups[i] = known ?? next
    if (known === undefined) next += 1
  }
  return groups
}

/** Weights that are no numbers above 0, with count and the first. */
export function findWeightFaults({ uri, weights }: EvaluationColumns, column: string | null): readonly Fault[] {
  if (weights === null || column === null) return []
  const isBad = (weight: number) => !(weight > 0 && weight < Number.POSITIVE_INFINITY)
  const first = weights.findIndex(isBad)
  if (first < 0) return []
  const count = weights.reduce((sum, weight) => sum + (isBad(weight) ? 1 : 0), 0)
  const shown = Number.isNaN(weights[first]!) ? 'none' : String(weights[first])
  return [
    {
      message: `${uri}: ${formatPlural(count, 'row')} whose weight in column ${column} is not above 0 (first: row ${first + 1}, ${shown})`,
      help: 'a weight says how many rows one stands for: leave out rows that count nothing',
    },
  ]
}

/** Queries whose rows belong to several groups: they could not be resampled together. */
export function findSplitQueries(
  { uri, groups, queries }: EvaluationColumns,
  columns: { readonly group: string | null; readonly query: string | null },
): readonly Fault[] {
  if (groups === null || queries === null) return []
  const groupOf = new Map<string | number, string | number | null>()
  const split = new Set<string | number>()
  for (let row = 0; row < queries.length; row += 1) {
    const query = queries[row]!
    const group = groups[row]!
    if (query === null || Number.isNaN(query)) continue
    if (!groupOf.has(query)) groupOf.set(query, group)
    else if (!Object.is(groupOf.get(query), group)) split.add(query)
  }
  if (split.size === 0) return []
  return [
    {
      message: `${uri}: ${formatPlural(split.size, 'query', 'queries')} of column ${columns.query} with rows in several groups of column ${columns.group}`,
      help: 'a query is resampled as a whole: name a group that holds whole queries, or none',
    },
  ]
}
