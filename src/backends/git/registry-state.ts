import type { RegistryTag, RemoteTag } from '../../registry/registry-tag.ts'
import type { RegistryRules } from '../../registry/rules.ts'
import type { BareRepository, RemoteRef } from './bare-repository.ts'
import { parseCommitObject, parseTagObject } from './git-objects.ts'

/** The remote's tags as of one moment. */
export interface RegistryState {
  /** All tag names, of whatever kind. */
  readonly names: readonly string[]
  /** Those of the models asked for that follow the convention. */
  readonly tags: readonly RegistryTag[]
}

/**
 * Lists the remote's tags and reads those of `models` (all where undefined): one listing, at most one fetch and two
 * readings, however many tags there are.
 */
export async function readState(
  repository: BareRepository,
  rules: RegistryRules,
  models: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<RegistryState> {
  const refs = await repository.listTags(signal)
  const chosen = [...refs].filter(([tag]) => rules.selectTagName(tag, models) !== null)
  const annotated = chosen.filter(([, { peeled }]) => peeled !== null).map(([, { id }]) => id)
  await repository.fetch(annotated, 'tree:0', signal)
  const tagObjects = await repository.read(annotated, signal)
  const parsed = new Map([...tagObjects].map(([id, { content }]) => [id, parseTagObject(content)]))
  const commitIds = [...parsed.values()].filter(({ targetType }) => targetType === 'commit').map(({ target }) => target)
  const commits = await repository.read(commitIds, signal)
  const parents = new Map([...commits].map(([id, { content }]) => [id, parseCommitObject(content).parents[0] ?? null]))

  const toRemoteTag = ([tag, { id, peeled }]: readonly [string, RemoteRef]): RemoteTag => {
    const commit = peeled ?? id
    return { tag, objectId: id, commit, parent: parents.get(commit) ?? null, annotation: parsed.get(id) ?? null }
  }
  const tags = chosen.map(toRemoteTag).flatMap((tag) => rules.readRegistryTag(tag) ?? [])
  return { names: [...refs.keys()], tags }
}
