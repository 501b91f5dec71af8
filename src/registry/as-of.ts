const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/i

/**
 * The instant that `--as-of` means; null where the text is no ISO 8601 date or time. A date is its end in UTC; a time
 * without an offset is UTC.
 *
 * @example parseAsOf('2026-11-21')?.toISOString() // '2026-11-21T23:59:59.999Z'
 */
export function parseAsOf(text: string): Date | null {
  const date = DATE.test(text) ? text : (DATE_TIME.exec(text)?.[1] ?? null)
  if (date === null || !isCalendarDate(date)) return null
  if (date === text) return new Date(`${text}T23:59:59.999Z`)
  const offset = DATE_TIME.exec(text)?.[2]
  const instant = new Date(`${text.replace(' ', 'T').toUpperCase()}${offset === undefined ? 'Z' : ''}`)
  return Number.isNaN(instant.getTime()) ? null : instant
}

/** Date.parse lets 30 February run over into March. */
function isCalendarDate(date: string): boolean {
  const instant = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date)
}
