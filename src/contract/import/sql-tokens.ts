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

const PLAIN_STRING = "'(?:[^']|'')*'"
/** MySQL and BigQuery, which quote names by backticks, take `\'` for a quote inside of a string; the standard does not. */
const BACKSLASH_STRING = String.raw`'(?:[^'\\]|''|\\[\s\S])*'`
/** Begins and ends the body of a function in PostgreSQL: `$body$ … $body$`. */
const DOLLAR_TAG = String.raw`\$(?<tag>(?:[\p{L}_]\w*)?)\$`

function makeTokenPattern(hasBackslashes: boolean): RegExp {
  const string = hasBackslashes ? BACKSLASH_STRING : PLAIN_STRING
  const name = '"(?:[^"]|"")*"|`(?:[^`]|``)*`|(?<![\\w\\])])\\[[\\p{L}_][^\\]]*\\]'
  const parts = [
    String.raw`--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/`,
    `(?<string>${string})`,
    DOLLAR_TAG,
    `(?<name>${name})`,
    String.raw`(?<word>[\p{L}_][\p{L}\p{N}_$]*)`,
    String.raw`(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)`,
    String.raw`(?<sign>::|<=|>=|<>|!=|~\*|!~|\|\||\S)`,
  ]
  return new RegExp(parts.join('|'), 'gu')
}

/** The rows that a dump of PostgreSQL holds between its statements. */
const COPIED_ROWS = /^(COPY\b[^;]*\bFROM\s+STDIN\b[^;\n]*;)([\s\S]*?)^\\\.$/gim
const ROWS_END = '\n\\.'

/** Brackets inside of brackets, before a script is refused. */
const DEEPEST = 64

/**
 * Splits SQL of any dialect into tokens; comments and copied rows are left out. The time is linear in the text.
 *
 * @throws InputError where a quote is never closed, or brackets lie too deep in each other.
 */
export function readSqlTokens(text: string, file: string): readonly SqlToken[] {
  const tokens: SqlToken[] = []
  const statements = blankRows(text)
  const hasBackslashes = statements.includes('`')
  const pattern = makeTokenPattern(hasBackslashes)
  let [line, lineStart, at, depth] = [1, 0, 0, 0]
  for (let match = pattern.exec(statements); match !== null; match = pattern.exec(statements)) {
    const { index } = match
    for (; at < index; at += 1) {
      if (statements[at] === '\n') {
        line += 1
        lineStart = at + 1
      }
    }
    const [whole] = match
    const { string, tag, name, word, number, sign } = match.groups ?? {}
    const place = { file, line, column: index - lineStart + 1 }
    const add = (kind: SqlToken['kind'], content: string) =>
      tokens.push({ kind, text: content, place, start: index, end: pattern.lastIndex })
    if (string !== undefined) add('string', unquoteString(string, hasBackslashes))
    else if (tag !== undefined) {
      const end = statements.indexOf(whole, pattern.lastIndex)
      if (end < 0) throw new InputError({ message: `${whole} is never closed`, place })
      const body = statements.slice(pattern.lastIndex, end)
      pattern.lastIndex = end + whole.length
      add('string', body)
    } else if (name !== undefined) {
      const quote = name[0]!
      add('name', quote === '[' ? name.slice(1, -1) : name.slice(1, -1).replaceAll(quote.repeat(2), quote))
    } else if (word !== undefined) add('word', word)
    else if (number !== undefined) add('number', number)
    else if (sign === "'" || sign === '"' || sign === '`') {
      throw new InputError({ message: 'a quote is never closed', place })
    } else if (sign !== undefined) {
      depth += sign === '(' ? 1 : sign === ')' ? -1 : 0
      if (depth > DEEPEST)
        throw new InputError({ message: `brackets lie more than ${DEEPEST} deep in each other`, place })
      add('sign', sign)
    }
  }
  return tokens
}

/** The text with blanks for copied rows, so that places stay. */
function blankRows(text: string): string {
  // what stands behind the last end of rows is not searched for one: again and again that would take long
  const end = text.lastIndexOf(ROWS_END) + ROWS_END.length
  if (end < ROWS_END.length) return text
  const blank = (_: string, copy: string, rows: string) => `${copy}${rows.replace(/[^\n]/g, ' ')}  `
  return text.slice(0, end).replace(COPIED_ROWS, blank) + text.slice(end)
}

function unquoteString(quoted: string, hasBackslashes: boolean): string {
  const text = quoted.slice(1, -1).replaceAll("''", "'")
  return hasBackslashes ? text.replace(/\\(['"\\])/g, '$1') : text
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
