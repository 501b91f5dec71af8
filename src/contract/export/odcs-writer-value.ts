import type { LogicalType } from '../data-contract.ts'

const NUMERIC = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i

/** A number as YAML has it; as text where a double would lose digits, or where it is none. */
export function writeNumber(text: string): number | string {
  const value = Number(text)
  const isKept =
    NUMERIC.test(text) && Number.isFinite(value) && (Number.isSafeInteger(value) || !/^[-+]?\d+$/.test(text))
  return isKept ? value : text
}

/** A value of a column as YAML has it: numbers and booleans as such where the text is how YAML writes them. */
export function writeValue(text: string | null, type: LogicalType | null): string | number | boolean | null {
  if (text === null) return null
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  const isNumber = type === 'integer' || type === 'number'
  const value = isNumber ? writeNumber(text) : text
  return String(value) === text ? value : text
}

/** The entries that hold something: what is null, undefined or an empty list is not written. */
export function keepGiven(entries: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => {
      if (value === null || value === undefined) return false
      if (Array.isArray(value)) return value.length > 0
      return typeof value !== 'object' || Object.keys(value).length > 0
    }),
  )
}
