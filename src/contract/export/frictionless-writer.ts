import { keyColumns } from '../checks/column-reference.ts'
import type { ContractObject, DataContract, Relationship } from '../data-contract.ts'
import { matchOfRule } from '../frictionless/frictionless-fields-match.ts'
import type { ExportedText } from '../translation.ts'
import { fieldName, writeField } from './frictionless-writer-field.ts'
import { isNone, mergeDescriptor, TranslationNotes } from './frictionless-writer-notes.ts'

const PROFILE = 'https://datapackage.org/profiles/2.0/datapackage.json'
const ENCODINGS = { 'utf-8': 'utf-8', 'latin-1': 'iso-8859-1', 'utf-16': 'utf-16' } as const

/**
 * A contract as a Data Package of Frictionless v2, each object a resource. Severities, thresholds, queries and service
 * levels are unknown there: they are listed. Where the contract does not say where the data is, a path is made up.
 *
 * @see https://datapackage.org/standard/data-package/
 */
export function writeFrictionless(contract: DataContract): ExportedText {
  const notes = new TranslationNotes()
  const descriptor = {
    $schema: PROFILE,
    ...given({
      id: contract.id,
      name: contract.name,
      version: contract.version,
      description: contract.description,
    }),
    resources: contract.objects.map((object) => writeResource(object, contract, notes)),
  }
  for (const { property, place } of contract.serviceLevels) {
    notes.add(`service level ${property}`, 'a Data Package says nothing of the service around its data', place)
  }
  for (const { name, place } of contract.servers) {
    notes.add(`server ${name}`, 'a resource has a path alone: set it to where the data is', place)
  }
  return { text: `${JSON.stringify(descriptor, null, 2)}\n`, untranslated: notes.all }
}

function writeResource(object: ContractObject, contract: DataContract, notes: TranslationNotes) {
  const { name, place, csv } = object
  const paths = object.paths.length > 0 ? object.paths : [`${object.physicalName ?? name}.csv`]
  if (object.paths.length === 0) {
    notes.add(`where the data of ${name} is`, `the contract does not say it: "path" is set to ${paths[0]}`, place)
  }
  const dialect = given({ delimiter: csv?.delimiter ?? null, quoteChar: csv?.quote ?? null })
  return mergeDescriptor(
    {
      name,
      type: 'table',
      path: paths.length === 1 ? paths[0] : paths,
      ...given({
        description: object.description,
        encoding: csv?.encoding === undefined ? null : ENCODINGS[csv.encoding],
        dialect: Object.keys(dialect).length === 0 ? null : dialect,
      }),
      schema: writeSchema(object, contract, notes),
    },
    ...object.rules.flatMap(({ engine, implementation }) => (engine === 'frictionless' ? [implementation] : [])),
  )
}

function writeSchema(object: ContractObject, contract: DataContract, notes: TranslationNotes) {
  const isOwn = contract.standard.startsWith('Frictionless')
  for (const { name, place } of object.properties.filter(({ isPhysical }) => !isPhysical)) {
    notes.add(name, 'is no column of the data, but worked out of it', place)
  }
  const properties = object.properties.filter(({ isPhysical }) => isPhysical)
  const matches = object.rules.map(matchOfRule).filter((match) => match !== null)
  const keys = keyColumns(object).map(fieldName)
  const relationships = [...object.relationships, ...properties.flatMap((property) => property.relationships)]
  return {
    fields: properties.map((property) => writeField(property, { object, isOwn, notes })),
    // A contract names its columns, in any order; more are no fault.
    fieldsMatch: matches[0] ?? 'subset',
    ...given({
      primaryKey: keys.length === 0 ? null : keys,
      uniqueKeys: writeUniqueKeys(object, notes),
      foreignKeys: writeForeignKeys(relationships, object, contract, notes),
    }),
  }
}

function writeUniqueKeys(object: ContractObject, notes: TranslationNotes): readonly (readonly string[])[] | null {
  const keys: (readonly string[])[] = []
  for (const rule of object.rules) {
    const { properties } = rule.arguments
    if (rule.engine === 'frictionless' || matchOfRule(rule) !== null) continue
    if (rule.metric === 'duplicateValues' && properties !== null && isNone(rule)) {
      keys.push(properties.map((name) => nameOf(object, name)))
    } else notes.addRule(rule, object.name)
  }
  return keys.length === 0 ? null : keys
}

function writeForeignKeys(
  relationships: readonly Relationship[],
  object: ContractObject,
  contract: DataContract,
  notes: TranslationNotes,
) {
  const keys = relationships.flatMap(({ columns, to, text, place }) => {
    const target = contract.objects.find(({ name }) => name === to?.object)
    if (to === null || target === undefined) {
      notes.add(`relationship to ${text}`, 'points to nothing that the contract has', place)
      return []
    }
    const fields = to.columns.map((name) => nameOf(target, name))
    const reference = target === object ? { fields } : { resource: target.name, fields }
    return [{ fields: columns.map((name) => nameOf(object, name)), reference }]
  })
  return keys.length === 0 ? null : keys
}

function nameOf({ properties }: ContractObject, name: string): string {
  const property = properties.find((one) => one.name === name)
  return property === undefined ? name : fieldName(property)
}

/** What is there. */
function given(parts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null))
}
