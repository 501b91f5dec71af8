import type { FailingRow } from '../../core/probe.ts'
import type { MeasurePlan, PlannedDuplicates, PlannedRows } from '../../sql/measure-plan.ts'
import { renderDuplicateSamples, renderRowSamples } from '../../sql/samples-plan.ts'
import type { Session } from './session.ts'

export type Samples = readonly FailingRow[]

/** A list as the engine's package gives it. */
interface ListValue {
  readonly items: readonly unknown[]
}

/** The first failing rows of each test, by one scan for all of them; no query where nothing fails. */
export async function readRowSamples(
  session: Session,
  plan: MeasurePlan,
  failing: readonly PlannedRows[],
  signal: AbortSignal,
): Promise<ReadonlyMap<PlannedRows, Samples>> {
  if (failing.length === 0) return new Map()
  const { sql, names } = renderRowSamples(plan, failing)
  const [lists = []] = await session.query(sql, signal)
  return new Map(
    failing.map((planned, index) => {
      const list = lists[index] as ListValue | null
      return [planned, (list?.items ?? []).map((row) => toFailingRow(row as ListValue, names[index]!))]
    }),
  )
}

/** The first rows beyond the first of their key. */
export async function readDuplicateSamples(
  session: Session,
  plan: MeasurePlan,
  planned: PlannedDuplicates,
  signal: AbortSignal,
): Promise<Samples> {
  const { sql, names } = renderDuplicateSamples(plan, planned)
  const rows = await session.query(sql, signal)
  return rows.map(([row]) => toFailingRow(row as unknown as ListValue, names[0]!))
}

function toFailingRow({ items }: ListValue, names: readonly string[]): FailingRow {
  const [row, ...cells] = items as readonly (string | null)[]
  return { row: Number(row), values: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? null])) }
}
