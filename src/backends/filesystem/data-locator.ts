import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { isRemote, showLocation } from '../../core/data-location.ts'
import { InputError } from '../../core/faults.ts'
import { makeNamePattern } from '../../core/name-pattern.ts'
import type { RemoteData, TrackedData, TrackedFile } from '../../ports/remote-data.ts'
import type { PathOrigin } from '../../ports/workspace.ts'
import { explainUnreadable } from './file-content.ts'

/** A file of a data location. */
interface LocatedFile {
  /** As the location shows it: relative to the root with `/`, or `s3://bucket/key`. */
  readonly name: string
  /** Absolute path of the bytes. */
  readonly path: string
  /** Known of what was fetched. */
  readonly sha256?: string
  readonly size?: number
}

interface LocatedData {
  readonly kind: 'file' | 'pattern' | 'folder'
  /** At least one, in the order of their names. */
  readonly files: readonly LocatedFile[]
}

export interface DataLocatorOptions {
  readonly root: string
  readonly resolvePath: (path: string, origin: PathOrigin) => Promise<string>
  readonly remote: RemoteData | null
  readonly tracked: TrackedData | null
  /**
   * Whether an absolute path, or the pattern that a location is, stands for what lies in the work tree and nothing else,
   * though it is tracked; default: none does.
   */
  readonly isMadeHere?: ((absolute: string) => boolean) | null
}

/** Finds the files that a location stands for. */
export interface DataLocator {
  /** Whether the location is a folder, here or where it is kept. */
  isFolder(location: string, origin: PathOrigin): Promise<boolean>
  /**
   * Brings the files of a location here.
   *
   * @param compares whether tracked files that are there are held against what was recorded of them.
   * @throws InputError where nothing is there.
   */
  locate(location: string, origin: PathOrigin, compares?: boolean): Promise<LocatedData>
  /** Names of the files, none where nothing is there. */
  glob(pattern: string, origin: PathOrigin): Promise<readonly string[]>
}

/** Files that tools put beside the data of a folder. */
const MARKERS = /^(\..*|_SUCCESS|_metadata|_common_metadata|_committed_.*|_started_.*|.*\.dvc)$/

/** Finds data on the local file system, and what it stands for elsewhere by the services that are given. */
export function createDataLocator(options: DataLocatorOptions): DataLocator {
  const { root, resolvePath, remote, tracked, isMadeHere = null } = options
  const show = (absolute: string) => relative(root, absolute).split(sep).join('/')
  const isHereAlone = (absolute: string) => isMadeHere?.(absolute) === true

  async function fetchRemote(location: string, origin: PathOrigin): Promise<LocatedData> {
    if (remote === null) throw new InputError(`${showLocation(location)}: only local files can be read here`)
    const files = await remote.fetch(location, origin)
    const isPattern = !/^https?:/i.test(location) && hasWildcard(location)
    return {
      kind: isPattern ? 'pattern' : isRemoteFolder(location) ? 'folder' : 'file',
      files: files.map(({ uri, path, sha256, size }) => ({ name: uri, path, sha256, size })),
    }
  }

  /** What is tracked at a folder or file, as far as the location may be had from elsewhere. */
  async function listTracked(location: string, around: string): Promise<readonly TrackedFile[]> {
    if (tracked === null || isHereAlone(resolve(root, location))) return []
    return (await tracked.list(around)).filter(({ place }) => !isHereAlone(place))
  }

  /** Files that are there, and those that are only tracked, fetched. */
  async function addTracked(
    there: readonly string[],
    listed: readonly TrackedFile[],
    isWanted: (absolute: string) => boolean,
  ) {
    const missing = []
    for (const file of listed) {
      if (!there.includes(file.place) && isWanted(file.place) && !(await isFile(file.place))) missing.push(file)
    }
    const here = there.map((path): LocatedFile => ({ name: show(path), path }))
    const fetched: LocatedFile[] = []
    for (const file of missing) fetched.push({ name: show(file.place), ...(await tracked!.fetch(file)) })
    return [...here, ...fetched].sort((left, right) => compareText(left.name, right.name))
  }

  async function findMatches(pattern: string, origin: PathOrigin): Promise<readonly string[]> {
    await resolvePath(fixedPart(pattern), origin)
    const { glob: search } = await import('tinyglobby')
    const options = { cwd: root, absolute: true, expandDirectories: false }
    const matches = await search([pattern.split(sep).join('/')], options)
    return dropDetours(await Promise.all(matches.map((match) => resolvePath(match, origin))))
  }

  async function locate(location: string, origin: PathOrigin): Promise<LocatedData | null> {
    if (isRemote(location)) return fetchRemote(location, origin)
    if (hasWildcard(location) && !(await isFile(resolve(root, location)))) {
      const there = await findMatches(location, origin)
      const matches = makeNamePattern(resolve(root, location).split(sep).join('/'))
      const around = resolve(root, fixedPart(location))
      const listed = await listTracked(location, around)
      const files = await addTracked(there, listed, (path) => matches(path.split(sep).join('/')))
      return files.length === 0 ? null : { kind: 'pattern', files }
    }
    const absolute = await resolvePath(location, origin)
    if (await isFile(absolute)) return { kind: 'file', files: [{ name: show(absolute), path: absolute }] }
    const isHere = await isDirectory(absolute)
    const there = isHere ? await listData(absolute, location) : []
    const files = await addTracked(there, await listTracked(location, absolute), () => true)
    if (files.length === 0) return null
    return { kind: !isHere && files.length === 1 && files[0]!.name === show(absolute) ? 'file' : 'folder', files }
  }

  return {
    async isFolder(location, origin) {
      if (isRemote(location)) return isRemoteFolder(location)
      if (hasWildcard(location)) return false
      const absolute = await resolvePath(location, origin)
      if ((await isFile(absolute)) || tracked === null) return isDirectory(absolute)
      if (await isDirectory(absolute)) return true
      return (await listTracked(location, absolute)).some(({ place }) => place !== absolute)
    },

    async locate(location, origin, compares = false) {
      const found = await locate(location, origin)
      if (found === null) throw await explainMissing(location, origin)
      // what was fetched was held against it on its way
      const there = found.files.filter(({ sha256 }) => sha256 === undefined)
      if (compares) for (const { path } of there) await tracked?.compare(path)
      return found
    },

    async glob(pattern, origin) {
      if (!isRemote(pattern) && !hasWildcard(pattern)) {
        const absolute = await resolvePath(pattern, origin)
        if (await isFile(absolute)) return [show(absolute)]
      }
      return ((await locate(pattern, origin))?.files ?? []).map(({ name }) => name)
    },
  }

  async function explainMissing(location: string, origin: PathOrigin): Promise<InputError> {
    if (hasWildcard(location)) {
      return new InputError({ message: `${location}: no file matches`, help: `the search started at ${root}` })
    }
    const error = await stat(await resolvePath(location, origin)).then(
      (found) => (found.isDirectory() ? new InputError(`${location}: is a folder without data`) : null),
      (cause: unknown) => explainUnreadable(location, cause),
    )
    return error ?? new InputError(`${location}: is no file`)
  }
}

/** The files below a folder, without those that tools leave beside data. @throws InputError where the folder is a table of Delta Lake */
async function listData(folder: string, location: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw explainUnreadable(location, error)
  })
  if (entries.some(({ name }) => name === '_delta_log')) {
    throw new InputError({
      message: `${location}: is a table of Delta Lake, whose log decides which of its files count`,
      help: 'export it to Parquet files, and name those',
    })
  }
  const files: string[] = []
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (MARKERS.test(entry.name)) continue
    // a link may lead out of the workspace: what it leads to is not taken for data of the folder
    if (entry.isFile()) files.push(path)
    else if (entry.isDirectory()) files.push(...(await listData(path, location)))
  }
  return files
}

/** Whether a path is a pattern. */
function hasWildcard(pattern: string): boolean {
  return /[*?[\]{}!()]/.test(pattern)
}

/** By code units, so that the order is the same on every machine. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

function isRemoteFolder(location: string): boolean {
  return location.endsWith('/') && !/^https?:/i.test(location)
}

/** The folders of a pattern before its first wildcard. */
function fixedPart(pattern: string): string {
  const parts = pattern.split(/[\\/]/)
  const end = parts.findIndex((part) => hasWildcard(part))
  return parts.slice(0, end).join('/') || (pattern.startsWith('/') ? '/' : '.')
}

/** Leaves out the longer ways by which linked folders lead to a file again; links to files stay, each under its own name. */
async function dropDetours(paths: readonly string[]): Promise<readonly string[]> {
  const shortest = new Map<string, string>()
  for (const path of [...paths].sort((left, right) => left.length - right.length)) {
    const place = join(await realpath(dirname(path)), basename(path))
    if (!shortest.has(place)) shortest.set(place, path)
  }
  return [...shortest.values()]
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
