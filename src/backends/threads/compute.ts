import { SystemError } from '../../core/faults.ts'
import type { Rounds } from '../../evaluation/comparison/comparison-rounds.ts'
import type { Compute } from '../../ports/compute.ts'
import { shareArrays } from './shared-arrays.ts'
import { startThread, type Thread } from './thread.ts'

/** Parts that each thread measures of the rounds, about: the last ones are short, so that no thread waits long. */
const PARTS_OF_EACH = 8

export interface ComputeOptions {
  /** The program that calls `serveThread`. */
  readonly entry: string
  /** At least 1. */
  readonly threads: number
}

/** Computes on threads that are started at the first use and kept; `close` ends them. */
export function createCompute({ entry, threads }: ComputeOptions): Compute & { close(): Promise<void> } {
  let started: readonly Thread[] = []
  let jobs = 0
  const stop = async (reason: Error) => {
    const ending = started
    started = []
    await Promise.all(ending.map((thread) => thread.end(reason)))
  }
  const measure = async (rounds: Rounds, signal: AbortSignal) => {
    signal.throwIfAborted()
    if (started.length === 0) started = Array.from({ length: threads }, () => startThread(entry))
    const onAbort = () => void stop(signal.reason as Error)
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      jobs += 1
      return await spread({ ...rounds, ...shareArrays({ rows: rounds.rows, context: rounds.context }) }, jobs, started)
    } catch (error) {
      // what is left of the others' work is of no use, and a thread that ended measures nothing any more
      await stop(error as Error)
      throw error
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }
  return { measure, close: () => stop(new SystemError('the threads that resample rows were ended')) }
}

/** Each thread takes the next part as soon as it has measured one. */
async function spread(rounds: Rounds, job: number, threads: readonly Thread[]): Promise<readonly Float64Array[]> {
  const { count, asked } = rounds
  const results = asked.map(() => new Float64Array(count))
  const size = Math.max(1, Math.ceil(count / (threads.length * PARTS_OF_EACH)))
  let next = 0
  const work = async (thread: Thread) => {
    thread.tell({ kind: 'open', job, rounds })
    while (next < count) {
      const from = next
      next = Math.min(count, from + size)
      const numbers = await thread.ask({ kind: 'measure', job, from, to: next })
      numbers.forEach((values, i) => {
        results[i]!.set(values, from)
      })
    }
    thread.tell({ kind: 'close', job })
  }
  await Promise.all(threads.map(work))
  return results
}
