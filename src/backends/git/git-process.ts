import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { SystemError } from '../../core/faults.ts'

/** One run of git: arguments as they are (never a shell), the whole environment, a time limit. */
export interface GitCall {
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** Written to standard input. */
  readonly input?: string
  readonly timeoutMs?: number
  /** Secrets that must not stand in an error's text. */
  readonly secrets?: readonly string[]
  /** Takes what git prints as it arrives. */
  readonly use?: ((chunk: Buffer) => void) | undefined
}

export interface GitOutput {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

const DEFAULT_TIMEOUT_MS = 120_000
/** Far above what tags and records of a large registry come to; a remote that sends more is stopped. */
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024
const MAX_STDERR_LENGTH = 64 * 1024

/** A running git and its end. `finish` resolves with the exit code and what it said on standard error. */
export interface GitProcess {
  readonly child: ChildProcessWithoutNullStreams
  readonly finish: Promise<{ readonly code: number; readonly stderr: string }>
}

/**
 * Starts git. It is ended by the signal and after the time limit.
 *
 * `finish` rejects with SystemError where git is not installed or took too long, with the signal's reason where aborted.
 */
export function startGit({
  args,
  environment,
  signal,
  timeoutMs = DEFAULT_TIMEOUT_MS,
  secrets = [],
}: GitCall): GitProcess {
  const limit = AbortSignal.timeout(timeoutMs)
  const child = spawn('git', [...args], {
    env: { ...environment },
    signal: AbortSignal.any([signal, limit]),
    stdio: 'pipe',
    windowsHide: true,
  })
  let stderr = ''
  child.stderr.setEncoding('utf8')
  child.stderr.on('data', (text: string) => {
    if (stderr.length < MAX_STDERR_LENGTH) stderr += text
  })
  // A git that ends early closes its input; its exit code and message say why.
  child.stdin.on('error', () => {})
  const finish = new Promise<{ code: number; stderr: string }>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      // git's own children may hold the pipes open for as long as a remote is silent; nobody waits for them any more
      for (const pipe of child.stdio) pipe?.destroy()
      child.unref()
      if (signal.aborted) reject(signal.reason)
      else if (limit.aborted) {
        const seconds = Math.round(timeoutMs / 1000)
        reject(
          new SystemError(`git ${args[0]} did not finish within ${seconds} s`, {
            help: 'try again; is the remote reachable?',
          }),
        )
      } else if (error.code === 'ENOENT') {
        reject(
          new SystemError('git was not found', {
            cause: error,
            help: 'install git (2.30 or later) and put it on PATH',
          }),
        )
      } else reject(new SystemError(`git could not be started: ${error.message}`, { cause: error }))
    })
    child.on('close', (code, name) => {
      const ended = code === null && name !== null ? `\nfatal: git was ended by ${name}` : ''
      resolve({ code: code ?? 128, stderr: redact(stderr + ended, secrets) })
    })
  })
  return { child, finish }
}

/**
 * Runs git to its end and gives what it printed (nothing where the call's `use` takes it), whatever its exit code.
 *
 * @throws as `startGit`'s `finish`
 */
export async function runGit(call: GitCall): Promise<GitOutput> {
  const { child, finish } = startGit(call)
  const chunks: Buffer[] = []
  const use = call.use ?? ((chunk) => chunks.push(chunk))
  let size = 0
  let failure: unknown = null
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length
    try {
      if (size <= MAX_OUTPUT_BYTES && failure === null) use(chunk)
      else child.kill()
    } catch (error) {
      failure = error
      child.kill()
    }
  })
  child.stdin.end(call.input ?? '')
  const { code, stderr } = await finish
  if (failure !== null) throw failure
  if (size > MAX_OUTPUT_BYTES) throw new SystemError(`git ${call.args[0]} printed more than ${MAX_OUTPUT_BYTES} bytes`)
  return { code, stdout: Buffer.concat(chunks), stderr }
}

/** Runs git, which must succeed. @throws SystemError "cannot DOING: git's reason" */
export async function expectGit(call: GitCall, doing: string, help?: string): Promise<Buffer> {
  const { code, stdout, stderr } = await runGit(call)
  if (code !== 0) throw describeFailure(doing, stderr, help)
  return stdout
}

/** "cannot DOING: git's reason". */
export function describeFailure(doing: string, stderr: string, help?: string): SystemError {
  return new SystemError(`cannot ${doing}: ${findReason(stderr)}`, help === undefined ? {} : { help })
}

/** What git and the server said, without progress and hints, in one line. */
export function findReason(stderr: string): string {
  const lines = stderr
    .split(/[\r\n]+/)
    .map((line) => stripControls(line).trim())
    .filter((line) => line !== '' && !/^(hint|warning):/.test(line))
  const telling = lines.filter(
    (line) => /^(fatal|error|remote|ssh|ERROR):? /i.test(line) || /denied|refused|failed/i.test(line),
  )
  const chosen = (telling.length > 0 ? telling : lines).slice(0, 8)
  return chosen.length > 0 ? chosen.join('; ').slice(0, 1500) : 'git gave no reason'
}

function stripControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ')
}

/** Hides the secrets and whatever stands before the `@` of an address. */
export function redact(text: string, secrets: readonly string[] = []): string {
  const hidden = secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
  return hidden.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/@\s'"]+@/gi, '$1')
}
