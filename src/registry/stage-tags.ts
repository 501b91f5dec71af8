import type { RegistryTag } from './registry-tag.ts'

/**
 * The tags that move a stage, by `model#stage`, in the order of their numbers. One without a number stands after those
 * that were there when it was made: nothing but its time tells.
 */
export function listStageTags<T extends RegistryTag>(tags: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const stages = new Map<string, T[]>()
  for (const tag of tags) {
    if (!('stage' in tag.name)) continue
    const key = `${tag.name.model}#${tag.name.stage}`
    const list = stages.get(key)
    if (list === undefined) stages.set(key, [tag])
    else list.push(tag)
  }
  for (const list of stages.values()) sortMoves(list)
  return stages
}

/** Puts the tags that move one stage, or what tells of each, into the order of `listStageTags`. */
export function sortMoves<T extends Pick<RegistryTag, 'name' | 'tag' | 'time'>>(list: T[]): void {
  list.sort((a, b) => stageNumber(a) - stageNumber(b))
  if (list.length === 0 || stageNumber(list[0]!) > 0) return
  const simple = list.filter((tag) => stageNumber(tag) === 0)
  // `churn#production` before `churn#production!` where both are of one second: a stage is taken before it is left
  simple.sort((a, b) => timeOf(a) - timeOf(b) || (a.tag < b.tag ? -1 : 1))
  list.splice(0, simple.length)
  for (const tag of simple) {
    const before = list.findLastIndex((other) => timeOf(other) < timeOf(tag) || stageNumber(other) === 0)
    list.splice(before + 1, 0, tag)
  }
}

const timeOf = (tag: Pick<RegistryTag, 'time'>): number => tag.time ?? 0

/** 0 for a tag that moves no stage, and for GTO's without a number. */
export function stageNumber({ name }: Pick<RegistryTag, 'name'>): number {
  return name.kind === 'stage' || name.kind === 'unassigned' ? (name.number ?? 0) : 0
}

/**
 * The tag by which a stage holds its version, given its tags in order; undefined where it was emptied. A version that is
 * taken away leaves the stage empty: who was there before does not return by itself. A plain pointer moves nothing.
 */
export function findHolderTag<T extends RegistryTag>(list: readonly T[]): T | undefined {
  return list.reduce<T | undefined>((holder, tag) => {
    if (tag.time === null) return holder
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
    if (tag.time === null) continue
    last.delete(tag.commit)
    last.set(tag.commit, tag)
  }
  return [...last.values()].filter(({ name }) => name.kind === 'stage')
}
