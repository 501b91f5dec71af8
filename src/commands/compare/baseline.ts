import { type DataSource, detectFormat } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type { Baseline, Material } from '../../core/result.ts'
import type { ModelRecord } from '../../registry/model-version.ts'
import type { Services } from '../services.ts'
import type { CompareRequest } from './request.ts'

/** What the candidate is compared with, and why that. */
export interface ChosenBaseline {
  /** null where nothing was asked for. */
  readonly statement: Baseline | null
  /** As titles name it: `production`, `the baseline`. */
  readonly name: string
  /** As sentences name it: `production v0.1.0`, `prod.csv`. */
  readonly label: string
  /** Its predictions; null where there are none to read. */
  readonly predictions: {
    readonly source: DataSource
    readonly origin: 'file' | 'stage'
    readonly material: Omit<Material, 'rows'>
  } | null
  /** The stage is there and holds no version yet. */
  readonly isEmpty: boolean
  /** Why there are no predictions, where there should be some. */
  readonly obstacle: string | null
  /** Of the stage's version. */
  readonly record: ModelRecord | null
}

/**
 * The first baseline that is there: a file that exists, or a stage that holds a version. An empty stage is a first
 * version; a registry that does not answer is an error, never "no baseline".
 *
 * @throws InputError where a named file is missing, or a stage is asked for outside a git repository.
 * @throws SystemError where the registry does not answer, or its bytes do not match the record.
 */
export async function chooseBaseline(request: CompareRequest, services: Services): Promise<ChosenBaseline> {
  const { baselines } = request
  let empty: ChosenBaseline | null = null
  for (const [index, { kind, value, origin, csv }] of baselines.entries()) {
    if (kind === 'file') {
      if (index < baselines.length - 1 && !(await services.workspace.exists(value, origin))) continue
      return openFile(value, { origin, csv }, services)
    }
    const chosen = await openStage(value, request.model, services)
    if (!chosen.isEmpty) return chosen
    empty ??= chosen
  }
  if (empty) return empty
  return {
    statement: null,
    name: 'the baseline',
    label: 'the baseline',
    predictions: null,
    isEmpty: false,
    obstacle: 'no baseline is named (--baseline FILE, or baseline: in modelgate.yml)',
    record: null,
  }
}

async function openFile(
  path: string,
  { origin, csv }: Pick<CompareRequest['candidate'], 'origin' | 'csv'>,
  { workspace }: Services,
): Promise<ChosenBaseline> {
  const source = await workspace.openData(path, origin, csv)
  const { digest } = await workspace.digest(path, origin)
  return {
    statement: { source: `file:${path}`, version: null, commit: null, reason: 'the file that was named' },
    name: 'the baseline',
    label: path,
    predictions: { source, origin: 'file', material: { name: 'baseline', uri: path, digest, derived: false } },
    isEmpty: false,
    obstacle: null,
    record: null,
  }
}

async function openStage(stage: string, model: string | null, services: Services): Promise<ChosenBaseline> {
  if (model === null) throw new InputError(`baseline ${stage} is a stage, and no model is named whose stage it is`)
  const registry = await services.registry()
  const snapshot = await registry.read({ models: [model] }, services.signal)
  const version = snapshot.versions.find((entry) => entry.model === model && entry.stages.includes(stage))
  const base = { name: stage, record: null, obstacle: null, predictions: null }
  if (!version) {
    const statement = { source: `stage:${stage}`, version: null, commit: null, reason: `${stage} holds no version yet` }
    return { ...base, statement, label: stage, isEmpty: true }
  }
  const label = `${stage} ${version.version}`
  const record = await registry.record(version, services.signal)
  const chosen = {
    ...base,
    statement: {
      source: `stage:${stage}`,
      version: version.version,
      commit: version.commit,
      reason: `it holds ${stage}`,
    },
    label,
    isEmpty: false,
    record,
  }
  const path = record.artifacts.find((artifact) => /^artifacts\/predictions\./.test(artifact.path))?.path
  const stored = path === undefined ? null : await registry.artifact(version, path, services.signal)
  if (path === undefined || stored === null) {
    return { ...chosen, obstacle: `the predictions of ${label} are not kept in the registry any more` }
  }
  const uri = `${version.tag}:${path}`
  return {
    ...chosen,
    predictions: {
      source: { ...detectFormat(path), uri: label, files: [stored.path] },
      origin: 'stage',
      material: { name: 'baseline', uri, digest: { sha256: stored.sha256 }, derived: false },
    },
  }
}
