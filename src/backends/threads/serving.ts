import { parentPort } from 'node:worker_threads'
import type { MeasureRounds } from '../../evaluation/comparison/comparison-resampling.ts'
import type { Rounds } from '../../evaluation/comparison/comparison-rounds.ts'
import type { ThreadReply, ThreadRequest } from './thread-messages.ts'

/**
 * Makes this thread measure for the one that started it, until that one ends it.
 *
 * @throws Error where no thread started this one.
 */
export function serveThread(prepare: (rounds: Rounds) => MeasureRounds): void {
  if (parentPort === null) throw new Error('this program is started by modelgate itself')
  const port = parentPort
  const open = new Map<number, Rounds | MeasureRounds>()
  const measure = (job: number, from: number, to: number): ThreadReply => {
    try {
      const found = open.get(job)!
      const measureRounds = typeof found === 'function' ? found : prepare(found)
      open.set(job, measureRounds)
      return { numbers: measureRounds(from, to) }
    } catch (error) {
      return { failure: error instanceof Error ? error : new Error(String(error)) }
    }
  }
  port.on('message', (request: ThreadRequest) => {
    switch (request.kind) {
      case 'open':
        open.set(request.job, request.rounds)
        break
      case 'close':
        open.delete(request.job)
        break
      case 'measure':
        // Copied on purpose: once a buffer has been handed over, V8 guards every access to any array of numbers in this
        // thread, and measuring takes 1.5 times as long.
        port.postMessage(measure(request.job, request.from, request.to))
    }
  })
}
