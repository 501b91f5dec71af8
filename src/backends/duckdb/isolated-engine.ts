import type { DataSource } from '../../core/data-source.ts'
import { SystemError } from '../../core/faults.ts'
import type { FailingRow, Measurement, Probe } from '../../core/probe.ts'
import type { RowGroups } from '../../core/row-groups.ts'
import type { ColumnBatch, ColumnShape, Engine, OpenGroups } from '../../ports/engine.ts'
import { type EngineOptions, keyOf } from './engine.ts'
import { type EngineChild, prepareEngineChildren, startEngineChild } from './engine-child.ts'
import type { EngineCall } from './engine-messages.ts'
import { findDuckDb } from './load.ts'
import { ENGINE_VERSION } from './pinned-digests.ts'
import { answerByKind } from './probe-groups.ts'
import { LONGEST_TIMER_MS, tookTooLong } from './session-runs.ts'
import { createQueryProcess } from './user-query-process.ts'

/** Idle processes that stay for the next question about their source; each takes about 80 MB. */
const MOST_IDLE = 3
/** The engine's own time limit comes first: it leaves the process alive. */
const GRACE_MS = 1000

/**
 * An engine for files of strangers: each source is read by a process of its own, which is started at the first question
 * about it. It sees no variable of this one but an allowed few, works in an empty folder, finds DuckDB where this one
 * found or obtained it, and needs no network. Answers and errors are those of the engine itself; a process that crashes
 * is an InputError that names the source. Users' queries run in one more process. A call may take as long as one query
 * may: then, and at an abort, its process is killed, and with it what else is asked about that source.
 * @throws SystemError where DuckDB cannot be found, obtained or verified.
 */
export async function createIsolatedEngine(options: EngineOptions, signal: AbortSignal): Promise<Engine> {
  const folder = await findDuckDb(options, signal)
  const { timeoutMs } = options
  const readers = new Map<string, Reader>()
  const children = prepareEngineChildren(options, folder)
  const queries = createQueryProcess(options, folder)

  const open = (source: DataSource): Reader => {
    const key = keyOf(source)
    const known = readers.get(key)
    if (known) return known
    const idle = [...readers.values()].filter(({ underWay }) => underWay === 0)
    for (const { child } of idle.slice(0, Math.max(0, idle.length - MOST_IDLE + 1))) child.kill(closed())
    const child = startEngineChild(children.options, source, () => readers.delete(key))
    const reader = { child, underWay: 0, calls: 0 }
    readers.set(key, reader)
    return reader
  }
  const close = () => {
    process.off('exit', close)
    for (const { child } of readers.values()) child.kill(closed())
    children.remove()
    queries.close()
  }
  process.once('exit', close)

  const ask = async <T>(call: SourceCall, stop: AbortSignal): Promise<T> => {
    const watched = watchCall(open, call.source, timeoutMs, stop)
    try {
      return (await watched.child.ask(call)) as T
    } finally {
      watched.done()
    }
  }

  return {
    name: `duckdb ${ENGINE_VERSION.split('-', 1)[0]}`,

    describe: (source, stop) => ask<readonly ColumnShape[]>({ kind: 'describe', source }, stop),

    measure(source, probes, stop) {
      const askMeasure = (own: readonly Probe[]) =>
        ask<readonly Measurement[]>({ kind: 'measure', source, probes: own }, stop)
      return answerByKind(probes, {
        table: askMeasure,
        orphans: askMeasure,
        queries: (own) => queries.measure(own, stop),
      })
    },

    samples: (source, probes, stop) =>
      ask<readonly (readonly FailingRow[])[]>({ kind: 'samples', source, probes }, stop),

    copy: (source, copy, stop) => ask<{ readonly rows: number }>({ kind: 'copy', source, copy }, stop),

    async groups(source, request, stop) {
      const { child, stream, done } = watchCall(open, source, timeoutMs, stop)
      const close = () => {
        child.ask({ kind: 'stop', stream }).catch(ignore)
        done()
      }
      try {
        const groups = (await child.ask({ kind: 'groups', source, request, stream })) as RowGroups
        const pairs: OpenGroups['pairs'] = (pairs) =>
          child.ask({ kind: 'pairs', stream, pairs }) as ReturnType<OpenGroups['pairs']>
        return { ...groups, pairs, close }
      } catch (error) {
        done()
        throw error
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

type SourceCall = Extract<EngineCall, { readonly source: DataSource }>

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

function ignore(): void {}
