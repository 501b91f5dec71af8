import type { GatesFile } from '../../config/gates-file.ts'
import type { GateSettings, ModelSettings } from '../../config/project.ts'
import { InputError } from '../../core/faults.ts'
import { refuseLater } from '../../core/later.ts'
import type { PolicyReference, Result } from '../../core/result.ts'
import type { Waiver } from '../../core/waiver.ts'
import type { Outcome } from '../command.ts'
import { readCsvFlags } from '../csv-flags.ts'
import { selectModels } from '../model-selection.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { findWaivers, noteIdleWaivers } from '../waivers.ts'
import { compareModel } from './comparison.ts'
import { findIdleFlags, isByFlagsAlone } from './flags.ts'
import type { CompareRequest, CompareValues } from './request.ts'
import { requestFromFlags } from './request-from-flags.ts'
import { requestFromModel } from './request-from-model.ts'
import { findReuseBudget } from './reuse.ts'
import { requestStated } from './stated-request.ts'

/** Compares the candidate of each model with its baseline; one model's error leaves the others' results standing. */
export async function runCompare(values: CompareValues, services: Services): Promise<Outcome> {
  const idle = findIdleFlags(values)
  if (idle.length > 0) throw new InputError(idle)
  const gates = values.gates === undefined ? null : await readGates(values.gates, services)
  const project = isByFlagsAlone(values) ? null : await services.project()
  const waivers = await findWaivers(project, gates, services)
  if (project === null) {
    const request = requestFromFlags(values, gates?.gates ?? [])
    const results = [await answer({ ...request, waivers }, values, services)]
    noteIdleWaivers(waivers, results, ['gate'], services)
    return giveOutcome(results, [], values)
  }

  const models = selectModels(project, values.model)
  if (models.length > 1) refuseFilesForMany(values)
  const results: Result[] = []
  const errors: Error[] = []
  for (const model of models) {
    try {
      refuseLater(project.later, model.name, 'compare')
      results.push(
        await compareOne(model, values, { gates: gates?.gates ?? null, waivers, policy: project.policy }, services),
      )
    } catch (error) {
      if (services.signal.aborted || !(error instanceof Error)) throw error
      errors.push(error)
    }
  }
  noteIdleWaivers(waivers, results, ['gate'], services)
  return giveOutcome(results, errors, values)
}

/** Plans labels, takes a list of them back, or compares: each loaded where it is asked for. */
async function answer(request: CompareRequest, values: CompareValues, services: Services): Promise<Result> {
  const file = values['label-list']
  if (values.plan) {
    const { planLabels } = await import('./label-plan.ts')
    const list = file === undefined ? null : { file, rows: values['label-rows'] ?? null }
    return planLabels(request, list, services)
  }
  if (file === undefined) return compareModel(request, services)
  const { compareByLabelList } = await import('./label-list.ts')
  return compareByLabelList(request, { location: file, origin: 'caller', csv: readCsvFlags(values) }, services)
}

/** In a dry run nothing blocks, and each summary says so; verdicts stay what they are. */
function giveOutcome(results: readonly Result[], errors: readonly Error[], values: CompareValues): Outcome {
  if (!values['dry-run']) return { results, errors }
  const tried = results.map((result) => ({ ...result, summary: `Dry run, which blocks nothing. ${result.summary}` }))
  return { results: tried, errors, isTrial: true }
}

async function readGates(file: string, services: Services): Promise<GatesFile & { readonly file: string }> {
  return { ...(await services.gates(file)), file }
}

/** What holds for every model of a run. */
interface Given {
  /** Of `--gates`; null where the flag is not given. */
  readonly gates: readonly GateSettings[] | null
  readonly waivers: readonly Waiver[]
  readonly policy: PolicyReference
}

async function compareOne(
  model: ModelSettings,
  values: CompareValues,
  { gates, waivers, policy }: Given,
  services: Services,
): Promise<Result> {
  const metrics = findStatedMetrics(model, values)
  if (metrics !== null) {
    const { compareStatedModel } = await import('./stated-model.ts')
    return compareStatedModel(requestStated(model, metrics, values, { gates, waivers, policy }), services)
  }
  const request = requestFromModel(model, values, gates, policy)
  if (request) return answer({ ...request, waivers, reuseBudget: findReuseBudget(model) }, values, services)
  const draft = {
    command: 'compare',
    model: model.name,
    summary: `Nothing to compare: model ${model.name} names no evaluation and no candidate.`,
    checks: [],
    materials: [],
    policy,
    engine: null,
  }
  return finishResult(draft, services, services.clock.now())
}

/** Where the candidate's numbers stand if there are no rows to measure on. */
function findStatedMetrics({ candidate }: ModelSettings, values: CompareValues): string | null {
  if (candidate === null || values.candidate !== undefined) return null
  return candidate.predictions === null && candidate.predict === null ? candidate.metrics : null
}

/** A file belongs to one model. */
function refuseFilesForMany(values: CompareValues): void {
  const faults = (['candidate', 'baseline', 'data'] as const)
    .filter((name) => values[name] !== undefined)
    .map((name) => ({
      message: `--${name} belongs to one model, and several are compared`,
      help: 'name one by --model',
    }))
  if (faults.length > 0) throw new InputError(faults)
}
