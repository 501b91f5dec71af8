import type { ColumnReference, OrphansProbe } from '../core/probe.ts'
import type { Cell } from './cell.ts'
import { findFreePrefix } from './free-prefix.ts'
import { InnerColumns } from './inner-columns.ts'
import { type KeySide, renderKeys } from './orphans-key.ts'
import { MOST_SAMPLES } from './samples-plan.ts'
import { renderTable, type Table } from './table.ts'

/** Characters shown of one cell. */
const MOST_CHARACTERS = 200

/** A relationship of the table's, and the table that it points to. */
export interface Relationship {
  readonly probe: OrphansProbe
  readonly other: Table
}

/** All relationships of one table. */
export interface OrphansPlan {
  /** One row: the count of rows, then the orphans of each relationship. */
  readonly counts: string
  /** One row: of each relationship the first orphans, as lists of row number and cells as text. */
  readonly samples: string
  /** Names of the cells behind the row number, per relationship. */
  readonly names: readonly (readonly string[])[]
}

/** A relationship in SQL. */
interface Join {
  readonly probe: OrphansProbe
  readonly tested: readonly Cell[]
  /** The key, and whether all of it is there. */
  readonly key: string
  readonly isWhole: string
  readonly target: Target
  /** The other side's key. */
  readonly targetKey: string
}

/** Why a relationship cannot be counted; null where it can. */
export function findOrphansRefusal(own: Table, { probe, other }: Relationship): string | null {
  const cells = new InnerColumns(own, renderTable(own, nameRejects('own')))
  const found = new InnerColumns(other, renderTable(other, nameRejects('other')))
  for (const reference of probe.columns) {
    const cell = cells.cell(reference)
    if ('reason' in cell) return cell.reason
  }
  for (const reference of probe.other.columns) {
    const cell = found.cell(reference)
    if ('reason' in cell) return `${other.source.uri}: ${cell.reason}`
  }
  return null
}

/**
 * Plans relationships of a table that nothing is against: one scan of it for all, whose rows are looked up in the keys
 * of the others, and one scan of each other table, whatever the number of relationships to it. A table that points to
 * itself is read twice.
 */
export function planOrphans(own: Table, relationships: readonly Relationship[]): OrphansPlan {
  const scan = renderTable(own, nameRejects('own'))
  const inner = new InnerColumns(own, scan)
  const targets = new Map<Table, Target>()
  const joins = relationships.map(({ probe, other }) => {
    const target = targets.get(other) ?? new Target(other, targets.size)
    targets.set(other, target)
    return planJoin(probe, own, inner, target)
  })
  const made = findFreePrefix(own.columns.map(({ name }) => name))
  const shown = joins.map((join) => showCells(inner, join, made))
  const marks = joins.map(
    ({ key, target, targetKey }, index) => `${key} IN (${target.list(targetKey)}) AS ${made}m${index}`,
  )
  const failing = joins.map(({ isWhole }, index) => `(${isWhole} AND NOT ${made}m${index})`)
  const lists = shown.map(
    ({ list }, index) => `arg_min(${list}, ${made}n, ${MOST_SAMPLES}) FILTER (WHERE ${failing[index]})`,
  )
  const rows = scan.broken === null ? 'count(*)' : `count_if(NOT ${scan.broken})`
  const tables = renderTargets([...targets.values()])
  const from = (rendered: string) => `(SELECT ${['*', ...marks].join(', ')} FROM ${rendered})`
  const counts = [rows, ...failing.map((fails) => `count_if(${fails})`)]
  return {
    counts: `${tables}SELECT ${counts.join(', ')} FROM ${from(inner.render())}`,
    samples: `${tables}SELECT ${lists.join(', ')} FROM ${from(inner.render([`row_number() OVER () AS ${made}n`]))}`,
    names: shown.map(({ names }) => names),
  }
}

/**
 * Counts the rows of a table that hold no keys anybody can read: lines that do not split, or are no JSON. One value, of
 * the last statement; null where the format has none.
 */
export function renderUnreadRows(table: Table): string | null {
  const rejects = nameRejects('other')
  const { from, broken } = renderTable(table, rejects)
  if (table.source.format === 'csv') {
    const count = `SELECT count(DISTINCT (scan_id, file_id, line)) FROM ${rejects.errors}`
    return `CREATE TEMP TABLE counted AS SELECT count(*) FROM ${from}; ${count}`
  }
  return broken === null ? null : `SELECT count_if(${broken}) FROM ${from}`
}

/** A table that relationships point to: each key that they want of it once. */
class Target {
  readonly table: Table
  readonly inner: InnerColumns
  readonly name: string
  /** Of keys as SQL, with whether all of it is there. */
  readonly #keys = new Map<string, string>()
  #uses = 0

  constructor(table: Table, index: number) {
    this.table = table
    this.name = `other${index}`
    this.inner = new InnerColumns(table, renderTable(table, nameRejects(this.name)))
  }

  /** Notes a key that a relationship looks up. */
  add(key: string, isWhole: string): void {
    this.#keys.set(key, isWhole)
    this.#uses += 1
  }

  /** Whether its keys are kept while several relationships look them up: else each of them would read the files. */
  get isShared(): boolean {
    return this.#uses > 1
  }

  /** A subquery of all keys of that kind that are whole. */
  list(key: string): string {
    const at = [...this.#keys.keys()].indexOf(key)
    if (this.isShared) return `SELECT k${at} FROM ${this.name} WHERE k${at} IS NOT NULL`
    return `SELECT ${key} FROM ${this.inner.render()} WHERE ${this.#keys.get(key)}`
  }

  /** The common table of all keys. */
  render(): string {
    const keys = [...this.#keys].map(([key, isWhole], at) => `CASE WHEN ${isWhole} THEN ${key} END AS k${at}`)
    return `${this.name} AS MATERIALIZED (SELECT ${keys.join(', ')} FROM ${this.inner.render()})`
  }
}

function renderTargets(targets: readonly Target[]): string {
  const shared = targets.filter(({ isShared }) => isShared)
  return shared.length === 0 ? '' : `WITH ${shared.map((target) => target.render()).join(', ')} `
}

function planJoin(probe: OrphansProbe, table: Table, inner: InnerColumns, target: Target): Join {
  const sides = probe.columns.map((reference, index): readonly [KeySide, KeySide] => {
    const wanted = probe.other.columns[index]!
    const own = { table, reference, cell: readCell(inner, reference) }
    return [own, { table: target.table, reference: wanted, cell: readCell(target.inner, wanted) }]
  })
  const keys = sides.map(([own, other]) => renderKeys(own, other))
  const [own, other] = [joinKeys(keys.map(([key]) => key)), joinKeys(keys.map(([, key]) => key))]
  target.add(other.key, other.isWhole)
  return { probe, tested: sides.map(([{ cell }]) => cell), ...own, target, targetKey: other.key }
}

function readCell(inner: InnerColumns, reference: ColumnReference): Cell {
  const cell = inner.cell(reference)
  if ('reason' in cell) throw new Error(`a relationship was planned that cannot be counted: ${cell.reason}`)
  return cell
}

function joinKeys(keys: readonly string[]): { readonly key: string; readonly isWhole: string } {
  return {
    key: keys.length === 1 ? keys[0]! : `row(${keys.join(', ')})`,
    isWhole: keys.map((key) => `${key} IS NOT NULL`).join(' AND '),
  }
}

function nameRejects(table: string) {
  return { errors: `broken_rows_${table}`, scans: `broken_scans_${table}` }
}

/** The cells of the key and the columns that name a row, each once. */
function showCells(
  inner: InnerColumns,
  { tested, probe }: Join,
  made: string,
): { readonly list: string; readonly names: readonly string[] } {
  const cells = new Map(tested.map((cell) => [cell.name, cell.raw]))
  for (const key of probe.keys) {
    const cell = inner.cell(key)
    if (!('reason' in cell) && !cells.has(cell.name)) cells.set(cell.name, cell.raw)
  }
  const texts = [...cells.values()].map((raw) => `left(CAST(${raw} AS VARCHAR), ${MOST_CHARACTERS})`)
  return { list: `[CAST(${made}n AS VARCHAR), ${texts.join(', ')}]`, names: [...cells.keys()] }
}
