import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { isRemote, showLocation } from '../../core/data-location.ts'
import {
  type CsvDialect,
  type DataSource,
  detectFolderFormat,
  detectFormat,
  findPartitions,
} from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type { RemoteData, TrackedData } from '../../ports/remote-data.ts'
import type { PathOrigin, Workspace } from '../../ports/workspace.ts'
import { compareText, createDataLocator } from './data-locator.ts'
import { decodeText, explainUnreadable, hashFile, readUpTo } from './file-content.ts'
import { findTopLevel, refuseOutside } from './path-jail.ts'
import { writeAside } from './write-aside.ts'

const MEGABYTE = 1_000_000
const DEFAULT_LIMIT = 10 * MEGABYTE

/** Where a workspace starts, and what its configs may reach. */
export interface WorkspaceOptions {
  /** The folder that relative paths start from. */
  readonly root: string
  /** Top of the repository that it lies in; default: `root`. */
  readonly repositoryRoot?: string
  /** Gives the folder that a config's paths may not leave; default: the git work tree around `root`, else `root`. */
  readonly findBoundary?: () => Promise<string>
  /** Data at addresses and in buckets; without it such locations are refused. */
  readonly remote?: RemoteData
  /** Files of the work tree whose bytes another tool keeps. */
  readonly tracked?: TrackedData
  /** Whether an absolute path is never had from `tracked`, as what a command is to make. */
  readonly isMadeHere?: (absolute: string) => boolean
}

/** A workspace on the local file system. Nothing is read before its first call. */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  const root = resolve(options.root)
  const repositoryRoot = options.repositoryRoot ?? root
  const findBoundary = options.findBoundary ?? (() => findTopLevel(root))

  async function resolvePath(path: string, origin: PathOrigin): Promise<string> {
    if (path.includes('\0')) throw new InputError(`${JSON.stringify(path)}: a path cannot hold a NUL character`)
    const absolute = resolve(root, path)
    if (origin === 'config') await refuseOutside(absolute, await findBoundary(), path)
    return absolute
  }

  async function statFile(path: string, origin: PathOrigin) {
    const absolute = await resolvePath(path, origin)
    const found = await stat(absolute).catch((error: unknown) => {
      throw explainUnreadable(path, error)
    })
    if (!found.isFile()) throw new InputError(`${path}: is ${found.isDirectory() ? 'a folder' : 'no file'}`)
    return { absolute, size: found.size }
  }

  const locator = createDataLocator({
    root,
    resolvePath,
    remote: options.remote ?? null,
    tracked: options.tracked ?? null,
    isMadeHere: options.isMadeHere ?? null,
  })

  return {
    root,
    resolve: resolvePath,
    glob: locator.glob,

    async readText(path, origin, maxBytes = DEFAULT_LIMIT) {
      const { absolute, size } = await statFile(path, origin)
      if (size > maxBytes) {
        throw new InputError(`${path}: ${size} bytes; allowed are ${maxBytes} (${Math.round(maxBytes / MEGABYTE)} MB)`)
      }
      return decodeText(path, await readUpTo(absolute, maxBytes, path))
    },

    async digest(path, origin) {
      const { files } = await locator.locate(path, origin)
      const digests = await Promise.all(
        files.map(async ({ name, path: file, sha256, size }) => ({
          name,
          size: size ?? (await statFile(file, 'caller')).size,
          sha256: sha256 ?? (await hashFile(file, name)),
        })),
      )
      const [only] = digests
      if (digests.length === 1) return { digest: { sha256: only!.sha256 }, size: only!.size }
      const listing = digests.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
      return {
        digest: { sha256: createHash('sha256').update(listing).digest('hex') },
        size: digests.reduce((sum, { size }) => sum + size, 0),
      }
    },

    async openData(location: string, origin: PathOrigin, csv?: CsvDialect | null): Promise<DataSource> {
      // a wrong ending is said before anything is fetched
      const named = (await locator.isFolder(location, origin)) ? null : detectFormat(location)
      const { files, kind } = await locator.locate(location, origin, true)
      const names = files.map(({ name }) => name)
      const { format, csv: implied } = kind === 'folder' ? detectFolderFormat(location, names) : named!
      const partitions = kind === 'file' ? [] : findPartitions(location, names)
      return {
        uri: showLocation(location),
        files: files.map(({ path }) => path),
        format,
        ...(format === 'csv' ? { csv: { ...implied, ...csv } } : {}),
        ...(partitions.length > 0 ? { partitions } : {}),
      }
    },

    async openFile(path, origin) {
      const { files } = await locator.locate(path, origin)
      const [only] = files
      if (files.length !== 1) throw new InputError(`${path}: stands for ${files.length} files, and one is needed`)
      return { path: only!.path, size: only!.size ?? (await statFile(only!.path, 'caller')).size }
    },

    async listFolder(path, origin, { isDeep, isWhole = false } = { isDeep: false }) {
      const folder = await resolvePath(path, origin)
      const options = { withFileTypes: true, recursive: isDeep } as const
      const entries = await readdir(folder, options).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return []
        if (error.code === 'ENOTDIR') throw new InputError(`${path}: is no folder`, { cause: error })
        throw explainUnreadable(path, error)
      })
      return entries
        .filter((entry) => isWhole || entry.isFile())
        .map((entry) => {
          const name = relative(folder, join(entry.parentPath ?? entry.path, entry.name))
          return name.split(sep).join('/') + (entry.isDirectory() ? '/' : '')
        })
        .sort(compareText)
    },

    repositoryPath(path) {
      const inside = relative(repositoryRoot, resolve(root, path)).split(sep).join('/')
      return inside.startsWith('../') || inside === '..' || isAbsolute(inside) ? null : inside
    },

    async exists(path, origin) {
      if (isRemote(path)) return (await locator.glob(path, origin)).length > 0
      const absolute = await resolvePath(path, origin)
      return stat(absolute).then(
        () => true,
        () => false,
      )
    },

    writeText: (path, text) => writeAside(resolve(root, path), text, path),
  }
}
