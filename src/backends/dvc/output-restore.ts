import { join } from 'node:path'
import { SystemError } from '../../core/faults.ts'
import { AlteredObjectError, copyVerified, isPlainFile, readListing } from './object-cache.ts'
import { findObject } from './remote-proof.ts'
import type { DvcStore } from './remote-store.ts'

/**
 * Writes an output to a place that is free: a file, or a folder with all of its files, each found to have the md5 that
 * DVC recorded. DVC's own cache is looked into before the remote.
 *
 * @param cache absolute path of it.
 * @throws SystemError where an object is in neither, or the remote does not answer; AlteredObjectError where the remote has
 * other bytes.
 */
export async function writeOutput(
  hash: string,
  target: string,
  { cache, store }: { readonly cache: string; readonly store: DvcStore },
  signal: AbortSignal,
): Promise<void> {
  const kept = { find: async (path: string) => ((await isPlainFile(join(cache, path))) ? { size: 0 } : null) }
  /** Reads an object; one that is damaged in the cache is looked for in the remote. */
  const take = async <Value>(wanted: string, read: (file: string, isLegacy: boolean) => Promise<Value>) => {
    const own = await findObject(wanted, kept)
    try {
      if (own !== null) return await read(join(cache, own.path), own.isLegacy)
    } catch (error) {
      if (!(error instanceof AlteredObjectError)) throw error
    }
    const stored = await findObject(wanted, store)
    if (stored !== null) return read(await store.open(stored.path), stored.isLegacy)
    throw new SystemError(`${store.shown} has not got ${wanted}`, { help: 'push it from where it is: dvc push' })
  }
  const write = async (md5: string, path: string) => {
    signal.throwIfAborted()
    await take(md5, (file, isLegacy) => copyVerified(file, path, { md5, isLegacy }, store.shown))
  }
  if (!hash.endsWith('.dir')) return write(hash, target)
  const listed = await take(hash, (file) => readListing(file, hash.replace(/\.dir$/, ''), store.shown))
  for (const { md5, path } of listed) await write(md5, join(target, ...path.split('/')))
}
