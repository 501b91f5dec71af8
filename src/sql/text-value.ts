import type { ColumnReference, NumberWriting, ValueType } from '../core/probe.ts'
import { type ExecutableFormat, translateDateFormat } from './date-format.ts'
import { quoteLiteral } from './quoting.ts'
import { translateStrptimeFormat } from './strptime-format.ts'

/** How a text is to be read as a value. */
export interface TextReading {
  readonly type: ValueType
  /** Whether a JSON value that is no text has none. */
  readonly isText: boolean
  readonly format: string | null
  readonly formatLetters: 'java' | 'strptime'
  readonly booleans: ColumnReference['booleans']
  readonly numbers: NumberWriting
}

/** Gives an expression a name of its own where it is needed more than once, or leaves it as it is. */
export type Name = (expression: string) => string

const WHOLE = '[+-]?[0-9]+'
const NUMBER = '[+-]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?'
const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const MINUTES = '[0-9]{2}:[0-9]{2}'
const TIME = `${MINUTES}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?`
const OFFSET = '(?:Z|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)'

/**
 * Shapes that, where the engine's cast takes the text too, leave no other text than four digits, two and two (and so
 * on): a third of a regular expression's cost.
 */
const DAY_SHAPE = '[0-9][0-9][0-9][0-9]-??-?[0-9]'
const MOMENT_SHAPE = '[0-9][0-9][0-9][0-9]-??-??T[0-9]?:??:?[0-9]'

/** A date and a time with a space between, which ISO 8601 does not know: the commonest wrong timestamp. */
export const SPACED_TIMESTAMP = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/

/** How a reference's texts are read; `decimal` is the dialect's, for where the reference has none. */
export function describeReading(reference: ColumnReference, decimal: string): TextReading {
  return {
    type: reference.type,
    isText: reference.isText === true,
    format: reference.format,
    formatLetters: reference.formatLetters ?? 'java',
    booleans: reference.booleans,
    numbers: reference.numbers ?? { decimal, group: null, isBare: true },
  }
}

/**
 * SQL that reads a text expression as a value, or NULL where it does not read as one. Casts alone would not do: the
 * engine takes `1e3`, `1_000`, ` 5` and `1.5` for whole numbers, and drops the offset of a timestamp. A regular
 * expression for each cell would cost more than all else, so what is certain without one is decided first.
 *
 * Whole numbers: digits with a sign, up to the 128 bits that every platform holds exactly. Numbers: finite doubles.
 * Booleans: true, false in any letter case, 1, 0. Timestamps and times: UTC where they carry an offset. Objects, arrays
 * and maps: JSON.
 *
 * @returns null where the date format has no translation.
 */
export function renderTextValue(
  text: string,
  reading: TextReading,
  name: Name = (expression) => expression,
): string | null {
  switch (reading.type) {
    case 'text':
      return text
    case 'integer':
      return renderWhole(renderDigits(text, reading.numbers, name), name)
    case 'number':
      return renderNumber(renderDigits(text, reading.numbers, name), reading.numbers.decimal, name)
    case 'boolean':
      return renderBoolean(text, reading.booleans)
    case 'object':
    case 'map':
      return renderJson(text, 'OBJECT', name)
    case 'array':
      return renderJson(text, 'ARRAY', name)
    default:
      return reading.format === null
        ? renderIso(text, reading.type, name)
        : renderFormatted(text, reading, reading.format)
  }
}

/** The text without what is not the number's: signs of unit around it, marks between thousands. */
function renderDigits(text: string, { decimal, group, isBare }: NumberWriting, name: Name): string {
  if (isBare && group === null) return text
  const mark = escapeInClass(decimal)
  const bare = isBare
    ? text
    : `regexp_replace(${text}, ${quoteLiteral(`^[^0-9+\\-${mark}]+|[^0-9${mark}]+$`)}, '', 'g')`
  return name(group === null ? bare : `replace(${bare}, ${quoteLiteral(group)}, '')`)
}

/** What the engine writes for the number as it stands is such a number; only the rest is matched. */
function renderWhole(text: string, name: Name): string {
  const cast = name(`TRY_CAST(${text} AS BIGINT)`)
  return `CASE WHEN ${renderIsPlain(text, name)} THEN ${cast} WHEN ${matches(text, WHOLE)} THEN TRY_CAST(${text} AS HUGEINT) END`
}

/** Whether a text is a whole number of 64 bits as the engine writes it: no other text is then equal to it in value. */
export function renderIsPlain(text: string, name: Name): string {
  return name(`CAST(${name(`TRY_CAST(${text} AS BIGINT)`)} AS VARCHAR) = ${text}`)
}

/**
 * Beside numbers, the engine's cast takes blanks around them, `_` between digits, a sign before a sign, and names of
 * infinities. With an exponent of nothing behind it, what ends in a blank, a name or an exponent of its own is no number
 * to the cast; from '-' on there is neither a blank nor a '+' at the start.
 */
function renderNumber(text: string, decimal: string, name: Name): string {
  const isPointed = decimal === '.'
  const pointed = isPointed ? text : `replace(${text}, ${quoteLiteral(decimal)}, '.')`
  const plain = name(`TRY_CAST(${pointed} || 'e0' AS DOUBLE)`)
  const strays = ['_', ...(isPointed ? [] : ['.'])].map((stray) => `NOT contains(${text}, '${stray}')`)
  const isPlain = [`isfinite(${plain})`, `${text} >= '-'`, ...strays].join(' AND ')
  const pattern = isPointed ? NUMBER : NUMBER.replaceAll('[.]', `[${escapeInClass(decimal)}]`)
  const other = `TRY_CAST(${pointed} AS DOUBLE)`
  return `CASE WHEN ${isPlain} THEN ${plain} WHEN ${matches(text, pattern)} AND isfinite(${other}) THEN ${other} END`
}

function renderBoolean(text: string, booleans: TextReading['booleans']): string {
  if (booleans === undefined) {
    const [whens, lower] = [
      "WHEN 'true' THEN true WHEN 'false' THEN false WHEN '1' THEN true WHEN '0' THEN false",
      `CASE lower(${text}) WHEN 'true' THEN true WHEN 'false' THEN false END`,
    ]
    return `CASE ${text} ${whens} ELSE ${lower} END`
  }
  const when = (texts: readonly string[], value: boolean) =>
    texts.map((one) => `WHEN ${quoteLiteral(one)} THEN ${value}`)
  return `CASE ${text} ${[...when(booleans.true, true), ...when(booleans.false, false), 'ELSE CAST(NULL AS BOOLEAN)'].join(' ')} END`
}

function renderJson(text: string, type: 'OBJECT' | 'ARRAY', name: Name): string {
  const document = name(`CASE WHEN json_valid(${text}) THEN CAST(${text} AS JSON) END`)
  return `CASE WHEN json_type(${document}) = '${type}' THEN ${document} END`
}

function renderIso(text: string, type: 'date' | 'timestamp' | 'time', name: Name): string {
  if (type === 'date') return `CASE WHEN ${text} GLOB '${DAY_SHAPE}' THEN TRY_CAST(${text} AS DATE) END`
  if (type === 'time') {
    const timeOf = (instant: string) => `CAST(${instant} AS TIME)`
    return renderCases([
      [matches(text, TIME), `TRY_CAST(${text} AS TIME)`],
      [matches(text, `${MINUTES}${OFFSET}`), timeOf(renderInstant(`'2000-01-02T' || ${insertSeconds(text, 5)}`))],
      [matches(text, `${TIME}${OFFSET}`), timeOf(renderInstant(`'2000-01-02T' || ${text}`))],
    ])
  }
  const local = name(`TRY_CAST(${text} AS TIMESTAMP)`)
  return renderCases([
    [`${text} GLOB '${MOMENT_SHAPE}' OR ${text} GLOB '${MOMENT_SHAPE}Z'`, local],
    [matches(text, `${DAY}T${TIME}`), local],
    [matches(text, `${DAY}T${MINUTES}${OFFSET}`), renderInstant(insertSeconds(text, 16))],
    [matches(text, `${DAY}T${TIME}${OFFSET}`), renderInstant(text)],
  ])
}

function renderCases(cases: readonly (readonly [condition: string, value: string])[]): string {
  return `CASE ${cases.map(([condition, value]) => `WHEN ${condition} THEN ${value}`).join(' ')} END`
}

function renderInstant(text: string): string {
  return renderUtc(`TRY_CAST(${text} AS TIMESTAMPTZ)`)
}

/** The engine's cast takes no offset straight behind the minutes, which end at that character. */
function insertSeconds(text: string, end: number): string {
  return `(substr(${text}, 1, ${end}) || ':00' || substr(${text}, ${end + 1}))`
}

function renderFormatted(text: string, { type, formatLetters }: TextReading, format: string): string | null {
  const executable = translateFormat(format, formatLetters)
  if (executable === null) return null
  const input = executable.hasOffset ? `regexp_replace(${text}, 'Z$', '+00:00')` : text
  const parsed = `try_strptime(${input}, ${quoteLiteral(executable.specifiers)})`
  const instant = executable.hasOffset ? renderUtc(parsed) : parsed
  const value = type === 'time' ? `CAST(${instant} AS TIME)` : instant
  return `CASE WHEN ${matches(text, executable.expression)} THEN ${value} END`
}

function translateFormat(format: string, letters: 'java' | 'strptime'): ExecutableFormat | null {
  return letters === 'java' ? translateDateFormat(format) : translateStrptimeFormat(format)
}

/** An instant as a timestamp in UTC, whatever the session's time zone. */
export function renderUtc(instant: string): string {
  return `make_timestamp(epoch_us(${instant}))`
}

function matches(text: string, expression: string): string {
  return `regexp_full_match(${text}, ${quoteLiteral(expression)})`
}

function escapeInClass(character: string): string {
  return character.replace(/[\\\]^-]/g, '\\$&')
}
