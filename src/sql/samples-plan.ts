import type { ColumnReference } from '../core/probe.ts'
import type { MeasurePlan, PlannedDuplicates, PlannedRows } from './measure-plan.ts'

/** Failing rows shown of one check. */
const MOST_SAMPLES = 10

/** Characters shown of one cell. */
const MOST_CHARACTERS = 200

/** A query for failing rows, and what its lists hold. */
export interface SamplesQuery {
  readonly sql: string
  /** Names behind the row number, per list. */
  readonly names: readonly (readonly string[])[]
}

/**
 * The first failing rows of several tests by one further scan: one list per test, of lists of row number and cells as
 * text. Rows are numbered from 1 as the scan gives them.
 */
export function renderRowSamples(plan: MeasurePlan, failing: readonly PlannedRows[]): SamplesQuery {
  const shown = failing.map(({ cell, probe }) => showCells(plan, [cell], probe.keys))
  const lists = failing.map(
    ({ test }, index) => `arg_min(${shown[index]!.list}, n, ${MOST_SAMPLES}) FILTER (WHERE ${test.fails})`,
  )
  return { sql: `SELECT ${lists.join(', ')} FROM ${renderNumbered(plan)}`, names: shown.map(({ names }) => names) }
}

/** The first rows beyond the first of their key; one list a row. */
export function renderDuplicateSamples(plan: MeasurePlan, planned: PlannedDuplicates): SamplesQuery {
  const { list, names } = showCells(plan, planned.cells, planned.probe.keys)
  const isBeyondFirst = `row_number() OVER (PARTITION BY ${planned.key} ORDER BY n) > 1`
  const isFailing = `(${planned.isWhole}) AND ${isBeyondFirst}`
  const fails = planned.probe.isNullFailing ? `NOT (${planned.isWhole}) OR ${isFailing}` : isFailing
  const filter = plan.scan.broken === null ? '' : ` WHERE NOT ${plan.scan.broken}`
  return {
    sql: `SELECT ${list} FROM ${renderNumbered(plan)}${filter} QUALIFY ${fails} ORDER BY n LIMIT ${MOST_SAMPLES}`,
    names: [names],
  }
}

function renderNumbered(plan: MeasurePlan): string {
  return plan.inner.render(['row_number() OVER () AS n'])
}

/** The tested cells and the keys, each column once. */
function showCells(
  plan: MeasurePlan,
  tested: readonly { readonly name: string; readonly raw: string }[],
  keys: readonly ColumnReference[],
): { readonly list: string; readonly names: readonly string[] } {
  const cells = new Map(tested.map((cell) => [cell.name, cell.raw]))
  for (const key of keys) {
    const cell = plan.inner.cell(key)
    if (!('reason' in cell) && !cells.has(cell.name)) cells.set(cell.name, cell.raw)
  }
  const texts = [...cells.values()].map((raw) => `left(CAST(${raw} AS VARCHAR), ${MOST_CHARACTERS})`)
  return { list: `[CAST(n AS VARCHAR), ${texts.join(', ')}]`, names: [...cells.keys()] }
}
