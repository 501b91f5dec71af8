import { formatDigest } from '../../core/digest.ts'
import { InputError } from '../../core/faults.ts'
import type { CheckResult, Result } from '../../core/result.ts'
import { findStageMove } from '../../evidence/baseline-verification.ts'
import type { Registration } from '../../ports/model-registry.ts'
import type { ModelVersion, RegistrySnapshot } from '../../registry/model-version.ts'
import { bumpVersion } from '../../registry/version-number.ts'
import { foretellFollowing } from '../mirror-following.ts'
import type { Services } from '../services.ts'
import { verifyNotBarred } from '../stage-bar.ts'
import { findHolder, isDeprecated, refuseOrphan } from '../stage-holder.ts'
import { verifyOrder } from '../stage-order.ts'
import { verifyWayBack } from '../way-back.ts'
import { type AnnouncementOptions, announcePromotion, type DonePromotion, planAnnouncement } from './announcement.ts'
import { type CandidateFiles, hashCandidate, refuseUnstorable } from './candidate-files.ts'
import { warnOfCode } from './code-warnings.ts'
import { verifyDerived } from './derived-predictions.ts'
import { adviseOnHost } from './host-advice.ts'
import { verifyImage } from './image-verification.ts'
import { followPromotion, refuseForeignMirror } from './mirroring.ts'
import { refusePersonalIds } from './personal-ids.ts'
import { describeDone, describeDryRun, describeRefusal, promotionResult, repetitionResult } from './promotion-result.ts'
import { findCodeCommit } from './record-draft.ts'
import { assignVersion, DEFAULT_BUMP, type PromotionOptions, registerVersion } from './registration.ts'
import { planRegistration } from './registration-plan.ts'
import { findRepetition, findUse, type Repetition } from './repetition.ts'
import { verifyReuse } from './reuse-verification.ts'
import { refuseMissingImage, verifyServable } from './served-image.ts'
import { describeMove, verifyNotReplayed } from './stage-state.ts'
import { refuseStalePolicy } from './stale-policy.ts'
import { type PromotionRequest, verifyAgainstPolicy, verifyEvidence } from './verification.ts'

export interface Promotion {
  readonly result: Result
  /** null in a dry run or a refusal. */
  readonly registered: Registration | null
  readonly codeCommit: string | null
  /** `sha256:…` of the model's bytes; null where the policy names no model file. */
  readonly modelDigest: string | null
}

/**
 * Promotes one model, each step only where the one before held: the evidence by itself; has it been done already; the
 * policy still the same; the bytes and what the policy asks for; the stage still as compared; what the store takes; the
 * way back; and then all that changes anything, in one step of the registry.
 *
 * @throws InputError where files are missing, the store does not take them, the judged policy is not merged, what is asked
 * for cannot be done, or nobody is named who does it
 * @throws RaceLostError where policy or stage changed since the evidence was made
 * @throws SystemError where the registry does not answer
 */
export async function promoteModel(
  request: PromotionRequest,
  options: PromotionOptions & { readonly announcement: AnnouncementOptions },
  services: Services,
): Promise<Promotion> {
  const { model, stage, files, results, project } = request
  const { signal, workspace } = services
  const startedAt = services.clock.now()
  const codeCommit = findCodeCommit(results, services)
  const registry = await services.registry()
  const base = { request, services, startedAt }

  const evidenceChecks = verifyEvidence(request, services)
  if (evidenceChecks.some(isBlocking)) {
    const result = promotionResult(base, null, evidenceChecks, describeRefusal)
    return { result, registered: null, codeCommit, modelDigest: null }
  }
  const candidate = await hashCandidate(model, results, services)
  const modelDigest = findModelDigest(candidate)
  const refuse = (checks: readonly CheckResult[]): Promotion => ({
    result: promotionResult(base, candidate, checks, describeRefusal),
    registered: null,
    codeCommit,
    modelDigest,
  })
  const snapshot = await registry.read({ models: [model.name] }, signal)
  const { sha256 } = project.written
  const given = { stored: candidate.stored, files, codeCommit, image: options.image, sha256 }
  const repetition = await findRepetition(model.name, stage, given, snapshot, registry, signal)
  if (repetition) refuseOtherNumber(repetition, options, services)
  const image = options.image ?? repetition?.record.image ?? null
  const announce = (registered: Registration, isRepeated: boolean) => {
    const done: DonePromotion = { request, registered, codeCommit, image, snapshot, isRepeated }
    return announcePromotion(done, options.announcement, services)
  }
  if (repetition && repetition.registered.stage === (stage?.name ?? null)) {
    const move = { reason: options.reason, isRepeated: true }
    const followed = options.isDryRun ? null : await followPromotion(request, repetition.registered, move, services)
    const told = options.isDryRun ? [] : await announce(repetition.registered, true)
    const result = repetitionResult(base, candidate, repetition, followed, told)
    return { result, registered: repetition.registered, codeCommit, modelDigest }
  }

  await refuseStalePolicy(request, services)
  const judged = [
    ...evidenceChecks,
    ...verifyAgainstPolicy(request, candidate, services),
    ...verifyDerived(model, stage, results),
  ]
  if (judged.some(isBlocking)) return refuse(judged)
  refuseMovedStage(request, snapshot)
  refuseMissingImage(stage, model.name, image)
  await refuseUnstorable(candidate.stored, project, workspace)
  await refusePersonalIds(model, candidate.stored, project, workspace)
  const used = repetition?.version ?? (stage && (await findUse(model.name, stage, given, snapshot, registry, signal)))
  const checks = [...judged, ...(await verifyStage(request, { candidate, snapshot, repetition, used }, services))]
  if (checks.some(isBlocking)) return refuse(checks)

  if (repetition && isDeprecated(repetition.version, snapshot)) {
    throw new InputError({
      message: `these bytes by this evidence are ${repetition.version.tag}, which is deprecated`,
      help: 'promote another model, or judge this one anew',
    })
  }
  await refuseForeignMirror(request, { candidate, repetition, snapshot }, services)
  const version = chooseVersion(repetition, options, model.name, snapshot)
  if (options.image !== null) {
    const labelled = { model: model.name, version, codeCommit, modelDigest }
    checks.push(...(await verifyImage(options.image, labelled, services)))
    if (checks.some(isBlocking)) return refuse(checks)
  }
  checks.push(...(await adviseOnHost(request, version, services)))
  const before = (stage && findHolder(snapshot, model.name, stage.name)?.version) ?? null
  await warnOfCode(model, codeCommit, services)
  registry.provePerson(services.provenance.identity)
  if (options.isDryRun) {
    checks.push(planRegistration(request, candidate, version, repetition === null))
    checks.push(...planAnnouncement(request, version, options.announcement, image))
    const follows = await foretellFollowing(project.registry, services)
    const describe = () => describeDryRun(model.name, version, stage, before, follows)
    const result = promotionResult(base, candidate, checks, describe)
    return { result, registered: null, codeCommit, modelDigest }
  }
  const registered = repetition
    ? await assignVersion(request, repetition, snapshot, options, services)
    : await registerVersion(request, candidate, snapshot, options, services)
  const followed = await followPromotion(request, registered, { reason: options.reason, isRepeated: false }, services)
  checks.push(...(await announce(registered, false)))
  const result = promotionResult(base, candidate, checks, () => describeDone(model.name, registered, before, followed))
  return { result, registered, codeCommit, modelDigest }
}

const isBlocking = (check: CheckResult): boolean => check.blocks

function findModelDigest({ stored }: CandidateFiles): string | null {
  const file = stored.find(({ path }) => path === 'artifacts/model')
  return file ? formatDigest(file.digest) : null
}

/**
 * @throws RaceLostError naming who was quicker
 * @throws InputError where what holds the stage has lost its tag
 */
function refuseMovedStage({ model, stage, results }: PromotionRequest, snapshot: RegistrySnapshot): void {
  if (stage !== null) refuseOrphan(snapshot, model.name, stage.name)
  for (const result of results) {
    if (result.command !== 'compare') continue
    const move = findStageMove(result.baseline, model.baseline, (name) => {
      refuseOrphan(snapshot, model.name, name)
      return findHolder(snapshot, model.name, name) ?? null
    })
    if (move) throw describeMove(move, snapshot, model.name)
  }
}

/** Whether the stage may take these bytes by this evidence, and could give back those that it holds. */
async function verifyStage(
  { model, stage, project, results }: PromotionRequest,
  found: {
    readonly candidate: CandidateFiles
    readonly snapshot: RegistrySnapshot
    readonly repetition: Repetition | null
    /** The version that the evidence is of already. */
    readonly used: ModelVersion | null
  },
  services: Services,
): Promise<CheckResult[]> {
  if (stage === null) return []
  const holder = findHolder(found.snapshot, model.name, stage.name)
  const digest = findModelDigest(found.candidate)
  const candidate = { digest, commit: found.repetition?.version.commit ?? null }
  const wayBack = holder ? await verifyWayBack(holder, services) : []
  const isWhole = holder !== undefined && !wayBack.some(isBlocking)
  return [
    verifyNotBarred(model.name, stage.name, digest, found.snapshot),
    ...verifyOrder(model.name, stage, candidate, found.snapshot, services.clock.now()),
    verifyNotReplayed(stage.name, found.used, found.snapshot),
    ...wayBack,
    ...(isWhole ? await verifyServable(stage, holder, services) : []),
    ...(await verifyReuse({ model, stage, project, results }, found.repetition !== null, services)),
  ]
}

/**
 * A version has its number for ever: what was asked for is not done, which nobody is to overlook.
 *
 * @throws InputError where another number is wanted than the one it has
 */
function refuseOtherNumber(
  { version: { version, tag } }: Repetition,
  wanted: PromotionOptions,
  { logger }: Services,
): void {
  if (wanted.version !== null && wanted.version !== version) {
    throw new InputError({
      message: `these bytes by this evidence are ${tag} already, and versions never change: they cannot be ${wanted.version}`,
      help: 'leave --version out, or judge them anew for another number',
    })
  }
  if (wanted.bump !== null) {
    logger.warning(`--bump ${wanted.bump} changes nothing: these bytes by this evidence are ${tag} already`)
  }
}

/** @throws InputError where the wanted version is there already */
function chooseVersion(
  repetition: Repetition | null,
  { version, bump }: PromotionOptions,
  model: string,
  snapshot: RegistrySnapshot,
): string {
  if (repetition) return repetition.version.version
  const taken = snapshot.takenVersions[model] ?? []
  if (version === null) return bumpVersion(taken, bump ?? DEFAULT_BUMP)
  if (!taken.includes(version)) return version
  throw new InputError({
    message: `version ${version} of ${model} is registered already, and versions never change`,
    help: `leave --version out for ${bumpVersion(taken, bump ?? DEFAULT_BUMP)}, or name one that is free`,
  })
}
