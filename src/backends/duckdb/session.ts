import type { DuckDBInstance } from '@duckdb/node-api'
import type { DataSource } from '../../core/data-source.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { ColumnShape } from '../../ports/engine.ts'
import type { OnProgress } from '../../ports/host.ts'
import { quoteLiteral } from '../../sql/quoting.ts'
import { isPartition } from '../../sql/table.ts'
import { findRepeatedNames } from './csv-header.ts'
import { createRuns, type Runs, watchConnections } from './session-runs.ts'
import { type ColumnTypes, inspectTable, type Table, toPattern } from './table.ts'

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
export interface Session extends Runs {
  readonly source: DataSource
  /** In file order; every type of a text format is VARCHAR. */
  readonly columns: readonly ColumnShape[]
  /**
   * SQL that reads the source, to stand after FROM, all columns in file order. `types` gives columns of a text format
   * other SQL types than VARCHAR (a cell that does not fit fails the query); Parquet has its own.
   */
  tableExpression(types?: ColumnTypes): string
  close(): void
}

/** Engine instances that are not locked yet. */
export interface Instances {
  /** @throws SystemError where the engine does not start. */
  start(): Promise<DuckDBInstance>
}

/** An instance that is locked to the files of several sources. */
export interface JointSession extends Runs {
  close(): void
}

/**
 * Opens a source: looks at its files, makes an instance, locks it, and learns the columns.
 * @throws InputError where a file is missing, empty, damaged or not of its format.
 */
export async function openSession(
  instances: Instances,
  source: DataSource,
  limits: SessionLimits,
  signal: AbortSignal,
  onProgress?: OnProgress,
): Promise<Session> {
  const table = await inspectTable(source)
  signal.throwIfAborted()
  const { close, ...runs } = await openJointSession(instances, [source], limits, onProgress)
  try {
    const columns =
      table.names?.map((name) => ({ name, type: 'VARCHAR' })) ?? (await describe(table, source, runs, signal))
    const names = columns.map(({ name }) => name)
    return {
      source,
      columns,
      tableExpression: (types = {}) => table.expression(names, types),
      ...runs,
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

/**
 * Makes an instance and locks it to the files of the sources, without a look at them.
 * @throws SystemError where the engine does not start.
 */
export async function openJointSession(
  instances: Instances,
  sources: readonly DataSource[],
  limits: SessionLimits,
  onProgress?: OnProgress,
): Promise<JointSession> {
  const instance = await instances.start()
  try {
    const watched = onProgress === undefined ? [] : await watchConnections(instance)
    await lock(instance, sources)
    const runs = createRuns(instance, sources, limits.timeoutMs, { watched, onProgress })
    const close = () => {
      for (const connection of watched) connection.disconnectSync()
      instance.closeSync()
    }
    return { ...runs, close }
  } catch (error) {
    instance.closeSync()
    throw error
  }
}

/** Instances that start when they are asked for. */
export function createInstances(duckdb: DuckDbModule, limits: SessionLimits): Instances {
  return { start: () => startInstance(duckdb, limits) }
}

/** The first instance starts at once: it takes as long as reading what to ask of it. `close` where nobody asked. */
export function createWarmInstances(duckdb: DuckDbModule, limits: SessionLimits): Instances & { close(): void } {
  let warm: Promise<DuckDBInstance> | null = startInstance(duckdb, limits)
  warm.catch(ignore)
  return {
    start: () => {
      const next = warm ?? startInstance(duckdb, limits)
      warm = null
      return next
    },
    close: () => {
      warm?.then((instance) => instance.closeSync(), ignore)
      warm = null
    },
  }
}

/** The failure is told where the instance is asked for. */
function ignore(): void {}

async function startInstance(duckdb: DuckDbModule, limits: SessionLimits): Promise<DuckDBInstance> {
  return duckdb.DuckDBInstance.create(':memory:', {
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
}

async function lock(instance: DuckDBInstance, sources: readonly DataSource[]): Promise<void> {
  const files = new Set(sources.flatMap((source) => source.files).flatMap((file) => [file, toPattern(file)]))
  const connection = await instance.connect()
  // The order matters: what is allowed can no longer be said once access is off, and nothing once it is locked.
  await connection.run(
    `SET TimeZone='UTC'; SET allowed_paths=[${[...files].map(quoteLiteral).join(', ')}]; ` +
      'SET enable_external_access=false; SET lock_configuration=true',
  )
  connection.disconnectSync()
}

async function describe(
  table: Table,
  source: DataSource,
  runs: Pick<Session, 'query'>,
  signal: AbortSignal,
): Promise<readonly ColumnShape[]> {
  const rows = await runs.query(`DESCRIBE SELECT * FROM ${table.describe}`, signal)
  const columns = rows.map(([name, type]) => ({ name: String(name), type: String(type) }))
  if (source.format !== 'json') return columns
  const listKeys = async () => (await runs.query(table.keys, signal)).map(([key]) => String(key)).sort()
  const inFile = columns.filter(({ name }) => !isPartition(source, name))
  // What the engine calls the one column of a file with a row that is no object may also be the one key of all rows.
  if (inFile.length === 1 && inFile[0]!.name === 'json') {
    const keys = await listKeys()
    if (keys.length === 0) {
      throw new InputError({
        message: `${source.uri}: the rows are no JSON objects, so there are no columns`,
        help: 'write one object a line: {"column": value, …}',
      })
    }
    const faults = findRepeatedNames(keys, { file: source.uri })
    if (faults.length > 0) throw new InputError(faults)
    const inPath = columns.filter(({ name }) => isPartition(source, name)).map(({ name }) => name)
    return [...keys, ...inPath].map((name) => ({ name, type: 'VARCHAR' }))
  }
  if (columns.some(({ name }) => mayBeRenamed(name, columns))) {
    const faults = findRepeatedNames(await listKeys(), { file: source.uri })
    if (faults.length > 0) throw new InputError(faults)
  }
  return columns.map(({ name }) => ({ name, type: 'VARCHAR' }))
}

/** Beside a column `a`, the engine shows a key `A` as `A_1`, which no row has: it would read as missing everywhere. */
function mayBeRenamed(name: string, columns: readonly ColumnShape[]): boolean {
  const base = /^(.*)_\d+$/.exec(name)?.[1]?.toLowerCase()
  return base !== undefined && columns.some((column) => column.name.toLowerCase() === base)
}
