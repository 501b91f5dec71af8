import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance, DuckDBValue } from '@duckdb/node-api'
import type { DataSource } from '../../core/data-source.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { ColumnShape } from '../../ports/engine.ts'
import { quoteLiteral } from '../../sql/quoting.ts'
import { findRepeatedNames } from './csv-header.ts'
import { explainFailure } from './explain.ts'
import { type ColumnTypes, inspectTable, type Table, toPattern } from './table.ts'

/** A longer one would end at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1

/** The package, loaded at run time: only its types are known at build time. */
export type DuckDbModule = typeof import('@duckdb/node-api')

export interface SessionLimits {
  /** As the engine writes sizes: `4GB`. */
  readonly memory: string
  /** null: as many as the machine has. */
  readonly threads: number | null
  /** For one query. */
  readonly timeoutMs: number
}

/** An engine instance that is locked to the files of one source: no other file, no network, no setting, no extension. */
export interface Session {
  readonly source: DataSource
  /** In file order; every type of a text format is VARCHAR. */
  readonly columns: readonly ColumnShape[]
  /**
   * SQL that reads the source, to stand after FROM, all columns in file order. `types` gives columns of a text format
   * other SQL types than VARCHAR (a cell that does not fit fails the query); Parquet has its own.
   */
  tableExpression(types?: ColumnTypes): string
  /**
   * All rows, values in the order of the SELECT list: 64-bit integers and wider as bigint, DOUBLE as number, VARCHAR as
   * string, NULL as null, DECIMAL and dates as the package's own values. `$1`… stand for `parameters`.
   * @throws InputError where the data cannot be read, SystemError where limits are passed; an abort throws the signal's reason.
   */
  query(sql: string, signal: AbortSignal, parameters?: readonly DuckDBValue[]): Promise<DuckDBValue[][]>
  /** The same by chunks of up to 2048 rows, in file order, without holding all of them. */
  stream(sql: string, signal: AbortSignal): AsyncIterable<DuckDBDataChunk>
  close(): void
}

/**
 * Opens a source: looks at its files, makes an instance, locks it, and learns the columns.
 * @throws InputError where a file is missing, empty, damaged or not of its format.
 */
export async function openSession(
  duckdb: DuckDbModule,
  source: DataSource,
  limits: SessionLimits,
  signal: AbortSignal,
): Promise<Session> {
  const table = await inspectTable(source)
  signal.throwIfAborted()
  const instance = await openLocked(duckdb, source, limits)
  try {
    const runs = createRuns(instance, source, limits.timeoutMs)
    const columns =
      table.names?.map((name) => ({ name, type: 'VARCHAR' })) ?? (await describe(table, source, runs, signal))
    const names = columns.map(({ name }) => name)
    return {
      source,
      columns,
      tableExpression: (types = {}) => table.expression(names, types),
      ...runs,
      close: () => instance.closeSync(),
    }
  } catch (error) {
    instance.closeSync()
    throw error
  }
}

async function openLocked(duckdb: DuckDbModule, source: DataSource, limits: SessionLimits): Promise<DuckDBInstance> {
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    memory_limit: limits.memory,
    ...(limits.threads === null ? {} : { threads: String(limits.threads) }),
    // Else it spills into a folder that it makes in the working directory.
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  }).catch((error: unknown) => {
    throw new SystemError(`the data engine does not start: ${error instanceof Error ? error.message : String(error)}`, {
      help: 'look at `engine: {memory, threads}`',
      cause: error,
    })
  })
  const files = new Set(source.files.flatMap((file) => [file, toPattern(file)]))
  const connection = await instance.connect()
  // The order matters: what is allowed can no longer be said once access is off, and nothing once it is locked.
  await connection.run(
    `SET TimeZone='UTC'; SET allowed_paths=[${[...files].map(quoteLiteral).join(', ')}]; ` +
      'SET enable_external_access=false; SET lock_configuration=true',
  )
  connection.disconnectSync()
  return instance
}

async function describe(
  table: Table,
  source: DataSource,
  runs: Pick<Session, 'query'>,
  signal: AbortSignal,
): Promise<readonly ColumnShape[]> {
  const rows = await runs.query(`DESCRIBE SELECT * FROM ${table.describe}`, signal)
  const columns = rows.map(([name, type]) => ({ name: String(name), type: String(type) }))
  if (source.format === 'parquet') return columns
  const listKeys = async () => (await runs.query(table.keys, signal)).map(([key]) => String(key))
  // What the engine calls the one column of rows that are no objects may also be the one key of rows that are.
  if (columns.length === 1 && columns[0]!.name === 'json' && !(await listKeys()).includes('json')) {
    throw new InputError({
      message: `${source.uri}: the rows are no JSON objects, so there are no columns`,
      help: 'write one object a line: {"column": value, …}',
    })
  }
  if (columns.some(({ name }) => mayBeRenamed(name, columns))) {
    const faults = findRepeatedNames((await listKeys()).sort(), { file: source.uri })
    if (faults.length > 0) throw new InputError(faults)
  }
  return columns.map(({ name }) => ({ name, type: 'VARCHAR' }))
}

/** Beside a column `a`, the engine shows a key `A` as `A_1`, which no row has: it would read as missing everywhere. */
function mayBeRenamed(name: string, columns: readonly ColumnShape[]): boolean {
  const base = /^(.*)_\d+$/.exec(name)?.[1]?.toLowerCase()
  return base !== undefined && columns.some((column) => column.name.toLowerCase() === base)
}

/** Queries of an instance: each on a connection of its own, so that an interrupt meets no other. */
function createRuns(
  instance: DuckDBInstance,
  source: DataSource,
  timeoutMs: number,
): Pick<Session, 'query' | 'stream'> {
  return {
    async query(sql, signal, parameters) {
      const connection = await instance.connect()
      const watch = watchTime(connection, source, timeoutMs, signal)
      try {
        const result = parameters ? await connection.run(sql, [...parameters]) : await connection.run(sql)
        return await result.getRows()
      } catch (error) {
        throw watch.reason() ?? explainFailure(error, source)
      } finally {
        watch.stop()
        connection.disconnectSync()
      }
    },

    async *stream(sql, signal) {
      const connection = await instance.connect()
      const watch = watchTime(connection, source, timeoutMs, signal)
      try {
        const result = await connection.stream(sql)
        for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) yield chunk
      } catch (error) {
        throw watch.reason() ?? explainFailure(error, source)
      } finally {
        watch.stop()
        connection.disconnectSync()
      }
    },
  }
}

/** The error of a source that the engine did not get through in its time. */
export function tookTooLong(source: DataSource, timeoutMs: number): SystemError {
  return new SystemError(`${source.uri}: the data engine took longer than ${timeoutMs / 1000} s`, {
    help: 'raise `engine: {timeout: …}`, or make the data smaller',
  })
}

/** Interrupts the connection at the time limit or the signal, again and again: an interrupt before a query starts is lost. */
function watchTime(connection: DuckDBConnection, source: DataSource, timeoutMs: number, signal: AbortSignal) {
  signal.throwIfAborted()
  let reason: Error | undefined
  let again: NodeJS.Timeout | undefined
  const interrupt = (why: Error) => {
    reason ??= why
    connection.interrupt()
    again ??= setInterval(() => connection.interrupt(), 100)
  }
  const onAbort = () => interrupt(signal.reason as Error)
  const limit = setTimeout(() => interrupt(tookTooLong(source, timeoutMs)), Math.min(timeoutMs, LONGEST_TIMER_MS))
  signal.addEventListener('abort', onAbort, { once: true })
  return {
    reason: () => reason,
    stop: () => {
      clearTimeout(limit)
      clearInterval(again)
      signal.removeEventListener('abort', onAbort)
    },
  }
}
