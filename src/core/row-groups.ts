import type { DataSource } from './data-source.ts'

/** How a number is read from a row: a column of numbers, or a class by its index. */
export type NumberReading =
  | { readonly as: 'number'; readonly column: string }
  /** Index of each text; texts that are not named have none. */
  | { readonly as: 'class'; readonly column: string; readonly classes: readonly (readonly [string, number])[] }
  /** 1 from a number on, else 0. */
  | { readonly as: 'threshold'; readonly column: string; readonly from: number }
  /** The class of the largest number, of equal ones the first. */
  | { readonly as: 'largest'; readonly columns: readonly (readonly [string, number])[] }

/** The loss of a row by what its label and an answer read as; `lack`: of an answer alone, the higher the better. */
export type RowLoss = 'squared' | 'absolute' | 'wrong' | 'lack'

/** What one model answered; null: in the labelled rows themselves. */
export interface AnswersReading {
  readonly source: DataSource | null
  readonly answer: NumberReading
}

/** Which columns may cut labelled rows into groups, and how wrong both models were on each row. */
export interface GroupsRequest {
  /** By which rows of the files are matched, as text. */
  readonly id: string
  /** Whether an id may stand several times: then it is one row, its first, with the mean of its answers. */
  readonly isRepeated: boolean
  /** null: rows count 1 each. */
  readonly weight: string | null
  /** null where the loss asks for none. */
  readonly label: NumberReading | null
  readonly loss: RowLoss
  readonly candidate: AnswersReading
  /** null: the candidate's loss alone. */
  readonly baseline: AnswersReading | null
  readonly columns: readonly string[]
}

/** How a column cuts rows into groups; a missing cell is the last group where there is one. */
export type GroupCut =
  /** By value. */
  | { readonly column: string; readonly by: 'text'; readonly values: readonly (string | null)[] }
  /** Numbers from a start up to the next; the last part ends with the largest number. */
  | {
      readonly column: string
      readonly by: 'number'
      readonly starts: readonly number[]
      readonly last: number
      readonly hasMissing: boolean
    }

/**
 * Rows, Σ w, Σ w x, Σ w², Σ w² x, Σ w² x² of a group: x is the candidate's loss less the baseline's, w the row's weight.
 */
export type GroupMoments = readonly [number, number, number, number, number, number]

/** One group that has rows: its index in the cut of each column. */
export interface GroupCell {
  readonly codes: readonly number[]
  readonly moments: GroupMoments
}

/** Rows cut into groups, by each column by itself. */
export interface RowGroups {
  /** That have a loss: labelled and answered by all models. */
  readonly rows: number
  /** Columns of at least two groups. */
  readonly cuts: readonly GroupCut[]
  /** In the order of the cuts. */
  readonly single: readonly (readonly GroupCell[])[]
  /** Of all rows. */
  readonly total: GroupMoments
}
