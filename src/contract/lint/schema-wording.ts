import { makeLookup } from '../../core/lookup.ts'
import { nearestName } from '../../text/nearest-name.ts'
import {
  CONTRACT_KEYS,
  LOGICAL_TYPES,
  OBJECT_KEYS,
  PROPERTY_KEYS,
  RELATIONSHIP_KEYS,
  SERVICE_LEVEL_KEYS,
} from '../odcs/odcs-keys.ts'
import type { VersionTable } from '../odcs/odcs-version.ts'
import type { SchemaError } from './odcs-schema.ts'

const TYPES: Readonly<Record<string, string>> = makeLookup({
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: 'nothing',
})

/** What is wrong, in plain words, and how to mend it where that is known. */
export interface Wording {
  readonly message: string
  readonly help?: string
}

/** Says an error of a JSON schema; `path` leads to the value, `declared` are the keys that its map may hold. */
export function describeSchemaError(
  error: SchemaError,
  path: readonly string[],
  declared: ReadonlySet<string>,
): Wording {
  const { keyword, params, data } = error
  const name = nameOf(path)
  switch (keyword) {
    case 'required':
      return describeMissing(error, String(params['missingProperty']))
    case 'type':
      return withHelp(`${name} must be ${joinTypes(params['type'])}`, suggestMend(path, params['type'], data))
    case 'enum':
      return describeEnum(name, path, data, params['allowedValues'] as readonly unknown[])
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return describeUnexpected(String(params['additionalProperty'] ?? params['unevaluatedProperty']), path, declared)
    case 'anyOf':
    case 'oneOf':
      return describeChoice(name, error)
    case 'pattern':
      return { message: `${name} is ${JSON.stringify(data)}; it must be ${describePattern(error, path)}` }
    case 'format':
      return { message: `${name} is ${JSON.stringify(data)}; it must be ${FORMATS[String(params['format'])]}` }
    case 'minimum':
      return { message: `${name} must be at least ${params['limit']}` }
    case 'exclusiveMinimum':
      return { message: `${name} must be above ${params['limit']}` }
    case 'minItems':
      return { message: `${name} must have at least ${params['limit']} ${params['limit'] === 1 ? 'entry' : 'entries'}` }
    case 'maxItems':
      return { message: `${name} must have at most ${params['limit']} entries` }
    case 'uniqueItems':
      return { message: `${name} has the same entry twice: number ${params['j'] + 1} and number ${params['i'] + 1}` }
    case 'not':
      return withHelp('"from" has no place here: the relationship starts from its property', 'take it out')
    default:
      return { message: `${name} ${error.message ?? 'is not as the standard has it'}` }
  }
}

const FORMATS: Readonly<Record<string, string>> = makeLookup({
  date: 'a day: 2026-01-31',
  'date-time': 'a moment with its time zone: 2026-01-31T12:00:00Z',
  uri: 'an address with its scheme: s3://bucket/path',
})

function withHelp(message: string, help: string | null | undefined): Wording {
  return help ? { message, help } : { message }
}

function nameOf(path: readonly string[]): string {
  const last = path.at(-1)
  if (last === undefined) return 'the contract'
  return /^\d+$/.test(last) ? `an entry of "${path.at(-2)}"` : `"${last}"`
}

function describeMissing(error: SchemaError, key: string): Wording {
  if (key === 'rule' && Object.hasOwn(error.data as object, 'metric')) {
    return { message: '"metric" came with ODCS v3.1.0; before, it is "rule"', help: 'write apiVersion: v3.1.0' }
  }
  const properties = (error.parentSchema as { properties?: Record<string, { description?: string }> }).properties
  const text = Object.hasOwn(properties ?? {}, key) ? properties?.[key]?.description : undefined
  return withHelp(`"${key}" is missing`, text === undefined ? null : firstSentence(text))
}

function firstSentence(text: string): string {
  return /^.*?[.](?=\s|$)/s.exec(text)?.[0] ?? text
}

function joinTypes(type: unknown): string {
  const types = (Array.isArray(type) ? type : [type]).map(String)
  const words = types.filter((one) => one !== 'integer' || !types.includes('number')).map((one) => TYPES[one] ?? one)
  return words.length < 3 ? words.join(' or ') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function suggestMend(path: readonly string[], type: unknown, data: unknown): string | null {
  const isScalar = typeof data === 'number' || typeof data === 'boolean'
  if (type === 'string' && isScalar) return `put it in quotes: "${data}"`
  if (type === 'string' && data === null) return 'write something, or take the key out'
  const isBound = type === 'boolean' && (path.at(-1) ?? '').startsWith('exclusive')
  const isTeam = type === 'array' && path.length === 1 && path[0] === 'team'
  return isBound || isTeam ? 'what stands here came with ODCS v3.1.0: write apiVersion: v3.1.0' : null
}

function describeEnum(name: string, path: readonly string[], data: unknown, allowed: readonly unknown[]): Wording {
  const choices = allowed.map(String)
  const since = path.at(-1) === 'logicalType' && typeof data === 'string' ? findSince(LOGICAL_TYPES, data) : null
  if (since !== null) {
    return { message: `${name} is "${data}", which came with ODCS ${since}`, help: `write apiVersion: ${since}` }
  }
  const is = typeof data === 'object' ? `${name} must be one word` : `${name} is ${JSON.stringify(data)}`
  const nearest = typeof data === 'string' ? nearestName(data, choices) : null
  return withHelp(`${is}; it takes ${choices.join(', ')}`, nearest === null ? null : `did you mean ${nearest}?`)
}

function describeUnexpected(key: string, path: readonly string[], declared: ReadonlySet<string>): Wording {
  const since = findSince(tableAt(path), key)
  if (since !== null && !declared.has(key)) {
    return { message: `"${key}" came here with ODCS ${since}`, help: `write apiVersion: ${since}, or take it out` }
  }
  if (declared.has(key)) return describeMisplaced(key, path)
  const nearest = nearestName(key, [...declared])
  return {
    message: `unknown key "${key}"`,
    help: nearest ? `did you mean ${nearest}?` : `here may stand: ${[...declared].join(', ')}`,
  }
}

/** A key of another type of rule, server or property. */
function describeMisplaced(key: string, path: readonly string[]): Wording {
  if (key === 'rule') return { message: '"rule" became "metric" in ODCS v3.1.0', help: 'write metric: …' }
  const message = `"${key}" does not go with the type that is given here`
  if (path.includes('quality')) {
    return {
      message,
      help: 'metric goes with type library, query with sql, engine with custom; operators with the first two',
    }
  }
  if (path[0] === 'servers') return { message, help: 'write what else is to be said under customProperties' }
  return { message, help: 'items go with logicalType array, properties with object, map with map' }
}

/** The keys of the contract's part at a path; none of parts that are the same in all versions. */
function tableAt(path: readonly string[]): VersionTable {
  const part = path.filter((step) => !/^\d+$/.test(step)).at(-1)
  if (part === undefined) return CONTRACT_KEYS
  if (part === 'schema') return OBJECT_KEYS
  if (part === 'relationships') return RELATIONSHIP_KEYS
  if (part === 'slaProperties') return SERVICE_LEVEL_KEYS
  return ['properties', 'items', 'key', 'value'].includes(part) ? PROPERTY_KEYS : {}
}

function findSince(table: VersionTable, name: string): string | null {
  const since = Object.hasOwn(table, name) ? table[name] : undefined
  return since === undefined || since === 'v3.0.0' ? null : since
}

/** Alternatives of which none fits, or several. */
function describeChoice(name: string, error: SchemaError): Wording {
  const branches = error.schema as readonly { required?: readonly string[] }[]
  const keys = branches.flatMap(({ required }) => (required?.length === 1 ? required : []))
  if (keys.length === branches.length) {
    const given = keys.filter((key) => Object.hasOwn((error.data ?? {}) as object, key))
    return given.length === 0
      ? { message: 'the rule does not say what must be', help: `it takes one of ${keys.join(', ')}` }
      : { message: `the rule has ${given.join(' and ')}`, help: 'keep one' }
  }
  const types = [...new Set((error.params['types'] as readonly string[] | undefined) ?? [])]
  return {
    message: types.length === 0 ? `${name} is none of what may stand here` : `${name} must be ${joinTypes(types)}`,
  }
}

function describePattern(error: SchemaError, path: readonly string[]): string {
  if (path.includes('from') || path.includes('to')) return 'table.column, or schema/…/properties/… with ids'
  if (path.at(-1) === 'id') return 'made of letters, digits, - and _'
  return `like ${(error.params as { pattern: string }).pattern}`
}
