// Times whole processes side by side: one of each, again and again, so that what else the machine does meets all alike.
import { spawnSync } from 'node:child_process'

/** A process to time. `prepare` runs before each start and is not timed; `expect` is what its first output must hold. */
/** @typedef {{ name: string, command: string[], cwd: string, env: Record<string, string>, expect: RegExp, prepare?: () => void }} Contender */
/** @typedef {{ wall: number, cpu: number }} Times seconds; CPU of the process and the children that it waited for */

const TIMED = `TIMEFORMAT='%R %U %S'; time "$@" >/dev/null 2>&1`

/** @returns {Times | null} null where it was ended after `limit` seconds */
function timeOnce({ name, command, cwd, env, prepare }, limit) {
  prepare?.()
  const options = { cwd, env, encoding: 'utf8', timeout: limit && limit * 1000, killSignal: 'SIGKILL' }
  const { status, stderr, error } = spawnSync('bash', ['-c', TIMED, 'bash', ...command], options)
  if (error?.code === 'ETIMEDOUT') return null
  if (status !== 0) throw new Error(`${name} ended with ${status}`)
  const [wall, user, system] = stderr.trim().split(/\s+/).map(Number)
  return { wall, cpu: user + system }
}

/** A run that is not timed: fills the file cache, and proves that the process does the work that is compared. */
function proveWork({ name, command, cwd, env, expect, prepare }) {
  prepare?.()
  const [program, ...args] = command
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (status !== 0 || !expect.test(stdout + stderr)) {
    throw new Error(`${name} ended with ${status} and did not print ${expect}:\n${stdout}${stderr}`)
  }
}

/**
 * @param {Contender[]} contenders
 * @param {number} rounds
 * @returns {Times[][]} by contender, then by round
 */
export function timeInterleaved(contenders, rounds) {
  for (const one of contenders) proveWork(one)
  const times = contenders.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, one] of contenders.entries()) times[index].push(timeOnce(one))
  }
  return times
}

/** One run of a process that takes too long for more. @returns {Times[]} none where it took longer than `limit` seconds */
export function timeSingle(contender, limit) {
  const times = timeOnce(contender, limit)
  return times === null ? [] : [times]
}

/** Quantile of numbers, linear between neighbours. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const low = sorted[Math.floor(at)]
  return low + (sorted[Math.ceil(at)] - low) * (at - Math.floor(at))
}

/** `median (quartile–quartile)`. */
export function describeSpread(values, decimals, unit = '') {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(values, share).toFixed(decimals))
  return `${middle}${unit} (${low}–${high})`
}
