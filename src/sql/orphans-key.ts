import type { ColumnReference } from '../core/probe.ts'
import type { Cell } from './cell.ts'
import { findPhysicalKind } from './physical-type.ts'
import type { Table } from './table.ts'

/** A column of a relationship, on one of its sides. */
export interface KeySide {
  readonly table: Table
  readonly reference: ColumnReference
  readonly cell: Cell
}

/**
 * SQL of what the two sides of a relationship must share, of one SQL type: equal values are one key however their files
 * write them, and NULL where a cell is empty or missing. Two Parquet columns of one type are compared as they are, all
 * else as text: whole numbers without a point, others as doubles, moments by the engine's writing.
 */
export function renderKeys(own: KeySide, other: KeySide): readonly [string, string] {
  if (isSameKind(own, other)) return [own.cell.key, other.cell.key]
  return [renderText(own), renderText(other)]
}

function isSameKind(own: KeySide, other: KeySide): boolean {
  const [a, b] = [typeOf(own), typeOf(other)]
  const hasPath = [own, other].some(({ reference }) => (reference.path ?? []).length > 0)
  const isReadAlike = own.reference.type === other.reference.type && own.reference.format === other.reference.format
  return a !== null && a === b && isReadAlike && !hasPath
}

/** The type that a Parquet file gives the column; null in a text format. */
function typeOf({ table, cell }: KeySide): string | null {
  if (table.source.format !== 'parquet') return null
  return table.columns.find(({ name }) => name === cell.name)?.type ?? null
}

function renderText(side: KeySide): string {
  const { cell, reference } = side
  if (reference.type === 'date' || reference.type === 'timestamp') {
    // by a format of its own a date may be read as a moment
    return orUnread(`CAST(CAST(${cell.value} AS TIMESTAMP) AS VARCHAR)`, cell)
  }
  const type = typeOf(side)
  if (type === null || findPhysicalKind(type) === 'text') return cell.key
  return reference.type === 'text' ? cell.text : orUnread(renderValue(reference, cell.value), cell)
}

function renderValue({ type }: ColumnReference, value: string): string {
  if (type !== 'integer' && type !== 'number') return `CAST(${value} AS VARCHAR)`
  const whole = `CASE WHEN ${value} = trunc(${value}) THEN CAST(TRY_CAST(${value} AS HUGEINT) AS VARCHAR) END`
  return `coalesce(${whole}, CAST(CAST(${value} AS DOUBLE) AS VARCHAR))`
}

/** Cells that do not read as the type are keys by their text, which no value is. */
function orUnread(value: string, { text }: Cell): string {
  return `coalesce(${value}, '"' || ${text})`
}
