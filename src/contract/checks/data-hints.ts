import type { FailingRow } from '../../core/probe.ts'

/** What faults of a whole file look like in single cells: another encoding, another decimal sign. */

/** Two or more characters that UTF-8 read as latin-1 leaves: `Ã¶`, `â‚¬`. */
const MOJIBAKE = /[\u00C2-\u00F4][\u0080-\u00BF]/

/**
 * What to do where a column is missing that is there under its name as another encoding reads it; null elsewhere.
 *
 * @param wanted names that the column may have.
 */
export function describeMojibake(wanted: readonly string[], present: readonly string[]): string | null {
  const garbled = present.find((name) => MOJIBAKE.test(name) && wanted.includes(decodeTwice(name)))
  return garbled === undefined
    ? null
    : `the column is there as "${garbled}": the file is UTF-8 and read as latin-1; take \`encoding: latin-1\` away`
}

const DELIMITERS: readonly string[] = [';', '\t', '|', ',']

/** What to do where a column is missing that stands in the name of another, cut by another delimiter; null elsewhere. */
export function describeOtherDelimiter(wanted: readonly string[], present: readonly string[]): string | null {
  for (const name of present) {
    const delimiter = DELIMITERS.find((one) => {
      const parts = name.split(one).map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
      return parts.length > 1 && parts.some((part) => wanted.includes(part))
    })
    if (delimiter !== undefined) {
      const written = delimiter === '\t' ? '\\t' : delimiter
      return `it stands in the column ${JSON.stringify(name)}: is the delimiter "${written}"? Then say --delimiter, or csv: {delimiter: "${written}"} in modelgate.yml`
    }
  }
  return null
}

/** The text whose UTF-8 bytes, read as latin-1, are the one given; the text itself where there is none. */
function decodeTwice(text: string): string {
  const bytes = Uint8Array.from(text, (character) => character.codePointAt(0)! & 0xff)
  return new TextDecoder().decode(bytes)
}

const DECIMAL_COMMA = /^[-+]?\d{1,3}(\.?\d{3})*,\d+$|^[-+]?\d+,\d+$/

/**
 * What to do where most cells that are no numbers are numbers with a decimal comma; null elsewhere.
 *
 * @param names of the column.
 */
export function describeDecimalComma(
  rows: number,
  failing: number,
  samples: readonly FailingRow[],
  names: readonly string[],
): string | null {
  if (failing * 2 < rows || samples.length === 0) return null
  const cells = samples.map(({ values }) => names.map((name) => values[name]).find((cell) => cell !== undefined) ?? '')
  const commas = cells.filter((cell) => DECIMAL_COMMA.test(cell))
  return commas.length * 2 < cells.length
    ? null
    : 'the numbers have a decimal comma: say decimal: "," (--decimal , or csv: {decimal: ","} in modelgate.yml)'
}
