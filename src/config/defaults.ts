import { isMap, type PlainMap } from '../core/plain-map.ts'
/**
 * A model's keys over the defaults: its own win, maps merge key by key, lists and plain values replace. An own null
 * (`drift:` and nothing after it) takes a default away.
 */
export function applyDefaults(defaults: PlainMap, own: PlainMap): PlainMap {
  const merged = new Map(Object.entries(defaults))
  for (const [key, value] of Object.entries(own)) {
    const inherited = merged.get(key)
    if (value === null && merged.has(key)) merged.delete(key)
    else merged.set(key, isMap(value) && isMap(inherited) ? applyDefaults(inherited, value) : value)
  }
  return Object.fromEntries(merged)
}
