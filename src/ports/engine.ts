import type { DataSource } from '../core/data-source.ts'
import type { FailingRow, Measurement, Probe, SampledProbe } from '../core/probe.ts'

/** How a column's values are wanted: exact text, or numbers (double precision). */
export interface ColumnRequest {
  readonly name: string
  readonly as: 'text' | 'number'
}

/** Rows in file order; one entry per request, in its order. Missing: null as text, NaN as number. ±Infinity is kept. */
export interface ColumnBatch {
  readonly rows: number
  readonly columns: readonly (readonly (string | null)[] | Float64Array)[]
}

/** A column as the file has it. */
export interface ColumnShape {
  readonly name: string
  /** The engine's type name in upper case; `VARCHAR` for every column of a text format. */
  readonly type: string
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
  close(): void
}
