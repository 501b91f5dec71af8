import { readJsonNumber } from '../../core/json-number.ts'
import type { Interval } from '../../core/metric.ts'
import { isMap } from '../../core/plain-map.ts'
import type { StatedNumber } from './stated-metrics.ts'

/** Deeper than any file of metrics, and far below what would exhaust the stack. */
const DEPTH_LIMIT = 32

/** Keys of an object that states one number: `{"value": 0.84, "interval": [0.8, 0.88], "rows": 1409}`. */
const OF_ONE_NUMBER: ReadonlySet<string> = new Set(['value', 'interval', 'rows', 'standard_deviation'])

/**
 * The numbers of plain data by their path: `{"test": {"f1": 0.7}}` states `test.f1`. Text, true, false and lists are
 * none.
 */
export function listNumbers(data: unknown, path = '', depth = 0): readonly StatedNumber[] {
  if (!isMap(data) || depth > DEPTH_LIMIT) return []
  return Object.entries(data).flatMap(([key, entry]) => {
    const name = path === '' ? key : `${path}.${key}`
    const value = readJsonNumber(entry)
    if (value !== undefined) return [{ name, value }]
    return readOneNumber(name, entry) ?? listNumbers(entry, name, depth + 1)
  })
}

/** The number of an object that states one, with what stands beside it; null for another object. */
export function readOneNumber(name: string, entry: unknown): readonly [StatedNumber] | null {
  if (!isMap(entry) || !Object.keys(entry).every((key) => OF_ONE_NUMBER.has(key))) return null
  const value = readJsonNumber(entry['value'])
  if (value === undefined) return null
  const interval = readInterval(entry['interval'])
  const rows = readJsonNumber(entry['rows'])
  return [
    {
      name,
      value,
      ...(interval === null ? {} : { interval }),
      ...(typeof rows === 'number' && rows >= 0 ? { rows } : {}),
    },
  ]
}

function readInterval(entry: unknown): Interval | null {
  if (!Array.isArray(entry) || entry.length !== 2) return null
  const [low, high] = entry.map(readJsonNumber)
  return typeof low === 'number' && typeof high === 'number' && low <= high ? [low, high] : null
}
