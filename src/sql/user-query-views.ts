import type { ColumnReference, QueryTable } from '../core/probe.ts'
import type { Cell } from './cell.ts'
import { InnerColumns } from './inner-columns.ts'
import { quoteIdentifier } from './quoting.ts'
import { renderTable, type Table } from './table.ts'

/** A table as views of it. */
export interface TableViews {
  /** Statements that make the views, one per name. */
  readonly statements: readonly string[]
  /** What a query cannot name, and why; for where it fails. */
  readonly omitted: readonly string[]
}

/** A column that a view could have. */
interface ViewColumn {
  readonly name: string
  readonly sql: string
  readonly isNamed: boolean
}

/**
 * The views of a table that a query reads: columns of text formats as values of their types, NULL where a cell does not
 * read as one; Parquet's as they are. Names are identifiers whatever is in them; but for SQL, two that differ by letter
 * case alone are one, so columns of that kind are left out (a contract's name wins over one that only the data has).
 * `rejects` begins the names of the tables where rows go that do not split; as they hide views by the same name, no
 * table of the query's begins so.
 */
export function planViews(table: Table, query: QueryTable, rejects: string): TableViews {
  const omitted: string[] = []
  const select = renderView(table, query, rejects, omitted)
  const names = new Map(query.names.filter(isNameable).map((name) => [name.toLowerCase(), quoteIdentifier(name)]))
  if (select !== null) {
    return { statements: [...names.values()].map((name) => `CREATE OR REPLACE VIEW ${name} AS ${select}`), omitted }
  }
  return { statements: [], omitted: [...names.values()].map((name) => `${name} has no column that can be named`) }
}

/** Names that several tables have, in lower case; for SQL those that differ by letter case alone are one. */
export function findSharedNames(tables: readonly QueryTable[]): ReadonlySet<string> {
  const owners = new Map<string, QueryTable>()
  const shared = new Set<string>()
  for (const table of tables) {
    for (const name of table.names.map((one) => one.toLowerCase())) {
      if ((owners.get(name) ?? table) !== table) shared.add(name)
      owners.set(name, table)
    }
  }
  return shared
}

/** Neither has the engine a name of no characters, nor one with the character that ends its texts. */
function isNameable(name: string): boolean {
  return name !== '' && !name.includes('\0')
}

function renderView(table: Table, query: QueryTable, rejects: string, omitted: string[]): string | null {
  const scan = renderTable(table, { errors: `${rejects}rows`, scans: `${rejects}scans` })
  const groups = new Map<string, ViewColumn[]>()
  const inner = new InnerColumns(table, scan)
  for (const column of listColumns(table, query, inner)) {
    const key = column.name.toLowerCase()
    groups.set(key, [...(groups.get(key) ?? []), column])
  }
  const columns: string[] = []
  for (const group of groups.values()) {
    const named = group.filter(({ isNamed }) => isNamed)
    const rivals = named.length > 0 ? named : group
    if (rivals.length === 1) columns.push(`${rivals[0]!.sql} AS ${quoteIdentifier(rivals[0]!.name)}`)
    else omitted.push(`${rivals.map(({ name }) => quoteIdentifier(name)).join(' and ')} differ by letter case alone`)
  }
  const filter = scan.broken === null ? '' : ` WHERE NOT ${scan.broken}`
  return columns.length === 0 ? null : `SELECT ${columns.join(', ')} FROM ${inner.render()}${filter}`
}

function listColumns(table: Table, query: QueryTable, inner: InnerColumns): readonly ViewColumn[] {
  const isTyped = table.source.format === 'parquet'
  const found: ViewColumn[] = []
  const taken = new Set<string>()
  for (const { name, reference } of query.columns) {
    const cell = inner.cell(reference)
    if ('reason' in cell) continue
    taken.add(cell.name)
    const index = table.columns.findIndex((shape) => shape.name === cell.name)
    const isWhole = (reference.path ?? []).length === 0
    found.push({ name, sql: isTyped && isWhole ? inner.bare(index) : renderValue(cell, reference), isNamed: true })
  }
  for (const [index, { name }] of table.columns.entries()) {
    if (taken.has(name)) continue
    found.push({ name, sql: isTyped ? inner.bare(index) : renderText(name, inner), isNamed: false })
  }
  return found.filter(({ name }) => isNameable(name))
}

/** A date that is read by a format comes as a moment; it is one only where the format has a time in it. */
function renderValue({ value }: Cell, { type, format, formatLetters }: ColumnReference): string {
  if (type !== 'date' || format === null) return value
  const time = formatLetters === 'strptime' ? /%[-#]?[HIMSfpTRXcs]/ : /[HhKkmsSA]/
  return time.test(format.replaceAll(/'[^']*'/g, '')) ? value : `CAST(${value} AS DATE)`
}

/** A column that no contract speaks of: its text, as written. */
function renderText(name: string, inner: InnerColumns): string {
  const cell = inner.cell({ names: [name], type: 'text', format: null, missing: [] })
  if ('reason' in cell) throw new Error(`a column of the table's own is not there: ${cell.reason}`)
  return cell.text
}
