/** How a date format is executed: a whole-text expression for RE2, and the engine's own specifiers. */
export interface ExecutableFormat {
  readonly expression: string
  /** For `strptime`. */
  readonly specifiers: string
  /** Whether the text carries its offset from UTC: what is parsed is then an instant. */
  readonly hasOffset: boolean
}

/** Letters of Java's DateTimeFormatter by run: what text they take, and the specifier that reads it. */
const RUNS: Readonly<Record<string, readonly [expression: string, specifier: string]>> = {
  yyyy: ['[0-9]{4}', '%Y'],
  uuuu: ['[0-9]{4}', '%Y'],
  yy: ['[0-9]{2}', '%y'],
  MM: ['[0-9]{2}', '%m'],
  M: ['[0-9]{1,2}', '%-m'],
  MMM: ['[A-Za-z]{3}', '%b'],
  MMMM: ['[A-Za-z]{3,9}', '%B'],
  dd: ['[0-9]{2}', '%d'],
  d: ['[0-9]{1,2}', '%-d'],
  HH: ['[0-9]{2}', '%H'],
  H: ['[0-9]{1,2}', '%-H'],
  hh: ['[0-9]{2}', '%I'],
  h: ['[0-9]{1,2}', '%-I'],
  mm: ['[0-9]{2}', '%M'],
  m: ['[0-9]{1,2}', '%-M'],
  ss: ['[0-9]{2}', '%S'],
  s: ['[0-9]{1,2}', '%-S'],
  a: ['[AaPp][Mm]', '%p'],
}

/** ISO and RFC 822 offsets alike: contracts in the wild write `Z` for both. */
const OFFSET = /^(Z|X{1,3}|x{1,3})$/

/**
 * Translates a format in the letters of Java's DateTimeFormatter.
 *
 * @returns null for letters that have no translation (week dates, zone names, optional parts).
 * @see https://docs.oracle.com/javase/8/docs/api/java/time/format/DateTimeFormatter.html
 */
export function translateDateFormat(format: string): ExecutableFormat | null {
  let expression = ''
  let specifiers = ''
  let hasOffset = false
  for (const [token, quoted] of format.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']/g)) {
    const run = RUNS[token]
    if (run) {
      expression += run[0]
      specifiers += run[1]
    } else if (OFFSET.test(token)) {
      expression += '(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)'
      specifiers += '%z'
      hasOffset = true
    } else if (/^S{1,6}$/.test(token)) {
      expression += `[0-9]{${token.length}}`
      specifiers += '%f'
    } else if (quoted !== undefined) {
      const literal = quoted === '' ? "'" : quoted.replaceAll("''", "'")
      expression += escapeExpression(literal)
      specifiers += escapeSpecifier(literal)
    } else if (/^[^A-Za-z'[\]{}#]$/.test(token)) {
      expression += escapeExpression(token)
      specifiers += escapeSpecifier(token)
    } else {
      return null
    }
  }
  return expression === '' || format.split("'").length % 2 === 0 ? null : { expression, specifiers, hasOffset }
}

function escapeExpression(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function escapeSpecifier(text: string): string {
  return text.replaceAll('%', '%%')
}
