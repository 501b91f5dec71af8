import type { MeasurePlan, PlannedDuplicates } from './measure-plan.ts'

/** Keys that are held at a time. */
const MOST_KEYS = 5_000_000

/** Keys that one query looks through together: as many columns each, and few enough rows for memory. */
export function groupDuplicates(
  planned: readonly PlannedDuplicates[],
  rows: number,
): readonly (readonly PlannedDuplicates[])[] {
  const most = Math.max(1, Math.floor(MOST_KEYS / Math.max(1, rows)))
  const groups: PlannedDuplicates[][] = []
  for (const one of planned) {
    const group = groups.find((others) => others[0]!.cells.length === one.cells.length && others.length < most)
    if (group) group.push(one)
    else groups.push([one])
  }
  return groups
}

/** A query of the whole keys of a group, one row each: `probe` is the index in the group; then `key`, and what else is asked for. */
export function renderKeyed(
  plan: MeasurePlan,
  group: readonly PlannedDuplicates[],
  extra: readonly string[] = [],
): string {
  const conditions = ['key IS NOT NULL', ...(plan.scan.broken === null ? [] : [`NOT ${plan.scan.broken}`])]
  const keyed = `SELECT *, ${renderKeys(group)} FROM ${plan.inner.render(extra)}`
  const others = extra.map((column) => column.replace(/^.* AS /, ''))
  return `SELECT ${['probe', 'key', ...others].join(', ')} FROM (${keyed}) WHERE ${conditions.join(' AND ')}`
}

/** For each key of the group that comes again: its index in the group, and how many rows come after the first of their key. */
export function renderExtraRows(plan: MeasurePlan, group: readonly PlannedDuplicates[]): string {
  const repeated = `SELECT probe, count(*) - 1 AS extra FROM (${renderKeyed(plan, group)}) GROUP BY probe, key HAVING count(*) > 1`
  return `SELECT probe, sum(extra) FROM (${repeated}) GROUP BY probe`
}

/** One key by its own type; several as text, so that one column holds all. */
function renderKeys(group: readonly PlannedDuplicates[]): string {
  const [first] = group
  if (group.length === 1) return `0 AS probe, CASE WHEN ${first!.isWhole} THEN ${first!.key} END AS key`
  const keys = group.map(({ cells, isWhole }) => {
    const texts = cells.map(({ key }) => `CAST(${key} AS VARCHAR)`)
    return `CASE WHEN ${isWhole} THEN ${texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`} END`
  })
  return `unnest(range(${group.length})) AS probe, unnest([${keys.join(', ')}]) AS key`
}
