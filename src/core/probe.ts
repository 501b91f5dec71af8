import type { DataSource } from './data-source.ts'

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
  | AggregateProbe
  | MomentsProbe
  | OrphansProbe
  | QueryProbe
  | ProfileProbe

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

/** One number over the cells of a column that read as its type. */
export interface AggregateProbe {
  readonly kind: 'aggregate'
  readonly column: ColumnReference
  /** `stddev` is the sample's (n - 1); `distinct` counts different values, of any type; lengths are in code points. */
  readonly function:
    | 'min'
    | 'max'
    | 'sum'
    | 'mean'
    | 'median'
    | 'stddev'
    | 'distinct'
    | 'minLength'
    | 'maxLength'
    | 'meanLength'
}

/** The first and last moment of a date or timestamp column, and the longest time between two neighbours. */
export interface MomentsProbe {
  readonly kind: 'moments'
  readonly column: ColumnReference
  /** Whether the longest gap is asked for, which costs a query of its own; without a word it is. */
  readonly needsGap?: boolean
}

/** Rows with a whole key that no row of another table has; a key with a null in it points nowhere and is no orphan. */
export interface OrphansProbe {
  readonly kind: 'orphans'
  /** At least one; as many as `other` has. */
  readonly columns: readonly ColumnReference[]
  readonly other: { readonly source: DataSource; readonly columns: readonly ColumnReference[] }
  readonly keys: readonly ColumnReference[]
}

/** A query of the user's over tables that it may name: exactly one SELECT, which gives one value. */
export interface QueryProbe {
  readonly kind: 'query'
  /** As the user wrote it, placeholders replaced by quoted identifiers. */
  readonly sql: string
  readonly tables: readonly QueryTable[]
}

/** What a column's cells look like as text, before anything is known of them. */
export interface ProfileProbe {
  readonly kind: 'profile'
  /** Of type text. */
  readonly column: ColumnReference
}

/** A table as a user's query sees it: each column as a value of its type, NULL where a cell does not read as one. */
export interface QueryTable {
  readonly names: readonly string[]
  readonly source: DataSource
  /** Columns of the data that are not named here are there as they are. */
  readonly columns: readonly { readonly name: string; readonly reference: ColumnReference }[]
}

/** What a cell is meant to hold; `text` is any. */
export type ValueType =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'time'
  | 'object'
  | 'array'
  | 'map'

/** A column by the names it may have, the first that the table has wins, and how its cells are to be read. */
export interface ColumnReference {
  readonly names: readonly string[]
  /**
   * Way from the column to a value inside of it; none: the cell itself. Where a step passes through the items of an
   * array or the entries of a map, a row fails a test if one of its values does; where the parent is null there is no value.
   */
  readonly path?: readonly PathStep[]
  readonly type: ValueType
  /** Of type text: whether a JSON value that is no text is none, rather than taken as it is written. */
  readonly isText?: boolean
  /** Format of a date, timestamp or time, in `formatLetters`; null: ISO 8601. */
  readonly format: string | null
  /** Letters of the format: Java's DateTimeFormatter (the default) or C's strptime. */
  readonly formatLetters?: 'java' | 'strptime'
  /** Texts that stand for a missing value, beside null. */
  readonly missing: readonly string[]
  /** How a text format writes booleans; default true, false in any letter case, 1, 0. */
  readonly booleans?: { readonly true: readonly string[]; readonly false: readonly string[] }
  /** How a text format writes numbers; default the dialect's decimal sign, no groups, nothing but the number. */
  readonly numbers?: NumberWriting
}

/** How numbers are written in a text. */
export interface NumberWriting {
  readonly decimal: string
  /** Between thousands; null: none. */
  readonly group: string | null
  /** Whether anything but the number (`€`, `%`) around it is an error. */
  readonly isBare: boolean
}

/** One step into a nested value. */
export type PathStep =
  | { readonly kind: 'field'; readonly names: readonly string[] }
  | { readonly kind: 'items' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'values' }

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
  /** A user's regular expression is found somewhere in the text (anchors make it the whole); `isWhole`: it is the whole text. */
  | { readonly kind: 'pattern'; readonly pattern: string; readonly isWhole?: boolean }
  /** Is one of the values (equal as text or as value of the type; null: any) and, where there is one, has the pattern in it. */
  | { readonly kind: 'allowed'; readonly values: readonly string[] | null; readonly pattern: string | null }
  /** Number of items of an array, entries of a map or fields of an object. */
  | { readonly kind: 'size'; readonly operator: '>=' | '<='; readonly size: number }
  /** No two items of an array are equal. */
  | { readonly kind: 'uniqueItems' }
  /** An object has these fields, none of them null. */
  | { readonly kind: 'fields'; readonly names: readonly string[] }

/** What an engine found: a value by probe kind, or why there is none. */
export type Measurement<T = unknown> =
  | { readonly measured: true; readonly value: T }
  | {
      readonly measured: false
      readonly reason: string
      /** Whether the question itself is broken, such as a pattern without its closing bracket: a fault of the contract's. */
      readonly isBroken?: true
    }

/** Up to 10 failing rows, by number from 1 in the file's order: the tested columns' and the keys' cells as text. */
export interface FailingRow {
  readonly row: number
  readonly values: Readonly<Record<string, string | null>>
}

export interface RowsMeasured {
  readonly rows: number
  readonly failing: number
  /** Empty until the failing rows are asked for. */
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

export interface AggregateMeasured {
  readonly rows: number
  /** Cells that read as the type. */
  readonly present: number
  /** null where no cell does. */
  readonly value: number | null
}

/** Moments as milliseconds since 1970 in UTC; null where no cell reads as one. */
export interface MomentsMeasured {
  readonly rows: number
  readonly present: number
  readonly first: number | null
  readonly last: number | null
  /** Milliseconds; null below two different moments. */
  readonly longestGap: number | null
}

export interface QueryMeasured {
  readonly value: number | string | boolean | null
}

export interface ReadableMeasured {
  /** All rows, broken ones included. */
  readonly rows: number
  readonly failing: number
  readonly samples: readonly FailingRow[]
}

/** Counts are exact. */
export interface ProfileMeasured {
  readonly rows: number
  /** Cells that hold something. */
  readonly present: number
  /** Cells of the empty text. */
  readonly blank: number
  /** All different texts, the most frequent first; null where there are more than 60. */
  readonly values: readonly string[] | null
  /** Texts of up to 2,000 rows that a hash of the row picks: the same for the same rows. */
  readonly sample: readonly string[]
  /** Kinds of JSON values that stand there beside null (`VARCHAR`, `UBIGINT`, `DOUBLE`, `OBJECT`, …); none for other formats. */
  readonly jsonTypes: readonly string[]
}

/** The value of a measurement, by the probe's kind. */
export interface MeasuredValues {
  readonly rowCount: number
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** null: the format has no such rows. */
  readonly readable: ReadableMeasured | null
  readonly rows: RowsMeasured
  readonly duplicates: DuplicatesMeasured
  readonly aggregate: AggregateMeasured
  readonly moments: MomentsMeasured
  /** `actualType` is always null. */
  readonly orphans: RowsMeasured
  readonly query: QueryMeasured
  readonly profile: ProfileMeasured
}

/** Probes whose failing rows can be shown. */
export type SampledProbe = RowsProbe | DuplicatesProbe | OrphansProbe

export function isSampled(probe: Probe): probe is SampledProbe {
  return probe.kind === 'rows' || probe.kind === 'duplicates' || probe.kind === 'orphans'
}
