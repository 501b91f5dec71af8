import type { ValueType } from '../core/probe.ts'
import { translateDateFormat } from './date-format.ts'
import { quoteLiteral } from './quoting.ts'

/** How a text is to be read as a value. */
export interface TextReading {
  readonly type: ValueType
  readonly format: string | null
  readonly decimal: '.' | ','
}

const WHOLE = '[+-]?[0-9]+'
const NUMBER = '[+-]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?'
const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const TIME = '[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?'
const OFFSET = '(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)'

/** A date and a time with a space between, which ISO 8601 does not know: the commonest wrong timestamp. */
export const SPACED_TIMESTAMP = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/

/** Whole numbers that every platform's 128 bits hold are exact; longer ones do not read as whole numbers. */
const EXACT_WHOLE_TYPE = 'HUGEINT'

/**
 * SQL that reads a text expression as a value, or NULL where it does not read as one. Casts alone would not do: the
 * engine takes `1e3`, `1_000`, ` 5` and `1.5` for whole numbers, and drops the offset of a timestamp.
 *
 * Whole numbers: digits with a sign, up to 128 bits, exact. Numbers: finite doubles. Booleans: true, false in any
 * letter case, 1, 0. Timestamps: UTC where they carry an offset.
 *
 * @returns null where the date format has no translation.
 */
export function renderTextValue(text: string, reading: TextReading): string | null {
  switch (reading.type) {
    case 'text':
      return text
    case 'integer':
      return when(matches(text, WHOLE), `TRY_CAST(${text} AS ${EXACT_WHOLE_TYPE})`)
    case 'number':
      return renderNumber(text, reading.decimal)
    case 'boolean':
      return `CASE lower(${text}) WHEN 'true' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN '0' THEN false END`
    default:
      return reading.format === null
        ? renderIso(text, reading.type)
        : renderFormatted(text, reading.type, reading.format)
  }
}

function renderNumber(text: string, decimal: '.' | ','): string {
  const pattern = decimal === ',' ? NUMBER.replaceAll('[.]', '[,]') : NUMBER
  const cast = `TRY_CAST(${decimal === ',' ? `replace(${text}, ',', '.')` : text} AS DOUBLE)`
  return when(`${matches(text, pattern)} AND isfinite(${cast})`, cast)
}

function renderIso(text: string, type: 'date' | 'timestamp' | 'time'): string {
  if (type === 'date') return when(matches(text, DAY), `TRY_CAST(${text} AS DATE)`)
  if (type === 'time') return when(matches(text, TIME), `TRY_CAST(${text} AS TIME)`)
  const local = `WHEN ${matches(text, `${DAY}T${TIME}`)} THEN TRY_CAST(${text} AS TIMESTAMP)`
  const instant = `WHEN ${matches(text, `${DAY}T${TIME}${OFFSET}`)} THEN ${renderUtc(`TRY_CAST(${text} AS TIMESTAMPTZ)`)}`
  return `CASE ${local} ${instant} END`
}

function renderFormatted(text: string, type: ValueType, format: string): string | null {
  const executable = translateDateFormat(format)
  if (executable === null) return null
  const input = executable.hasOffset ? `regexp_replace(${text}, 'Z$', '+00:00')` : text
  const parsed = `try_strptime(${input}, ${quoteLiteral(executable.specifiers)})`
  const instant = executable.hasOffset ? renderUtc(parsed) : parsed
  return when(matches(text, executable.expression), type === 'time' ? `CAST(${instant} AS TIME)` : instant)
}

/** An instant as a timestamp in UTC, whatever the session's time zone. */
export function renderUtc(instant: string): string {
  return `make_timestamp(epoch_us(${instant}))`
}

function matches(text: string, expression: string): string {
  return `regexp_full_match(${text}, ${quoteLiteral(expression)})`
}

function when(condition: string, value: string): string {
  return `CASE WHEN ${condition} THEN ${value} END`
}
