import type { CheckResult } from '../core/result.ts'
import { registryCheck } from './registry-check.ts'
import type { RegistryTag } from './registry-tag.ts'
import { listStageTags, stageNumber } from './stage-tags.ts'
import { findNumber } from './tag-name.ts'

/** A record commit as the remote has it. */
export interface RecordInspection {
  readonly commit: string
  readonly parents: readonly string[]
  /** Text and digest of `record.json`; null where the commit's tree has none. */
  readonly record: { readonly text: string; readonly sha256: string } | null
  /** Files of the record by path; the digest is null for those that were not fetched, being large. */
  readonly files: ReadonlyMap<string, string | null>
  /** Bytes of the evidence that was fetched, by path. */
  readonly evidence?: ReadonlyMap<string, Uint8Array>
}

/** All that `registry verify` looks at. */
export interface RegistryInspection {
  readonly tags: readonly RegistryTag[]
  /** By commit id. */
  readonly records: ReadonlyMap<string, RecordInspection>
}

/** The part of `record.json` that is compared; whatever else it holds is covered by its digest. */
interface RecordOutline {
  readonly model?: unknown
  readonly version?: unknown
  readonly previous?: unknown
  readonly artifacts?: unknown
  readonly evidence?: unknown
}

/** A rule's outcome: null where it holds, else what was found. */
interface Finding {
  readonly rule: string
  readonly title: string
  readonly expected: string
  readonly fault: string | null
  readonly help?: string
}

/**
 * One check `registry/TAG/RULE` for each rule of each tag: that messages are readable and speak of their tag, records
 * are what the tags digested, each record follows its parent, stage numbers have no gap, each stage tag names the one
 * before it, and what a record stores is there. A removed last tag cannot be seen here.
 */
export function verifyRegistry(inspection: RegistryInspection): readonly CheckResult[] {
  const versions = inspection.tags.filter((tag) => tag.name.kind === 'version')
  const stages = [...listStageTags(inspection.tags).values()]
  const others = inspection.tags.filter(({ name }) => name.kind === 'deregistered' || name.kind === 'retired')
  return [
    ...versions.flatMap((tag) =>
      [checkMessage(tag), ...checkRecord(tag, inspection), checkChain(tag, inspection)].map((finding) =>
        toCheck(tag, finding),
      ),
    ),
    ...others.flatMap((tag) =>
      [checkMessage(tag), checkAssigned(tag, versions)].map((finding) => toCheck(tag, finding)),
    ),
    ...stages.flatMap((list) =>
      list.flatMap((tag, index) =>
        [
          checkMessage(tag),
          checkAssigned(tag, versions),
          ...checkSequence(tag, list.slice(0, index), inspection.tags),
        ].map((finding) => toCheck(tag, finding)),
      ),
    ),
  ]
}

function checkMessage({ fault }: RegistryTag): Finding {
  return {
    rule: 'message',
    title: 'its message can be read and speaks of it',
    expected: 'a sentence, then JSON',
    fault,
  }
}

function checkRecord(tag: RegistryTag, { records }: RegistryInspection): readonly Finding[] {
  const found = records.get(tag.commit)?.record ?? null
  const expected = tag.details?.record.sha256
  const finding = (fault: string | null): Finding => ({
    rule: 'record',
    title: 'its record is the one that was registered',
    expected: expected === undefined ? 'a record whose digest the tag names' : `record.json of sha256:${expected}`,
    fault,
  })
  if (found === null) return [finding('record.json is missing')]
  if (expected === undefined) return [finding(`sha256:${found.sha256}, and the tag names no digest to compare with`)]
  if (found.sha256 !== expected) return [finding(`sha256:${found.sha256}`)]
  const outline = readOutline(found.text)
  if (outline === null) return [finding('record.json is no JSON object')]
  const isOwn = tag.name.kind === 'version' && outline.model === tag.name.model && outline.version === tag.name.version
  return [
    finding(isOwn ? null : `the record of ${String(outline.model)} ${String(outline.version)}`),
    checkArtifacts(outline, records.get(tag.commit)!),
  ]
}

function checkArtifacts(outline: RecordOutline, { files }: RecordInspection): Finding {
  const faults = [
    ...listEntries(outline.artifacts).flatMap(({ path, location, sha256 }) => {
      if (location !== 'git' || typeof path !== 'string') return []
      if (!files.has(path)) return [`${path} is missing`]
      const digest = files.get(path) ?? null
      return digest === null || digest === sha256 ? [] : [`${path} is sha256:${digest}, recorded as sha256:${sha256}`]
    }),
    ...listEntries(outline.evidence).flatMap(({ name, sha256 }) => {
      // older records name it otherwise than its file
      const digest = typeof name === 'string' ? files.get(name) : undefined
      const isThere = digest === undefined ? [...files.values()].includes(sha256) : digest === null || digest === sha256
      return isThere ? [] : [`evidence ${String(name)} (sha256:${sha256}) is missing or altered`]
    }),
  ]
  return {
    rule: 'artifacts',
    title: 'what its record stores is there',
    expected: 'every stored file present, those read with the recorded digest',
    fault: faults.length > 0 ? faults.join('; ') : null,
    help: 'restore the files from a copy; a version whose bytes are gone cannot be gone back to',
  }
}

interface OutlineEntry {
  readonly path: unknown
  readonly name: unknown
  readonly location: unknown
  readonly sha256: string
}

function listEntries(value: unknown): readonly OutlineEntry[] {
  if (!Array.isArray(value)) return []
  return value.map((item: unknown) => {
    const entry = (item ?? {}) as { path?: unknown; name?: unknown; location?: unknown; digest?: { sha256?: unknown } }
    return { path: entry.path, name: entry.name, location: entry.location, sha256: String(entry.digest?.sha256) }
  })
}

function readOutline(text: string): RecordOutline | null {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? (json as RecordOutline) : null
  } catch {
    return null
  }
}

function checkChain(tag: RegistryTag, { tags, records }: RegistryInspection): Finding {
  const found = records.get(tag.commit)
  const outline = found?.record ? readOutline(found.record.text) : null
  const parent = found?.parents[0] ?? null
  const recorded = typeof outline?.previous === 'string' ? outline.previous : null
  const finding = (fault: string | null): Finding => ({
    rule: 'previous',
    title: 'it follows a registered record',
    expected: recorded === null ? 'no record before it' : `record ${recorded.slice(0, 12)}`,
    fault,
    help: 'find the missing tag in a clone or backup and push it back; forbid deleting and updating these tags by a ruleset',
  })
  if (recorded !== parent || (found?.parents.length ?? 0) > 1) {
    return finding(parent === null ? 'the commit follows none' : `the commit follows ${found!.parents.join(' and ')}`)
  }
  if (parent === null) return finding(null)
  const isTagged = tags.some(
    ({ name, commit }) => name.kind === 'version' && name.model === tag.name.model && commit === parent,
  )
  return finding(isTagged ? null : `the version tag of record ${parent.slice(0, 12)} is missing or was moved`)
}

function checkAssigned(tag: RegistryTag, versions: readonly RegistryTag[]): Finding {
  const holder = versions.find(({ name, commit }) => name.model === tag.name.model && commit === tag.commit)
  const digest = tag.details?.record.sha256
  const fault =
    holder === undefined
      ? `commit ${tag.commit.slice(0, 12)} is no registered version of ${tag.name.model}`
      : digest !== undefined && holder.details !== null && digest !== holder.details.record.sha256
        ? `it names record sha256:${digest}, ${holder.tag} names sha256:${holder.details.record.sha256}`
        : null
  return {
    rule: 'record',
    title: 'it stands on a registered version',
    expected: tag.details === null ? 'a registered version' : `${tag.name.model}@${tag.details.version}`,
    fault,
  }
}

function checkSequence(
  tag: RegistryTag,
  earlier: readonly RegistryTag[],
  tags: readonly RegistryTag[],
): readonly Finding[] {
  const lastNumbered = earlier.findLast((other) => stageNumber(other) > 0)
  const before = earlier.at(-1)
  const previous = tag.details?.previous ?? null
  // where those without a number stand in between is known by their times alone
  const since = lastNumbered === undefined ? [null, ...earlier] : earlier.slice(earlier.indexOf(lastNumbered))
  const chain: Finding = {
    rule: 'previous',
    title: 'it names the tag before it',
    expected: before === undefined ? 'none' : `${before.tag} (${before.objectId.slice(0, 12)})`,
    fault: since.some((other) => (other?.objectId ?? null) === previous) ? null : (previous ?? 'none'),
    help: 'the tag before it was removed or rewritten: compare with a clone or backup',
  }
  const number = stageNumber(tag)
  if (number === 0) return [chain]
  const last = lastNumbered === undefined ? 0 : stageNumber(lastNumbered)
  const missing = number - last - 1 - countElsewhere(tag, last, tags)
  return [
    {
      rule: 'number',
      title: 'its number follows without a gap',
      expected: String(last + 1),
      fault:
        missing === 0 ? null : `${number}: ${missing === 1 ? 'one tag is' : `${missing} tags are`} missing before it`,
      help: 'find the missing tags in a clone or backup and push them back',
    },
    chain,
  ]
}

/** How many of the numbers between `last` and a tag's of GTO other tags of the model have: it counts them all together. */
function countElsewhere(tag: RegistryTag, last: number, tags: readonly RegistryTag[]): number {
  if (tag.details !== null) return 0
  const numbers = tags.flatMap(({ name }) => (name.model === tag.name.model ? (findNumber(name) ?? []) : []))
  return new Set(numbers.filter((number) => number > last && number < stageNumber(tag))).size
}

function toCheck(tag: RegistryTag, { rule, title, expected, fault, help }: Finding): CheckResult {
  return registryCheck({
    id: [tag.tag, rule],
    title: `${tag.tag}: ${title}`,
    verdict: fault === null ? 'pass' : 'fail',
    observed: fault ?? 'as expected',
    expected,
    help: fault === null ? null : (help ?? 'compare with a clone or backup made earlier'),
  })
}
