import { type Fault, InputError } from '../../core/faults.ts'
import type { LocatedDocument } from '../../yaml/located-document.ts'
import { makeContract, makeObject } from '../contract-parts.ts'
import type { ContractObject, DataContract } from '../data-contract.ts'
import { findFrictionlessKind } from './frictionless-kind.ts'
import { DescriptorNode } from './frictionless-node.ts'
import { type FollowLink, isProfileOfV2, type ResourceReading, readResource } from './frictionless-resource.ts'
import { type ForeignKey, makeRelationship, readSchema } from './frictionless-schema.ts'

/**
 * Reads a Data Package, a Data Resource or a Table Schema of Frictionless, v1 and v2.
 *
 * What has no executor is there as a custom rule of the engine `frictionless`. Descriptors are open: unknown keys are
 * passed over unless they look like a demand's.
 *
 * @param linked schemas and dialects that the descriptor names by path (`listFrictionlessLinks`), as read from there.
 * @throws InputError with every fault and its place.
 * @see https://datapackage.org/standard/ and https://specs.frictionlessdata.io
 */
export function readFrictionless(
  document: LocatedDocument,
  linked: ReadonlyMap<string, LocatedDocument> = new Map(),
): DataContract {
  const faults: Fault[] = []
  const root = new DescriptorNode(document, faults)
  const kind = findFrictionlessKind(document.data)
  if (kind === null) {
    const help = 'a Data Package has resources:, a Data Resource path: and schema:, a Table Schema fields:'
    throw new InputError({ message: 'is no descriptor of Frictionless', place: root.place, help })
  }
  const follow = makeFollow(linked, faults)
  const isV2 = isProfileOfV2(root.text('$schema'))
  const nodes = kind === 'package' ? root.maps('resources', 'a resource with a name') : [root]
  if (kind === 'package' && nodes.length === 0 && faults.length === 0)
    root.refuse('the package has no "resources"', 'list its tables')
  const readings =
    kind === 'schema' ? [readBareSchema(root, isV2)] : nodes.map((node) => readResource(node, follow, isV2))
  refuseRepeatedNames(nodes)
  const objects = connect(readings, kind === 'package')
  if (faults.length > 0) throw new InputError(faults)
  return makeContract(document.file, `Frictionless ${STANDARDS[kind]}${isV2 ? ' v2' : ''}`, {
    id: root.text('id'),
    name: root.text('name'),
    version: root.text('version'),
    description: root.text('description') ?? root.text('title'),
    objects,
  })
}

const STANDARDS = { package: 'Data Package', resource: 'Data Resource', schema: 'Table Schema' } as const

/**
 * Paths of schemas and dialects that a descriptor does not hold itself, from its own folder, each once. Addresses are
 * not among them: nothing is fetched for a descriptor.
 */
export function listFrictionlessLinks(document: LocatedDocument): readonly string[] {
  const root = new DescriptorNode(document, [])
  const kind = findFrictionlessKind(document.data)
  const resources = kind === 'package' ? root.maps('resources', 'a resource') : kind === 'resource' ? [root] : []
  const links = resources.flatMap((node) => [node.child('schema').value, node.child('dialect').value])
  return [...new Set(links.filter((link): link is string => typeof link === 'string' && !/^[a-z]+:\/\//i.test(link)))]
}

function makeFollow(linked: ReadonlyMap<string, LocatedDocument>, faults: Fault[]): FollowLink {
  return (node) => {
    if (typeof node.value !== 'string') return node.value === null ? null : node
    const document = linked.get(node.value)
    if (document !== undefined) return new DescriptorNode(document, faults)
    node.refuse(`${node.value} is not read from here`, 'write its contents into the descriptor')
    return null
  }
}

/** A schema that stands alone is called as its file is. */
function readBareSchema(root: DescriptorNode, isV2: boolean): ResourceReading {
  const name = root.text('name') ?? root.place.file.split(/[\\/]/).at(-1)!.split('.')[0]!
  const { properties, rules, foreignKeys } = readSchema(root, { nulls: [], isText: true }, isV2)
  const description = root.text('description') ?? root.text('title')
  return { object: makeObject(name, root.place, { description, properties, rules }), foreignKeys }
}

function refuseRepeatedNames(nodes: readonly DescriptorNode[]): void {
  const seen = new Set<string>()
  for (const node of nodes) {
    const name = node.text('name')
    if (name === null) continue
    if (seen.has(name))
      node.child('name').refuse(`the name "${name}" is there twice`, 'give each resource a name of its own')
    seen.add(name)
  }
}

/** Foreign keys by the names of their targets; in a package, a target that is not there is a fault. */
function connect(readings: readonly ResourceReading[], isPackage: boolean): readonly ContractObject[] {
  const objects = readings.map(({ object }) => object)
  const find = (key: ForeignKey, own: ContractObject): string | null => {
    if (key.isExternal) return null
    const target = key.resource === '' ? own : objects.find(({ name }) => name === key.resource)
    if (target === undefined) {
      if (isPackage)
        key.node
          .child('reference')
          .child('resource')
          .refuse(
            `the package has no resource "${key.resource}"`,
            `there are: ${objects.map(({ name }) => name).join(', ')}`,
          )
      return null
    }
    const lacking = key.targets.find((name) => !target.properties.some((property) => property.name === name))
    if (lacking !== undefined)
      key.node.child('reference').child('fields').refuse(`the resource ${target.name} has no field "${lacking}"`)
    return target.name
  }
  return readings.map(({ object, foreignKeys }) => ({
    ...object,
    relationships: foreignKeys.map((key) => makeRelationship(key, find(key, object))),
  }))
}
