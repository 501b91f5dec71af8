import { quoteLiteral } from './quoting.ts'

/** A longer shape costs more than the automaton that it stands in for. */
const MOST_CHARACTERS = 40

/** One atom of an expression that is nothing but a row of characters, and how often it stands: what both matchers read alike. */
const ATOM =
  /(\\d|\\[.\-/]|\[(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]|[A-Za-z0-9])+\]|[A-Za-z0-9 _:;,@#%&=<>~/'"!-])(?:\{(\d{1,2})\})?/y

/**
 * SQL of whether a text has a regular expression in it, or with `isWhole` is it. Expressions of a fixed row of ASCII
 * characters and classes, the whole text, go to the engine's GLOB, which tells the same at half of the cost.
 */
export function renderPattern(text: string, pattern: string, isWhole: boolean): string {
  const shape = toShape(pattern, isWhole)
  if (shape !== null) return `((${text}) GLOB ${quoteLiteral(shape)})`
  return `${isWhole ? 'regexp_full_match' : 'regexp_matches'}(${text}, ${quoteLiteral(pattern)})`
}

/** The GLOB that matches just what the expression does; null where there is none, or it would cost more. */
function toShape(pattern: string, isWhole: boolean): string | null {
  const anchored = /^\^(.*)\$$/s.exec(pattern)?.[1]
  const body = anchored ?? (isWhole ? pattern : null)
  if (body === null || body === '') return null
  const characters: string[] = []
  ATOM.lastIndex = 0
  while (ATOM.lastIndex < body.length) {
    const [found, atom, times = '1'] = ATOM.exec(body) ?? []
    if (found === undefined) return null
    characters.push(...Array<string>(Number(times)).fill(toGlob(atom!)))
    if (characters.length > MOST_CHARACTERS) return null
  }
  return characters.length === 0 ? null : characters.join('')
}

function toGlob(atom: string): string {
  if (atom === '\\d') return '[0-9]'
  return atom.startsWith('\\') ? atom.slice(1) : atom
}
