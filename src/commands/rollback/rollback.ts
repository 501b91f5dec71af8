import type { RegistrySettings } from '../../config/registry-settings.ts'
import { RaceLostError, SystemError } from '../../core/faults.ts'
import type { CheckResult, Result } from '../../core/result.ts'
import { skippedEvidenceCheck } from '../../evidence/evidence-check.ts'
import type { ModelRegistry, Registration } from '../../ports/model-registry.ts'
import type { ModelRecord, ModelVersion, RegistryEvent, RegistrySnapshot } from '../../registry/model-version.ts'
import { formatTagName } from '../../registry/tag-name.ts'
import { followMove, foretellFollowing } from '../mirror-following.ts'
import { refuseMovedMirror } from '../mirrored-stage.ts'
import { listRecordedMaterials } from '../recorded-materials.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { verifyNotBarred } from '../stage-bar.ts'
import { findAssignment, findHeld, findHolder, findPredecessor, isDeprecated } from '../stage-holder.ts'
import { refuseUnregistered } from '../unregistered-model.ts'
import { verifyWayBack } from '../way-back.ts'
import { type Checkout, describeCheckout } from './checkout.ts'
import { reportIncident } from './incident.ts'
import {
  completeTarget,
  describeHalfDone,
  planServing,
  rollTarget,
  type ServingSettings,
  type Wanted,
} from './serving.ts'
import { chooseTarget, type RollbackRequest, type RollbackTarget } from './target.ts'

export interface Rollback {
  readonly result: Result
  /** null in a dry run or a refusal. */
  readonly registered: Registration | null
  readonly version: ModelVersion
  /** null where it is not proven present. */
  readonly record: ModelRecord | null
  readonly checkout: Checkout | null
  /** `sha256:…` of the image, else of the model. */
  readonly digest: string | null
}

/** How a rollback is done. */
export interface RollbackOptions {
  readonly isDryRun: boolean
  /** Name of the git remote, for what is printed. */
  readonly remote: string
  readonly registry: RegistrySettings | null
  /** What serves the stage; null where nothing is named. */
  readonly serving: ServingSettings | null
  /** Whether the stored files are wanted, and so are fetched and looked at before anything moves. */
  readonly fetches: boolean
  /** Whether the incident gets an issue. */
  readonly reports: boolean
}

/** Of the five seconds that a decision to go back may take. */
const DATA_LIMIT_MS = 3000
/** A tag that grows past its size keeps no bars at all; those that are surely right come first. */
const MOST_BARS = 16
/** How long the registry that follows may take to say what holds the stage. */
const MIRROR_LIMIT_MS = 10_000

/**
 * Takes one stage back, each step only where the one before held: which version; is it there already; may it come and is
 * all of it present; what serves the stage serves it; and then one tag, pushed only where the stage still holds what it
 * held at first.
 *
 * @throws InputError where there is nothing of that name or nothing to go back to, or nobody is named who does it
 * @throws RaceLostError where somebody else moved the stage meanwhile
 * @throws SystemError where the registry does not answer, or what serves the stage does not take the version
 */
export async function rollbackModel(
  request: RollbackRequest,
  options: RollbackOptions,
  services: Services,
): Promise<Rollback> {
  const { model, stage } = request
  const { signal } = services
  const startedAt = services.clock.now()
  const registry = await services.registry()
  const snapshot = await registry.read({ models: [model] }, signal)
  if (snapshot.versions.length === 0) await refuseUnregistered(model, registry, services)
  const chosen = chooseTarget(request, snapshot)
  const { target, holder } = chosen
  if (isDeprecated(target, snapshot)) services.logger.warning(`${target.tag} is deprecated`)
  for (const version of chosen.lost) {
    const tag = formatTagName({ kind: 'version', model, version })
    services.logger.warning(
      `${version} was in ${stage} after ${target.version} and has lost its tag, so nobody can go back to it: push it from a clone that has it (git push origin ${tag}), or go on to ${target.version}`,
    )
  }

  const finish = async (judged: readonly CheckResult[], summary: string, registered: Registration | null) => {
    const isPresent = !judged.some((check) => check.blocks)
    const stageTag = registered?.stageTag ?? null
    const isTold = options.reports && !options.isDryRun && stageTag !== null && isRollback(stageTag, chosen.done)
    const told = isTold ? [await reportIncident({ model, stage, stageTag, checks: judged }, services)] : []
    const checks = [...judged, ...told]
    const record = isPresent ? await registry.record(target, signal) : null
    const draft = { command: 'rollback', model, summary, checks, policy: null, engine: null }
    return {
      result: finishResult({ ...draft, materials: listRecordedMaterials(record) }, services, startedAt),
      registered,
      version: target,
      record,
      checkout: record && (await describeCheckout(target, record, options.remote, services)),
      digest: findImageDigest(record) ?? snapshot.digests[target.tag] ?? null,
    }
  }
  if (chosen.done !== null) {
    const { done } = chosen
    const left = done.event === 'rolledBack' ? (findPredecessor(snapshot, model, stage)?.version ?? null) : null
    const told = { model, stage, version: target.version, reason: request.reason, barred: left, isRepeated: true }
    const { serving, isDryRun } = options
    const wanted = serving && (await describeWanted(request, target, target.version, snapshot, registry, services))
    const brought = serving && wanted ? await completeTarget(serving, wanted, isDryRun, services) : null
    const followed = isDryRun ? null : await followMove(options.registry, told, services)
    const completed = [
      ...(brought?.isRolled ? [`the target was rolled, and serves ${target.version} now.`] : []),
      ...(followed?.isChanged ? [followed.words] : []),
    ].join(' ')
    return finish(
      [doneCheck(done, request), ...(brought?.checks ?? [])],
      `${describeDone(request, done)}${completed === '' ? '' : ` This run completed it: ${completed}`}`,
      registrationOf(target, done),
    )
  }

  warnOfFurther(request, snapshot, services)
  const advice = 'name another version by --to'
  const checks = [
    verifyNotBarred(model, stage, snapshot.digests[target.tag] ?? null, snapshot),
    ...(await verifyWayBack(target, services, advice, DATA_LIMIT_MS)),
  ]
  const wrong = checks.find((check) => check.blocks)
  if (wrong !== undefined) return finish(checks, `${model} was not rolled back: ${wrong.help ?? wrong.title}.`, null)
  if (options.fetches) await fetchFiles(target, registry, signal)
  await refuseMovedMirror(options.registry, { model, stage, target, snapshot }, services, MIRROR_LIMIT_MS)
  const leaving = findLeaving(request, chosen, snapshot)
  const from = leaving?.version ?? 'no version'
  if (leaving !== null && leaving.digests.length === 0) {
    services.logger.warning(
      `nothing could be barred: no tag on the record of ${from} tells the digest of its model, so the same bytes may be promoted again`,
    )
  }
  registry.provePerson(services.provenance.identity)
  const { serving } = options
  const wanted = serving && (await describeWanted(request, target, from, snapshot, registry, services))
  if (options.isDryRun) {
    if (serving && wanted) checks.push(...(await planServing(serving, wanted, services)))
    const follows = await foretellFollowing(options.registry, services)
    return finish(
      checks,
      `${stage} of ${model} may go back from ${from} to ${target.version}.${follows} Nothing was changed.`,
      null,
    )
  }
  if (serving && wanted) checks.push(...(await rollTarget(serving, wanted, services)))
  const registered = await moveBack(request, target, leaving, registry, services).catch((error: unknown) => {
    throw wanted ? describeHalfDone(error, wanted) : error
  })
  const told = { model, stage, version: target.version, reason: request.reason, barred: holder?.version ?? null }
  const followed = await followMove(options.registry, told, services)
  if (!('stageTag' in registered)) {
    return finish(
      [doneCheck(registered, request)],
      describeDone(request, registered),
      registrationOf(target, registered),
    )
  }
  const barred = leaving !== null && leaving.digests.length > 0 ? ` ${from} is barred from it.` : ''
  const words = followed === null ? '' : ` ${followed.words}`
  return finish(checks, `${stage} of ${model} is back at ${target.version}, from ${from}.${barred}${words}`, registered)
}

/**
 * What holds the stage came there by a rollback too: nobody can tell a second incident from the first one said again in
 * other words, so the person is told.
 */
function warnOfFurther({ model, stage, to }: RollbackRequest, snapshot: RegistrySnapshot, { logger }: Services): void {
  const last = findAssignment(snapshot, model, stage)
  const held = findHeld(snapshot, model, stage)
  if (to !== null || held === null || last?.event !== 'rolledBack') return
  const why = last.reason === null ? '' : `: ${last.reason}`
  logger.warning(
    `${stage} of ${model} went back to ${last.version} already (${last.tag}, by ${last.by}, ${last.at}${why}), and goes further back now; a run that was cut off is completed by the same reason`,
  )
}

/** @throws SystemError where a stored file cannot be had, or has other bytes than the record says */
async function fetchFiles(version: ModelVersion, registry: ModelRegistry, signal: AbortSignal): Promise<void> {
  const { artifacts } = await registry.record(version, signal)
  for (const { path } of artifacts) {
    if ((await registry.artifact(version, path, signal)) !== null) continue
    throw new SystemError(`${path} of ${version.tag} cannot be had`)
  }
}

/** What the stage holds and is to leave it. */
interface Leaving {
  readonly commit: string
  readonly version: string
  /** `sha256:…` of each model that a tag on its record names: any of them may be the right one. */
  readonly digests: readonly string[]
}

/** null where the stage is empty. What has lost its version tag leaves by what the stage's own tag tells. */
function findLeaving(
  { model, stage }: RollbackRequest,
  { holder, target }: RollbackTarget,
  snapshot: RegistrySnapshot,
): Leaving | null {
  const held = findHeld(snapshot, model, stage)
  if (held === null) return null
  const { commit, version } = held
  const own = holder === null ? null : digestOf(holder, snapshot)
  const known = new Set([...(own === null ? [] : [own]), ...(snapshot.heldDigests[`${model}#${stage}`] ?? [])])
  known.delete(digestOf(target, snapshot) ?? '')
  return { commit, version, digests: [...known].slice(0, MOST_BARS) }
}

/** The tag; or the event by which somebody else did the same at the same moment. */
async function moveBack(
  { model, stage, reason }: RollbackRequest,
  target: ModelVersion,
  leaving: Leaving | null,
  registry: ModelRegistry,
  services: Services,
): Promise<Registration | RegistryEvent> {
  const { signal, provenance } = services
  const bars = leaving?.digests ?? []
  const from = leaving === null ? '' : ` from ${leaving.version}`
  try {
    return await registry.assign(
      {
        model,
        version: target.version,
        stage,
        expectedStageCommit: leaving?.commit ?? null,
        isAgain: true,
        sentence: `${stage} of ${model} goes back${from} to ${target.version}${reason === null ? '.' : `: ${reason}`}`,
        details: { event: 'rolledBack', reason, trust: provenance.trust, barred: bars, lifted: [] },
        identity: provenance.identity,
      },
      signal,
    )
  } catch (error) {
    if (!(error instanceof RaceLostError)) throw error
    const now = await registry.read({ models: [model] }, signal)
    const holderNow = findHolder(now, model, stage)
    const event = findAssignment(now, model, stage)
    const barred = now.barred[`${model}#${stage}`] ?? []
    const isBarred = bars.every((digest) => barred.includes(digest))
    if (event !== undefined && holderNow?.commit === target.commit && isBarred) return event
    const by = event ? ` (${event.tag}, by ${event.by}, ${event.at})` : ''
    throw new RaceLostError(
      `${stage} of ${model} moved while it was to go back${from}: it holds ${holderNow?.version ?? 'no version'} now${by}`,
      { help: 'roll back again if that version is to leave too', cause: error },
    )
  }
}

/** The version as the target is to serve it. */
async function describeWanted(
  { model, stage }: RollbackRequest,
  target: ModelVersion,
  held: string,
  { digests }: RegistrySnapshot,
  registry: ModelRegistry,
  { signal }: Services,
): Promise<Wanted> {
  const { image } = await registry.record(target, signal)
  const modelDigest = digests[target.tag] ?? null
  return { model, stage, version: target.version, image, modelDigest, held }
}

/** Whether the tag is a rollback's: the one that was made now, or the one by which it was done before. */
const isRollback = (tag: string, done: RegistryEvent | null): boolean =>
  done === null || done.tag !== tag || done.event === 'rolledBack'

/** `sha256:…` of a reference by digest. */
const findImageDigest = (record: ModelRecord | null): string | null =>
  /sha256:[0-9a-f]{64}$/.exec(record?.image ?? '')?.[0] ?? null

const digestOf = ({ tag }: ModelVersion, { digests }: RegistrySnapshot): string | null => digests[tag] ?? null

function registrationOf({ version, tag, commit }: ModelVersion, event: RegistryEvent): Registration {
  return { version, tag, stage: event.stage, stageTag: event.tag, commit }
}

function doneCheck(event: RegistryEvent, { stage }: RollbackRequest): CheckResult {
  const reason = `already in ${stage} as ${event.version} (${event.tag}): nothing was tagged`
  return skippedEvidenceCheck(['again'], `${stage} has gone back`, reason)
}

function describeDone({ model, stage, to }: RollbackRequest, event: RegistryEvent): string {
  const further = to === null ? ' To go further back, name a version by --to.' : ''
  return `${model} is already in ${stage} as ${event.version} (${event.tag}, by ${event.by}, ${event.at}).${further}`
}
