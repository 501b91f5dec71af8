import type { Place } from '../../core/faults.ts'
import type { ContractObject, Relationship } from '../data-contract.ts'
import type { Untranslated } from '../translation.ts'
import type { ObjectDraft } from './custom-import.ts'

/** Adds a foreign key; whether the contract has its target is known once all tables are read (`resolveRelationships`). */
export function addRelationship(
  draft: ObjectDraft,
  column: string | null,
  columns: readonly string[],
  to: string,
  names: readonly string[],
  place: Place,
): void {
  const object = readReference(to)
  for (const name of columns) draft.property(name, place)
  const relationship: Relationship = {
    type: 'foreignKey',
    columns,
    to: { object, columns: names },
    text: names.map((name) => `${object}.${name}`).join(', '),
    place,
  }
  if (column === null) draft.addRelationship(relationship)
  else draft.change(column, place, { relationships: [...draft.property(column, place).relationships, relationship] })
}

/** The table of `ref('orders')`, `source('shop', 'orders')` (dbt's, with braces or without), `shop.orders`. */
function readReference(text: string): string {
  const names = [...text.matchAll(/(["'])(.*?)\1/g)].map((match) => match[2]!)
  return /\b(ref|source)\s*\(/.test(text)
    ? (names.at(-1) ?? text)
    : (text.split('.').at(-1) ?? text).replace(/["'`]/g, '')
}

/** The tables, without foreign keys to tables or columns that the file does not describe: those are listed. */
export function resolveRelationships(
  drafts: readonly ObjectDraft[],
  untranslated: Untranslated[],
): readonly ContractObject[] {
  const objects = drafts.map(({ object }) => object)
  const isKnown = ({ to, text, columns, place }: Relationship): boolean => {
    const target = objects.find(({ name }) => name === to?.object)
    const names = target?.properties.map(({ name }) => name)
    if (names !== undefined && (to?.columns ?? []).every((name) => names.includes(name))) return true
    const reason = `the file describes no ${target === undefined ? `table ${to?.object}` : `such column of ${target.name}`}: add it to the contract`
    untranslated.push({ what: `relationships (${columns.join(', ')} to ${text})`, reason, place })
    return false
  }
  return objects.map((object) => ({
    ...object,
    relationships: object.relationships.filter(isKnown),
    properties: object.properties.map((property) => ({
      ...property,
      relationships: property.relationships.filter(isKnown),
    })),
  }))
}
