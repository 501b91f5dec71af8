import { formatDigest } from '../core/digest.ts'
import { chooseVersionTag, isVersionTag, type VersionTag } from './held-records.ts'
import type { RegistryEvent } from './model-version.ts'
import type { DatedTag, RegistryTag, TagStory } from './registry-tag.ts'
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
  const versions = groupVersions(tags)
  const versionOf = (tag: RegistryTag): string => {
    if ('version' in tag.name) return tag.name.version
    const own = versions.get(tag.name.model)?.get(tag.commit)
    if (own === undefined) return tag.tell().version ?? tag.commit.slice(0, 12)
    return (Array.isArray(own) ? chooseVersionTag(own, tag.tell().version)! : own).name.version
  }
  const silent = findSilentTags(moves)
  const told = silent.size === 0 ? [...tags] : tags.filter((tag) => !silent.has(tag))
  const compareSecond = orderSecond(tags, moves)
  told.sort((a, b) => a.time - b.time || compareSecond(a, b))
  const events: RegistryEvent[] = []
  for (const tag of told) addEventsOfTag(events, tag, versionOf(tag), tags)
  return events
}

/** The order of tags of one second. */
function orderSecond(
  tags: readonly RegistryTag[],
  moves: ReadonlyMap<string, readonly RegistryTag[]>,
): (a: RegistryTag, b: RegistryTag) => number {
  let ranks: ReadonlyMap<string, number> | null = null
  const rank = (tag: RegistryTag): number => {
    ranks ??= rankCommits(tags)
    return ranks.get(tag.commit) ?? 0
  }
  const comparePlaces = (a: RegistryTag, b: RegistryTag): number => {
    if (!('stage' in a.name && 'stage' in b.name)) return 0
    if (a.name.stage !== b.name.stage || a.name.model !== b.name.model) return 0
    const list = moves.get(`${a.name.model}#${a.name.stage}`) ?? []
    return list.indexOf(a) - list.indexOf(b)
  }
  return (a, b) =>
    comparePlaces(a, b) ||
    (a.commit === b.commit ? 0 : rank(a) - rank(b)) ||
    stageNumber(a) - stageNumber(b) ||
    compareText(a.tag, b.tag)
}

/** The version tags by model and commit: hardly ever more than one. */
function groupVersions(
  tags: readonly RegistryTag[],
): ReadonlyMap<string, ReadonlyMap<string, VersionTag | VersionTag[]>> {
  const models = new Map<string, Map<string, VersionTag | VersionTag[]>>()
  for (const tag of tags) {
    if (!isVersionTag(tag)) continue
    const { name, commit } = tag
    const own = models.get(name.model)
    if (own === undefined) {
      models.set(name.model, new Map([[commit, tag]]))
      continue
    }
    const before = own.get(commit)
    if (before === undefined) own.set(commit, tag)
    else if (Array.isArray(before)) before.push(tag)
    else own.set(commit, [before, tag])
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
  const { name } = tag
  const story = tag.tell()
  const { barred, lifted } = story
  const possible = EVENTS_OF_KIND[name.kind]
  // a reference may be made to another tag's object, whose message speaks of something else
  const main = story.event !== null && possible.includes(story.event) ? story.event : possible[0]
  if (name.kind === 'retired') {
    const before = listVersions(tags, name.model, tag.time)
    for (const subject of before.length > 0 ? before : [version]) events.push(makeEvent(tag, story, main, subject))
    return
  }
  const isTold = (main === 'barred' && barred.length > 0) || (main === 'lifted' && lifted.length > 0)
  if (!isTold) events.push(makeEvent(tag, story, main, version))
  const add = (kind: 'barred' | 'lifted', digest: string) => {
    events.push(makeEvent(tag, story, kind, findVersion(tags, tag, digest) ?? findLost(tags, tag, digest) ?? version))
  }
  for (const digest of barred) add('barred', digest)
  for (const digest of lifted) add('lifted', digest)
}

function makeEvent(
  { name, at, tag, commit }: DatedTag,
  { by, reason, policy, waivers }: TagStory,
  event: RegistryEvent['event'],
  version: string,
): RegistryEvent {
  return {
    at,
    event,
    model: name.model,
    version,
    stage: 'stage' in name ? name.stage : null,
    tag,
    commit,
    by,
    reason,
    policy: policy === null ? null : formatDigest(policy),
    waivers,
  }
}

type Event = RegistryEvent['event']

/** What tags tell, by what they are named after: what their message may say; first what is meant if it does not. */
const EVENTS_OF_KIND: Readonly<Record<RegistryTag['name']['kind'], readonly [Event, ...Event[]]>> = {
  version: ['registered'],
  stage: ['assigned', 'rolledBack', 'barred', 'lifted'],
  unassigned: ['unassigned', 'barred', 'lifted'],
  deregistered: ['deprecated'],
  retired: ['deprecated'],
}

/** The model's versions that were registered by then. */
function listVersions(tags: readonly DatedTag[], model: string, time: number): readonly string[] {
  const versions = tags.flatMap((tag) =>
    tag.name.kind === 'version' && tag.name.model === model && tag.time <= time ? [tag.name.version] : [],
  )
  return [...new Set(versions)].sort(compareVersions)
}

/** The newest version with those bytes when a tag of the model was made: they may be registered again after it. */
function findVersion(tags: readonly DatedTag[], { name: { model }, time }: DatedTag, digest: string): string | null {
  const own = tags.flatMap((tag) => {
    if (tag.name.kind !== 'version' || tag.name.model !== model) return []
    const bytes = tag.details?.modelDigest ?? null
    return bytes !== null && formatDigest(bytes) === digest ? [{ version: tag.name.version, time: tag.time }] : []
  })
  const before = own.filter((version) => version.time <= time)
  const versions = (before.length > 0 ? before : own).map(({ version }) => version)
  return versions.sort(compareVersions).at(-1) ?? null
}

/** The version with those bytes that has lost its tag, by what a stage tag tells of it. */
function findLost(tags: readonly DatedTag[], { name: { model } }: DatedTag, digest: string): string | null {
  const told = tags.find((tag) => {
    if (tag.name.kind !== 'stage' || tag.name.model !== model) return false
    const bytes = tag.details?.modelDigest ?? null
    return bytes !== null && formatDigest(bytes) === digest
  })
  return told?.details?.version ?? null
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
