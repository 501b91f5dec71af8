import * as crypto from 'node:crypto'
import { SystemError } from '../../core/faults.ts'
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
 * Each object is hashed, and passed over where it has not the id that was asked for: git itself looks only when objects
 * arrive from elsewhere.
 *
 * @param type objects of another one are passed over.
 * @param use gets the object's content from `start` up to `end`; the bytes are its to keep.
 */
export function openReader(
  call: Omit<GitCall, 'args'>,
  type: 'tag' | 'commit',
  use: (id: string, bytes: Buffer, start: number, end: number) => void,
): ObjectReader {
  const { child, finish } = startGit({ ...call, args: ['cat-file', '--batch=%(objecttype) %(objectsize)', '--buffer'] })
  // said at the end, for which nobody may be waiting yet
  finish.catch(() => {})
  const asked: string[] = []
  let answered = 0
  let failure: unknown = null
  let rest: Buffer | null = null

  /** Hands over the objects that are whole, in the order of asking; gives where the first begins that is not. */
  function takeObjects(bytes: Buffer): number {
    let offset = 0
    while (answered < asked.length) {
      const line = bytes.indexOf(LINE_FEED, offset)
      if (line < 0) return offset
      const id = asked[answered]!
      // `TYPE SIZE`, or `ID missing`
      if (line - offset < id.length) {
        const head = bytes.toString('latin1', offset, line)
        const size = Number(head.slice(head.indexOf(' ') + 1))
        if (!(size <= MAX_OBJECT_BYTES)) throw new SystemError(`${id} is no tag or record commit: ${size} bytes`)
        const end = line + 1 + size
        // a line feed follows
        if (end >= bytes.length) return offset
        if (head.startsWith(type) && head.charCodeAt(type.length) === BLANK) {
          // an id is the hash of `TYPE SIZE`, a zero byte and the content: all of it stands here, but for the zero
          bytes[line] = 0
          const algorithm = id.length === 64 ? 'sha256' : 'sha1'
          if (hashBytes(algorithm, bytes.subarray(offset, end)) === id) use(id, bytes, line + 1, end)
        }
        offset = end + 1
      } else offset = line + 1
      answered += 1
    }
    return bytes.length
  }

  child.stdout.on('data', (chunk: Buffer) => {
    if (failure !== null) return
    try {
      const bytes: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk])
      const offset = takeObjects(bytes)
      rest = offset < bytes.length ? bytes.subarray(offset) : null
    } catch (error) {
      failure = error
      child.kill()
    }
  })
  let pending = ''
  const flush = () => {
    child.stdin.write(pending, 'latin1')
    pending = ''
  }
  return {
    ask(id) {
      asked.push(id)
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
const BLANK = 0x20

/** Node before 20.12 has not the quicker way. */
const hashBytes: (algorithm: string, bytes: Buffer) => string =
  crypto.hash ?? ((algorithm, bytes) => crypto.createHash(algorithm).update(bytes).digest('hex'))
