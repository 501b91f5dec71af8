/** Values of a git configuration by key (section and name in lower case), in the order in which they stand. */
export type GitConfig = ReadonlyMap<string, readonly string[]>

/** Reads what `git config --null --list` prints. */
export function parseConfigList(output: string): GitConfig {
  const config = new Map<string, string[]>()
  for (const entry of output.split('\0')) {
    if (entry === '') continue
    const end = entry.indexOf('\n')
    const key = end < 0 ? entry : entry.slice(0, end)
    // A name without `=` means true.
    config.set(key, [...(config.get(key) ?? []), end < 0 ? 'true' : entry.slice(end + 1)])
  }
  return config
}

/** The value that counts where several stand: the last. */
export function lastValue(config: GitConfig, key: string): string | null {
  return config.get(key)?.at(-1) ?? null
}

/** The `[remote "NAME"]` names that have an address, in the order in which they stand. */
export function listRemotes(config: GitConfig): readonly string[] {
  return [...config.keys()].flatMap((key) => {
    const match = /^remote\.(.+)\.url$/s.exec(key)
    return match ? [match[1]!] : []
  })
}

/** A rewriting of addresses, as `url.BASE.insteadOf` has it. */
export interface UrlRewrite {
  readonly key: string
  readonly prefix: string
  readonly base: string
}

/** The rewriting that git would apply to the address: of those whose prefix fits, the longest; null where none does. */
export function findRewrite(config: GitConfig, url: string): UrlRewrite | null {
  const fitting = [...config].flatMap(([key, values]) => {
    const match = /^url\.(.*)\.(?:push)?insteadof$/s.exec(key)
    if (match === null) return []
    return values.filter((prefix) => url.startsWith(prefix)).map((prefix) => ({ key, prefix, base: match[1]! }))
  })
  return fitting.sort((a, b) => b.prefix.length - a.prefix.length)[0] ?? null
}
