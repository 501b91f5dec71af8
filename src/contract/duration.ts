const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Lengths of time without a calendar, in milliseconds: a month is 30 days, a year 365. */
const UNITS: readonly (readonly [names: readonly string[], length: number])[] = [
  [['ms', 'millisecond', 'milliseconds'], 1],
  [['s', 'sec', 'secs', 'second', 'seconds'], SECOND],
  [['m', 'min', 'mins', 'minute', 'minutes'], MINUTE],
  [['h', 'hr', 'hrs', 'hour', 'hours'], HOUR],
  [['d', 'day', 'days'], DAY],
  [['w', 'wk', 'week', 'weeks'], 7 * DAY],
  [['mo', 'mon', 'month', 'months'], 30 * DAY],
  [['y', 'yr', 'yrs', 'year', 'years'], 365 * DAY],
]

const ISO =
  /^P(?=.)(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?=.)(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/i
const ISO_LENGTHS = [365 * DAY, 30 * DAY, 7 * DAY, DAY, HOUR, MINUTE, SECOND] as const

/**
 * Milliseconds of a length of time: a number with a unit (`4`, `d`; `24h`) or an ISO 8601 duration (`P1DT12H`); null
 * where it is none. Months and years have no calendar here: 30 and 365 days.
 *
 * @param unit as the contract says; days where nothing is said.
 * @param isLong whether `m` stands for months, as nobody keeps data for minutes.
 */
export function parseDuration(value: string, unit: string | null, isLong = false): number | null {
  const text = value.trim()
  const parts = ISO.exec(text)
  if (parts !== null) {
    const total = ISO_LENGTHS.reduce((sum, length, index) => sum + length * Number(parts[index + 1] ?? 0), 0)
    return Number.isFinite(total) ? total : null
  }
  const number = /^\+?(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text)
  if (number === null) return null
  const length = findUnit(number[2] || unit?.trim() || 'd', isLong)
  return length === null ? null : Number(number[1]) * length
}

function findUnit(text: string, isLong: boolean): number | null {
  const name = text.toLowerCase() === 'm' && isLong ? 'mo' : text.toLowerCase()
  return UNITS.find(([names]) => names.includes(name))?.[1] ?? null
}

/** `3 d 4 h`, the two greatest units that are not zero; below a second `0 s`. */
export function describeDuration(milliseconds: number): string {
  const sign = milliseconds < 0 ? '-' : ''
  let rest = Math.abs(milliseconds)
  const parts: string[] = []
  for (const [name, length] of [
    ['d', DAY],
    ['h', HOUR],
    ['min', MINUTE],
    ['s', SECOND],
  ] as const) {
    const count = Math.floor(rest / length)
    rest -= count * length
    if (count > 0) parts.push(`${count} ${name}`)
  }
  return parts.length === 0 ? '0 s' : `${sign}${parts.slice(0, 2).join(' ')}`
}
