import { columnNames } from '../../contract/column-reference.ts'
import { finishCheck } from '../../contract/contract-check.ts'
import type { ContractObject, DataContract } from '../../contract/data-contract.ts'
import { makeObjectChecks } from '../../contract/object-checks.ts'
import { chooseObject } from '../../contract/object-choice.ts'
import { readOdcs } from '../../contract/odcs.ts'
import { InputError } from '../../core/faults.ts'
import type { Measurement, Probe } from '../../core/probe.ts'
import type { ContractCheckResult, Material } from '../../core/result.ts'
import type { Services } from '../services.ts'
import type { DataSetRequest } from './request.ts'

/** What came of one data set. */
export interface ValidatedDataSet {
  /** Its key, or the contract's object. */
  readonly key: string
  readonly uri: string
  readonly checks: readonly ContractCheckResult[]
  readonly materials: readonly Material[]
  readonly engine: string
}

/** Measures all demands of a contract on a data set. @throws InputError with the faults of contract and data together. */
export async function validateDataSet(request: DataSetRequest, services: Services): Promise<ValidatedDataSet> {
  const { workspace, signal } = services
  const { data, origin } = request
  const [contract, source] = await gather(
    readContract(request, services),
    workspace.openData(data, origin, request.csv),
  )
  const object = chooseObject(contract, request.object, data)
  const key = request.key ?? object.name
  const checks = makeObjectChecks(contract, object, key)
  const probed = checks.flatMap(({ probe }) => (probe === null ? [] : [probe]))
  const engine = await services.engine()
  const [rows, ...measurements] = await engine.measure(source, [{ kind: 'rowCount' }, ...probed], signal)
  const answers = new Map<Probe, Measurement>(probed.map((probe, index) => [probe, measurements[index]!]))
  const isPublic = findPublicColumns(object)
  return {
    key,
    uri: data,
    checks: checks.map((check) =>
      finishCheck(check, check.probe && answers.get(check.probe)!, request.onInconclusive, isPublic),
    ),
    materials: [
      {
        name: key,
        uri: data,
        digest: (await workspace.digest(data, origin)).digest,
        rows: rows?.measured === true ? (rows.value as number) : null,
        derived: false,
      },
      {
        name: 'contract',
        uri: request.contract,
        digest: (await workspace.digest(request.contract, origin)).digest,
        rows: null,
        derived: false,
      },
    ],
    engine: engine.name,
  }
}

async function readContract({ contract, origin }: DataSetRequest, { workspace }: Services): Promise<DataContract> {
  const [text, { parseLocatedYaml }] = await Promise.all([
    workspace.readText(contract, origin),
    import('../../yaml/located-document.ts'),
  ])
  return readOdcs(parseLocatedYaml(text, contract))
}

/** Waits for both; the faults of both make one error. */
async function gather<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const settled = await Promise.allSettled([first, second])
  const errors = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  const other = errors.find((error) => !(error instanceof InputError))
  if (other !== undefined) throw other
  if (errors.length > 0) throw new InputError(errors.flatMap((error) => (error as InputError).faults))
  return Promise.all([first, second])
}

function findPublicColumns(object: ContractObject): (column: string) => boolean {
  const names = object.properties.filter(({ classification }) => classification === 'public').flatMap(columnNames)
  return (column) => names.includes(column)
}
