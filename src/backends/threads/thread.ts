import { Worker } from 'node:worker_threads'
import { SystemError } from '../../core/faults.ts'
import type { ThreadReply, ThreadRequest } from './thread-messages.ts'

/** A thread that measures. */
export interface Thread {
  /** Tells it something that has no answer. */
  tell(request: Exclude<ThreadRequest, { readonly kind: 'measure' }>): void
  /** @throws SystemError where the thread ends instead; the reason of `end`; what measuring throws. */
  ask(request: Extract<ThreadRequest, { readonly kind: 'measure' }>): Promise<readonly Float64Array[]>
  /** Ends the thread at once; whatever is asked of it fails with `reason`. */
  end(reason: Error): Promise<void>
}

/**
 * Starts a thread. While it is asked nothing, it does not keep the process from ending.
 *
 * @param entry the program that calls `serveThread`
 */
export function startThread(entry: string): Thread {
  // it needs no variables, and is to be handed none of the secrets among them
  const worker = new Worker(entry, { env: {}, argv: [], execArgv: [] })
  const waiting: {
    readonly resolve: (numbers: readonly Float64Array[]) => void
    readonly reject: (e: Error) => void
  }[] = []
  let ended: Error | undefined
  worker.unref()

  const fail = (reason: Error) => {
    ended ??= reason
    for (const { reject } of waiting.splice(0)) reject(ended)
    worker.unref()
  }
  worker.on('message', (reply: ThreadReply) => {
    const asker = waiting.shift()
    if (waiting.length === 0) worker.unref()
    if ('failure' in reply) asker?.reject(reply.failure)
    else asker?.resolve(reply.numbers)
  })
  worker.on('error', (error) => fail(describeCrash(error)))
  worker.on('exit', (code) => fail(describeCrash(new Error(`it ended with code ${code}`))))

  return {
    tell: (request) => worker.postMessage(request),
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended)
        worker.ref()
        waiting.push({ resolve, reject })
        worker.postMessage(request)
      }),
    end: async (reason) => {
      fail(reason)
      await worker.terminate()
    },
  }
}

function describeCrash(cause: Error): SystemError {
  return new SystemError(`a thread that resamples rows has ended: ${cause.message}`, {
    help: 'run again; if memory is short, name fewer threads by `engine: {threads: 1}` or fewer resamples',
    cause,
  })
}
