import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DataSource } from '../../core/data-source.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { Logger, OnProgress } from '../../ports/host.ts'
import type { EngineOptions } from './engine.ts'
import {
  type EngineCall,
  type EngineProgress,
  type EngineReply,
  type EngineRequest,
  unpackError,
} from './engine-messages.ts'
import { allowEnvironment } from './npm.ts'
import type { SessionLimits } from './session.ts'

/** What Node needs to start on Windows, and where libraries are kept in places of their own. No secret is among it. */
const ALLOWED = ['SYSTEMROOT', 'WINDIR', 'LD_LIBRARY_PATH']
/** For JavaScript's own objects: a batch of rows at a time. The engine's memory has a limit of its own. */
const HEAP_MB = 1024
const KEPT_OUTPUT = 4000

/** How a process of the engine is started. */
export interface EngineChildOptions {
  /** The program that calls `serveEngine`. */
  readonly entry: string
  /** The node program. */
  readonly execPath: string
  /** All that the process gets to see. */
  readonly environment: Readonly<Record<string, string>>
  /** The working directory: an empty folder. */
  readonly cwd: string
  /** Where DuckDB is. */
  readonly folder: string
  readonly limits: SessionLimits
  readonly logger: Logger
  readonly onProgress?: OnProgress | undefined
}

/**
 * What processes of an engine share: variables from an allowed few, an empty folder to work in, and DuckDB in `folder`.
 * `remove` takes the empty folder away.
 */
export function prepareEngineChildren(
  { entry, execPath, environment, memory, threads, timeoutMs, logger, onProgress }: EngineOptions,
  folder: string,
): { readonly options: EngineChildOptions; remove(): void } {
  const cwd = mkdtempSync(join(environment['RUNNER_TEMP'] || tmpdir(), 'modelgate-reader-'))
  return {
    options: {
      entry,
      execPath,
      environment: allowEnvironment(environment, ALLOWED),
      cwd,
      folder,
      limits: { memory, threads, timeoutMs },
      logger,
      onProgress,
    },
    remove: () => {
      try {
        rmSync(cwd, { recursive: true, force: true })
      } catch {
        // Windows keeps the working directory of a process that has not ended yet; an empty folder does no harm
      }
    },
  }
}

/** A process that reads one source. */
export interface EngineChild {
  /** @throws as the engine in it does; InputError naming the source where the process ends instead. */
  ask(call: EngineCall): Promise<unknown>
  /** Ends the process at once; whatever is asked of it fails with `reason`. */
  kill(reason: Error): void
}

/**
 * Starts a process for a source. While it is asked nothing, it does not keep this process from ending, and it ends with
 * it. `onEnd` is called once, when it can be asked no more.
 */
export function startEngineChild(options: EngineChildOptions, source: DataSource, onEnd: () => void): EngineChild {
  const child = fork(options.entry, [], {
    execPath: options.execPath,
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
    env: { ...options.environment },
    cwd: options.cwd,
    serialization: 'advanced',
    // What is written to stdout might pass for a workflow command.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  options.logger.debug(`the data engine reads ${source.uri} in process ${child.pid}`)
  const waiting = new Map<
    number,
    { readonly resolve: (answer: unknown) => void; readonly reject: (e: Error) => void }
  >()
  let asked = 0
  let isReady = false
  let ended: Error | undefined
  let output = ''

  const end = (reason: Error) => {
    if (ended) return
    ended = reason
    child.kill('SIGKILL')
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
    letGo(child)
    options.onProgress?.(toEvent({ percent: null, isOver: true }, source))
    onEnd()
  }
  const ask = (call: EngineCall) =>
    new Promise<unknown>((resolve, reject) => {
      if (ended) return reject(ended)
      asked += 1
      if (waiting.size === 0) hold(child)
      waiting.set(asked, { resolve, reject })
      // Where the message does not arrive, the process has ended, and that is told below.
      child.send({ id: asked, call } satisfies EngineRequest, () => {})
    })

  child.stderr!.on('data', (part: Buffer) => {
    output = (output + part.toString('utf8')).slice(-KEPT_OUTPUT)
  })
  const settle = (reply: EngineReply) => {
    if ('progress' in reply) return options.onProgress?.(toEvent(reply.progress, source))
    const asker = waiting.get(reply.id)
    if ('failure' in reply) asker?.reject(unpackError(reply.failure))
    else asker?.resolve(reply.answer)
    waiting.delete(reply.id)
    if (waiting.size === 0) letGo(child)
  }
  child.on('message', (reply: EngineReply) => {
    try {
      settle(reply)
    } catch (error) {
      // a process that a file has taken over may send anything
      end(blameSource(source, 'gave an answer that is none', error))
    }
  })
  child.on('error', (cause) => end(new SystemError("the data engine's process does not start", { cause })))
  child.on('disconnect', () => child.kill('SIGKILL'))
  child.on('close', (code, signal) => {
    const how = describeEnd(code, signal, output)
    const cause = output === '' ? undefined : new Error(`the process wrote:\n${quoteOutput(output)}`)
    end(isReady ? blameSource(source, how, cause) : blameProcess(how, cause))
  })
  ;(child.stderr as Socket).unref()
  letGo(child)
  const { folder, limits, onProgress } = options
  ask({ kind: 'start', folder, limits, tellsProgress: onProgress !== undefined }).then(
    () => {
      isReady = true
    },
    // Whatever is asked next fails with the same.
    () => {},
  )
  return { ask, kill: end }
}

/** A process that a file has taken over may call anything its progress. */
function toEvent({ percent, isOver }: EngineProgress, { uri }: DataSource) {
  return { work: `reading ${uri}`, percent: typeof percent === 'number' ? percent : null, isOver: isOver === true }
}

function hold(child: ChildProcess): void {
  child.ref()
  child.channel?.ref()
}

function letGo(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null, output: string): string {
  if (/heap out of memory|bad_alloc|allocation failed/i.test(output)) return 'ran out of memory'
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`
}

/** Before it was ready, no byte of the source had been read. */
function blameProcess(how: string, cause: Error | undefined): SystemError {
  return new SystemError(`the data engine's process ${how} before it read anything`, {
    help: 'run again with --verbose to see what it wrote',
    cause,
  })
}

function blameSource({ uri, files }: DataSource, how: string, cause: unknown): InputError {
  return new InputError(
    {
      message: `${uri}: the process that read ${files.length === 1 ? 'it' : `its ${files.length} files`} ${how}`,
      help: 'it may be damaged, then write it again; or it needs more memory than the machine has, then split it or lower `engine: {memory: …}`',
    },
    { cause },
  )
}

/** Each line marked, so that none can be a workflow command: those start a line with `::`, or have `##[` anywhere. */
function quoteOutput(output: string): string {
  return output
    .trim()
    .split(/[\r\n]+/)
    .map((line) => `| ${line.replaceAll(/\p{Cc}/gu, ' ').replaceAll('##[', '## [')}`)
    .join('\n')
}
