import type { RegistryTag } from './registry-tag.ts'

/** The tags that move a stage, by `model#stage`, in the order of their numbers. */
export function listStageTags<T extends RegistryTag>(tags: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const stages = new Map<string, T[]>()
  for (const tag of tags) {
    if (!('stage' in tag.name)) continue
    const key = `${tag.name.model}#${tag.name.stage}`
    const list = stages.get(key)
    if (list === undefined) stages.set(key, [tag])
    else list.push(tag)
  }
  for (const list of stages.values()) list.sort((a, b) => stageNumber(a) - stageNumber(b))
  return stages
}

/** 0 for a tag that moves no stage. */
export function stageNumber(tag: RegistryTag): number {
  return 'number' in tag.name ? tag.name.number : 0
}

/**
 * The tag by which a stage holds its version, given its tags in order; undefined where it was emptied. A version that is
 * taken away leaves the stage empty: who was there before does not return by itself.
 */
export function findHolderTag<T extends RegistryTag>(list: readonly T[]): T | undefined {
  return list.reduce<T | undefined>((holder, tag) => {
    if (tag.name.kind === 'stage') return tag
    return holder?.commit === tag.commit ? undefined : holder
  }, undefined)
}

/**
 * The last tag of each version that was put into a stage and never taken from it. One of them holds it; GTO goes back to
 * the one before where that is taken away.
 */
export function listUnreturned<T extends RegistryTag>(list: readonly T[]): readonly T[] {
  const last = new Map<string, T>()
  for (const tag of list) {
    last.delete(tag.commit)
    last.set(tag.commit, tag)
  }
  return [...last.values()].filter(({ name }) => name.kind === 'stage')
}
