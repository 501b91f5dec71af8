import { makeProperty } from '../contract-parts.ts'
import type { ContractProperty, LogicalType } from '../data-contract.ts'
import { ENUM_KEYS, LOGICAL_TYPES, PROPERTY_KEYS } from './odcs-keys.ts'
import type { OdcsNode } from './odcs-node.ts'
import { readOptions } from './odcs-options.ts'
import { readRules } from './odcs-quality.ts'
import type { ReferenceIndex } from './odcs-references.ts'
import { readPropertyRelationships } from './odcs-relationships.ts'

/** What a property is part of. */
export interface PropertyOwner {
  readonly references: ReferenceIndex
  /** Names on the way from the object to it, itself left out. */
  readonly path: readonly string[]
}

const SEMANTIC_TYPES = ['column', 'measure', 'dimension'] as const

/** Reads a column of the contract, or a value inside of one; faults are noted on the node. */
export function readProperty(node: OdcsNode, owner: PropertyOwner): ContractProperty {
  const name = node.requiredText('name', 'the property has no "name"', 'name it as the column is called')
  return readBody(node, name, [...owner.path, name], owner.references)
}

function readBody(node: OdcsNode, name: string, path: readonly string[], references: ReferenceIndex): ContractProperty {
  node.refuseUnknownKeys('a property', PROPERTY_KEYS)
  const logicalType = node.choice('logicalType', LOGICAL_TYPES)
  const position = node.number('primaryKeyPosition')
  const semanticType = node.choice('semanticType', SEMANTIC_TYPES)
  const physicalType = node.text('physicalType')
  const within = { references, path }
  return {
    name,
    physicalName: node.text('physicalName'),
    description: node.text('description'),
    logicalType,
    typePlace: node.has('logicalType') ? node.child('logicalType').place : node.place,
    physicalType: physicalType === null ? null : { text: physicalType, place: node.child('physicalType').place },
    options: readOptions(node, logicalType),
    allowed: readAllowed(node),
    required: node.flag('required'),
    unique: node.flag('unique'),
    primaryKey: node.flag('primaryKey'),
    primaryKeyPosition: position !== null && position > 0 ? position : null,
    classification: node.text('classification')?.toLowerCase() ?? null,
    examples: readExamples(node),
    isPhysical: semanticType === null || semanticType === 'column',
    isDeprecated: node.flag('deprecated') !== null,
    writing: null,
    rules: readRules(node),
    relationships: readPropertyRelationships(node, path.join('.'), references),
    properties: readFields(node, logicalType, within),
    items: readItems(node, logicalType, within),
    map: readMap(node, logicalType, within),
    place: node.place,
  }
}

function readFields(node: OdcsNode, type: LogicalType | null, owner: PropertyOwner): readonly ContractProperty[] {
  refuseUnlessOf(node, 'properties', type, 'object')
  const nodes = node.maps('properties', 'a property with a name')
  refuseRepeatedNames(nodes)
  return nodes.map((field) => readProperty(field, owner))
}

function readItems(node: OdcsNode, type: LogicalType | null, owner: PropertyOwner): ContractProperty | null {
  refuseUnlessOf(node, 'items', type, 'array')
  return type === 'vector' ? makeElement(node) : readPart(node, 'items', owner)
}

/** What stands in a vector follows from its `elementType`; of one bit each, systems differ in how they store it. */
function makeElement(vector: OdcsNode): ContractProperty | null {
  const type = vector.child('logicalTypeOptions').child('elementType').source || 'float32'
  if (type === 'binary') return null
  const bits = /^(u?)int(\d+)$/.exec(type)
  return makeProperty('items', vector.place, {
    logicalType: bits === null ? 'number' : 'integer',
    options: bits === null ? [] : [{ name: 'format', text: `${bits[1] || 'i'}${bits[2]}`, place: vector.place }],
  })
}

function readMap(node: OdcsNode, type: LogicalType | null, owner: PropertyOwner): ContractProperty['map'] {
  refuseUnlessOf(node, 'map', type, 'map')
  if (type === 'map' && !node.has('map')) node.refuse('the property has no "map"', 'say what its key and value are')
  if (!node.has('map')) return null
  const map = node.child('map')
  if (!map.isMap) {
    map.refuse('"map" must be a map with key and value')
    return null
  }
  map.refuseUnknownKeys('a map', { key: 'v3.2.0', value: 'v3.2.0' })
  for (const key of ['key', 'value']) if (!map.has(key)) map.refuse(`the map has no "${key}"`, `say what its ${key} is`)
  return { key: readPart(map, 'key', owner), value: readPart(map, 'value', owner) }
}

/** What is described without a name of its own. */
function readPart(node: OdcsNode, key: 'items' | 'key' | 'value', owner: PropertyOwner): ContractProperty | null {
  if (!node.has(key)) return null
  const part = node.child(key)
  if (part.isMap) return readBody(part, part.text('name') ?? key, owner.path, owner.references)
  part.refuse(`"${key}" must be a map: a property without a name`)
  return null
}

function refuseUnlessOf(node: OdcsNode, key: string, type: LogicalType | null, wanted: LogicalType): void {
  if (type === null || type === wanted || !node.has(key)) return
  node.child(key).refuse(`"${key}" belongs to logicalType ${wanted}, not ${type}`, `write logicalType: ${wanted}`)
}

function readAllowed(node: OdcsNode): ContractProperty['allowed'] {
  if (!node.has('enum')) return null
  const list = node.child('enum')
  const entries = node.maps('enum', 'an allowed value as { value: … }')
  if (Array.isArray(list.value) && list.value.length === 0) list.refuse('"enum" allows no value', 'list at least one')
  const values = entries.flatMap((entry) => {
    entry.refuseUnknownKeys('an allowed value', ENUM_KEYS)
    const value = entry.child('value')
    if (!entry.keys.includes('value')) entry.refuse('the allowed value has no "value"', 'write value: …')
    else if (typeof value.value !== 'object' || value.value === null)
      return [value.value === null ? null : value.source]
    else value.refuse('"value" must be one value')
    return []
  })
  return { values, place: list.place }
}

function readExamples(node: OdcsNode): readonly string[] {
  const list = node.child('examples')
  if (!Array.isArray(list.value)) return []
  return list.value.map((value, index) =>
    typeof value === 'object' && value !== null ? JSON.stringify(value) : list.child(index).source,
  )
}

/** Notes each name that an earlier one of the list has. */
export function refuseRepeatedNames(nodes: readonly OdcsNode[]): void {
  const seen = new Set<string>()
  for (const node of nodes) {
    const name = node.has('name') ? node.child('name').source : ''
    if (name === '') continue
    if (seen.has(name)) node.child('name').refuse(`the name "${name}" is there twice`, 'give each a name of its own')
    seen.add(name)
  }
}
