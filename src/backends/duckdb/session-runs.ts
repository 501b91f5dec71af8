import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance, DuckDBValue } from '@duckdb/node-api'
import type { DataSource } from '../../core/data-source.ts'
import { SystemError } from '../../core/faults.ts'
import type { OnProgress } from '../../ports/host.ts'
import { explainFailure } from './explain.ts'

/** A longer one would end at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1
/** Queries of one instance whose progress can be told; only a few of them take long. */
const MOST_WATCHED = 8
const QUIET_MS = 1000
const TELL_MS = 500

/** Queries of a locked instance. */
export interface Runs {
  /**
   * All rows, values in the order of the SELECT list: 64-bit integers and wider as bigint, DOUBLE as number, VARCHAR as
   * string, NULL as null, DECIMAL and dates as the package's own values. `$1`… stand for `parameters`.
   * @throws InputError where the data cannot be read, SystemError where limits are passed; an abort throws the signal's reason.
   */
  query(sql: string, signal: AbortSignal, parameters?: readonly DuckDBValue[]): Promise<DuckDBValue[][]>
  /** The same by chunks of up to 2048 rows, in file order, without holding all of them. */
  stream(sql: string, signal: AbortSignal): AsyncIterable<DuckDBDataChunk>
  /** Lends a connection of its own to `use`, under the same limits; errors of the engine's come as they are. */
  lend<T>(use: (connection: DuckDBConnection) => Promise<T>, signal: AbortSignal): Promise<T>
}

/** What is told of long queries, and the connections that can tell it. */
export interface Watching {
  readonly watched: DuckDBConnection[]
  readonly onProgress: OnProgress | undefined
}

/**
 * Connections that know how far their query is. Only a setting of each connection makes it so, which can no longer be
 * made once the instance is locked.
 */
export async function watchConnections(instance: DuckDBInstance): Promise<DuckDBConnection[]> {
  return Promise.all(
    Array.from({ length: MOST_WATCHED }, async () => {
      const connection = await instance.connect()
      await connection.run('SET enable_progress_bar=true; SET enable_progress_bar_print=false')
      return connection
    }),
  )
}

/** Queries of an instance: each on a connection of its own, so that an interrupt meets no other, nor a temporary table. */
export function createRuns(
  instance: DuckDBInstance,
  sources: readonly DataSource[],
  timeoutMs: number,
  { watched, onProgress }: Watching,
): Runs {
  const [source] = sources as readonly [DataSource]
  const begin = async (signal: AbortSignal) => {
    signal.throwIfAborted()
    const connection = watched.pop() ?? (await instance.connect())
    const watch = watchTime(connection, source, timeoutMs, signal)
    const hush = onProgress && tellProgress(connection, `reading ${source.uri}`, onProgress)
    return {
      connection,
      reason: watch.reason,
      end: () => {
        watch.stop()
        hush?.()
        connection.disconnectSync()
      },
    }
  }
  return {
    async query(sql, signal, parameters) {
      const { connection, reason, end } = await begin(signal)
      try {
        const result = parameters ? await connection.run(sql, [...parameters]) : await connection.run(sql)
        return await result.getRows()
      } catch (error) {
        throw reason() ?? explainFailure(error, findSource(error, sources))
      } finally {
        end()
      }
    },

    async *stream(sql, signal) {
      const { connection, reason, end } = await begin(signal)
      try {
        const result = await connection.stream(sql)
        for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) yield chunk
      } catch (error) {
        throw reason() ?? explainFailure(error, findSource(error, sources))
      } finally {
        end()
      }
    },

    async lend(use, signal) {
      const { connection, reason, end } = await begin(signal)
      try {
        return await use(connection)
      } catch (error) {
        throw reason() ?? error
      } finally {
        end()
      }
    },
  }
}

/** The source that an error speaks of by the path of one of its files, else the first. */
function findSource(error: unknown, sources: readonly DataSource[]): DataSource {
  const message = error instanceof Error ? error.message : ''
  return sources.find(({ files }) => files.some((file) => message.includes(file))) ?? sources[0]!
}

/** The error of a source that the engine did not get through in its time. */
export function tookTooLong(source: DataSource, timeoutMs: number): SystemError {
  return new SystemError(`${source.uri}: the data engine took longer than ${timeoutMs / 1000} s`, {
    help: 'raise `engine: {timeout: …}`, or make the data smaller',
  })
}

/** Interrupts the connection at the time limit or the signal, again and again: an interrupt before a query starts is lost. */
function watchTime(connection: DuckDBConnection, source: DataSource, timeoutMs: number, signal: AbortSignal) {
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

/** Tells how far a connection's query is once it has taken longer than a second; the function that it gives ends that. */
function tellProgress(connection: DuckDBConnection, work: string, onProgress: OnProgress): () => void {
  let telling: NodeJS.Timeout | undefined
  const tell = () => {
    const { percentage } = connection.progress
    onProgress({ work, percent: percentage >= 0 ? Math.min(percentage, 100) : null, isOver: false })
  }
  const start = setTimeout(() => {
    tell()
    telling = setInterval(tell, TELL_MS).unref()
  }, QUIET_MS).unref()
  return () => {
    clearTimeout(start)
    clearInterval(telling)
    if (telling !== undefined) onProgress({ work, percent: null, isOver: true })
  }
}
