import { InputError, SystemError } from '../../core/faults.ts'
import type { Changes } from '../../core/result.ts'
import type { Services } from '../services.ts'

type Change = Changes['data'][number]

/** What of the services the search for changes needs. */
export type ChangeServices = Pick<Services, 'workspace' | 'readAt' | 'revision' | 'logger'>

/** More than a reader goes through one by one. */
const MOST_SHOWN = 20

/**
 * Entries that came, went or changed, by name. Past twenty only the first are named, after an entry with the counts.
 *
 * @param what the entries are, as the counts call them: `packages`.
 */
export function diffEntries(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  what: string,
): readonly Change[] {
  const changes = [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .sort()
    .map((name): Change => ({ name, before: before.get(name) ?? null, after: after.get(name) ?? null }))
  if (changes.length <= MOST_SHOWN) return changes
  const counts = { name: what, before: `${before.size}`, after: `${after.size}, ${changes.length} of them changed` }
  return [counts, ...changes.slice(0, MOST_SHOWN)]
}

/**
 * A file as a commit has it, also where the clone is shallow. null where the commit has no such file, or nobody has the
 * commit any more.
 */
export async function readAtCommit(commit: string, path: string, services: ChangeServices): Promise<string | null> {
  try {
    return await services.readAt(commit, path)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
  }
  try {
    const file = await (await services.revision(commit)).file(path)
    return file && (await services.workspace.readText(file.path, 'caller'))
  } catch (error) {
    if (!(error instanceof InputError) && !(error instanceof SystemError)) throw error
    services.logger.debug(`${path} at ${commit.slice(0, 12)}: ${error.message}`)
    return null
  }
}

/** Folders of the paths and all folders above them, the deepest first, `` for the working directory last. */
export function listFolders(paths: readonly string[]): readonly string[] {
  const folders = new Set([''])
  for (const path of paths) {
    if (/^(\/|[a-z][a-z0-9+.-]+:)|(^|\/)\.\.(\/|$)/i.test(path)) continue
    const parts = path
      .split('/')
      .slice(0, -1)
      .filter((part) => part !== '' && part !== '.')
    while (parts.length > 0) {
      folders.add(`${parts.join('/')}/`)
      parts.pop()
    }
  }
  const depth = (folder: string) => folder.split('/').length
  return [...folders].sort((left, right) => depth(right) - depth(left) || (left < right ? -1 : 1))
}
