import type { Place } from '../../core/faults.ts'
import { parseEngineType } from '../../sql/engine-type.ts'
import { makeProperty } from '../contract-parts.ts'
import type { ContractProperty } from '../data-contract.ts'
import { toLogicalType } from './infer-reading.ts'

/** The logical type of an engine's type name, and what a nested one holds: `STRUCT(a INTEGER)[]`, `MAP(VARCHAR, DOUBLE)`. */
export function describeNested(
  type: string,
  place: Place,
): Pick<ContractProperty, 'logicalType' | 'properties' | 'items' | 'map'> {
  const parsed = parseEngineType(type)
  const inner = (name: string, text: string) => makeProperty(name, place, describeNested(text, place))
  return {
    logicalType: toLogicalType(type),
    properties: parsed.kind === 'struct' ? parsed.fields.map((field) => inner(field.name, field.type)) : [],
    items: parsed.kind === 'list' ? inner('items', parsed.item) : null,
    map: parsed.kind === 'map' ? { key: inner('key', parsed.key), value: inner('value', parsed.value) } : null,
  }
}
