import { readJsonNumber } from '../../core/json-number.ts'
import { isMap } from '../../core/plain-map.ts'
import { listNumbers } from './plain-numbers.ts'
import type { StatedNumber } from './stated-metrics.ts'

/** Of an output that is no JSON as a whole, the lines at its end that are looked through. */
const MOST_LINES = 50

/**
 * The numbers that a command printed for a metric of the user's own: the last JSON number or object among its lines. Of
 * an object, `value` and the metric's own name are the metric; other keys stand beside it, as `NAME.KEY`. null where
 * nothing of that kind was printed.
 */
export function readOwnOutput(name: string, lines: readonly string[]): readonly StatedNumber[] | null {
  const whole = readOne(name, lines.join('\n'))
  if (whole !== null) return whole
  const last = lines.slice(-MOST_LINES)
  for (let end = last.length; end > 0; end -= 1) {
    // an object may be spread over lines, from one that begins with its brace
    for (let start = end - 1; start >= 0; start -= 1) {
      const numbers = readOne(name, last.slice(start, end).join('\n'))
      if (numbers !== null) return numbers
    }
  }
  return null
}

function readOne(name: string, text: string): readonly StatedNumber[] | null {
  const trimmed = text.trim()
  if (!/^[-{\dNI"]/.test(trimmed)) return null
  const bare = readJsonNumber(trimmed)
  if (bare !== undefined) return [{ name, value: bare, isOwn: true }]
  let data: unknown
  try {
    // Python prints what JSON has no word for
    data = JSON.parse(trimmed.replaceAll(/([:[,]\s*)(NaN|-?Infinity)(?=\s*[,}\]])/g, '$1"$2"'))
  } catch {
    return null
  }
  const value = readJsonNumber(data)
  if (value !== undefined) return [{ name, value, isOwn: true }]
  if (!isMap(data)) return null
  const numbers = listNumbers(data).map((number) => ({
    ...number,
    name: number.name === 'value' || number.name === name ? name : `${name}.${number.name}`,
    isOwn: true,
  }))
  return numbers.length === 0 ? null : numbers
}
