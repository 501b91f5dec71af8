import type { Place } from '../core/faults.ts'
import type { Severity } from '../core/verdict.ts'
import type { Comparison } from './comparison.ts'

/** A data contract, whatever format it was written in: what data must be like, and where each demand stands. */
export interface DataContract {
  readonly file: string
  readonly name: string | null
  readonly version: string | null
  readonly objects: readonly ContractObject[]
  readonly serviceLevels: readonly ServiceLevel[]
}

/** One table of a contract. */
export interface ContractObject {
  readonly name: string
  readonly physicalName: string | null
  readonly properties: readonly ContractProperty[]
  readonly rules: readonly QualityRule[]
  /** Where each relationship stands. */
  readonly relationships: readonly Place[]
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

/** One column of a table. A `Place` says where a demand is made; null: it is not made. */
export interface ContractProperty {
  readonly name: string
  readonly physicalName: string | null
  readonly logicalType: LogicalType | null
  readonly typePlace: Place
  readonly options: readonly TypeOption[]
  readonly required: Place | null
  readonly unique: Place | null
  readonly primaryKey: Place | null
  /** From 1; null where no order is given. */
  readonly primaryKeyPosition: number | null
  /** As written, in lower case; null where there is none. */
  readonly classification: string | null
  readonly rules: readonly QualityRule[]
  readonly relationships: readonly Place[]
  /** Where fields or items of a nested type are described. */
  readonly nested: { readonly key: 'properties' | 'items'; readonly place: Place } | null
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
  /** Engine of a `custom` rule. */
  readonly engine: string | null
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

/** An agreement on the service around the data: latency, retention, … */
export interface ServiceLevel {
  readonly property: string
  /** `table.column`, as written. */
  readonly element: string | null
  readonly place: Place
}
