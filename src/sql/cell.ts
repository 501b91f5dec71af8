import type { ColumnReference, ValueType } from '../core/probe.ts'
import { findPhysicalKind, isHeldBy, type PhysicalKind } from './physical-type.ts'
import { quoteLiteral } from './quoting.ts'
import type { Table } from './table.ts'
import { renderTextValue, renderUtc, type TextReading } from './text-value.ts'

/** One column under one reading: SQL of what its cells hold. */
export interface Cell {
  /** Name as the table has it. */
  readonly name: string
  /** As the file has it; NULL where the cell is empty. */
  readonly raw: string
  /** As text; NULL also where the text stands for a missing value. */
  readonly text: string
  /** As a value of the declared type; NULL also where it does not read as one. */
  readonly value: string
  /** What two cells must share to be the same key, from the SQL of the others; NULL where the cell is empty or missing. */
  key(raw: string, text: string, value: string): string
  /** The typed format's own type where it is not the declared one. */
  readonly actualType: string | null
  /** Whether a date format of its own says how its text is read. */
  readonly isFormatted: boolean
  /** A text of the contract's (a bound, an allowed value), read as the cells are; null where it does not read so. */
  literal(text: string): Literal | null
}

/** A text of the contract's as SQL. */
export interface Literal {
  readonly sql: string
  /** Whether only the engine can tell if it reads: the SQL is NULL where it does not. */
  readonly isUncertain: boolean
}

/** Why a column cannot be read. */
export interface Unreadable {
  readonly reason: string
}

/** SQL for a column under a reading, from the SQL of the bare column. */
export function renderCell(
  table: Table,
  reference: ColumnReference,
  column: (index: number) => string,
): Cell | Unreadable {
  const index = findColumn(table, reference.names)
  if (index === null) return { reason: `the data has no column "${reference.names[0]}"` }
  const { name, type } = table.columns[index]!
  const reading: TextReading = {
    type: reference.type,
    format: reference.format,
    decimal: table.source.csv?.decimal ?? '.',
  }
  if (renderTextValue('x', reading) === null) {
    return { reason: `the date format "${reference.format}" has no executor` }
  }
  const parse = (text: string) => renderTextValue(text, reading)!
  const shared = {
    name,
    isFormatted: reading.format !== null,
    key: (_: string, text: string, value: string) => renderTextKey(text, value, reading),
    actualType: null,
    literal: (text: string) => renderLiteral(text, reading),
  }
  const bare = column(index)
  const { format } = table.source
  if (format === 'csv') {
    const text = withoutMissing(bare, bare, reference.missing)
    return { ...shared, raw: bare, text, value: parse(text) }
  }
  if (format === 'json') {
    const raw = `CASE WHEN ${bare} <> 'null' THEN ${bare} ->> '$' END`
    const text = withoutMissing(raw, raw, reference.missing)
    const value = `CASE WHEN ${renderJsonTest(bare, reading.type)} THEN ${parse(text)} END`
    return { ...shared, raw, text, value }
  }
  const kind = findPhysicalKind(type)
  const isHeld = isHeldBy(reading.type, kind, reading.format)
  const asText = `CAST(${bare} AS VARCHAR)`
  const text = withoutMissing(asText, asText, reference.missing)
  const typed = { ...shared, raw: bare, text, actualType: isHeld ? null : type }
  if (kind === 'text' || !(isHeld || isNumeric(kind, reading.type))) return { ...typed, value: parse(text) }
  const value = withoutMissing(renderNative(bare, kind), asText, reference.missing)
  // NaN and infinity are keys, though no values. The text costs a cast that only missing values need.
  const hasMissing = reference.missing.length > 0
  return { ...typed, value, key: (raw, shown) => (hasMissing ? `CASE WHEN ${shown} IS NOT NULL THEN ${raw} END` : raw) }
}

/** Index of the first of the names that the table has. */
function findColumn(table: Table, names: readonly string[]): number | null {
  for (const name of names) {
    const index = table.columns.findIndex((column) => column.name === name)
    if (index >= 0) return index
  }
  return null
}

function withoutMissing(expression: string, text: string, missing: readonly string[]): string {
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

/**
 * Equal values are one key however they are written. Cells that do not read as the type are keys by their text, marked,
 * since it may be how the engine writes a value: `2024-01-01 10:00:00` is no timestamp of ISO 8601.
 */
function renderTextKey(text: string, value: string, { type, decimal }: TextReading): string {
  if (type === 'text') return text
  const unread = `'"' || ${text}`
  if (type !== 'number') return `coalesce(CAST(${value} AS VARCHAR), ${unread})`
  const pointed = decimal === ',' ? `replace(${text}, ',', '.')` : text
  const whole = `CASE WHEN ${value} = trunc(${value}) THEN CAST(TRY_CAST(${pointed} AS HUGEINT) AS VARCHAR) END`
  return `coalesce(${whole}, CAST(${value} AS VARCHAR), ${unread})`
}

/** Whether a JSON cell is of the JSON type that can hold the value: a number in quotes is text. */
function renderJsonTest(cell: string, type: ValueType): string {
  const isText = `starts_with(CAST(${cell} AS VARCHAR), '"')`
  if (type === 'integer' || type === 'number') return `NOT ${isText}`
  return type === 'boolean' ? `${cell} IN ('true', 'false')` : isText
}

const WHOLE = /^[+-]?\d+$/
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** A literal: numbers with a point, moments in the contract's own format or in ISO, where contracts write their bounds so. */
function renderLiteral(text: string, reading: TextReading): Literal | null {
  const literal = quoteLiteral(text)
  switch (reading.type) {
    case 'integer':
      if (WHOLE.test(text)) return { sql: `TRY_CAST(${literal} AS HUGEINT)`, isUncertain: true }
      return NUMBER.test(text) ? { sql: `CAST(${literal} AS DOUBLE)`, isUncertain: false } : null
    case 'number':
      return NUMBER.test(text) ? { sql: `CAST(${literal} AS DOUBLE)`, isUncertain: false } : null
    case 'text':
      return { sql: literal, isUncertain: false }
    case 'boolean':
      return { sql: renderTextValue(literal, reading)!, isUncertain: true }
    default:
      return { sql: renderMoment(literal, reading), isUncertain: true }
  }
}

function renderMoment(literal: string, reading: TextReading): string {
  const iso = renderTextValue(literal, { ...reading, format: null })!
  const spaced = `TRY_CAST(${literal} AS ${reading.type === 'time' ? 'TIME' : 'TIMESTAMP'})`
  const own = reading.format === null ? [] : [renderTextValue(literal, reading)!]
  return `coalesce(${[...own, iso, spaced].join(', ')})`
}
