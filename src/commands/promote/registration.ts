import type { Registration } from '../../ports/model-registry.ts'
import type { RegistrySnapshot } from '../../registry/model-version.ts'
import type { Services } from '../services.ts'
import { findHolder } from '../stage-holder.ts'
import type { CandidateFiles } from './candidate-files.ts'
import { draftRecord, listRecordFiles } from './record-draft.ts'
import type { Repetition } from './repetition.ts'
import type { PromotionRequest } from './verification.ts'

/** How the version is to be numbered, and why it is promoted. */
export interface PromotionOptions {
  /** `v1.2.0`; null: the next one by `bump`. */
  readonly version: string | null
  readonly bump: 'major' | 'minor' | 'patch'
  readonly reason: string | null
  readonly isDryRun: boolean
}

/** Record, version tag and stage tag of a new version. */
export async function registerVersion(
  request: PromotionRequest,
  candidate: CandidateFiles,
  snapshot: RegistrySnapshot,
  { version, bump, reason }: PromotionOptions,
  services: Services,
): Promise<Registration> {
  const { model, stage, files, results, project } = request
  const { provenance, signal } = services
  const input = { model, stored: candidate.stored, files, results, policy: project.policy, trust: provenance.trust }
  const registry = await services.registry()
  return registry.register(
    {
      model: model.name,
      version,
      bump,
      stage: stage?.name ?? null,
      expectedStageCommit: findStageCommit(request, snapshot),
      record: await draftRecord(input, services),
      files: await listRecordFiles(input, services),
      sentence: describeForTag(request),
      reason,
      identity: provenance.identity,
    },
    signal,
  )
}

/** The stage tag of a version that is there already. */
export async function assignVersion(
  request: PromotionRequest,
  { version, record }: Repetition,
  snapshot: RegistrySnapshot,
  { reason }: PromotionOptions,
  services: Services,
): Promise<Registration> {
  const registry = await services.registry()
  return registry.assign(
    {
      model: request.model.name,
      version: version.version,
      stage: request.stage!.name,
      expectedStageCommit: findStageCommit(request, snapshot),
      sentence: describeForTag(request),
      details: { reason, policy: request.project.policy.digest, trust: record.trust, metrics: record.metrics },
      identity: services.provenance.identity,
    },
    services.signal,
  )
}

function findStageCommit({ model, stage }: PromotionRequest, snapshot: RegistrySnapshot): string | null {
  return (stage && findHolder(snapshot, model.name, stage.name)?.commit) ?? null
}

function describeForTag({ model, stage, results }: PromotionRequest): string {
  const judged = results.find((result) => result.command === 'compare') ?? results[0]
  const head = stage ? `${model.name} takes ${stage.name}` : `${model.name} is registered`
  return judged ? `${head}: ${judged.summary}` : `${head}.`
}
