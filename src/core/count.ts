/** Whole numbers as a person reads them. Not toLocaleString: its first call costs 12 ms, each further one a hundred times as much. */

/** `1,409`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 row`, `1,409 rows`; a plural of its own where `s` is not it. */
export function formatPlural(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`
}
