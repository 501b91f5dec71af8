import type { ColumnReference, ProfileMeasured, ValueType } from '../../core/probe.ts'
import { findPhysicalKind, type PhysicalKind } from '../../sql/physical-type.ts'
import type { LogicalType } from '../data-contract.ts'
import { COMPACT_DATE, MOMENT_FORMATS } from './infer-moments.ts'
import { namesDate, namesDigits, namesIdentifier } from './infer-names.ts'

/** One way to read a column's cells. */
export interface Reading {
  readonly type: LogicalType
  /** Of a date or time, in Java's letters; null: ISO 8601. */
  readonly format: string | null
}

/** What a column may be. */
export interface ReadingGuess {
  /** Readings that fit the sample, the best first; text is always left. Empty: the column holds nothing. */
  readonly readings: readonly Reading[]
  /** Texts of the sample that stand for a missing value. */
  readonly missing: readonly string[]
  /** Whether most cells are numbers with a decimal comma, which the dialect does not say. */
  readonly hasDecimalComma: boolean
}

/** Of the sample's cells, this share must fit a reading. The rest is for the data's owner to mend. */
const SHARE = 0.95

const ABSENT = /^\s*(#?n\/?a|nan|null|none|nil|missing|\?+|-+|\.|\(blank\)|)\s*$/i
/** Among words only what cannot be one: `NA` is a country, `none` an answer. */
const ABSENT_WORD = /^\s*(#n\/a|n\/a|nan|null|\?+|)\s*$/i

/** Shorter digits are a count or a flag, also under a name like `phone_lines`. */
const SHORTEST_CODE = 4

/** Longer digits are an id's: nobody counts so far. */
const LONGEST_NUMBER = 18

const WHOLE = /^[+-]?\d+$/
const LEADING_ZERO = /^[+-]?0\d/

/** What a column of a text format, or of JSON, may be, by its sample. */
export function guessReading(name: string, profile: ProfileMeasured, decimal: '.' | ','): ReadingGuess {
  const { sample, values, jsonTypes } = profile
  if (profile.present === 0) return { readings: [], missing: [], hasDecimalComma: false }
  const texts = [...sample, ...(values ?? [])]
  const full = texts.filter((text) => !ABSENT.test(text))
  const readings = jsonTypes.length > 0 ? guessJson(name, full, jsonTypes) : guessText(name, full, decimal)
  const isTyped = readings.length > 0
  const absent = texts.filter((text) => (isTyped ? ABSENT : ABSENT_WORD).test(text))
  if (profile.blank > 0) absent.push('')
  return {
    readings,
    missing: [...new Set(absent)].sort(),
    hasDecimalComma: decimal === '.' && fits(full, (text) => /^[+-]?\d{1,3}(\.?\d{3})*,\d+$/.test(text)),
  }
}

function fits(texts: readonly string[], isOne: (text: string) => boolean): boolean {
  return texts.length > 0 && texts.filter(isOne).length >= SHARE * texts.length
}

function guessText(name: string, texts: readonly string[], decimal: '.' | ','): readonly Reading[] {
  if (texts.length > 0 && texts.every((text) => /^(true|false)$/i.test(text)))
    return [{ type: 'boolean', format: null }]
  const compact = namesDate(name) && fits(texts, (text) => COMPACT_DATE.expression.test(text))
  if (compact) return [{ type: 'date', format: COMPACT_DATE.format }]
  const numbers = guessNumbers(name, texts, decimal)
  return numbers.length > 0 ? numbers : guessMoments(texts)
}

function guessNumbers(name: string, texts: readonly string[], decimal: '.' | ','): readonly Reading[] {
  const point = decimal === ',' ? ',' : '\\.'
  const number = new RegExp(`^[+-]?(\\d+${point}?\\d*|${point}\\d+)(e[+-]?\\d+)?$`, 'i')
  if (!fits(texts, (text) => number.test(text))) return []
  const isLong = texts.every((text) => text.length >= SHORTEST_CODE)
  if ((isLong && namesDigits(name)) || texts.some((text) => LEADING_ZERO.test(text) && WHOLE.test(text))) return []
  // A few letters among the digits of an id make it text, not a mistake.
  if (namesIdentifier(name) && !texts.every((text) => WHOLE.test(text))) return []
  if (texts.some((text) => WHOLE.test(text) && text.length > LONGEST_NUMBER)) return []
  const isWhole = texts.every((text) => WHOLE.test(text) || !number.test(text))
  const reading: Reading = { type: 'number', format: null }
  return isWhole ? [{ type: 'integer', format: null }, reading] : [reading]
}

/** In JSON only text in quotes may be a moment; numbers in quotes are text. */
function guessJson(name: string, texts: readonly string[], types: readonly string[]): readonly Reading[] {
  const all = (...some: readonly string[]) => types.every((type) => some.includes(type))
  if (all('OBJECT')) return [{ type: 'object', format: null }]
  if (all('ARRAY')) return [{ type: 'array', format: null }]
  if (all('BOOLEAN')) return [{ type: 'boolean', format: null }]
  if (all('VARCHAR')) return guessMoments(texts)
  // Numbers in quotes are not among those that fit: marks for a missing value are.
  return all('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE', 'VARCHAR') ? guessNumbers(name, texts, '.') : []
}

function guessMoments(texts: readonly string[]): readonly Reading[] {
  return MOMENT_FORMATS.filter(({ expression }) => fits(texts, (text) => expression.test(text)))
    .slice(0, 4)
    .map(({ type, format }) => ({ type, format }))
}

const PHYSICAL: Readonly<Partial<Record<PhysicalKind, LogicalType>>> = {
  integer: 'integer',
  float: 'number',
  decimal: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  instant: 'timestamp',
  time: 'time',
  struct: 'object',
  list: 'array',
  map: 'map',
}

/** The logical type of an engine's type name; text is `string`, and null what the standard has no type for. */
export function toLogicalType(type: string): LogicalType | null {
  const kind = findPhysicalKind(type)
  return kind === 'text' ? 'string' : (PHYSICAL[kind] ?? null)
}

/** What a column of a typed format is; text may hold moments, whose format is then told. */
export function takeReading(type: string, profile: ProfileMeasured): ReadingGuess {
  const logicalType = toLogicalType(type)
  const isFloat = /^(FLOAT|DOUBLE)$/.test(type)
  if (logicalType === null) return { readings: [], missing: [], hasDecimalComma: false }
  if (logicalType !== 'string') {
    const hasNan = isFloat && [...profile.sample, ...(profile.values ?? [])].includes('nan')
    return { readings: [{ type: logicalType, format: null }], missing: hasNan ? ['nan'] : [], hasDecimalComma: false }
  }
  const texts = [...profile.sample, ...(profile.values ?? [])]
  const absent = texts.filter((text) => ABSENT_WORD.test(text))
  const moments = guessMoments(texts.filter((text) => !ABSENT.test(text)))
  const readings = moments.filter(({ format, type: read }) => format !== null || read === 'date')
  return {
    readings: readings.map((reading) => ({ ...reading, format: reading.format ?? 'yyyy-MM-dd' })),
    missing: [...new Set(profile.blank > 0 ? [...absent, ''] : absent)].sort(),
    hasDecimalComma: false,
  }
}

/** How the engine is asked to read a column. */
export function referBy(name: string, reading: Reading | null, missing: readonly string[]): ColumnReference {
  const type: ValueType =
    reading === null || reading.type === 'string' || reading.type === 'vector' ? 'text' : reading.type
  return { names: [name], type, format: reading?.format ?? null, missing }
}
