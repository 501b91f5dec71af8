import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InputError } from '../../core/faults.ts'
import type { FetchedFile } from '../../ports/remote-data.ts'

/** What is recorded of a file's bytes. */
export interface RecordedDigest {
  /** 32 hex digits. */
  readonly md5: string
  /** Whether `\r\n` may count as `\n`: DVC 2 and before took digests of text files so. */
  readonly isLegacy: boolean
}

const CHUNK_BYTES = 1_048_576
/** A listing of a million files. */
const MOST_LISTING_BYTES = 250_000_000

/** Bytes are not those that DVC recorded, where it keeps them. */
export class AlteredObjectError extends InputError {}

/** Path of an object below a cache or a remote: `files/md5/ab/cdef…`, of a folder's listing with `.dir`. */
export function objectPath({ md5, isLegacy }: RecordedDigest, isListing: boolean): string {
  const path = `${md5.slice(0, 2)}/${md5.slice(2)}${isListing ? '.dir' : ''}`
  return isLegacy ? path : `files/md5/${path}`
}

/** Whether a plain file is there. */
export async function isPlainFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

/**
 * Copies a file to `target`, hashed on the way.
 *
 * @param shown for messages.
 * @throws AlteredObjectError where its bytes are not those that were recorded; then nothing is left behind.
 */
export async function copyVerified(
  source: string,
  target: string,
  digest: RecordedDigest,
  shown: string,
): Promise<Omit<FetchedFile, 'uri'>> {
  const aside = join(dirname(target), `.${randomUUID()}`)
  const sha256 = createHash('sha256')
  const md5 = new RecordedMd5(digest)
  let size = 0
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const file = await open(aside, 'wx', 0o600)
    try {
      for await (const part of createReadStream(source, { highWaterMark: CHUNK_BYTES })) {
        sha256.update(part as Buffer)
        md5.update(part as Buffer)
        size += (part as Buffer).length
        await file.writeFile(part as Buffer)
      }
    } finally {
      await file.close()
    }
    md5.require(shown)
    await rename(aside, target)
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
  return { path: target, sha256: sha256.digest('hex'), size }
}

/** Whether a file's bytes are those that were recorded. */
export async function hasDigest(path: string, digest: RecordedDigest): Promise<boolean> {
  const md5 = new RecordedMd5(digest)
  for await (const part of createReadStream(path, { highWaterMark: CHUNK_BYTES })) md5.update(part as Buffer)
  return md5.found() === digest.md5
}

/** A file of a folder's listing. */
export interface ListedFile {
  readonly md5: string
  /** With `/`, inside the folder. */
  readonly path: string
}

/** What leads out of the folder, or makes a repository of it whose configuration git obeys. */
const NO_PART: readonly string[] = ['', '.', '..', '.git']

/** The files of a folder, of which DVC keeps a listing. @throws InputError where it is none, AlteredObjectError where it was altered */
export async function readListing(file: string, md5: string, shown: string): Promise<readonly ListedFile[]> {
  const { size } = await stat(file)
  if (size > MOST_LISTING_BYTES)
    throw new InputError(`${shown}: the listing of the folder is too large (${size} bytes)`)
  const bytes = await readFile(file)
  const digest = new RecordedMd5({ md5, isLegacy: false })
  digest.update(bytes)
  digest.require(`${shown}: the listing of the folder`)
  const entries = parseJson(bytes.toString('utf8'))
  if (!Array.isArray(entries)) throw new InputError(`${shown}: the listing of the folder is no JSON list`)
  return entries.map((entry) => {
    const { md5: own, relpath } = entry as { readonly md5?: unknown; readonly relpath?: unknown }
    const isInside =
      typeof relpath === 'string' && relpath.split('/').every((part) => !NO_PART.includes(part.toLowerCase()))
    if (isInside && typeof own === 'string' && /^[0-9a-f]{32}$/.test(own)) return { md5: own, path: relpath }
    throw new InputError(`${shown}: the listing of the folder has the entry ${JSON.stringify(entry).slice(0, 200)}`)
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** MD5 as DVC takes it. */
class RecordedMd5 {
  private readonly digest: RecordedDigest
  private readonly plain = createHash('md5')
  private readonly unix = createHash('md5')
  private result: string | undefined

  constructor(digest: RecordedDigest) {
    this.digest = digest
  }

  update(part: Buffer): void {
    this.plain.update(part)
    if (this.digest.isLegacy) this.unix.update(Buffer.from(part.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'))
  }

  /** The recorded digest where it is right, else that of the bytes. */
  found(): string {
    if (this.result === undefined) {
      const [plain, unix] = [this.plain.digest('hex'), this.unix.digest('hex')]
      this.result = this.digest.isLegacy && unix === this.digest.md5 ? unix : plain
    }
    return this.result
  }

  require(shown: string): void {
    if (this.found() === this.digest.md5) return
    throw new AlteredObjectError({
      message: `${shown}: has md5 ${this.found()}, DVC recorded ${this.digest.md5}`,
      help: 'the bytes were altered where they are kept: push them again from where they are right',
    })
  }
}
