import { makeNamePattern } from '../core/name-pattern.ts'
import { joinPath, relativePath } from './paths.ts'

/** The files that a configuration consists of, from the disk or from a commit. Paths have `/` and start at the working directory. */
export interface ConfigReader {
  /** The whole text with its byte order mark; null where there is no such file. @throws InputError where it is no text. */
  readText(path: string): Promise<string | null>
  /** Files that match a pattern of names (`*`, `**`, `?`, `[a-z]`, `{a,b}`), sorted. */
  list(glob: string): Promise<readonly string[]>
  /** Told which files are read next, where one by one is slow. */
  readAhead?(paths: readonly string[]): Promise<void>
}

/** What a commit can say of its files; paths start at the repository's root. */
interface Tree {
  readText(path: string): Promise<string | null>
  list(): Promise<readonly string[]>
  readAhead?(paths: readonly string[]): Promise<void>
}

/**
 * Reads a commit's files as if they lay in the work tree.
 *
 * @param workingFolder the working directory, relative to the repository's root: '' for the root itself.
 */
export function readTree(tree: Tree, workingFolder = ''): ConfigReader {
  const inTree = (path: string) => {
    const joined = joinPath(workingFolder, path)
    return joined.split('/')[0] === '..' || joined.startsWith('/') ? null : joined
  }
  return {
    readText: async (path) => {
      const file = inTree(path)
      return file === null ? null : tree.readText(file)
    },
    list: async (glob) => {
      const pattern = inTree(glob)
      if (pattern === null) return []
      const isNamed = makeNamePattern(pattern)
      return (await tree.list())
        .filter(isNamed)
        .map((path) => relativePath(workingFolder, path))
        .sort()
    },
    readAhead: async (paths) => tree.readAhead?.(paths.flatMap((path) => inTree(path) ?? [])),
  }
}
