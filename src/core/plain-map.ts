/** An object of keys, as JSON and YAML give it. */
export type PlainMap = Readonly<Record<string, unknown>>

/** Whether data is an object of keys: neither null nor a list. */
export function isMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
