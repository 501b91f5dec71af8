import type { Fault } from '../../core/faults.ts'
import type { LocatedDocument } from '../../yaml/located-document.ts'
import type { ContractProperty, DataContract, LogicalType, ServiceLevel } from '../data-contract.ts'
import { hasReached, type OdcsVersion } from '../odcs/odcs-version.ts'
import { listColumns, listProperties } from './lint-references.ts'

/** What a contract of the standard may say, and its author most likely did not mean: none of it makes it invalid. */
export function findHints(contract: DataContract, document: LocatedDocument, version: OdcsVersion): readonly Fault[] {
  const properties = contract.objects.flatMap((object) => listProperties(object.properties))
  const elements = listElements(contract)
  return [
    ...(hasReached(version, 'v3.1.0') ? findDeprecated(document) : []),
    ...(version === 'v3.2.0' ? properties.flatMap(hintMissingType) : []),
    ...properties.flatMap(hintExamples),
    ...findRuleHints(document),
    ...contract.serviceLevels.flatMap((level) => hintServiceLevel(level, elements)),
  ]
}

function findDeprecated(document: LocatedDocument): readonly Fault[] {
  const data = document.data as Readonly<Record<string, unknown>>
  const found: readonly (readonly [string, boolean, string])[] = [
    ['slaDefaultElement', data['slaDefaultElement'] !== undefined, 'write "element" at each service level'],
    ['dataProduct', data['dataProduct'] !== undefined, 'the data product names its contracts'],
    ['team', Array.isArray(data['team']), 'write the list under team.members'],
  ]
  return found.flatMap(([key, isThere, help]) =>
    isThere
      ? [{ message: `"${key}" as it is written here is deprecated since v3.1.0`, place: document.placeOf([key]), help }]
      : [],
  )
}

function hintMissingType({ name, logicalType, typePlace }: ContractProperty): readonly Fault[] {
  if (logicalType !== null) return []
  const message = `"${name}" has no "logicalType": the JSON schema of v3.2.0 refuses that, though the standard does not`
  return [{ message, place: typePlace, help: 'write it, so that other tools read the contract too' }]
}

const FORMS: Partial<Readonly<Record<LogicalType, RegExp>>> = {
  integer: /^[-+]?\d+$/,
  number: /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i,
  boolean: /^(true|false)$/i,
}

function hintExamples({ name, logicalType, examples, place, allowed }: ContractProperty): readonly Fault[] {
  const form = logicalType === null ? undefined : FORMS[logicalType]
  const wrong = examples.find((example) => form !== undefined && !form.test(example))
  const unlisted = examples.find((example) => allowed !== null && !allowed.values.includes(example))
  if (wrong !== undefined) return [{ message: `an example of "${name}" is no ${logicalType}: ${wrong}`, place }]
  return unlisted === undefined
    ? []
    : [{ message: `an example of "${name}" is none of its "enum": ${unlisted}`, place }]
}

const SEVERITIES = ['info', 'information', 'warning', 'warn', 'error', 'critical', 'fatal']

function findRuleHints(document: LocatedDocument): readonly Fault[] {
  return walkRules(document.data, []).flatMap(({ rule, path }) => {
    const place = (key: string) => document.placeOf([...path, key])
    const { metric, rule: word, severity, unit, type = 'library' } = rule
    const hints: Fault[] = []
    if (metric != null && word != null) {
      hints.push({
        message: '"rule" is deprecated: "metric" took its place',
        place: place('rule'),
        help: 'take it out',
      })
    }
    if (typeof severity === 'string' && severity !== '' && !SEVERITIES.includes(severity.toLowerCase())) {
      const help = 'write info, warning or error'
      hints.push({ message: `the severity "${severity}" counts as error`, place: place('severity'), help })
    }
    if (type === 'library' && typeof unit === 'string' && !['', 'rows', 'percent'].includes(unit)) {
      const help = 'write rows or percent'
      hints.push({ message: `"unit" is "${unit}", which no metric has`, place: place('unit'), help })
    }
    return hints
  })
}

interface FoundRule {
  readonly rule: Readonly<Record<string, unknown>>
  readonly path: readonly (string | number)[]
}

/** Rules wherever they stand: under `quality` of objects, properties, items, keys and values. */
function walkRules(data: unknown, path: readonly (string | number)[]): readonly FoundRule[] {
  if (Array.isArray(data)) {
    const isQuality = path.at(-1) === 'quality'
    return data.flatMap((entry, index) =>
      isQuality && typeof entry === 'object' && entry !== null
        ? [{ rule: entry as FoundRule['rule'], path: [...path, index] }]
        : walkRules(entry, [...path, index]),
    )
  }
  if (typeof data !== 'object' || data === null) return []
  return ['schema', 'properties', 'items', 'map', 'key', 'value', 'quality'].flatMap((key) =>
    Object.hasOwn(data, key) ? walkRules((data as Readonly<Record<string, unknown>>)[key], [...path, key]) : [],
  )
}

/** Words of the standard with their short forms, and others that are in use; letter case does not matter. */
const LEVELS: readonly string[] = [
  ...['availability', 'av', 'throughput', 'th', 'errorrate', 'er', 'generalavailability', 'ga', 'endofsupport', 'es'],
  ...['endoflife', 'el', 'retention', 're', 'frequency', 'fy', 'latency', 'ly', 'timetodetect', 'td'],
  ...['timetonotify', 'tn', 'timetorepair', 'tr', 'timeofavailability', 'freshness', 'completeness', 'backup'],
]

function hintServiceLevel({ property, element, place }: ServiceLevel, elements: readonly string[]): readonly Fault[] {
  const hints: Fault[] = []
  if (property !== '' && !LEVELS.includes(property.toLowerCase())) {
    const help = 'the standard has latency, retention, frequency, availability, …'
    hints.push({ message: `the standard knows no service level "${property}"`, place, help })
  }
  for (const name of (element ?? '').split(',').map((part) => part.trim())) {
    if (name === '' || elements.includes(name) || elements.length === 0) continue
    const help = 'write table.column as the schema names them'
    hints.push({ message: `the service level is about "${name}", which the contract does not have`, place, help })
  }
  return hints
}

/** What a service level can be about: tables by either name, their columns, of a single table without its name. */
function listElements({ objects }: DataContract): readonly string[] {
  return objects.flatMap((object) => {
    const tables = [object.name, object.physicalName ?? object.name]
    const columns = listColumns(object)
    const qualified = columns.flatMap((column) => tables.map((table) => `${table}.${column}`))
    return [...tables, ...qualified, ...(objects.length === 1 ? columns : [])]
  })
}
