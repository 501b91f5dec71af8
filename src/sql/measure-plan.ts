import type { AggregateProbe, CellTest, DuplicatesProbe, MomentsProbe, Probe, RowsProbe } from '../core/probe.ts'
import type { Cell, Place } from './cell.ts'
import { countRead, type RenderedTest, renderTest } from './cell-test.ts'
import { InnerColumns } from './inner-columns.ts'
import { renderAggregate } from './measure-aggregate.ts'
import { quoteLiteral } from './quoting.ts'
import { SelectList } from './select-list.ts'
import { type RejectTables, renderTable, type Table, type TableScan } from './table.ts'
import { isWholeColumn, renderDistinctText } from './whole-keys.ts'

/** A `rows` probe whose column is there: where its numbers stand in the row that the scan gives. */
export interface PlannedRows {
  readonly kind: 'rows'
  readonly probe: RowsProbe
  readonly cell: Cell
  /** True for rows that fail; never NULL where a row fails. */
  readonly fails: string
  readonly failing: number
  /** Whether the operand did not read; null where there is none. */
  readonly isOperandNull: number | null
  /** Values that are there, and those that read as the type; null where the test does not need them. */
  readonly cells: { readonly present: number; readonly read: number } | null
}

/** A `duplicates` probe whose columns are there. `repeatedHashes`: whole keys minus distinct hashes; null where a further query counts. */
export interface PlannedDuplicates {
  readonly kind: 'duplicates'
  readonly probe: DuplicatesProbe
  readonly cells: readonly Cell[]
  readonly key: string
  readonly isWhole: string
  readonly whole: number
  readonly repeatedHashes: number | null
  /** Where the least and the greatest key stand, if it is a column of whole numbers; null: not asked for. */
  readonly ends: { readonly low: number; readonly high: number } | null
}

export interface PlannedAggregate {
  readonly kind: 'aggregate'
  readonly probe: AggregateProbe
  readonly present: number
  readonly value: number
}

export interface PlannedMoments {
  readonly kind: 'moments'
  readonly probe: MomentsProbe
  readonly cell: Cell
  readonly present: number
  readonly first: number
  readonly last: number
}

/** What becomes of one probe. */
export type PlannedProbe =
  | PlannedRows
  | PlannedDuplicates
  | PlannedAggregate
  | PlannedMoments
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

/** Keys that are counted within the scan: each takes a table of its own, and more of them memory and time beyond all else. */
const MOST_KEYS_IN_SCAN = 8

/**
 * Plans all probes over one table. Uniqueness is counted within the scan for text formats, which cost most to read
 * again, unless there are many keys; for Parquet, whose columns are cheap to read again, by further queries.
 */
export function planMeasure(table: Table, probes: readonly Probe[], rejects: RejectTables): MeasurePlan {
  const scan = renderTable(table, rejects)
  const inner = new InnerColumns(table, scan)
  const outer = new SelectList()
  const rows = outer.add(scan.broken === null ? 'count(*)' : `count_if(NOT ${scan.broken})`)
  const broken = scan.broken === null ? null : outer.add(`count_if(${scan.broken})`)
  const keys = probes.filter(({ kind }) => kind === 'duplicates').length
  const countsKeys = table.source.format !== 'parquet' && keys <= MOST_KEYS_IN_SCAN
  const planned = probes.map((probe): PlannedProbe => {
    switch (probe.kind) {
      case 'rows':
        return planRows(probe, inner, outer, scan)
      case 'duplicates':
        return planDuplicates(probe, inner, outer, countsKeys, table)
      case 'aggregate':
        return planAggregate(probe, inner, outer)
      case 'moments':
        return planMoments(probe, inner, outer)
      case 'rowCount':
      case 'columns':
      case 'readable':
        return { kind: probe.kind }
      default:
        throw new TypeError(`a scan of one table does not answer ${probe.kind}`)
    }
  })
  // A column that no probe reads is skipped by the engine, bytes that are not in the encoding with it.
  if (table.source.format === 'csv') {
    for (const index of table.columns.keys()) outer.add(`count(${inner.bare(index)})`)
  }
  const sql = table.source.format === 'parquet' ? outer.renderSplit(inner.render()) : outer.render(inner.render())
  return { scan, inner, sql, rows, broken, probes: planned }
}

function planRows(probe: RowsProbe, inner: InnerColumns, outer: SelectList, scan: TableScan): PlannedProbe {
  const pattern = patternOf(probe)
  // What the engine's matcher does not know fails the query even where no value comes to be held against it.
  if (pattern !== null) outer.add(`regexp_matches('', ${quoteLiteral(pattern)})`)
  const place = inner.place(probe.column)
  if ('reason' in place) return { kind: 'refused', reason: place.reason }
  const found = renderFailing(place, probe, scan)
  if (found === null) return { kind: 'refused', reason: describeOperand(probe) }
  const { fails, difference, operand, needsValue } = found
  return {
    kind: 'rows',
    probe,
    cell: place.cell,
    fails,
    failing: outer.add(difference === undefined ? `count_if(${fails})` : difference.join(' - ')),
    isOperandNull: operand === null ? null : outer.add(`(${operand}) IS NULL`),
    cells: needsValue
      ? {
          present: outer.add(
            countCells(
              place,
              (cell) => `count(${cell.present})`,
              (cell) => cell.present,
            ),
          ),
          read: outer.add(countCells(place, countRead, (cell) => cell.value)),
        }
      : null,
  }
}

/** The contract's own regular expression in a probe's test. */
export function patternOf(probe: Probe): string | null {
  if (probe.kind !== 'rows') return null
  return probe.test.kind === 'pattern' || probe.test.kind === 'allowed' ? probe.test.pattern : null
}

/** A row fails where one of its values does. */
function renderFailing({ cell, exists, each }: Place, { test }: RowsProbe, scan: TableScan): RenderedTest | null {
  if (each !== null) {
    const variable = 'item'
    const rendered = renderTest(test, each.item(variable))
    if (rendered === null) return null
    const fails = `coalesce(len(list_filter(${each.list}, lambda ${variable}: ${rendered.fails})), 0) > 0`
    return { fails, operand: rendered.operand, needsValue: rendered.needsValue }
  }
  const rendered = renderTest(test, cell)
  if (rendered === null || !countsNull(test)) return rendered
  // Rows that are no records, and objects that are not there, have no cells.
  if (scan.broken === null && exists === null) return rendered
  const conditions = [...(scan.broken === null ? [] : [`NOT ${scan.broken}`]), ...(exists === null ? [] : [exists])]
  return { fails: [...conditions, rendered.fails].join(' AND '), operand: null, needsValue: false }
}

function countsNull({ kind }: CellTest): boolean {
  return kind === 'notNull' || kind === 'notMissing'
}

/** Counts the values that are not NULL. */
function countCells({ cell, each }: Place, count: (cell: Cell) => string, part: (cell: Cell) => string): string {
  if (each === null) return count(cell)
  return `coalesce(sum(len(list_filter(${each.list}, lambda item: ${part(each.item('item'))} IS NOT NULL))), 0)`
}

/** Why nothing can be compared with a test's operand. */
export function describeOperand({ test, column }: RowsProbe): string {
  if (test.kind === 'size' || test.kind === 'uniqueItems' || test.kind === 'fields') {
    return `values of type ${column.type} have ${test.kind === 'fields' ? 'no fields' : 'no items'}`
  }
  const text = test.kind === 'bound' ? test.bound : test.kind === 'multipleOf' ? test.divisor : ''
  return `"${text}" does not read as ${column.type}`
}

function planDuplicates(
  probe: DuplicatesProbe,
  inner: InnerColumns,
  outer: SelectList,
  isInScan: boolean,
  table: Table,
): PlannedProbe {
  const cells: Cell[] = []
  for (const reference of probe.columns) {
    const cell = inner.cell(reference)
    if ('reason' in cell) return { kind: 'refused', reason: cell.reason }
    cells.push(cell)
  }
  const keys = cells.map((cell) => cell.key)
  const isWhole = cells.map(({ present }) => `${present} IS NOT NULL`).join(' AND ')
  const [key, whole] =
    cells.length === 1 ? [keys[0]!, `count(${cells[0]!.present})`] : [`(${keys.join(', ')})`, `count_if(${isWhole})`]
  // Different hashes are different keys, in half of the memory; only where some are equal must the keys be looked at.
  const ofNumbers = cells.length === 1 ? renderDistinctText(cells[0]!, table) : null
  const hashes = ofNumbers ?? `count(DISTINCT CASE WHEN ${isWhole} THEN hash(${keys.join(', ')}) END)`
  return {
    kind: 'duplicates',
    probe,
    cells,
    key,
    isWhole,
    whole: outer.add(whole),
    repeatedHashes: isInScan ? outer.add(`${whole} - ${hashes}`) : null,
    ends:
      !isInScan && cells.length === 1 && isWholeColumn(cells[0]!)
        ? { low: outer.add(`min(${key})`), high: outer.add(`max(${key})`) }
        : null,
  }
}

function planAggregate(probe: AggregateProbe, inner: InnerColumns, outer: SelectList): PlannedProbe {
  const cell = inner.cell(probe.column)
  if ('reason' in cell) return { kind: 'refused', reason: cell.reason }
  const isOfAll = probe.function === 'distinct' || probe.function.endsWith('Length')
  if (!isOfAll && cell.type !== 'integer' && cell.type !== 'number') {
    return { kind: 'refused', reason: `values of type ${cell.type} have no ${probe.function}` }
  }
  const { present, value } = renderAggregate(probe.function, cell)
  return { kind: 'aggregate', probe, present: outer.add(present), value: outer.add(value) }
}

function planMoments(probe: MomentsProbe, inner: InnerColumns, outer: SelectList): PlannedProbe {
  const cell = inner.cell(probe.column)
  if ('reason' in cell) return { kind: 'refused', reason: cell.reason }
  if (cell.type !== 'date' && cell.type !== 'timestamp') {
    return { kind: 'refused', reason: `values of type ${cell.type} are no moments` }
  }
  const moment = `CAST(${cell.value} AS TIMESTAMP)`
  return {
    kind: 'moments',
    probe,
    cell,
    present: outer.add(`count(${cell.value})`),
    first: outer.add(`epoch_ms(min(${moment}))`),
    last: outer.add(`epoch_ms(max(${moment}))`),
  }
}

/** The longest time between two neighbours of a column's different moments, in milliseconds. */
export function renderLongestGap(plan: MeasurePlan, { cell }: PlannedMoments): string {
  const moments = `SELECT DISTINCT epoch_ms(CAST(${cell.value} AS TIMESTAMP)) AS moment FROM ${plan.inner.render()} WHERE ${cell.value} IS NOT NULL`
  return `SELECT max(gap) FROM (SELECT moment - lag(moment) OVER (ORDER BY moment) AS gap FROM (${moments}))`
}
