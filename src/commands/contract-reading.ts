import { parseContract, type ReadLinked } from '../contract/contract-file.ts'
import type { DataContract } from '../contract/data-contract.ts'
import { InputError } from '../core/faults.ts'
import type { PathOrigin, Workspace } from '../ports/workspace.ts'
import type { LocatedDocument } from '../yaml/located-document.ts'

/** A contract file of any standard that is read. @throws InputError with every fault of it. */
export async function readContractFile(file: string, origin: PathOrigin, workspace: Workspace): Promise<DataContract> {
  return parseContract(await readLocated(file, origin, workspace), readBeside(file, origin, workspace))
}

/** Reads files that a contract names: only those of its own folder, whoever named the contract. */
export function readBeside(file: string, origin: PathOrigin, workspace: Pick<Workspace, 'readText'>): ReadLinked {
  return async (path) => {
    if (isAbove(path)) throw new InputError({ message: `${path} leaves the folder of the contract`, place: { file } })
    return readLocated(besideFile(file, path), origin, workspace)
  }
}

/** A YAML or JSON file whose values know where they stand. @throws InputError where it is none. */
export async function readLocated(
  file: string,
  origin: PathOrigin,
  workspace: Pick<Workspace, 'readText'>,
): Promise<LocatedDocument> {
  const [text, { parseLocatedYaml }] = await Promise.all([
    workspace.readText(file, origin),
    import('../yaml/located-document.ts'),
  ])
  return parseLocatedYaml(text, file)
}

/** Reads contracts, each once however many data sets share it. */
export class ContractReader {
  readonly #workspace: Workspace
  readonly #contracts = new Map<string, Promise<DataContract>>()

  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  /** @throws InputError with every fault of it. */
  read(file: string, origin: PathOrigin): Promise<DataContract> {
    const key = `${origin} ${file}`
    const reading = this.#contracts.get(key) ?? readContractFile(file, origin, this.#workspace)
    this.#contracts.set(key, reading)
    return reading
  }
}

/** Whether a path leaves the folder that it starts from. */
function isAbove(path: string): boolean {
  return /^([\\/~]|[A-Za-z]:)/.test(path) || path.split(/[\\/]/).includes('..')
}

/** A path that starts from the folder of a file, from where the file's own starts; absolute ones stay. */
export function besideFile(file: string, path: string): string {
  if (/^([\\/]|[A-Za-z]:[\\/])/.test(path)) return path
  const folder = file.replace(/[^\\/]*$/, '')
  return `${folder}${path.replace(/^(\.[\\/])+/, '')}`
}
