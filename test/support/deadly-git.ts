import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { DIST } from './built.ts'
import { GIT_VARIABLES } from './git.ts'
import { makeFolder } from './temporary-folder.ts'

/** The call of git at which the program is ended: the first of a command's, or the one of that number from 1. */
export interface DeadlyCall {
  readonly at: string | number
  readonly when: 'before' | 'after'
}

export interface KilledRun {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** Names of git's commands in order. */
  readonly calls: readonly string[]
}

/** Runs the built command line in a clone; with `deadly` it is killed before or after git did its work at that call. */
export function runCliWithGit(args: readonly string[], cwd: string, deadly: DeadlyCall | null = null): KilledRun {
  const bin = makeFolder()
  const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim()
  const hit = typeof deadly?.at === 'number' ? `[ "$count" = ${deadly.at} ]` : `[ "$1" = "${deadly?.at ?? ''}" ]`
  const kill = `if ${hit}; then kill -9 $PPID; exit 1; fi`
  const work = `"${real}" "$@"; code=$?`
  const steps = deadly === null ? [work] : deadly.when === 'before' ? [kill, work] : [work, kill]
  // a folder is made by one caller alone, also of several at once
  const count = `count=1; while ! mkdir "${bin}/$count" 2> /dev/null; do count=$((count + 1)); done; echo "$1" > "${bin}/$count/name"`
  writeFileSync(join(bin, 'git'), ['#!/bin/sh', count, ...steps, 'exit $code', ''].join('\n'), { mode: 0o755 })
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [join(DIST, 'cli/index.js'), ...args], {
    cwd,
    env: { ...GIT_VARIABLES, PATH: `${bin}${delimiter}${GIT_VARIABLES['PATH']}` },
    encoding: 'utf8',
  })
  const numbers = Array.from({ length: readdirSync(bin).length - 1 }, (_, index) => index + 1)
  // a call of the killed program's that goes on by itself may not have said its name yet
  const nameOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '')
  const calls = numbers.map((number) => nameOf(join(bin, `${number}`, 'name')))
  return { status, signal, stdout, stderr, calls }
}

/** Calls that change something, here or at the remote. */
const CHANGING = ['fast-import', 'fetch', 'push']

/**
 * Every point at which a program may end between two calls of git, once: before each, and after those that change
 * something, since after any other the next one begins with the same state.
 */
export function listDeadlyPoints(
  calls: readonly string[],
): readonly { readonly at: number; readonly when: DeadlyCall['when'] }[] {
  return calls.flatMap((call, index) => {
    const at = index + 1
    return CHANGING.includes(call) || at === calls.length
      ? [{ at, when: 'before' } as const, { at, when: 'after' } as const]
      : [{ at, when: 'before' } as const]
  })
}
