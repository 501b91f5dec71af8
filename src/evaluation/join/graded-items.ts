import { sortOrder } from '../../stats/sort-order.ts'
import { type PredictionColumns, pickCodes, pickNumbers } from './evaluation-columns.ts'
import { numberKeys } from './row-ids.ts'

/**
 * One row for each item: its score the mean of its runs that have one, NaN where none has; all else that of its first
 * row. Rows without an id are left as they are, to be told.
 */
export function averageItems(file: PredictionColumns): PredictionColumns {
  const [keys] = numberKeys([file.ids]) as readonly [Float64Array]
  const first: number[] = []
  const itemOf = new Int32Array(keys.length)
  const items = new Map<number, number>()
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row]!
    const known = Number.isNaN(key) ? undefined : items.get(key)
    itemOf[row] = known ?? first.length
    if (known !== undefined) continue
    items.set(key, first.length)
    first.push(row)
  }
  if (first.length === keys.length) return file
  const rows = Int32Array.from(first)
  return {
    ...file,
    firstRows: rows,
    ids:
      file.ids instanceof Float64Array
        ? pickNumbers(file.ids, rows)
        : first.map((row) => file.ids[row] as string | null),
    weights: file.weights && pickNumbers(file.weights, rows),
    groups:
      file.groups === null || file.groups instanceof Float64Array
        ? file.groups && pickNumbers(file.groups, rows)
        : first.map((row) => file.groups![row] as string | null),
    slices: new Map(
      [...file.slices].map(([name, { codes, names }]) => [name, { codes: pickCodes(codes, rows), names }]),
    ),
    scores: file.scores?.map((scores) => averageScores(scores, itemOf, first.length)) ?? null,
    unscoredRuns: countUnscored(file.scores),
  }
}

function averageScores(scores: Float64Array, itemOf: Int32Array, items: number): Float64Array {
  const sums = new Float64Array(items)
  const runs = new Int32Array(items)
  const known = Int32Array.from(scores.keys()).filter((row) => !Number.isNaN(scores[row]!))
  // From the lowest score up, so that no order of the runs changes a sum.
  const values = Float64Array.from(known, (row) => scores[row]!)
  for (const index of sortOrder(values)) {
    const row = known[index]!
    sums[itemOf[row]!]! += scores[row]!
    runs[itemOf[row]!]! += 1
  }
  return sums.map((sum, item) => sum / runs[item]!)
}

function countUnscored(scores: readonly Float64Array[] | null): number {
  return scores?.[0]?.reduce((sum, score) => sum + (Number.isNaN(score) ? 1 : 0), 0) ?? 0
}
