import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { DIST } from './built.ts'

export interface CommandLineRun {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The machine's environment without what a job on GitHub would add. */
export function plainEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(GITHUB|RUNNER|ACTIONS|INPUT|GIT)_|^CI$/.test(name))
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...extra,
  }
}

/** Runs the built command line as a child process, as a person would. */
export function runCli(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): CommandLineRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(DIST, 'cli/index.js'), ...args], {
    cwd,
    env: plainEnvironment(environment),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { exitCode: status, stdout, stderr }
}

/** The same where servers of this process have to answer meanwhile. */
export async function startCli(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandLineRun> {
  const env = plainEnvironment(environment)
  const child = spawn(process.execPath, [join(DIST, 'cli/index.js'), ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { exitCode: await ended, stdout, stderr }
}
