import type { ContractObject, Relationship } from '../data-contract.ts'

/**
 * Foreign keys as they are meant: `REFERENCES orgs` without columns means the primary key of that table, and names are
 * written as the table that they point to writes them. Where the file does not create that table, the names of the own
 * columns stand in.
 */
export function resolveReferences(objects: readonly ContractObject[]): readonly ContractObject[] {
  return objects.map((object) => ({
    ...object,
    relationships: object.relationships.map((relationship) => resolveReference(relationship, objects)),
  }))
}

function resolveReference(relationship: Relationship, objects: readonly ContractObject[]): Relationship {
  const { to, columns } = relationship
  if (to === null) return relationship
  const target = objects.find(({ name }) => isSame(name, to.object))
  const key = target === undefined ? [] : readKey(target)
  const meant = to.columns.length > 0 ? to.columns : key.length === columns.length ? key : columns
  const names = meant.map((column) => target?.properties.find(({ name }) => isSame(name, column))?.name ?? column)
  const object = target?.name ?? to.object
  return {
    ...relationship,
    to: { object, columns: names },
    text: names.map((name) => `${object}.${name}`).join(', '),
  }
}

function readKey({ properties }: ContractObject): readonly string[] {
  return properties
    .filter(({ primaryKey }) => primaryKey !== null)
    .toSorted((one, other) => (one.primaryKeyPosition ?? 0) - (other.primaryKeyPosition ?? 0))
    .map(({ name }) => name)
}

/** Databases fold the letter case of plain names, each in its own way. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
