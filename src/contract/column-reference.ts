import type { ColumnReference, ValueType } from '../core/probe.ts'
import type { ContractObject, ContractProperty, LogicalType } from './data-contract.ts'

const VALUE_TYPES: Readonly<Record<LogicalType, ValueType>> = {
  string: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  time: 'time',
  object: 'text',
  array: 'text',
}

/** Names that a property's column may have in the data: what the contract calls its physical name wins. */
export function columnNames(property: ContractProperty): readonly string[] {
  const { physicalName, name } = property
  return physicalName === null || physicalName === name ? [name] : [physicalName, name]
}

/** How the contract wants a property's column read. Texts that a `missingValues` rule names are missing for all other rules. */
export function referTo(property: ContractProperty): ColumnReference {
  const type = property.logicalType === null ? 'text' : VALUE_TYPES[property.logicalType]
  const isMoment = type === 'date' || type === 'timestamp' || type === 'time'
  const format = property.options.find(({ name }) => name === 'format')?.text ?? null
  const missing = property.rules
    .filter(({ metric }) => metric === 'missingValues')
    .flatMap((rule) => rule.arguments.missingValues ?? [])
    .filter((text) => text !== null)
  return { names: columnNames(property), type, format: isMoment ? format : null, missing: [...new Set(missing)] }
}

/** Columns of the primary key in the order of their positions. */
export function keyColumns(object: ContractObject): readonly ContractProperty[] {
  return object.properties
    .filter((property) => property.primaryKey !== null)
    .sort((a, b) => (a.primaryKeyPosition ?? Infinity) - (b.primaryKeyPosition ?? Infinity))
}

/** Columns that tell which row a sample is. */
export function sampleKeys(object: ContractObject): readonly ColumnReference[] {
  return keyColumns(object).map(referTo)
}
