import { RaceLostError } from '../../core/faults.ts'
import type { CheckResult, Result } from '../../core/result.ts'
import { skippedEvidenceCheck } from '../../evidence/evidence-check.ts'
import type { ModelRegistry, Registration } from '../../ports/model-registry.ts'
import type { ModelRecord, ModelVersion, RegistryEvent, RegistrySnapshot } from '../../registry/model-version.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { verifyNotBarred } from '../stage-bar.ts'
import { findAssignment, findHolder, isDeprecated } from '../stage-holder.ts'
import { verifyWayBack } from '../way-back.ts'
import { type Checkout, describeCheckout } from './checkout.ts'
import { chooseTarget, type RollbackRequest, type RollbackTarget } from './target.ts'

export interface Rollback {
  readonly result: Result
  /** null in a dry run or a refusal. */
  readonly registered: Registration | null
  readonly version: ModelVersion
  readonly checkout: Checkout | null
  /** `sha256:…` of the image, else of the model. */
  readonly digest: string | null
}

/**
 * Takes one stage back, each step only where the one before held: which version; is it there already; may it come and is
 * all of it present; and then one tag, pushed only where the stage still holds what it held at first.
 *
 * @throws InputError where there is nothing of that name or nothing to go back to
 * @throws RaceLostError where somebody else moved the stage meanwhile
 * @throws SystemError where the registry does not answer
 */
export async function rollbackModel(
  request: RollbackRequest,
  options: { readonly isDryRun: boolean; readonly remote: string },
  services: Services,
): Promise<Rollback> {
  const { model, stage } = request
  const { signal } = services
  const startedAt = services.clock.now()
  const registry = await services.registry()
  const snapshot = await registry.read({ models: [model] }, signal)
  const chosen = chooseTarget(request, snapshot)
  const { target, holder } = chosen
  if (isDeprecated(target, snapshot)) services.logger.warning(`${target.tag} is deprecated`)

  const finish = async (checks: readonly CheckResult[], summary: string, registered: Registration | null) => {
    const isPresent = !checks.some((check) => check.blocks)
    const record = isPresent ? await registry.record(target, signal) : null
    const data = chosen.done === null && record !== null ? listDataChecks(target, record) : []
    const draft = { command: 'rollback', model, summary, checks: [...checks, ...data], policy: null, engine: null }
    return {
      result: finishResult({ ...draft, materials: listMaterials(record) }, services, startedAt),
      registered,
      version: target,
      checkout: record && (await describeCheckout(target, record, options.remote, services)),
      digest: record?.image ?? snapshot.digests[target.tag] ?? null,
    }
  }
  if (chosen.done !== null)
    return finish(
      [doneCheck(chosen.done, request)],
      describeDone(request, chosen.done),
      registrationOf(target, chosen.done),
    )

  const advice = 'name another version by --to'
  const checks = [
    verifyNotBarred(model, stage, snapshot.digests[target.tag] ?? null, snapshot),
    ...(await verifyWayBack(target, registry, signal, advice)),
  ]
  const wrong = checks.find((check) => check.blocks)
  if (wrong !== undefined) return finish(checks, `${model} was not rolled back: ${wrong.help ?? wrong.title}.`, null)
  const from = holder === null ? 'no version' : holder.version
  if (options.isDryRun) {
    return finish(
      checks,
      `${stage} of ${model} may go back from ${from} to ${target.version}. Nothing was changed.`,
      null,
    )
  }
  const registered = await moveBack(request, chosen, snapshot, registry, services)
  if (!('stageTag' in registered)) {
    return finish(
      [doneCheck(registered, request)],
      describeDone(request, registered),
      registrationOf(target, registered),
    )
  }
  const barred = holder !== null && digestOf(holder, snapshot) !== null ? ` ${from} is barred from it.` : ''
  return finish(checks, `${stage} of ${model} is back at ${target.version}, from ${from}.${barred}`, registered)
}

/** The tag; or the event by which somebody else did the same at the same moment. */
async function moveBack(
  { model, stage, reason }: RollbackRequest,
  { holder, target }: RollbackTarget,
  snapshot: RegistrySnapshot,
  registry: ModelRegistry,
  services: Services,
): Promise<Registration | RegistryEvent> {
  const { signal, provenance } = services
  const bar = holder === null ? null : digestOf(holder, snapshot)
  const from = holder === null ? '' : ` from ${holder.version}`
  try {
    return await registry.assign(
      {
        model,
        version: target.version,
        stage,
        expectedStageCommit: holder?.commit ?? null,
        isAgain: true,
        sentence: `${stage} of ${model} goes back${from} to ${target.version}${reason === null ? '.' : `: ${reason}`}`,
        details: {
          event: 'rolledBack',
          reason,
          trust: provenance.trust,
          barred: bar === null ? [] : [bar],
          lifted: [],
        },
        identity: provenance.identity,
      },
      signal,
    )
  } catch (error) {
    if (!(error instanceof RaceLostError)) throw error
    const now = await registry.read({ models: [model] }, signal)
    const holderNow = findHolder(now, model, stage)
    const event = findAssignment(now, model, stage)
    const isBarred = bar === null || (now.barred[`${model}#${stage}`] ?? []).includes(bar)
    if (event !== undefined && holderNow?.commit === target.commit && isBarred) return event
    const by = event ? ` (${event.tag}, by ${event.by}, ${event.at})` : ''
    throw new RaceLostError(
      `${stage} of ${model} moved while it was to go back${from}: it holds ${holderNow?.version ?? 'no version'} now${by}`,
      { help: 'roll back again if that version is to leave too', cause: error },
    )
  }
}

/** The record has digests of the data and not where its bytes are kept. */
function listDataChecks({ version }: ModelVersion, { data }: ModelRecord): readonly CheckResult[] {
  return data.map(({ name, uri }) =>
    skippedEvidenceCheck(
      ['way-back', 'data', name],
      `data ${name} of ${version} is in place`,
      `the record names ${uri} by its digest and not who keeps its bytes: nobody was asked`,
    ),
  )
}

const digestOf = ({ tag }: ModelVersion, { digests }: RegistrySnapshot): string | null => digests[tag] ?? null

function registrationOf({ version, tag, commit }: ModelVersion, event: RegistryEvent): Registration {
  return { version, tag, stage: event.stage, stageTag: event.tag, commit }
}

function doneCheck(event: RegistryEvent, { stage }: RollbackRequest): CheckResult {
  const reason = `already in ${stage} as ${event.version} (${event.tag}): nothing was changed`
  return skippedEvidenceCheck(['again'], `${stage} has gone back`, reason)
}

function describeDone({ model, stage, to }: RollbackRequest, event: RegistryEvent): string {
  const further = to === null ? ' To go further back, name a version by --to.' : ''
  return `${model} is already in ${stage} as ${event.version} (${event.tag}, by ${event.by}, ${event.at}).${further}`
}

function listMaterials(record: ModelRecord | null): Result['materials'] {
  if (record === null) return []
  return [
    ...record.artifacts.map(({ path, uri, digest }) => ({ name: path, uri, digest, rows: null, derived: false })),
    ...record.data.map(({ name, uri, digest, rows }) => ({ name, uri, digest, rows, derived: false })),
  ]
}
