import type { CellTest, DuplicatesProbe, Probe, RowsProbe } from '../core/probe.ts'
import { type NamedCell, type RenderedTest, renderTest } from './cell-test.ts'
import { InnerColumns } from './inner-columns.ts'
import { type RejectTables, renderTable, type Table, type TableScan } from './table.ts'

/** A `rows` probe whose column is there: where its numbers stand in the row that the scan gives. */
export interface PlannedRows {
  readonly kind: 'rows'
  readonly probe: RowsProbe
  readonly cell: NamedCell
  readonly test: RenderedTest
  readonly failing: number
  /** Whether the operand did not read; null where there is none. */
  readonly isOperandNull: number | null
  /** Cells that hold something, and cells that read as the type; null where the test does not need them. */
  readonly cells: { readonly present: number; readonly read: number } | null
}

/** A `duplicates` probe whose columns are there. `extra` is null where a further query counts it. */
export interface PlannedDuplicates {
  readonly kind: 'duplicates'
  readonly probe: DuplicatesProbe
  readonly cells: readonly NamedCell[]
  readonly key: string
  readonly isWhole: string
  readonly whole: number
  readonly extra: number | null
}

/** What becomes of one probe. */
type PlannedProbe =
  | PlannedRows
  | PlannedDuplicates
  | { readonly kind: 'rowCount' | 'columns' | 'readable' }
  | { readonly kind: 'refused'; readonly reason: string }

/** All probes of one table as one query over one scan. */
export interface MeasurePlan {
  readonly scan: TableScan
  readonly inner: InnerColumns
  /** One row; all entries count. */
  readonly sql: string
  /** Where the row count and the count of broken JSON rows stand. */
  readonly rows: number
  readonly broken: number | null
  /** In the order of the probes. */
  readonly probes: readonly PlannedProbe[]
}

/**
 * Plans all probes over one table. Uniqueness is counted within the scan for text formats, which cost most to read
 * again; for Parquet, whose columns are cheap to read again, by a query of its own.
 */
export function planMeasure(table: Table, probes: readonly Probe[], rejects: RejectTables): MeasurePlan {
  const scan = renderTable(table, rejects)
  const inner = new InnerColumns(table, scan)
  const outer = new SelectList()
  const rows = outer.add(scan.broken === null ? 'count(*)' : `count_if(NOT ${scan.broken})`)
  const broken = scan.broken === null ? null : outer.add(`count_if(${scan.broken})`)
  const planned = probes.map((probe): PlannedProbe => {
    if (probe.kind === 'rows') return planRows(probe, inner, outer, scan)
    if (probe.kind === 'duplicates') return planDuplicates(probe, inner, outer, table.source.format !== 'parquet')
    return { kind: probe.kind }
  })
  // A column that no probe reads is skipped by the engine, bytes that are not in the encoding with it.
  if (table.source.format === 'csv') {
    for (const index of table.columns.keys()) outer.add(`count(${inner.bare(index)})`)
  }
  return { scan, inner, sql: `SELECT ${outer.render()} FROM ${inner.render()}`, rows, broken, probes: planned }
}

function planRows(probe: RowsProbe, inner: InnerColumns, outer: SelectList, scan: TableScan): PlannedProbe {
  const cell = inner.cell(probe.column)
  if ('reason' in cell) return { kind: 'refused', reason: cell.reason }
  const rendered = renderTest(probe.test, cell)
  if (rendered === null) return { kind: 'refused', reason: describeOperand(probe) }
  const test = withoutBroken(rendered, probe.test, scan)
  return {
    kind: 'rows',
    probe,
    cell,
    test,
    failing: outer.add(`count_if(${test.fails})`),
    isOperandNull: test.operand === null ? null : outer.add(`(${test.operand}) IS NULL`),
    cells: test.needsValue
      ? { present: outer.add(`count(${cell.text})`), read: outer.add(`count(${cell.value})`) }
      : null,
  }
}

/** Why nothing can be compared with a test's operand. */
export function describeOperand({ test, column }: RowsProbe): string {
  const text = test.kind === 'bound' ? test.bound : test.kind === 'multipleOf' ? test.divisor : ''
  return `"${text}" does not read as ${column.type}`
}

/** Rows that are no records have no cells: tests for null would count them. */
function withoutBroken(rendered: RenderedTest, test: CellTest, scan: TableScan): RenderedTest {
  const countsNull = test.kind === 'notNull' || test.kind === 'notMissing'
  return countsNull && scan.broken !== null
    ? { ...rendered, fails: `NOT ${scan.broken} AND ${rendered.fails}` }
    : rendered
}

function planDuplicates(
  probe: DuplicatesProbe,
  inner: InnerColumns,
  outer: SelectList,
  isInScan: boolean,
): PlannedProbe {
  const cells: (NamedCell & { readonly key: string })[] = []
  for (const reference of probe.columns) {
    const cell = inner.cell(reference)
    if ('reason' in cell) return { kind: 'refused', reason: cell.reason }
    cells.push(cell)
  }
  const key = cells.length === 1 ? cells[0]!.key : `(${cells.map((cell) => cell.key).join(', ')})`
  const isWhole = cells.map((cell) => `${cell.key} IS NOT NULL`).join(' AND ')
  const whole = `count_if(${isWhole})`
  return {
    kind: 'duplicates',
    probe,
    cells,
    key,
    isWhole,
    whole: outer.add(whole),
    extra: isInScan ? outer.add(`${whole} - count(DISTINCT ${key}) FILTER (WHERE ${isWhole})`) : null,
  }
}

/** Rows beyond the first of each key, by groups. */
export function renderExtraRows(plan: MeasurePlan, { key, isWhole }: PlannedDuplicates): string {
  const groups = `SELECT count(*) AS n FROM ${plan.inner.render()} WHERE ${isWhole} GROUP BY ${key} HAVING count(*) > 1`
  return `SELECT coalesce(sum(n - 1), 0) FROM (${groups})`
}

/** Expressions of a SELECT, each once. */
class SelectList {
  readonly #expressions: string[] = []

  /** Index of the expression in the row. */
  add(expression: string): number {
    const index = this.#expressions.indexOf(expression)
    return index >= 0 ? index : this.#expressions.push(expression) - 1
  }

  render(): string {
    return this.#expressions.join(', ')
  }
}
