import { type Fault, InputError } from '../core/faults.ts'
import type { LocatedDocument } from '../yaml/located-document.ts'
import type { ContractObject, DataContract, ServiceLevel } from './data-contract.ts'
import { CONTRACT_KEYS, OBJECT_KEYS, SERVICE_LEVEL_KEYS } from './odcs-keys.ts'
import { OdcsNode } from './odcs-node.ts'
import { readProperty } from './odcs-property.ts'
import { readRules } from './odcs-quality.ts'

/** Versions of the standard that are read. */
const API_VERSIONS: readonly string[] = ['v3.1.0', 'v3.0.2', 'v3.0.1', 'v3.0.0']

/**
 * Reads a data contract of the Open Data Contract Standard, v3.0 and v3.1.
 *
 * @throws InputError with every fault and its place: another kind or version, unknown keys and wrong values where a demand would be lost.
 * @see https://bitol-io.github.io/open-data-contract-standard/v3.1.0/
 */
export function readOdcs(document: LocatedDocument): DataContract {
  const faults: Fault[] = []
  const root = new OdcsNode(document, faults)
  if (!root.isMap) throw new InputError({ message: 'is no data contract: a map is expected', place: root.place })
  refuseOtherFormats(root)
  if (faults.length > 0) throw new InputError(faults)
  root.refuseUnknownKeys('the contract', CONTRACT_KEYS)
  const objects = root.maps('schema', 'an object with a name')
  const contract: DataContract = {
    file: document.file,
    name: root.text('name'),
    version: root.text('version'),
    objects: objects.map(readObject),
    serviceLevels: root.maps('slaProperties', 'a property with a value').map(readServiceLevel),
  }
  refuseRepeatedNames(objects)
  if (faults.length > 0) throw new InputError(faults)
  return contract
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
  if (version === null || !API_VERSIONS.includes(version)) {
    const is = version === null ? '"apiVersion" is missing' : `"apiVersion" is "${version}", which is not read`
    root.child('apiVersion').refuse(`${is}; ${API_VERSIONS.join(', ')} are`, suggestVersion(version))
  }
}

function suggestVersion(version: string | null): string {
  if (version === null) return 'write apiVersion: v3.1.0'
  if (API_VERSIONS.includes(`v${version}`)) return `write v${version}`
  if (/^v?[012]\./.test(version)) {
    return "migrate it to v3.1.0: `dataset` became `schema`, `table` and `column` became `name`, rules moved to `quality` (the standard's v3 migration guide)"
  }
  return 'write the contract in v3.1.0, or use a newer modelgate'
}

function readObject(node: OdcsNode): ContractObject {
  node.refuseUnknownKeys('an object of the schema', OBJECT_KEYS)
  const name = node.requiredText('name', 'the object has no "name"', 'name it')
  const properties = node.maps('properties', 'a property with a name')
  refuseRepeatedNames(properties)
  return {
    name,
    physicalName: node.text('physicalName'),
    properties: properties.map(readProperty),
    rules: readRules(node),
    relationships: node.maps('relationships', 'a relationship').map(({ place }) => place),
    place: node.place,
  }
}

function readServiceLevel(node: OdcsNode): ServiceLevel {
  node.refuseUnknownKeys('a service level', SERVICE_LEVEL_KEYS)
  const property = node.requiredText(
    'property',
    'the service level has no "property"',
    'name it: latency, retention, …',
  )
  return { property, element: node.text('element'), place: node.place }
}

function refuseRepeatedNames(nodes: readonly OdcsNode[]): void {
  const seen = new Set<string>()
  for (const node of nodes) {
    const name = node.has('name') ? node.child('name').source : ''
    if (name === '') continue
    if (seen.has(name)) node.child('name').refuse(`the name "${name}" is there twice`, 'give each a name of its own')
    seen.add(name)
  }
}
