import type { ColumnReference } from '../core/probe.ts'
import { type Cell, type Place, renderPlace, type Unreadable } from './cell.ts'
import type { Table, TableScan } from './table.ts'

/** Levels of names; see `Bind`. */
const LEVELS = 8

/**
 * The inner SELECTs: each column under each reading once, so that a cell is parsed once for all its tests; what no test
 * asks for is left out.
 */
export class InnerColumns {
  readonly #table: Table
  readonly #scan: TableScan
  readonly #places = new Map<string, Place | Unreadable>()
  readonly #levels: readonly Map<string, string>[] = Array.from({ length: LEVELS }, () => new Map())
  #count = 0

  constructor(table: Table, scan: TableScan) {
    this.#table = table
    this.#scan = scan
  }

  /** What the reference points to, by names of the inner SELECT. */
  place(reference: ColumnReference): Place | Unreadable {
    const identity = JSON.stringify(reference)
    const known = this.#places.get(identity)
    if (known) return known
    const bind = (level: number, expression: string) => this.#bind(level, expression)
    const place = renderPlace(this.#table, reference, (index) => this.#scan.column(index), bind)
    this.#places.set(identity, place)
    return place
  }

  /** The one value that the reference points to. */
  cell(reference: ColumnReference): Cell | Unreadable {
    const place = this.place(reference)
    if ('reason' in place) return place
    return place.each === null ? place.cell : { reason: `"${place.cell.name}" may have several values in a row` }
  }

  /** The column at that index as it is, under the scan's name for it. */
  bare(index: number): string {
    return this.#scan.column(index)
  }

  /** A subquery for FROM, with further columns that are made of the scan's own. */
  render(extra: readonly string[] = []): string {
    const levels = [extra, ...this.#levels.map((level) => [...level].map(([sql, name]) => `${sql} AS ${name}`))]
    return levels
      .filter((columns) => columns.length > 0)
      .reduce((from, columns) => `(SELECT *, ${columns.join(', ')} FROM ${from})`, this.#scan.from)
  }

  #bind(level: number, expression: string): string {
    const names = this.#levels[level - 1]!
    const known = names.get(expression)
    if (known !== undefined) return known
    const name = `x${this.#count++}`
    names.set(expression, name)
    return name
  }
}
