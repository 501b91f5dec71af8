import type { DataSettings, ModelSettings, Project } from '../../../src/config/project.ts'

export const place = { file: 'modelgate.yml', line: 1 }
/** A data set of modelgate.yml. */
export const dataSetOf = (key: string, changes: Partial<DataSettings> = {}): DataSettings => ({
  key,
  path: `${key}.csv`,
  contract: 'c.yaml',
  object: null,
  production: false,
  csv: null,
  onInconclusive: 'fail',
  place,
  ...changes,
})
/** A model that has nothing but data. */
export const modelOf = (name: string, data: readonly DataSettings[]): ModelSettings => ({
  name,
  description: null,
  intendedUse: null,
  owner: null,
  task: 'binary',
  folder: '',
  data: Object.fromEntries(data.map((one) => [one.key, one])),
  evaluation: null,
  candidate: null,
  baseline: [],
  gates: [],
  stages: [],
  reproduce: null,
  place,
})
export const projectOf = (...models: readonly ModelSettings[]): Project => ({
  file: 'modelgate.yml',
  defaultModels: models.map(({ name }) => name),
  policyFrom: 'base',
  waivers: [],
  network: { allow: [], maxSize: 1 },
  registry: { remote: 'origin', mirror: null },
  store: { type: 'git', maxSize: 1, allowPersonal: false },
  engine: { memory: '1GB', threads: 1, timeoutMs: 20_000, folder: null },
  evidence: {
    ...{ sign: 'none', key: null, requireSigned: false, trust: [], maxAgeMs: null, publicLog: null, sigstore: null },
  },
  models: Object.fromEntries(models.map((one) => [one.name, one])),
  policy: { uri: 'modelgate.yml', ref: null, digest: { sha256: 'a'.repeat(64) }, files: [] },
  later: [],
  // no base branch is looked at here
  written: {} as Project['written'],
})
