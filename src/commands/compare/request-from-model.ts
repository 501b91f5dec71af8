import type { GateSettings, ModelSettings } from '../../config/project.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import type { PolicyReference } from '../../core/result.ts'
import { readCsvFlags } from '../csv-flags.ts'
import { describeLaterTask, findIdleCsvFlags, isPolicyOverridden, readMethodFlags, readNumberFlags } from './flags.ts'
import type { CompareRequest, CompareValues, FileRequest } from './request.ts'

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
  if (model.task !== 'binary') throw new InputError({ ...describeLaterTask(model.task), place: model.place })
  const predictions = values.candidate ?? candidate?.predictions ?? null
  const faults: Fault[] = []
  if (evaluation === null) {
    faults.push({
      message: `model ${model.name} has no evaluation`,
      help: 'name the labelled data and its columns: evaluation: {data: …, id: …, label: …, score: …}',
      place: model.place,
    })
  }
  if (predictions === null) {
    faults.push({
      message: `model ${model.name} has no candidate predictions`,
      help: 'name the file: candidate: {predictions: …}, or --candidate FILE',
      place: candidate?.place ?? model.place,
    })
  }
  const dataSet = evaluation === null ? undefined : model.data[evaluation.data]
  if (evaluation !== null && dataSet === undefined && values.data === undefined) {
    faults.push({
      message: `evaluation names data set ${evaluation.data}, which is not under data`,
      place: evaluation.place,
    })
  }
  const score = values.score[0] ?? evaluation?.score ?? null
  const prediction = values.prediction ?? evaluation?.prediction ?? null
  if (evaluation !== null && score === null && prediction === null) {
    faults.push({
      message: `evaluation of ${model.name} names neither score nor prediction`,
      help: 'name the column with what the model said',
      place: evaluation.place,
    })
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
    task: model.task,
    data:
      values.data === undefined
        ? { location: dataSet!.path, origin: 'config', csv: dataSet!.csv }
        : { location: values.data, origin: 'caller', csv },
    candidate: {
      location: predictions!,
      ...(values.candidate === undefined ? { origin: 'config', csv: null } : { origin: 'caller', csv }),
    },
    baselines:
      values.baseline === undefined
        ? model.baseline.map((baseline) => ({ ...baseline, origin: 'config' as const, csv: null }))
        : [{ kind: 'file', value: values.baseline, origin: 'caller', csv }],
    gates: gates ?? model.gates,
    columns: { id: values.id ?? own.id, label: values.label ?? own.label, score, prediction },
    positive: values.positive ?? own.positive,
    slices: [...new Set(values.slice.length > 0 ? values.slice : own.slices)],
    metrics: values.metric.length > 0 ? values.metric : own.metrics,
    ...readMethodFlags(values),
    modelFile: config(candidate?.model ?? null),
    parameters: config(candidate?.parameters ?? null),
    dataSets: Object.values(model.data).filter((data) => !data.production),
    policy: isPolicyOverridden(values) ? null : policy,
  }
}
