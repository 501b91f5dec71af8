import { type DataSource, detectFormat } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type { Baseline, Material } from '../../core/result.ts'
import type { ModelRecord } from '../../registry/model-version.ts'
import type { Services } from '../services.ts'
import { openRevision } from './baseline-revision.ts'
import { openRun } from './baseline-run.ts'
import { openStage, openVersion } from './baseline-version.ts'
import type { ModelFile } from './predict-request.ts'
import type { CompareRequest, FileRequest } from './request.ts'

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
    /** `file`: named by the user, whose faults are theirs to mend; `stage`: stored with a version, or made by `predict`. */
    readonly origin: 'file' | 'stage'
    readonly material: Omit<Material, 'rows'>
  } | null
  /** The stage is there and holds no version yet. */
  readonly isEmpty: boolean
  /** Why there are no predictions, where there should be some. */
  readonly obstacle: string | null
  /** Of the stage's version. */
  readonly record: ModelRecord | null
  /** What `predict` can be run on; null where nothing was asked for, or predictions alone were named. */
  readonly model: BaselineModel | null
}

/** The baseline's model, fetched when it is needed. */
export interface BaselineModel {
  /** null where it is not kept. */
  readonly open: (() => Promise<ModelFile>) | null
  /** Why it is not kept; null where it is. */
  readonly obstacle: string | null
  /** Bytes; null where it is not known. */
  readonly size: number | null
  /** Digest of the evaluation data that its stored predictions belong to; null where it is not known. */
  readonly evaluated: string | null
  /** Its bytes, where they were fetched to choose it. */
  readonly material?: Omit<Material, 'rows'>
}

/** What chooses a baseline. */
export type BaselineRequest = Pick<CompareRequest, 'baselines' | 'model' | 'data' | 'modelFile' | 'predict'> & {
  readonly candidate: FileRequest | null
}

/** A baseline that is not there, and why. */
export interface PassedOver {
  readonly passed: string
  /** What it comes to where no other is there: an empty stage; null: a fault. */
  readonly empty: ChosenBaseline | null
  /** What to say where it is the last. */
  readonly error: InputError | null
}

const NONE = { predictions: null, isEmpty: false, obstacle: null, record: null, model: null } as const

/**
 * The first baseline of the printed order that is there: a file that exists, a stage that holds a version, a version that
 * is registered, a revision that has predictions or a model. Its statement names those that were passed over, and why. An
 * empty stage is a first version; a registry that does not answer is an error, never "no baseline".
 *
 * @throws InputError where the last of the order is missing, or a stage is asked for outside a git repository.
 * @throws SystemError where the registry does not answer, or its bytes do not match the record.
 */
export async function chooseBaseline(request: BaselineRequest, services: Services): Promise<ChosenBaseline> {
  const passed: string[] = []
  let empty: ChosenBaseline | null = null
  for (const [index, baseline] of request.baselines.entries()) {
    const found = await openBaseline(baseline, request, services)
    if (!('passed' in found)) return tell(withPassed(found, passed), request, services)
    passed.push(found.passed)
    empty ??= found.empty
    const isLast = index === request.baselines.length - 1
    // before the first version no revision has one either; a file or a version that is named has to be there
    if (isLast && found.error !== null && (empty === null || baseline.kind !== 'ref')) throw found.error
  }
  if (empty) {
    const reason = empty.statement!.reason
    const others = passed.filter((one) => one !== reason)
    return tell(withPassed(empty, others), request, services)
  }
  return {
    ...NONE,
    statement: null,
    name: 'the baseline',
    label: 'the baseline',
    obstacle: 'no baseline is named (--baseline FILE, or baseline: in modelgate.yml)',
  }
}

async function openBaseline(
  baseline: CompareRequest['baselines'][number],
  request: BaselineRequest,
  services: Services,
): Promise<ChosenBaseline | PassedOver> {
  switch (baseline.kind) {
    case 'file':
      return openFile(baseline, services)
    case 'stage':
      return openStage(baseline.value, request.model, services)
    case 'version':
      return openVersion(baseline.value, request.model, services)
    case 'ref':
      return openRevision(baseline.value, request, services)
    case 'mlflow':
      return openRun(baseline, request, services)
  }
}

async function openFile(
  { value: path, origin, csv }: CompareRequest['baselines'][number],
  { workspace }: Services,
): Promise<ChosenBaseline | PassedOver> {
  try {
    const source = await workspace.openData(path, origin, csv)
    const { digest } = await workspace.digest(path, origin)
    return {
      ...NONE,
      statement: { source: `file:${path}`, version: null, commit: null, reason: 'the file that was named' },
      name: 'the baseline',
      label: path,
      predictions: { source, origin: 'file', material: { name: 'baseline', uri: path, digest, derived: false } },
    }
  } catch (error) {
    // a file that is there and cannot be read is not passed over
    if (!(error instanceof InputError) || (await isThere(path, origin, workspace))) throw error
    detectFormat(path)
    return { passed: `file:${path} is not there`, empty: null, error }
  }
}

async function isThere(
  path: string,
  origin: FileRequest['origin'],
  workspace: Services['workspace'],
): Promise<boolean> {
  return (await workspace.glob(path, origin)).length > 0
}

/** Says in the log what was looked for, in which order, and what was taken. */
function tell(chosen: ChosenBaseline, { baselines }: BaselineRequest, { logger }: Services): ChosenBaseline {
  const { statement, label } = chosen
  if (baselines.length > 1 && statement !== null) {
    const order = baselines.map(({ kind, value }) => (kind === 'stage' ? value : `${kind}:${value}`)).join(', ')
    logger.info(`baseline, the first that is there of ${order}: ${label} (${statement.reason})`)
  }
  return chosen
}

function withPassed(chosen: ChosenBaseline, passed: readonly string[]): ChosenBaseline {
  const { statement } = chosen
  if (statement === null || passed.length === 0) return chosen
  return { ...chosen, statement: { ...statement, reason: `${statement.reason}; passed over: ${passed.join(', ')}` } }
}
