import type { GateSettings } from '../../config/project.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import type { Task } from '../../core/metric.ts'
import { readCsvFlags } from '../csv-flags.ts'
import {
  findColumnFaults,
  findSlicePairFaults,
  NO_COLUMNS,
  readColumnFlags,
  readCostFlags,
  readSliceFlags,
} from './column-flags.ts'
import { readMethodFlags, readNumberFlags } from './flags.ts'
import { mayHoldGrades, readLocation } from './graded-documents.ts'
import type { CompareRequest, CompareValues, FileRequest } from './request.ts'

/** What holds where neither flags nor modelgate.yml say otherwise. */
const DEFAULTS = { threshold: 0.5, minRows: 100, confidence: 0.95, resamples: 2000, seed: 1, power: 0.8 }

/** The comparison that flags alone describe. @throws InputError naming every flag that is missing. */
export function requestFromFlags(values: CompareValues, gates: readonly GateSettings[]): CompareRequest {
  const task = (values.task ?? 'binary') as Task
  const candidate = readLocation(values.candidate, task)
  const baseline = readLocation(values.baseline, task)
  const named = readColumnFlags(values)
  const costs = readCostFlags(values.costs, task)
  const isDocument = task === 'graded' && candidate !== null && mayHoldGrades(candidate.location)
  const columns = { ...NO_COLUMNS, ...named.columns }
  const faults: Fault[] = []
  if (candidate === null) {
    faults.push({ message: '--candidate is missing', help: 'name the file with the predictions of the candidate' })
  }
  if (values.id === undefined && !isDocument) {
    faults.push({ message: '--id is missing', help: 'name the column that tells rows apart' })
  }
  faults.push(
    ...findColumnFaults(task, columns, {
      hasPositive: values.positive !== undefined,
      hasCosts: costs.costs !== null,
      candidate: candidate?.location ?? null,
    }),
    ...named.faults,
    ...costs.faults,
    ...findSlicePairFaults(values.slice),
  )
  const isComplete = candidate !== null && values.id !== undefined && values.label !== undefined
  if (faults.length > 0 && isComplete) throw new InputError(faults)
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
    task,
    data: file(values.data),
    candidate: { ...candidate!, origin: 'caller', csv },
    baselines:
      baseline === null
        ? []
        : [{ kind: 'file', value: baseline.location, system: baseline.system, origin: 'caller', csv }],
    gates,
    columns,
    positive: values.positive ?? null,
    costs: costs.costs,
    ...readSliceFlags(values.slice, columns),
    metrics: values.metric,
    own: [],
    folder: '',
    ...readMethodFlags(values),
    modelFile: null,
    parameters: null,
    dataSets: [],
    policy: null,
  }
}
