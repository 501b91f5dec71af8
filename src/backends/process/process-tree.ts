import { readdir, readFile } from 'node:fs/promises'
import { MARK_NAME } from './command-environment.ts'

const KIBIBYTE = 1024
/** What is smaller has not begun its program yet. */
const LEAST_BYTES = 262_144
/** A command that goes on starting processes while they are ended is not chased for ever. */
const MOST_ROUNDS = 20

/** What a command's processes hold in memory. */
export class MemoryWatch {
  private readonly root: number
  private peak: number | null = null

  constructor(root: number) {
    this.root = root
  }

  /** Bytes; null where no look found anything. */
  get peakBytes(): number | null {
    return this.peak
  }

  /** One look, on Linux; elsewhere nothing is told of other processes. */
  async look(): Promise<void> {
    let sum = 0
    for (const pid of await listTree(this.root)) {
      const status = await readText(`/proc/${pid}/status`)
      sum += readField(status, 'VmRSS')
      // the kernel keeps each process's own highest mark, so what came and went between two looks counts as well
      this.note(readField(status, 'VmHWM'))
    }
    this.note(sum)
  }

  private note(bytes: number): void {
    if (bytes >= LEAST_BYTES) this.peak = Math.max(this.peak ?? 0, bytes)
  }
}

/** A process and those that it started, directly or not; none on platforms without `/proc`. */
async function listTree(root: number): Promise<readonly number[]> {
  const found = [root]
  for (let index = 0; index < found.length; index += 1) {
    const pid = found[index]!
    const threads: readonly string[] = await readdir(`/proc/${pid}/task`).catch(() => [])
    for (const thread of threads) {
      const children = await readText(`/proc/${pid}/task/${thread}/children`)
      found.push(...children.split(' ').filter(Boolean).map(Number))
    }
  }
  return found
}

/**
 * Ends a command's process with the group that it leads, and on Linux all processes that bear its mark, also those that
 * left the group and outlived their parent.
 */
export async function endProcesses(pid: number, mark: string): Promise<void> {
  endGroup(pid)
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const left = await findMarked(mark)
    if (left.length === 0) return
    for (const one of left) kill(one)
  }
}

/** Ends a process and the group that it leads, at once. */
export function endGroup(pid: number): void {
  if (process.platform !== 'win32') kill(-pid)
  kill(pid)
}

async function findMarked(mark: string): Promise<readonly number[]> {
  const names: readonly string[] = await readdir('/proc').catch(() => [])
  const own = names.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  const marked = await Promise.all(
    own.map(async (name) => {
      const environment = await readText(`/proc/${name}/environ`)
      return environment.split('\0').includes(`${MARK_NAME}=${mark}`) ? [Number(name)] : []
    }),
  )
  return marked.flat()
}

/** One that has ended meanwhile is no concern. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function readField(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * KIBIBYTE
}

/** Empty where the process has ended, or is another user's. */
async function readText(path: string): Promise<string> {
  return readFile(path, 'latin1').catch(() => '')
}
