import type { RegistryTag, RemoteTag } from '../../registry/registry-tag.ts'
import type { RegistryRules } from '../../registry/rules.ts'
import type { BareRepository, RemoteRef } from './bare-repository.ts'
import { readTags } from './tag-reading.ts'

/** The remote's tags as of one moment. */
export interface RegistryState {
  /** All tag names, of whatever kind. */
  readonly names: readonly string[]
  /** Those of the models asked for that follow the convention. */
  readonly tags: readonly RegistryTag[]
}

/**
 * Lists the remote's tags and reads those of `models` (all where undefined): as many git processes however many tags
 * there are.
 *
 * @param lent as for `readTags`.
 */
export async function readState(
  repository: BareRepository,
  rules: RegistryRules,
  models: readonly string[] | undefined,
  lent: Readonly<Record<string, string>> | null,
  signal: AbortSignal,
): Promise<RegistryState> {
  const refs = await repository.listTags(signal)
  const chosen = [...refs].filter(([tag]) => rules.selectTagName(tag, models) !== null)
  const annotated = chosen.flatMap(([, { id, peeled }]) => (peeled === null ? [] : [id]))
  const { tags: objects, parents } = await readTags({ repository, rules }, annotated, lent, signal)
  const toRemoteTag = ([tag, { id, peeled }]: readonly [string, RemoteRef]): RemoteTag => {
    const commit = peeled ?? id
    return { tag, objectId: id, commit, parent: parents.get(commit) ?? null, annotation: objects.get(id) ?? null }
  }
  const tags = chosen.map(toRemoteTag).flatMap((tag) => rules.readRegistryTag(tag) ?? [])
  return { names: [...refs.keys()], tags }
}
