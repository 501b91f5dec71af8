/** `1 row`, `2 rows`, `7,043 rows`. */
export function countRows(count: number, noun = 'row'): string {
  return `${groupDigits(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** `7,043`. Not by locale: the first use of Intl costs milliseconds of a start. */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A percentage with up to four decimals, no trailing zeros: `0.0142`. */
export function formatPercent(percent: number): string {
  return String(Number(percent.toFixed(4)))
}

const LONGEST_QUERY = 80

/** A query in one line, its middle left out where it is long: beginning and end say most. */
export function shortenQuery(query: string): string {
  const points = [...query.replace(/\s+/g, ' ').trim()]
  if (points.length <= LONGEST_QUERY) return points.join('')
  const half = LONGEST_QUERY / 2
  return `${points.slice(0, half).join('')} … ${points.slice(-half).join('')}`
}
