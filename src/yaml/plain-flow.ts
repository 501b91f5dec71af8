import { decline, MAX_DEPTH, matchAt, refuseKey, skipBlanks } from './plain-scan.ts'

/** A plain word or a text in quotes that may be a key between braces. */
const FLOW_KEY = /(?:[A-Za-z0-9_][A-Za-z0-9_.@+-]*|"[^"\\]*"|'[^']*') *: +/y
/** How plain words may begin; `-` where no blank follows. */
const WORD_START = /[A-Za-z0-9_./+$^(=\\~\u00a1-\ud7ff\ue000-\ufffd]|-[A-Za-z0-9_./-]/y
/** Where words between brackets end. */
const WORD_END = /[,[\]{}]/g
/** What opens and closes. */
const SIGN = /["'[\]{}]/g
/** Nothing but a comment. */
const REST = / *(?: #.*)?$/y
/** How every word begins that stands for something else than itself. */
const MEANING_START = /^[-+.0-9~nNtTfF]/
const NULL = /^(?:~|null|Null|NULL)$/
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/
/** Numbers that are read the same by everybody. */
const NUMBER = /^[-+]?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?$/
/** What may be a number of another form: left to the whole parser. */
const NUMBER_LIKE = /^[-+]?(?:0[xo].*|[0-9.]+(?:[eE].*)?|\.(?:inf|Inf|INF|nan|NaN|NAN))$/

/** Reads values within one line of plain YAML. What is not plain declines by an error. */
export class FlowReader {
  private readonly text: string
  private at = 0
  private depth = 0

  constructor(text: string) {
    this.text = text
  }

  readCollection(): unknown {
    const first = this.text[this.at]
    if (first !== '{' && first !== '[') return this.readScalar(true)
    this.depth += 1
    if (this.depth > MAX_DEPTH) decline()
    const value = first === '{' ? this.readMap() : this.readList()
    this.depth -= 1
    return value
  }

  private readMap(): Record<string, unknown> {
    const entries: Record<string, unknown> = {}
    this.at += 1
    this.skipBlanks()
    while (this.text[this.at] !== '}') {
      const end = matchAt(FLOW_KEY, this.text, this.at)
      const key = end < 0 ? decline() : this.readKey()
      refuseKey(entries, key)
      this.at = end
      entries[key] = this.readCollection()
      this.endEntry('}')
    }
    this.at += 1
    return entries
  }

  private readKey(): string {
    const quote = this.text[this.at]
    if (quote !== '"' && quote !== "'") return this.text.slice(this.at, this.text.indexOf(':', this.at)).trimEnd()
    return this.text.slice(this.at + 1, this.text.indexOf(quote, this.at + 1))
  }

  private readList(): unknown[] {
    const items: unknown[] = []
    this.at += 1
    this.skipBlanks()
    while (this.text[this.at] !== ']') {
      items.push(this.readCollection())
      this.endEntry(']')
    }
    this.at += 1
    return items
  }

  private endEntry(close: string): void {
    this.skipBlanks()
    if (this.text[this.at] === close) return
    if (this.text[this.at] !== ',') decline()
    this.at += 1
    this.skipBlanks()
    if (this.text[this.at] === close) decline()
  }

  readScalar(isInFlow: boolean): unknown {
    const quote = this.text[this.at]
    if (quote === '"' || quote === "'") return this.readQuoted(quote)
    if (matchAt(WORD_START, this.text, this.at) < 0) decline()
    const end = isInFlow ? matchAt(WORD_END, this.text, this.at) - 1 : this.findComment()
    const written = (end < 0 ? decline() : this.text.slice(this.at, end)).trimEnd()
    if (isInFlow ? /[#:]/.test(written) : /: |:$/.test(written)) decline()
    this.at = end
    return readWord(written)
  }

  private findComment(): number {
    const start = this.text.indexOf(' #', this.at)
    return start < 0 ? this.text.length : start
  }

  private readQuoted(quote: string): string {
    const end = this.text.indexOf(quote, this.at + 1)
    const value = end < 0 ? decline() : this.text.slice(this.at + 1, end)
    // an escape, or a quote that stands for itself
    if ((quote === '"' && value.includes('\\')) || this.text[end + 1] === quote) decline()
    this.at = end + 1
    return value
  }

  /** Nothing but a comment may follow. */
  expectEnd(): void {
    if (matchAt(REST, this.text, this.at) < 0) decline()
  }

  private skipBlanks(): void {
    this.at = skipBlanks(this.text, this.at)
  }
}

function readWord(written: string): unknown {
  if (!MEANING_START.test(written)) return written
  if (NULL.test(written)) return null
  if (BOOLEAN.test(written)) return written[0] === 't' || written[0] === 'T'
  if (NUMBER.test(written)) return Number(written)
  return NUMBER_LIKE.test(written) ? decline() : written
}

/** Brackets that are not closed, quotes left out. */
export function countOpen(text: string): number {
  let open = 0
  for (let end = matchAt(SIGN, text, 0); end > 0; end = matchAt(SIGN, text, end)) {
    const sign = text[end - 1]!
    if (sign === '{' || sign === '[') open += 1
    else if (sign === '}' || sign === ']') open -= 1
    else end = Math.max(end, text.indexOf(sign, end) + 1)
  }
  return open
}
