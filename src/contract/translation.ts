import type { Place } from '../core/faults.ts'
import type { DataContract } from './data-contract.ts'

/** What one format says and another cannot: listed, never dropped silently. */
export interface Untranslated {
  /** In the words of the source: `expect_column_kl_divergence_to_be_less_than (age)`. */
  readonly what: string
  /** Why, and what to do instead where something can be done. */
  readonly reason: string
  readonly place: Place
}

/** A contract read from another format. Its places are those of the source. */
export interface ImportedContract {
  readonly contract: DataContract
  readonly untranslated: readonly Untranslated[]
}

/** A contract written in another format. */
export interface ExportedText {
  readonly text: string
  readonly untranslated: readonly Untranslated[]
}
