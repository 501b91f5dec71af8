import type { BareRepository } from './bare-repository.ts'
import { openTagObject, parseCommitObject, type TagObject } from './git-objects.ts'
import { openReader } from './object-reader.ts'

/** Where objects are read. */
export interface ObjectSource {
  readonly repository: BareRepository
  /**
   * What makes git see the objects of the user's repository too; each is taken by its id alone, hashed anew. null: all
   * are to be in ours, for what is written next to refer to them.
   */
  readonly lent: Readonly<Record<string, string>> | null
}

/**
 * Reads tag objects, which are fetched with the commits below them as far as nobody lends them: at most one fetch and
 * two readings, however many they are.
 */
export async function readTags(
  source: ObjectSource,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, TagObject>> {
  const wanted = ids.map((id) => ({ id, tag: id }))
  return readObjects(source, { type: 'tag', wanted, parse: openTagObject }, signal)
}

/** A commit, and a tag that stands on it, with which it is fetched. */
export interface TaggedCommit {
  readonly id: string
  readonly tag: string
}

/** The first parent of each commit, null where it has none: at most one fetch and two readings, as `readTags`. */
export async function readParents(
  source: ObjectSource,
  wanted: readonly TaggedCommit[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string | null>> {
  const parse = (bytes: Buffer, start: number, end: number) =>
    parseCommitObject(bytes.subarray(start, end)).parents[0] ?? null
  return readObjects(source, { type: 'commit', wanted, parse }, signal)
}

interface Reading<T> {
  readonly type: 'tag' | 'commit'
  readonly wanted: readonly TaggedCommit[]
  readonly parse: (bytes: Buffer, start: number, end: number) => T
}

async function readObjects<T>(
  { repository, lent }: ObjectSource,
  { type, wanted, parse }: Reading<T>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>()
  const read = async (ids: Iterable<string>, environment: Readonly<Record<string, string>>) => {
    const reader = openReader(repository.call([], signal, { environment }), type, (id, ...content) => {
      found.set(id, parse(...content))
    })
    for (const id of ids) reader.ask(id)
    await reader.end()
  }
  if (wanted.length === 0) return found
  // a repository of the user's that cannot be read lends nothing
  if (lent !== null) await read(new Set(wanted.map(({ id }) => id)), lent).catch(() => {})
  const missing = wanted.filter(({ id }) => !found.has(id))
  if (missing.length === 0) return found
  await repository.fetch(
    missing.map(({ tag }) => tag),
    'tree:0',
    signal,
  )
  await read(new Set(missing.map(({ id }) => id)), {})
  return found
}
