import type { DataCopy } from '../core/data-copy.ts'
import type { DataSource } from '../core/data-source.ts'
import type { FailingRow, Measurement, Probe, SampledProbe } from '../core/probe.ts'
import type { GroupCell, GroupsRequest, RowGroups } from '../core/row-groups.ts'

/**
 * How a column's values are wanted: exact text; numbers (double precision); `code`: the text of a column that has few
 * values; `key`: text that tells rows apart, as numbers where all are whole numbers as digits write them.
 */
export interface ColumnRequest {
  readonly name: string
  readonly as: 'text' | 'number' | 'code' | 'key'
}

/** Text by number: that of the stream's distinct texts in the order of their first row; −1 where missing. */
export interface CodedBatch {
  readonly codes: Int32Array
  /** Texts that no earlier batch had: they go on in the numbering. */
  readonly names: readonly string[]
}

/**
 * Rows in file order; one entry per request, in its order. Missing: null as text, NaN as number. ±Infinity is kept. A
 * batch of a `key` is numbers where its rows allow it (`String` gives their text back), else text.
 */
export interface ColumnBatch {
  readonly rows: number
  readonly columns: readonly (readonly (string | null)[] | Float64Array | CodedBatch)[]
}

/** A column as the file has it. */
export interface ColumnShape {
  readonly name: string
  /** The engine's type name in upper case; `VARCHAR` for every column of a text format. */
  readonly type: string
}

/** Groups of rows that stay with the engine until they are closed. */
export interface OpenGroups extends RowGroups {
  /** Groups by two columns together, each given by its index among the cuts. */
  pairs(pairs: readonly (readonly [number, number])[], signal: AbortSignal): Promise<readonly (readonly GroupCell[])[]>
  close(): void
}

/** Reads and measures tables. Every call may throw InputError (the file is unusable) or SystemError (the engine is). */
export interface Engine {
  /** Name and version, for the result's `tool.engine`: `duckdb 1.5.5`. */
  readonly name: string
  /** The columns in file order. */
  describe(source: DataSource, signal: AbortSignal): Promise<readonly ColumnShape[]>
  /** One measurement per probe, in order, in as few scans as the format allows. */
  measure(source: DataSource, probes: readonly Probe[], signal: AbortSignal): Promise<readonly Measurement[]>
  /**
   * Up to 10 failing rows of each probe, in file order; none of a probe that cannot be measured. Asked for once the
   * judge has spoken, since a rule may tolerate what it counts.
   */
  samples(
    source: DataSource,
    probes: readonly SampledProbe[],
    signal: AbortSignal,
  ): Promise<readonly (readonly FailingRow[])[]>
  /**
   * The named columns in batches. CSV and JSON text stays as written (`007`, 20-digit ids).
   * @throws InputError where a column is not there (naming the columns that are), or a cell wanted as a number is none (naming row and column).
   */
  columns(source: DataSource, requests: readonly ColumnRequest[], signal: AbortSignal): AsyncIterable<ColumnBatch>
  /**
   * Adds up how much worse a candidate's answers are, by group of the labelled rows of `source`: texts of few values by
   * value, numbers by quarter.
   */
  groups(source: DataSource, request: GroupsRequest, signal: AbortSignal): Promise<OpenGroups>
  /**
   * Writes rows of a source into a new file of the same format.
   * @throws InputError where the source cannot be read, SystemError where the file cannot be written.
   */
  copy(source: DataSource, copy: DataCopy, signal: AbortSignal): Promise<{ readonly rows: number }>
  close(): void
}
