import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { InputError } from '../../core/faults.ts'
import type { CommandCall, CommandEnd, CommandRunner, PrivateFolder } from '../../ports/command-runner.ts'
import type { Logger } from '../../ports/host.ts'
import { type Environment, findRefusal, makeCommandEnvironment } from './command-environment.ts'
import { OutputLines } from './output-lines.ts'
import { makePrivateFolder } from './private-folder.ts'
import { endGroup, endProcesses, MemoryWatch } from './process-tree.ts'

export interface CommandRunnerOptions {
  readonly variables: Environment
  /** Folder under which private ones are made. */
  readonly temporaryFolder: string
  readonly logger: Logger
}

/** A runner whose folders are gone once it is closed. */
export type OpenCommandRunner = CommandRunner & { close(): Promise<void> }

const LOOK_MS = 25
/** A longer one would end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1
/** What a process that was ended has still written is in its pipes by then. */
const DRAIN_MS = 1000

/** Runs the repository's commands on this machine. */
export function createCommandRunner({ variables, temporaryFolder, logger }: CommandRunnerOptions): OpenCommandRunner {
  const folders: PrivateFolder[] = []
  let isWarned = false
  return {
    refusal: findRefusal(variables),

    async makeFolder() {
      const folder = await makePrivateFolder(temporaryFolder)
      folders.push(folder)
      return folder
    },

    async run(call, signal) {
      signal.throwIfAborted()
      const refusal = findRefusal(variables)
      if (refusal !== null) throw new InputError(refusal)
      if (!isWarned && variables['ACTIONS_ID_TOKEN_REQUEST_TOKEN']) {
        logger.warning(
          `this job may ask for an identity token (id-token: write) and runs ${call.name}, which is code of the repository: give the token to another job`,
        )
        isWarned = true
      }
      const mark = randomUUID()
      const temporary = join(temporaryFolder, `modelgate-temporary-${mark}`)
      await mkdir(temporary, { mode: 0o700 })
      try {
        return await runOnce(
          call,
          makeCommandEnvironment(variables, temporary, mark, call.environment),
          mark,
          logger,
          signal,
        )
      } finally {
        await removeFolder(temporary)
      }
    },

    async close() {
      await Promise.all(folders.map(({ path }) => removeFolder(path)))
    },
  }
}

async function runOnce(
  call: CommandCall,
  environment: Record<string, string>,
  mark: string,
  logger: Logger,
  signal: AbortSignal,
): Promise<CommandEnd> {
  const lines = new OutputLines((line) => logger.info(`${call.name} | ${line}`))
  const startedAt = performance.now()
  const child = await start(call, environment)
  const pid = child.pid!
  let stopped: CommandEnd['stopped'] = null
  const stop = (why: CommandEnd['stopped']) => {
    stopped ??= why
    endGroup(pid)
  }
  const onAbort = () => stop(null)
  const onExit = () => endGroup(pid)
  const limit = setTimeout(() => stop('time'), Math.min(call.timeoutMs, LONGEST_TIMER_MS))
  signal.addEventListener('abort', onAbort, { once: true })
  process.once('exit', onExit)
  const memory = new MemoryWatch(pid)
  const isOver = new AbortController()
  const watching = watch(memory, call, () => stop('output'), isOver.signal)
  for (const stream of [child.stdout!, child.stderr!]) {
    const parts = lines.open()
    stream.on('data', parts.take).once('close', parts.end)
  }
  const closed = new Promise((resolve) => child.once('close', resolve))
  if (signal.aborted) onAbort()
  try {
    const [code, name] = await new Promise<[number | null, string | null]>((resolve) =>
      child.once('exit', (exitCode, exitSignal) => resolve([exitCode, exitSignal])),
    )
    const seconds = (performance.now() - startedAt) / 1000
    // what it left running may hold its pipes open
    await endProcesses(pid, mark)
    await Promise.race([closed, wait(DRAIN_MS, undefined, { ref: false })])
    signal.throwIfAborted()
    lines.finish()
    return { code, signal: name, stopped, seconds, peakMemory: memory.peakBytes, lastLines: lines.last }
  } finally {
    for (const stream of [child.stdout!, child.stderr!]) stream.destroy()
    clearTimeout(limit)
    isOver.abort()
    await watching
    signal.removeEventListener('abort', onAbort)
    process.off('exit', onExit)
  }
}

/** @throws InputError where there is no such program or folder, or a word is none that a program can be given */
async function start(call: CommandCall, environment: Record<string, string>): Promise<ChildProcess> {
  const [program, ...words] = call.command
  if (call.command.some((word) => word.includes('\0'))) {
    throw new InputError({
      message: `${call.name}: a word of the command holds a zero byte, which no program can be given`,
      help: 'take it out',
    })
  }
  const child = spawn(program!, words, {
    cwd: call.folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // a group of its own, so that what it starts ends with it
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'ENOENT' ? 'there is no such program' : (cause.code ?? cause.message)
      const help =
        'install it in a step before, or mend the command; it runs without a shell, so no alias or "&&" works'
      reject(new InputError({ message: `${call.name}: ${program} cannot be started: ${why}`, help }, { cause }))
    })
  })
  child.on('error', () => {})
  return child
}

/** Looks at memory and at the file that is written, until it is over. */
async function watch(memory: MemoryWatch, call: CommandCall, stop: () => void, isOver: AbortSignal): Promise<void> {
  const { path, mostBytes } = call.output
  while (!isOver.aborted) {
    await memory.look()
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    )
    if (size > mostBytes) stop()
    await wait(LOOK_MS, undefined, { signal: isOver, ref: false }).catch(() => {})
  }
}

/** A process that is ending may still be writing there. */
async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
}
