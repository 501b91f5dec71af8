import type { GateSettings, ModelSettings } from '../../config/project.ts'
import { InputError } from '../../core/faults.ts'
import { refuseLater } from '../../core/later.ts'
import type { PolicyReference, Result } from '../../core/result.ts'
import type { Outcome } from '../command.ts'
import { selectModels } from '../model-selection.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { compareModel } from './comparison.ts'
import { findLaterFlags, isByFlagsAlone } from './flags.ts'
import type { CompareValues } from './request.ts'
import { requestFromFlags } from './request-from-flags.ts'
import { requestFromModel } from './request-from-model.ts'

/** Compares the candidate of each model with its baseline; one model's error leaves the others' results standing. */
export async function runCompare(values: CompareValues, services: Services): Promise<Outcome> {
  const later = findLaterFlags(values)
  if (later.length > 0) throw new InputError(later)
  const gates = values.gates === undefined ? null : await readGates(values.gates, services)
  const project = isByFlagsAlone(values) ? null : await services.project()
  if (project === null) return { results: [await compareModel(requestFromFlags(values, gates ?? []), services)] }

  const models = selectModels(project, values.model)
  if (models.length > 1) refuseFilesForMany(values)
  const results: Result[] = []
  const errors: Error[] = []
  for (const model of models) {
    try {
      refuseLater(project.later, model.name, 'compare')
      results.push(await compareOne(model, values, gates, project.policy, services))
    } catch (error) {
      if (services.signal.aborted || !(error instanceof Error)) throw error
      errors.push(error)
    }
  }
  return { results, errors }
}

async function readGates(file: string, services: Services): Promise<readonly GateSettings[]> {
  const { gates, later } = await services.gates(file)
  refuseLater(later, null, 'compare')
  return gates
}

async function compareOne(
  model: ModelSettings,
  values: CompareValues,
  gates: readonly GateSettings[] | null,
  policy: PolicyReference,
  services: Services,
): Promise<Result> {
  const request = requestFromModel(model, values, gates, policy)
  if (request) return compareModel(request, services)
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
