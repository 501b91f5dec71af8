import { isRemote, parseRemote } from '../core/data-location.ts'
import { InputError } from '../core/faults.ts'
import { type MetricInfo, makeOwnMetric, type Task } from '../core/metric.ts'
import { nearestName } from '../text/nearest-name.ts'
import type { DataPath } from '../yaml/located-document.ts'
import { checkEvaluationKeys, checkSlices, resolveCosts } from './evaluation-keys.ts'
import type { RawData, RawEvaluation } from './evaluation-settings.ts'
import { resolveMetric } from './gate-resolution.ts'
import type { ModelSource } from './model-source.ts'
import { resolveOwnMetrics } from './own-metrics.ts'
import type { DataSettings, EvaluationSettings } from './project.ts'
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
  task: Task,
  source: ModelSource,
): EvaluationSettings {
  const at = (...keys: PropertyKey[]): DataPath => ['evaluation', ...keys]
  checkDataSet(raw.data, data, task, source)
  checkEvaluationKeys(raw, task, source)
  const declared = listDeclared(raw)
  checkSlices(declared, source)
  const own = resolveOwnMetrics(raw.own, at('own'), source)
  const metrics = raw.metrics.flatMap(
    (name, index) =>
      resolveMetric(name, at('metrics', index), source, { task, mayNameOwnMetrics: false, ownMetrics: listOwn(raw) }) ??
      [],
  )
  // Text keeps how a label is written (1.0, 007); a value from a variable is text already.
  const positive = typeof raw.positive === 'string' ? raw.positive : source.textOf(at('positive'))
  const { score } = raw
  return {
    data: raw.data ?? null,
    id: raw.id,
    label: raw.label ?? null,
    positive: raw.positive === undefined ? null : (positive ?? String(raw.positive)),
    score: typeof score === 'string' ? score : null,
    scores: typeof score === 'object' ? score : null,
    prediction: raw.prediction ?? null,
    weight: raw.weight ?? null,
    group: raw.group ?? null,
    query: raw.query ?? null,
    lower: raw.lower ?? null,
    upper: raw.upper ?? null,
    horizon: raw.horizon ?? null,
    scale: raw.scale ?? null,
    threshold: raw.threshold,
    costs: raw.costs === undefined ? null : resolveCosts(raw.costs, task, source),
    slices: [...new Set(raw.horizon === undefined ? declared : [raw.horizon, ...declared])],
    searchesSlices: declared.length < raw.slices.length,
    metrics: [...new Set(metrics)],
    own,
    minRows: raw.min_rows,
    confidence: raw.confidence,
    resamples: raw.resamples,
    seed: raw.seed,
    power: raw.power,
    place: source.placeOf(['evaluation']),
  }
}

/** The slices that are columns or pairs of them: `auto` asks for a search. */
export function listDeclared({ slices }: Pick<RawEvaluation, 'slices'>): readonly string[] {
  return slices.filter((slice) => slice !== 'auto')
}

/** The metrics that an evaluation declares beside those of the catalogue. */
export function listOwn({ own }: Pick<RawEvaluation, 'own'>): readonly MetricInfo[] {
  return Object.entries(own).map(([name, { better }]) => makeOwnMetric(name, better))
}

function checkDataSet(
  name: string | undefined,
  data: Readonly<Record<string, RawData>>,
  task: Task,
  source: ModelSource,
): void {
  const path: DataPath = ['evaluation', 'data']
  if (name === undefined) {
    if (task !== 'graded')
      source.fault(['evaluation'], 'the key "data" is missing', 'name the data set with the labels')
    return
  }
  const set = Object.hasOwn(data, name) ? data[name] : undefined
  if (set === undefined) {
    const nearest = nearestName(name, Object.keys(data))
    source.fault(
      path,
      `there is no data set ${JSON.stringify(name)}`,
      nearest === null
        ? `data sets: ${Object.keys(data).join(', ') || 'none; add them under "data"'}`
        : `did you mean "${nearest}"?`,
    )
  } else if (set.production) {
    source.fault(
      path,
      `${name} is live data, which is for monitor alone`,
      'name a data set with labels that training never saw',
    )
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
