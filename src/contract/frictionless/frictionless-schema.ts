import { makeLibraryRule, NO_ARGUMENTS } from '../contract-parts.ts'
import type { ContractProperty, QualityRule, Relationship } from '../data-contract.ts'
import { type FieldSurroundings, readField } from './frictionless-field.ts'
import { makeFieldsMatchRule, readFieldsMatch } from './frictionless-fields-match.ts'
import { refuseSchemaSlips } from './frictionless-keys.ts'
import { readMissing, STANDARD_MISSING } from './frictionless-missing.ts'
import type { DescriptorNode } from './frictionless-node.ts'
import { makePendingRule } from './frictionless-rules.ts'

/** What a Table Schema says of a table; foreign keys as they are written, since their targets may come later. */
export interface SchemaReading {
  readonly properties: readonly ContractProperty[]
  readonly rules: readonly QualityRule[]
  readonly foreignKeys: readonly ForeignKey[]
}

export interface ForeignKey {
  readonly node: DescriptorNode
  readonly columns: readonly string[]
  /** The resource as written; '' for the same. */
  readonly resource: string
  readonly targets: readonly string[]
  /** Whether another package is meant. */
  readonly isExternal: boolean
}

/**
 * Reads a Table Schema; faults are noted on the node.
 *
 * @param isV2 whether the descriptor says v2, where the fields' order is a demand; before it was advice.
 */
export function readSchema(
  node: DescriptorNode,
  surroundings: Omit<FieldSurroundings, 'missing'>,
  isV2: boolean,
): SchemaReading {
  refuseSchemaSlips(node)
  if (!node.has('fields'))
    node.refuse('the schema has no "fields"', 'list them: fields: [{"name": "id", "type": "integer"}]')
  const missing = readMissing(node) ?? STANDARD_MISSING
  const nodes = node.maps('fields', 'a field with a name')
  const fields = nodes.map((field) => readField(field, { ...surroundings, missing }))
  const names = new Set(fields.map(({ name }) => name))
  const fieldsMatch = readFieldsMatch(node)
  const matching = makeFieldsMatchRule(fieldsMatch, [...names], { node, isV2: isV2 || node.has('fieldsMatch') })
  const repeated = fields.flatMap(({ name, place }, index) =>
    fields.findIndex((field) => field.name === name) === index
      ? []
      : [makePendingRule(place, 'fields', `a second column "${name}": no executor`, { fields: [nodes[index]?.value] })],
  )
  const keys = readKey(node, 'primaryKey', names)
  return {
    properties: fields
      .filter(({ name }, index) => fields.findIndex((field) => field.name === name) === index)
      .map((field) => {
        const position = keys.indexOf(field.name)
        return position < 0
          ? field
          : { ...field, primaryKey: node.child('primaryKey').place, primaryKeyPosition: position + 1 }
      }),
    rules: [...matching, ...repeated, ...readUniqueKeys(node, names)],
    foreignKeys: node
      .maps('foreignKeys', 'a foreign key with fields and reference')
      .map((key) => readForeignKey(key, names)),
  }
}

/** Names of fields under a key, one or several; those that the schema lacks are noted. */
function readKey(node: DescriptorNode, key: string, names: ReadonlySet<string>): readonly string[] {
  const fields = node.texts(key) ?? []
  for (const [index, name] of fields.entries()) {
    const child = node.child(key)
    const place = Array.isArray(child.value) ? child.child(index) : child
    if (!names.has(name))
      place.refuse(`"${key}" names "${name}", which is no field`, `fields are: ${[...names].join(', ')}`)
  }
  return fields
}

function readUniqueKeys(node: DescriptorNode, names: ReadonlySet<string>): readonly QualityRule[] {
  if (!node.has('uniqueKeys')) return []
  const list = node.child('uniqueKeys')
  if (!Array.isArray(list.value)) {
    list.refuse('"uniqueKeys" must be a list of keys', 'write uniqueKeys: [["a", "b"]]')
    return []
  }
  return list.value.flatMap((_, index) => {
    const properties = readKey(list, String(index), names)
    if (properties.length === 0) return []
    const name = `${properties.join(', ')} together are unique`
    return [
      makeLibraryRule('duplicateValues', list.child(index).place, {
        id: 'uniqueKeys',
        name,
        arguments: { ...NO_ARGUMENTS, properties },
      }),
    ]
  })
}

function readForeignKey(node: DescriptorNode, names: ReadonlySet<string>): ForeignKey {
  if (!node.has('fields')) node.refuse('the foreign key has no "fields"', 'name the fields of this schema')
  const columns = readKey(node, 'fields', names)
  const reference = node.child('reference')
  if (!reference.isMap) {
    node.refuse('the foreign key has no "reference"', 'write reference: {"resource": "…", "fields": ["…"]}')
  } else if (!reference.has('fields')) {
    reference.refuse('the reference has no "fields"', 'name the fields that are pointed to')
  }
  const targets = reference.texts('fields') ?? []
  if (columns.length > 0 && targets.length > 0 && columns.length !== targets.length) {
    reference
      .child('fields')
      .refuse(`${columns.length} fields point to ${targets.length}`, 'name as many as the foreign key has')
  }
  const isExternal = ['package', 'datapackage'].some((key) => reference.has(key))
  return { node, columns, resource: reference.text('resource') ?? '', targets, isExternal }
}

/** A foreign key whose target is known by now. */
export function makeRelationship(
  { node, columns, resource, targets }: ForeignKey,
  object: string | null,
): Relationship {
  return {
    type: 'foreignKey',
    columns,
    to: object === null ? null : { object, columns: targets },
    text: [resource, targets.join(', ')].filter((part) => part !== '').join('.'),
    place: node.place,
  }
}
