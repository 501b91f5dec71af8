import { InputError } from '../../core/faults.ts'
import { isMap, type PlainMap } from '../../core/plain-map.ts'
import type { LocatedDocument } from '../../yaml/located-document.ts'

export type SchemaPath = readonly (string | number)[]

/** A schema with its references followed and its branches merged in, and where each part of it stands. */
export interface SchemaNode {
  readonly schema: PlainMap
  readonly path: SchemaPath
  /** Where the value of a key stands. */
  pathOf(key: string): SchemaPath
  /** Where the schema of each property stands. */
  readonly fields: ReadonlyMap<string, SchemaPath>
}

/** References that lead to references: more is a circle. */
const LONGEST_CHAIN = 50

/**
 * The schema at a path: local references followed, `allOf` and the null of `anyOf` and `oneOf` merged in where they
 * contradict nothing.
 *
 * @throws InputError where a reference leads nowhere, out of the file, or in a circle.
 */
export function resolveSchema(document: LocatedDocument, path: SchemaPath, depth = 0): SchemaNode {
  let at = path
  const origins = new Map<string, SchemaPath>()
  let schema: PlainMap = {}
  for (let step = 0; ; step += 1) {
    const value = valueAt(document.data, at)
    // `true` and `{}` take anything
    const { $ref: reference, ...rest } = isMap(value) ? value : {}
    for (const key of Object.keys(rest)) if (!origins.has(key)) origins.set(key, at)
    schema = { ...rest, ...schema }
    if (typeof reference !== 'string') break
    if (step > LONGEST_CHAIN || depth > LONGEST_CHAIN) refuse(document, at, `"${reference}" leads in a circle`)
    at = follow(reference, document, at)
  }
  const pathOf = (key: string): SchemaPath => [...(origins.get(key) ?? at), key]
  const properties = schema['properties']
  const fields = new Map(
    Object.keys(isMap(properties) ? properties : {}).map((name) => [name, [...pathOf('properties'), name]]),
  )
  return mergeBranches({ schema, path: at, pathOf, fields }, document, depth)
}

function follow(reference: string, document: LocatedDocument, at: SchemaPath): SchemaPath {
  if (!reference.startsWith('#')) refuse(document, at, `"${reference}" lies outside of the file: put it under $defs`)
  const target = reference
    .slice(1)
    .split('/')
    .filter((part) => part !== '')
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
  if (valueAt(document.data, target) === undefined) refuse(document, at, `"${reference}" leads nowhere`)
  return target
}

/** What a schema and its branches say together, where no key says two things. */
function mergeBranches(node: SchemaNode, document: LocatedDocument, depth: number): SchemaNode {
  let merged = node
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const branches = merged.schema[key]
    if (!Array.isArray(branches)) continue
    const path = merged.pathOf(key)
    const resolved = branches.map((_, index) => resolveSchema(document, [...path, index], depth + 1))
    const left = key === 'allOf' ? resolved : resolved.filter(({ schema }) => schema['type'] !== 'null')
    if (key !== 'allOf' && left.length !== 1) continue
    const { [key]: _, ...rest } = merged.schema
    const isNullable = left.length < branches.length
    const start: SchemaNode = { ...merged, schema: isNullable ? { ...rest, nullable: true } : rest }
    const whole = left.reduce<SchemaNode | null>((sum, branch) => (sum === null ? null : join(sum, branch)), start)
    if (whole !== null) merged = whole
  }
  return merged
}

/** null where both say something, and not the same. */
function join(one: SchemaNode, other: SchemaNode): SchemaNode | null {
  const clash = Object.keys(other.schema).some((name) => name in one.schema && !isSame(name, one.schema, other.schema))
  if (clash) return null
  return {
    schema: { ...other.schema, ...one.schema, ...mergeLists(one.schema, other.schema) },
    path: one.path,
    pathOf: (key) => (key in one.schema ? one.pathOf(key) : other.pathOf(key)),
    fields: new Map([...one.fields, ...other.fields]),
  }
}

function isSame(name: string, one: PlainMap, other: PlainMap): boolean {
  const isMerged = ['properties', 'required', 'title', 'description'].includes(name)
  return isMerged || JSON.stringify(one[name]) === JSON.stringify(other[name])
}

/** Properties of both, and what either requires. */
function mergeLists(one: PlainMap, other: PlainMap): PlainMap {
  const merged: Record<string, unknown> = {}
  if (isMap(one['properties']) && isMap(other['properties'])) {
    merged['properties'] = { ...one['properties'], ...other['properties'] }
  }
  if (Array.isArray(one['required']) && Array.isArray(other['required'])) {
    merged['required'] = [...new Set([...(one['required'] as unknown[]), ...(other['required'] as unknown[])])]
  }
  return merged
}

function valueAt(data: unknown, path: SchemaPath): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)]
    return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined
  }, data)
}

function refuse(document: LocatedDocument, path: SchemaPath, message: string): never {
  throw new InputError({ message, place: document.placeOf([...path, '$ref']) })
}
