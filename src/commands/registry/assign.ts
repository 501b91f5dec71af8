import type { StageSettings } from '../../config/project.ts'
import { InputError } from '../../core/faults.ts'
import { refuseLater } from '../../core/later.ts'
import type { CheckResult, Result } from '../../core/result.ts'
import type { ModelVersion, RegistrySnapshot } from '../../registry/model-version.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { verifyNotBarred } from '../stage-bar.ts'
import { findHolder } from '../stage-holder.ts'
import { isConcerned } from '../stage-keys.ts'
import { verifyOrder } from '../stage-order.ts'
import { verifyWayBack } from '../way-back.ts'
import type { ChangeRequest } from './change-request.ts'
import { findStagePolicy } from './stage-policy.ts'

type AssignRequest = Extract<ChangeRequest, { action: 'assign' }>

/**
 * What keeps a version out of a stage that asks for no evidence: a bar, the order of stages, a version in place that could
 * not be gone back to. A result that blocks, else null.
 *
 * @throws InputError where the policy of the default branch wants a promotion
 */
export async function refuseAssignment(
  request: AssignRequest,
  version: ModelVersion,
  snapshot: RegistrySnapshot,
  services: Services,
): Promise<Result | null> {
  const { model, stage } = request
  const startedAt = services.clock.now()
  const settings = await findFreeStage(request, services)
  const digest = snapshot.digests[version.tag] ?? null
  const candidate = { digest, commit: version.commit }
  const holder = findHolder(snapshot, model, stage)
  const checks: readonly CheckResult[] = [
    verifyNotBarred(model, stage, digest, snapshot),
    ...(settings === null ? [] : verifyOrder(model, settings, candidate, snapshot, services.clock.now())),
    ...(holder === undefined ? [] : await verifyWayBack(holder, services)),
  ]
  const wrong = checks.find((check) => check.blocks)
  if (wrong === undefined) return null
  const summary = `${version.tag} was not assigned to ${stage}: ${wrong.help ?? wrong.title}.`
  return finishResult(
    { command: 'registry', model, summary, checks, materials: [], policy: null, engine: null },
    services,
    startedAt,
  )
}

/**
 * The stage as the policy has it; null where there is none at all: then the tags are all there is.
 *
 * @throws InputError where it asks for what no assignment shows
 */
async function findFreeStage({ model, stage }: AssignRequest, services: Services): Promise<StageSettings | null> {
  const policy = await findStagePolicy({ model, stage }, services)
  if (policy === null) return null
  const { project, settings: found } = policy
  refuseLater(project.later.filter(isConcerned(model, stage)), model, 'promote')
  const asked = [
    ...found.require.map((command) => `evidence of ${command}`),
    ...(found.environment === null ? [] : [`reviewers of the environment ${found.environment}`]),
    ...(found.isDerived ? ['derived predictions'] : []),
    ...(found.reuseBudget === null ? [] : ['a budget of decisions']),
  ]
  if (asked.length === 0) return found
  throw new InputError({
    message: `${stage} of ${model} asks for ${asked.join(', ')}: assign has none to show`,
    place: found.place,
    help: 'promote does that; a version that was there before returns by rollback',
  })
}
