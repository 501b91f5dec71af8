import type { DataSource } from '../../core/data-source.ts'
import type { Measurement, QueryMeasured, QueryProbe, QueryTable } from '../../core/probe.ts'
import type { ColumnShape } from '../../ports/engine.ts'
import type { OnProgress } from '../../ports/host.ts'
import { findFreePrefix } from '../../sql/free-prefix.ts'
import { checkQuery } from '../../sql/user-query-check.ts'
import { findSharedNames, planViews, type TableViews } from '../../sql/user-query-views.ts'
import { keyOf, type QueryRunner } from './engine.ts'
import {
  createInstances,
  type DuckDbModule,
  type JointSession,
  openJointSession,
  openSession,
  type SessionLimits,
} from './session.ts'
import { describeQueryFailure } from './user-query-failure.ts'
import { readOneValue } from './user-query-value.ts'

/** The engine's parser gives up on deep ones by itself. */
const LONGEST_QUERY = 100_000

/** Tables that queries may name, locked away from all else. */
interface Enclosure {
  readonly session: JointSession
  readonly tables: readonly QueryTable[]
  /** Those that a query has read. */
  readonly views: Map<QueryTable, TableViews>
  readonly key: string
}

/**
 * Runs users' queries in this process, which is to be one that has nothing else to lose. Those over the same tables
 * share an instance, whose files are declared and which is locked before any of them is parsed; only one SELECT is run,
 * which cannot leave anything behind. A table is looked at when a query reads it.
 */
export function createQueryRunner(duckdb: DuckDbModule, limits: SessionLimits, onProgress?: OnProgress): QueryRunner {
  const instances = createInstances(duckdb, limits)
  const shapes = new Map<string, readonly ColumnShape[]>()
  let kept: Enclosure | undefined

  const describe = async (source: DataSource, signal: AbortSignal): Promise<readonly ColumnShape[]> => {
    const known = shapes.get(keyOf(source))
    if (known) return known
    const session = await openSession(instances, source, limits, signal, onProgress)
    session.close()
    shapes.set(keyOf(source), session.columns)
    return session.columns
  }

  const enclose = async ({ tables }: QueryProbe): Promise<Enclosure> => {
    const key = JSON.stringify(tables)
    if (kept?.key === key) return kept
    close()
    const sources = tables.map(({ source }) => source)
    kept = { key, tables, views: new Map(), session: await openJointSession(instances, sources, limits, onProgress) }
    return kept
  }

  const show = async ({ tables, views, session }: Enclosure, query: QueryTable, signal: AbortSignal) => {
    if (views.has(query)) return
    const rejects = findFreePrefix(tables.flatMap(({ names }) => names))
    const table = { source: query.source, columns: await describe(query.source, signal) }
    const made = planViews(table, query, `${rejects}${tables.indexOf(query)}_`)
    for (const statement of made.statements) await session.lend((connection) => connection.run(statement), signal)
    views.set(query, made)
  }

  const close = () => {
    kept?.session.close()
    kept = undefined
  }

  const measureOne = async (probe: QueryProbe, signal: AbortSignal): Promise<Measurement<QueryMeasured>> => {
    const { sql } = probe
    if (sql.includes('\0')) return refuse('the query has a character NUL in it: take it out')
    if (sql.length > LONGEST_QUERY) return refuse(`the query is longer than ${LONGEST_QUERY} characters`)
    const omitted: string[] = []
    try {
      const enclosure = await enclose(probe)
      const { session, tables, views } = enclosure
      const [[serialized] = []] = await session.query('SELECT json_serialize_sql($1::VARCHAR)', signal, [sql])
      const check = checkQuery(
        String(serialized),
        tables.flatMap(({ names }) => names),
      )
      if (check.refusal !== null) return refuse(`the query ${check.refusal}`)
      const shared = [...findSharedNames(tables)].find((name) => check.reads.has(name))
      if (shared !== undefined) return refuse(`the query reads "${shared}", which is the name of several tables`)
      for (const table of tables) {
        if (!table.names.some((name) => check.reads.has(name.toLowerCase()))) continue
        await show(enclosure, table, signal)
        omitted.push(...views.get(table)!.omitted)
      }
      return await session.lend((connection) => readOneValue(duckdb, connection, sql), signal)
    } catch (error) {
      signal.throwIfAborted()
      return refuse(describeQueryFailure(error, omitted))
    }
  }

  return {
    async measure(probes, signal) {
      const answers: Measurement[] = []
      for (const probe of probes) answers.push(await measureOne(probe, signal))
      return answers
    },
    close,
  }
}

function refuse(reason: string): { readonly measured: false; readonly reason: string } {
  return { measured: false, reason }
}
