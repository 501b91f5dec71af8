import type { ContractProperty, TypeOption } from '../data-contract.ts'
import { translateSpecifiers } from './odcs-writer-date.ts'
import { writeAllowed, writeMissing, writeRelationship, writeRule } from './odcs-writer-rule.ts'
import { keepGiven, writeNumber, writeValue } from './odcs-writer-value.ts'

/** What the chosen version of the standard lets a writer say. */
export interface Vocabulary {
  /** Whether `enum`, `map` and `deprecated` are there (v3.2). */
  readonly isNewest: boolean
}

/** A column under `properties`, or what is under `items`, `key` and `value`, which has no name of its own. */
export function writeProperty(
  property: ContractProperty,
  vocabulary: Vocabulary,
  isNamed = true,
): Record<string, unknown> {
  const { logicalType, writing } = property
  const inner = (one: ContractProperty | null | undefined) =>
    one === null || one === undefined ? null : writeProperty(one, vocabulary, false)
  // The standard wants at least one value under `enum`.
  const isEnum = vocabulary.isNewest && property.allowed !== null && property.allowed.values.length > 0
  const own = property.relationships.filter(({ columns }) => columns.length === 1 && columns[0] === property.name)
  return keepGiven({
    name: isNamed ? property.name : null,
    physicalName: property.physicalName === property.name ? null : property.physicalName,
    description: property.description,
    logicalType,
    logicalTypeOptions: Object.fromEntries(
      property.options.map((option) => [option.name, writeOption(option, property)] as const),
    ),
    physicalType: property.physicalType?.text,
    primaryKey: property.primaryKey === null ? null : true,
    primaryKeyPosition: property.primaryKey === null ? null : property.primaryKeyPosition,
    required: property.required === null ? null : true,
    unique: property.unique === null ? null : true,
    deprecated: property.isDeprecated && vocabulary.isNewest ? true : null,
    classification: property.classification,
    examples: property.examples.map((text) => writeValue(text, logicalType)),
    enum: isEnum ? writeEnum(property) : null,
    properties: property.properties.map((one) => writeProperty(one, vocabulary)),
    items: inner(property.items),
    map: property.map === null ? null : keepGiven({ key: inner(property.map.key), value: inner(property.map.value) }),
    relationships: own.map((relationship) => writeRelationship(relationship, null)),
    quality: [
      ...(property.allowed === null || isEnum ? [] : [writeAllowed(property.allowed.values, logicalType)]),
      ...(writing === null || writing.missing.length === 0 || isToldByRule(property) ? [] : [writeMissing(writing)]),
      ...property.rules.map((rule) => writeRule(rule, logicalType)),
    ],
  })
}

function writeEnum({ allowed, logicalType }: ContractProperty): readonly unknown[] | null {
  return allowed === null
    ? null
    : [...new Set(allowed.values)].map((text) => ({ value: writeValue(text, logicalType) }))
}

/** Whether a rule names every text that stands for a missing value already. */
function isToldByRule({ writing, rules }: ContractProperty): boolean {
  const told = rules.flatMap((rule) => (rule.metric === 'missingValues' ? (rule.arguments.missingValues ?? []) : []))
  return writing!.missing.every((text) => told.includes(text))
}

const NUMBERS = /^((exclusive)?(minimum|maximum)|multipleOf|(min|max)(Length|Items|Properties))$/i

function writeOption({ name, text }: TypeOption, { logicalType, writing }: ContractProperty): unknown {
  if (name === 'format' && writing?.formatLetters === 'strptime') return translateSpecifiers(text) ?? text
  if (name === 'uniqueItems' || name === 'timezone') return text === 'true' ? true : text === 'false' ? false : text
  const isMoment = logicalType === 'date' || logicalType === 'timestamp' || logicalType === 'time'
  return NUMBERS.test(name) && !isMoment ? writeNumber(text) : text
}

/** Whether a column, or one inside of it, needs words that only v3.2 has. */
export function needsNewest(property: ContractProperty): boolean {
  const { logicalType, isDeprecated, properties, items, map } = property
  const inside = [
    ...properties,
    ...(items ? [items] : []),
    ...(map?.key ? [map.key] : []),
    ...(map?.value ? [map.value] : []),
  ]
  return logicalType === 'map' || logicalType === 'vector' || isDeprecated || map !== null || inside.some(needsNewest)
}
