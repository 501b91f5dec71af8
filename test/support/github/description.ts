import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import description from '../../fixtures/github/openapi.json' with { type: 'json' }

/** What a request of GitHub's REST API is, by its OpenAPI description (test/fixtures/github). */
export interface Operation {
  /** `issues/create-comment`. */
  readonly id: string
  readonly method: string
  /** Names of the path's parameters, in order. */
  readonly names: readonly string[]
  readonly segments: number
  readonly pattern: RegExp
  readonly node: OperationNode
}

type Schema = {
  readonly $ref?: string
  readonly type?: string
  readonly format?: string
  readonly nullable?: boolean
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: Schema
}

interface OperationNode {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: {
    readonly required?: boolean
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>
  }
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationNode>>>>
}

const DOCUMENT = allowNull(description) as Document

/** Those with fewer parameters and longer paths first, so that a literal segment wins. */
export const OPERATIONS: readonly Operation[] = Object.entries(DOCUMENT.paths)
  .flatMap(([path, methods]) => Object.entries(methods).map(([method, node]) => makeOperation(path, method, node)))
  .sort((left, right) => left.names.length - right.names.length || right.segments - left.segments)

const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true, logger: false }))
ajv.addSchema(DOCUMENT as object, 'github')
const compiled = new Map<Schema, ValidateFunction>()

/** The operation of a request and the parameters of its path; null where GitHub describes none. */
export function matchOperation(
  method: string,
  path: string,
): { readonly operation: Operation; readonly params: Readonly<Record<string, string>> } | null {
  for (const operation of OPERATIONS) {
    const match = operation.method === method ? operation.pattern.exec(path) : null
    if (match === null) continue
    const values = match.slice(1).map((text) => decodeURIComponent(text))
    return { operation, params: Object.fromEntries(operation.names.map((name, index) => [name, values[index]!])) }
  }
  return null
}

/** Whether what is sent is the bytes of a file. */
export function takesBytes({ node }: Operation): boolean {
  const { content } = node.requestBody ?? {}
  return content !== undefined && content['application/json'] === undefined
}

/** Everything about a request that the description does not allow, also names that it does not know. */
export function findFaults(operation: Operation, query: URLSearchParams, body: unknown): readonly string[] {
  const { node } = operation
  const parameters = (node.parameters ?? []).map((entry) => resolveReference<Parameter>(entry))
  const known = new Map(parameters.filter((entry) => entry.in === 'query').map((entry) => [entry.name, entry]))
  const faults = [...query].flatMap(([name, text]) => {
    const parameter = known.get(name)
    if (parameter === undefined) return [`query has no ${name}`]
    return check(parameter.schema, readText(parameter.schema, text), `query ${name}`)
  })
  for (const { name, required } of known.values()) {
    if (required === true && !query.has(name)) faults.push(`query lacks ${name}`)
  }
  if (takesBytes(operation)) return faults
  const schema = node.requestBody?.content['application/json']?.schema
  if (schema === undefined) return body === undefined ? faults : [...faults, 'takes no body']
  if (body === undefined) return node.requestBody?.required === true ? [...faults, 'body is missing'] : faults
  return [...faults, ...findUnknown(schema, body, 'body'), ...check(schema, body, 'body')]
}

/** Fills what a handler leaves out of an answer with the plainest values that the description allows. */
export function fillAnswer({ node }: Operation, status: number, body: unknown): unknown {
  const schema = node.responses[String(status)]?.content?.['application/json']?.schema
  return schema === undefined ? body : fill(schema, body)
}

function makeOperation(path: string, method: string, node: OperationNode): Operation {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
  // names of refs and branches may hold slashes
  const source = path.replaceAll(/\{(\w+)\}/g, (_, name) => (/^(ref|branch)$/.test(name) ? '(.+)' : '([^/]+)'))
  const segments = path.split('/').length
  return {
    id: node.operationId,
    method: method.toUpperCase(),
    names,
    segments,
    pattern: new RegExp(`^${source}$`),
    node,
  }
}

function check(schema: Schema, value: unknown, place: string): readonly string[] {
  const validate = compiled.get(schema) ?? ajv.compile(bindReferences(schema) as object)
  compiled.set(schema, validate)
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${place}${instancePath} ${message}`)
}

/** Names of properties that an object schema does not list: GitHub lets them pass unread, so they are mistakes. */
function findUnknown(given: Schema, value: unknown, place: string): readonly string[] {
  const schema = resolveReference<Schema>(given)
  if (Array.isArray(value)) {
    const { items } = schema
    return items === undefined ? [] : value.flatMap((entry, index) => findUnknown(items, entry, `${place}/${index}`))
  }
  const { properties } = schema
  if (value === null || typeof value !== 'object' || properties === undefined) return []
  return Object.entries(value).flatMap(([name, entry]) =>
    properties[name] === undefined
      ? [`${place} has no ${name}`]
      : findUnknown(properties[name], entry, `${place}/${name}`),
  )
}

function fill(given: Schema, value: unknown): unknown {
  const schema = resolveReference<Schema>(given)
  if (value === null) return null
  const branch = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0]
  if (schema.properties === undefined && branch !== undefined) {
    return schema.nullable === true && value === undefined ? null : fill(branch, value)
  }
  if (Array.isArray(value))
    return value.map((entry) => (schema.items === undefined ? entry : fill(schema.items, entry)))
  if (typeof value === 'object' && schema.properties !== undefined) return fillObject(schema, value)
  if (value !== undefined) return value
  if (schema.nullable === true) return null
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.properties !== undefined) return fillObject(schema, {})
  return { array: [], object: {}, boolean: false, integer: 0, number: 0 }[schema.type ?? ''] ?? fillText(schema)
}

function fillObject({ properties = {}, required = [] }: Schema, value: object): unknown {
  const own = value as Readonly<Record<string, unknown>>
  const names = new Set([...Object.keys(own), ...required])
  return Object.fromEntries(
    [...names].map((name) => [name, properties[name] === undefined ? own[name] : fill(properties[name], own[name])]),
  )
}

function fillText({ format }: Schema): string {
  if (format === 'date-time') return '2026-01-01T00:00:00Z'
  return format === 'uri' ? 'https://github.test/' : ''
}

/** The value of a query's parameter, which always comes as text. */
function readText(given: Schema, text: string): unknown {
  const { type } = resolveReference<Schema>(given)
  if (type === 'integer' || type === 'number') return Number(text)
  return type === 'boolean' && /^(true|false)$/.test(text) ? text === 'true' : text
}

function resolveReference<T>(node: { readonly $ref?: string }): T {
  if (node.$ref === undefined) return node as T
  const keys = node.$ref.slice(2).split('/')
  return keys.reduce((place, key) => (place as Record<string, unknown>)[key], DOCUMENT as unknown) as T
}

/** A part of the document as a schema of its own. */
function bindReferences(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(bindReferences)
  if (node === null || typeof node !== 'object') return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? `github${value}` : bindReferences(value),
    ]),
  )
}

/** OpenAPI 3.0's `nullable` beside an `enum`, or without a `type`, in the words of JSON Schema. */
function allowNull(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(allowNull)
  if (node === null || typeof node !== 'object') return node
  const entries = Object.entries(node).map(([key, value]) => [key, allowNull(value)])
  const schema = Object.fromEntries(entries) as Record<string, unknown>
  if (schema['nullable'] !== true) return schema
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(null)) schema['enum'] = [...schema['enum'], null]
  if (schema['type'] !== undefined) return schema
  const { nullable: _, ...rest } = schema
  return { anyOf: [rest, { type: 'null' }] }
}
