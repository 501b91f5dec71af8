import { InputError, SystemError } from '../../core/faults.ts'
import type { Presence } from '../../ports/data-versions.ts'
import { objectPath, readListing } from './object-cache.ts'
import type { DvcStore } from './remote-store.ts'

/** What DVC recorded of an output. */
export interface DvcHash {
  /** md5 in hex, `.dir` behind that of a folder. */
  readonly hash: string
  /** Of a file; null where it is not known. */
  readonly size: number | null
}

/** The largest folder whose files are asked for one by one. */
const MOST_FILES = 100_000
/** So many are asked for one by one whatever the remote. */
const FEW_FILES = 500
/** Objects of one answer, as the stores list them. */
const PAGE = 1000
/** What a listing of so many comes to with paths of some 500 characters. */
const MOST_LISTING_BYTES = 60_000_000

/**
 * Asks a remote for each object of an output: a file's own, or a folder's listing, which is fetched, and each file in it.
 * Bytes of files are not fetched: an object is there where the remote has its name and, of a single file, its size.
 *
 * @throws SystemError, InputError where the remote cannot be asked; the signal's reason where aborted.
 */
export async function proveInRemote({ hash, size }: DvcHash, store: DvcStore, signal: AbortSignal): Promise<Presence> {
  const isFolder = hash.endsWith('.dir')
  const found = await findObject(hash, store)
  if (found === null) {
    const path = objectPath({ md5: hash.replace(/\.dir$/, ''), isLegacy: false }, isFolder)
    return { kind: 'missing', reason: `${store.shown} has no ${path}` }
  }
  if (!isFolder) {
    // DVC 2 and before counted line ends of text files otherwise than their bytes
    if (size === null || found.size === size || found.isLegacy) return { kind: 'present', where: store.shown }
    return { kind: 'missing', reason: `${store.shown}: ${found.path} has ${found.size} bytes, recorded are ${size}` }
  }
  if (found.size > MOST_LISTING_BYTES) {
    return {
      kind: 'unknown',
      reason: `the listing of the folder has ${found.size} bytes, too many to ask for each file`,
    }
  }
  const listed = await readFiles(hash, found.path, store)
  if (typeof listed === 'string') return { kind: 'missing', reason: listed }
  if (listed.size > MOST_FILES) {
    return { kind: 'unknown', reason: `the folder has ${listed.size} files; up to ${MOST_FILES} are asked for` }
  }
  const objects = [...listed].map(([md5, name]) => ({
    path: objectPath({ md5, isLegacy: found.isLegacy }, false),
    name,
  }))
  const missing = await findMissing(objects, store, signal)
  if (missing.length === 0) return { kind: 'present', where: `${store.shown}, ${objects.length} objects` }
  const first = missing.reduce((left, right) => (left.name < right.name ? left : right))
  const count = missing.length === 1 ? '' : `, nor ${missing.length - 1} more of ${objects.length} objects`
  return { kind: 'missing', reason: `${store.shown} has no ${first.path} (${first.name})${count}` }
}

/** An object where a remote has it: by the layout of today, else by that of DVC 2 and before. */
export async function findObject(
  hash: string,
  store: Pick<DvcStore, 'find'>,
): Promise<{ readonly path: string; readonly isLegacy: boolean; readonly size: number } | null> {
  const [md5, isListing] = [hash.replace(/\.dir$/, ''), hash.endsWith('.dir')]
  for (const isLegacy of [false, true]) {
    const path = objectPath({ md5, isLegacy }, isListing)
    const found = await store.find(path)
    if (found !== null) return { path, isLegacy, size: found.size }
  }
  return null
}

/** The objects of a folder, a path in it by md5; a sentence where the listing is not the one that was recorded. */
async function readFiles(hash: string, path: string, store: DvcStore): Promise<ReadonlyMap<string, string> | string> {
  const file = await store.open(path)
  try {
    const files = await readListing(file, hash.replace(/\.dir$/, ''), `${store.shown}: ${path}`)
    return new Map(files.map(({ md5, path: inside }) => [md5, inside]))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.faults[0]!.message
  }
}

interface FolderObject {
  /** Below the remote. */
  readonly path: string
  /** In the folder. */
  readonly name: string
}

async function findMissing(
  objects: readonly FolderObject[],
  store: DvcStore,
  signal: AbortSignal,
): Promise<readonly FolderObject[]> {
  const listed = objects.length > FEW_FILES ? await listThere(objects, store, signal) : null
  if (listed !== null) return objects.filter(({ path }) => !listed.has(path))
  const missing: FolderObject[] = []
  await eachOf(objects, store.parallel, signal, async (object) => {
    if ((await store.find(object.path)) === null) missing.push(object)
  })
  return missing
}

/**
 * What the remote has in the folders of many objects, where listing takes fewer questions than asking for each: the first
 * of them shows how full all are, since digests spread evenly. null where it would not, or may not be listed.
 */
async function listThere(
  objects: readonly FolderObject[],
  store: DvcStore,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | null> {
  const { list } = store
  const [first, ...rest] = new Set(objects.map(({ path }) => path.slice(0, path.lastIndexOf('/'))))
  if (list === null || first === undefined) return null
  const there = new Set<string>()
  let isWhole = true
  const add = async (folder: string) => {
    const paths = isWhole ? await list(folder) : null
    isWhole &&= paths !== null
    for (const path of paths ?? []) there.add(path)
  }
  try {
    await add(first)
    const pages = Math.max(1, Math.ceil(there.size / PAGE))
    if (!isWhole || pages * rest.length > objects.length / 2) return null
    await eachOf(rest, store.parallel, signal, add)
  } catch (error) {
    // credentials may suffice to look at objects and not to list them
    if (signal.aborted || !(error instanceof SystemError)) throw error
    return null
  }
  return isWhole ? there : null
}

async function eachOf<T>(
  items: readonly T[],
  parallel: number,
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items.values()
  const run = async () => {
    for (const item of left) {
      signal.throwIfAborted()
      await work(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, run))
}
