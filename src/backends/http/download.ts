import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { InputError, SystemError } from '../../core/faults.ts'
import type { HttpAnswer } from './client.ts'

/** Bytes that may still come; several downloads share one. */
export interface Budget {
  left: number
  /** As it was in the beginning, for messages. */
  readonly whole: number
}

/** Failures of a file system that is full, closed or limited. */
export const CANNOT_KEEP: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EACCES',
  'EROFS',
  'ENAMETOOLONG',
])

export interface Downloaded {
  readonly path: string
  readonly sha256: string
  readonly size: number
}

/**
 * Writes an answer's bytes beside `target`, hashed on their way, and puts them there when all have come. Where the
 * answer is packed by gzip and the name does not say so, the name gets `.gz`.
 *
 * @throws InputError where more comes than the budget has left, or it is packed in another way.
 */
export async function download(answer: HttpAnswer, target: string, uri: string, budget: Budget): Promise<Downloaded> {
  const announced = Number(answer.headers['content-length'] ?? 0)
  if (announced > budget.left) throw tooLarge(uri, budget)
  const path = nameByEncoding(target, answer.headers['content-encoding'] ?? 'identity', uri)
  const aside = join(dirname(path), `.${randomUUID()}`)
  const hash = createHash('sha256')
  let size = 0
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = await open(aside, 'wx', 0o600)
    try {
      for await (const part of answer.body) {
        size += part.length
        budget.left -= part.length
        if (budget.left < 0) throw tooLarge(uri, budget)
        hash.update(part)
        // unlike `write`, all of it or an error
        await file.writeFile(part)
      }
    } finally {
      await file.close()
    }
    await rename(aside, path)
  } catch (error) {
    budget.left += size
    await rm(aside, { force: true }).catch(() => {})
    const { code } = error as NodeJS.ErrnoException
    if (code !== undefined && CANNOT_KEEP.has(code)) {
      throw new SystemError(`${uri}: cannot be kept at ${dirname(path)} (${code})`, {
        cause: error,
        help: 'make room there, or name another folder by RUNNER_TEMP',
      })
    }
    throw error
  }
  return { path, sha256: hash.digest('hex'), size }
}

/** @throws InputError: the location comes to more than may be fetched. */
export function tooLarge(uri: string, budget: Budget): InputError {
  const allowed = `${Math.round(budget.whole / 1e4) / 1e2} MB`
  return new InputError({
    message: `${uri}: is larger than the ${allowed} that may be fetched`,
    help: 'raise max_size under network in modelgate.yml, or name a part of the data',
  })
}

function nameByEncoding(target: string, encoding: string, uri: string): string {
  if (encoding === 'identity' || encoding === '') return target
  const isText = /\.(csv|tsv|jsonl|ndjson|json)$/i.test(basename(target))
  if (encoding === 'gzip' && isText) return `${target}.gz`
  // stores pass on what was noted when the file was put there: a .gz that is noted as packed is packed once
  if (encoding === 'gzip' && /\.gz$/i.test(target)) return target
  throw new InputError({
    message: `${uri}: is sent packed by ${encoding.slice(0, 40)}, which is not read`,
    help: 'store the file as it is, or packed with the ending .gz or .zst',
  })
}
