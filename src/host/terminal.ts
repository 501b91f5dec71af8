import { SystemError } from '../core/faults.ts'
import type { Logger } from '../ports/host.ts'
import { escapeLogLines } from '../text/escape.ts'

/**
 * Writes to standard output and waits until it is through. A reader that has gone (`| head -1`) has what it wanted.
 *
 * @throws SystemError where the text cannot be delivered otherwise: a full disk
 */
export async function print(text: string): Promise<void> {
  if (text === '') return
  const { stdout } = process
  // the stream tells of a failure twice, and one that nobody listens to would end the process
  stdout.on('error', ignore)
  const error = await new Promise<NodeJS.ErrnoException | null | undefined>((resolve) => stdout.write(text, resolve))
  if (!error || error.code === 'EPIPE') return
  throw new SystemError(`standard output cannot be written (${error.code ?? error.message})`, { cause: error })
}

/**
 * Writes a message to standard error; where that is closed nobody is left to be told. Names in it come from files and
 * flags: none becomes a command to the terminal or to a workflow's runner.
 */
export function printError(message: string): void {
  if (!process.stderr.listeners('error').includes(ignore)) process.stderr.on('error', ignore)
  process.stderr.write(`${escapeLogLines(message)}\n`)
}

/** What a person sees while a command runs; `isQuiet` leaves warnings, `isVerbose` adds details. */
export function createLogger(isQuiet: boolean, isVerbose: boolean): Logger {
  return {
    info: (message) => (isQuiet ? undefined : printError(message)),
    warning: (message) => printError(`warning: ${message}`),
    debug: (message) => (isVerbose ? printError(message) : undefined),
  }
}

const ignore = (): void => {}
