import type { Project } from '../../config/project.ts'
import type { Registration } from '../../ports/model-registry.ts'
import type { RegistrySnapshot } from '../../registry/model-version.ts'
import { warnOfMissingData } from '../data-presence.ts'
import type { Services } from '../services.ts'
import { findHolder } from '../stage-holder.ts'
import type { CandidateFile, CandidateFiles } from './candidate-files.ts'
import { draftStatements } from './kept-statements.ts'
import { findProvenance } from './provenance.ts'
import { draftRecord, findStoredFile, listRecordFiles } from './record-draft.ts'
import type { Repetition } from './repetition.ts'
import type { PromotionRequest } from './verification.ts'

/** How the version is to be numbered, and why it is promoted. */
export interface PromotionOptions {
  /** `v1.2.0`; null: the next one by `bump`. */
  readonly version: string | null
  /** null: none was asked for, so `DEFAULT_BUMP`. */
  readonly bump: 'major' | 'minor' | 'patch' | null
  readonly reason: string | null
  readonly isDryRun: boolean
  /** Reference by digest; null: no image is named. */
  readonly image: string | null
}

/** Which part of the last number rises where nobody says. */
export const DEFAULT_BUMP = 'minor'

/** Record, version tag and stage tag of a new version. */
export async function registerVersion(
  request: PromotionRequest,
  candidate: CandidateFiles,
  snapshot: RegistrySnapshot,
  { version, bump, reason, image }: PromotionOptions,
  services: Services,
): Promise<Registration> {
  const { model, stage, files, results, project } = request
  const { provenance, signal } = services
  const { stored, materials } = candidate
  const locations = await storeFiles(model.name, stored, project, services)
  const { policy, written } = project
  const { sha256 } = written
  const input = { model, stored, materials, files, results, policy, sha256, locations, image, trust: provenance.trust }
  const drafted = await draftRecord(input, services)
  await warnOfMissingData(drafted, services)
  const modelFile = stored.find(({ path }) => path === 'artifacts/model')
  const attested = await findProvenance(request, modelFile?.digest.sha256 ?? null, services)
  const record = attested === null ? drafted : { ...drafted, evidence: [...drafted.evidence, attested.entry] }
  const kept = await draftStatements(request, record, services)
  const registry = await services.registry()
  return registry.register(
    {
      model: model.name,
      version,
      bump: bump ?? DEFAULT_BUMP,
      stage: stage?.name ?? null,
      expectedStageCommit: findStageCommit(request, snapshot),
      record: kept.entries.length === 0 ? record : { ...record, statements: kept.entries },
      files: [...(await listRecordFiles(input, services)), ...(attested ? [attested.file] : []), ...kept.files],
      describeVersion: kept.describeVersion,
      sentence: describeForTag(request),
      reason,
      identity: provenance.identity,
    },
    signal,
  )
}

/** Puts the files of the version where they are kept, before anything names them; the location of each by its path. */
async function storeFiles(
  model: string,
  stored: readonly CandidateFile[],
  { store: settings }: Pick<Project, 'store'>,
  { store, workspace, signal }: Services,
): Promise<ReadonlyMap<string, string>> {
  const target = await store(settings)
  if (target === null) return new Map()
  const entries = stored.map(async ({ path, uri, digest, size }): Promise<[string, string]> => {
    const localPath = await findStoredFile(uri, workspace)
    return [path, await target.put({ model, path, localPath, sha256: digest.sha256, size }, signal)]
  })
  return new Map(await Promise.all(entries))
}

/** The stage tag of a version that is there already. */
export async function assignVersion(
  request: PromotionRequest,
  { version, record }: Repetition,
  snapshot: RegistrySnapshot,
  { reason }: PromotionOptions,
  services: Services,
): Promise<Registration> {
  await warnOfMissingData(record, services)
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
