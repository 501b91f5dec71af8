import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
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
