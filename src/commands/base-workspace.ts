import { showLocation } from '../core/data-location.ts'
import { detectFolderFormat, detectFormat, findPartitions } from '../core/data-source.ts'
import { InputError } from '../core/faults.ts'
import type { Workspace } from '../ports/workspace.ts'

/** A file of the base branch, as a local copy. */
export interface BaseCopy {
  /** Relative to the working directory. */
  readonly name: string
  /** Absolute. */
  readonly path: string
  readonly sha256: string
  readonly size: number
}

/** What the base branch has at a location. */
export interface BaseBytes {
  readonly kind: 'file' | 'pattern' | 'folder'
  /** At least one, in the order of their names. */
  readonly files: readonly BaseCopy[]
}

/**
 * A workspace whose configuration finds the base branch's bytes at some locations, and all else as it is here.
 *
 * @param copies by location, as the configuration writes it from the working directory.
 */
export function lendBase(
  workspace: Workspace,
  copies: ReadonlyMap<string, BaseBytes>,
  sha256: (text: string) => string,
): Workspace {
  if (copies.size === 0) return workspace
  const find = (location: string, origin: string) => (origin === 'config' ? copies.get(location) : undefined)
  const findFile = (location: string, origin: string) => {
    const found = find(location, origin)
    if (found !== undefined && found.files.length > 1) {
      throw new InputError(`${location}: stands for ${found.files.length} files, and one is needed`)
    }
    return found?.files[0]
  }
  return {
    ...workspace,
    resolve: async (path, origin) => findFile(path, origin)?.path ?? workspace.resolve(path, origin),
    readText: async (path, origin, maxBytes) => {
      const copy = findFile(path, origin)
      if (copy === undefined) return workspace.readText(path, origin, maxBytes)
      return workspace.readText(copy.path, 'caller', maxBytes)
    },
    digest: async (path, origin) => {
      const found = find(path, origin)
      return found === undefined ? workspace.digest(path, origin) : digestBytes(found, sha256)
    },
    glob: async (pattern, origin) =>
      find(pattern, origin)?.files.map(({ name }) => name) ?? workspace.glob(pattern, origin),
    openData: async (location, origin, csv) => {
      const found = find(location, origin)
      if (found === undefined) return workspace.openData(location, origin, csv)
      const names = found.files.map(({ name }) => name)
      const { format, csv: implied } =
        found.kind === 'folder' ? detectFolderFormat(location, names) : detectFormat(location)
      const partitions = found.kind === 'file' ? [] : findPartitions(location, names)
      return {
        uri: showLocation(location),
        files: found.files.map(({ path }) => path),
        format,
        ...(format === 'csv' ? { csv: { ...implied, ...csv } } : {}),
        ...(partitions.length > 0 ? { partitions } : {}),
      }
    },
    openFile: async (path, origin) => findFile(path, origin) ?? workspace.openFile(path, origin),
    exists: async (path, origin) => find(path, origin) !== undefined || workspace.exists(path, origin),
  }
}

/** As `Workspace.digest` has it: of several files that of their listing. */
export function digestBytes({ files }: BaseBytes, sha256: (text: string) => string) {
  const [only] = files
  const listing = () => sha256(files.map((file) => `${file.sha256}  ${file.name}\n`).join(''))
  return {
    digest: { sha256: files.length === 1 ? only!.sha256 : listing() },
    size: files.reduce((sum, { size }) => sum + size, 0),
  }
}
