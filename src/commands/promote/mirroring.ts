import { isRunReference } from '../../core/run-reference.ts'
import type { Registration } from '../../ports/model-registry.ts'
import type { RegistrySnapshot } from '../../registry/model-version.ts'
import { type Followed, followMove } from '../mirror-following.ts'
import { refuseMovedMirror } from '../mirrored-stage.ts'
import type { Services } from '../services.ts'
import type { CandidateFiles } from './candidate-files.ts'
import { findStoredFile } from './record-draft.ts'
import type { Repetition } from './repetition.ts'
import type { PromotionRequest } from './verification.ts'

/**
 * Stops a promotion where the registry that follows git says something else of the stage, or could not take the version.
 *
 * @throws as `refuseMovedMirror`; InputError where it needs what is not there
 */
export async function refuseForeignMirror(
  { model, stage, project }: PromotionRequest,
  found: {
    readonly candidate: CandidateFiles
    readonly snapshot: RegistrySnapshot
    readonly repetition: Repetition | null
  },
  services: Services,
): Promise<void> {
  const { candidate, repetition, snapshot } = found
  const mirror = await services.mirror(project.registry)
  if (mirror?.refuseUnready !== undefined && repetition === null) {
    const stored = candidate.stored.find(({ path }) => path === 'artifacts/model')
    const file = stored && {
      path: await findStoredFile(stored.uri, services.workspace),
      sha256: stored.digest.sha256,
      size: stored.size,
    }
    await mirror.refuseUnready({ model: model.name, file: file ?? null, runs: listRuns(model) }, services.signal)
  }
  if (stage === null) return
  const moved = { model: model.name, stage: stage.name, target: repetition?.version ?? null, snapshot }
  await refuseMovedMirror(project.registry, moved, services)
}

/** Tells the registry that follows git what was promoted. @throws as `followMove` */
export async function followPromotion(
  { model, project }: PromotionRequest,
  { version, stage }: Registration,
  told: { readonly reason: string | null; readonly isRepeated: boolean },
  services: Services,
): Promise<Followed | null> {
  return followMove(project.registry, { model: model.name, stage, version, runs: listRuns(model), ...told }, services)
}

function listRuns({ candidate }: PromotionRequest['model']): readonly string[] {
  return [candidate?.parameters, candidate?.metrics].flatMap((location) =>
    location != null && isRunReference(location) ? [location] : [],
  )
}
