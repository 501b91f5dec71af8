import type { TaskRows } from './rows.ts'

/** What resampling draws as a whole: single rows, or groups of rows. */
export interface Units {
  readonly count: number
  readonly rows: number
  /** How much each row counts; null: 1 each. */
  readonly weights: Float64Array | null
  /** Unit of each row, from 0 without gaps; null: each row is its own. */
  readonly ofRow: Int32Array | null
}

/**
 * The units of the rows: groups where rows are grouped, for a ranking at least its queries. Weights that are all the
 * same and groups of one row each make no difference to any metric and are taken as none.
 */
export function describeUnits(rows: TaskRows): Units {
  const count = countRows(rows)
  const { weights } = rows
  const groups = rows.groups ?? (rows.task === 'ranking' ? rows.queries : null)
  const groupCount = groups === null ? count : groups.reduce((most, group) => Math.max(most, group + 1), 0)
  return {
    count: groupCount,
    rows: count,
    weights: weights?.some((weight) => weight !== weights[0]) ? weights : null,
    ofRow: groupCount === count ? null : groups,
  }
}

/** Whether each row is drawn by itself and counts 1. */
export function isPlain({ weights, ofRow }: Units): boolean {
  return weights === null && ofRow === null
}

/** Number of the rows of any task. */
function countRows(rows: TaskRows): number {
  return rows.task === 'graded' ? rows.candidate.scores.length : rows.labels.length
}

/** Adds up numbers of rows, each times the row's weight, by unit; the array itself for plain rows. */
export function sumByUnit(values: Float64Array, { weights, ofRow, count }: Units): Float64Array {
  if (weights === null && ofRow === null) return values
  const sums = new Float64Array(count)
  for (let i = 0; i < values.length; i++) {
    const unit = ofRow === null ? i : ofRow[i]!
    sums[unit] = sums[unit]! + values[i]! * (weights === null ? 1 : weights[i]!)
  }
  return sums
}
