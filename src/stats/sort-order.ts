/** The position of a number's high word in memory: 1 on little-endian machines. */
function findHighWord(): number {
  return new Uint32Array(new Float64Array([1]).buffer)[0] === 0 ? 1 : 0
}

const DIGIT_BITS = 11
const DIGITS = 1 << DIGIT_BITS

/** Runs of equal high words up to this length are put in order by insertion; longer ones need passes of their own. */
const SHORT_RUN = 24

/**
 * The indices of `values` in ascending order of value; among equal values (0 and -0 are equal) in the order of `start`,
 * by default that of the index. Infinities are ordered; NaN is not allowed. Radix sort, linear in time: a comparing
 * sort takes a second for a million scores.
 *
 * @param start the indices in an order to begin from, for sorting by several keys, the least one first
 */
export function sortOrder(values: Float64Array, start?: Int32Array): Int32Array {
  const rows = values.length
  const words = new Uint32Array(values.map((value) => value + 0).buffer)
  const highWord = findHighWord()
  const low = new Uint32Array(rows)
  const high = new Uint32Array(rows)
  for (let i = 0; i < rows; i++) {
    const lowPart = words[2 * i + 1 - highWord]!
    const highPart = words[2 * i + highWord]!
    // Negative numbers turn round bit by bit, the others go above them: then unsigned order is the order of values.
    const isNegative = highPart >>> 31 === 1
    low[i] = isNegative ? ~lowPart : lowPart
    high[i] = isNegative ? ~highPart : highPart ^ 0x80000000
  }
  const from = start ?? new Int32Array(rows).map((_, i) => i)
  const byHigh = sortByWord(high, from)
  // The high word holds sign, exponent and twenty bits: few values differ only below, and those stand side by side.
  return sortRuns(byHigh, high, low) ? byHigh : sortByWord(high, sortByWord(low, from))
}

/** Indices in ascending order of their words, equal ones as they stand in `from`. Keys travel along with the indices. */
function sortByWord(key: Uint32Array, from: Int32Array): Int32Array {
  const rows = from.length
  let order = new Int32Array(from)
  let keys = new Uint32Array(rows)
  let next = new Int32Array(rows)
  let nextKeys = new Uint32Array(rows)
  for (let i = 0; i < rows; i++) keys[i] = key[from[i]!]!
  const places = new Int32Array(DIGITS)
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    places.fill(0)
    for (let i = 0; i < rows; i++) places[(keys[i]! >>> shift) & (DIGITS - 1)]!++
    if (rows > 0 && places[(keys[0]! >>> shift) & (DIGITS - 1)] === rows) continue
    let place = 0
    for (let digit = 0; digit < DIGITS; digit++) {
      const count = places[digit]!
      places[digit] = place
      place += count
    }
    for (let i = 0; i < rows; i++) {
      const word = keys[i]!
      const to = places[(word >>> shift) & (DIGITS - 1)]!++
      next[to] = order[i]!
      nextKeys[to] = word
    }
    ;[order, next] = [next, order]
    ;[keys, nextKeys] = [nextKeys, keys]
  }
  return order
}

/** Orders each run of equal high words by the low ones, in place; false, with nothing lost, where a run is too long. */
function sortRuns(order: Int32Array, high: Uint32Array, low: Uint32Array): boolean {
  const rows = order.length
  for (let start = 0, end = 0; start < rows; start = end) {
    const word = high[order[start]!]!
    let isSorted = true
    for (end = start + 1; end < rows && high[order[end]!] === word; end++) {
      if (low[order[end]!]! < low[order[end - 1]!]!) isSorted = false
    }
    if (isSorted) continue
    if (end - start > SHORT_RUN) return false
    for (let i = start + 1; i < end; i++) {
      const row = order[i]!
      let place = i
      for (; place > start && low[order[place - 1]!]! > low[row]!; place--) order[place] = order[place - 1]!
      order[place] = row
    }
  }
  return true
}
