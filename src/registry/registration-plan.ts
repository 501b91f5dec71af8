import { InputError, RaceLostError } from '../core/faults.ts'
import { describeBar, describeLift } from './bar.ts'
import { chooseVersionTag, isVersionTag, type VersionTag } from './held-records.ts'
import {
  findRegistered,
  findVersionTag,
  isRegistered,
  listVersions,
  type RegisteredTag,
  refuseBadNames,
  refuseUnreadable,
} from './registered-versions.ts'
import type { RegistryTag } from './registry-tag.ts'
import { buildSnapshot } from './snapshot.ts'
import { findHolderTag, listStageTags, listUnreturned, stageNumber } from './stage-tags.ts'
import { formatTagName, parseTagName } from './tag-name.ts'
import { type Bump, bumpVersion, compareVersions } from './version-number.ts'

/** The stage tag to create. */
export interface StagePlan {
  readonly stage: string
  readonly tag: string
  readonly number: number
  /** Object id of the stage's previous tag; null for the first. */
  readonly previous: string | null
}

/** What to create for a new version. */
export interface RegistrationPlan {
  readonly version: string
  readonly tag: string
  /** Record commit of the model's previous version. */
  readonly previous: string | null
  readonly stage: StagePlan | null
}

/** What to create for an assignment; `existing` where the stage holds the version already and nothing is to be done. */
export interface AssignmentPlan {
  readonly version: RegisteredTag
  readonly stage: StagePlan
  readonly existing: RegistryTag | null
}

/** The tags that empty a stage, in order: each but the first names the one before it as `previous`. */
export interface UnassignmentPlan {
  readonly tags: readonly { readonly version: RegisteredTag; readonly plan: StagePlan }[]
}

/** Who asks for what; `modelDigest` is `sha256:…` of the model's bytes. */
export interface RegistrationRequest {
  readonly model: string
  readonly version: string | null
  readonly bump: Bump
  readonly stage: string | null
  readonly expectedStageCommit: string | null
  readonly modelDigest: string | null
}

/**
 * Which tags a registration creates, given the remote's tags of the model. `names` are all tag names of the remote, so
 * that numbers which others took by tags of another make are stepped over.
 *
 * @throws InputError where a name cannot be part of a tag, the wanted version is there already, or the model is barred
 * @throws RaceLostError where the stage moved since the comparison
 */
export function planRegistration(
  tags: readonly RegistryTag[],
  names: readonly string[],
  request: RegistrationRequest,
): RegistrationPlan {
  const { model, stage } = request
  refuseBadNames(model, stage, request.version)
  const own = tags.filter((tag) => tag.name.model === model)
  const version = request.version ?? bumpVersion(listVersions(own), request.bump)
  const tag = formatTagName({ kind: 'version', model, version })
  const taken = names.includes(tag) ? tag : findVersionTag(own, version)?.tag
  if (taken !== undefined) {
    throw new InputError({
      message: `version ${version} of ${model} exists already: the tag ${taken} is there and tags are never moved`,
      help: 'leave --version out for the next number, or name one that is free',
    })
  }
  const plan = stage === null ? null : planStage(own, names, model, stage, request.expectedStageCommit)
  if (stage !== null) refuseBarred(own, stage, request.modelDigest)
  return { version, tag, previous: findLastRecord(own)?.commit ?? null, stage: plan }
}

/**
 * Which tag an assignment creates.
 *
 * @throws InputError where there is no such version, or it is barred from the stage
 * @throws RaceLostError where the stage moved since it was looked at
 */
export function planAssignment(
  tags: readonly RegistryTag[],
  names: readonly string[],
  request: {
    readonly model: string
    readonly version: string
    readonly stage: string
    readonly expectedStageCommit: string | null
    /** A tag also where the stage holds the version already, which has more to say of it. */
    readonly isAgain?: boolean
  },
): AssignmentPlan {
  const { model, stage } = request
  refuseBadNames(model, stage, request.version)
  const own = tags.filter((tag) => tag.name.model === model)
  const version = findRegistered(own, model, request.version)
  const holder = findHolderTag(listStageTags(own).get(`${model}#${stage}`) ?? [])
  if (holder?.commit === version.commit && request.isAgain !== true) {
    const previous = holder.details?.previous ?? null
    return { version, existing: holder, stage: { stage, tag: holder.tag, number: stageNumber(holder), previous } }
  }
  const plan = planStage(own, names, model, stage, request.expectedStageCommit)
  const digest = version.details.modelDigest
  refuseBarred(own, stage, digest ? `sha256:${digest.sha256}` : null)
  return { version, existing: null, stage: plan }
}

/**
 * Which tags empty a stage. Each version that was put there and never taken away gets one, because GTO goes back to the
 * version before where only the last is taken away.
 *
 * @throws RaceLostError where the stage moved since it was looked at
 * @throws InputError where the version that holds it has no record
 */
export function planUnassignment(
  tags: readonly RegistryTag[],
  names: readonly string[],
  request: { readonly model: string; readonly stage: string; readonly expectedStageCommit: string | null },
): UnassignmentPlan {
  const { model, stage } = request
  refuseBadNames(model, stage, null)
  const own = tags.filter((tag) => tag.name.model === model)
  const first = planStage(own, names, model, stage, request.expectedStageCommit)
  const list = listStageTags(own).get(`${model}#${stage}`) ?? []
  const registered = own.filter(isVersionTag)
  const holder = findHolderTag(list)
  // without a record there is nothing that a tag's message could name
  if (holder !== undefined) refuseUnreadable(findHeldVersion(registered, holder) ?? refuseLost(holder))
  const versions = listUnreturned(list).flatMap((tag) => {
    const version = findHeldVersion(registered, tag)
    return version !== undefined && isRegistered(version) ? [version] : []
  })
  return {
    tags: versions.map((version, index) => {
      const number = first.number + index
      const tag = formatTagName({ kind: 'unassigned', model, stage, number })
      return { version, plan: { stage, number, tag, previous: index === 0 ? first.previous : null } }
    }),
  }
}

/**
 * The record that the next one follows: the newest that no other follows. Two versions of different numbers pushed at
 * the same moment may follow the same record; both stay, and the chain goes on from the later one.
 */
function findLastRecord(tags: readonly RegistryTag[]): RegistryTag | undefined {
  const records = tags.filter(({ name, details }) => name.kind === 'version' && details !== null)
  const followed = new Set(records.map((tag) => tag.parent))
  const rank = (tag: RegistryTag) => (tag.name.kind === 'version' ? tag.name.version : '')
  return records
    .filter((tag) => !followed.has(tag.commit))
    .sort((a, b) => Date.parse(a.at!) - Date.parse(b.at!) || compareVersions(rank(a), rank(b)))
    .at(-1)
}

function planStage(
  own: readonly RegistryTag[],
  names: readonly string[],
  model: string,
  stage: string,
  expected: string | null,
): StagePlan {
  const list = listStageTags(own).get(`${model}#${stage}`) ?? []
  const last = list.at(-1)
  const holder = findHolderTag(list)
  if ((holder?.commit ?? null) !== expected) throw describeRace(own, model, stage, holder)
  const taken = names.flatMap((tag) => {
    const name = parseTagName(tag)
    const isOfStage = name !== null && 'stage' in name && name.model === model && name.stage === stage
    return isOfStage && name.number !== null ? [name.number] : []
  })
  const number = [...taken, ...list.map(stageNumber)].reduce((most, one) => Math.max(most, one), 0) + 1
  return {
    stage,
    number,
    tag: formatTagName({ kind: 'stage', model, stage, number }),
    previous: last?.objectId ?? null,
  }
}

/** The tag of the version that a stage tag put there. */
function findHeldVersion(versions: readonly VersionTag[], move: RegistryTag): VersionTag | undefined {
  const tags = versions.filter(({ commit }) => commit === move.commit)
  return chooseVersionTag(tags, move.details?.version ?? null)
}

function refuseLost({ tag, commit, details }: RegistryTag): never {
  throw new InputError({
    message: `${tag} stands on a record (${details?.version ?? commit.slice(0, 12)}) that no version tag names any more`,
    help: 'push the tag of the version back from a clone that has it',
  })
}

function describeRace(
  own: readonly RegistryTag[],
  model: string,
  stage: string,
  last: RegistryTag | undefined,
): RaceLostError {
  const help = `compare again, with the version that ${stage} holds now`
  if (last === undefined) {
    return new RaceLostError(`${stage} of ${model} holds no version, and the comparison rested on one`, { help })
  }
  const winner = findHeldVersion(own.filter(isVersionTag), last)
  const version = winner?.name.version ?? last.details?.version ?? last.commit.slice(0, 12)
  const by = last.by === '' ? '' : ` by ${last.by}`
  return new RaceLostError(
    `${stage} of ${model} moved since the comparison: ${version} took it${by} (${last.tag}${last.at === null ? '' : `, ${last.at}`})`,
    { help },
  )
}

function refuseBarred(own: readonly RegistryTag[], stage: string, digest: string | null): void {
  if (digest === null) return
  const bar = buildSnapshot(own).bars.find((entry) => entry.stage === stage && entry.digest === digest)
  if (bar === undefined) return
  throw new InputError({ message: `this model (${digest}) is ${describeBar(bar)}`, help: describeLift(bar) })
}
