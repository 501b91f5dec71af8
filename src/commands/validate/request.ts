import type { ModelSettings } from '../../config/project.ts'
import type { CsvDialect } from '../../core/data-source.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import type { OnInconclusive } from '../../core/verdict.ts'
import type { PathOrigin } from '../../ports/workspace.ts'
import type { CommonInputs, Inputs } from '../command.ts'
import { listCsvFlags, readCsvFlags } from '../csv-flags.ts'
import type { ValidateInputs } from './spec.ts'

export type ValidateValues = Inputs<ValidateInputs> & CommonInputs

/** One data set and the contract that it is held against. */
export interface DataSetRequest {
  /** Its key in modelgate.yml; null with flags: the contract's object then gives the name. */
  readonly key: string | null
  readonly data: string
  readonly contract: string
  readonly origin: PathOrigin
  readonly object: string | null
  readonly csv: CsvDialect | null
  readonly onInconclusive: OnInconclusive
}

/** The data set that flags alone describe; null where modelgate.yml is to say. @throws InputError with every flag that does not fit. */
export function requestFromFlags(values: ValidateValues): DataSetRequest | null {
  const { contract, data } = values
  const faults: Fault[] = []
  if (values['as-of'] !== undefined) {
    faults.push({ message: '--as-of: service levels are not there yet', help: 'run validate without --as-of' })
  }
  const isByFlags = contract !== undefined || data !== undefined
  if (isByFlags && contract === undefined)
    faults.push({ message: '--data needs --contract', help: 'name the contract' })
  if (isByFlags && data === undefined) faults.push({ message: '--contract needs --data', help: 'name the data' })
  const flagsOfData = [...(values.object === undefined ? [] : ['object']), ...listCsvFlags(values)]
  for (const flag of isByFlags ? [] : flagsOfData) {
    faults.push({ message: `--${flag} needs --data`, help: 'in modelgate.yml it stands beside the path' })
  }
  if (faults.length > 0) throw new InputError(faults)
  if (contract === undefined || data === undefined) return null
  return {
    key: null,
    data,
    contract,
    origin: 'caller',
    object: values.object ?? null,
    csv: readCsvFlags(values),
    onInconclusive: 'fail',
  }
}

/** The data sets of a model that have a contract; production data is `monitor`'s. */
export function requestsFromModel(model: ModelSettings): readonly DataSetRequest[] {
  return Object.values(model.data).flatMap(({ key, path, contract, object, production, csv, onInconclusive }) =>
    production || contract === null
      ? []
      : [{ key, data: path, contract, origin: 'config', object, csv, onInconclusive }],
  )
}
