import { makeLookup } from '../../core/lookup.ts'

/** Letters of Java's DateTimeFormatter by run, as strptime writes them. */
const RUNS: Readonly<Record<string, string>> = makeLookup({
  yyyy: '%Y',
  uuuu: '%Y',
  yy: '%y',
  MM: '%m',
  M: '%m',
  MMM: '%b',
  MMMM: '%B',
  dd: '%d',
  d: '%d',
  HH: '%H',
  H: '%H',
  hh: '%I',
  h: '%I',
  mm: '%M',
  m: '%M',
  ss: '%S',
  s: '%S',
  a: '%p',
})

/**
 * A date format in strptime's letters instead of Java's: what reads by the one reads by the other too (strptime takes
 * numbers without their leading zeros as well).
 *
 * @returns null for letters that strptime lacks.
 */
export function translateToStrptime(format: string): string | null {
  let pattern = ''
  for (const [token, quoted] of format.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']/g)) {
    const run = RUNS[token]
    if (run !== undefined) pattern += run
    else if (/^(Z|X{1,3}|x{1,3})$/.test(token)) pattern += '%z'
    else if (/^S{1,6}$/.test(token)) pattern += '%f'
    else if (quoted !== undefined) pattern += (quoted === '' ? "'" : quoted.replaceAll("''", "'")).replaceAll('%', '%%')
    else if (/^[^A-Za-z'[\]{}#]$/.test(token)) pattern += token === '%' ? '%%' : token
    else return null
  }
  return pattern
}
