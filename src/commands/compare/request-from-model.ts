import type {
  BaselineSettings,
  EvaluationColumnNames,
  EvaluationSettings,
  GateSettings,
  ModelSettings,
} from '../../config/project.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import type { PolicyReference } from '../../core/result.ts'
import { listGateMetrics } from '../../policy/gate-metrics.ts'
import { readCsvFlags } from '../csv-flags.ts'
import {
  findColumnFaults,
  findSlicePairFaults,
  NO_COLUMNS,
  readColumnFlags,
  readCostFlags,
  readSliceFlags,
} from './column-flags.ts'
import { findIdleCsvFlags, isPolicyOverridden, readMethodFlags, readNumberFlags } from './flags.ts'
import { readLocation } from './graded-documents.ts'
import { planPredict } from './predict-plan.ts'
import type { CompareRequest, CompareValues, FileRequest } from './request.ts'
import { listStoredFiles } from './stored-files.ts'

/**
 * The comparison that modelgate.yml describes for a model, flags first. null where the model names nothing to compare.
 *
 * @param gates of `--gates`, instead of the model's; null where the flag is not given.
 * @throws InputError where a part is missing.
 */
export function requestFromModel(
  model: ModelSettings,
  values: CompareValues,
  gates: readonly GateSettings[] | null,
  policy: PolicyReference,
): CompareRequest | null {
  const { evaluation, candidate } = model
  if (evaluation === null && candidate === null && model.gates.length === 0 && values.candidate === undefined)
    return null
  const { task } = model
  const predictions = readLocation(values.candidate ?? candidate?.predictions, task)
  const faults: Fault[] = []
  if (values.task !== undefined && values.task !== task) {
    faults.push({
      message: `--task ${values.task}: model ${model.name} is of task ${task}`,
      help: 'leave --task out; it is for a comparison by flags alone',
      place: model.place,
    })
  }
  if (evaluation === null) {
    faults.push({
      message: `model ${model.name} has no evaluation`,
      help: 'name the labelled data and its columns: evaluation: {data: …, id: …, label: …, score: …}',
      place: model.place,
    })
  }
  if (predictions === null && (candidate === null || candidate.predict === null)) {
    faults.push({
      message: `model ${model.name} has no candidate predictions`,
      help: 'name the file: candidate: {predictions: …}, or --candidate FILE; or the command: candidate: {predict: […]}',
      place: candidate?.place ?? model.place,
    })
  }
  const dataSet = evaluation?.data == null ? undefined : model.data[evaluation.data]
  if (evaluation !== null && evaluation.data !== null && dataSet === undefined && values.data === undefined) {
    faults.push({
      message: `evaluation names data set ${evaluation.data}, which is not under data`,
      place: evaluation.place,
    })
  }
  const named = readColumnFlags(values)
  const costs = readCostFlags(values.costs, task)
  faults.push(...named.faults, ...costs.faults, ...findSlicePairFaults(values.slice))
  const columns = { ...pickColumns(evaluation), ...named.columns }
  if (evaluation !== null) {
    const found = findColumnFaults(task, columns, {
      hasPositive: (values.positive ?? evaluation.positive) !== null,
      hasCosts: (costs.costs ?? evaluation.costs) !== null,
      candidate: predictions?.location ?? null,
    })
    const owner = `evaluation of ${model.name}`
    faults.push(...found.map((fault) => ({ ...fault, message: `${owner}: ${fault.message}`, place: evaluation.place })))
  }
  faults.push(...findIdleCsvFlags(values))
  if (faults.length > 0) throw new InputError(faults)
  const own = evaluation!
  const csv = readCsvFlags(values)
  const config = (location: string | null): FileRequest | null =>
    location === null ? null : { location, origin: 'config', csv: null }
  return {
    threshold: own.threshold,
    minRows: own.minRows,
    confidence: own.confidence,
    resamples: own.resamples,
    seed: own.seed,
    ...readNumberFlags(values),
    power: own.power,
    model: model.name,
    task,
    data:
      values.data !== undefined
        ? { location: values.data, origin: 'caller', csv }
        : dataSet === undefined
          ? null
          : { location: dataSet.path, origin: 'config', csv: dataSet.csv },
    candidate: predictions && {
      ...predictions,
      ...(values.candidate === undefined ? { origin: 'config', csv: null } : { origin: 'caller', csv }),
    },
    predict: planPredict(
      model,
      model.stages.some(({ isDerived }) => isDerived),
      [
        ...(values.metric.length > 0 ? values.metric : own.metrics),
        ...listGateMetrics(gates ?? model.gates, { task }).map(({ name }) => name),
      ],
    ),
    baselines:
      values.baseline === undefined
        ? model.baseline.map((baseline) => ({ ...splitBaseline(baseline, task), origin: 'config' as const, csv: null }))
        : [{ ...splitBaseline({ kind: 'file', value: values.baseline }, task), origin: 'caller', csv }],
    gates: gates ?? model.gates,
    columns,
    positive: values.positive ?? own.positive,
    costs: costs.costs ?? own.costs,
    ...listSlices(values, own, columns),
    metrics: values.metric.length > 0 ? values.metric : own.metrics,
    own: own.own,
    folder: model.folder,
    ...readMethodFlags(values),
    modelFile: config(candidate?.model ?? null),
    parameters: config(candidate?.parameters ?? null),
    storedFiles: listStoredFiles(candidate),
    dataSets: Object.values(model.data).filter((data) => !data.production),
    policy: isPolicyOverridden(values) ? null : policy,
  }
}

/** The columns that modelgate.yml names. */
function pickColumns(evaluation: EvaluationSettings | null): EvaluationColumnNames {
  if (evaluation === null) return NO_COLUMNS
  const names = Object.keys(NO_COLUMNS) as (keyof EvaluationColumnNames)[]
  return Object.fromEntries(names.map((name) => [name, evaluation[name]])) as unknown as EvaluationColumnNames
}

function splitBaseline(baseline: BaselineSettings, task: ModelSettings['task']) {
  if (baseline.kind !== 'file') return baseline
  const { location, system } = readLocation(baseline.value, task)!
  return { ...baseline, value: location, system }
}

/** Those of the flags, else of modelgate.yml, and the horizon of a forecast. */
function listSlices(
  values: CompareValues,
  { slices, horizon, searchesSlices }: EvaluationSettings,
  columns: EvaluationColumnNames,
): Pick<CompareRequest, 'slices' | 'searchesSlices'> {
  if (values.slice.length > 0) return readSliceFlags(values.slice, columns)
  const declared = slices.filter((slice) => slice !== horizon)
  return { slices: [...new Set(columns.horizon === null ? declared : [columns.horizon, ...declared])], searchesSlices }
}
