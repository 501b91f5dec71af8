import type { ProfileProbe } from '../core/probe.ts'
import { InnerColumns } from './inner-columns.ts'
import { type RejectTables, renderTable, type Table } from './table.ts'

/** Different texts that are listed; with one more there are too many. */
export const MOST_VALUES = 60
/** Rows of the sample, and cells of it over all columns. */
const SAMPLED_ROWS = 2000
const SAMPLED_CELLS = 200_000
/** Characters of a text that are looked at; longer texts are cut. */
const LOOKED_AT = 200

/** A query of one row, the row count first, and where each probe's numbers stand in it. */
interface ProfilePlan {
  readonly sql: string
  /** Index of a probe's first number: present, blank, values, sample, JSON types follow; or why there are none. */
  readonly probes: readonly (number | { readonly reason: string })[]
}

/**
 * All profiles of a table by one scan whose memory does not grow with the rows: the list of values is kept by a counter
 * of the most frequent ones, which is complete where it is not full, and the rows of the sample are those with the
 * smallest hashes.
 */
export function planProfiles(table: Table, probes: readonly ProfileProbe[], rejects: RejectTables): ProfilePlan {
  const scan = renderTable(table, rejects)
  const inner = new InnerColumns(table, scan)
  const outer = [scan.broken === null ? 'count(*)' : `count_if(NOT ${scan.broken})`]
  const size = Math.max(50, Math.min(SAMPLED_ROWS, Math.floor(SAMPLED_CELLS / Math.max(1, probes.length))))
  const planned = probes.map(({ column }) => {
    const cell = inner.cell(column)
    if ('reason' in cell) return { reason: cell.reason }
    // Cutting costs more than all the rest, and few texts need it.
    const isShort = `strlen(${cell.text}) <= ${LOOKED_AT}`
    const text = `CASE WHEN ${isShort} THEN ${cell.text} ELSE left(${cell.text}, ${LOOKED_AT}) END`
    const isJson = table.source.format === 'json'
    const bare = isJson ? inner.bare(table.columns.findIndex(({ name }) => name === cell.name)) : null
    const at = outer.length
    outer.push(
      `count(${cell.text})`,
      `count_if(${cell.text} = '')`,
      `approx_top_k(${text}, ${MOST_VALUES + 1})`,
      `arg_min(${text}, row_hash, ${size})`,
      bare === null ? 'NULL' : `approx_top_k(json_type(${bare}), 10)`,
    )
    return at
  })
  const columns = table.columns.map((_, index) => scan.column(index))
  const hash = `hash(${columns.length === 0 ? '1' : columns.join(', ')}) AS row_hash`
  return { sql: `SELECT ${outer.join(', ')} FROM ${inner.render([hash])}`, probes: planned }
}
