import type { RegistryTag } from './registry-tag.ts'

/** Tags by `model#stage`, in the order of their numbers. */
export function listStageTags<T extends RegistryTag>(tags: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const stages = new Map<string, T[]>()
  for (const tag of tags) {
    if (tag.name.kind !== 'stage') continue
    const key = `${tag.name.model}#${tag.name.stage}`
    stages.set(key, [...(stages.get(key) ?? []), tag])
  }
  for (const list of stages.values()) list.sort((a, b) => stageNumber(a) - stageNumber(b))
  return stages
}

/** 0 for a version tag. */
export function stageNumber(tag: RegistryTag): number {
  return tag.name.kind === 'stage' ? tag.name.number : 0
}
