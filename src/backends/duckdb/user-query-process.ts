import type { Measurement, QueryProbe } from '../../core/probe.ts'
import type { EngineOptions, QueryRunner } from './engine.ts'
import { type EngineChild, prepareEngineChildren, startEngineChild } from './engine-child.ts'
import { LONGEST_TIMER_MS, tookTooLong } from './session-runs.ts'
import { describeQueryFailure } from './user-query-failure.ts'

/** The engine's own time limit comes first: it leaves the process alive. */
const GRACE_MS = 1000

/**
 * Runs users' queries in a process of their own, which is started at the first query and again after one that was its
 * end. One query runs at a time, so that none pays for another; each may take as long as any query of the engine's.
 * DuckDB is in `folder`.
 */
export function createQueryProcess(options: EngineOptions, folder: string): QueryRunner {
  const { timeoutMs } = options
  let children: ReturnType<typeof prepareEngineChildren> | undefined
  let child: EngineChild | undefined
  let last: Promise<unknown> = Promise.resolve()

  const open = (probe: QueryProbe): EngineChild => {
    if (children === undefined) {
      children = prepareEngineChildren(options, folder)
      process.once('exit', close)
    }
    const { source } = probe.tables[0]!
    child ??= startEngineChild(children.options, source, () => {
      child = undefined
    })
    return child
  }
  const close = () => {
    process.off('exit', close)
    child?.kill(new Error('the data engine was closed'))
    children?.remove()
    children = undefined
  }

  const measureOne = async (probe: QueryProbe, signal: AbortSignal): Promise<Measurement> => {
    signal.throwIfAborted()
    if (probe.tables.length === 0) return { measured: false, reason: 'the query has no table that it may read' }
    const own = open(probe)
    const onAbort = () => own.kill(signal.reason as Error)
    const expire = () => own.kill(tookTooLong(probe.tables[0]!.source, timeoutMs))
    const limit = setTimeout(expire, Math.min(timeoutMs + GRACE_MS, LONGEST_TIMER_MS))
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      const { source } = probe.tables[0]!
      return readAnswer(await own.ask({ kind: 'measure', source, probes: [probe] }))
    } catch (error) {
      signal.throwIfAborted()
      return { measured: false, reason: describeQueryFailure(error, []) }
    } finally {
      clearTimeout(limit)
      signal.removeEventListener('abort', onAbort)
    }
  }

  return {
    async measure(probes, signal) {
      const answers: Measurement[] = []
      for (const probe of probes) {
        const turn = last.then(() => measureOne(probe, signal))
        last = turn.catch(ignore)
        answers.push(await turn)
      }
      return answers
    },
    close,
  }
}

/** A process that a query has taken over may say anything, and is still only believed a value. */
function readAnswer(answer: unknown): Measurement {
  const [found] = Array.isArray(answer) ? (answer as readonly Partial<Record<string, unknown>>[]) : []
  if (found?.['measured'] === false && typeof found['reason'] === 'string') {
    return { measured: false, reason: found['reason'] }
  }
  const value = (found?.['value'] as { readonly value?: unknown } | null | undefined)?.value
  const isPlain = value === null || ['number', 'string', 'boolean'].includes(typeof value)
  if (found?.['measured'] === true && isPlain) return { measured: true, value: { value } }
  return { measured: false, reason: "the query's process gave an answer that is none" }
}

/** The failure is told where it was awaited. */
function ignore(): void {}
