import type { ColumnReference, ValueType } from '../core/probe.ts'
import { parseEngineType } from './engine-type.ts'
import { type Literal, renderLiteral } from './literal.ts'
import { followPath, type Origin, showPath, toJson, toOrigin, type Unreadable } from './origin.ts'
import { findPhysicalKind, isHeldBy, type PhysicalKind } from './physical-type.ts'
import { quoteLiteral } from './quoting.ts'
import { isPartition, type Table } from './table.ts'
import { describeReading, renderIsPlain, renderTextValue, renderUtc, type TextReading } from './text-value.ts'

export type { Unreadable } from './origin.ts'

/** One value under one reading, as SQL. */
export interface Cell {
  /** Name as the table has it, with the path into it. */
  readonly name: string
  /** As the file has it; NULL where it is empty. */
  readonly raw: string
  /** As text; NULL also where the text stands for a missing value. */
  readonly text: string
  /** As text, a value of another type than text as it is written too: a list of allowed values looks at both. */
  readonly written: string
  /** NULL just where that is, and cheaper than it where it would have to be written first. */
  readonly present: string
  /** As a value of the declared type; NULL also where it does not read as one. */
  readonly value: string
  /** Whether the raw cell is the value, where it is that or none; null: no question, or not told so. */
  readonly isRead: string | null
  /** What two values must share to be the same key; NULL where it is empty or missing. */
  readonly key: string
  readonly type: ValueType
  /** How an object, array or map stands: as JSON, or as one of the engine's types. */
  readonly container: 'json' | PhysicalKind
  /** Names of an engine's STRUCT. */
  readonly fields: readonly string[]
  /** The typed format's own type where it is not the declared one. */
  readonly actualType: string | null
  /** Whether a date format of its own says how its text is read. */
  readonly isFormatted: boolean
  /** A text of the contract's (a bound, an allowed value), read as the cells are; null where it does not read so. */
  literal(text: string): Literal | null
}

/** What a reference points to in a row: one value, or a list of them where its path goes through items or entries. */
export interface Place {
  /** The value, or with a list, the list as it is shown. */
  readonly cell: Cell
  /** Condition under which there is a value at all; null: always. */
  readonly exists: string | null
  /** null: one value. */
  readonly each: Each | null
}

/** A list of values, and one of them by the name of a lambda's variable. */
interface Each {
  readonly list: string
  readonly item: (variable: string) => Cell
}

/**
 * Gives an expression a name in the SELECT of that level, which sees the names of the levels below; so no text is
 * parsed twice. Levels: 1 a column's JSON, 2 what the path leads to, 3 raw, 4 text, 5 and 6 steps to the value, 7 value, 8 key.
 */
export type Bind = (level: number, expression: string) => string

/** SQL for a reference's place in a row, from the SQL of the bare column; without `bind` each expression stands whole. */
export function renderPlace(
  table: Table,
  reference: ColumnReference,
  column: (index: number) => string,
  bind: Bind = (_, expression) => expression,
): Place | Unreadable {
  const index = findColumn(table, reference.names)
  if (index === null) return { reason: `the data has no column "${reference.names[0]}"` }
  const { name, type } = table.columns[index]!
  const reading = describeReading(reference, table.source.csv?.decimal ?? '.')
  if (renderTextValue('x', reading) === null) {
    return { reason: `the date format "${reference.format}" has no executor` }
  }
  const path = reference.path ?? []
  const format = isPartition(table.source, name) ? 'csv' : table.source.format
  const start = startAt(format, column(index), type, path.length > 0, bind)
  const end = followPath(start, path, name)
  if ('reason' in end) return end
  const shown = showPath(name, path)
  if (end.kind === 'value') {
    const origin = path.length === 0 ? end.origin : { ...end.origin, sql: bind(2, end.origin.sql) }
    return { cell: readCell(shown, origin, reading, reference.missing, bind), exists: end.exists, each: null }
  }
  const list = bind(2, end.list)
  const plain = { ...reading, type: 'text', format: null } as const
  return {
    cell: readCell(shown, toOrigin(list, 'VARCHAR[]'), plain, [], bind),
    exists: null,
    each: { list, item: (variable) => readCell(shown, end.item(variable), reading, reference.missing) },
  }
}

/** Index of the first of the names that the table has. */
function findColumn(table: Table, names: readonly string[]): number | null {
  for (const name of names) {
    const index = table.columns.findIndex((column) => column.name === name)
    if (index >= 0) return index
  }
  return null
}

/** A cell of a text format that is looked into is JSON; a column of a typed one by its own type. */
function startAt(
  format: Table['source']['format'],
  sql: string,
  type: string,
  isLookedInto: boolean,
  bind: Bind,
): Origin {
  if (format === 'json') return { form: 'json', sql, type }
  if (format === 'parquet') return toOrigin(sql, type)
  const text: Origin = { form: 'text', sql, type }
  return isLookedInto ? { form: 'json', sql: bind(1, toJson(text)), type } : text
}

function readCell(
  name: string,
  origin: Origin,
  reading: TextReading,
  missing: readonly string[],
  bind: Bind = (_, expression) => expression,
): Cell {
  const { sql } = origin
  const shared: Pick<Cell, 'name' | 'type' | 'isFormatted' | 'literal'> = {
    name,
    type: reading.type,
    isFormatted: reading.format !== null,
    literal: (text) => renderLiteral(text, reading),
  }
  const parse = (text: string) => renderTextValue(text, reading, nameSteps(bind))!
  const isPlain = (text: string) => renderIsPlain(text, nameSteps(bind))
  if (origin.form === 'text') {
    return makeCell(shared, reading, bind, { raw: sql, text: hideMissing(sql, sql, missing), parse, isPlain })
  }
  if (origin.form === 'json') {
    const raw = bind(3, `CASE WHEN ${sql} <> 'null' THEN json_extract_string(${sql}, '$') END`)
    const isRight = renderJsonTest(sql, reading.type)
    const value = (text: string) => `CASE WHEN ${isRight} THEN ${isContainer(reading.type) ? sql : parse(text)} END`
    const shown = hideMissing(raw, raw, missing)
    if (reading.type !== 'text' || !reading.isText)
      return makeCell(shared, reading, bind, { raw, text: shown, parse: value })
    // A value of another type is the type's fault: lengths and patterns do not look at it.
    const text = `CASE WHEN ${isRight} THEN ${shown} END`
    return makeCell(shared, reading, bind, { raw, text, present: shown, key: shown, parse: value })
  }
  return readTyped(shared, origin, reading, missing, bind, parse)
}

function readTyped(
  shared: Pick<Cell, 'name' | 'type' | 'isFormatted' | 'literal'>,
  { sql, type }: Origin,
  reading: TextReading,
  missing: readonly string[],
  bind: Bind,
  parse: (text: string) => string,
): Cell {
  const kind = findPhysicalKind(type)
  const isHeld = isHeldBy(reading.type, kind, reading.format)
  const asText = `CAST(${sql} AS VARCHAR)`
  const parts = {
    raw: sql,
    text: hideMissing(asText, asText, missing),
    actualType: isHeld ? null : type,
    isEverShown: missing.length === 0,
  }
  if (kind === 'text' || !(isHeld || isNumeric(kind, reading.type)))
    return makeCell(shared, reading, bind, { ...parts, parse })
  const value = hideMissing(renderNative(sql, kind), asText, missing)
  const isRead = kind === 'float' && missing.length === 0 ? `isfinite(${sql})` : null
  // NaN and infinity are keys, though no values. The text costs a cast that only missing values need.
  const key = hideMissing(sql, asText, missing)
  const engineType = parseEngineType(type)
  const fields = engineType.kind === 'struct' ? engineType.fields.map((field) => field.name) : []
  return makeCell(shared, reading, bind, { ...parts, parse: () => value, key, isRead, container: kind, fields })
}

/** Expressions are named when they are first asked for. */
function makeCell(
  shared: Pick<Cell, 'name' | 'type' | 'isFormatted' | 'literal'>,
  reading: TextReading,
  bind: Bind,
  parts: {
    readonly raw: string
    readonly text: string
    readonly parse: (text: string) => string
    readonly key?: string
    /** Not NULL also where a value is of another type, and has no text. */
    readonly present?: string
    /** Whether a text is the key of the whole number that it writes. */
    readonly isPlain?: (text: string) => string
    /** Whether each raw value has a text. */
    readonly isEverShown?: boolean
    readonly isRead?: string | null
    readonly actualType?: string | null
    readonly container?: PhysicalKind
    readonly fields?: readonly string[]
  },
): Cell {
  const { raw, container = 'json', actualType = null, isRead = null, fields = [] } = parts
  const nameText = () => (parts.text === raw ? raw : bind(4, parts.text))
  const nameValue = () => {
    const text = nameText()
    const value = parts.parse(text)
    return value === text || value === raw ? value : bind(7, value)
  }
  return {
    ...shared,
    container,
    fields,
    actualType,
    raw,
    isRead,
    get text() {
      return nameText()
    },
    get written() {
      return parts.present ?? nameText()
    },
    get present() {
      return parts.isEverShown ? raw : (parts.present ?? nameText())
    },
    get value() {
      return nameValue()
    },
    get key() {
      if (parts.key !== undefined) return parts.key
      const text = nameText()
      const key = renderTextKey(text, nameValue(), reading)
      if (reading.type !== 'integer' || !isBareNumber(reading) || parts.isPlain === undefined) return key
      return bind(8, `CASE WHEN ${parts.isPlain(text)} THEN ${text} ELSE ${key} END`)
    },
  }
}

/** Steps from a text to its value: each one level above what it is made of. */
function nameSteps(bind: Bind): (expression: string) => string {
  const named: string[] = []
  return (expression) => {
    const name = bind(named.some((earlier) => expression.includes(earlier)) ? 6 : 5, expression)
    named.push(name)
    return name
  }
}

function hideMissing(expression: string, text: string, missing: readonly string[]): string {
  if (missing.length === 0) return expression
  return `CASE WHEN ${text} NOT IN (${missing.map(quoteLiteral).join(', ')}) THEN ${expression} END`
}

/** Floats lose NaN and infinities, which are no values of a contract; instants become UTC. */
function renderNative(column: string, kind: PhysicalKind): string {
  if (kind === 'float') return `CASE WHEN isfinite(${column}) THEN ${column} END`
  return kind === 'instant' ? renderUtc(column) : column
}

function isNumeric(kind: PhysicalKind, type: ValueType): boolean {
  return (type === 'integer' || type === 'number') && ['integer', 'float', 'decimal'].includes(kind)
}

/** Whether all of a text is the number: no signs of unit around it, no marks between thousands. */
function isBareNumber({ numbers }: TextReading): boolean {
  return numbers.isBare && numbers.group === null
}

function isContainer(type: ValueType): boolean {
  return type === 'object' || type === 'array' || type === 'map'
}

/**
 * Equal values are one key however they are written. Cells that do not read as the type are keys by their text, marked,
 * since it may be how the engine writes a value: `2024-01-01 10:00:00` is no timestamp of ISO 8601.
 */
function renderTextKey(text: string, value: string, { type, numbers }: TextReading): string {
  if (type === 'text') return text
  const unread = `'"' || ${text}`
  if (type !== 'number') return `coalesce(CAST(${value} AS VARCHAR), ${unread})`
  const pointed = numbers.decimal === '.' ? text : `replace(${text}, ${quoteLiteral(numbers.decimal)}, '.')`
  const whole = `CASE WHEN ${value} = trunc(${value}) THEN CAST(TRY_CAST(${pointed} AS HUGEINT) AS VARCHAR) END`
  return `coalesce(${whole}, CAST(${value} AS VARCHAR), ${unread})`
}

/** Whether a JSON value is of the JSON type that can hold the value: a number in quotes is text. */
function renderJsonTest(json: string, type: ValueType): string {
  if (isContainer(type)) return `json_type(${json}) = '${type === 'array' ? 'ARRAY' : 'OBJECT'}'`
  if (type === 'boolean') return `${json} IN ('true', 'false')`
  const isText = `starts_with(CAST(${json} AS VARCHAR), '"')`
  return type === 'integer' || type === 'number' ? `NOT ${isText}` : isText
}
