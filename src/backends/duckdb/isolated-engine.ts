import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DataSource } from '../../core/data-source.ts'
import { SystemError } from '../../core/faults.ts'
import type { Measurement } from '../../core/probe.ts'
import type { ColumnBatch, ColumnShape, Engine } from '../../ports/engine.ts'
import { type EngineOptions, keyOf } from './engine.ts'
import { type EngineChild, startEngineChild } from './engine-child.ts'
import { findDuckDb } from './load.ts'
import { allowEnvironment } from './npm.ts'
import { ENGINE_VERSION } from './pinned-digests.ts'
import { LONGEST_TIMER_MS, tookTooLong } from './session.ts'

/** What Node needs to start on Windows, and where libraries are kept in places of their own. No secret is among it. */
const ALLOWED = ['SYSTEMROOT', 'WINDIR', 'LD_LIBRARY_PATH']
/** Idle processes that stay for the next question about their source; each takes about 80 MB. */
const MOST_IDLE = 3
/** The engine's own time limit comes first: it leaves the process alive. */
const GRACE_MS = 1000

/** As for the engine in this process, and the program that runs it in another. */
export interface IsolatedEngineOptions extends EngineOptions {
  /** The program that calls `serveEngine`. */
  readonly entry: string
}

/**
 * An engine for files of strangers: each source is read by a process of its own, which is started at the first question
 * about it. It sees no variable of this one but an allowed few, works in an empty folder, finds DuckDB where this one
 * found or obtained it, and needs no network. Answers and errors are those of the engine itself; a process that crashes
 * is an InputError that names the source. A call may take as long as one query may: then, and at an abort, its process
 * is killed, and with it what else is asked about that source.
 * @throws SystemError where DuckDB cannot be found, obtained or verified.
 */
export async function createIsolatedEngine(options: IsolatedEngineOptions, signal: AbortSignal): Promise<Engine> {
  const folder = await findDuckDb(options, signal)
  const { memory, threads, timeoutMs } = options
  const readers = new Map<string, Reader>()
  const cwd = mkdtempSync(join(options.environment['RUNNER_TEMP'] || tmpdir(), 'modelgate-reader-'))
  const childOptions = {
    entry: options.entry,
    execPath: options.execPath,
    environment: allowEnvironment(options.environment, ALLOWED),
    cwd,
    folder,
    limits: { memory, threads, timeoutMs },
    logger: options.logger,
  }

  const open = (source: DataSource): Reader => {
    const key = keyOf(source)
    const known = readers.get(key)
    if (known) return known
    const idle = [...readers.values()].filter(({ underWay }) => underWay === 0)
    for (const { child } of idle.slice(0, Math.max(0, idle.length - MOST_IDLE + 1))) child.kill(closed())
    const child = startEngineChild(childOptions, source, () => readers.delete(key))
    const reader = { child, underWay: 0, calls: 0 }
    readers.set(key, reader)
    return reader
  }
  const close = () => {
    process.off('exit', close)
    for (const { child } of readers.values()) child.kill(closed())
    remove(cwd)
  }
  process.once('exit', close)

  return {
    name: `duckdb ${ENGINE_VERSION.split('-', 1)[0]}`,

    async describe(source, stop) {
      const call = watchCall(open, source, timeoutMs, stop)
      try {
        return (await call.child.ask({ kind: 'describe', source })) as readonly ColumnShape[]
      } finally {
        call.done()
      }
    },

    async measure(source, probes, stop) {
      const call = watchCall(open, source, timeoutMs, stop)
      try {
        return (await call.child.ask({ kind: 'measure', source, probes })) as readonly Measurement[]
      } finally {
        call.done()
      }
    },

    async *columns(source, requests, stop) {
      const call = watchCall(open, source, timeoutMs, stop)
      const { child, stream } = call
      let isOpen = true
      try {
        await child.ask({ kind: 'columns', source, requests, stream })
        for (;;) {
          const batch = (await child.ask({ kind: 'next', stream })) as ColumnBatch | null
          if (batch === null) break
          yield batch
        }
        isOpen = false
      } finally {
        if (isOpen) child.ask({ kind: 'stop', stream }).catch(ignore)
        call.done()
      }
    },

    close,
  }
}

interface Reader {
  readonly child: EngineChild
  /** Calls that wait for an answer, or whose batches are being read. */
  underWay: number
  /** All calls so far. */
  calls: number
}

/** Counts a call about a source, and kills the source's process at the time limit or the signal. */
function watchCall(open: (source: DataSource) => Reader, source: DataSource, timeoutMs: number, signal: AbortSignal) {
  signal.throwIfAborted()
  const reader = open(source)
  const { child } = reader
  reader.underWay += 1
  reader.calls += 1
  const onAbort = () => child.kill(signal.reason as Error)
  const expire = () => child.kill(tookTooLong(source, timeoutMs))
  const limit = setTimeout(expire, Math.min(timeoutMs + GRACE_MS, LONGEST_TIMER_MS))
  signal.addEventListener('abort', onAbort, { once: true })
  return {
    child,
    stream: reader.calls,
    done: () => {
      clearTimeout(limit)
      signal.removeEventListener('abort', onAbort)
      reader.underWay -= 1
    },
  }
}

function closed(): SystemError {
  return new SystemError('the data engine was closed')
}

/** Windows keeps the working directory of a process that has not ended yet; the runner empties its folder after the job. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // an empty folder in the place for temporary files does no harm
  }
}

function ignore(): void {}
