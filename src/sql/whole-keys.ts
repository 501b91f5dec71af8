import type { Cell } from './cell.ts'
import type { MeasurePlan, PlannedDuplicates } from './measure-plan.ts'
import type { Table } from './table.ts'

/** Bits that a key may take: what its hash would take. */
const MOST_BITS_PER_ROW = 64

/** Of a text, numbers from nothing to the count of rows that its bytes could hold, with so many characters a cell. */
const LEAST_CHARACTERS = 2
const LEAST_BITS = 1000

/** The engine's bound for one text of bits is near 2^32. */
const MOST_BITS = 1_000_000_000n

const [LEAST, GREATEST] = [-(2n ** 63n), 2n ** 63n - 1n]

/** Whether a key is a column of whole numbers as the file has it, whose ends the file's footer holds. */
export function isWholeColumn({ key, raw, container }: Cell): boolean {
  return container === 'integer' && key === raw && /^c\d+$/.test(raw)
}

/**
 * A query of how many different keys there are, by a bit for each number between the ends of the column: a fraction of
 * what a table of hashes costs. null where that is not so, since the numbers lie far apart, or where there are none.
 */
export function renderDistinctWhole(
  plan: MeasurePlan,
  { key }: PlannedDuplicates,
  ends: { readonly low: unknown; readonly high: unknown },
  rows: number,
): string | null {
  if (ends.low === null || ends.high === null) return null
  const [low, high] = [BigInt(String(ends.low)), BigInt(String(ends.high))]
  const bits = high - low + 1n
  if (low < LEAST || high > GREATEST || bits > MOST_BITS || bits > BigInt(rows) * BigInt(MOST_BITS_PER_ROW)) return null
  const numbers = [`CAST(${key} AS BIGINT)`, ...[low, high].map((end) => `CAST('${end}' AS BIGINT)`)]
  return `SELECT bit_count(bitstring_agg(${numbers.join(', ')})) FROM ${plan.inner.render()}`
}

/**
 * SQL of how many different hashes a text's keys have, of numbers that count rows by a bit each, of all others by a table;
 * null where the keys are no whole numbers, or nothing bounds the rows.
 */
export function renderDistinctText({ type, value, key, present }: Cell, table: Table): string | null {
  if (type !== 'integer' || table.bytes === undefined || table.source.format === 'parquet') return null
  const rows = Math.floor(table.bytes / table.columns.length / LEAST_CHARACTERS)
  const most = Math.min(Math.max(rows, LEAST_BITS), Number(MOST_BITS) - 1)
  const isCount = `${value} BETWEEN 0 AND ${most}`
  const bits = `bitstring_agg(CASE WHEN ${isCount} THEN CAST(${value} AS BIGINT) END, CAST(0 AS BIGINT), CAST(${most} AS BIGINT))`
  const others = `count(DISTINCT hash(${key})) FILTER (WHERE ${present} IS NOT NULL AND (${isCount}) IS NOT TRUE)`
  return `(coalesce(bit_count(${bits}), 0) + ${others})`
}
