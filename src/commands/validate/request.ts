import type { ModelSettings } from '../../config/project.ts'
import type { CsvDialect } from '../../core/data-source.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import type { OnInconclusive } from '../../core/verdict.ts'
import type { PathOrigin } from '../../ports/workspace.ts'
import { parseAsOf } from '../../registry/as-of.ts'
import type { CommonInputs, Inputs } from '../command.ts'
import { listCsvFlags, readCsvFlags } from '../csv-flags.ts'
import type { ValidateInputs } from './spec.ts'

export type ValidateValues = Inputs<ValidateInputs> & CommonInputs

/** Data and the contract that it is held against. */
export interface DataSetRequest {
  /** Its key in modelgate.yml; null with flags: the contract's object then gives the name. */
  readonly key: string | null
  /** null: wherever the contract says that its data is. */
  readonly data: string | null
  readonly contract: string
  readonly origin: PathOrigin
  readonly object: string | null
  /** Server of the contract whose data is meant; null: none is named. */
  readonly server: string | null
  readonly csv: CsvDialect | null
  readonly onInconclusive: OnInconclusive
}

/** What flags alone ask for; null where modelgate.yml is to say. @throws InputError with every flag that does not fit. */
export function requestFromFlags(values: ValidateValues): DataSetRequest | null {
  const { contract, data, server } = values
  const faults: Fault[] = []
  const isByFlags = contract !== undefined || data !== undefined
  if (isByFlags && contract === undefined)
    faults.push({ message: '--data needs --contract', help: 'name the contract' })
  if (server !== undefined && data !== undefined) {
    faults.push({ message: '--server and --data both say where the data is', help: 'leave one of them out' })
  }
  const flagsOfData = [
    ...(values.object === undefined ? [] : ['object']),
    ...(server === undefined ? [] : ['server']),
    ...listCsvFlags(values),
  ]
  for (const flag of isByFlags ? [] : flagsOfData) {
    const help = flag === 'server' ? 'name the contract' : 'in modelgate.yml it stands beside the path'
    faults.push({ message: `--${flag} needs ${flag === 'server' ? '--contract' : '--data'}`, help })
  }
  if (faults.length > 0) throw new InputError(faults)
  if (contract === undefined) return null
  return {
    key: null,
    data: data ?? null,
    contract,
    origin: 'caller',
    object: values.object ?? null,
    server: server ?? null,
    csv: readCsvFlags(values),
    onInconclusive: 'fail',
  }
}

/** The data sets of a model that have a contract; production data is `monitor`'s. */
export function requestsFromModel(model: ModelSettings): readonly DataSetRequest[] {
  return Object.values(model.data).flatMap(({ key, path, contract, object, production, csv, onInconclusive }) =>
    production || contract === null
      ? []
      : [{ key, data: path, contract, origin: 'config', object, server: null, csv, onInconclusive }],
  )
}

/** The moment that ages are counted to. */
export interface Moment {
  /** Milliseconds since 1970 UTC. */
  readonly instant: number
  /** Whether a flag named it: then the result no longer stands for the policy, whose ages are counted to now. */
  readonly isAsked: boolean
}

/** The moment of `--as-of`, else now. @throws InputError for a text that is none. */
export function readMoment(values: Pick<ValidateValues, 'as-of'>, now: Date): Moment {
  const given = values['as-of']
  if (given === undefined) return { instant: now.getTime(), isAsked: false }
  const moment = parseAsOf(given)
  if (moment !== null) return { instant: moment.getTime(), isAsked: true }
  throw new InputError({
    message: `--as-of ${given} is no date or time`,
    help: 'write 2026-11-21 or 2026-11-21T08:00:00Z',
  })
}
