import { isRemote, parseRemote } from '../core/data-location.ts'
import { InputError } from '../core/faults.ts'
import { nearestName } from '../text/nearest-name.ts'
import type { DataPath } from '../yaml/located-document.ts'
import type { RawCandidate, RawData, RawEvaluation } from './evaluation-settings.ts'
import { JUDGING, resolveMetric } from './gate-resolution.ts'
import type { ModelSource } from './model-source.ts'
import type { CandidateSettings, DataSettings, EvaluationSettings } from './project.ts'
import { schemeOf } from './quantities.ts'

/** The data sets of a model by key; `evaluated` is the key of the one with labels. */
export function resolveData(
  data: Readonly<Record<string, RawData>>,
  evaluated: string | undefined,
  source: ModelSource,
): Readonly<Record<string, DataSettings>> {
  return Object.fromEntries(
    Object.entries(data).map(([key, raw]) => {
      const path: DataPath = ['data', key]
      if (raw.contract !== undefined && schemeOf(raw.contract) !== null) {
        source.fault([...path, 'contract'], 'a contract must be a file of the repository', 'copy it beside this file')
      }
      if (raw.object !== undefined && raw.contract === undefined) {
        source.fault(
          [...path, 'object'],
          '"object" names an object of the contract, and there is none',
          'add "contract"',
        )
      }
      const commands = raw.production
        ? ['monitor']
        : ['validate', 'check', ...(key === evaluated ? ['compare', 'promote'] : [])]
      if (isRemote(raw.path)) checkRemote(raw.path, [...path, 'path'], source)
      else noteRemote(raw.path, [...path, 'path'], commands, source)
      const { delimiter, quote, encoding, decimal } = raw.csv ?? {}
      return [
        key,
        {
          key,
          path: source.locate(raw.path),
          contract: raw.contract === undefined ? null : source.locate(raw.contract),
          object: raw.object ?? null,
          production: raw.production,
          csv:
            raw.csv === undefined
              ? null
              : {
                  ...(delimiter === undefined ? {} : { delimiter }),
                  ...(quote === undefined ? {} : { quote }),
                  ...(encoding === undefined ? {} : { encoding }),
                  ...(decimal === undefined ? {} : { decimal }),
                },
          onInconclusive: raw.on_inconclusive,
          place: source.placeOf(path),
        },
      ]
    }),
  )
}

/** How labelled rows are judged. */
export function resolveEvaluation(
  raw: RawEvaluation,
  data: Readonly<Record<string, RawData>>,
  source: ModelSource,
): EvaluationSettings {
  const at = (...keys: PropertyKey[]): DataPath => ['evaluation', ...keys]
  const set = Object.hasOwn(data, raw.data) ? data[raw.data] : undefined
  if (set === undefined) {
    const nearest = nearestName(raw.data, Object.keys(data))
    source.fault(
      at('data'),
      `there is no data set ${JSON.stringify(raw.data)}`,
      nearest === null
        ? `data sets: ${Object.keys(data).join(', ') || 'none; add them under "data"'}`
        : `did you mean "${nearest}"?`,
    )
  } else if (set.production) {
    source.fault(
      at('data'),
      `${raw.data} is live data, which is for monitor alone`,
      'name a data set with labels that training never saw',
    )
  }
  if (typeof raw.score === 'object') source.later(at('score'), 'a score per class is not there yet', JUDGING)
  if (raw.weight !== undefined) source.later(at('weight'), 'weights of rows are not there yet', JUDGING)
  if (raw.group !== undefined) source.later(at('group'), 'groups of rows are not there yet', JUDGING)
  if (raw.costs !== undefined) source.later(at('costs'), 'costs of errors are not there yet', JUDGING)
  const metrics = raw.metrics.flatMap((name, index) => resolveMetric(name, at('metrics', index), source) ?? [])
  // Text keeps how a label is written (1.0, 007); a value from a variable is text already.
  const positive = typeof raw.positive === 'string' ? raw.positive : source.textOf(at('positive'))
  return {
    data: raw.data,
    id: raw.id,
    label: raw.label,
    positive: raw.positive === undefined ? null : (positive ?? String(raw.positive)),
    score: typeof raw.score === 'string' ? raw.score : null,
    prediction: raw.prediction ?? null,
    threshold: raw.threshold,
    slices: [...new Set(raw.slices)],
    metrics: [...new Set(metrics)],
    minRows: raw.min_rows,
    confidence: raw.confidence,
    resamples: raw.resamples,
    seed: raw.seed,
    power: raw.power,
    place: source.placeOf(['evaluation']),
  }
}

/** The files of the candidate. */
export function resolveCandidate(raw: RawCandidate, source: ModelSource): CandidateSettings {
  const at = (key: string): DataPath => ['candidate', key]
  if (raw.predict !== undefined) source.later(at('predict'), 'predicting by a command is not there yet', JUDGING)
  // Metrics from a file or a tracker count only where there are no rows.
  if (raw.metrics !== undefined && raw.predictions === undefined) {
    source.later(at('metrics'), 'metrics without rows are not there yet', JUDGING)
  }
  for (const key of ['predictions', 'parameters'] as const) {
    if (raw[key] !== undefined) noteRemote(raw[key], at(key), [...JUDGING, 'promote'], source)
  }
  if (raw.model !== undefined) noteRemote(raw.model, at('model'), ['promote'], source)
  const locate = (path: string | undefined) => (path === undefined ? null : source.locate(path))
  return {
    model: locate(raw.model),
    predictions: locate(raw.predictions),
    parameters: locate(raw.parameters),
    place: source.placeOf(['candidate']),
  }
}

/** Faults of a location that is fetched. */
function checkRemote(location: string, path: DataPath, source: ModelSource): void {
  try {
    parseRemote(location)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const { message, help } of error.faults) source.fault(path, message, help)
  }
}

/** Notes a location that no backend can fetch yet. */
export function noteRemote(location: string, path: DataPath, commands: readonly string[], source: ModelSource): void {
  const scheme = schemeOf(location)
  if (scheme !== null) source.later(path, `reading from ${scheme} is not there yet`, commands)
}
