import { InputError, type Place } from '../../core/faults.ts'

/** A piece of SQL. `word` may be a keyword; a quoted name never is. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'sign'
  /** Without quotes; words as written. */
  readonly text: string
  readonly place: Place
  /** Where it begins and ends in the text. */
  readonly start: number
  readonly end: number
}

const TOKEN =
  /--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|('(?:[^']|'')*')|("(?:[^"]|"")*"|`(?:[^`]|``)*`|(?<![\w\])])\[[\p{L}_][^\]]*\])|([\p{L}_][\p{L}\p{N}_$]*)|(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|(::|<=|>=|<>|!=|~\*|!~|\|\||\S)/gu

/** Splits SQL of any dialect into tokens; comments are left out. @throws InputError where a quote is never closed. */
export function readSqlTokens(text: string, file: string): readonly SqlToken[] {
  const tokens: SqlToken[] = []
  let line = 1
  let lineStart = 0
  let at = 0
  for (const match of text.matchAll(TOKEN)) {
    for (; at < match.index; at += 1) {
      if (text[at] === '\n') {
        line += 1
        lineStart = at + 1
      }
    }
    const [whole, string, name, word, number, sign] = match
    const place = { file, line, column: match.index - lineStart + 1 }
    const add = (kind: SqlToken['kind'], content: string) =>
      tokens.push({ kind, text: content, place, start: match.index, end: match.index + whole.length })
    if (string !== undefined) add('string', string.slice(1, -1).replaceAll("''", "'"))
    else if (name !== undefined) {
      const quote = name[0]!
      add('name', quote === '[' ? name.slice(1, -1) : name.slice(1, -1).replaceAll(quote.repeat(2), quote))
    } else if (word !== undefined) add('word', word)
    else if (number !== undefined) add('number', number)
    else if (sign === "'" || sign === '"' || sign === '`') {
      throw new InputError({ message: 'a quote is never closed', place })
    } else if (sign !== undefined) add('sign', sign)
  }
  return tokens
}

/** Whether a token is that keyword or sign; quoted names and strings never are. */
export function isToken(token: SqlToken | undefined, ...texts: readonly string[]): boolean {
  if (token === undefined || (token.kind !== 'word' && token.kind !== 'sign')) return false
  return texts.includes(token.text.toUpperCase())
}

/** Whether keywords stand there one behind the other. */
export function startsWith(tokens: readonly SqlToken[], ...texts: readonly string[]): boolean {
  return texts.every((text, index) => isToken(tokens[index], text))
}

/** Parts between separators that stand outside of all brackets; empty parts are left out. */
export function splitTokens(
  tokens: readonly SqlToken[],
  isSeparator: (token: SqlToken, index: number) => boolean,
): readonly (readonly SqlToken[])[] {
  const parts: SqlToken[][] = [[]]
  let depth = 0
  for (const [index, token] of tokens.entries()) {
    if (isToken(token, '(', '[')) depth += 1
    if (isToken(token, ')', ']')) depth -= 1
    if (depth === 0 && isSeparator(token, index)) parts.push([])
    else parts.at(-1)!.push(token)
  }
  return parts.filter((part) => part.length > 0)
}

/** Parts between commas that stand outside of all brackets, those of types (`STRUCT<a INT, b INT>`) among them. */
export function splitList(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  let depth = 0
  return splitTokens(tokens, (token) => {
    if (isToken(token, '<')) depth += 1
    if (isToken(token, '>')) depth -= 1
    return depth === 0 && isToken(token, ',')
  })
}

/** Index behind the bracket that closes the one at `open`; the end where none does. */
export function findClose(tokens: readonly SqlToken[], open: number): number {
  const [opening, closing] = isToken(tokens[open], '<') ? ['<', '>'] : ['(', ')']
  let depth = 0
  for (let index = open; index < tokens.length; index += 1) {
    if (isToken(tokens[index], opening!)) depth += 1
    if (isToken(tokens[index], closing!)) depth -= 1
    if (depth === 0) return index + 1
  }
  return tokens.length
}

/** Reads `a.b.c`: the last part, and the index behind it. */
export function readName(tokens: readonly SqlToken[], start: number): { readonly name: string; readonly end: number } {
  const name = tokens[start]?.text ?? ''
  const end = start + 1
  return isToken(tokens[end], '.') ? readName(tokens, end + 1) : { name, end }
}
