import type { PathStep } from '../core/probe.ts'
import { parseEngineType } from './engine-type.ts'
import { quoteLiteral } from './quoting.ts'

/** Where a value stands before it is read: a text, a JSON value, or a value of one of the engine's types. */
export interface Origin {
  readonly form: 'text' | 'json' | 'typed'
  readonly sql: string
  /** The engine's type name; of a text or a JSON value: `VARCHAR`. */
  readonly type: string
}

/** Why a column cannot be read. */
export interface Unreadable {
  readonly reason: string
}

/** Where a path leads: to one value, or, through items or entries, to a list of them. */
export type Destination =
  | {
      readonly kind: 'value'
      readonly origin: Origin
      /** Condition under which there is a value at all: its parent is there; null: always. */
      readonly exists: string | null
    }
  | { readonly kind: 'list'; readonly list: string; readonly item: (variable: string) => Origin }

/** The list that a step gives, and what its elements are. */
interface Items {
  readonly list: string
  readonly item: (variable: string) => Origin
}

/**
 * Follows a path into nested values. In JSON a parent of another kind has no value inside (that is its `type`'s
 * finding); where a type of the engine's says so of the whole column, nothing can be read.
 */
export function followPath(start: Origin, path: readonly PathStep[], name: string): Destination | Unreadable {
  let here: Destination = { kind: 'value', origin: start, exists: null }
  for (const [index, step] of path.entries()) {
    const next: Destination | Unreadable =
      here.kind === 'value' ? stepFrom(here.origin, step) : stepEach(here, step, index)
    if ('reason' in next) return { reason: `"${name}" ${next.reason}` }
    here = next
  }
  return here
}

/** A path for people: `address.city`, `items[].sku`. */
export function showPath(name: string, path: readonly PathStep[]): string {
  const marks = { items: '[]', keys: '{keys}', values: '{}' }
  return path.reduce(
    (shown, step) => (step.kind === 'field' ? `${shown}.${step.names[0]}` : shown + marks[step.kind]),
    name,
  )
}

function stepFrom(origin: Origin, step: PathStep): Destination | Unreadable {
  if (step.kind !== 'field') {
    const items = listItems(origin, step)
    return 'reason' in items ? items : { kind: 'list', ...items }
  }
  const field = takeField(origin, step.names)
  if ('reason' in field) return field
  return { kind: 'value', origin: field, exists: isParent(origin, step) }
}

/** Elements that are no parent of the kind have nothing inside. */
function stepEach(here: Items, step: PathStep, depth: number): Destination | Unreadable {
  const variable = `e${depth}`
  const element = here.item(variable)
  const inner = step.kind === 'field' ? takeField(element, step.names) : listItems(element, step)
  if ('reason' in inner) return inner
  const parents = `list_filter(${here.list}, lambda ${variable}: ${isParent(element, step)})`
  if ('form' in inner) {
    const list = `list_transform(${parents}, lambda ${variable}: ${inner.sql})`
    return { kind: 'list', list, item: (name) => ({ ...inner, sql: name }) }
  }
  return {
    kind: 'list',
    list: `flatten(list_transform(${parents}, lambda ${variable}: ${inner.list}))`,
    item: inner.item,
  }
}

function isParent(origin: Origin, step: PathStep): string {
  if (origin.form === 'typed') return `${origin.sql} IS NOT NULL`
  return `coalesce(json_type(${toJson(origin)}) = '${step.kind === 'items' ? 'ARRAY' : 'OBJECT'}', false)`
}

function takeField(origin: Origin, names: readonly string[]): Origin | Unreadable {
  if (origin.form !== 'typed') {
    const document = toJson(origin)
    // of `a -> b` the engine's binder asks first whether it is a lambda: nested ones take it twice as long each level
    const found = names.map((name) => `json_extract(${document}, ${quoteLiteral(toPointer(name))})`)
    return { form: 'json', sql: found.length === 1 ? found[0]! : `coalesce(${found.join(', ')})`, type: 'VARCHAR' }
  }
  const type = parseEngineType(origin.type)
  const fields = type.kind === 'struct' ? type.fields : []
  const field = names.map((name) => fields.find((one) => one.name === name)).find((one) => one !== undefined)
  if (field === undefined) return { reason: `has ${describe(origin.type)} without a field "${names[0]}"` }
  return toOrigin(`struct_extract(${origin.sql}, ${quoteLiteral(field.name)})`, field.type)
}

function listItems(origin: Origin, step: PathStep): Items | Unreadable {
  if (origin.form !== 'typed') {
    const document = toJson(origin)
    const isRight = `json_type(${document}) = '${step.kind === 'items' ? 'ARRAY' : 'OBJECT'}'`
    if (step.kind === 'keys') {
      return {
        list: `CASE WHEN ${isRight} THEN json_keys(${document}) END`,
        item: (sql) => ({ form: 'text', sql, type: 'VARCHAR' }),
      }
    }
    const inside = step.kind === 'items' ? '$[*]' : '$.*'
    const list = `CASE WHEN ${isRight} THEN json_extract(${document}, '${inside}') END`
    return { list, item: (sql) => ({ form: 'json', sql, type: 'VARCHAR' }) }
  }
  const type = parseEngineType(origin.type)
  if (step.kind === 'items' && type.kind === 'list') {
    return { list: `CAST(${origin.sql} AS ${type.item}[])`, item: (sql) => toOrigin(sql, type.item) }
  }
  if (step.kind === 'keys' && type.kind === 'map')
    return { list: `map_keys(${origin.sql})`, item: (sql) => toOrigin(sql, type.key) }
  if (step.kind === 'values' && type.kind === 'map') {
    return { list: `map_values(${origin.sql})`, item: (sql) => toOrigin(sql, type.value) }
  }
  return { reason: `has ${describe(origin.type)}, no ${step.kind === 'items' ? 'array' : 'map'}` }
}

/** A value of a typed format; of a column that holds JSON, JSON. */
export function toOrigin(sql: string, type: string): Origin {
  return type === 'JSON' ? { form: 'json', sql, type: 'VARCHAR' } : { form: 'typed', sql, type }
}

/** A text as JSON; NULL where it is none. */
export function toJson({ form, sql }: Origin): string {
  return form === 'json' ? sql : `CASE WHEN json_valid(${sql}) THEN CAST(${sql} AS JSON) END`
}

/** A JSON pointer (RFC 6901), which takes any key: `$`, dots and slashes mean nothing in it. */
export function toPointer(name: string): string {
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function describe(type: string): string {
  return `values of type ${type.length > 60 ? `${type.slice(0, 60)}…` : type}`
}
