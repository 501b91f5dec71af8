/**
 * What to measure of a table, as data: the engine (or a planner in `sql/`) knows how, a judge what it means. A closed
 * union, so that one check runs on any engine and all probes of one table go into one scan.
 */
export type Probe =
  | { readonly kind: 'rowCount' }
  | { readonly kind: 'columns' }
  /** Rows of a text format that do not split into the header's columns. */
  | { readonly kind: 'readable' }
  | RowsProbe
  | DuplicatesProbe

/** Rows whose cell in one column breaks a test. */
export interface RowsProbe {
  readonly kind: 'rows'
  readonly column: ColumnReference
  readonly test: CellTest
  /** Columns to show of failing rows beside the tested one. */
  readonly keys: readonly ColumnReference[]
}

/** Rows beyond the first of each distinct key; a key with a null in it is no duplicate. */
export interface DuplicatesProbe {
  readonly kind: 'duplicates'
  /** At least one. */
  readonly columns: readonly ColumnReference[]
  /** Whether a null in the key makes a failing row too, as in a primary key: then the samples show such rows. */
  readonly isNullFailing: boolean
  readonly keys: readonly ColumnReference[]
}

/** What a cell is meant to hold; `text` is any. */
export type ValueType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp' | 'time'

/** A column by the names it may have, the first that the table has wins, and how its cells are to be read. */
export interface ColumnReference {
  readonly names: readonly string[]
  readonly type: ValueType
  /** Format of a date, timestamp or time in the letters of Java's DateTimeFormatter; null: ISO 8601. */
  readonly format: string | null
  /** Texts that stand for a missing value, beside null. */
  readonly missing: readonly string[]
}

/** What a cell must stand. Null and missing cells pass all but `notNull` and `notMissing`; cells of another type only fail `type`, `format` and `allowed`. */
export type CellTest =
  | { readonly kind: 'notNull' }
  /** Neither one of the texts nor, with `orNull`, null. */
  | { readonly kind: 'notMissing'; readonly texts: readonly string[]; readonly orNull: boolean }
  /** Reads as the declared type; with a date format this is `format`'s question in text. */
  | { readonly kind: 'type' }
  /** Reads by the declared date format, and is a day that exists. */
  | { readonly kind: 'format' }
  /** Whole text matches this expression of ours. */
  | { readonly kind: 'matches'; readonly expression: string }
  /** Lies on the right side of a bound; the bound is text, read as the column is. */
  | { readonly kind: 'bound'; readonly operator: '>=' | '>' | '<=' | '<'; readonly bound: string }
  /** Lies within two ends, both included. */
  | { readonly kind: 'range'; readonly low: string; readonly high: string }
  | { readonly kind: 'multipleOf'; readonly divisor: string }
  /** Length in code points. */
  | { readonly kind: 'length'; readonly operator: '>=' | '<='; readonly length: number }
  /** A user's regular expression is found somewhere in the text (anchors make it the whole). */
  | { readonly kind: 'pattern'; readonly pattern: string }
  /** Is one of the values (equal as text or as value of the type; null: any) and, where there is one, has the pattern in it. */
  | { readonly kind: 'allowed'; readonly values: readonly string[] | null; readonly pattern: string | null }

/** What an engine found: a value by probe kind, or why there is none. */
export type Measurement<T = unknown> =
  | { readonly measured: true; readonly value: T }
  | { readonly measured: false; readonly reason: string }

/** Up to 10 failing rows, by number from 1 in the file's order: the tested columns' and the keys' cells as text. */
export interface FailingRow {
  readonly row: number
  readonly values: Readonly<Record<string, string | null>>
}

export interface RowsMeasured {
  readonly rows: number
  readonly failing: number
  readonly samples: readonly FailingRow[]
  /** Type of the column in a typed format where it is not the declared one; every cell then fails `type`. */
  readonly actualType: string | null
}

export interface DuplicatesMeasured {
  readonly rows: number
  /** Rows with a null in the key. */
  readonly nulls: number
  /** Rows with a whole key, minus distinct keys. */
  readonly extra: number
  readonly samples: readonly FailingRow[]
}

export interface ReadableMeasured {
  /** All rows, broken ones included. */
  readonly rows: number
  readonly failing: number
  readonly samples: readonly FailingRow[]
}

/** The value of a measurement, by the probe's kind. */
export interface MeasuredValues {
  readonly rowCount: number
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** null: the format has no such rows. */
  readonly readable: ReadableMeasured | null
  readonly rows: RowsMeasured
  readonly duplicates: DuplicatesMeasured
}
