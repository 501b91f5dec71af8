import type { DataSource } from '../../core/data-source.ts'
import type { DuplicatesProbe, FailingRow, Probe, RowsProbe } from '../../core/probe.ts'
import { groupDuplicates } from '../../sql/key-groups.ts'
import { type MeasurePlan, type PlannedDuplicates, type PlannedRows, planMeasure } from '../../sql/measure-plan.ts'
import {
  MOST_SAMPLES,
  renderFailingNumbers,
  renderRepeatedNumbers,
  renderShownRows,
  type ShownCells,
  showCells,
} from '../../sql/samples-plan.ts'
import { findRefusedPatterns } from './measure-patterns.ts'
import type { Session } from './session.ts'

/** Tables that collect what a scan leaves out; their names are of a connection's own. */
export const REJECTS = { errors: 'broken_rows', scans: 'broken_scans' }

type Sampled = PlannedRows | PlannedDuplicates

/** A list as the engine's package gives it. */
interface ListValue {
  readonly items: readonly unknown[]
}

/**
 * Up to 10 failing rows of each probe, in file order; none of a probe that cannot be measured. Three steps, whatever the
 * number of probes: the numbers of the rows, those of repeated keys, and the rows themselves.
 *
 * @throws InputError where the data is unreadable as declared, SystemError where the engine fails.
 */
export async function sampleProbes(
  session: Session,
  source: DataSource,
  probes: readonly (RowsProbe | DuplicatesProbe)[],
  signal: AbortSignal,
): Promise<readonly (readonly FailingRow[])[]> {
  const refused = await findRefusedPatterns(session, probes, signal)
  const sound = probes.filter((probe) => !refused.has(probe))
  const plan = planMeasure({ source, columns: session.columns }, sound, REJECTS)
  const planned = plan.probes.filter((one): one is Sampled => one.kind === 'rows' || one.kind === 'duplicates')
  if (planned.length === 0) return probes.map(() => [])
  const numbers = await findNumbers(session, plan, planned, signal)
  const shown = new Map(planned.map((one) => [one.probe as Probe, showCells(plan, one, numbers.get(one)!)]))
  const rows = await fetchRows(session, plan, [...shown.values()], signal)
  return probes.map((probe) => {
    const { numbers: found = [], cells = [] } = shown.get(probe) ?? {}
    return found.map((row) => {
      const texts = rows.get(row)!
      return { row, values: Object.fromEntries(cells.map(({ name, raw }) => [name, texts.get(raw) ?? null])) }
    })
  })
}

/** The numbers of each probe's first failing rows. */
async function findNumbers(
  session: Session,
  plan: MeasurePlan,
  planned: readonly Sampled[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Sampled, readonly number[]>> {
  const [row = []] = await session.query(renderFailingNumbers(plan, planned), signal)
  const numbers = new Map<Sampled, readonly number[]>(planned.map((one, index) => [one, toNumbers(row[index + 1])]))
  const keys = planned.filter((one): one is PlannedDuplicates => one.kind === 'duplicates')
  for (const group of groupDuplicates(keys, Number(row[0] ?? 0))) {
    for (const [index, list] of await session.query(renderRepeatedNumbers(plan, group), signal)) {
      const one = group[Number(index)]!
      const all = [...numbers.get(one)!, ...toNumbers(list)].sort((a, b) => a - b)
      numbers.set(one, all.slice(0, MOST_SAMPLES))
    }
  }
  return numbers
}

function toNumbers(list: unknown): readonly number[] {
  return ((list as ListValue | null)?.items ?? []).map(Number)
}

/** The cells of the rows by row number and SQL. */
async function fetchRows(
  session: Session,
  plan: MeasurePlan,
  shown: readonly ShownCells[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, ReadonlyMap<string, string | null>>> {
  const rows = new Map<number, Map<string, string | null>>()
  for (const { sql, raws } of renderShownRows(
    plan,
    shown.filter(({ numbers }) => numbers.length > 0),
  )) {
    for (const [number, ...texts] of await session.query(sql, signal)) {
      const cells = rows.get(Number(number)) ?? new Map<string, string | null>()
      raws.forEach((raw, index) => {
        cells.set(raw, texts[index] as string | null)
      })
      rows.set(Number(number), cells)
    }
  }
  return rows
}
