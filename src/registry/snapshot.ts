import { formatDigest } from '../core/digest.ts'
import { listEvents } from './events.ts'
import {
  describeOrphan,
  type HeldRecords,
  isVersionTag,
  listHeldDigests,
  listHeldRecords,
  type VersionTag,
} from './held-records.ts'
import type { Bar, ModelVersion, RegistryEvent, RegistrySnapshot } from './model-version.ts'
import type { DatedTag, RegistryTag } from './registry-tag.ts'
import { listStageTags } from './stage-tags.ts'
import { compareVersions } from './version-number.ts'

/**
 * The registry as its tags tell it, or as if none later than `asOf` existed. Of a stage the highest number counts,
 * whatever the clocks of those who wrote the tags said. Tags that are no annotated ones are left out: they carry no time.
 * Each part is made when somebody asks for it: of many tags, one takes as long as all the rest.
 */
export function buildSnapshot(tags: readonly RegistryTag[], asOf?: Date): RegistrySnapshot {
  const end = asOf === undefined ? Number.POSITIVE_INFINITY : asOf.getTime() / 1000
  const known = tags.filter((tag): tag is DatedTag => tag.time !== null && tag.time <= end)
  const stages = listStageTags(known)
  const bars = keep(() => [...stages.values()].flatMap(collectBars))
  const barred = keep(() => Object.fromEntries(groupBars(bars())))
  const digests = keep(() => listDigests(known))
  const events = keep(() => listEvents(known, stages))
  const deprecated = keep(() => listDeprecated(known))
  const chosen = keep(() => selectVersionTags(known))
  const held = keep(() => listHeldRecords(chosen(), stages))
  const versions = keep(() => listVersions(chosen(), held(), bars(), deprecated))
  const orphaned = keep(() => held().orphans.flatMap((tag) => describeOrphan(tag, tags)))
  const heldDigests = keep(() => listHeldDigests(known, stages))
  const takenVersions = keep(() => Object.fromEntries(groupTakenVersions(tags)))
  return {
    get versions() {
      return versions()
    },
    get events() {
      return events()
    },
    get barred() {
      return barred()
    },
    get bars() {
      return bars()
    },
    get deprecated() {
      return deprecated()
    },
    get digests() {
      return digests()
    },
    get orphaned() {
      return orphaned()
    },
    get heldDigests() {
      return heldDigests()
    },
    get takenVersions() {
      return takenVersions()
    },
  }
}

function keep<T extends object>(make: () => T): () => T {
  let made: T | null = null
  return () => {
    made ??= make()
    return made
  }
}

/** Newest first. */
function listVersions(
  tags: readonly VersionTag<DatedTag>[],
  { stages }: HeldRecords<DatedTag>,
  bars: readonly Bar[],
  deprecated: () => ReadonlySet<string>,
): readonly ModelVersion[] {
  return [...tags]
    .sort(
      (a, b) =>
        b.time - a.time || compareText(a.name.model, b.name.model) || compareVersions(b.name.version, a.name.version),
    )
    .map((tag): ModelVersion => {
      const { model, version } = tag.name
      return {
        model,
        version,
        tag: tag.tag,
        commit: tag.commit,
        get codeCommit() {
          return tag.details?.codeCommit ?? null
        },
        stages: stages.get(tag) ?? [],
        get registeredAt() {
          return tag.at
        },
        barred: isBarredAnywhere(tag, bars),
        get deprecated() {
          return deprecated().has(tag.tag)
        },
      }
    })
}

/** The events of those models alone are told that have a tag which deprecates. */
function listDeprecated(known: readonly DatedTag[]): ReadonlySet<string> {
  const models = new Set(
    known.flatMap(({ name }) => (name.kind === 'deregistered' || name.kind === 'retired' ? [name.model] : [])),
  )
  if (models.size === 0) return new Set()
  const own = known.filter(({ name }) => models.has(name.model))
  const last = new Map<string, RegistryEvent['event']>()
  for (const { event, model, version } of listEvents(own)) {
    if (event === 'deprecated' || event === 'registered') last.set(versionKey(model, version), event)
  }
  return new Set(
    selectVersionTags(own).flatMap(({ name, tag }) =>
      last.get(versionKey(name.model, name.version)) === 'deprecated' ? [tag] : [],
    ),
  )
}

const versionKey = (model: string, version: string) => `${model}@${version}`

function listDigests(tags: readonly DatedTag[]): Readonly<Record<string, string>> {
  const digests: Record<string, string> = {}
  for (const tag of tags) {
    const digest = tag.name.kind === 'version' ? (tag.details?.modelDigest ?? null) : null
    if (digest !== null) digests[tag.tag] = formatDigest(digest)
  }
  return digests
}

function groupTakenVersions(tags: readonly RegistryTag[]): ReadonlyMap<string, readonly string[]> {
  const taken = new Map<string, string[]>()
  for (const { name } of tags.filter(isVersionTag)) {
    const own = taken.get(name.model)
    if (own === undefined) taken.set(name.model, [name.version])
    else own.push(name.version)
  }
  return taken
}

/** One tag of each version: GTO may register one again by a second tag, which says nothing that a record holds. */
function selectVersionTags(tags: readonly DatedTag[]): readonly VersionTag<DatedTag>[] {
  const chosen = new Map<string, VersionTag<DatedTag>>()
  for (const tag of tags) {
    if (!isVersionTag(tag)) continue
    const key = tag.name.counter === undefined ? tag.tag : tag.tag.slice(0, tag.tag.lastIndexOf('#'))
    const before = chosen.get(key)
    const isBetter =
      before === undefined || (before.details === null) !== (tag.details === null)
        ? before?.details == null
        : tag.time < before.time
    if (isBetter) chosen.set(key, tag)
  }
  return [...chosen.values()]
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The bars of a stage that nobody lifted, given its tags in order. */
function collectBars(list: readonly DatedTag[]): readonly Bar[] {
  const bars = new Map<string, Bar>()
  for (const item of list) {
    if (!('stage' in item.name) || !item.mayBar) continue
    const { by, details } = item.read()
    if (details === null) continue
    const { model, stage } = item.name
    const { at, tag } = item
    const { barred, lifted, reason } = details
    for (const digest of barred) bars.set(digest, { model, stage, digest, at, by, tag, reason })
    for (const digest of lifted) bars.delete(digest)
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

function isBarredAnywhere(tag: DatedTag, bars: readonly Bar[]): boolean {
  const own = bars.filter(({ model }) => model === tag.name.model)
  const digest = own.length === 0 ? null : (tag.details?.modelDigest ?? null)
  return digest !== null && own.some((bar) => bar.digest === formatDigest(digest))
}
