import type { DataSource } from '../core/data-source.ts'
import { quoteIdentifier, quoteLiteral } from './quoting.ts'

/** A table as a planner sees it: where its rows are and what its columns are called. */
export interface Table {
  readonly source: DataSource
  /** In file order; every type is VARCHAR in text formats. */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** A table in a FROM clause, its columns under names of our own, so that no name of the file's reaches the query's text. */
export interface TableScan {
  readonly from: string
  /** SQL of the column at that index. */
  column(index: number): string
  /** Condition of rows that are no records (JSON lines that do not parse); null where the scan leaves them out itself. */
  readonly broken: string | null
}

/** The longest row read, in bytes: the engine's bound for JSON. Its own for CSV, 2 MB, is less than a cell may hold. */
const LONGEST_ROW = 16_777_216

/** Options of the engine's CSV reader whatever the dialect; the buffer is what it would take by itself for shorter rows. */
export const CSV_LIMITS: readonly string[] = [`max_line_size = ${LONGEST_ROW}`, `buffer_size = ${2 * LONGEST_ROW}`]

/** Tables that collect a CSV scan's broken rows. */
export interface RejectTables {
  readonly errors: string
  readonly scans: string
}

/**
 * The scan of a table. CSV cells come as text: an empty unquoted cell is NULL, a quoted empty one is ''; rows that do
 * not split into the header's columns are left out and collected in `rejects`. JSON cells come as JSON, as written.
 */
export function renderTable({ source, columns }: Table, rejects: RejectTables): TableScan {
  const files = `[${source.files.map((file) => quoteLiteral(escapeWildcards(file))).join(', ')}]`
  if (source.format === 'parquet') {
    return {
      from: `read_parquet(${files})`,
      column: (index) => quoteIdentifier(columns[index]!.name),
      broken: null,
    }
  }
  if (source.format === 'json') {
    const cells = columns.map(({ name }, index) => `json -> ${quoteLiteral(toPointer(name))} AS c${index}`)
    const broken = `(json IS NULL OR json_type(json) <> 'OBJECT') AS broken`
    return {
      from: `(SELECT ${[broken, ...cells].join(', ')} FROM read_json_objects(${[files, "format = 'auto'", 'ignore_errors = true', ...renderCompression(source)].join(', ')}))`,
      column: (index) => `c${index}`,
      broken: 'broken',
    }
  }
  return { from: renderCsv(source, files, columns.length, rejects), column: (index) => `c${index}`, broken: null }
}

function renderCsv(source: DataSource, files: string, width: number, rejects: RejectTables): string {
  const dialect = source.csv ?? {}
  const quote = quoteLiteral(dialect.quote ?? '"')
  const columns = Array.from({ length: width }, (_, index) => `'c${index}': 'VARCHAR'`)
  const options = [
    'auto_detect = false',
    'header = true',
    `delim = ${quoteLiteral(dialect.delimiter ?? ',')}`,
    `quote = ${quote}`,
    `escape = ${quote}`,
    `encoding = ${quoteLiteral(dialect.encoding ?? 'utf-8')}`,
    "nullstr = ''",
    'allow_quoted_nulls = false',
    ...CSV_LIMITS,
    'store_rejects = true',
    `rejects_table = ${quoteLiteral(rejects.errors)}`,
    `rejects_scan = ${quoteLiteral(rejects.scans)}`,
    ...renderCompression(source),
    `columns = {${columns.join(', ')}}`,
  ]
  return `read_csv(${files}, ${options.join(', ')})`
}

/** By itself the engine knows gzip by `.gz` alone, not by `.GZ`. */
function renderCompression({ files }: DataSource): readonly string[] {
  return files.every((file) => /\.gz$/i.test(file)) ? ["compression = 'gzip'"] : []
}

/** The engine's readers take `*`, `?` and `[` of a file's name for wildcards. */
function escapeWildcards(file: string): string {
  return file.replace(/[*?[]/g, '[$&]')
}

/** A JSON pointer (RFC 6901), which takes any key: `$`, dots and slashes mean nothing in it. */
function toPointer(name: string): string {
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
}
