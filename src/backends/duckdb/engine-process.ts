import { writeFile } from 'node:fs/promises'
import type { RowGroups } from '../../core/row-groups.ts'
import type { ColumnBatch, Engine, OpenGroups } from '../../ports/engine.ts'
import type { OnProgress } from '../../ports/host.ts'
import { createEngineOn } from './engine.ts'
import { type EngineCall, type EngineReply, type EngineRequest, packError } from './engine-messages.ts'
import { loadFrom } from './load.ts'
import { createQueryRunner } from './user-query.ts'

/**
 * Makes this process answer for an engine over its channel to the process that started it, until that one ends or
 * kills it.
 * @throws Error where no process started this one with a channel.
 */
export function serveEngine(): void {
  if (process.send === undefined) throw new Error('this program is started by modelgate itself')
  // An orderly exit would wait for the query that is running.
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  // Ctrl-C reaches the whole group; the process that started this one says what it means.
  process.on('SIGINT', ignore).on('SIGTERM', ignore)
  // Where Linux runs out of memory it is to end this process, and not the one that can tell.
  writeFile('/proc/self/oom_score_adj', '1000').catch(ignore)
  const answer = createAnswers()
  process.on('message', ({ id, call }: EngineRequest) => {
    answer(call).then(
      (value) => reply({ id, answer: value }),
      (error: unknown) => reply({ id, failure: packError(error) }),
    )
  })
}

function createAnswers(): (call: EngineCall) => Promise<unknown> {
  const { signal } = new AbortController()
  const streams = new Map<number, AsyncIterator<ColumnBatch>>()
  const opened = new Map<number, OpenGroups>()
  let engine: Promise<Engine> | undefined
  return async (call) => {
    switch (call.kind) {
      case 'start':
        engine = Promise.resolve(call).then(({ folder, limits, tellsProgress }) => {
          const duckdb = loadFrom(folder)
          const onProgress = tellsProgress ? replyProgress : undefined
          return createEngineOn(duckdb, limits, createQueryRunner(duckdb, limits, onProgress), onProgress)
        })
        await engine
        return null
      case 'describe':
        return (await engine!).describe(call.source, signal)
      case 'measure':
        return (await engine!).measure(call.source, call.probes, signal)
      case 'samples':
        return (await engine!).samples(call.source, call.probes, signal)
      case 'copy':
        return (await engine!).copy(call.source, call.copy, signal)
      case 'groups': {
        const open = await (await engine!).groups(call.source, call.request, signal)
        opened.set(call.stream, open)
        return { rows: open.rows, cuts: open.cuts, single: open.single, total: open.total } satisfies RowGroups
      }
      case 'pairs':
        return opened.get(call.stream)!.pairs(call.pairs, signal)
      case 'columns': {
        const batches = (await engine!).columns(call.source, call.requests, signal)
        streams.set(call.stream, batches[Symbol.asyncIterator]())
        return null
      }
      case 'next': {
        const step = await streams.get(call.stream)!.next()
        if (!step.done) return step.value
        streams.delete(call.stream)
        return null
      }
      case 'stop':
        await streams.get(call.stream)?.return?.()
        streams.delete(call.stream)
        opened.get(call.stream)?.close()
        opened.delete(call.stream)
        return null
    }
  }
}

/** Where the channel is gone, so is whoever asked. */
function reply(message: EngineReply): void {
  process.send!(message, undefined, undefined, ignore)
}

const replyProgress: OnProgress = ({ percent, isOver }) => reply({ progress: { percent, isOver } })

function ignore(): void {}
