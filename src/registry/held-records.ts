import { formatDigest } from '../core/digest.ts'
import type { OrphanedStage } from './model-version.ts'
import type { RegistryTag } from './registry-tag.ts'
import { findHolderTag } from './stage-tags.ts'
import { formatTagName } from './tag-name.ts'
import { compareVersions } from './version-number.ts'

/** A tag that registers a version. */
export type VersionTag<T extends RegistryTag = RegistryTag> = T & {
  readonly name: Extract<RegistryTag['name'], { kind: 'version' }>
}

/** Whether the tag registers a version. */
export const isVersionTag = <T extends RegistryTag>(tag: T): tag is VersionTag<T> => tag.name.kind === 'version'

/** What the stages hold, by the version tags that stand on the records. */
export interface HeldRecords<T extends RegistryTag> {
  /** The stages of a version, by its tag, in order of their names. */
  readonly stages: ReadonlyMap<VersionTag<T>, readonly string[]>
  /** Stage tags on records that no version tag names. */
  readonly orphans: readonly T[]
}

/**
 * Which version tag a record is told by, given those that stand on it: the version of which a stage tag there speaks;
 * else one whose message can be read, of them the oldest. Whoever adds a tag to a record that is in use changes nothing
 * of what it is. A single one is not read.
 *
 * @param told the version that the stage tag names; null where there is none, or it names none.
 * @returns undefined where there are no tags.
 */
export function chooseVersionTag<T extends RegistryTag>(
  tags: readonly VersionTag<T>[],
  told: string | null,
): VersionTag<T> | undefined {
  if (tags.length < 2) return tags[0]
  const named = tags.filter(({ name }) => name.version === told)
  const [first] = (named.length > 0 ? named : tags)
    .map((tag) => ({ tag, fault: tag.fault === null ? 0 : 1 }))
    .sort(
      (a, b) =>
        a.fault - b.fault ||
        (a.tag.time ?? 0) - (b.tag.time ?? 0) ||
        compareVersions(a.tag.name.version, b.tag.name.version),
    )
  return first?.tag
}

/**
 * @param versions the version tags, one of each version.
 * @param moves the stage tags, as `listStageTags` gives them.
 */
export function listHeldRecords<T extends RegistryTag>(
  versions: readonly VersionTag<T>[],
  moves: ReadonlyMap<string, readonly T[]>,
): HeldRecords<T> {
  const holders = [...moves.values()].flatMap((list) => findHolderTag(list) ?? [])
  const onRecord = groupByRecord(versions, new Set(holders.map(recordKey)))
  const stages = new Map<VersionTag<T>, string[]>()
  const orphans: T[] = []
  for (const holder of holders) {
    if (!('stage' in holder.name)) continue
    const tags = onRecord.get(recordKey(holder)) ?? []
    const version = chooseVersionTag(tags, tags.length < 2 ? null : holder.tell().version)
    if (version === undefined) orphans.push(holder)
    else stages.set(version, [...(stages.get(version) ?? []), holder.name.stage].sort())
  }
  return { stages, orphans }
}

/** The version tags on those records. */
function groupByRecord<T extends RegistryTag>(
  versions: readonly VersionTag<T>[],
  records: ReadonlySet<string>,
): ReadonlyMap<string, readonly VersionTag<T>[]> {
  const groups = new Map<string, VersionTag<T>[]>()
  for (const tag of versions) {
    const key = recordKey(tag)
    if (!records.has(key)) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [tag])
    else group.push(tag)
  }
  return groups
}

const recordKey = ({ name, commit }: RegistryTag): string => `${name.model}#${commit}`

/**
 * What a stage tag tells of the record that it stands on, and whether a tag of that version's name is there after all.
 *
 * @param tags all tags of the remote, plain pointers too.
 */
export function describeOrphan(holder: RegistryTag, tags: readonly RegistryTag[]): OrphanedStage[] {
  const { name, tag, commit, details } = holder
  if (!('stage' in name)) return []
  const version = details?.version ?? null
  const digest = details?.modelDigest ?? null
  const isReplaced =
    version !== null &&
    tags.some((other) => other.tag === formatTagName({ kind: 'version', model: name.model, version }))
  return [
    {
      model: name.model,
      stage: name.stage,
      commit,
      tag,
      version,
      modelDigest: digest === null ? null : formatDigest(digest),
      isReplaced,
    },
  ]
}

/**
 * By `model#stage`, under which digests the model that it holds is known: those of all version tags on its record, and
 * that of the stage's own tag, which comes first.
 */
export function listHeldDigests(
  tags: readonly RegistryTag[],
  moves: ReadonlyMap<string, readonly RegistryTag[]>,
): Readonly<Record<string, readonly string[]>> {
  const digests: Record<string, readonly string[]> = {}
  const holders = [...moves].flatMap(([stage, list]): [string, RegistryTag][] => {
    const holder = findHolderTag(list)
    return holder === undefined ? [] : [[stage, holder]]
  })
  const onRecord = groupByRecord(tags.filter(isVersionTag), new Set(holders.map(([, holder]) => recordKey(holder))))
  for (const [stage, holder] of holders) {
    const own = [holder, ...(onRecord.get(recordKey(holder)) ?? [])].flatMap(
      ({ details }) => details?.modelDigest ?? [],
    )
    digests[stage] = [...new Set(own.map(formatDigest))]
  }
  return digests
}
