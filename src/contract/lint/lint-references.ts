import type { Fault, Place } from '../../core/faults.ts'
import { nearestName } from '../../text/nearest-name.ts'
import type { ContractObject, ContractProperty, DataContract } from '../data-contract.ts'
import { isExternal } from '../odcs/odcs-references.ts'

/** References of a contract that point nowhere, and names and positions that must be different and are not. */
export function findReferenceFaults(contract: DataContract): readonly Fault[] {
  const columns = contract.objects.flatMap((object) => listColumns(object).map((column) => `${object.name}.${column}`))
  return [
    ...contract.objects.flatMap((object) => [
      ...findLostTargets(object, columns),
      ...findLostColumns(object),
      ...findKeyFaults(object),
      ...listProperties(object.properties).flatMap(findPatternFaults),
    ]),
    ...findRepeatedServers(contract),
  ]
}

/** Every property of a list with those inside of it. */
export function listProperties(properties: readonly ContractProperty[]): readonly ContractProperty[] {
  return properties.flatMap((property) => [
    property,
    ...listProperties([...property.properties, ...listParts(property)]),
  ])
}

/** How many properties have a name of their own, those inside of others too. */
export function countProperties(properties: readonly ContractProperty[]): number {
  return properties.length + properties.map(countInside).reduce((sum, count) => sum + count, 0)
}

function countInside(property: ContractProperty): number {
  const inParts = listParts(property).map(countInside)
  return inParts.reduce((sum, count) => sum + count, countProperties(property.properties))
}

/** What is described in a property without a name. */
function listParts({ items, map }: ContractProperty): readonly ContractProperty[] {
  return [items, map?.key ?? null, map?.value ?? null].filter((part) => part !== null)
}

/** Columns of an object, nested ones by the names on the way, joined by dots. */
export function listColumns({ properties }: Pick<ContractObject, 'properties'>): readonly string[] {
  return properties.flatMap((property) => {
    const inner = { properties: [...property.properties, ...(property.items?.properties ?? [])] }
    return [property.name, ...listColumns(inner).map((rest) => `${property.name}.${rest}`)]
  })
}

function findLostTargets(object: ContractObject, columns: readonly string[]): readonly Fault[] {
  const relationships = [
    ...object.relationships,
    ...listProperties(object.properties).flatMap((property) => property.relationships),
  ]
  return relationships
    .filter(({ to, text }) => to === null && !isExternal(text))
    .map(({ text, place }) => ({
      message: `the relationship points to "${text}", which the contract does not have`,
      place,
      ...suggest(text, columns),
    }))
}

function findLostColumns(object: ContractObject): readonly Fault[] {
  const names = listColumns(object)
  return object.rules.flatMap((rule) =>
    (rule.arguments.properties ?? [])
      .filter((name) => !names.includes(name))
      .map((name) => ({
        message: `the rule is about "${name}", which ${object.name} does not have`,
        place: rule.place,
        ...suggest(name, names),
      })),
  )
}

function findKeyFaults({ properties }: ContractObject): readonly Fault[] {
  const keys = properties.flatMap(({ name, primaryKey, primaryKeyPosition }) =>
    primaryKey === null || primaryKeyPosition === null
      ? []
      : [{ name, place: primaryKey, position: primaryKeyPosition }],
  )
  const positions = new Set(keys.map(({ position }) => position))
  const repeated = keys.flatMap(({ name, place, position }, index) => {
    const first = keys.findIndex((other) => other.position === position)
    if (first === index) return []
    return [
      fault(
        `${name} is number ${position} of the primary key, as ${keys[first]!.name} is`,
        place,
        'number them 1, 2, …',
      ),
    ]
  })
  const gaps = keys
    .filter(({ position }) => position > 1 && !positions.has(position - 1))
    .map(({ name, place, position }) =>
      fault(
        `${name} is number ${position} of the primary key, and there is no number ${position - 1}`,
        place,
        'number them 1, 2, …',
      ),
    )
  return [...repeated, ...gaps]
}

function findPatternFaults({ options }: ContractProperty): readonly Fault[] {
  return options.flatMap(({ name, text, place }) => {
    if (name !== 'pattern') return []
    try {
      new RegExp(text, 'u')
      return []
    } catch (error) {
      const reason = error instanceof Error ? error.message.replace(/^.*: /, '').toLowerCase() : 'not readable'
      return [
        fault(
          `"pattern" is no regular expression: ${reason}`,
          place,
          'put a \\ before characters that stand for themselves',
        ),
      ]
    }
  })
}

function findRepeatedServers({ servers }: DataContract): readonly Fault[] {
  return servers
    .filter(({ name }, index) => name !== '' && servers.findIndex((other) => other.name === name) < index)
    .map(({ name, place }) => fault(`the server "${name}" is there twice`, place, 'give each a name of its own'))
}

function fault(message: string, place: Place, help: string): Fault {
  return { message, place, help }
}

function suggest(name: string, names: readonly string[]): { readonly help?: string } {
  const nearest = nearestName(name, names)
  return nearest === null ? {} : { help: `did you mean ${nearest}?` }
}
