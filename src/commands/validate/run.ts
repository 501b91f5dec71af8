import type { DataSource } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import { refuseLater } from '../../core/later.ts'
import type { Material, PolicyReference, Result } from '../../core/result.ts'
import type { Waiver } from '../../core/waiver.ts'
import type { Outcome } from '../command.ts'
import { ContractReader } from '../contract-reading.ts'
import { selectModels } from '../model-selection.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { findWaivers, noteIdleWaivers } from '../waivers.ts'
import { findContractChanges } from './contract-changes.ts'
import { validateDataSet } from './data-set.ts'
import { type OpenDataSet, openDataSets } from './open-data-set.ts'
import { type DataSetRequest, readMoment, requestFromFlags, requestsFromModel, type ValidateValues } from './request.ts'
import { summarizeValidation } from './summary.ts'

/** Holds data sets against their contracts: the one that flags name, or those of each model. */
export async function runValidate(values: ValidateValues, services: Services): Promise<Outcome> {
  const request = requestFromFlags(values)
  const asOf = readMoment(values, services.clock.now())
  if (request !== null) {
    return {
      results: [await validateAll(values.model[0] ?? null, [request], { asOf, policy: null, waivers: [] }, services)],
    }
  }
  const project = await services.project()
  if (project === null) {
    throw new InputError({
      message: 'there is nothing to validate: neither --contract and --data nor a modelgate.yml',
      help: 'modelgate validate --contract customers.odcs.yaml --data customers.csv',
    })
  }
  const waivers = await findWaivers(project, null, services)
  const given = { asOf, policy: project.policy, waivers }
  const results: Result[] = []
  const errors: Error[] = []
  for (const model of selectModels(project, values.model)) {
    try {
      refuseLater(project.later, model.name, 'validate')
      results.push(await validateAll(model.name, requestsFromModel(model), given, services))
    } catch (error) {
      if (services.signal.aborted || !(error instanceof Error)) throw error
      errors.push(error)
    }
  }
  noteIdleWaivers(waivers, results, ['contract'], services)
  return { results, errors }
}

/** What holds for every model of a run. */
interface Given {
  /** Milliseconds since 1970. */
  readonly asOf: number
  readonly policy: PolicyReference | null
  readonly waivers: readonly Waiver[]
}

async function validateAll(
  model: string | null,
  requests: readonly DataSetRequest[],
  { asOf, policy, waivers }: Given,
  services: Services,
): Promise<Result> {
  const startedAt = services.clock.now()
  const reader = new ContractReader(services.workspace)
  // Loading the engine and reading contracts need not wait for each other; what is wrong with it is told where it is used.
  if (requests.length > 0) services.engine().catch(() => undefined)
  const open = (await collect(requests, (request) => openDataSets(request, reader, services))).flat()
  const dataSets = await collect(open, (one) =>
    validateDataSet(one, { asOf, dataOf: (object) => findData(object, one, open) }, services),
  )
  const changes = await findContractChanges(open, services)
  const silent = dataSets.flatMap(({ checks, onInconclusive }) =>
    onInconclusive === 'pass' ? checks.filter(({ verdict }) => verdict === 'inconclusive') : [],
  )
  return finishResult(
    {
      command: 'validate',
      model,
      summary:
        requests.length === 0
          ? `Nothing to validate: no data set of ${model} has a contract.`
          : summarizeValidation(dataSets),
      checks: [...dataSets.flatMap(({ checks }) => checks), ...changes],
      silent: new Set(silent),
      waivers,
      materials: keepFirst(dataSets.flatMap(({ materials }) => materials)),
      policy,
      engine: dataSets[0]?.engine ?? null,
    },
    services,
    startedAt,
  )
}

/** One after the other; the faults of all make one error. */
async function collect<T, U>(entries: readonly T[], run: (entry: T) => Promise<U>): Promise<readonly U[]> {
  const results: U[] = []
  const faults: InputError[] = []
  for (const entry of entries) {
    try {
      results.push(await run(entry))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      faults.push(error)
    }
  }
  if (faults.length === 1) throw faults[0]!
  // Data sets that share a contract share its faults.
  if (faults.length > 1) throw new InputError([...new Set(faults.flatMap((error) => error.faults))])
  return results
}

/** The data of an object of the contract: this data set's own, else that of the one data set that shares the contract. */
function findData(object: string, own: OpenDataSet, all: readonly OpenDataSet[]): DataSource | null {
  if (own.object.name === object) return own.source
  const others = all.filter((other) => other.contract === own.contract && other.object.name === object)
  return others.length === 1 ? others[0]!.source : null
}

/** A contract that several data sets share is one material. */
function keepFirst(materials: readonly Material[]): readonly Material[] {
  return materials.filter(
    ({ name, uri }, index) => materials.findIndex((other) => other.name === name && other.uri === uri) === index,
  )
}
