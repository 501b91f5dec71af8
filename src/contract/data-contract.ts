import type { CsvDialect } from '../core/data-source.ts'
import type { Place } from '../core/faults.ts'
import type { ColumnReference, NumberWriting } from '../core/probe.ts'
import type { Severity } from '../core/verdict.ts'
import type { Comparison } from './comparison.ts'

/** A data contract, whatever format it was written in: what data must be like, and where each demand stands. */
export interface DataContract {
  readonly file: string
  /** Format and version that it was written in, for people: `ODCS v3.1.0`, `Frictionless Data Package`. */
  readonly standard: string
  readonly id: string | null
  readonly name: string | null
  readonly version: string | null
  readonly status: string | null
  /** What the data is for. */
  readonly description: string | null
  readonly objects: readonly ContractObject[]
  readonly serviceLevels: readonly ServiceLevel[]
  readonly servers: readonly ContractServer[]
}

/** A place where data of the contract is. */
export interface ContractServer {
  readonly name: string
  /** `local`, `s3`, `gcs`, `azure`, `trino`, …, as written. */
  readonly type: string
  readonly description: string | null
  /** Scalars beside these (`path`, `location`, `format`, `delimiter`, …), as written. */
  readonly settings: Readonly<Record<string, string>>
  readonly place: Place
}

/** One table of a contract. */
export interface ContractObject {
  readonly name: string
  readonly physicalName: string | null
  readonly description: string | null
  readonly properties: readonly ContractProperty[]
  readonly rules: readonly QualityRule[]
  readonly relationships: readonly Relationship[]
  /** Where its data is, from the contract's folder, where the contract itself says so; else none. */
  readonly paths: readonly string[]
  /** How its CSV files are written, where the contract says so. */
  readonly csv: CsvDialect | null
  readonly place: Place
}

export type LogicalType =
  | 'string'
  | 'date'
  | 'timestamp'
  | 'time'
  | 'number'
  | 'integer'
  | 'object'
  | 'array'
  | 'boolean'
  | 'map'
  | 'vector'

/** One column of a table, or a value inside of one. A `Place` says where a demand is made; null: it is not made. */
export interface ContractProperty {
  readonly name: string
  readonly physicalName: string | null
  readonly description: string | null
  readonly logicalType: LogicalType | null
  readonly typePlace: Place
  /** Type in the system that holds the data (`VARCHAR(18)`), as written. */
  readonly physicalType: { readonly text: string; readonly place: Place } | null
  readonly options: readonly TypeOption[]
  /** The only values that may stand there, as written; null in the list is `null`. */
  readonly allowed: { readonly values: readonly (string | null)[]; readonly place: Place } | null
  readonly required: Place | null
  readonly unique: Place | null
  readonly primaryKey: Place | null
  /** From 1; null where no order is given. */
  readonly primaryKeyPosition: number | null
  /** As written, in lower case; null where there is none. */
  readonly classification: string | null
  readonly examples: readonly string[]
  /** Whether it is a column of the data: a measure or dimension of ODCS v3.2 is worked out elsewhere. */
  readonly isPhysical: boolean
  readonly isDeprecated: boolean
  /** How a text format writes the values, where the contract says more than the type does. */
  readonly writing: ValueWriting | null
  readonly rules: readonly QualityRule[]
  readonly relationships: readonly Relationship[]
  /** Fields of an `object`. */
  readonly properties: readonly ContractProperty[]
  /** What an `array` or a `vector` holds. */
  readonly items: ContractProperty | null
  /** What a `map` holds. */
  readonly map: { readonly key: ContractProperty | null; readonly value: ContractProperty | null } | null
  readonly place: Place
}

/** How values are written in a text format. */
export interface ValueWriting {
  /** Texts that stand for a missing value beside the empty cell. */
  readonly missing: readonly string[]
  /** Letters of date formats; default Java's. */
  readonly formatLetters?: 'java' | 'strptime'
  readonly booleans?: ColumnReference['booleans']
  readonly numbers?: NumberWriting
}

/** A foreign key: columns of this table whose values stand in columns of another, or of the same. */
export interface Relationship {
  /** As written; `foreignKey` where nothing is said. */
  readonly type: string
  /** Properties of this object, in the order of `to.columns`; at least one. */
  readonly columns: readonly string[]
  /** null where what is written points to nothing that the contract has. */
  readonly to: { readonly object: string; readonly columns: readonly string[] } | null
  /** The target as written. */
  readonly text: string
  readonly place: Place
}

/** A demand that comes with the logical type: `minimum`, `pattern`, `format`, … */
export interface TypeOption {
  readonly name: string
  /** As written, so that no digit is lost. */
  readonly text: string
  readonly place: Place
}

export type QualityMetric = 'nullValues' | 'missingValues' | 'invalidValues' | 'duplicateValues' | 'rowCount'

/** A quality rule of a table or a column. */
export interface QualityRule {
  readonly id: string | null
  readonly name: string | null
  readonly description: string | null
  readonly type: 'library' | 'text' | 'sql' | 'custom'
  /** null for the types that have none, and for metrics that are not known (`unknownMetric`). */
  readonly metric: QualityMetric | null
  readonly unknownMetric: string | null
  readonly arguments: RuleArguments
  readonly comparison: Comparison | null
  /** `rows` where none is given. */
  readonly unit: string
  readonly severity: Severity
  readonly dimension: string | null
  /** Query of an `sql` rule, as written. */
  readonly query: string | null
  /** Engine of a `custom` rule. */
  readonly engine: string | null
  /** What a `custom` rule's engine is told: text, or a map of plain values. */
  readonly implementation: unknown
  readonly place: Place
}

export interface RuleArguments {
  /** Texts as written; null in the list is `null`. */
  readonly validValues: readonly (string | null)[] | null
  readonly missingValues: readonly (string | null)[] | null
  readonly pattern: string | null
  /** Columns of a rule over a whole table. */
  readonly properties: readonly string[] | null
  /** Names that no metric knows. */
  readonly unknown: readonly string[]
}

/** An agreement on the service around the data: freshness, latency, retention, … */
export interface ServiceLevel {
  readonly id: string | null
  readonly property: string
  /** As written. */
  readonly value: string | null
  readonly valueExt: string | null
  readonly unit: string | null
  /** `table.column`, several separated by commas, as written; the contract's default where it has none of its own. */
  readonly element: string | null
  readonly description: string | null
  readonly place: Place
}
