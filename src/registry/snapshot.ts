import { formatDigest } from '../core/digest.ts'
import { listEvents } from './events.ts'
import type { Bar, ModelVersion, RegistrySnapshot } from './model-version.ts'
import type { DatedTag, RegistryTag } from './registry-tag.ts'
import { findHolderTag, listStageTags } from './stage-tags.ts'
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
  const bars = [...stages.values()].flatMap(collectBars)
  const barred = groupBars(bars)
  const holders = new Map<string, string[]>()
  for (const list of stages.values()) {
    const holder = findHolderTag(list)
    if (holder?.name.kind !== 'stage') continue
    const key = holderKey(holder.name.model, holder.commit)
    holders.set(key, [...(holders.get(key) ?? []), holder.name.stage].sort())
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
  const digests = known.flatMap(({ name, tag, details }) =>
    name.kind === 'version' && details?.modelDigest ? [[tag, formatDigest(details.modelDigest)] as const] : [],
  )
  return {
    versions,
    events: listEvents(known),
    barred: Object.fromEntries(barred),
    bars,
    digests: Object.fromEntries(digests),
  }
}

const holderKey = (model: string, commit: string) => `${model}#${commit}`

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The bars of a stage that nobody lifted, given its tags in order. */
function collectBars(list: readonly DatedTag[]): readonly Bar[] {
  const bars = new Map<string, Bar>()
  for (const { name, details, at, by, tag } of list) {
    if (!('stage' in name)) continue
    const { model, stage } = name
    const reason = details?.reason ?? null
    for (const digest of details?.barred ?? []) bars.set(digest, { model, stage, digest, at, by, tag, reason })
    for (const digest of details?.lifted ?? []) bars.delete(digest)
  }
  return [...bars.values()]
}

function groupBars(bars: readonly Bar[]): ReadonlyMap<string, readonly string[]> {
  const barred = new Map<string, readonly string[]>()
  for (const { model, stage, digest } of bars) {
    const key = `${model}#${stage}`
    barred.set(key, [...(barred.get(key) ?? []), digest])
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
