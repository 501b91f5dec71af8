/**
 * Whether a pattern of a ruleset takes a reference's full name: `~ALL`, or the syntax of Ruby's `File.fnmatch` with
 * `FNM_PATHNAME`. `*` and `?` stop at slashes, and `**` goes past them only as a part of its own before another, so
 * `refs/tags/**` takes `refs/tags/a` and not `refs/tags/a/b`, which `refs/tags/**\/*` does. Wildcards do not take a
 * leading dot.
 *
 * @example matchRef('refs/tags/churn@v*', 'refs/tags/churn@v1.2.0') // true
 * @see https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository
 * @see https://docs.ruby-lang.org/en/master/File.html#method-c-fnmatch
 */
export function matchRef(pattern: string, ref: string): boolean {
  return pattern === '~ALL' || matchParts(pattern.split('/'), ref.split('/'))
}

function matchParts(patterns: readonly string[], parts: readonly string[]): boolean {
  const [first, ...rest] = patterns
  if (first === undefined) return parts.length === 0
  if (first === '**' && rest.length > 0) {
    for (let skipped = 0; skipped < parts.length; skipped += 1) {
      if (matchParts(rest, parts.slice(skipped))) return true
      if (parts[skipped]!.startsWith('.')) return false
    }
    return false
  }
  const [part, ...others] = parts
  return part !== undefined && matchPart(first, part) && matchParts(rest, others)
}

type Token = { readonly kind: 'star' } | { readonly kind: 'one'; takes(character: string): boolean; isLiteral: boolean }

/** One part between slashes; goes back to the last star alone, so that no pattern takes long. */
function matchPart(pattern: string, text: string): boolean {
  const tokens = readTokens(pattern)
  if (tokens === null) return false
  const [first] = tokens
  if (text.startsWith('.') && (first === undefined || first.kind === 'star' || !first.isLiteral)) return false
  let [at, place] = [0, 0]
  let star: { readonly at: number; readonly place: number } | null = null
  while (place < text.length) {
    const token = tokens[at]
    if (token?.kind === 'star') {
      star = { at, place }
      at += 1
    } else if (token?.takes(text[place]!) === true) {
      at += 1
      place += 1
    } else if (star !== null) {
      star = { at: star.at, place: star.place + 1 }
      at = star.at + 1
      place = star.place
    } else return false
  }
  return tokens.slice(at).every(({ kind }) => kind === 'star')
}

/** null where a bracket is never closed: such a pattern takes nothing. */
function readTokens(pattern: string): readonly Token[] | null {
  const tokens: Token[] = []
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at]!
    if (character === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' })
    } else if (character === '?') {
      tokens.push({ kind: 'one', isLiteral: false, takes: () => true })
    } else if (character === '[') {
      const set = readSet(pattern, at + 1)
      if (set === null) return null
      tokens.push({ kind: 'one', isLiteral: false, takes: set.takes })
      at = set.end
    } else {
      const isEscaped = character === '\\' && at + 1 < pattern.length
      if (isEscaped) at += 1
      const literal = pattern[at]!
      tokens.push({ kind: 'one', isLiteral: true, takes: (other) => other === literal })
    }
  }
  return tokens
}

/** `[a-z0-9]`, and `[!…]` or `[^…]` for all others; `end` is the place of the bracket that closes it. */
function readSet(pattern: string, start: number): { takes(character: string): boolean; readonly end: number } | null {
  const isNegated = pattern[start] === '!' || pattern[start] === '^'
  const ranges: (readonly [string, string])[] = []
  let at = isNegated ? start + 1 : start
  const next = (): string | undefined => {
    if (pattern[at] === '\\') at += 1
    const character = pattern[at]
    at += 1
    return character
  }
  while (pattern[at] !== ']' || ranges.length === 0) {
    const low = next()
    if (low === undefined) return null
    let high: string | undefined = low
    if (pattern[at] === '-' && pattern[at + 1] !== ']' && pattern[at + 1] !== undefined) {
      at += 1
      high = next()
      if (high === undefined) return null
    }
    ranges.push([low, high])
    if (at >= pattern.length) return null
  }
  const isInside = (character: string) => ranges.some(([low, high]) => low <= character && character <= high)
  return { end: at, takes: (character) => isInside(character) !== isNegated }
}
