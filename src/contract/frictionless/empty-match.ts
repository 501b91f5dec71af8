/**
 * Whether a regular expression matches the whole of the empty text; null where it holds what is not understood here
 * (look-around, back-references, brackets that do not close). The expression is somebody else's, and even on the empty
 * text running it may take for ever (`(|)(|)(|)…x`), so it is read instead, once from left to right.
 */
export function matchesEmpty(pattern: string): boolean | null {
  const reader = new EmptyReader(pattern)
  const found = reader.readAlternatives(0)
  return reader.isWhole ? found : null
}

/** Brackets inside of brackets, before the reader gives up. */
const DEEPEST = 100

class EmptyReader {
  readonly #pattern: string
  #at = 0
  #isBroken = false

  constructor(pattern: string) {
    this.#pattern = pattern
  }

  /** Whether all was read and understood. */
  get isWhole(): boolean {
    return !this.#isBroken && this.#at === this.#pattern.length
  }

  /** Any of the branches. */
  readAlternatives(depth: number): boolean {
    let any = this.#readSequence(depth)
    while (this.#take(/\|/y) !== null) {
      const next = this.#readSequence(depth)
      any ||= next
    }
    return any
  }

  /** All of the parts, up to a bar, the closing bracket or the end. */
  #readSequence(depth: number): boolean {
    let all = true
    while (!this.#isBroken && this.#at < this.#pattern.length && !'|)'.includes(this.#pattern[this.#at]!)) {
      const part = this.#readPart(depth)
      all &&= part
    }
    return all
  }

  #readPart(depth: number): boolean {
    const atom = this.#readAtom(depth)
    const quantifier = this.#take(/(?:[*?+]|\{(\d+)(?:,\d*)?\})[?+]?/y)
    if (quantifier === null) return atom
    const isOptional = quantifier[1] === undefined ? quantifier[0][0] !== '+' : Number(quantifier[1]) === 0
    return atom || isOptional
  }

  #readAtom(depth: number): boolean {
    if (this.#take(/\^|\$|\\[AzZB]|\(\?[imsUux-]+\)/y) !== null) return true
    if (this.#take(/\(\?(?:[=!>]|<[=!])|\\[1-9]|\\k/y) !== null) return this.#refuse()
    if (this.#take(/\((?:\?(?:[imsUux-]*:|P?<\w+>))?/y) !== null) {
      if (depth === DEEPEST) return this.#refuse()
      const inside = this.readAlternatives(depth + 1)
      return this.#take(/\)/y) === null ? this.#refuse() : inside
    }
    // a character, an escape or a class: each needs something to be there
    if (this.#take(/\[\^?\]?(?:\\[\s\S]|\[:\w+:\]|[^\]\\])*\]|\\[\s\S]|[^[\\]/uy) === null) return this.#refuse()
    return false
  }

  #take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at
    const found = expression.exec(this.#pattern)
    if (found !== null) this.#at = expression.lastIndex
    return found
  }

  #refuse(): false {
    this.#isBroken = true
    return false
  }
}
