import { InputError } from '../../core/faults.ts'
import { refuseLater } from '../../core/later.ts'
import type { Material, PolicyReference, Result } from '../../core/result.ts'
import type { Outcome } from '../command.ts'
import { selectModels } from '../model-selection.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { type ValidatedDataSet, validateDataSet } from './data-set.ts'
import { type DataSetRequest, requestFromFlags, requestsFromModel, type ValidateValues } from './request.ts'
import { summarizeValidation } from './summary.ts'

/** Holds data sets against their contracts: the one that flags name, or those of each model. */
export async function runValidate(values: ValidateValues, services: Services): Promise<Outcome> {
  const request = requestFromFlags(values)
  if (request !== null) {
    return { results: [await validateAll(values.model[0] ?? null, [request], null, services)] }
  }
  const project = await services.project()
  if (project === null) {
    throw new InputError({
      message: 'there is nothing to validate: neither --contract and --data nor a modelgate.yml',
      help: 'modelgate validate --contract customers.odcs.yaml --data customers.csv',
    })
  }
  const results: Result[] = []
  const errors: Error[] = []
  for (const model of selectModels(project, values.model)) {
    try {
      refuseLater(project.later, model.name, 'validate')
      results.push(await validateAll(model.name, requestsFromModel(model), project.policy, services))
    } catch (error) {
      if (services.signal.aborted || !(error instanceof Error)) throw error
      errors.push(error)
    }
  }
  return { results, errors }
}

async function validateAll(
  model: string | null,
  requests: readonly DataSetRequest[],
  policy: PolicyReference | null,
  services: Services,
): Promise<Result> {
  const startedAt = services.clock.now()
  const dataSets: ValidatedDataSet[] = []
  const faults: InputError[] = []
  for (const request of requests) {
    try {
      dataSets.push(await validateDataSet(request, services))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      faults.push(error)
    }
  }
  if (faults.length === 1) throw faults[0]!
  if (faults.length > 1) throw new InputError(faults.flatMap((error) => error.faults))
  const silent = dataSets.flatMap(({ checks }, index) =>
    requests[index]!.onInconclusive === 'pass' ? checks.filter(({ verdict }) => verdict === 'inconclusive') : [],
  )
  return finishResult(
    {
      command: 'validate',
      model,
      summary:
        requests.length === 0
          ? `Nothing to validate: no data set of ${model} has a contract.`
          : summarizeValidation(dataSets),
      checks: dataSets.flatMap(({ checks }) => checks),
      silent: new Set(silent),
      materials: keepFirst(dataSets.flatMap(({ materials }) => materials)),
      policy,
      engine: dataSets[0]?.engine ?? null,
    },
    services,
    startedAt,
  )
}

/** A contract that several data sets share is one material. */
function keepFirst(materials: readonly Material[]): readonly Material[] {
  return materials.filter(
    ({ name, uri }, index) => materials.findIndex((other) => other.name === name && other.uri === uri) === index,
  )
}
