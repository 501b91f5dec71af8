import { isRunReference, locateSource } from '../core/run-reference.ts'
import type { DataPath } from '../yaml/located-document.ts'
import type { RawCandidate } from './candidate-settings.ts'
import { noteRemote } from './evaluation-resolution.ts'
import { JUDGING } from './gate-resolution.ts'
import type { ModelSource } from './model-source.ts'
import type { CandidateSettings, PredictSettings } from './project.ts'

const DEFAULT_TIMEOUT_MS = 30 * 60_000

/** The files of the candidate, and the command that predicts. */
export function resolveCandidate(raw: RawCandidate, source: ModelSource): CandidateSettings {
  const at = (key: string): DataPath => ['candidate', key]
  for (const key of ['predictions', 'parameters', 'metrics'] as const) {
    const location = raw[key]
    if (location === undefined || (key !== 'predictions' && isRunReference(location))) continue
    noteRemote(location, at(key), [...JUDGING, 'promote'], source)
  }
  for (const key of ['model', 'golden', 'profile'] as const) {
    const location = raw[key]
    if (location === undefined) continue
    if (key === 'model' && isRunReference(location)) refuseRun(location, at(key), source)
    else noteRemote(location, at(key), ['promote'], source)
  }
  const locate = (path: string | undefined) => (path === undefined ? null : source.locate(path))
  const find = (written: string | undefined) =>
    written === undefined ? null : locateSource(written, (path) => source.locate(path))
  return {
    model: locate(raw.model),
    predictions: locate(raw.predictions),
    predict: resolvePredict(raw, source),
    metrics: find(raw.metrics),
    parameters: find(raw.parameters),
    golden: locate(raw.golden),
    profile: locate(raw.profile),
    place: source.placeOf(['candidate']),
  }
}

/** A run in place of the candidate's model: what is judged and registered are bytes of the work tree. */
function refuseRun(location: string, path: DataPath, source: ModelSource): void {
  source.fault(
    path,
    `"${location}" is kept by a tracker, and the candidate's model has to be a file that is here`,
    'fetch it in a step before and write its path; mlflow:RUN/PATH is for baseline, mlflow:RUN for parameters and metrics',
  )
}

function resolvePredict(raw: RawCandidate, source: ModelSource): PredictSettings | null {
  const at = (key: string): DataPath => ['candidate', key]
  if (raw.predict === undefined) {
    const help = 'name the command: predict: [python, predict.py, --model, "{model}", --data, "{data}", --out, "{out}"]'
    if (raw.explain) source.fault(at('explain'), '"explain" runs "predict", and there is none', help)
    if (raw.predict_timeout !== undefined) {
      source.fault(at('predict_timeout'), '"predict_timeout" bounds "predict", and there is none', help)
    }
    return null
  }
  const lacks = (name: string) => !raw.predict!.some((word) => word.includes(name))
  if (lacks('{data}')) {
    source.fault(at('predict'), 'predict names no {data}', 'say where the rows to predict go: --data, "{data}"')
  }
  if (lacks('{out}')) {
    source.fault(at('predict'), 'predict names no {out}', 'say where the predictions go: --out, "{out}"')
  }
  if (raw.model === undefined && !lacks('{model}')) {
    source.fault(at('predict'), 'predict names {model}, and there is no model', 'add model: PATH under candidate')
  }
  // It would score the baseline by the candidate's model.
  if (raw.model !== undefined && lacks('{model}')) {
    source.fault(at('predict'), 'predict names no {model}', 'say which file to predict with: --model, "{model}"')
  }
  return {
    command: raw.predict,
    timeoutMs: raw.predict_timeout ?? DEFAULT_TIMEOUT_MS,
    isExplained: raw.explain,
    place: source.placeOf(at('predict')),
  }
}
