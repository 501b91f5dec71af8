import type { Cell } from './cell.ts'
import { renderKeyed } from './key-groups.ts'
import type { MeasurePlan, PlannedDuplicates, PlannedRows } from './measure-plan.ts'

/** Failing rows shown of one check. */
export const MOST_SAMPLES = 10

/** Characters shown of one cell. */
const MOST_CHARACTERS = 200

/** Cells that are fetched at a time. */
const MOST_CELLS = 200_000

/**
 * The row count, and then the numbers of the first failing rows of each test, by one scan for all. Rows are numbered from
 * 1 as the scan gives them; of a key in which null fails too, the rows with a null.
 */
export function renderFailingNumbers(plan: MeasurePlan, planned: readonly (PlannedRows | PlannedDuplicates)[]): string {
  const isRecord = plan.scan.broken === null ? '' : `NOT ${plan.scan.broken} AND `
  const lists = planned.map((one) => {
    // Hundreds of FILTER clauses take the engine a minute.
    if (one.kind === 'rows') return `min(CASE WHEN ${one.fails} THEN n END, ${MOST_SAMPLES})`
    return one.probe.isNullFailing
      ? `min(CASE WHEN ${isRecord}NOT (${one.isWhole}) THEN n END, ${MOST_SAMPLES})`
      : 'NULL'
  })
  return `SELECT ${['count(*)', ...lists].join(', ')} FROM ${renderNumbered(plan)}`
}

/** Index in the group and numbers of the first rows beyond the first of their key; one row for each key that has any. */
export function renderRepeatedNumbers(plan: MeasurePlan, group: readonly PlannedDuplicates[]): string {
  const repeated = 'SELECT probe, key, min(n) AS first FROM keyed GROUP BY probe, key HAVING count(*) > 1'
  return (
    `WITH keyed AS NOT MATERIALIZED (${renderKeyed(plan, group, ['row_number() OVER () AS n'])}), repeated AS (${repeated}) ` +
    `SELECT probe, min(n, ${MOST_SAMPLES}) FROM keyed JOIN repeated USING (probe, key) WHERE n > first GROUP BY probe`
  )
}

/** The cells that a probe shows of a failing row: the tested ones and the keys, each column once. */
export interface ShownCells {
  /** Row numbers in order. */
  readonly numbers: readonly number[]
  readonly cells: readonly { readonly name: string; readonly raw: string }[]
}

export function showCells(
  plan: MeasurePlan,
  planned: PlannedRows | PlannedDuplicates,
  numbers: readonly number[],
): ShownCells {
  const tested: readonly Cell[] = planned.kind === 'rows' ? [planned.cell] : planned.cells
  const cells = new Map(tested.map(({ name, raw }) => [name, raw]))
  for (const key of planned.probe.keys) {
    const cell = plan.inner.cell(key)
    if (!('reason' in cell) && !cells.has(cell.name)) cells.set(cell.name, cell.raw)
  }
  return { numbers, cells: [...cells].map(([name, raw]) => ({ name, raw })) }
}

/** A query for rows by their numbers. */
export interface RowsQuery {
  /** Each row: its number, then a text for each of `raws`. */
  readonly sql: string
  readonly raws: readonly string[]
}

/** Queries for all rows that are shown, each for as many probes as it can carry. */
export function renderShownRows(plan: MeasurePlan, shown: readonly ShownCells[]): readonly RowsQuery[] {
  const groups: { readonly numbers: Set<number>; readonly raws: Set<string> }[] = []
  for (const { numbers, cells } of shown) {
    let group = groups.at(-1)
    if (group === undefined || group.numbers.size * group.raws.size > MOST_CELLS) {
      group = { numbers: new Set(), raws: new Set() }
      groups.push(group)
    }
    for (const number of numbers) group.numbers.add(number)
    for (const { raw } of cells) group.raws.add(raw)
  }
  return groups.map(({ numbers, raws }) => {
    const texts = [...raws].map((raw) => `left(CAST(${raw} AS VARCHAR), ${MOST_CHARACTERS})`)
    const sql = `SELECT ${['n', ...texts].join(', ')} FROM ${renderNumbered(plan)} WHERE n IN (${[...numbers].join(', ')})`
    return { sql, raws: [...raws] }
  })
}

function renderNumbered(plan: MeasurePlan): string {
  return plan.inner.render(['row_number() OVER () AS n'])
}
