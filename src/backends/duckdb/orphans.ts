import { formatPlural } from '../../core/count.ts'
import type { DataSource } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type { FailingRow, Measurement, OrphansProbe, RowsMeasured } from '../../core/probe.ts'
import {
  findOrphansRefusal,
  type OrphansPlan,
  planOrphans,
  type Relationship,
  renderUnreadRows,
} from '../../sql/orphans-plan.ts'
import type { JointSession, Session } from './session.ts'
import { describeQueryFailure } from './user-query-failure.ts'

/** Opens tables, alone or together. */
export interface OpenTables {
  open(source: DataSource, signal: AbortSignal): Promise<Session>
  /** An instance that is locked to the files of all, without a look at them. */
  join(sources: readonly DataSource[]): Promise<JointSession>
}

/** Relationships of one table, with the tables that they point to, which lie open together. */
interface Batch {
  readonly session: JointSession
  readonly plan: OrphansPlan
  readonly others: readonly Session[]
}

type Answer<T> = { readonly measured: true; readonly value: T } | { readonly measured: false; readonly reason: string }

/** A list as the engine's package gives it. */
interface ListValue<T> {
  readonly items: readonly T[]
}

/**
 * Counts orphans exactly: all relationships in one scan of the table and one of each table that they point to. Where one
 * of those cannot be read, its relationships say why, and the others are counted.
 *
 * @throws InputError where the table itself cannot be opened, SystemError where the engine fails.
 */
export async function measureOrphans(
  tables: OpenTables,
  source: DataSource,
  probes: readonly OrphansProbe[],
  signal: AbortSignal,
): Promise<readonly Measurement<RowsMeasured>[]> {
  return askTogether(tables, source, probes, signal, async ({ session, plan, others }) => {
    const [row = []] = await session.query(plan.counts, signal)
    const [rows, ...failing] = row.map(Number)
    const unread = new Map<Session, number>()
    for (const [index, other] of others.entries()) {
      // without the keys of such rows a row may only seem to be an orphan
      if (failing[index]! > 0 && !unread.has(other)) unread.set(other, await countUnread(session, other, signal))
    }
    return others.map((other, index) => {
      const broken = failing[index] === 0 ? 0 : unread.get(other)!
      if (broken > 0) return { measured: false, reason: describeUnread(other, broken) }
      return { measured: true, value: { rows: rows!, failing: failing[index]!, samples: [], actualType: null } }
    })
  })
}

/** The first orphans of each relationship; none of one that cannot be counted. */
export async function sampleOrphans(
  tables: OpenTables,
  source: DataSource,
  probes: readonly OrphansProbe[],
  signal: AbortSignal,
): Promise<readonly (readonly FailingRow[])[]> {
  const answers = await askTogether(tables, source, probes, signal, async ({ session, plan }) => {
    const [lists = []] = await session.query(plan.samples, signal)
    return plan.names.map((names, index): Answer<readonly FailingRow[]> => {
      const list = lists[index] as ListValue<ListValue<string | null>> | null
      return { measured: true, value: (list?.items ?? []).map(({ items }) => toFailingRow(items, names)) }
    })
  })
  return answers.map((answer) => (answer.measured ? answer.value : []))
}

/** Has all relationships answered at once; where the data of a table forbid it, those to each table by themselves. */
async function askTogether<T>(
  { open, join }: OpenTables,
  source: DataSource,
  probes: readonly OrphansProbe[],
  signal: AbortSignal,
  ask: (batch: Batch) => Promise<readonly Answer<T>[]>,
): Promise<readonly Answer<T>[]> {
  const own = await open(source, signal)
  const answers = new Map<OrphansProbe, Answer<T>>()
  const targets = new Map<Session, Relationship[]>()
  for (const probe of probes) {
    const other = await open(probe.other.source, signal).catch(explainUnread)
    const refusal = 'reason' in other ? other.reason : findOrphansRefusal(own, { probe, other })
    if ('reason' in other || refusal !== null) answers.set(probe, { measured: false, reason: refusal! })
    else targets.set(other, [...(targets.get(other) ?? []), { probe, other }])
  }
  const answer = async (groups: readonly (readonly [Session, readonly Relationship[]])[]): Promise<void> => {
    if (groups.length === 0) return
    const others = groups.flatMap(([other, { length }]) => Array.from({ length }, () => other))
    const relationships = groups.flatMap(([, some]) => some)
    const session = await join([own.source, ...groups.map(([other]) => other.source)])
    try {
      const found = await ask({ session, plan: planOrphans(own, relationships), others })
      for (const [index, { probe }] of relationships.entries()) answers.set(probe, found[index]!)
    } catch (error) {
      const { reason } = explainUnread(error)
      if (groups.length > 1) for (const group of groups) await answer([group])
      else for (const { probe } of relationships) answers.set(probe, { measured: false, reason })
    } finally {
      session.close()
    }
  }
  await answer([...targets])
  return probes.map((probe) => answers.get(probe)!)
}

async function countUnread(session: JointSession, other: Session, signal: AbortSignal): Promise<number> {
  const sql = renderUnreadRows(other)
  if (sql === null) return 0
  const [[count] = []] = await session.query(sql, signal)
  return Number(count)
}

function describeUnread({ source }: Session, rows: number): string {
  return `${source.uri} has ${formatPlural(rows, 'row')} that cannot be read, whose keys may be the ones that are missing: mend it first`
}

/** The reason where data are at fault; all else goes on its way. */
function explainUnread(error: unknown): { readonly reason: string } {
  if (!(error instanceof InputError)) throw error
  return { reason: describeQueryFailure(error, []) }
}

function toFailingRow([row, ...cells]: readonly (string | null)[], names: readonly string[]): FailingRow {
  return { row: Number(row), values: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? null])) }
}
