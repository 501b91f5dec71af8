import { type Fault, InputError } from '../../core/faults.ts'
import type { LocatedDocument } from '../../yaml/located-document.ts'
import { makeContract } from '../contract-parts.ts'
import type { ContractObject, DataContract } from '../data-contract.ts'
import { CONTRACT_KEYS, OBJECT_KEYS } from './odcs-keys.ts'
import { OdcsNode } from './odcs-node.ts'
import { readProperty, refuseRepeatedNames } from './odcs-property.ts'
import { readRules } from './odcs-quality.ts'
import { ReferenceIndex } from './odcs-references.ts'
import { readObjectRelationships } from './odcs-relationships.ts'
import { readServers, readServiceLevels } from './odcs-services.ts'
import { findVersion, ODCS_VERSIONS, type OdcsVersion } from './odcs-version.ts'

/**
 * Reads a data contract of the Open Data Contract Standard, v3.0 to v3.2.
 *
 * @throws InputError with every fault and its place: another kind or version, unknown keys and wrong values where a demand would be lost.
 * @see https://bitol-io.github.io/open-data-contract-standard/v3.1.0/
 */
export function readOdcs(document: LocatedDocument): DataContract {
  const { contract, faults } = collectOdcs(document)
  if (contract === null || faults.length > 0) throw new InputError(faults)
  return contract
}

/** A contract as far as it could be read. */
export interface OdcsReadout {
  /** null where the file is no contract of a version that is read. */
  readonly contract: DataContract | null
  readonly version: OdcsVersion | null
  readonly faults: readonly Fault[]
}

/** The same for those who want to see more than the reader's faults: nothing is thrown. */
export function collectOdcs(document: LocatedDocument): OdcsReadout {
  const faults: Fault[] = []
  const newest = ODCS_VERSIONS[ODCS_VERSIONS.length - 1]!
  const head = new OdcsNode({ document, version: newest, faults })
  if (head.isMap) refuseOtherFormats(head)
  else head.refuse('is no data contract: a map is expected')
  const version = findVersion(head.child('apiVersion').source)
  if (faults.length > 0 || version === null) return { contract: null, version, faults }
  return {
    contract: readContract(new OdcsNode({ document, version, faults }), document.file, version),
    version,
    faults,
  }
}

function readContract(root: OdcsNode, file: string, version: OdcsVersion): DataContract {
  root.refuseUnknownKeys('the contract', CONTRACT_KEYS)
  const nodes = root.maps('schema', 'an object with a name')
  refuseRepeatedNames(nodes)
  const references = new ReferenceIndex(nodes)
  const objects = nodes.map((node) => readObject(node, references))
  const relationships = nodes.flatMap((node) => readObjectRelationships(node, references))
  const description = root.child('description')
  return makeContract(file, `ODCS ${version}`, {
    id: root.text('id'),
    name: root.text('name'),
    version: root.text('version'),
    status: root.text('status'),
    description: (description.isMap ? description.child('purpose') : description).source || null,
    // a relationship belongs to the object that it starts from, wherever it is written
    objects: objects.map((object) => ({
      ...object,
      relationships: relationships.filter((one) => one.object === object.name).map(({ relationship }) => relationship),
    })),
    serviceLevels: readServiceLevels(root),
    servers: readServers(root),
  })
}

/** Another standard, another kind, another version: nothing else of such a file is worth a message. */
function refuseOtherFormats(root: OdcsNode): void {
  if (root.has('dataContractSpecification')) {
    const help = 'convert it to the Open Data Contract Standard: datacontract export --format odcs'
    root.child('dataContractSpecification').refuse('this is a Data Contract Specification, which is not read', help)
    return
  }
  const kind = root.text('kind')
  if (kind !== 'DataContract') {
    root.child('kind').refuse(kind === null ? '"kind" is missing' : `"kind" is "${kind}"`, 'write kind: DataContract')
  }
  const version = root.text('apiVersion')
  if (findVersion(version) === null) {
    const is = version === null ? '"apiVersion" is missing' : `"apiVersion" is "${version}", which is not read`
    const list = [...ODCS_VERSIONS].reverse().join(', ')
    root.child('apiVersion').refuse(`${is}; ${list} are`, suggestVersion(version))
  }
}

function suggestVersion(version: string | null): string {
  if (version === null) return 'write apiVersion: v3.1.0'
  if (findVersion(`v${version}`) !== null) return `write v${version}`
  if (/^v?[012]\./.test(version)) {
    return "migrate it to v3.1.0: `dataset` became `schema`, `table` and `column` became `name`, rules moved to `quality` (the standard's v3 migration guide)"
  }
  return 'write the contract in v3.1.0, or use a newer modelgate'
}

function readObject(node: OdcsNode, references: ReferenceIndex): ContractObject {
  node.refuseUnknownKeys('an object of the schema', OBJECT_KEYS)
  const name = node.requiredText('name', 'the object has no "name"', 'name it')
  const properties = node.maps('properties', 'a property with a name')
  refuseRepeatedNames(properties)
  return {
    name,
    physicalName: node.text('physicalName'),
    description: node.text('description'),
    properties: properties.map((property) => readProperty(property, { references, path: [] })),
    rules: readRules(node),
    relationships: [],
    paths: [],
    csv: null,
    place: node.place,
  }
}
