import { InputError } from './faults.ts'

/** How a CSV file is written; what is not given takes RFC 4180: comma, double quote, UTF-8, decimal point. */
export interface CsvDialect {
  readonly delimiter?: string
  readonly quote?: string
  readonly encoding?: 'utf-8' | 'latin-1' | 'utf-16'
  readonly decimal?: '.' | ','
}

export type DataFormat = 'csv' | 'parquet' | 'json'

/** Rows that an engine can open: local files of one format, in the order of their names. */
export interface DataSource {
  /** As the user wrote it, for messages and materials. */
  readonly uri: string
  /** Absolute paths, at least one. */
  readonly files: readonly string[]
  /** `json` is JSON Lines (or one JSON array). */
  readonly format: DataFormat
  readonly csv?: CsvDialect
}

const SCHEMES_TO_COME = /^(s3|gs|az|https?|trino):/i

const ENDINGS: readonly { readonly ending: RegExp; readonly format: DataFormat; readonly csv?: CsvDialect }[] = [
  { ending: /\.csv(\.gz)?$/i, format: 'csv' },
  { ending: /\.tsv(\.gz)?$/i, format: 'csv', csv: { delimiter: '\t' } },
  { ending: /\.(parquet|pq)$/i, format: 'parquet' },
  { ending: /\.(jsonl|ndjson|json)(\.gz)?$/i, format: 'json' },
]

/**
 * The format that a path or glob names by its ending, with the dialect that the ending implies (`.tsv`: tabs).
 * @throws InputError for an ending that stands for no format, and for `.zst` and remote locations, which are not there yet.
 */
export function detectFormat(location: string): { readonly format: DataFormat; readonly csv?: CsvDialect } {
  const scheme = SCHEMES_TO_COME.exec(location)?.[1]?.toLowerCase()
  if (scheme === 'trino') throw refuse(location, 'data in Trino is not there yet', 'name a local file')
  if (scheme)
    throw refuse(location, `data at ${scheme}:// is not there yet`, 'fetch it in a step before and name the file')
  if (/\.zst$/i.test(location)) throw refuse(location, '.zst is not there yet', 'use .gz or no compression')
  const found = ENDINGS.find(({ ending }) => ending.test(location))
  if (found) return found.csv ? { format: found.format, csv: found.csv } : { format: found.format }
  throw refuse(
    location,
    'the ending names no format that is known',
    'known are .csv, .tsv, .jsonl, .ndjson, .json (each also with .gz) and .parquet',
  )
}

function refuse(location: string, problem: string, help: string): InputError {
  return new InputError({ message: `${location}: ${problem}`, help })
}
