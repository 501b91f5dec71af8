import type { Project } from '../../config/project.ts'
import { InputError } from '../../core/faults.ts'
import { refuseLater } from '../../core/later.ts'
import { findNameFault } from '../../registry/tag-name.ts'
import { parseVersion } from '../../registry/version-number.ts'
import { renderText } from '../../report/text.ts'
import type { Inputs, Outcome, RunCommand } from '../command.ts'
import { openPolicyProject } from '../policy-project.ts'
import { joinDocuments } from '../registration-document.ts'
import { isConcerned } from '../stage-keys.ts'
import { type Checkout, renderCheckout } from './checkout.ts'
import {
  type MadeCheckout,
  makeCheckout,
  type PlannedCheckout,
  planCheckout,
  refuseUnfitFolder,
  renderMadeCheckout,
  renderPlannedCheckout,
} from './full-checkout.ts'
import { type Rollback, rollbackModel } from './rollback.ts'
import { findServing } from './serving.ts'
import { refuseOtherPrograms } from './serving-programs.ts'
import type { rollbackSpec } from './spec.ts'
import type { RollbackRequest } from './target.ts'

type RollbackInputs = typeof rollbackSpec.inputs

/** Takes a stage of each model named back; one model's error leaves the others' results. */
export const runRollback: RunCommand<RollbackInputs> = async (inputs, services) => {
  const isDryRun = inputs['dry-run']
  const isReasonFree = isDryRun || services.provenance.isInteractive
  const named = [...new Set(inputs.model)]
  const { stage } = readRequest(inputs, named, isReasonFree)
  if (inputs.checkout !== undefined) await refuseUnfitFolder(inputs.checkout, isDryRun, services)
  const project = await openPolicyProject({ models: named, stage }, services)
  const selected = named.length > 0 ? named : chooseModels(project)
  const request = readRequest(inputs, selected, isReasonFree)
  const options = {
    isDryRun,
    remote: project?.registry.remote ?? 'origin',
    registry: project?.registry ?? null,
    fetches: inputs.checkout !== undefined,
    reports: inputs.issue,
  }
  const made = new Map<Rollback, MadeCheckout>()
  const planned = new Map<Rollback, PlannedCheckout>()
  const rollbacks: Rollback[] = []
  const errors: Error[] = []
  for (const model of selected) {
    try {
      refuseLater((project?.later ?? []).filter(isConcerned(model, request.stage)), model, 'rollback')
      const serving = findServing(project, model, request.stage)
      if (serving !== null) await refuseOtherPrograms(serving, named, services)
      const rollback = await rollbackModel({ ...request, model }, { ...options, serving }, services)
      rollbacks.push(rollback)
      const { version, record, registered } = rollback
      if (inputs.checkout === undefined || record === null) continue
      if (isDryRun) planned.set(rollback, planCheckout(version, record, inputs.checkout))
      else if (registered !== null) made.set(rollback, await makeCheckout(version, record, inputs.checkout, services))
    } catch (error) {
      const isAlone = selected.length === 1 && rollbacks.length === 0
      if (isAlone || services.signal.aborted || !(error instanceof Error)) throw error
      errors.push(error)
    }
  }
  return outcome(rollbacks, { made, planned }, errors)
}

function chooseModels(project: Project | null): readonly string[] {
  const models = project?.defaultModels ?? []
  if (models.length === 1) return models
  throw new InputError({
    message: 'no model is named',
    help: models.length > 0 ? `give --model with one of ${models.join(', ')}` : 'give --model NAME',
  })
}

/** @throws InputError with everything that is wrong with the inputs */
function readRequest(
  { stage, to, reason, checkout }: Inputs<RollbackInputs>,
  models: readonly string[],
  isReasonFree: boolean,
): Omit<RollbackRequest, 'model'> {
  const version = to === undefined || to.startsWith('v') ? to : `v${to}`
  const why = reason?.trim() || null
  const faults = [
    ...(stage === undefined ? [{ message: 'no stage is named', help: 'give --stage NAME' }] : []),
    ...(version !== undefined && parseVersion(version) === null
      ? [{ message: `version "${to}" is none`, help: 'write it as v1.2.0' }]
      : []),
    ...(version !== undefined && models.length > 1
      ? [{ message: `--to names one version, and ${models.length} models are to go back`, help: 'give one --model' }]
      : []),
    ...(checkout !== undefined && models.length > 1
      ? [
          {
            message: `--checkout names one folder, and ${models.length} models are to go back`,
            help: 'give one --model',
          },
        ]
      : []),
    ...(why === null && !isReasonFree
      ? [
          {
            message: 'no reason is given, and nobody is there to be asked',
            help: 'give --reason TEXT: the history keeps it',
          },
        ]
      : []),
    ...models.flatMap((model) => findNameFault('model', model) ?? []).map((message) => ({ message })),
  ]
  if (faults.length > 0) throw new InputError(faults)
  return { stage: stage!, to: version ?? null, reason: why }
}

function outcome(
  rollbacks: readonly Rollback[],
  checkouts: {
    readonly made: ReadonlyMap<Rollback, MadeCheckout>
    readonly planned: ReadonlyMap<Rollback, PlannedCheckout>
  },
  errors: readonly Error[],
): Outcome {
  const results = rollbacks.map(({ result }) => result)
  const documents = rollbacks.map((rollback) => {
    const { result, registered, checkout } = rollback
    const [own, plan] = [checkouts.made.get(rollback), checkouts.planned.get(rollback)]
    const told = { ...checkout, ...(own ? { made: own } : {}), ...(plan ? { planned: plan } : {}) }
    return { ...result, registered, checkout: checkout && told }
  })
  const lines = (pick: (rollback: Rollback) => string | null | undefined) =>
    rollbacks.flatMap((rollback) => (rollback.registered === null ? [] : (pick(rollback) ?? []))).join('\n')
  const describePlace = (rollback: Rollback, checkout: Checkout): string => {
    const [own, plan] = [checkouts.made.get(rollback), checkouts.planned.get(rollback)]
    if (own !== undefined) return renderMadeCheckout(rollback.version, own, checkout.image)
    if (plan !== undefined) return renderPlannedCheckout(rollback.version, plan, checkout.image)
    return renderCheckout(rollback.version, checkout)
  }
  const text = rollbacks.map((rollback) => {
    const { result, checkout } = rollback
    const told = checkout && describePlace(rollback, checkout)
    return [renderText([result], { colour: false }), ...(told === null ? [] : [told])].join('\n')
  })
  return {
    results,
    document: joinDocuments(documents, rollbacks.length === 1 && errors.length === 0),
    text: text.join('\n\n'),
    outputs: {
      version: lines(({ registered }) => registered?.version),
      commit: lines(({ checkout }) => checkout?.commit),
      digest: lines(({ digest }) => digest),
    },
    errors,
  }
}
