import type { MeasurePlan } from './measure-plan.ts'
import type { RejectTables } from './table.ts'

/** Broken lines shown. */
const MOST_LINES = 10

/** Statements that run as one, and where the last one's row holds what belongs to no probe. */
export interface MeasureScript {
  readonly sql: string
  /** Entries of the row, from the end: count of broken rows, their first lines, file and line of the first that is not in the encoding. */
  readonly broken: -3
  readonly lines: -2
  readonly badEncoding: -1
}

/**
 * The plan's query for CSV, followed by a look at the rows that its scan left out: their table lives no longer than the
 * connection, so both go in one text.
 */
export function renderCsvScript(plan: MeasurePlan, rejects: RejectTables): MeasureScript {
  const found = [
    'count(DISTINCT (file_id, line))',
    `list_slice(list_sort(list_distinct(list(line))), 1, ${MOST_LINES})`,
  ]
  const badEncoding =
    `SELECT [file_path, CAST(line AS VARCHAR)] FROM ${rejects.errors} JOIN ${rejects.scans} USING (scan_id, file_id) ` +
    "WHERE error_type = 'INVALID ENCODING' ORDER BY file_id, line LIMIT 1"
  const sql = [
    `CREATE TEMP TABLE measured AS ${plan.sql}`,
    `SELECT *, (${badEncoding}) FROM measured, (SELECT ${found.join(', ')} FROM ${rejects.errors})`,
  ]
  return { sql: sql.join('; '), broken: -3, lines: -2, badEncoding: -1 }
}
