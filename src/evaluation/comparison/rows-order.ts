import { sortOrder } from '../../stats/sort-order.ts'
import type { TaskRows } from '../rows.ts'
import type { MetricContext } from '../statistic.ts'

/** All that distinguishes a row from another, as numbers. */
function listKeys(rows: TaskRows, compared: MetricContext['compared']): readonly ArrayLike<number>[] {
  const keys: (ArrayLike<number> | null)[] = [rows.weights, compared?.codes ?? null]
  const models = rows.baseline === null ? [rows.candidate] : [rows.baseline, rows.candidate]
  if (rows.task !== 'graded') keys.push(rows.labels)
  if (rows.task === 'regression' || rows.task === 'forecast') keys.push(rows.scales)
  for (const answers of models) {
    if ('lower' in answers) keys.push(answers.lower, answers.upper)
    if ('predictions' in answers) keys.push(answers.predictions)
    if ('scores' in answers) keys.push(...(Array.isArray(answers.scores) ? answers.scores : [answers.scores]))
  }
  return keys.filter((key) => key !== null)
}

/** NaN has no place in an order: it goes before all numbers. */
const orderable = (key: ArrayLike<number>) =>
  Float64Array.from(key, (value) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value))

/**
 * An order of the rows that depends on what stands in them alone, so that no order of the input changes a resample: by
 * all their numbers, rows of one group together, groups by their rows. Rows or groups that agree in all are
 * interchangeable.
 */
export function orderRows(
  rows: TaskRows,
  groups: Int32Array | null,
  compared: MetricContext['compared'] = null,
): Int32Array {
  const keys = listKeys(rows, compared).map(orderable)
  let order: Int32Array | undefined
  for (const key of keys) order = sortOrder(key, order)
  return groups === null ? order! : orderGroups(order!, keys, groups)
}

function orderGroups(order: Int32Array, keys: readonly Float64Array[], groups: Int32Array): Int32Array {
  const members = new Map<number, { readonly rows: number[]; readonly ranks: number[] }>()
  let rank = 0
  order.forEach((row, i) => {
    if (i > 0 && keys.some((key) => key[row] !== key[order[i - 1]!])) rank++
    const group = members.get(groups[row]!) ?? { rows: [], ranks: [] }
    group.rows.push(row)
    group.ranks.push(rank)
    members.set(groups[row]!, group)
  })
  const sorted = [...members.values()].sort((a, b) => compareRanks(a.ranks, b.ranks))
  return Int32Array.from(sorted.flatMap(({ rows }) => rows))
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) return a[i]! - b[i]!
  }
  return a.length - b.length
}
