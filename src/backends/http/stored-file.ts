import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { OtherBytesError, SystemError } from '../../core/faults.ts'
import type { ExpectedFile } from '../../ports/keyed-store.ts'
import type { StoredArtifact } from '../../ports/model-registry.ts'
import { CANNOT_KEEP } from './download.ts'

/**
 * Writes what a store sends to `target`, hashed on its way; nothing is left of bytes that are not those of the record.
 *
 * @param uri for messages.
 * @throws SystemError where they are others or cannot be kept.
 */
export async function saveStored(
  parts: AsyncIterable<Uint8Array>,
  target: string,
  expected: ExpectedFile,
  uri: string,
): Promise<StoredArtifact> {
  const aside = join(dirname(target), `.${randomUUID()}`)
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const file = await open(aside, 'wx', 0o600)
    try {
      await takeIn(parts, expected, uri, (part) => file.writeFile(part))
    } finally {
      await file.close()
    }
    await rename(aside, target)
  } catch (error) {
    await rm(aside, { force: true }).catch(() => {})
    const { code } = error as NodeJS.ErrnoException
    if (code !== undefined && CANNOT_KEEP.has(code)) {
      throw new SystemError(`${uri}: cannot be kept at ${dirname(target)} (${code})`, {
        cause: error,
        help: 'make room there, or name another folder by RUNNER_TEMP',
      })
    }
    throw error
  }
  return { path: target, sha256: expected.sha256, size: expected.size }
}

/** Reads what a store sends and keeps none of it. @throws SystemError where the bytes are not those of the record */
export async function proveStored(
  parts: AsyncIterable<Uint8Array>,
  expected: ExpectedFile,
  uri: string,
): Promise<void> {
  await takeIn(parts, expected, uri, async () => {})
}

/** What a proof of presence may take where nobody is in a hurry. */
const PROOF_LIMIT_MS = 30_000

/**
 * The same of bytes whose size was found to be right, as long as they come within the limit.
 *
 * @param limitMs in milliseconds.
 * @returns `'by size'` where they did not.
 */
export async function proveQuickly(
  parts: AsyncIterable<Uint8Array>,
  expected: ExpectedFile,
  uri: string,
  limitMs: number = PROOF_LIMIT_MS,
): Promise<true | 'by size'> {
  const iterator = parts[Symbol.asyncIterator]()
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<'over'>((resolve) => {
    timer = setTimeout(resolve, limitMs, 'over')
  })
  let isOver = false
  async function* takeTurns() {
    for (;;) {
      const turn = await Promise.race([iterator.next(), over])
      if (turn === 'over') {
        isOver = true
        // what is stuck does not answer that either
        iterator.return?.().then(
          () => {},
          () => {},
        )
        return
      }
      if (turn.done === true) return
      yield turn.value
    }
  }
  try {
    await takeIn(takeTurns(), expected, uri, async () => {})
    return true
  } catch (error) {
    if (isOver) return 'by size'
    throw error
  } finally {
    clearTimeout(timer)
  }
}

async function takeIn(
  parts: AsyncIterable<Uint8Array>,
  expected: ExpectedFile,
  uri: string,
  write: (part: Uint8Array) => Promise<void>,
): Promise<void> {
  const hash = createHash('sha256')
  let size = 0
  for await (const part of parts) {
    size += part.length
    if (size > expected.size) throw refuseBytes(uri, `has more than the ${expected.size} bytes of the record`)
    hash.update(part)
    await write(part)
  }
  if (size !== expected.size) throw refuseBytes(uri, `has ${size} bytes, the record says ${expected.size}`)
  const sha256 = hash.digest('hex')
  if (sha256 !== expected.sha256) {
    throw refuseBytes(uri, `is sha256:${sha256}, the record says sha256:${expected.sha256}`)
  }
}

/** The error for what lies in a store under a digest that it does not have. */
export function refuseBytes(uri: string, problem: string): OtherBytesError {
  return new OtherBytesError(`${uri}: ${problem}`, {
    help: 'what is kept by its digest is never changed: find out who wrote there, and put the file back from a copy that has the digest',
  })
}
