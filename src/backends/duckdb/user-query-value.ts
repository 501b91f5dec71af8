import type { DuckDBConnection, DuckDBDecimalValue, DuckDBTimestampTZValue, DuckDBValue } from '@duckdb/node-api'
import type { Measurement, QueryMeasured } from '../../core/probe.ts'
import type { DuckDbModule } from './session.ts'

/** Characters of a text that a rule can sensibly want. */
const LONGEST_TEXT = 10_000

/** Runs a statement that is one SELECT, and takes the one value that it gives; reads no more than it needs to tell. */
export async function readOneValue(
  duckdb: DuckDbModule,
  connection: DuckDBConnection,
  sql: string,
): Promise<Measurement<QueryMeasured>> {
  const statements = await connection.extractStatements(sql)
  if (statements.count !== 1) return refuse(`has ${statements.count} statements: write one SELECT`)
  const prepared = await statements.prepare(0)
  try {
    if (prepared.statementType !== duckdb.StatementType.SELECT) return refuse('is no SELECT: only one SELECT is run')
    if (prepared.parameterCount > 0) return refuse('has a parameter ($1 or ?), for which there is no value')
    const result = await prepared.stream()
    if (result.columnCount !== 1) return refuse(`gives ${result.columnCount} columns: one value is wanted`)
    const first = await result.fetchChunk()
    if (first === null || first.rowCount === 0) return refuse('gives no row: one value is wanted, so count or coalesce')
    const isMore = first.rowCount > 1 || ((await result.fetchChunk())?.rowCount ?? 0) > 0
    if (isMore) return refuse('gives several rows: one value is wanted, so count them or take a sum')
    return toMeasured(duckdb, first.getColumnValues(0)[0]!, result.columnTypeId(0))
  } finally {
    prepared.destroySync()
  }
}

function toMeasured(duckdb: DuckDbModule, found: DuckDBValue, type: number): Measurement<QueryMeasured> {
  const value = toValue(duckdb, found, type)
  if (value === undefined) {
    return refuse(`gives a ${duckdb.DuckDBTypeId[type]}: a number, text, boolean or date is wanted, so cast it`)
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return refuse('gives a number that is not finite')
  if (typeof value === 'string' && value.length > LONGEST_TEXT) {
    return refuse(`gives a text of ${value.length} characters: at most ${LONGEST_TEXT} are taken`)
  }
  return { measured: true, value: { value } }
}

/** Moments in ISO 8601, those with a zone in UTC; undefined for what is no plain value. */
function toValue({ DuckDBTypeId }: DuckDbModule, value: DuckDBValue, type: number): QueryMeasured['value'] | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value
  if (typeof value === 'bigint') return Number(value)
  switch (type) {
    case DuckDBTypeId.DECIMAL:
      return (value as DuckDBDecimalValue).toDouble()
    case DuckDBTypeId.TIMESTAMP_TZ:
      return new Date(Number((value as DuckDBTimestampTZValue).micros / 1000n)).toISOString()
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
    case DuckDBTypeId.TIMESTAMP_NS:
      return String(value).replace(' ', 'T')
    case DuckDBTypeId.DATE:
    case DuckDBTypeId.TIME:
    case DuckDBTypeId.UUID:
      return String(value)
    default:
      return undefined
  }
}

function refuse(problem: string): { readonly measured: false; readonly reason: string } {
  return { measured: false, reason: `the query ${problem}` }
}
