import type { GateSettings } from '../../config/project.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import type { Task } from '../../core/metric.ts'
import { readCsvFlags } from '../csv-flags.ts'
import { readMethodFlags, readNumberFlags } from './flags.ts'
import type { CompareRequest, CompareValues, FileRequest } from './request.ts'

/** What holds where neither flags nor modelgate.yml say otherwise. */
const DEFAULTS = { threshold: 0.5, minRows: 100, confidence: 0.95, resamples: 2000, seed: 1, power: 0.8 }

const WHAT_FLAGS_NAME = {
  candidate: 'name the file with the predictions of the candidate',
  id: 'name the column that tells rows apart',
  label: 'name the column with the true class',
}

/** The comparison that flags alone describe. @throws InputError naming every flag that is missing. */
export function requestFromFlags(values: CompareValues, gates: readonly GateSettings[]): CompareRequest {
  const missing = (['candidate', 'id', 'label'] as const).filter((name) => values[name] === undefined)
  const faults: Fault[] = missing.map((name) => ({ message: `--${name} is missing`, help: WHAT_FLAGS_NAME[name] }))
  if (values.score.length === 0 && values.prediction === undefined) {
    faults.push({
      message: 'neither --score nor --prediction is given',
      help: 'name the column with what the model said',
    })
  }
  if (faults.length > 0) {
    const help = 'or run it where a modelgate.yml is, or name one by --config'
    throw new InputError([...faults.slice(0, -1), { ...faults.at(-1)!, help: `${faults.at(-1)!.help}; ${help}` }])
  }
  const csv = readCsvFlags(values)
  const file = (location: string | undefined): FileRequest | null =>
    location === undefined ? null : { location, origin: 'caller', csv }
  return {
    ...DEFAULTS,
    ...readNumberFlags(values),
    model: values.model[0] ?? null,
    task: (values.task ?? 'binary') as Task,
    data: file(values.data),
    candidate: file(values.candidate)!,
    baselines: values.baseline === undefined ? [] : [{ kind: 'file', value: values.baseline, origin: 'caller', csv }],
    gates,
    columns: {
      id: values.id!,
      label: values.label!,
      score: values.score[0] ?? null,
      prediction: values.prediction ?? null,
    },
    positive: values.positive ?? null,
    slices: [...new Set(values.slice)],
    metrics: values.metric,
    ...readMethodFlags(values),
    modelFile: null,
    parameters: null,
    dataSets: [],
    policy: null,
  }
}
