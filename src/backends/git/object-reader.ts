import * as crypto from 'node:crypto'
import { SystemError } from '../../core/faults.ts'
import type { GitObject } from './git-objects.ts'
import { describeFailure, type GitCall, startGit } from './git-process.ts'

/** A running `git cat-file --batch`: asked for objects by id, it hands each that is there over as it arrives. */
export interface ObjectReader {
  /** The id of 40 or 64 digits; what is not there is passed over. */
  ask(id: string): void
  /** Resolves once all that was asked for was handed over. @throws SystemError where git fails */
  end(): Promise<void>
}

/** So many bytes of ids go to git in one write. */
const WRITE_BYTES = 16_384

/** Far above what a tag or a commit comes to. */
const MAX_OBJECT_BYTES = 8 * 1024 * 1024

/**
 * @param isProven whether each object is hashed, and passed over where it has not its id: git itself looks only when
 *   objects arrive from elsewhere.
 * @param use gets views of what was read, which are of no use after it returns but to be copied. */
export function openReader(
  call: Omit<GitCall, 'args'>,
  isProven: boolean,
  use: (object: GitObject) => void,
): ObjectReader {
  const { child, finish } = startGit({ ...call, args: ['cat-file', '--batch', '--buffer'] })
  // said at the end, for which nobody may be waiting yet
  finish.catch(() => {})
  let failure: unknown = null
  let rest: Buffer | null = null
  child.stdout.on('data', (chunk: Buffer) => {
    if (failure !== null) return
    try {
      const bytes: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk])
      const offset = takeObjects(bytes, isProven, use)
      rest = offset < bytes.length ? bytes.subarray(offset) : null
    } catch (error) {
      failure = error
      child.kill()
    }
  })
  let pending = ''
  const flush = () => {
    child.stdin.write(pending)
    pending = ''
  }
  return {
    ask(id) {
      pending += `${id}\n`
      if (pending.length > WRITE_BYTES) flush()
    },
    async end() {
      if (pending !== '') flush()
      child.stdin.end()
      const { code, stderr } = await finish
      if (failure !== null) throw failure
      if (code !== 0) throw describeFailure('read objects of the registry', stderr)
    },
  }
}

const LINE_FEED = 0x0a

/** Hands over the objects that are whole; gives where the first begins that is not. */
function takeObjects(bytes: Buffer, isProven: boolean, use: (object: GitObject) => void): number {
  let offset = 0
  while (offset < bytes.length) {
    const line = bytes.indexOf(LINE_FEED, offset)
    if (line < 0) return offset
    // `ID TYPE SIZE`, or `ID missing`
    const head = bytes.toString('latin1', offset, line)
    const [first, second] = [head.indexOf(' '), head.lastIndexOf(' ')]
    if (first === second) {
      offset = line + 1
      continue
    }
    const [id, size] = [head.slice(0, first), Number(head.slice(second + 1))]
    if (size > MAX_OBJECT_BYTES) throw new SystemError(`${id} is no tag or record commit: ${size} bytes`)
    const end = line + 1 + size
    // a line feed follows
    if (end >= bytes.length) return offset
    if (!isProven || hasItsId(id, bytes, offset + first + 1, line, end)) {
      use({ id, type: head.slice(first + 1, second), content: bytes.subarray(line + 1, end) })
    }
    offset = end + 1
  }
  return offset
}

/** An id is the hash of `TYPE SIZE`, a zero byte and the content: all of it stands here, but for the zero. */
function hasItsId(id: string, bytes: Buffer, start: number, line: number, end: number): boolean {
  bytes[line] = 0
  return hashBytes(id.length === 64 ? 'sha256' : 'sha1', bytes.subarray(start, end)) === id
}

/** Node before 20.12 has not the quicker way. */
const hashBytes: (algorithm: string, bytes: Buffer) => string =
  crypto.hash ?? ((algorithm, bytes) => crypto.createHash(algorithm).update(bytes).digest('hex'))
