import type { ContractProperty, QualityRule } from '../data-contract.ts'
import type { DescriptorNode } from './frictionless-node.ts'
import { makePendingRule } from './frictionless-rules.ts'
import { normalizeNumber, type TypeReading } from './frictionless-type.ts'

/** Values that may stand in a field: its `enum`, else its `categories`; values that are maps or lists have no executor. */
export function readAllowed(
  field: DescriptorNode,
  constraints: DescriptorNode,
  reading: TypeReading,
): { readonly allowed: ContractProperty['allowed']; readonly rules: readonly QualityRule[] } {
  const categories = readCategories(field, reading)
  const enumeration = readList(constraints, 'enum', (entry) => readValue(entry, reading))
  if (enumeration === null || enumeration.values === null) {
    const rules = enumeration === null ? [] : [makeTreesRule(constraints.child('enum'))]
    return { allowed: categories === null ? null : narrow(categories), rules }
  }
  for (const [index, value] of enumeration.values.entries()) {
    if (categories?.values?.includes(value) === false) {
      const entry = constraints.child('enum').child(index)
      entry.refuse(`"${value}" is none of the field's categories`, 'every value of enum must be one of them')
    }
  }
  return { allowed: narrow(enumeration), rules: [] }
}

interface Values {
  /** null: some are maps or lists. */
  readonly values: readonly string[] | null
  readonly place: DescriptorNode['place']
}

function narrow({ values, place }: Values): ContractProperty['allowed'] {
  return values === null ? null : { values, place }
}

function readCategories(field: DescriptorNode, reading: TypeReading): Values | null {
  const categories = readList(field, 'categories', (entry) =>
    readValue(entry.isMap ? entry.child('value') : entry, reading),
  )
  const isOfType = reading.logicalType === 'string' || reading.logicalType === 'integer'
  if (categories !== null && !isOfType) {
    field
      .child('categories')
      .refuse('"categories" are for fields of type string and integer', 'write constraints: {enum: […]}')
  }
  if (categories?.values === null)
    field.child('categories').refuse('a category must be one value or a map with "value"')
  return categories
}

function readList(owner: DescriptorNode, key: string, read: (entry: DescriptorNode) => string | null): Values | null {
  if (!owner.has(key)) return null
  const list = owner.child(key)
  if (!Array.isArray(list.value) || list.value.length === 0) {
    list.refuse(`"${key}" must be a list of values`)
    return null
  }
  const values = list.value.map((_, index) => read(list.child(index)))
  return { values: values.every((value) => value !== null) ? values : null, place: list.place }
}

/** A value of the descriptor as the contract's list has it: a number with a point, a boolean by its first word. */
function readValue(entry: DescriptorNode, { writing }: TypeReading): string | null {
  if (typeof entry.value === 'boolean' && writing.booleans !== undefined) {
    return writing.booleans[entry.value ? 'true' : 'false'][0] ?? null
  }
  return normalizeNumber(entry, writing)
}

function makeTreesRule(node: DescriptorNode): QualityRule {
  const descriptor = { constraints: { enum: node.value } }
  return makePendingRule(node.place, 'enum', 'the value is one of several objects or lists: no executor', descriptor)
}
