import { resolveCandidate } from './candidate-resolution.ts'
import { checkDataKeys } from './data-keys.ts'
import { listDeclared, listOwn, resolveData, resolveEvaluation } from './evaluation-resolution.ts'
import { resolveGates } from './gate-resolution.ts'
import type { RawModel } from './model-settings.ts'
import type { ModelSource } from './model-source.ts'
import type { ModelSettings } from './project.ts'
import { resolveReproduce } from './reproduce-settings.ts'
import { NAME_PATTERN } from './settings-schema.ts'
import { NAME_HELP, resolveBaseline, resolveStages } from './stage-resolution.ts'
import { findEntryFaults } from './watched-paths.ts'

/**
 * A checked model as commands read it. Faults of meaning (a gate on an unknown metric, a stage that is not there) and
 * keys that are still to come go to the source.
 *
 * @param folder that its paths start from, relative to the working directory: '' for the directory itself.
 */
export async function resolveModel(raw: RawModel, folder: string, source: ModelSource): Promise<ModelSettings> {
  checkName(source)
  checkTask(raw, source)
  checkDataKeys(raw, source)
  for (const { index, message, help } of findEntryFaults(raw.paths ?? [])) source.fault(['paths', index], message, help)
  if (raw.drift !== undefined) {
    source.later(['drift'], 'drift is not there yet', ['drift', 'monitor'])
    const { reference } = raw.drift
    if (reference !== undefined && !Object.hasOwn(raw.data, reference)) {
      source.fault(['drift', 'reference'], `there is no data set ${JSON.stringify(reference)}`, listData(raw))
    }
  }
  if (raw.monitor !== undefined) {
    source.later(['monitor'], 'monitor is not there yet', ['monitor'])
    if (!Object.hasOwn(raw.data, raw.monitor.data)) {
      source.fault(['monitor', 'data'], `there is no data set ${JSON.stringify(raw.monitor.data)}`, listData(raw))
    }
  }
  if (raw.retrain !== undefined) {
    source.later(['retrain'], `retrain by ${raw.retrain.trigger} is not there yet`, ['retrain'])
  }
  return {
    name: source.model,
    description: raw.description ?? null,
    intendedUse: raw.intended_use ?? null,
    owner: raw.owner ?? null,
    task: raw.task ?? 'binary',
    folder,
    data: resolveData(raw.data, raw.evaluation?.data, source),
    evaluation:
      raw.evaluation === undefined ? null : resolveEvaluation(raw.evaluation, raw.data, raw.task ?? 'binary', source),
    candidate: raw.candidate === undefined ? null : resolveCandidate(raw.candidate, source),
    baseline: resolveBaseline(raw, source),
    gates: await resolveGates(
      raw.gates,
      {
        task: raw.task ?? null,
        slices: raw.evaluation === undefined ? null : listDeclared(raw.evaluation),
        mayNameOwnMetrics: raw.candidate?.metrics !== undefined,
        ownMetrics: raw.evaluation === undefined ? [] : listOwn(raw.evaluation),
      },
      source,
    ),
    stages: resolveStages(raw.stages, source),
    reproduce: raw.reproduce === undefined ? null : resolveReproduce(raw.reproduce, source),
    place: source.placeOf([]),
  }
}

function checkName(source: ModelSource): void {
  if (source.model.split('/').every((part) => NAME_PATTERN.test(part))) return
  source.fault([], `${JSON.stringify(source.model)} cannot be the name of a model`, `${NAME_HELP}; / between parts`)
}

function checkTask(raw: RawModel, source: ModelSource): void {
  if (raw.task === undefined && (raw.evaluation !== undefined || raw.gates.length > 0)) {
    source.fault([], 'the key "task" is missing', 'say what the model answers, such as task: binary')
  }
}

function listData(raw: RawModel): string {
  return `data sets: ${Object.keys(raw.data).join(', ') || 'none; add them under "data"'}`
}
