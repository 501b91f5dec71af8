/** What an engine's type name says of the values inside. */
export type EngineType =
  | { readonly kind: 'plain' }
  | { readonly kind: 'list'; readonly item: string }
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name: string; readonly type: string }[] }
  | { readonly kind: 'map'; readonly key: string; readonly value: string }

/** Takes the outermost layer off a type name: `STRUCT("a b" INTEGER, c VARCHAR[])`, `MAP(VARCHAR, INTEGER)`, `DATE[]`. */
export function parseEngineType(type: string): EngineType {
  const list = /^(.*)\[\d*\]$/s.exec(type)
  if (list) return { kind: 'list', item: list[1]! }
  const outer = /^(STRUCT|MAP)\((.*)\)$/s.exec(type)
  if (!outer) return { kind: 'plain' }
  const parts = splitParts(outer[2]!)
  if (outer[1] === 'MAP') return { kind: 'map', key: parts[0]!, value: parts[1]! }
  return { kind: 'struct', fields: parts.map(parseField) }
}

/** Splits at the commas that stand neither in quotes nor in parentheses. */
function splitParts(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const [token] of text.matchAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[^"']/gs)) {
    if (token === ',' && depth === 0) {
      parts.push(part.trim())
      part = ''
      continue
    }
    if (token === '(') depth += 1
    if (token === ')') depth -= 1
    part += token
  }
  return [...parts, part.trim()]
}

function parseField(text: string): { readonly name: string; readonly type: string } {
  const quoted = /^"((?:[^"]|"")*)" (.*)$/s.exec(text)
  if (quoted) return { name: quoted[1]!.replaceAll('""', '"'), type: quoted[2]! }
  const space = text.indexOf(' ')
  return { name: text.slice(0, space), type: text.slice(space + 1) }
}
