import type { RegistryTag, RemoteTag } from '../../registry/registry-tag.ts'
import type { RegistryRules } from '../../registry/rules.ts'
import { openTagObject, parseCommitObject, type TagObject } from './git-objects.ts'
import type { RemoteRef } from './tag-listing.ts'
import { type LentReader, type ObjectSource, openLentReader, type Reading, readFetched } from './tag-reading.ts'

/** The remote's tags as of one moment. */
export interface RegistryState {
  /** All tag names, of whatever kind. */
  readonly names: readonly string[]
  /** Those of the models asked for that follow the convention. */
  readonly tags: readonly RegistryTag[]
}

export interface StateRequest {
  /** All where undefined. */
  readonly models: readonly string[] | undefined
  /** Whether every tag's message is taken apart at once, while the next ones are on their way. */
  readonly isWhole: boolean
}

/** A tag of the listing; its object and the parent of its commit come later. */
interface ListedTag extends RemoteTag {
  readonly ref: RemoteRef
  annotation: TagObject | null
  parent: string | null
  tagRead: RegistryTag | null
}

/**
 * Lists the remote's tags and reads those of the models: as many git processes however many tags there are. What the
 * user's repository lends is read while the remote is still listing. Where nothing is to be written, parents are read of
 * those commits alone whose order no time tells.
 */
export async function readState(
  source: ObjectSource,
  rules: RegistryRules,
  { models, isWhole }: StateRequest,
  signal: AbortSignal,
): Promise<RegistryState> {
  const met: ListedTag[] = []
  const tags: Reading<ListedTag> = {
    type: 'tag',
    use(item, content) {
      item.annotation = openTagObject(content)
      if (isWhole) item.tagRead = rules.readRegistryTag(item, true)
    },
  }
  const reader = openLentReader(source, tags, signal)
  const refs = await listTags(source, signal, reader, (tag, ref) => {
    const name = rules.selectTagName(tag, models)
    if (name === null) return
    const commit = ref.peeled ?? ref.id
    const item = { tag, name, objectId: ref.id, commit, ref, annotation: null, parent: null, tagRead: null }
    met.push(item)
    if (ref.peeled !== null) reader.ask(ref.id, item)
  })
  await reader.end()
  const listed = met.filter(({ tag, ref }) => refs.get(tag) === ref)
  const missing = listed.filter(({ ref, annotation }) => ref.peeled !== null && annotation === null)
  await readFetched(
    source,
    tags,
    missing.map((item) => ({ id: item.objectId, tag: item.objectId, item })),
    signal,
  )
  await readParents(source, selectCommits(listed, source.lent === null), signal)
  return { names: [...refs.keys()], tags: listed.map((item) => item.tagRead ?? rules.readRegistryTag(item)) }
}

async function listTags(
  { repository }: ObjectSource,
  signal: AbortSignal,
  reader: LentReader<ListedTag>,
  meet: (tag: string, ref: RemoteRef) => void,
): Promise<ReadonlyMap<string, RemoteRef>> {
  try {
    return await repository.listTags(signal, meet)
  } catch (error) {
    reader.stop()
    throw error
  }
}

/** Annotated tags; unless all are wanted, those of the same second as one of another commit. */
function selectCommits(tags: readonly ListedTag[], isAll: boolean): readonly ListedTag[] {
  const annotated = tags.filter(({ annotation }) => annotation !== null)
  if (isAll) return annotated
  // by time the one commit, null where there are several
  const alone = new Map<number, string | null>()
  for (const { annotation, commit } of annotated) {
    const { time } = annotation!
    const other = alone.get(time)
    if (other !== commit) alone.set(time, other === undefined ? commit : null)
  }
  return annotated.filter(({ annotation }) => alone.get(annotation!.time) === null)
}

/** Sets the first parent of each tag's commit, as far as it has one: at most one fetch and two readings. */
async function readParents(source: ObjectSource, tags: readonly ListedTag[], signal: AbortSignal): Promise<void> {
  if (tags.length === 0) return
  const parents = new Map<string, string | null>()
  const commits: Reading<string> = {
    type: 'commit',
    use(commit, content) {
      parents.set(commit, parseCommitObject(content).parents[0] ?? null)
    },
  }
  const tagOf = new Map(tags.map(({ commit, objectId }) => [commit, objectId]))
  const reader = openLentReader(source, commits, signal)
  for (const commit of tagOf.keys()) reader.ask(commit, commit)
  await reader.end()
  const missing = [...tagOf].flatMap(([id, tag]) => (parents.has(id) ? [] : [{ id, tag, item: id }]))
  await readFetched(source, commits, missing, signal)
  for (const tag of tags) tag.parent = parents.get(tag.commit) ?? null
}
