import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { OtherBytesError, SystemError } from '../../core/faults.ts'
import type { ExpectedFile, KeyedStore, MeasuredFile } from '../../ports/keyed-store.ts'
import { streamFile } from '../http/local-file.ts'
import { proveQuickly, proveStored, refuseBytes, saveStored } from '../http/stored-file.ts'

/** Files that all users of a share may read, and none may change by mistake. */
const MODE = 0o444

/** Bytes of one read. */
const PART = 1 << 20

/** Where links cannot be made, a rename puts the same bytes in the same place. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'])

/**
 * A folder that all runs reach, such as a mounted share. A file appears there whole or not at all: it is written aside,
 * forced to the disk, and linked to its name.
 *
 * @param folder absolute.
 * @param location for messages and records.
 */
export function openFolderStore(folder: string, location: string): KeyedStore {
  const placeOf = (key: string) => join(folder, ...key.split('/'))

  return {
    location,
    async put(key, file) {
      const uri = `${location}/${key}`
      const place = placeOf(key)
      await requireFolder(folder, location)
      try {
        if ((await sizeOf(place)) === null) await writeWhole(place, file)
        await prove(place, file, uri)
      } catch (error) {
        throw explain(error, uri, 'kept')
      }
    },
    async fetch(key, file, target) {
      const uri = `${location}/${key}`
      await requireFolder(folder, location)
      try {
        if ((await sizeOf(placeOf(key))) === null) return null
        return await saveStored(createReadStream(placeOf(key)), target, file, uri)
      } catch (error) {
        throw explain(error, uri, 'read')
      }
    },
    async has(key, file, limitMs) {
      const uri = `${location}/${key}`
      await requireFolder(folder, location)
      try {
        const size = await sizeOf(placeOf(key))
        if (size === null) return false
        if (size !== file.size) throw refuseBytes(uri, `has ${size} bytes, the record says ${file.size}`)
        return await proveQuickly(createReadStream(placeOf(key), { highWaterMark: PART }), file, uri, limitMs)
      } catch (error) {
        throw explain(error, uri, 'read')
      }
    },
  }
}

async function writeWhole(place: string, file: MeasuredFile): Promise<void> {
  const aside = join(dirname(place), `.${randomUUID()}.part`)
  await mkdir(dirname(place), { recursive: true })
  try {
    const target = await open(aside, 'wx', 0o600)
    try {
      for await (const part of streamFile(file)) await target.writeFile(part as Buffer)
      await target.chmod(MODE)
      await target.sync()
    } finally {
      await target.close()
    }
    await publish(aside, place)
    await syncFolder(dirname(place))
  } finally {
    await rm(aside, { force: true }).catch(() => {})
  }
}

/** Of two runs that put the same file one is first; the other finds it done. */
async function publish(aside: string, place: string): Promise<void> {
  try {
    await link(aside, place)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'EEXIST') return
    if (!NO_LINKS.has(code)) throw error
    await rename(aside, place)
  }
}

/** So that the name survives a loss of power, where the system can be asked for that. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => {})
  await handle?.close()
}

async function prove(place: string, file: ExpectedFile, uri: string): Promise<void> {
  await proveStored(createReadStream(place), file, uri)
}

/** null where nothing is there. @throws OtherBytesError where it is a folder or anything else that is no file */
async function sizeOf(place: string): Promise<number | null> {
  try {
    const found = await stat(place)
    if (found.isFile()) return found.size
    throw new OtherBytesError(`${place}: is no file`, { help: 'nothing but the store may write there: move it away' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // a file stands where the folder above it would be
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error
  }
}

/** A share that is not mounted looks like an empty folder of this machine, or like none: then nothing is made there. */
async function requireFolder(folder: string, location: string): Promise<void> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => error)
  if (!(found instanceof Error) && found.isDirectory()) return
  const reason = found instanceof Error ? (found.code === 'ENOENT' ? 'is not there' : `${found.code}`) : 'is no folder'
  throw new SystemError(`the store ${location}: ${folder} ${reason}`, {
    help: 'mount the share, or make the folder once; it is never made here, where a share that is not mounted looks the same',
  })
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'it is mounted for reading alone',
  ESTALE: 'the share was mounted anew meanwhile',
  EIO: 'the disk or the share fails',
}

function explain(error: unknown, uri: string, doing: 'kept' | 'read'): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  if (!(error instanceof Error) || code === undefined) return error
  return new SystemError(`${uri}: cannot be ${doing}: ${CAUSES[code] ?? message} (${code})`, {
    cause: error,
    help:
      code === 'ENOSPC' || code === 'EDQUOT'
        ? 'make room there; nothing of the file was left behind'
        : `let this user ${doing === 'kept' ? 'write' : 'read'} there`,
  })
}
