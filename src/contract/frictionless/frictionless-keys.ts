import { nearestName } from '../../text/nearest-name.ts'
import type { DescriptorNode } from './frictionless-node.ts'

/** Types of a Table Schema's fields, v1 and v2. */
export const FIELD_TYPES = [
  ...(['string', 'number', 'integer', 'boolean', 'object', 'array', 'list', 'date', 'time', 'datetime'] as const),
  ...(['year', 'yearmonth', 'duration', 'geopoint', 'geojson', 'any'] as const),
]
export type FieldType = (typeof FIELD_TYPES)[number]

export const ORDER_CONSTRAINTS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const
export const LENGTH_CONSTRAINTS = ['minLength', 'maxLength'] as const
const OF_ALL = ['required', 'unique', 'enum']
const OF_ORDERED = [...OF_ALL, ...ORDER_CONSTRAINTS]
const OF_TREES = [...OF_ALL, ...LENGTH_CONSTRAINTS, 'jsonSchema']

/** Constraints that each type takes. */
export const CONSTRAINTS_OF: Readonly<Record<FieldType, readonly string[]>> = {
  string: [...OF_ALL, ...LENGTH_CONSTRAINTS, 'pattern'],
  number: OF_ORDERED,
  integer: OF_ORDERED,
  boolean: OF_ALL,
  object: OF_TREES,
  array: OF_TREES,
  list: [...OF_ALL, ...LENGTH_CONSTRAINTS],
  date: OF_ORDERED,
  time: OF_ORDERED,
  datetime: OF_ORDERED,
  year: OF_ORDERED,
  yearmonth: OF_ORDERED,
  duration: OF_ORDERED,
  geopoint: OF_ALL,
  geojson: OF_TREES,
  any: OF_ALL,
}

export const CONSTRAINT_KEYS: readonly string[] = [...new Set(Object.values(CONSTRAINTS_OF).flat())]

/** Keys that carry a demand. Descriptors are open: of other keys only what looks like one of these is refused. */
const SCHEMA_DEMANDS = ['fields', 'fieldsMatch', 'missingValues', 'primaryKey', 'uniqueKeys', 'foreignKeys']
const FIELD_DEMANDS = ['type', 'format', 'constraints', 'categories', 'missingValues', 'trueValues', 'falseValues']
const NUMBER_DEMANDS = ['decimalChar', 'groupChar', 'bareNumber']
/** Keys of the standard that are like a demand's, and none. */
const NO_DEMANDS = ['title', 'categoriesOrdered']

/** Refuses keys of a schema that look like a demand's name and are none: the demand would be lost. */
export function refuseSchemaSlips(node: DescriptorNode): void {
  refuseSlips(node, SCHEMA_DEMANDS)
}

/** The same for a field; a constraint beside `constraints` is one too. */
export function refuseFieldSlips(node: DescriptorNode): void {
  refuseSlips(node, [...FIELD_DEMANDS, ...NUMBER_DEMANDS])
  for (const key of CONSTRAINT_KEYS) {
    if (node.has(key)) node.child(key).refuse(`"${key}" stands beside "constraints"`, `write constraints: {${key}: …}`)
  }
}

function refuseSlips(node: DescriptorNode, demands: readonly string[]): void {
  for (const key of node.keys) {
    if (demands.includes(key) || NO_DEMANDS.includes(key)) continue
    const nearest = nearestName(key, demands)
    // A word of one's own may well begin or end as one of the standard's.
    const isSlip = nearest !== null && Math.abs(nearest.length - key.length) <= 2 && /^[a-z]/i.test(key)
    if (isSlip) node.child(key).refuse(`unknown key "${key}"`, `did you mean ${nearest}?`)
  }
}
