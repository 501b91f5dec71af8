type Settings = Readonly<Record<string, unknown>>

/** Whether the value is a map of keys, as YAML and JSON have it. */
export function isMap(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * A model's keys over the defaults: its own win, maps merge key by key, lists and plain values replace. An own null
 * (`drift:` and nothing after it) takes a default away.
 */
export function applyDefaults(defaults: Settings, own: Settings): Settings {
  const merged = new Map(Object.entries(defaults))
  for (const [key, value] of Object.entries(own)) {
    const inherited = merged.get(key)
    if (value === null && merged.has(key)) merged.delete(key)
    else merged.set(key, isMap(value) && isMap(inherited) ? applyDefaults(inherited, value) : value)
  }
  return Object.fromEntries(merged)
}
