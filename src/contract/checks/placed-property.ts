import type { ColumnReference, PathStep } from '../../core/probe.ts'
import { showPath } from '../../sql/origin.ts'
import type { ContractObject, ContractProperty } from '../data-contract.ts'
import { columnNames, referTo, typeOf } from './column-reference.ts'

/** A property where it stands: a column of the table, or a value inside of one. */
export interface PlacedProperty {
  readonly property: ContractProperty
  /** Name in ids and titles: `tenure`, `address.street`, `tags[]`, `prices[value]`. */
  readonly name: string
  readonly reference: ColumnReference
  /** The column that it is, or is inside of. */
  readonly column: ContractProperty
  /** Its own, else that of what it is inside of. */
  readonly classification: string | null
  /** Whether one row may hold several values of it: it is inside of an array or a map. */
  readonly isRepeated: boolean
}

/** The columns of a table, each followed by what the contract says of the values inside of it. */
export function listPlacedProperties(object: ContractObject): readonly PlacedProperty[] {
  return object.properties.flatMap((column) => descend(column, column.name, [], column))
}

/** A column of the table. */
export function placeColumn(property: ContractProperty): PlacedProperty {
  const { name, classification } = property
  return { property, name, reference: referTo(property), column: property, classification, isRepeated: false }
}

function descend(
  property: ContractProperty,
  name: string,
  path: readonly PathStep[],
  column: ContractProperty,
  inherited: string | null = null,
): readonly PlacedProperty[] {
  const classification = property.classification ?? inherited
  const placed: PlacedProperty = {
    property,
    name,
    reference: referTo(property, path, column),
    column,
    classification,
    isRepeated: path.some(({ kind }) => kind !== 'field'),
  }
  const enter = (inner: ContractProperty, innerName: string, step: PathStep) =>
    descend(inner, innerName, [...path, step], column, classification)
  const type = typeOf(property)
  if (type === 'array' || type === 'vector') {
    return property.items === null ? [placed] : [placed, ...enter(property.items, `${name}[]`, { kind: 'items' })]
  }
  if (type === 'map') {
    const { key = null, value = null } = property.map ?? {}
    return [
      placed,
      ...(key === null ? [] : enter(key, `${name}[key]`, { kind: 'keys' })),
      ...(value === null ? [] : enter(value, `${name}[value]`, { kind: 'values' })),
    ]
  }
  return [
    placed,
    ...property.properties.flatMap((field) =>
      enter(field, `${name}.${field.name}`, { kind: 'field', names: columnNames(field) }),
    ),
  ]
}

/** The property of that name: a column by its name or physical name, or a value inside of one by its way (`address.street`); null where there is none. */
export function findPlacedProperty(object: ContractObject, name: string): PlacedProperty | null {
  const column = object.properties.find((property) => property.name === name || property.physicalName === name)
  if (column !== undefined) return placeColumn(column)
  return name.includes('.') ? (listPlacedProperties(object).find((placed) => placed.name === name) ?? null) : null
}

/**
 * Whether what a column (or a value inside of one, as failing rows name it) holds may be shown: it is classified
 * `public`, or stands inside of what is and is not classified otherwise.
 */
export function makePublicTest(object: ContractObject): (shown: string) => boolean {
  const names = listPlacedProperties(object)
    .filter(({ classification }) => classification === 'public')
    .flatMap(({ reference }) => reference.names.map((name) => showPath(name, reference.path ?? [])))
  const shown = new Set(names)
  return (name) => shown.has(name)
}
