import type { LocatedDocument } from '../yaml/located-document.ts'
import type { DataContract } from './data-contract.ts'
import { isFrictionless } from './frictionless/frictionless-kind.ts'

/** Reads a file that another names, by its path from that one's folder. */
export type ReadLinked = (path: string) => Promise<LocatedDocument>

/**
 * Reads a contract of any format that is read natively: the Open Data Contract Standard, or a descriptor of Frictionless.
 * Only the reader that is needed is loaded.
 *
 * @param readLinked schemas and dialects that stand in files of their own; without it such a descriptor is refused.
 * @throws InputError with every fault and its place.
 */
export async function parseContract(document: LocatedDocument, readLinked?: ReadLinked): Promise<DataContract> {
  if (!isFrictionless(document.data)) {
    const { readOdcs } = await import('./odcs/odcs.ts')
    return readOdcs(document)
  }
  const { listFrictionlessLinks, readFrictionless } = await import('./frictionless/frictionless.ts')
  const links = readLinked === undefined ? [] : listFrictionlessLinks(document)
  const linked = await Promise.all(links.map(async (path) => [path, await readLinked!(path)] as const))
  return readFrictionless(document, new Map(linked))
}
