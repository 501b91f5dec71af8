import type { ColumnReference, PathStep, ValueType } from '../../core/probe.ts'
import type { ContractObject, ContractProperty, LogicalType } from '../data-contract.ts'

const VALUE_TYPES: Readonly<Record<LogicalType, ValueType>> = {
  string: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  time: 'time',
  object: 'object',
  array: 'array',
  map: 'map',
  vector: 'array',
}

/** Names that a property's column may have in the data: what the contract calls its physical name wins. */
export function columnNames(property: Pick<ContractProperty, 'name' | 'physicalName'>): readonly string[] {
  const { physicalName, name } = property
  return physicalName === null || physicalName === name ? [name] : [physicalName, name]
}

/** The logical type that a property declares, or implies by the fields, items or entries that it describes. */
export function typeOf(property: ContractProperty): LogicalType | null {
  const { logicalType, properties, items, map } = property
  if (logicalType !== null) return logicalType
  if (properties.length > 0) return 'object'
  if (items !== null) return 'array'
  return map === null ? null : 'map'
}

/**
 * How the contract wants a property's column read, or a value inside of one where there is a path. Texts that a
 * `missingValues` rule names are missing for all other rules.
 *
 * @param column the column that the value is inside of; the property itself where it is one.
 */
export function referTo(
  property: ContractProperty,
  path: readonly PathStep[] = [],
  column: ContractProperty = property,
): ColumnReference {
  const logicalType = typeOf(property)
  const type = logicalType === null ? 'text' : VALUE_TYPES[logicalType]
  const { writing } = property
  const isMoment = type === 'date' || type === 'timestamp' || type === 'time'
  const format = property.options.find(({ name }) => name === 'format')?.text ?? null
  const ruled = property.rules
    .filter(({ metric }) => metric === 'missingValues')
    .flatMap((rule) => rule.arguments.missingValues ?? [])
    .filter((text) => text !== null)
  return {
    names: columnNames(column),
    ...(path.length === 0 ? {} : { path }),
    type,
    ...(logicalType === 'string' ? { isText: true } : {}),
    format: isMoment ? format : null,
    missing: [...new Set([...(writing?.missing ?? []), ...ruled])],
    ...(isMoment && writing?.formatLetters !== undefined ? { formatLetters: writing.formatLetters } : {}),
    ...(writing?.booleans === undefined ? {} : { booleans: writing.booleans }),
    ...(writing?.numbers === undefined ? {} : { numbers: writing.numbers }),
  }
}

/** Columns of the primary key in the order of their positions. */
export function keyColumns(object: ContractObject): readonly ContractProperty[] {
  return object.properties
    .filter(({ primaryKey, isPhysical }) => primaryKey !== null && isPhysical)
    .sort((a, b) => (a.primaryKeyPosition ?? Infinity) - (b.primaryKeyPosition ?? Infinity))
}

/** Columns that tell which row a sample is. */
export function sampleKeys(object: ContractObject): readonly ColumnReference[] {
  return keyColumns(object).map((property) => referTo(property))
}
