import type { ExecutableFormat } from './date-format.ts'

/** Directives of C's strptime as Python reads them: what text they take, and the engine's specifier. */
const DIRECTIVES: Readonly<Record<string, readonly [expression: string, specifier: string]>> = {
  Y: ['[0-9]{4}', '%Y'],
  y: ['[0-9]{2}', '%y'],
  m: ['[0-9]{1,2}', '%-m'],
  d: ['[0-9]{1,2}', '%-d'],
  H: ['[0-9]{1,2}', '%-H'],
  I: ['[0-9]{1,2}', '%-I'],
  M: ['[0-9]{1,2}', '%-M'],
  S: ['[0-9]{1,2}', '%-S'],
  f: ['[0-9]{1,6}', '%f'],
  j: ['[0-9]{1,3}', '%-j'],
  b: ['[A-Za-z]{3}', '%b'],
  B: ['[A-Za-z]{3,9}', '%B'],
  a: ['[A-Za-z]{3}', '%a'],
  A: ['[A-Za-z]{6,9}', '%A'],
  p: ['[AaPp][Mm]', '%p'],
  z: ['(?:Z|[+-][0-9]{2}:?[0-9]{2})', '%z'],
  '%': ['%', '%%'],
}

/**
 * Translates a format in the directives of C's strptime, as Frictionless writes them.
 *
 * @returns null for directives that have no translation (week numbers, zone names, the locale's own).
 * @see https://docs.python.org/3/library/datetime.html#format-codes
 */
export function translateStrptimeFormat(format: string): ExecutableFormat | null {
  let expression = ''
  let specifiers = ''
  for (const [token, letter] of format.matchAll(/%(.?)|[^%]/gsu)) {
    if (letter === undefined) {
      expression += token.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')
      specifiers += token
      continue
    }
    const directive = DIRECTIVES[letter]
    if (directive === undefined) return null
    expression += directive[0]
    specifiers += directive[1]
  }
  return expression === '' ? null : { expression, specifiers, hasOffset: /(^|[^%])(%%)*%z/.test(format) }
}
