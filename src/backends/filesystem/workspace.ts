import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { type CsvDialect, type DataSource, detectFormat } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type { PathOrigin, Workspace } from '../../ports/workspace.ts'
import { decodeText, explainUnreadable, explainUnwritable, hashFile, readUpTo } from './file-content.ts'
import { findTopLevel, refuseOutside } from './path-jail.ts'

const MEGABYTE = 1_000_000
const DEFAULT_LIMIT = 10 * MEGABYTE

/** Where a workspace starts, and what its configs may reach. */
export interface WorkspaceOptions {
  /** The folder that relative paths start from. */
  readonly root: string
  /** Gives the folder that a config's paths may not leave; default: the git work tree around `root`, else `root`. */
  readonly findBoundary?: () => Promise<string>
}

/** A workspace on the local file system. Nothing is read before its first call. */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  const root = resolve(options.root)
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

  async function glob(pattern: string, origin: PathOrigin): Promise<readonly string[]> {
    const isLiteral = !hasWildcard(pattern) || (await isFile(resolve(root, pattern)))
    if (isLiteral) {
      const absolute = await resolvePath(pattern, origin)
      return (await isFile(absolute)) ? [toRelative(root, absolute)] : []
    }
    await resolvePath(fixedPart(pattern), origin)
    const { glob: findMatches } = await import('tinyglobby')
    const matches = await findMatches([pattern.split(sep).join('/')], {
      cwd: root,
      absolute: true,
      expandDirectories: false,
    })
    const paths = await Promise.all(matches.map((match) => resolvePath(match, origin)))
    return dropDetours(
      root,
      paths.map((path) => toRelative(root, path)),
    )
  }

  async function listFiles(location: string, origin: PathOrigin): Promise<readonly string[]> {
    const files = await glob(location, origin)
    if (files.length > 0) return files
    if (hasWildcard(location))
      throw new InputError({ message: `${location}: no file matches`, help: `the search started at ${root}` })
    return [location]
  }

  return {
    root,
    resolve: resolvePath,
    glob,

    async readText(path, origin, maxBytes = DEFAULT_LIMIT) {
      const { absolute, size } = await statFile(path, origin)
      if (size > maxBytes) {
        throw new InputError(`${path}: ${size} bytes; allowed are ${maxBytes} (${Math.round(maxBytes / MEGABYTE)} MB)`)
      }
      return decodeText(path, await readUpTo(absolute, maxBytes, path))
    },

    async digest(path, origin) {
      const files = await listFiles(path, origin)
      const digests = []
      for (const file of files) {
        const { absolute, size } = await statFile(file, origin)
        digests.push({ file, size, sha256: await hashFile(absolute, file) })
      }
      const [only] = digests
      if (digests.length === 1) return { digest: { sha256: only!.sha256 }, size: only!.size }
      const listing = digests.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join('')
      return {
        digest: { sha256: createHash('sha256').update(listing).digest('hex') },
        size: digests.reduce((sum, { size }) => sum + size, 0),
      }
    },

    async openData(location: string, origin: PathOrigin, csv?: CsvDialect | null): Promise<DataSource> {
      const { format, csv: implied } = detectFormat(location)
      const files = []
      for (const file of await listFiles(location, origin)) files.push((await statFile(file, origin)).absolute)
      return { uri: location, files, format, ...(format === 'csv' ? { csv: { ...implied, ...csv } } : {}) }
    },

    async listFolder(path, origin) {
      const folder = await resolvePath(path, origin)
      const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return []
        throw explainUnreadable(path, error)
      })
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
        .sort(compareText)
    },

    async exists(path, origin) {
      const absolute = await resolvePath(path, origin)
      return stat(absolute).then(
        () => true,
        () => false,
      )
    },

    async writeText(path, text) {
      const target = resolve(root, path)
      const aside = join(dirname(target), `.${basename(target)}.${randomUUID()}`)
      try {
        await mkdir(dirname(target), { recursive: true })
        await writeFile(aside, text)
        await rename(aside, target)
      } catch (error) {
        await rm(aside, { force: true }).catch(() => {})
        throw explainUnwritable(path, error)
      }
    },
  }
}

function hasWildcard(pattern: string): boolean {
  return /[*?[\]{}!()]/.test(pattern)
}

/** The folders of a pattern before its first wildcard. */
function fixedPart(pattern: string): string {
  const parts = pattern.split(/[\\/]/)
  const end = parts.findIndex((part) => hasWildcard(part))
  return parts.slice(0, end).join('/') || (pattern.startsWith('/') ? '/' : '.')
}

/** Leaves out the longer ways by which linked folders lead to a file again; links to files stay, each under its own name. */
async function dropDetours(root: string, paths: readonly string[]): Promise<readonly string[]> {
  const shortest = new Map<string, string>()
  for (const path of [...paths].sort((left, right) => left.length - right.length)) {
    const place = join(await realpath(resolve(root, dirname(path))), basename(path))
    if (!shortest.has(place)) shortest.set(place, path)
  }
  return [...shortest.values()].sort(compareText)
}

function toRelative(root: string, absolute: string): string {
  return relative(root, absolute).split(sep).join('/')
}

/** By code units, so that the order is the same on every machine. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
