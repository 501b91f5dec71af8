import type { CsvDialect } from './data-source.ts'
import { makeLookup } from './lookup.ts'

const ENCODINGS: Readonly<Record<string, NonNullable<CsvDialect['encoding']>>> = makeLookup({
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  ascii: 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'latin-1',
  'latin-1': 'latin-1',
  latin1: 'latin-1',
  'utf-16': 'utf-16',
  utf16: 'utf-16',
})

/** The encoding that a contract means by a name of it, in any case; undefined where it is none that is read. */
export function findEncoding(name: string): CsvDialect['encoding'] {
  return ENCODINGS[name.toLowerCase()]
}
