import { formatDigest } from '../core/digest.ts'
import { listEvents } from './events.ts'
import type { Bar, ModelVersion, RegistrySnapshot } from './model-version.ts'
import type { DatedTag, RegistryTag } from './registry-tag.ts'
import { findHolderTag, listStageTags } from './stage-tags.ts'
import type { TagDetails } from './tag-message.ts'
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
  const versions = selectVersionTags(known)
    .map(
      ({ name, tag, commit, details, at }): ModelVersion => ({
        model: name.model,
        version: name.version,
        tag,
        commit,
        codeCommit: details?.codeCommit ?? null,
        stages: holders.get(holderKey(name.model, commit)) ?? [],
        registeredAt: at,
        barred: isBarredAnywhere(name.model, details, bars),
      }),
    )
    .sort(
      (a, b) =>
        compareText(b.registeredAt, a.registeredAt) ||
        compareText(a.model, b.model) ||
        compareVersions(b.version, a.version),
    )
  const digests: Record<string, string> = {}
  for (const { name, tag, details } of known) {
    if (name.kind === 'version' && details?.modelDigest) digests[tag] = formatDigest(details.modelDigest)
  }
  let events: RegistrySnapshot['events'] | null = null
  return {
    versions,
    // told only where somebody asks: of many tags it takes as long as all the rest
    get events() {
      events ??= listEvents(known, stages)
      return events
    },
    barred: Object.fromEntries(barred),
    bars,
    digests,
  }
}

type VersionTag = DatedTag & { readonly name: Extract<DatedTag['name'], { kind: 'version' }> }

/** One tag of each version: GTO may register one again by a second tag, which says nothing that a record holds. */
function selectVersionTags(tags: readonly DatedTag[]): readonly VersionTag[] {
  const chosen = new Map<string, VersionTag>()
  for (const tag of tags) {
    if (!isVersionTag(tag)) continue
    const key = tag.name.counter === undefined ? tag.tag : tag.tag.slice(0, tag.tag.lastIndexOf('#'))
    const before = chosen.get(key)
    const isBetter =
      before === undefined || (before.details === null) !== (tag.details === null)
        ? before?.details == null
        : tag.at < before.at
    if (isBetter) chosen.set(key, tag)
  }
  return [...chosen.values()]
}

const isVersionTag = (tag: DatedTag): tag is VersionTag => tag.name.kind === 'version'

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

function isBarredAnywhere(model: string, details: TagDetails | null, bars: readonly Bar[]): boolean {
  if (bars.length === 0 || !details?.modelDigest) return false
  const digest = formatDigest(details.modelDigest)
  return bars.some((bar) => bar.model === model && bar.digest === digest)
}
