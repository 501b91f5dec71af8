import { isAscii } from 'node:buffer'
import * as crypto from 'node:crypto'
import { SystemError } from '../../core/faults.ts'
import { describeFailure, type GitCall, startGit } from './git-process.ts'

/** A running `git cat-file --batch`: asked for objects by id, it hands each that is there over as it arrives. */
export interface ObjectReader<T> {
  /**
   * What is not there is passed over.
   *
   * @param id of 40 or 64 digits.
   * @param item stands for the object when it is handed over.
   */
  ask(id: string, item: T): void
  /** Resolves once all that was asked for was handed over. @throws SystemError where git fails */
  end(): Promise<void>
}

/** Takes the object that `item` stands for: its content, as UTF-8 reads it. */
export type UseObject<T> = (item: T, content: string) => void

/** So many ids go to git in one write. */
const WRITE_IDS = 400
/**
 * So much is taken at a time: git hands over pieces of 4 kB, each of which would take as long as what it holds. As one
 * text it is above the 128 kB from which V8 leaves an object where it is, and copies it no more while it lives.
 */
const READ_BYTES = 140_000

/** Far above what a tag or a commit comes to; what is larger is passed over. */
const MAX_OBJECT_BYTES = 8 * 1024 * 1024

/**
 * Each object is hashed, and passed over where it has not the id that was asked for: git itself looks only when objects
 * arrive from elsewhere.
 *
 * @param type objects of another one are passed over.
 */
export function openReader<T>(call: Omit<GitCall, 'args'>, type: 'tag' | 'commit', use: UseObject<T>): ObjectReader<T> {
  const { child, finish } = startGit({ ...call, args: ['cat-file', '--batch=%(objecttype) %(objectsize)', '--buffer'] })
  // said at the end, for which nobody may be waiting yet
  finish.catch(() => {})
  const asked: string[] = []
  const items: T[] = []
  let answered = 0
  let failure: unknown = null
  let chunks: Buffer[] = []
  let arrived = 0
  /** What is still to come of an object that is passed over. */
  let skipped = 0

  /** Hands over the objects that are whole, in the order of asking; gives where the first begins that is not. */
  function takeObjects(bytes: Buffer): number {
    // one text for all of them, where a byte is a character: their contents are parts of it, and nothing is copied
    const whole = isAscii(bytes) ? bytes.toString('latin1') : null
    let offset = 0
    while (answered < asked.length) {
      const line = bytes.indexOf(LINE_FEED, offset)
      if (line < 0) return offset
      const id = asked[answered]!
      // `TYPE SIZE`, or `ID missing`
      if (line - offset < id.length) {
        const head = whole?.slice(offset, line) ?? bytes.toString('latin1', offset, line)
        const size = Number(head.slice(head.indexOf(' ') + 1))
        if (Number.isNaN(size)) throw new SystemError(`git does not tell the size of ${id}: ${head}`)
        const end = line + 1 + size
        if (size > MAX_OBJECT_BYTES) {
          answered += 1
          skipped = Math.max(0, end + 1 - bytes.length)
          if (skipped > 0) return bytes.length
          offset = end + 1
          continue
        }
        // a line feed follows
        if (end >= bytes.length) return offset
        if (head.startsWith(type) && head.charCodeAt(type.length) === BLANK) {
          // an id is the hash of `TYPE SIZE`, a zero byte and the content: all of it stands here, but for the zero
          bytes[line] = 0
          const algorithm = id.length === 64 ? 'sha256' : 'sha1'
          if (hashBytes(algorithm, bytes.subarray(offset, end)) === id) {
            use(items[answered]!, whole?.slice(line + 1, end) ?? bytes.toString('utf8', line + 1, end))
          }
        }
        offset = end + 1
      } else offset = line + 1
      answered += 1
    }
    return bytes.length
  }

  /** Takes what is whole of all that arrived. */
  function takeChunks(): void {
    arrived = 0
    if (failure !== null) return
    try {
      const whole: Buffer = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
      const bytes = whole.subarray(skipped)
      skipped -= whole.length - bytes.length
      const offset = takeObjects(bytes)
      chunks = offset < bytes.length ? [bytes.subarray(offset)] : []
    } catch (error) {
      failure = error
      child.kill()
    }
  }

  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    arrived += chunk.length
    if (arrived >= READ_BYTES) takeChunks()
  })
  let sent = 0
  const flush = () => {
    child.stdin.write(`${asked.slice(sent).join('\n')}\n`, 'latin1')
    sent = asked.length
  }
  return {
    ask(id, item) {
      asked.push(id)
      items.push(item)
      if (asked.length - sent >= WRITE_IDS) flush()
    },
    async end() {
      if (sent < asked.length) flush()
      child.stdin.end()
      const { code, stderr } = await finish
      takeChunks()
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
