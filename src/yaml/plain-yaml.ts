import { countOpen, FlowReader } from './plain-flow.ts'
import { decline, MAX_DEPTH, matchAt, refuseKey, skipBlanks, UnusualError } from './plain-scan.ts'

/**
 * Reads the plain part of YAML 1.2: maps and lists by indentation or in brackets, one value a line, words and quotes
 * without escapes. It does in microseconds what a whole parser does in a millisecond, and knows no places.
 *
 * @returns the data as `parseLocatedYaml` gives it; undefined where the text has anything else (also where it is no YAML
 * at all): then that one has to read it.
 */
export function readPlainYaml(text: string, maxLength = 1_000_000): unknown {
  if (text.length > maxLength || UNUSUAL.test(text)) return undefined
  const lines = splitLines(text)
  try {
    const reader = new PlainReader(lines)
    return lines.length === 0 ? null : reader.readAll()
  } catch (error) {
    if (error instanceof UnusualError) return undefined
    throw error
  }
}

interface Line {
  readonly indent: number
  /** Without the blanks before it. */
  readonly content: string
}

/** Blank lines and those of comments are left out. */
function splitLines(text: string): readonly Line[] {
  const lines: Line[] = []
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start)
    const end = next < 0 ? text.length : next
    const first = skipBlanks(text, start)
    if (first < end && text[first] !== '#') lines.push({ indent: first - start, content: text.slice(first, end) })
    start = end + 1
  }
  return lines
}

/** Characters that no plain file has (blanks of other scripts among them), and lines that begin or end a document. */
const UNUSUAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\ud800-\udfff\ufffe\uffff]|^(?:---|\.\.\.|%)/m
/** A plain word that may be a key: nothing in it is a sign of YAML's. */
const KEY = /[A-Za-z0-9_][A-Za-z0-9_./@+-]*:(?: +|$)/y

class PlainReader {
  private readonly lines: readonly Line[]
  private at = 0
  private depth = 0

  constructor(lines: readonly Line[]) {
    this.lines = lines
  }

  readAll(): unknown {
    const value = this.readBlock(this.lines[0]!.indent)
    return this.at === this.lines.length ? value : decline()
  }

  /** A map or a list whose entries stand at this indentation. */
  private readBlock(indent: number): unknown {
    const { content } = this.lines[this.at]!
    this.depth += 1
    if (this.depth > MAX_DEPTH) decline()
    const value = isItem(content) ? this.readList(indent) : this.readMap(indent)
    this.depth -= 1
    return value
  }

  private readMap(indent: number): Record<string, unknown> {
    const entries: Record<string, unknown> = {}
    for (let line = this.lines[this.at]; line?.indent === indent; line = this.lines[this.at]) {
      this.readEntry(entries, line.content, matchAt(KEY, line.content, 0), indent)
    }
    this.checkEnd(indent)
    return entries
  }

  /** @param end of the key, its colon and the blanks behind it; -1: there is no key */
  private readEntry(entries: Record<string, unknown>, text: string, end: number, indent: number): void {
    if (end < 0) decline()
    const key = text.slice(0, text.indexOf(':'))
    refuseKey(entries, key)
    this.at += 1
    entries[key] = this.readValue(text.slice(end), indent, true)
  }

  private readList(indent: number): unknown[] {
    const items: unknown[] = []
    for (let line = this.lines[this.at]; line?.indent === indent; line = this.lines[this.at]) {
      if (!isItem(line.content)) break
      items.push(this.readItem(line, indent))
    }
    return items
  }

  private readItem({ content }: Line, indent: number): unknown {
    const rest = content.slice(skipBlanks(content, 1))
    const end = matchAt(KEY, rest, 0)
    if (end < 0) {
      if (isItem(rest)) decline()
      this.at += 1
      return this.readValue(rest, indent, false)
    }
    // a map that begins on the line of its dash: its other entries stand below the first
    const inner = indent + content.length - rest.length
    const entries: Record<string, unknown> = {}
    this.readEntry(entries, rest, end, inner)
    for (let line = this.lines[this.at]; line?.indent === inner; line = this.lines[this.at]) {
      this.readEntry(entries, line.content, matchAt(KEY, line.content, 0), inner)
    }
    this.checkEnd(inner)
    return entries
  }

  /** What stands after a key or a dash, on its line or below it. The line itself is behind. */
  private readValue(rest: string, indent: number, isOfKey: boolean): unknown {
    if (rest === '' || rest[0] === '#') {
      const next = this.lines[this.at]
      if (next === undefined) return null
      if (next.indent > indent) {
        if (next.content[0] !== '{' && next.content[0] !== '[') return this.readBlock(next.indent)
        this.at += 1
        return this.readInline(next.content, indent)
      }
      // the entries of a list may stand right below its key
      return isOfKey && next.indent === indent && isItem(next.content) ? this.readList(indent) : null
    }
    return this.readInline(rest, indent)
  }

  private readInline(text: string, indent: number): unknown {
    const isFlow = text[0] === '{' || text[0] === '['
    const flow = new FlowReader(isFlow ? this.joinFlow(text, indent) : text)
    const value = isFlow ? flow.readCollection() : flow.readScalar(false)
    flow.expectEnd()
    const next = this.lines[this.at]
    // a deeper line would go on with the value
    return next !== undefined && next.indent > indent ? decline() : value
  }

  /** Brackets may go on over deeper lines. */
  private joinFlow(text: string, indent: number): string {
    let joined = text
    while (countOpen(joined) > 0) {
      const next = this.lines[this.at]
      if (next === undefined || next.indent <= indent || joined.includes(' #')) decline()
      // a line that breaks inside a word would be joined by a blank
      if (!/[,[{]\s*$/.test(joined) && !/^[\]}]/.test(next.content)) decline()
      joined += ` ${next.content}`
      this.at += 1
    }
    return joined
  }

  private checkEnd(indent: number): void {
    const next = this.lines[this.at]
    if (next !== undefined && next.indent > indent) decline()
  }
}

const isItem = (content: string) => content === '-' || content.startsWith('- ')
