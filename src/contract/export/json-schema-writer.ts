import { makeLookup } from '../../core/lookup.ts'
import type { ContractObject, ContractProperty, DataContract, TypeOption } from '../data-contract.ts'
import { FLOAT_RANGES, INTEGER_RANGES } from '../text-formats.ts'
import type { ExportedText, Untranslated } from '../translation.ts'
import { explainTableRule, nameRule, readSingleValueRule } from './single-value-rule.ts'

type Schema = Record<string, unknown>

/**
 * A JSON Schema (2020-12) of one row: of the one object, else each object's under `$defs`. What only a whole table can
 * show is listed.
 */
export function writeJsonSchema(contract: DataContract): ExportedText {
  const untranslated: Untranslated[] = contract.serviceLevels.map(({ property, place }) => ({
    what: `service level ${property}`,
    reason: 'one row cannot show it',
    place,
  }))
  const head = { $schema: 'https://json-schema.org/draft/2020-12/schema', title: contract.name ?? undefined }
  const rows = contract.objects.map((object) => [object.name, writeRow(object, untranslated)] as const)
  const schema = rows.length === 1 ? { ...head, ...rows[0]![1] } : { ...head, $defs: Object.fromEntries(rows) }
  return { text: `${JSON.stringify(schema, null, 2)}\n`, untranslated }
}

function writeRow(object: ContractObject, untranslated: Untranslated[]): Schema {
  for (const rule of object.rules) {
    const what = `${object.name}: ${nameRule(rule)}`
    untranslated.push({ what, reason: explainTableRule(rule), place: rule.place })
  }
  for (const { text, place } of object.relationships) {
    untranslated.push({ what: `${object.name} → ${text}`, reason: 'one row cannot show it', place })
  }
  return keepGiven({
    title: object.name,
    description: object.description,
    ...writeFields(object.properties, untranslated),
  })
}

function writeFields(properties: readonly ContractProperty[], untranslated: Untranslated[]): Schema {
  const fields = properties.filter(({ isPhysical }) => isPhysical)
  const written = fields.map((field) => [field.physicalName ?? field.name, writeProperty(field, untranslated)] as const)
  const required = written.filter(([, { isRequired }]) => isRequired).map(([name]) => name)
  return {
    type: 'object',
    properties: Object.fromEntries(written.map(([name, { schema }]) => [name, schema])),
    ...(required.length > 0 ? { required } : {}),
  }
}

function writeProperty(
  property: ContractProperty,
  untranslated: Untranslated[],
): { readonly schema: Schema; readonly isRequired: boolean } {
  const { name, unique, primaryKey, relationships } = property
  const refuse = (what: string, reason: string, place = property.place) =>
    untranslated.push({ what: `${name}: ${what}`, reason, place })
  for (const place of [unique, primaryKey, ...relationships.map((one) => one.place)]) {
    if (place !== null) refuse('a key', 'one row cannot show it', place)
  }
  const demands = property.rules.flatMap((rule) => {
    const demand = readSingleValueRule(rule)
    if (demand === null) refuse(nameRule(rule), explainTableRule(rule), rule.place)
    return demand === null ? [] : [demand]
  })
  const isRequired = property.required !== null || primaryKey !== null || demands.some((demand) => demand.isRequired)
  const lists = [property.allowed?.values ?? null, ...demands.map(({ values }) => values)].filter(
    (list) => list !== null,
  )
  const patterns = demands.flatMap(({ pattern }) => (pattern === null ? [] : [pattern]))
  for (const pattern of patterns) if (!isPattern(pattern)) refuse(`pattern ${pattern}`, NO_PATTERN)
  const base: Schema = {
    ...writeType(property, untranslated, isRequired),
    ...Object.assign({}, ...property.options.map((option) => writeOption(option, property, refuse))),
  }
  const conditions: Schema[] = [
    ...lists.map((list) => ({ enum: writeValues(list, property, isRequired) })),
    ...patterns.filter(isPattern).map((pattern) => ({ pattern })),
  ]
  const [first = {}, ...others] = conditions
  // two lists, or two patterns, hold together
  const merged = Object.keys(first).some((key) => key in base)
    ? { ...base, allOf: conditions }
    : { ...base, ...first, ...(others.length > 0 ? { allOf: others } : {}) }
  return {
    schema: keepGiven({
      ...merged,
      description: property.description,
      examples: property.examples.length > 0 ? property.examples.map((text) => toJson(text, property)) : null,
      deprecated: property.isDeprecated ? true : null,
    }),
    isRequired,
  }
}

const NO_PATTERN = 'JSON Schema takes patterns of ECMAScript, which does not know it'

const SCALARS: Readonly<Record<string, Schema>> = makeLookup({
  string: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  timestamp: { type: 'string', format: 'date-time' },
  time: { type: 'string', format: 'time' },
})

/** A value that is not required may be null, or not be there. */
function writeType(property: ContractProperty, untranslated: Untranslated[], isRequired: boolean): Schema {
  const inner = (one: ContractProperty | null) => (one === null ? {} : writeProperty(one, untranslated).schema)
  const type = (): Schema => {
    switch (property.logicalType) {
      case null:
        return {}
      case 'object':
        return writeFields(property.properties, untranslated)
      case 'array':
        return { type: 'array', ...(property.items === null ? {} : { items: inner(property.items) }) }
      case 'vector':
        return { type: 'array', items: property.items === null ? { type: 'number' } : inner(property.items) }
      case 'map':
        return { type: 'object', additionalProperties: inner(property.map?.value ?? null) }
      default:
        return SCALARS[property.logicalType]!
    }
  }
  const schema = type()
  return isRequired || schema['type'] === undefined ? schema : { ...schema, type: [schema['type'], 'null'] }
}

const SAME_NAMES = [
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
]
const FORMATS = ['email', 'uuid', 'uri', 'hostname', 'ipv4', 'ipv6']

function writeOption(
  { name, text, place }: TypeOption,
  { logicalType }: ContractProperty,
  refuse: (what: string, reason: string, place: TypeOption['place']) => void,
): Schema {
  const isMoment = logicalType === 'date' || logicalType === 'timestamp' || logicalType === 'time'
  const no = (reason: string) => {
    refuse(`${name} ${text}`, reason, place)
    return {}
  }
  if (name === 'uniqueItems') return { uniqueItems: text === 'true' }
  if (SAME_NAMES.includes(name)) return isMoment ? no('JSON Schema compares numbers only') : { [name]: Number(text) }
  if (name === 'pattern') return isPattern(text) ? { pattern: text } : no(NO_PATTERN)
  if (name !== 'format') return no('JSON Schema has no word for it')
  const range =
    logicalType === 'integer' ? INTEGER_RANGES[text] : logicalType === 'number' ? FLOAT_RANGES[text] : undefined
  if (range) return { minimum: Number(range[0]), maximum: Number(range[1]) }
  if (logicalType === 'string' && FORMATS.includes(text)) return { format: text }
  return no(isMoment ? 'JSON writes ISO 8601' : 'JSON Schema has no such format')
}

/** Whether ECMAScript takes it; it is not run. */
function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}

function writeValues(values: readonly (string | null)[], property: ContractProperty, isRequired: boolean): unknown[] {
  const list = values.map((value) => (value === null ? null : toJson(value, property)))
  return isRequired || list.includes(null) ? list : [...list, null]
}

function toJson(text: string, { logicalType }: ContractProperty): unknown {
  const isNumber = (logicalType === 'integer' || logicalType === 'number') && text.trim() !== ''
  if (isNumber && Number.isFinite(Number(text))) return Number(text)
  if (logicalType === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  return text
}

function keepGiven(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== null && value !== undefined))
}
