import type { Cell } from './cell.ts'
import { toPointer } from './origin.ts'
import { quoteLiteral } from './quoting.ts'

/** Number of items, entries or fields; NULL where the value is no container. null: the declared type is none. */
export function renderSize({ type, container, value }: Cell): string | null {
  if (type !== 'array' && type !== 'map' && type !== 'object') return null
  if (container === 'list') return `len(${value})`
  if (container === 'map') return `cardinality(${value})`
  if (container === 'struct') return `CASE WHEN ${value} IS NOT NULL THEN len(struct_keys(${value})) END`
  return type === 'array' ? `CAST(json_array_length(${value}) AS BIGINT)` : `len(json_keys(${value}))`
}

/** Whether two items of an array are equal, nulls among them. */
export function renderRepeats({ type, container, value }: Cell): string | null {
  if (type !== 'array') return null
  const items = container === 'list' ? value : `json_extract(${value}, '$[*]')`
  // What is distinct leaves nulls out.
  const nulls = `len(list_filter(${items}, lambda one: one IS NULL))`
  return `len(list_distinct(${items})) + least(1, ${nulls}) < len(${items})`
}

/** Whether an object lacks one of the fields, or has null in it. */
export function renderLacking(cell: Cell, names: readonly string[]): string | null {
  const { type, container, value } = cell
  if (type !== 'object' && type !== 'map') return null
  const field = (name: string): string => {
    if (container === 'map') return `map_extract_value(${value}, ${quoteLiteral(name)}) IS NULL`
    if (container === 'struct')
      return cell.fields.includes(name) ? `struct_extract(${value}, ${quoteLiteral(name)}) IS NULL` : 'true'
    return `coalesce(${value} -> ${quoteLiteral(toPointer(name))}, 'null') = 'null'`
  }
  const lacking = names.map(field)
  return lacking.length === 0 ? 'false' : `${value} IS NOT NULL AND (${lacking.join(' OR ')})`
}
