import { makeLookup } from '../../core/lookup.ts'

/** Specifiers of C's strptime and the letters of Java's DateTimeFormatter that read the same. */
const LETTERS: Readonly<Record<string, string>> = makeLookup({
  Y: 'yyyy',
  y: 'yy',
  m: 'MM',
  b: 'MMM',
  B: 'MMMM',
  d: 'dd',
  H: 'HH',
  I: 'hh',
  M: 'mm',
  S: 'ss',
  f: 'SSSSSS',
  p: 'a',
  z: 'XX',
  F: 'yyyy-MM-dd',
  T: 'HH:mm:ss',
  R: 'HH:mm',
  D: 'MM/dd/yy',
  '%': '%',
})

/** A date format in Java's letters, which the standard takes, from strptime's; null where one has no counterpart. */
export function translateSpecifiers(format: string): string | null {
  let translated = ''
  for (const [token, letter, text] of format.matchAll(/%(.)|([A-Za-z']+)|[^%A-Za-z']/gs)) {
    if (letter !== undefined) {
      const letters = LETTERS[letter]
      if (letters === undefined) return null
      translated += letters
    } else translated += text === undefined ? token : `'${text.replaceAll("'", "''")}'`
  }
  return translated
}
