import { isRemote, pathOf, showLocation } from './data-location.ts'
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
  /** Columns that stand in the files' paths alone, `year` of `year=2026/part.parquet`; in the order of the path. */
  readonly partitions?: readonly string[]
}

const ENDINGS: readonly { readonly ending: RegExp; readonly format: DataFormat; readonly csv?: CsvDialect }[] = [
  { ending: /\.csv(\.gz|\.zst)?$/i, format: 'csv' },
  { ending: /\.tsv(\.gz|\.zst)?$/i, format: 'csv', csv: { delimiter: '\t' } },
  { ending: /\.(parquet|pq)$/i, format: 'parquet' },
  { ending: /\.(jsonl|ndjson|json)(\.gz|\.zst)?$/i, format: 'json' },
]

/** The format of a file, with the dialect that its name implies. */
export interface DetectedFormat {
  readonly format: DataFormat
  readonly csv?: CsvDialect
}

/**
 * The format that a path, glob or address names by its ending in any case, with the dialect that the ending implies
 * (`.tsv`: tabs). Of an address the path counts, not the query.
 *
 * @throws InputError for an ending that stands for no format, and for Trino, which is not there yet.
 */
export function detectFormat(location: string): DetectedFormat {
  if (/^trino:/i.test(location)) throw refuse(location, 'data in Trino is not there yet', 'name a local file')
  const found = findFormat(isRemote(location) ? pathOf(location) : location)
  if (found !== null) return found
  throw refuse(location, 'the ending names no format that is known', KNOWN)
}

const KNOWN = 'known are .csv, .tsv, .jsonl, .ndjson, .json (each also with .gz and .zst) and .parquet'

/**
 * The format that all files of a folder share.
 *
 * @param files their paths, at least one.
 * @throws InputError where they are of several formats, or one of them is of none.
 */
export function detectFolderFormat(location: string, files: readonly string[]): DetectedFormat {
  const help = `name the files that are meant by a glob, such as ${location.replace(/\/+$/, '')}/*.csv`
  const kinds = new Map<string, DetectedFormat>()
  for (const file of files) {
    const found = findFormat(file)
    if (found === null) throw refuse(location, `holds ${file}, whose ending names no format that is known`, help)
    kinds.set(JSON.stringify(found), found)
  }
  const [only] = kinds.values()
  if (kinds.size === 1) return only!
  const names = [...new Set(files.map((file) => /\.[a-z]+(\.gz|\.zst)?$/i.exec(file)![0].toLowerCase()))]
  throw refuse(location, `holds files of several formats: ${names.sort().join(', ')}`, help)
}

function findFormat(path: string): DetectedFormat | null {
  const found = ENDINGS.find(({ ending }) => ending.test(path))
  if (found === undefined) return null
  return found.csv ? { format: found.format, csv: found.csv } : { format: found.format }
}

/**
 * Columns that stand in the folders of the files, `year` of `year=2026/part.parquet`, in the order of the path.
 *
 * @param files their paths with `/`, as the location shows them, at least one.
 * @throws InputError where the files disagree, or a path names a column twice.
 */
export function findPartitions(location: string, files: readonly string[]): readonly string[] {
  const listKeys = (file: string) =>
    file
      .split('/')
      .slice(0, -1)
      .flatMap((part) => /^([^=]+)=/.exec(part)?.[1] ?? [])
  const [first = '', ...others] = files
  const keys = listKeys(first)
  const other = others.find((file) => listKeys(file).join('/') !== keys.join('/'))
  if (other !== undefined) {
    const show = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '))
    throw refuse(
      location,
      `the files are partitioned by different columns: ${first} by ${show(keys)}, ${other} by ${show(listKeys(other))}`,
      'name the files of one partitioning',
    )
  }
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) throw refuse(location, `${first} names the partition ${twice} twice`, 'mend the folders')
  return keys
}

function refuse(location: string, problem: string, help: string): InputError {
  return new InputError({ message: `${showLocation(location)}: ${problem}`, help })
}
