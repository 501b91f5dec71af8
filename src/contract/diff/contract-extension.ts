import type { ContractProperty, DataContract } from '../data-contract.ts'

/** What nobody is judged by: where things stand and what people are told of them. */
const WORDS: ReadonlySet<string> = new Set(['place', 'typePlace', 'file', 'version', 'description', 'examples'])
/** Demands whose value is the place where they are made. */
const DEMANDS: ReadonlySet<string> = new Set(['required', 'unique', 'primaryKey'])

/**
 * Whether the new contract asks all that the old one asks, word by word, and beside that has nothing but columns that may
 * be left out. So whatever the old one refuses the new one refuses: it can take the old one's place unseen. A new object
 * is no extension, since data without a named object may then be taken for it.
 */
export function isExtension(before: DataContract, after: DataContract): boolean {
  const known = {
    ...after,
    objects: after.objects.map((object) => {
      const old = before.objects.find(({ name }) => name === object.name)
      return old === undefined ? object : { ...object, properties: dropAdditions(old.properties, object.properties) }
    }),
  }
  return show(before) === show(known)
}

/** The properties without those that are new, optional, and of a column that had none. */
function dropAdditions(
  before: readonly ContractProperty[],
  after: readonly ContractProperty[],
): readonly ContractProperty[] {
  const columns = new Set(before.flatMap(({ name, physicalName }) => [name, physicalName ?? name]))
  return after.flatMap((property) => {
    const old = before.find(({ name }) => name === property.name)
    if (old !== undefined) return [{ ...property, properties: dropAdditions(old.properties, property.properties) }]
    const { required, primaryKey, name, physicalName } = property
    const isAddition =
      required === null && primaryKey === null && !columns.has(name) && !columns.has(physicalName ?? name)
    return isAddition ? [] : [property]
  })
}

/** What is judged by. The keys of what a rule or a server is told are its own. */
function show(contract: DataContract): string {
  return JSON.stringify(contract, (key, value: unknown) => {
    if (WORDS.has(key)) return undefined
    if (DEMANDS.has(key)) return value !== null
    return key === 'implementation' || key === 'settings' ? JSON.stringify(value) : value
  })
}
