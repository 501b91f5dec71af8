import type { ContractObject, ContractServer, DataContract } from '../../contract/data-contract.ts'
import { isRemote } from '../../core/data-location.ts'
import type { CsvDialect } from '../../core/data-source.ts'
import { findEncoding } from '../../core/encoding-name.ts'
import { InputError } from '../../core/faults.ts'
import { makeLookup } from '../../core/lookup.ts'
import type { Workspace } from '../../ports/workspace.ts'
import { nearestName } from '../../text/nearest-name.ts'
import { besideFile } from '../contract-reading.ts'

/** Where the data of an object is, as its contract says. */
export interface ContractPlace {
  readonly object: ContractObject
  /** Paths, globs or addresses, at least one. */
  readonly locations: readonly string[]
  readonly csv: CsvDialect
}

/**
 * Where the contract itself says that the data of its objects is: by the server named, else by the object's own paths,
 * else by the only server. Objects of which it says nothing are left out.
 *
 * @throws InputError where it says nothing of any, or names what cannot be read.
 */
export async function findContractPlaces(
  contract: DataContract,
  objects: readonly ContractObject[],
  name: string | null,
  workspace: Workspace,
): Promise<readonly ContractPlace[]> {
  const ownPaths = objects.filter(({ paths }) => paths.length > 0)
  if (name === null && ownPaths.length > 0) {
    return ownPaths.map((object) => ({
      object,
      locations: object.paths.map((path) => (isRemote(path) ? path : besideFile(contract.file, path))),
      csv: object.csv ?? {},
    }))
  }
  const server = chooseServer(contract, name)
  const pattern = readLocation(server)
  const csv = readDialect(server)
  return Promise.all(
    objects.map(async (object) => {
      const location = pattern.replace(/\{(model|object|table)\}/g, () => object.name)
      return { object, locations: [await locate(location, contract.file, workspace)], csv: { ...object.csv, ...csv } }
    }),
  )
}

/** How CSV files of an object are written, as its contract says: by its own dialect, else by that of the only server. */
export function findDefaultDialect({ servers }: DataContract, object: ContractObject): CsvDialect {
  const [only] = servers
  const isFile = servers.length === 1 && only!.type.toLowerCase() in FILE_SERVERS
  return { ...(isFile && object.csv === null ? readDialect(only!) : {}), ...object.csv }
}

function chooseServer({ servers, file }: DataContract, name: string | null): ContractServer {
  const names = servers.map((server) => server.name)
  if (name !== null) {
    const named = servers.find((server) => server.name === name)
    if (named) return named
    const nearest = nearestName(name, names)
    throw new InputError({
      message: `the contract has no server "${name}"`,
      place: { file },
      help: nearest
        ? `did you mean ${nearest}?`
        : names.length === 0
          ? 'it has none'
          : `there are: ${names.join(', ')}`,
    })
  }
  const [only] = servers
  if (only !== undefined && servers.length === 1) return only
  throw new InputError(
    only === undefined
      ? {
          message: 'the contract does not say where its data is',
          place: { file },
          help: 'name the data by --data, or add servers: to the contract',
        }
      : {
          message: `the contract has several servers: ${names.join(', ')}`,
          place: { file },
          help: 'name one by --server, or the data by --data',
        },
  )
}

/** Types of servers that hold files, and the setting that says where. */
const FILE_SERVERS: Readonly<Record<string, 'path' | 'location'>> = makeLookup({
  local: 'path',
  s3: 'location',
  gcs: 'location',
  azure: 'location',
})

const READ_FORMATS: readonly string[] = ['csv', 'parquet', 'json', 'jsonl', 'ndjson']

function readLocation({ name, type, settings, place }: ContractServer): string {
  const key = FILE_SERVERS[type.toLowerCase()]
  if (key === undefined) {
    throw new InputError({
      message: `the server ${name} is of type ${type}: data there is not read yet`,
      place,
      help: `servers of type ${Object.keys(FILE_SERVERS).join(', ')} are; or export the table and name it by --data`,
    })
  }
  const format = settings.format?.toLowerCase()
  if (format !== undefined && !READ_FORMATS.includes(format)) {
    throw new InputError({
      message: `the server ${name} holds ${settings.format}, which is not read yet`,
      place,
      help: 'csv, parquet and json are',
    })
  }
  const location = settings[key] ?? settings[key === 'path' ? 'location' : 'path']
  if (location === undefined) {
    throw new InputError({ message: `the server ${name} has no "${key}"`, place, help: 'say where its files are' })
  }
  if (settings.endpointUrl !== undefined) {
    throw new InputError({
      message: `the server ${name} names an endpoint (${settings.endpointUrl}), to which a contract may not send anybody's credentials`,
      place,
      help: 'take endpointUrl out and set AWS_ENDPOINT_URL in the environment',
    })
  }
  return location
}

/** `new_line` and `array` are about JSON and tell by themselves. */
function readDialect({ name, settings, place }: ContractServer): CsvDialect {
  const { delimiter, encoding, quote } = settings
  const known = encoding === undefined ? undefined : findEncoding(encoding)
  if (encoding !== undefined && known === undefined) {
    throw new InputError({
      message: `the server ${name} is encoded as ${encoding}, which is not read`,
      place,
      help: 'UTF-8, ISO-8859-1 and UTF-16 are',
    })
  }
  const written = delimiter === 'tab' || delimiter === '\\t' ? '\t' : delimiter
  return {
    ...(written === undefined || written.length !== 1 ? {} : { delimiter: written }),
    ...(quote === undefined ? {} : { quote }),
    ...(known === undefined || known === 'utf-8' ? {} : { encoding: known }),
  }
}

/** Paths start from the contract's folder; from the working directory where nothing is there. */
async function locate(path: string, file: string, workspace: Workspace): Promise<string> {
  if (isRemote(path)) return path
  const beside = besideFile(file, path)
  if (beside === path) return path
  const isThere = (await workspace.glob(beside, 'config')).length > 0
  return isThere || (await workspace.glob(path, 'config')).length === 0 ? beside : path
}
