import type { CsvDialect } from '../core/data-source.ts'
import { quoteLiteral } from './quoting.ts'

/** A dialect with nothing left open. */
export interface FullDialect {
  readonly delimiter: string
  /** '' where quotes mean nothing. */
  readonly quote: string
  readonly encoding: 'utf-8' | 'latin-1' | 'utf-16'
  readonly decimal: '.' | ','
}

/** RFC 4180 for what the dialect leaves open. `\t` written as two characters is a tab, as a shell hands it over. */
export function completeDialect(csv: CsvDialect | undefined): FullDialect {
  const delimiter = csv?.delimiter ?? ','
  return {
    delimiter: delimiter === '\\t' ? '\t' : delimiter,
    quote: csv?.quote ?? '"',
    encoding: csv?.encoding ?? 'utf-8',
    decimal: csv?.decimal ?? '.',
  }
}

/** The longest row read, in bytes: the engine's bound for JSON. Its own for CSV, 2 MB, is less than a cell may hold. */
const LONGEST_ROW = 16_777_216

/** Options of the engine's CSV reader for a dialect, to which comes whether the rest is to be detected; the buffer is what it would take by itself for shorter rows. */
export function renderDialect({ delimiter, quote, encoding }: FullDialect): readonly string[] {
  return [
    'header = true',
    `delim = ${quoteLiteral(delimiter)}`,
    `quote = ${quoteLiteral(quote)}`,
    `escape = ${quoteLiteral(quote)}`,
    ...(encoding === 'utf-8' ? [] : [`encoding = ${quoteLiteral(encoding)}`]),
    `max_line_size = ${LONGEST_ROW}`,
    `buffer_size = ${2 * LONGEST_ROW}`,
  ]
}
