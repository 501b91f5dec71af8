import { renderYaml } from '../../yaml/yaml-text.ts'
import type { ContractObject, ContractServer, DataContract, ServiceLevel } from '../data-contract.ts'
import type { Untranslated } from '../translation.ts'
import { needsNewest, type Vocabulary, writeProperty } from './odcs-writer-property.ts'
import { writeRelationship, writeRule } from './odcs-writer-rule.ts'
import { keepGiven, writeValue } from './odcs-writer-value.ts'

/**
 * A contract in the words of the Open Data Contract Standard: v3.1.0, which most tools read, or v3.2.0 where a map, a
 * vector or a deprecated column needs it. What the standard asks for and the contract does not have is made up: id from
 * the name, version 0.1.0, status draft.
 *
 * @see https://bitol-io.github.io/open-data-contract-standard/v3.1.0/
 */
export function writeOdcs(contract: DataContract): string {
  const vocabulary: Vocabulary = { isNewest: contract.objects.some(({ properties }) => properties.some(needsNewest)) }
  const id = contract.id ?? makeId(contract.name ?? nameContract(contract))
  return renderYaml(
    keepGiven({
      apiVersion: vocabulary.isNewest ? 'v3.2.0' : 'v3.1.0',
      kind: 'DataContract',
      id,
      name: contract.name,
      version: contract.version ?? '0.1.0',
      status: contract.status ?? 'draft',
      description: contract.description === null ? null : { purpose: contract.description },
      servers: [...contract.servers.map(writeServer), ...contract.objects.flatMap(writePaths)],
      schema: contract.objects.map((object) => writeObject(object, vocabulary)),
      slaProperties: contract.serviceLevels.map(writeServiceLevel),
    }),
  )
}

/** What a contract says that the standard has no words for, so that `writeOdcs` leaves it out. */
export function findUnwritten(contract: DataContract): readonly Untranslated[] {
  return contract.objects.flatMap((object) => [
    ...(object.csv?.encoding !== undefined && object.csv.encoding !== 'utf-8'
      ? [
          {
            what: `encoding ${object.csv.encoding} (${object.name})`,
            reason: 'the standard has no word for it: give --encoding',
            place: object.place,
          },
        ]
      : []),
    ...object.properties.flatMap(({ name, writing, place }) => [
      ...(writing?.booleans === undefined
        ? []
        : [
            {
              what: `how ${name} writes true and false`,
              reason: 'the standard has no words for it: make it a string with valid values',
              place,
            },
          ]),
      ...(writing?.numbers === undefined
        ? []
        : [
            {
              what: `how ${name} writes numbers`,
              reason: 'the standard has no words for it: give --decimal, and write numbers without signs between',
              place,
            },
          ]),
    ]),
  ])
}

/** As its only object, else as its file is called. */
function nameContract({ objects, file }: DataContract): string {
  return objects.length === 1 ? objects[0]!.name : file.replace(/^.*[/\\](?=.)/, '').replace(/(?<=.)\..*$/, '')
}

/** An identifier without the signs that the standard keeps for references. */
function makeId(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'contract'
  )
}

function writeObject(object: ContractObject, vocabulary: Vocabulary): Record<string, unknown> {
  const { name, properties } = object
  const compound = properties.flatMap((property) =>
    property.relationships.filter(({ columns }) => columns.length !== 1 || columns[0] !== property.name),
  )
  return keepGiven({
    name,
    physicalName: object.physicalName === name ? null : object.physicalName,
    description: object.description,
    properties: properties.map((property) => writeProperty(property, vocabulary)),
    relationships: [...object.relationships, ...compound].map((relationship) => writeRelationship(relationship, name)),
    quality: object.rules.map((rule) => writeRule(rule, null)),
  })
}

function writeServer({ name, type, description, settings }: ContractServer): Record<string, unknown> {
  return keepGiven({ server: name, type, description, ...settings })
}

/** Where a table says itself where its data is, a server says it. */
function writePaths({ name, paths, csv }: ContractObject): readonly Record<string, unknown>[] {
  return paths.map((path, index) =>
    keepGiven({
      server: index === 0 ? name : `${name}-${index + 1}`,
      type: 'local',
      path,
      format: /\.([a-z]+)(\.gz|\.zst)?$/i.exec(path)?.[1]?.toLowerCase() ?? 'csv',
      delimiter: csv?.delimiter,
    }),
  )
}

function writeServiceLevel(level: ServiceLevel): Record<string, unknown> {
  const { id, property, value, valueExt, unit, element, description } = level
  return keepGiven({
    id,
    property,
    value: value === null ? null : writeValue(value, 'number'),
    valueExt: valueExt === null ? null : writeValue(valueExt, 'number'),
    unit,
    element,
    description,
  })
}
