import type { RegistryRules } from '../../registry/rules.ts'
import type { ParsedTagMessage } from '../../registry/tag-message.ts'
import type { BareRepository } from './bare-repository.ts'
import { parseCommitObject, parseTagObject, type TagObject } from './git-objects.ts'
import { type ObjectReader, openReader } from './object-reader.ts'

/** A tag object, its message read. */
type ReadTag = Omit<TagObject, 'message'> & { readonly message: ParsedTagMessage }

/** Tag objects by id, and the first parent of each commit that they stand on; null: it has none. */
export interface ReadTags {
  readonly tags: Map<string, ReadTag>
  readonly parents: Map<string, string | null>
}

/** Where tags are read, and how. */
export interface TagSource {
  readonly repository: BareRepository
  readonly rules: Pick<RegistryRules, 'readTagMessage'>
}

/**
 * Reads tag objects and the commits below them, which are fetched as far as nobody lends them: at most one fetch and four
 * readings, however many they are.
 *
 * @param lent what makes git see the objects of the user's repository too; each is taken by its id alone, hashed anew.
 *   null: all are to be in ours, for what is written next to refer to them.
 */
export async function readTags(
  { repository, rules }: TagSource,
  ids: readonly string[],
  lent: Readonly<Record<string, string>> | null,
  signal: AbortSignal,
): Promise<ReadTags> {
  // a repository of the user's that cannot be read lends nothing
  const found = lent === null ? EMPTY : await readHere({ repository, rules }, ids, lent, signal).catch(() => EMPTY)
  const isWhole = ({ target, targetType }: ReadTag) => targetType !== 'commit' || found.parents.has(target)
  const missing = ids.filter((id) => {
    const tag = found.tags.get(id)
    return tag === undefined || !isWhole(tag)
  })
  if (missing.length === 0) return found
  await repository.fetch(missing, 'tree:0', signal)
  const fetched = await readHere({ repository, rules }, missing, null, signal)
  return {
    tags: new Map([...found.tags, ...fetched.tags]),
    parents: new Map([...found.parents, ...fetched.parents]),
  }
}

const EMPTY: ReadTags = { tags: new Map(), parents: new Map() }

/** The commits are asked for while the tags are still arriving. */
async function readHere(
  { repository, rules }: TagSource,
  ids: readonly string[],
  lent: Readonly<Record<string, string>> | null,
  signal: AbortSignal,
): Promise<ReadTags> {
  if (ids.length === 0) return EMPTY
  const found: ReadTags = { tags: new Map(), parents: new Map() }
  const asked = new Set<string>()
  const call = repository.call([], signal, lent === null ? {} : { environment: lent })
  let commits: ObjectReader | null = null
  const askCommit = (id: string) => {
    if (asked.has(id)) return
    asked.add(id)
    commits ??= openReader(call, lent !== null, (object) => {
      if (object.type !== 'commit') return
      found.parents.set(object.id, parseCommitObject(object.content).parents[0] ?? null)
    })
    commits.ask(id)
  }
  const tags = openReader(call, lent !== null, (object) => {
    if (object.type !== 'tag') return
    const tag = parseTagObject(object.content)
    found.tags.set(object.id, { ...tag, message: rules.readTagMessage(...tag.message) })
    if (tag.targetType === 'commit') askCommit(tag.target)
  })
  for (const id of new Set(ids)) tags.ask(id)
  try {
    await tags.end()
  } finally {
    await (commits as ObjectReader | null)?.end()
  }
  return found
}
