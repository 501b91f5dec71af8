import { type Fault, InputError, type Place } from '../../core/faults.ts'
import type { LocatedDocument } from '../../yaml/located-document.ts'
import type { ReadLinked } from '../contract-file.ts'
import type { ContractObject, DataContract } from '../data-contract.ts'
import { collectOdcs } from '../odcs/odcs.ts'
import { findHints } from './lint-hints.ts'
import { countProperties, findReferenceFaults, listProperties } from './lint-references.ts'
import { findSchemaFaults, type SchemaFault } from './lint-schema.ts'

/** What is to be said of a contract file. */
export interface LintReport {
  readonly file: string
  /** null where the file is no contract that is read. */
  readonly standard: string | null
  readonly objects: number
  /** Columns with the named ones inside of them. */
  readonly properties: number
  /** Quality rules, at whatever level. */
  readonly rules: number
  /** They make it invalid; in the order of the file. */
  readonly faults: readonly Fault[]
  /** They do not. */
  readonly warnings: readonly Fault[]
}

/**
 * Holds a contract against its standard: the JSON schema of its version where it is ODCS, what a reader of it needs, and
 * its references.
 *
 * @param readLinked files that a Frictionless descriptor names; without it such a descriptor is refused.
 */
export async function lintContract(document: LocatedDocument, readLinked?: ReadLinked): Promise<LintReport> {
  if (!isOdcs(document.data)) return lintOther(document, readLinked)
  const { contract, version, faults } = collectOdcs(document)
  if (contract === null || version === null) return makeReport(document.file, null, faults, [])
  const bySchema = (await findSchemaFaults(document, version)).filter((fault) => !isSaid(fault, faults))
  const all = [...faults, ...bySchema.map(withoutKey), ...findRepeatedIds(document, document.data, [])]
  return makeReport(
    document.file,
    contract,
    [...all, ...findReferenceFaults(contract)],
    // what is wrong already need not be warned of
    findHints(contract, document, version).filter((hint) => !all.some(({ place }) => isSamePlace(place, hint.place))),
  )
}

async function lintOther(document: LocatedDocument, readLinked?: ReadLinked): Promise<LintReport> {
  try {
    const { parseContract } = await import('../contract-file.ts')
    const contract = await parseContract(document, readLinked)
    return makeReport(document.file, contract, findReferenceFaults(contract), [])
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return makeReport(document.file, null, error.faults, [])
  }
}

function isOdcs(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false
  return ['apiVersion', 'kind', 'dataContractSpecification'].some((key) => Object.hasOwn(data, key))
}

function makeReport(
  file: string,
  contract: DataContract | null,
  faults: readonly Fault[],
  warnings: readonly Fault[],
): LintReport {
  const objects = contract?.objects ?? []
  return {
    file,
    standard: contract?.standard ?? null,
    objects: objects.length,
    properties: objects.reduce((sum, object) => sum + countProperties(object.properties), 0),
    rules: objects.map(countRules).reduce((sum, count) => sum + count, 0),
    faults: sortFaults(faults),
    warnings: sortFaults(warnings),
  }
}

function countRules({ rules, properties }: ContractObject): number {
  return listProperties(properties).reduce((sum, property) => sum + property.rules.length, rules.length)
}

/** Whether the reader said it already, in words that know more. */
function isSaid({ place, missing }: SchemaFault, faults: readonly Fault[]): boolean {
  return faults.some(
    (fault) => isSamePlace(fault.place, place) && (missing === null || fault.message.includes(`"${missing}"`)),
  )
}

function isSamePlace(left: Place | undefined, right: Place | undefined): boolean {
  return left?.line === right?.line && left?.column === right?.column
}

function withoutKey({ missing: _, ...fault }: SchemaFault): Fault {
  return fault
}

/** An `id` is unique in its list; what tools keep under `value`, `implementation` and `arguments` is their own. */
function findRepeatedIds(
  document: LocatedDocument,
  data: unknown,
  path: readonly (string | number)[],
): readonly Fault[] {
  if (typeof data !== 'object' || data === null) return []
  const inner = Object.entries(data)
    .filter(([key]) => !['value', 'implementation', 'arguments'].includes(key))
    .flatMap(([key, value]) => findRepeatedIds(document, value, [...path, key]))
  if (!Array.isArray(data)) return inner
  const ids = data.map((entry: unknown) => (entry as { id?: unknown } | null)?.id)
  const repeated = ids.flatMap((id, index) => {
    if (typeof id !== 'string' || ids.indexOf(id) === index) return []
    const place = document.placeOf([...path, index, 'id'])
    return [{ message: `the id "${id}" is there twice in this list`, place, help: 'give each an id of its own' }]
  })
  return [...repeated, ...inner]
}

/** In the order of the file, each once. */
function sortFaults(all: readonly Fault[]): readonly Fault[] {
  const faults = all.filter(
    ({ message, place }, index) =>
      all.findIndex((other) => other.message === message && isSamePlace(other.place, place)) === index,
  )
  const line = ({ place }: Fault) => (place?.line ?? 0) * 1e6 + (place?.column ?? 0)
  return faults.sort((left, right) => line(left) - line(right))
}
