/**
 * A table by words that a user may write: what every object has by itself (`constructor`, `valueOf`) is no entry of it.
 */
export function makeLookup<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null) as Record<string, T>, entries)
}
