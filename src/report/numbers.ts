/** Numbers as a reader meets them: with the digits that their interval deserves, and a real minus sign. */

/** No number is shown with more decimals. */
const MOST_DECIMALS = 6

/** `−`, not a hyphen, before a negative number; a rounded zero has no sign. */
function toReadable(value: number, decimals: number): string {
  // Not toLocaleString: it costs a hundred times as much, and a report has thousands of numbers.
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.')
  const grouped = whole!.length > 3 ? whole!.replace(/\B(?=(\d{3})+$)/g, ',') : whole!
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

/**
 * How many decimals a row of numbers deserves: the last digit is no finer than a fifth of the interval's half width,
 * but three places of a share are kept, and three digits of a larger number (four where no interval is known).
 *
 * @param interval of the least certain number of the row; null where none is known
 * @example countDecimals([0.8521], [0.836, 0.868]) // 3
 */
export function countDecimals(values: readonly number[], interval: readonly [number, number] | null): number {
  const halfWidth = interval ? Math.abs(interval[1] - interval[0]) / 2 : 0
  const scale = Math.max(0, ...values.map(Math.abs))
  const least = Math.max(0, leastDecimals(scale) - (halfWidth > 0 && scale > 1 ? 1 : 0))
  const deserved = halfWidth > 0 ? Math.ceil(-Math.log10(halfWidth / 5)) : 0
  return Math.min(Math.max(least, deserved), MOST_DECIMALS)
}

/** As many more decimals as tell the judged numbers from the limit that they do not meet: no "0.800 is below 0.8". */
export function separateFromLimit(decimals: number, judged: readonly number[], limit: number): number {
  const others = judged.filter((value) => value !== limit)
  const isTold = (value: number, places: number) => toReadable(value, places) !== toReadable(limit, places)
  let places = decimals
  while (places < MOST_DECIMALS && !others.every((value) => isTold(value, places))) places++
  return places
}

function leastDecimals(scale: number): number {
  if (scale === 0 || !Number.isFinite(scale)) return 3
  if (scale < 0.01) return Math.min(MOST_DECIMALS, 1 - Math.floor(Math.log10(scale)))
  return Math.max(0, Math.min(3, 3 - Math.floor(Math.log10(scale))))
}

/**
 * `0.852`, `−0.021`; `∞` where it is infinite.
 *
 * @example formatNumber(-0.02145, 3) // '−0.021'
 */
export function formatNumber(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : '−∞'
  if (value !== 0 && Math.abs(value) < 0.5 * 10 ** -MOST_DECIMALS) return value.toExponential(1).replace(/-/g, '−')
  return toReadable(value, decimals)
}

/** With its sign: `+0.008`, `−0.021`, `0.000`. */
export function formatSigned(value: number, decimals: number): string {
  const text = formatNumber(value, decimals)
  return value > 0 && /[1-9∞]/.test(text) ? `+${text}` : text
}

/** Our own sentences with a real minus before a number that begins a word: `(-0.02` → `(−0.02`. */
export function toRealMinus(sentence: string): string {
  return sentence.replace(/(^|[\s(])-(?=\d)/g, '$1−')
}

/** A count with thousands: `7,611`. */
export function formatCount(count: number): string {
  return toReadable(count, Number.isInteger(count) ? 0 : 1)
}

/** A share of rows in percent, 0 to 100: `0.4 %`; one that is not zero never reads as zero. */
export function formatPercent(percent: number): string {
  if (percent > 0 && percent < 0.01) return '< 0.01 %'
  return `${toReadable(percent, percent < 0.1 && percent > 0 ? 2 : 1)} %`
}

/** A bound as the policy wrote it, with thousands: `0.8`, `−0.01`, `12,500`. */
export function formatBound(bound: number): string {
  const [whole, ...rest] = String(bound).split('.')
  const grouped = /e/.test(whole!) ? whole! : whole!.replace(/\B(?=(\d{3})+$)/g, ',')
  return [grouped, ...rest].join('.').replace('-', '−')
}

/** A scalar of a result in one word; null is `–`. */
export function formatScalar(value: string | number | boolean | null): string {
  if (value === null) return '–'
  if (typeof value !== 'number') return String(value)
  return Number.isInteger(value) ? formatCount(value) : formatNumber(value, countDecimals([value], null))
}
