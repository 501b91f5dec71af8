import type { ColumnReference } from '../core/probe.ts'
import { type Cell, renderCell, type Unreadable } from './cell.ts'
import type { NamedCell } from './cell-test.ts'
import type { Table, TableScan } from './table.ts'

/** The inner SELECT: each column under each reading once, so that a cell is parsed once for all its tests; what no test asks for is left out. */
export class InnerColumns {
  readonly #table: Table
  readonly #scan: TableScan
  readonly #cells = new Map<string, InnerCell | Unreadable>()
  readonly #columns: string[] = []

  constructor(table: Table, scan: TableScan) {
    this.#table = table
    this.#scan = scan
    if (scan.broken !== null) this.#columns.push(scan.broken)
  }

  cell(reference: ColumnReference): InnerCell | Unreadable {
    const identity = JSON.stringify([reference.names, reference.type, reference.format, reference.missing])
    const known = this.#cells.get(identity)
    if (known) return known
    const cell = renderCell(this.#table, reference, (index) => this.#scan.column(index))
    const named = 'reason' in cell ? cell : this.#name(cell)
    this.#cells.set(identity, named)
    return named
  }

  /** The column at that index as it is, under the scan's name for it. */
  bare(index: number): string {
    const name = this.#scan.column(index)
    if (!this.#columns.includes(name)) this.#columns.push(name)
    return name
  }

  /** A subquery for FROM. */
  render(extra: readonly string[] = []): string {
    const columns = [...extra, ...this.#columns]
    return `(SELECT ${columns.length > 0 ? columns.join(', ') : '1'} FROM ${this.#scan.from})`
  }

  #name(cell: Cell): InnerCell {
    const names = new Map<string, string>()
    const nameOf = (expression: string): string => {
      const known = names.get(expression)
      if (known !== undefined) return known
      const name = `x${this.#columns.length}`
      this.#columns.push(`${expression} AS ${name}`)
      names.set(expression, name)
      return name
    }
    return {
      name: cell.name,
      isFormatted: cell.isFormatted,
      actualType: cell.actualType,
      literal: (text) => cell.literal(text),
      get raw() {
        return nameOf(cell.raw)
      },
      get text() {
        return nameOf(cell.text)
      },
      get value() {
        return nameOf(cell.value)
      },
      get key() {
        return cell.key(nameOf(cell.raw), nameOf(cell.text), nameOf(cell.value))
      },
    }
  }
}

/** A cell by the names of the inner SELECT's columns, which are made when they are first asked for. */
export type InnerCell = NamedCell & { readonly key: string }
