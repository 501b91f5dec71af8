import type { ContractProperty, LogicalType, TypeOption } from './data-contract.ts'
import { LOGICAL_TYPES, OPTION_KEYS, PROPERTY_KEYS } from './odcs-keys.ts'
import type { OdcsNode } from './odcs-node.ts'
import { readRules } from './odcs-quality.ts'

/** Reads a column of the contract; faults are noted on the node. */
export function readProperty(node: OdcsNode): ContractProperty {
  node.refuseUnknownKeys('a property', PROPERTY_KEYS)
  const name = node.requiredText('name', 'the property has no "name"', 'name it as the column is called')
  const logicalType = node.choice('logicalType', LOGICAL_TYPES)
  const position = node.number('primaryKeyPosition')
  return {
    name,
    physicalName: node.text('physicalName'),
    logicalType,
    typePlace: node.has('logicalType') ? node.child('logicalType').place : node.place,
    options: readOptions(node, logicalType),
    required: node.flag('required'),
    unique: node.flag('unique'),
    primaryKey: node.flag('primaryKey'),
    primaryKeyPosition: position !== null && position > 0 ? position : null,
    classification: node.text('classification')?.toLowerCase() ?? null,
    rules: readRules(node),
    relationships: node.maps('relationships', 'a relationship').map(({ place }) => place),
    nested: readNested(node),
    place: node.place,
  }
}

function readNested(node: OdcsNode): ContractProperty['nested'] {
  const key = (['properties', 'items'] as const).find((candidate) => node.has(candidate))
  return key === undefined ? null : { key, place: node.child(key).place }
}

function readOptions(property: OdcsNode, type: LogicalType | null): readonly TypeOption[] {
  if (!property.has('logicalTypeOptions')) return []
  const node = property.child('logicalTypeOptions')
  if (!node.isMap) {
    node.refuse('"logicalTypeOptions" must be a map')
    return []
  }
  const known = type === null ? [...new Set(Object.values(OPTION_KEYS).flat())] : OPTION_KEYS[type]
  node.refuseUnknownKeys(type === null ? 'logicalTypeOptions' : `the options of type ${type}`, known)
  return node.keys
    .filter((name) => known.includes(name) && node.has(name))
    .map((name) => {
      const option = node.child(name)
      refuseWrongOption(name, option, type)
      return { name, text: option.source, place: option.place }
    })
}

const NUMERIC = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i

function refuseWrongOption(name: string, option: OdcsNode, type: LogicalType | null): void {
  if (/^(min|max)(Length|Items|Properties)$/.test(name) && !/^\+?\d{1,9}$/.test(option.source)) {
    option.refuse(`"${name}" must be a whole number of at least 0`)
  }
  const isNumber = type === 'integer' || type === 'number'
  if (isNumber && /^(exclusive)?(minimum|maximum)$/i.test(name) && !NUMERIC.test(option.source)) {
    option.refuse(`"${name}" must be a number`)
  }
  if (name === 'multipleOf' && !(NUMERIC.test(option.source) && Number(option.source) > 0)) {
    option.refuse('"multipleOf" must be a number above 0')
  }
  if (/^(pattern|format|(exclusive)?(minimum|maximum))$/i.test(name) && option.source === '') {
    option.refuse(`"${name}" must be text`)
  }
}
