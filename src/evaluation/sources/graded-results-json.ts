import { isMap } from '../../core/plain-map.ts'
/** An object as JSON gives it. */
export type JsonRecord = Readonly<Record<string, unknown>>

/** The value where it is an object, else null. */
export function asRecord(value: unknown): JsonRecord | null {
  return isMap(value) ? value : null
}

/** The value where it is a text, else the empty one. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The value where it is a number, else NaN. */
export function asNumber(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN
}

/** The same value with the keys of its objects in one order, so that its JSON can be compared. */
export function orderKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(orderKeys)
  const record = asRecord(value)
  if (record === null) return value
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, orderKeys(record[key])]),
  )
}

/** The names, each that came before with its number: `a`, `b`, `a #2`. */
export function nameApart(names: readonly string[]): string[] {
  const counts = new Map<string, number>()
  return names.map((name) => {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count === 1 ? name : `${name} #${count}`
  })
}
