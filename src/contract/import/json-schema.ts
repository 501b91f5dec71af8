import { InputError } from '../../core/faults.ts'
import { makeLookup } from '../../core/lookup.ts'
import { isMap, type PlainMap } from '../../core/plain-map.ts'
import type { LocatedDocument } from '../../yaml/located-document.ts'
import { makeContract, makeObject, makeProperty } from '../contract-parts.ts'
import type { ContractObject, ContractProperty, LogicalType, TypeOption } from '../data-contract.ts'
import type { ImportedContract, Untranslated } from '../translation.ts'
import { resolveSchema, type SchemaNode } from './json-schema-node.ts'

/**
 * Translates a JSON Schema (draft 4 to 2020-12) of a row, or of a list of rows, or of several kinds of rows under
 * `$defs`. In a table an absent value is null: what may be absent may be null.
 *
 * @throws InputError where the schema describes no objects, or a reference leads nowhere.
 */
export function importJsonSchema(document: LocatedDocument): ImportedContract {
  const untranslated: Untranslated[] = []
  const root = resolveSchema(document, [])
  const rows = findRows(root, document)
  if (rows.length === 0) {
    throw new InputError({
      message: 'describes no rows: a schema with "properties" is expected',
      place: document.placeOf([]),
      help: 'give the schema of one row (type: object), or of a list of rows',
    })
  }
  const title = textAt(root.schema, 'title')
  const objects = rows.map(([name, node]) => readRow(name, node, { document, untranslated, above: [] }))
  const name = title ?? objects[0]!.name
  return { contract: makeContract(document.file, 'JSON Schema', { name, objects }), untranslated }
}

function findRows(root: SchemaNode, document: LocatedDocument): readonly (readonly [string, SchemaNode])[] {
  if (isMap(root.schema['properties'])) return [[nameOf(root, document), root]]
  if (isMap(root.schema['items'])) {
    const items = resolveSchema(document, root.pathOf('items'))
    if (isMap(items.schema['properties'])) return [[textAt(items.schema, 'title') ?? nameOf(root, document), items]]
  }
  for (const key of ['$defs', 'definitions']) {
    const definitions = root.schema[key]
    if (!isMap(definitions)) continue
    return Object.keys(definitions).flatMap((name) => {
      const node = resolveSchema(document, [...root.pathOf(key), name])
      return isMap(node.schema['properties']) ? [[name, node] as const] : []
    })
  }
  return []
}

function nameOf({ schema }: SchemaNode, { file }: LocatedDocument): string {
  const stem = file.split(/[\\/]/).at(-1)!.split('.')[0]!
  return textAt(schema, 'title')?.trim().replace(/\s+/g, '_').toLowerCase() || stem || 'rows'
}

/** What reading a schema needs beside it. */
interface Reading {
  readonly document: LocatedDocument
  readonly untranslated: Untranslated[]
  /** Schemas that this one lies in: one that lies in itself has no end. */
  readonly above: readonly string[]
}

function readRow(name: string, node: SchemaNode, reading: Reading): ContractObject {
  const { document, untranslated } = reading
  listUnread(node, ROW_KEYS, name, reading)
  if (node.schema['additionalProperties'] === false) {
    const place = document.placeOf(node.pathOf('additionalProperties'))
    untranslated.push({ what: `additionalProperties: false (${name})`, reason: 'a column too many only warns', place })
  }
  return makeObject(name, document.placeOf(node.path), {
    description: textAt(node.schema, 'description'),
    properties: readProperties(node, reading),
  })
}

function readProperties(node: SchemaNode, reading: Reading): readonly ContractProperty[] {
  const required = Array.isArray(node.schema['required']) ? (node.schema['required'] as unknown[]) : []
  return [...node.fields].map(([name, path]) => {
    const inner = resolveSchema(reading.document, path)
    // draft 3 and many hand-written schemas say it in the property
    const isRequired = required.includes(name) || inner.schema['required'] === true
    return readProperty(name, inner, isRequired, reading)
  })
}

const ANNOTATIONS = [
  '$id',
  'id',
  '$schema',
  '$comment',
  'title',
  'description',
  'default',
  'examples',
  'example',
  'deprecated',
]
const ROW_KEYS = [
  ...ANNOTATIONS,
  'type',
  'properties',
  'required',
  '$defs',
  'definitions',
  'additionalProperties',
  'items',
]
const PROPERTY_KEYS = [
  ...[...ANNOTATIONS, 'type', 'format', 'enum', 'const', 'required', 'nullable', 'properties', 'items'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength', 'pattern'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'additionalProperties'],
]

function readProperty(name: string, node: SchemaNode, isRequired: boolean, reading: Reading): ContractProperty {
  const { schema, path } = node
  const { document, untranslated } = reading
  const self = JSON.stringify(path)
  if (reading.above.includes(self)) {
    const place = document.placeOf(path)
    untranslated.push({ what: `fields of ${name}`, reason: 'a value that holds itself has no end', place })
    return makeProperty(name, place, { logicalType: 'object' })
  }
  const inside: Reading = { ...reading, above: [...reading.above, self] }
  const place = document.placeOf(path)
  const placeOf = (key: string) => document.placeOf(node.pathOf(key))
  const note = (what: string, reason: string, key: string) =>
    untranslated.push({ what: `${what} (${name})`, reason, place: placeOf(key) })
  listUnread(node, PROPERTY_KEYS, name, reading)
  const { types, isNullable } = readTypes(schema)
  if (types.length > 1) note(`type: ${types.join(', ')}`, 'a column has one type', 'type')
  const values = readValues(schema)
  const { logicalType, format } = readFormat(types[0] ?? guessType(schema), schema)
  if (format === 'unknown') note(`format: ${textAt(schema, 'format')}`, 'has no executor', 'format')
  const map = schema['additionalProperties']
  const isMapType = logicalType === 'object' && isMap(map) && !isMap(schema['properties'])
  const inner = (key: string, of: string) => readProperty(of, resolveSchema(document, node.pathOf(key)), true, inside)
  return makeProperty(name, place, {
    description: textAt(schema, 'description') ?? textAt(schema, 'title'),
    logicalType: isMapType ? 'map' : logicalType,
    typePlace: placeOf('type'),
    options: [
      ...readBounds(schema, placeOf),
      ...(format === null || format === 'unknown' ? [] : [{ name: 'format', text: format, place: placeOf('format') }]),
    ],
    allowed: values === null ? null : { values, place: placeOf('enum' in schema ? 'enum' : 'const') },
    required: isRequired && !isNullable && !(values?.includes(null) ?? false) ? place : null,
    examples: Array.isArray(schema['examples']) ? (schema['examples'] as unknown[]).filter(isScalar).map(String) : [],
    isDeprecated: schema['deprecated'] === true,
    properties: isMapType ? [] : readProperties(node, inside),
    items: logicalType === 'array' && isMap(schema['items']) ? inner('items', 'items') : null,
    map: isMapType
      ? { key: makeProperty('key', place, { logicalType: 'string' }), value: inner('additionalProperties', 'value') }
      : null,
  })
}

function readTypes(schema: PlainMap): { readonly types: readonly string[]; readonly isNullable: boolean } {
  const { type } = schema
  const all = (Array.isArray(type) ? (type as unknown[]) : [type]).filter(
    (one): one is string => typeof one === 'string',
  )
  const isAny = all.length === 0 && !('enum' in schema) && !('const' in schema)
  return {
    types: all.filter((one) => one !== 'null'),
    isNullable: isAny || all.includes('null') || schema['nullable'] === true,
  }
}

/** Where no type is given, lists of values and nested keys tell it. */
function guessType(schema: PlainMap): string | null {
  if (isMap(schema['properties'])) return 'object'
  if (isMap(schema['items'])) return 'array'
  const values = (Array.isArray(schema['enum']) ? (schema['enum'] as unknown[]) : [schema['const']]).filter(
    (value) => value !== null && value !== undefined,
  )
  if (values.length === 0) return null
  if (values.every((value) => typeof value === 'number')) return values.every(Number.isInteger) ? 'integer' : 'number'
  return values.every((value) => typeof value === 'string') ? 'string' : null
}

const TYPES: Readonly<Record<string, LogicalType>> = makeLookup({
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  object: 'object',
  array: 'array',
})
const MOMENTS: Readonly<Record<string, LogicalType>> = makeLookup({
  date: 'date',
  'date-time': 'timestamp',
  time: 'time',
})
const TEXTS: Readonly<Record<string, string>> = makeLookup({
  email: 'email',
  uuid: 'uuid',
  uri: 'uri',
  hostname: 'hostname',
  ipv4: 'ipv4',
  ipv6: 'ipv6',
})
const NUMBERS: Readonly<Record<string, string>> = makeLookup({
  int32: 'i32',
  int64: 'i64',
  float: 'f32',
  double: 'f64',
})

function readFormat(
  type: string | null,
  schema: PlainMap,
): { readonly logicalType: LogicalType | null; readonly format: string | null } {
  const logicalType = type === null ? null : (TYPES[type] ?? null)
  const format = textAt(schema, 'format')
  if (format === null) return { logicalType, format: null }
  if (logicalType === 'string' && MOMENTS[format] !== undefined) return { logicalType: MOMENTS[format], format: null }
  const known = logicalType === 'string' ? TEXTS[format] : NUMBERS[format]
  return { logicalType, format: known ?? 'unknown' }
}

const BOUNDS = [
  'minimum',
  'maximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
]

/** In draft 4 `exclusiveMinimum: true` made `minimum` exclusive; since then it is a bound itself. */
function readBounds(schema: PlainMap, placeOf: (key: string) => TypeOption['place']): readonly TypeOption[] {
  const options: TypeOption[] = []
  for (const name of BOUNDS) {
    if (!isScalar(schema[name])) continue
    const exclusive = name === 'minimum' ? 'exclusiveMinimum' : name === 'maximum' ? 'exclusiveMaximum' : null
    const isExclusive = exclusive !== null && schema[exclusive] === true
    options.push({ name: isExclusive ? exclusive : name, text: String(schema[name]), place: placeOf(name) })
  }
  for (const name of ['exclusiveMinimum', 'exclusiveMaximum']) {
    if (typeof schema[name] === 'number') options.push({ name, text: String(schema[name]), place: placeOf(name) })
  }
  if (schema['uniqueItems'] === true) options.push({ name: 'uniqueItems', text: 'true', place: placeOf('uniqueItems') })
  return options
}

function readValues(schema: PlainMap): readonly (string | null)[] | null {
  const list = Array.isArray(schema['enum'])
    ? (schema['enum'] as unknown[])
    : 'const' in schema
      ? [schema['const']]
      : null
  if (list === null || !list.every((value) => value === null || isScalar(value))) return null
  return list.map((value) => (value === null ? null : String(value)))
}

/** Lists each key that is not read, and values that are none of a cell's. */
function listUnread(
  { schema, pathOf }: SchemaNode,
  known: readonly string[],
  name: string,
  { document, untranslated }: Reading,
): void {
  for (const [key, value] of Object.entries(schema)) {
    const isRead = known.includes(key) || key.startsWith('x-')
    const isOdd = (key === 'enum' || key === 'const') && readValues(schema) === null && value !== undefined
    if (isRead && !isOdd) continue
    const reason = isOdd ? 'lists of values hold single values only' : 'a contract has no word for it'
    untranslated.push({ what: `${key} (${name})`, reason, place: document.placeOf(pathOf(key)) })
  }
}

function textAt(schema: PlainMap, key: string): string | null {
  const value = schema[key]
  return typeof value === 'string' && value !== '' ? value : null
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
