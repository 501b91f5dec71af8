import { formatDigest } from '../core/digest.ts'
import { listEvents } from './events.ts'
import type { ModelVersion, RegistrySnapshot } from './model-version.ts'
import type { DatedTag, RegistryTag } from './registry-tag.ts'
import { listStageTags } from './stage-tags.ts'
import { compareVersions } from './version-number.ts'

/**
 * The registry as its tags tell it, or as if none later than `asOf` existed. Of a stage the highest number counts,
 * whatever the clocks of those who wrote the tags said. Tags that are no annotated ones are left out: they carry no time.
 */
export function buildSnapshot(tags: readonly RegistryTag[], asOf?: Date): RegistrySnapshot {
  const known = tags.filter(
    (tag): tag is DatedTag => tag.at !== null && (asOf === undefined || Date.parse(tag.at) <= asOf.getTime()),
  )
  const stages = listStageTags(known)
  const barred = collectBarred(stages)
  const holders = new Map<string, string[]>()
  for (const list of stages.values()) {
    const last = list.at(-1)!
    if (last.name.kind !== 'stage') continue
    const key = holderKey(last.name.model, last.commit)
    holders.set(key, [...(holders.get(key) ?? []), last.name.stage].sort())
  }
  const versions = known
    .flatMap((tag): ModelVersion[] => {
      if (tag.name.kind !== 'version') return []
      const { model, version } = tag.name
      return [
        {
          model,
          version,
          tag: tag.tag,
          commit: tag.commit,
          codeCommit: tag.details?.codeCommit ?? null,
          stages: holders.get(holderKey(model, tag.commit)) ?? [],
          registeredAt: tag.at,
          barred: isBarredAnywhere(tag, barred),
        },
      ]
    })
    .sort(
      (a, b) =>
        compareText(b.registeredAt, a.registeredAt) ||
        compareText(a.model, b.model) ||
        compareVersions(b.version, a.version),
    )
  return { versions, events: listEvents(known), barred: Object.fromEntries(barred) }
}

const holderKey = (model: string, commit: string) => `${model}#${commit}`

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function collectBarred(stages: ReadonlyMap<string, readonly RegistryTag[]>): Map<string, readonly string[]> {
  const barred = new Map<string, readonly string[]>()
  for (const [key, list] of stages) {
    const digests = new Set<string>()
    for (const tag of list) {
      for (const digest of tag.details?.barred ?? []) digests.add(digest)
      for (const digest of tag.details?.lifted ?? []) digests.delete(digest)
    }
    if (digests.size > 0) barred.set(key, [...digests])
  }
  return barred
}

function isBarredAnywhere(tag: RegistryTag, barred: ReadonlyMap<string, readonly string[]>): boolean {
  const digest = tag.details?.modelDigest
  if (!digest) return false
  return [...barred].some(
    ([key, digests]) => key.startsWith(`${tag.name.model}#`) && digests.includes(formatDigest(digest)),
  )
}
