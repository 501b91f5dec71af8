import { makeLookup } from '../../core/lookup.ts'

/** What values of types look like that the engine has no type of its own for: expressions (RE2) of the whole text. */

const NUMBER = '[+-]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?'
const CLOCK = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]'
const DAY = '[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])'

/**
 * A dateTime of XML Schema has seconds, which ISO 8601 may leave out. What has no T is no timestamp, or one of a typed
 * format: that is the type's question.
 */
export const WITH_SECONDS = '[\\s\\S]*:[0-9]{2}:[0-9]{2}[\\s\\S]*|[^T]*'

/** XML Schema's gYear without a time zone. */
export const YEAR = '-?[0-9]{4,}'

export const BASE64 = '(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?'

const SECONDS = '[0-9]+(?:[.][0-9]+)?S'
const DATE_PARTS = '(?:[0-9]+Y(?:[0-9]+M)?(?:[0-9]+D)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)'
const TIME_PARTS = `T(?:[0-9]+H(?:[0-9]+M)?(?:${SECONDS})?|[0-9]+M(?:${SECONDS})?|${SECONDS})`

/** XML Schema's duration: at least one part, and one behind a T. */
export const DURATION = `-?P(?:${DATE_PARTS}(?:${TIME_PARTS})?|${TIME_PARTS})`

/** A point on the globe: longitude from -180 to 180, latitude from -90 to 90 is not looked at, since the standard does not. */
export const GEOPOINTS: Readonly<Record<string, string>> = makeLookup({
  default: `${NUMBER}, ?${NUMBER}`,
  array: `\\s*\\[\\s*${NUMBER}\\s*,\\s*${NUMBER}\\s*\\]\\s*`,
  object: `\\s*\\{\\s*(?:"lon"\\s*:\\s*${NUMBER}\\s*,\\s*"lat"|"lat"\\s*:\\s*${NUMBER}\\s*,\\s*"lon")\\s*:\\s*${NUMBER}\\s*\\}\\s*`,
})

/** Items of a list by their type; dates that no calendar has are not told from others. null: any text. */
export const LIST_ITEMS: Readonly<Record<string, string | null>> = makeLookup({
  string: null,
  integer: '[+-]?[0-9]+',
  number: NUMBER,
  boolean: '(?:true|True|TRUE|1|false|False|FALSE|0)',
  date: DAY,
  datetime: `${DAY}T${CLOCK}(?:[.][0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?`,
  time: CLOCK,
})

/** A delimited list whose items have the expression; the empty text is a list of one empty item. */
export function listOf(item: string, delimiter: string): string {
  return `${item}(?:${delimiter.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}${item})*`
}
