import type { RawData, RawEvaluation } from './evaluation-settings.ts'
import type { RawModel } from './model-settings.ts'
import type { RootSettings } from './root-settings.ts'

/**
 * What a key is about: `policy` decides, `exam` is what is judged on, both are the base branch's on a pull request;
 * `wiring` says where things are and what they are called. The digest of a policy and the merge of two go by these lists
 * alone: a key that is added to a schema has to be put into one of them, or this file does not compile.
 */
export type Part = 'policy' | 'exam' | 'wiring'

/** Keys of the root file. */
const ROOT: Readonly<Record<keyof RootSettings, Part>> = {
  version: 'wiring',
  include: 'wiring',
  shared: 'wiring',
  // what they say shows in each model
  defaults: 'wiring',
  models: 'wiring',
  env: 'policy',
  network: 'policy',
  policy: 'policy',
  registry: 'wiring',
  store: 'wiring',
  engine: 'wiring',
  evidence: 'policy',
  waivers: 'policy',
}

/** Keys of a model; `evaluation` and `data` by their own keys. */
const MODEL: Readonly<Record<Exclude<keyof RawModel, 'evaluation' | 'data'>, Part>> = {
  description: 'wiring',
  intended_use: 'wiring',
  owner: 'wiring',
  paths: 'wiring',
  task: 'policy',
  candidate: 'wiring',
  baseline: 'policy',
  gates: 'policy',
  drift: 'policy',
  stages: 'policy',
  monitor: 'wiring',
  retrain: 'wiring',
  reproduce: 'wiring',
}

const EVALUATION: Readonly<Record<keyof RawEvaluation, Part>> = {
  data: 'exam',
  id: 'wiring',
  label: 'wiring',
  score: 'wiring',
  prediction: 'wiring',
  weight: 'wiring',
  group: 'wiring',
  query: 'wiring',
  lower: 'wiring',
  upper: 'wiring',
  scale: 'wiring',
  // a slice by itself
  horizon: 'exam',
  positive: 'exam',
  threshold: 'exam',
  slices: 'exam',
  metrics: 'exam',
  min_rows: 'exam',
  confidence: 'exam',
  resamples: 'exam',
  seed: 'exam',
  power: 'exam',
  costs: 'exam',
  own: 'exam',
}

const DATA: Readonly<Record<keyof RawData, Part>> = {
  // but that of the labelled rows, below
  path: 'wiring',
  contract: 'policy',
  object: 'policy',
  production: 'policy',
  csv: 'wiring',
  on_inconclusive: 'policy',
}

/** Columns of the labelled rows: they are called as the bytes at hand have it, so they go with these. */
export const LABELLED_COLUMNS = [
  'id',
  'label',
  'weight',
  'group',
  'query',
  'scale',
] as const satisfies readonly (keyof RawEvaluation)[]

/** The part of a key of the root file. */
export function partOfRoot(key: string): Part {
  return Object.hasOwn(ROOT, key) ? ROOT[key as keyof RootSettings] : 'wiring'
}

/**
 * The part of what stands at a path of a model.
 *
 * @param exam keys of the data sets that are judged on.
 */
export function partOfModel(path: readonly PropertyKey[], exam: ReadonlySet<string | undefined>): Part {
  const [key, name, inner] = path.map(String)
  if (key === 'evaluation') return name === undefined ? 'exam' : (lookUp(EVALUATION, name) ?? 'wiring')
  if (key !== 'data') return lookUp(MODEL, key ?? '') ?? 'wiring'
  if (inner === undefined) return 'policy'
  return inner === 'path' && exam.has(name) ? 'exam' : (lookUp(DATA, inner) ?? 'wiring')
}

/** The keys of a map that are no wiring. @param path of the map inside of a model */
export function keepDeciding(
  settings: Readonly<Record<string, unknown>>,
  path: readonly string[],
  exam: ReadonlySet<string | undefined>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => partOfModel([...path, key], exam) !== 'wiring'))
}

function lookUp(parts: Readonly<Record<string, Part>>, key: string): Part | undefined {
  return Object.hasOwn(parts, key) ? parts[key] : undefined
}
