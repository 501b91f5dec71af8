import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { InputError } from '../../core/faults.ts'
import type { ExpectedFile, MeasuredFile } from '../../ports/keyed-store.ts'

const CHUNK_BYTES = 1_048_576
/** How long a server may take nothing of what is sent to it. */
const LONGEST_STALL_MS = 120_000

/**
 * Reads a file once for its digests.
 *
 * @throws InputError where it is gone or has other bytes than when it was judged.
 */
export async function measureFile(path: string, expected: ExpectedFile): Promise<MeasuredFile> {
  const there = await stat(path).catch(() => null)
  if (there === null || !there.isFile()) throw changed(path, 'is no longer there')
  if (there.size !== expected.size) throw changed(path, describeSize(there.size, expected))
  const [sha256, md5] = [createHash('sha256'), createHash('md5')]
  for await (const part of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    sha256.update(part as Buffer)
    md5.update(part as Buffer)
  }
  requireDigest(path, sha256, expected.sha256)
  return { path, sha256: expected.sha256, size: expected.size, md5: md5.digest('hex') }
}

/** A stretch of a file, both ends included. */
export interface FileRange {
  readonly start: number
  readonly end: number
}

/** Digests of a stretch of a file; `whole` takes in the same bytes. */
export async function measureRange(
  path: string,
  range: FileRange,
  whole: Hash,
): Promise<{ readonly sha256: Buffer; readonly md5: Buffer; readonly size: number }> {
  const [hash, md5] = [createHash('sha256'), createHash('md5')]
  let size = 0
  for await (const part of createReadStream(path, { ...range, highWaterMark: CHUNK_BYTES })) {
    hash.update(part as Buffer)
    md5.update(part as Buffer)
    whole.update(part as Buffer)
    size += (part as Buffer).length
  }
  const wanted = range.end - range.start + 1
  if (size !== wanted) throw changed(path, `ends after ${range.start + size} bytes`)
  return { sha256: hash.digest(), md5: md5.digest(), size }
}

/**
 * The bytes of a file for a request, hashed on their way. The last of them are held back until the digest is right, so
 * that no store ever takes a file that changed for a whole one.
 *
 * @throws InputError while it is read, where the bytes are others; an error of the network where nobody takes them.
 */
export function streamFile(
  file: Omit<MeasuredFile, 'md5'>,
  range?: FileRange,
  stallMs: number = LONGEST_STALL_MS,
): Readable {
  let timer: NodeJS.Timeout | undefined
  const read = async function* () {
    for await (const part of readVerified(file, range)) {
      timer = setTimeout(stop, stallMs)
      yield part
      clearTimeout(timer)
    }
  }
  const stream = Readable.from(read(), { objectMode: false })
  const stop = () => stream.destroy(Object.assign(new Error('nothing is taken'), { code: 'ETIMEDOUT' }))
  return stream.on('close', () => clearTimeout(timer))
}

async function* readVerified(
  { path, sha256, size }: Omit<MeasuredFile, 'md5'>,
  range: FileRange | undefined,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let held: Buffer | null = null
  let count = 0
  for await (const part of createReadStream(path, { ...range, highWaterMark: CHUNK_BYTES })) {
    hash.update(part as Buffer)
    count += (part as Buffer).length
    if (held !== null) yield held
    held = part as Buffer
    if (count > size) throw changed(path, 'grows while it is read')
  }
  if (count !== size) throw changed(path, describeSize(count, { size }))
  requireDigest(path, hash, sha256)
  if (held !== null) yield held
}

/** @throws InputError where the bytes that were taken in have another digest. */
export function requireDigest(path: string, hash: Hash, sha256: string): void {
  const found = hash.digest('hex')
  if (found !== sha256) throw changed(path, `is sha256:${found}, and sha256:${sha256} was judged`)
}

function describeSize(found: number, { size }: Pick<ExpectedFile, 'size'>): string {
  return `has ${found} bytes, and ${size} were judged`
}

function changed(path: string, problem: string): InputError {
  return new InputError({ message: `${path}: ${problem}`, help: 'it changed since it was judged: run compare again' })
}
