import { readdir } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { DataVersion } from '../../core/data-version.ts'
import { findCacheFolder, readDvcConfig } from './dvc-config.ts'
import { hasDigest, isPlainFile, type ListedFile, objectPath, readListing } from './object-cache.ts'
import { type TrackedOutput, TrackedOutputs } from './tracked-outputs.ts'

/** What DVC's files of the work tree say of a path. */
export interface OutputVersion {
  readonly version: Extract<DataVersion, { tool: 'dvc' }>
  /** `data/train.csv.dvc`, `dvc.lock (stage train)`. */
  readonly source: string
  /** Whether the work tree has the very bytes of the version, or none at all. */
  readonly isSame: boolean
}

/**
 * How DVC keeps a path: by the file's own hash; by that of the whole folder where the path is the folder, or lies in one
 * whose listing is not here. null where DVC does not track it, or pushes it nowhere.
 *
 * @param path absolute; of a pattern the folder before its first wildcard.
 * @throws InputError where a file of DVC's is not YAML
 */
export async function findOutputVersion(path: string): Promise<OutputVersion | null> {
  const tracked = await new TrackedOutputs().find(path)
  if (tracked === null || !tracked.output.isStored || tracked.output.isImported) return null
  const { md5, isFolder, isLegacy, remote, size, source } = tracked.output
  if (!isFolder) {
    const isSame = !(await isPlainFile(path)) || (await hasDigest(path, { md5, isLegacy }))
    return { version: { tool: 'dvc', hash: md5, size, remote }, source, isSame }
  }
  const listed = await readCachedListing(tracked)
  const inside = relative(tracked.place, path).split(sep).join('/')
  const own = listed?.find((file) => file.path === inside)
  if (own !== undefined) {
    const isSame = !(await isPlainFile(path)) || (await hasDigest(path, { md5: own.md5, isLegacy }))
    return { version: { tool: 'dvc', hash: own.md5, size: null, remote }, source, isSame }
  }
  const isSame = await isSameFolder(tracked, listed)
  return { version: { tool: 'dvc', hash: `${md5}.dir`, size, remote }, source, isSame }
}

/** Absolute path of the output that a path is, or lies in; null where DVC tracks none there. */
export async function findOutputPlace(path: string): Promise<string | null> {
  return (await new TrackedOutputs().find(path))?.place ?? null
}

async function readCachedListing({ output, configFolder }: TrackedOutput): Promise<readonly ListedFile[] | null> {
  const cache = await findCacheFolder(await readDvcConfig(configFolder))
  const file = join(cache, objectPath(output, true))
  return (await isPlainFile(file)) ? readListing(file, output.md5, output.source) : null
}

/** Without a listing nobody can say it of a folder that is there. */
async function isSameFolder({ place, output }: TrackedOutput, listed: readonly ListedFile[] | null): Promise<boolean> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  if (files.length === 0) return true
  if (listed === null) return false
  const recorded = new Map(listed.map(({ path, md5 }) => [join(place, ...path.split('/')), md5]))
  for (const file of files) {
    const md5 = recorded.get(file)
    if (md5 === undefined || !(await hasDigest(file, { md5, isLegacy: output.isLegacy }))) return false
  }
  return true
}

/** Folders of `.dvc` that may rule a path, the nearest first, relative to the top: `data/.dvc`, `.dvc`. */
export function listConfigFolders(path: string): readonly string[] {
  const folders = []
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const isTop = folder === '.' || folder === '/' || folder === dirname(folder)
    folders.push(isTop ? '.dvc' : `${folder}/.dvc`)
    if (isTop) return folders
  }
}
