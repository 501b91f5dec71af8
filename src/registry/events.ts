import { formatDigest } from '../core/digest.ts'
import type { RegistryEvent } from './model-version.ts'
import type { DatedTag, RegistryTag } from './registry-tag.ts'
import { listStageTags, stageNumber } from './stage-tags.ts'
import { compareVersions } from './version-number.ts'

/**
 * What the tags tell, oldest first. Of the same second, a record comes after the one that it follows and a stage tag
 * after its record and after lower numbers. A stage tag that also bars or lifts digests is followed by an event for each.
 *
 * @param moves the stage tags among them, as `listStageTags` gives them.
 */
export function listEvents(
  tags: readonly DatedTag[],
  moves: ReadonlyMap<string, readonly DatedTag[]> = listStageTags(tags),
): readonly RegistryEvent[] {
  const ranks = rankCommits(tags)
  const rank = (tag: RegistryTag) => ranks.get(tag.commit) ?? 0
  const versions = groupVersions(tags)
  const versionOf = (tag: RegistryTag): string =>
    'version' in tag.name
      ? tag.name.version
      : (versions.get(tag.name.model)?.get(tag.commit) ?? tag.details?.version ?? tag.commit.slice(0, 12))
  const places = new Map<RegistryTag, number>()
  for (const list of moves.values()) for (const [index, tag] of list.entries()) places.set(tag, index)
  const place = (tag: RegistryTag) => places.get(tag) ?? -1
  const isSameStage = (a: RegistryTag, b: RegistryTag) =>
    'stage' in a.name && 'stage' in b.name && a.name.model === b.name.model && a.name.stage === b.name.stage
  const silent = findSilentTags(moves)
  const events: RegistryEvent[] = []
  const told = tags.filter((tag) => !silent.has(tag))
  told.sort(
    (a, b) =>
      compareText(a.at, b.at) ||
      (isSameStage(a, b) ? place(a) - place(b) : 0) ||
      rank(a) - rank(b) ||
      stageNumber(a) - stageNumber(b) ||
      compareText(a.tag, b.tag),
  )
  for (const tag of told) addEventsOfTag(events, tag, versionOf(tag), tags)
  return events
}

/** The version by model and commit. */
function groupVersions(tags: readonly RegistryTag[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const models = new Map<string, Map<string, string>>()
  for (const { name, commit } of tags) {
    if (name.kind !== 'version') continue
    const own = models.get(name.model)
    if (own === undefined) models.set(name.model, new Map([[commit, name.version]]))
    else own.set(commit, name.version)
  }
  return models
}

/** Tags that take a version from a stage which another one holds: GTO needs them, and nothing happened by them. */
function findSilentTags(moves: ReadonlyMap<string, readonly RegistryTag[]>): ReadonlySet<RegistryTag> {
  const silent = new Set<RegistryTag>()
  for (const list of moves.values()) {
    let holder: string | null = null
    for (const tag of list) {
      if (tag.name.kind === 'stage') holder = tag.commit
      else if (tag.commit === holder) holder = null
      else silent.add(tag)
    }
  }
  return silent
}

/** How many registered records of its model a commit follows. */
function rankCommits(tags: readonly RegistryTag[]): ReadonlyMap<string, number> {
  const parents = new Map<string, string | null>()
  for (const { commit, parent } of tags) parents.set(commit, parent)
  const ranks = new Map<string, number>()
  for (const start of parents.keys()) {
    if (ranks.has(start)) continue
    const path: string[] = []
    let commit: string | null = start
    while (commit !== null && parents.has(commit) && !ranks.has(commit)) {
      path.push(commit)
      commit = parents.get(commit) ?? null
    }
    let rank = (commit === null ? undefined : ranks.get(commit)) ?? 0
    for (const item of path.reverse()) {
      rank += 1
      ranks.set(item, rank)
    }
  }
  return ranks
}

function addEventsOfTag(events: RegistryEvent[], tag: DatedTag, version: string, tags: readonly DatedTag[]): void {
  const { name, details } = tag
  const event = (kind: RegistryEvent['event'], subject: string): RegistryEvent => ({
    at: tag.at,
    event: kind,
    model: name.model,
    version: subject,
    stage: 'stage' in name ? name.stage : null,
    tag: tag.tag,
    commit: tag.commit,
    by: tag.by,
    reason: details?.reason ?? null,
    policy: details?.policy ? formatDigest(details.policy) : null,
    waivers: details?.waivers ?? [],
  })
  const main = details?.event ?? EVENT_OF_KIND[name.kind]
  if (name.kind === 'retired') {
    const before = listVersions(tags, name.model, tag.at)
    for (const subject of before.length > 0 ? before : [version]) events.push(event(main, subject))
    return
  }
  const more = (['barred', 'lifted'] as const).flatMap((kind) =>
    (details?.[kind] ?? []).map((digest) => event(kind, findVersion(tags, name.model, digest) ?? version)),
  )
  if (!more.some((entry) => entry.event === main)) events.push(event(main, version))
  events.push(...more)
}

const EVENT_OF_KIND = {
  version: 'registered',
  stage: 'assigned',
  unassigned: 'unassigned',
  deregistered: 'deprecated',
  retired: 'deprecated',
} as const

/** The model's versions that were registered by then. */
function listVersions(tags: readonly DatedTag[], model: string, at: string): readonly string[] {
  const versions = tags.flatMap((tag) =>
    tag.name.kind === 'version' && tag.name.model === model && tag.at <= at ? [tag.name.version] : [],
  )
  return [...new Set(versions)].sort(compareVersions)
}

/** The newest version of the model with those bytes. */
function findVersion(tags: readonly RegistryTag[], model: string, digest: string): string | null {
  const versions = tags.flatMap(({ name, details }) => {
    const isIt = name.kind === 'version' && name.model === model && details?.modelDigest?.sha256 !== undefined
    return isIt && formatDigest(details.modelDigest!) === digest ? [name.version] : []
  })
  return versions.sort(compareVersions).at(-1) ?? null
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
