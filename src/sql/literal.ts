import { quoteLiteral } from './quoting.ts'
import { renderTextValue, type TextReading } from './text-value.ts'

/** A text of the contract's as SQL. */
export interface Literal {
  readonly sql: string
  /** Whether only the engine can tell if it reads: the SQL is NULL where it does not. */
  readonly isUncertain: boolean
}

const WHOLE = /^[+-]?\d+$/
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/**
 * A text of the contract's, read as the cells are: numbers with a point, moments in the contract's own format or in ISO,
 * where contracts write their bounds so.
 *
 * @returns null where it does not read as the type.
 */
export function renderLiteral(text: string, reading: TextReading): Literal | null {
  const literal = quoteLiteral(text)
  switch (reading.type) {
    case 'integer':
      if (WHOLE.test(text)) return { sql: `TRY_CAST(${literal} AS HUGEINT)`, isUncertain: true }
      return NUMBER.test(text) ? { sql: `CAST(${literal} AS DOUBLE)`, isUncertain: false } : null
    case 'number':
      return NUMBER.test(text) ? { sql: `CAST(${literal} AS DOUBLE)`, isUncertain: false } : null
    case 'text':
      return { sql: literal, isUncertain: false }
    case 'object':
    case 'array':
    case 'map':
      return null
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
