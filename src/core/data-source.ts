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
