import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.ts'
import type { ContractProperty } from '../data-contract.ts'

/** A column's value as a number in a query; NULL where it is none. */
export function writeNumber(property: ContractProperty): string {
  const name = quoteIdentifier(property.name)
  const isNumber = property.logicalType === 'number' || property.logicalType === 'integer'
  return isNumber ? name : `TRY_CAST(${name} AS DOUBLE)`
}

/** A column's value as text in a query. */
export function writeText(property: ContractProperty): string {
  const name = quoteIdentifier(property.name)
  return property.logicalType === 'string' ? name : `CAST(${name} AS VARCHAR)`
}

/** Whether a column's value is one of these: as numbers where all are numbers, else as texts. NULL for NULL. */
export function writeIsIn(property: ContractProperty, values: readonly (string | number | boolean)[]): string {
  if (values.length === 0) return 'false'
  if (values.every((value) => typeof value === 'number')) return `${writeNumber(property)} IN (${values.join(', ')})`
  return `${writeText(property)} IN (${values.map((value) => quoteLiteral(String(value))).join(', ')})`
}

/** A value beside a column: a number beside a number, else a text. */
export function writeEquals(property: ContractProperty, value: string | number | boolean | null): string {
  if (value === null) return `${quoteIdentifier(property.name)} IS NULL`
  return `coalesce(${writeIsIn(property, [value])}, false)`
}

/** Number of rows where the condition is true. */
export function writeCount(condition: string): string {
  return `SELECT count(*) FROM {object} WHERE ${condition}`
}

/** Percent of the rows with a value in the column where the condition is true. NULL where no row has one. */
export function writeShare(property: ContractProperty, condition: string): string {
  const name = quoteIdentifier(property.name)
  return `SELECT 100.0 * count(*) FILTER (WHERE ${name} IS NOT NULL AND (${condition})) / nullif(count(${name}), 0) FROM {object}`
}

/** Percent of all rows where the condition is true. NULL where there is none. */
export function writeShareOfRows(condition: string): string {
  return `SELECT 100.0 * count(*) FILTER (WHERE ${condition}) / nullif(count(*), 0) FROM {object}`
}

/** Percent of the whole keys that are those of more than one row: all such rows count, the first too. */
export function writeRepeatedShare(property: ContractProperty): string {
  const name = quoteIdentifier(property.name)
  const groups = `SELECT count(*) AS n FROM {object} WHERE ${name} IS NOT NULL GROUP BY ${name}`
  return `SELECT 100.0 * coalesce(sum(n) FILTER (WHERE n > 1), 0) / nullif(sum(n), 0) FROM (${groups}) AS keys`
}

/** Number of keys that more than one row has; keys with a null in them are none. */
export function writeRepeatedKeys(properties: readonly ContractProperty[]): string {
  const names = properties.map(({ name }) => quoteIdentifier(name))
  const isWhole = names.map((name) => `${name} IS NOT NULL`).join(' AND ')
  const groups = `SELECT 1 FROM {object} WHERE ${isWhole} GROUP BY ${names.join(', ')} HAVING count(*) > 1`
  return `SELECT count(*) FROM (${groups}) AS keys`
}

/**
 * Rows beyond the first of each key, or their percent.
 *
 * @param isOfValues whether keys with a null in them are left out; else a null is a value like any other.
 */
export function writeRepeatedRows(
  properties: readonly ContractProperty[],
  isOfValues: boolean,
  isPercent: boolean,
): string {
  const names = properties.map(({ name }) => quoteIdentifier(name))
  const isWhole = isOfValues ? ` WHERE ${names.map((name) => `${name} IS NOT NULL`).join(' AND ')}` : ''
  const groups = `SELECT count(*) AS n FROM {object}${isWhole} GROUP BY ${names.join(', ')}`
  const extra = 'coalesce(sum(n), 0) - count(*)'
  return `SELECT ${isPercent ? `100.0 * (${extra}) / nullif(sum(n), 0)` : extra} FROM (${groups}) AS keys`
}
