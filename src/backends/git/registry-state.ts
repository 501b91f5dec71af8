import type { OpenTag, RegistryTag } from '../../registry/registry-tag.ts'
import type { RegistryRules } from '../../registry/rules.ts'
import { openTagObject, parseCommitObject } from './git-objects.ts'
import type { RemoteRef } from './tag-listing.ts'
import { type ObjectSource, openLentReader, type Reading, readFetched } from './tag-reading.ts'

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
  const annotating: Reading<OpenTag> = {
    type: 'tag',
    use: (tag, content) => tag.annotate(openTagObject(content), isWhole),
  }
  let names: string[] = []
  let tags: OpenTag[] = []
  const meet = (tag: string, { id, peeled }: RemoteRef) => {
    names.push(tag)
    const name = rules.selectTagName(tag, models)
    if (name === null) return
    const opened = rules.openRegistryTag({ tag, name, objectId: id, commit: peeled ?? id })
    tags.push(opened)
    if (peeled !== null) reader.ask(id, opened)
  }
  const begin = () => {
    names = []
    tags = []
    return meet
  }
  const listing = source.repository.listTags(signal, begin)
  const reader = openLentReader(source, annotating, signal)
  await listing.catch((error: unknown) => {
    reader.stop()
    throw error
  })
  await reader.end()
  const missing = tags.filter(({ objectId, commit, time }) => objectId !== commit && time === null)
  const wanted = missing.map((item) => ({ id: item.objectId, tag: item.objectId, item }))
  await readFetched(source, annotating, wanted, signal)
  await readParents(source, selectCommits(tags, source.lent === null), signal)
  return { names, tags }
}

/** Annotated tags; unless all are wanted, those of the same second as one of another commit. */
function selectCommits(tags: readonly OpenTag[], isAll: boolean): readonly OpenTag[] {
  const annotated = tags.filter(({ time }) => time !== null)
  if (isAll) return annotated
  // by time the one commit, null where there are several
  const alone = new Map<number | null, string | null>()
  for (const { time, commit } of annotated) {
    const other = alone.get(time)
    if (other !== commit) alone.set(time, other === undefined ? commit : null)
  }
  return annotated.filter(({ time }) => alone.get(time) === null)
}

/** Sets the first parent of each tag's commit, as far as it has one: at most one fetch and two readings. */
async function readParents(source: ObjectSource, tags: readonly OpenTag[], signal: AbortSignal): Promise<void> {
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
