import type { RegistryTag } from '../../registry/registry-tag.ts'
import type { RegistryRules } from '../../registry/rules.ts'
import type { TagName } from '../../registry/tag-name.ts'
import type { TagObject } from './git-objects.ts'
import { type ObjectSource, readParents, readTags, type TaggedCommit } from './tag-reading.ts'

/** The remote's tags as of one moment. */
export interface RegistryState {
  /** All tag names, of whatever kind. */
  readonly names: readonly string[]
  /** Those of the models asked for that follow the convention. */
  readonly tags: readonly RegistryTag[]
}

interface ChosenTag {
  readonly tag: string
  readonly name: TagName
  readonly objectId: string
  /** What it ends at. */
  readonly commit: string
}

/**
 * Lists the remote's tags and reads those of `models` (all where undefined): as many git processes however many tags
 * there are. Where nothing is to be written, parents are read of those commits alone whose order no time tells.
 */
export async function readState(
  source: ObjectSource,
  rules: RegistryRules,
  models: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<RegistryState> {
  const refs = await source.repository.listTags(signal)
  const [chosen, annotated]: [ChosenTag[], string[]] = [[], []]
  for (const [tag, { id, peeled }] of refs) {
    const name = rules.selectTagName(tag, models)
    if (name === null) continue
    chosen.push({ tag, name, objectId: id, commit: peeled ?? id })
    if (peeled !== null) annotated.push(id)
  }
  const objects = await readTags(source, annotated, signal)
  const parents = await readParents(source, selectCommits(chosen, objects, source.lent === null), signal)
  const tags = chosen.map((tag) =>
    rules.readRegistryTag({
      ...tag,
      parent: parents.get(tag.commit) ?? null,
      annotation: objects.get(tag.objectId) ?? null,
    }),
  )
  return { names: [...refs.keys()], tags }
}

/** The commits of annotated tags; unless all are wanted, those whose tags are of the same second as another one's. */
function selectCommits(
  tags: readonly ChosenTag[],
  objects: ReadonlyMap<string, TagObject>,
  isAll: boolean,
): readonly TaggedCommit[] {
  const timeOf = ({ objectId }: ChosenTag) => objects.get(objectId)?.time
  // by time the one commit, null where there are several
  const alone = new Map<number | undefined, string | null>()
  for (const tag of isAll ? [] : tags) {
    const time = timeOf(tag)
    const other = alone.get(time)
    if (other !== tag.commit) alone.set(time, other === undefined ? tag.commit : null)
  }
  return tags
    .filter((tag) => objects.has(tag.objectId) && (isAll || alone.get(timeOf(tag)) === null))
    .map(({ commit, objectId }) => ({ id: commit, tag: objectId }))
}
