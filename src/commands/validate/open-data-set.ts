import type { ContractObject, DataContract } from '../../contract/data-contract.ts'
import { chooseObject } from '../../contract/object-choice.ts'
import type { CsvDialect, DataSource } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type { OnInconclusive } from '../../core/verdict.ts'
import type { PathOrigin } from '../../ports/workspace.ts'
import type { ContractReader } from '../contract-reading.ts'
import type { Services } from '../services.ts'
import { findContractPlaces, findDefaultDialect } from './contract-data.ts'
import type { DataSetRequest } from './request.ts'

/** Data that is there, and what it is held against. */
export interface OpenDataSet {
  /** Its key, or the contract's object. */
  readonly key: string
  readonly contract: DataContract
  readonly object: ContractObject
  readonly source: DataSource
  /** What the source is made of: paths, globs, addresses. */
  readonly locations: readonly string[]
  /** Who named them. */
  readonly dataOrigin: PathOrigin
  readonly contractOrigin: PathOrigin
  readonly onInconclusive: OnInconclusive
}

/**
 * Opens the data that a request is about: the one that it names, or all that the contract itself names.
 *
 * @throws InputError with the faults of contract and data together.
 */
export async function openDataSets(
  request: DataSetRequest,
  reader: ContractReader,
  services: Services,
): Promise<readonly OpenDataSet[]> {
  const { workspace } = services
  const { data, contract: file, origin } = request
  const reading = reader.read(file, origin)
  if (data === null) return openPlaces(request, await reading, services)
  const contract = await reading.catch((error: unknown) =>
    addFaults(error, workspace.openData(data, origin, request.csv)),
  )
  const object = await tell(
    () => chooseObject(contract, request.object, data),
    () => workspace.openData(data, origin, request.csv),
  )
  const csv = { ...findDefaultDialect(contract, object), ...request.csv }
  const source = await workspace.openData(data, origin, csv)
  refuseDialect(source, request)
  return [finish(request, contract, object, source, [data], origin)]
}

async function openPlaces(
  request: DataSetRequest,
  contract: DataContract,
  { workspace, logger }: Services,
): Promise<readonly OpenDataSet[]> {
  const objects =
    request.object === null && contract.objects.length > 0
      ? contract.objects
      : [chooseObject(contract, request.object, '')]
  const places = await findContractPlaces(contract, objects, request.server, workspace)
  for (const { name } of objects.filter((object) => !places.some((place) => place.object === object))) {
    logger.warning(`${contract.file} does not say where the data of ${name} is: it is not looked at`)
  }
  const settled = await Promise.allSettled(
    places.map(async ({ object, locations, csv }) => {
      const sources = await Promise.all(
        locations.map((location) => workspace.openData(location, 'config', { ...csv, ...request.csv })),
      )
      const source = joinSources(sources)
      refuseDialect(source, request)
      return finish(request, contract, object, source, locations, 'config')
    }),
  )
  const errors = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  const other = errors.find((error) => !(error instanceof InputError))
  if (other !== undefined) throw other
  if (errors.length > 0) throw new InputError(errors.flatMap((error) => (error as InputError).faults))
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

/** The rows of several files, one after the other. */
function joinSources(sources: readonly DataSource[]): DataSource {
  const [first] = sources
  const shapeOf = ({ format, csv, partitions }: DataSource) => JSON.stringify([format, csv, partitions])
  const other = sources.find((source) => shapeOf(source) !== shapeOf(first!))
  if (other !== undefined) {
    throw new InputError({
      message: `${first!.uri} and ${other.uri} are of different formats, dialects or partitionings`,
      help: 'the files of one table need the same',
    })
  }
  return {
    ...first!,
    uri: sources.map(({ uri }) => uri).join(', '),
    files: sources.flatMap(({ files }) => files),
  }
}

/** A dialect that is said of a file which has none would be passed over in silence. */
function refuseDialect({ uri, format }: DataSource, { csv, key }: DataSetRequest): void {
  const [option] = Object.keys(csv ?? ({} satisfies CsvDialect))
  if (format === 'csv' || option === undefined) return
  const named = key === null ? `--${option} is` : 'csv: is'
  throw new InputError({
    message: `${uri}: ${named} about CSV files, and this is ${format === 'json' ? 'JSON' : 'Parquet'}`,
    help: key === null ? `leave --${option} out` : `take csv: away from the data set ${key}`,
  })
}

function finish(
  request: DataSetRequest,
  contract: DataContract,
  object: ContractObject,
  source: DataSource,
  locations: readonly string[],
  dataOrigin: PathOrigin,
): OpenDataSet {
  const { origin: contractOrigin, onInconclusive } = request
  return {
    key: request.key ?? object.name,
    contract,
    object,
    source,
    locations,
    dataOrigin,
    contractOrigin,
    onInconclusive,
  }
}

/** What `choose` gives; where it throws, together with the faults of what else was to be done. */
async function tell<T>(choose: () => T, also: () => Promise<unknown>): Promise<T> {
  try {
    return choose()
  } catch (error) {
    return addFaults(error, also())
  }
}

async function addFaults(error: unknown, also: Promise<unknown>): Promise<never> {
  const other = await also.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof InputError) || !(other instanceof InputError)) throw error
  throw new InputError([...error.faults, ...other.faults])
}
