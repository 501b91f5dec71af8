import type { DataSource } from '../../core/data-source.ts'
import type { Measurement, QueryProbe } from '../../core/probe.ts'
import type { Engine } from '../../ports/engine.ts'
import type { OnProgress } from '../../ports/host.ts'
import { readColumns } from './columns.ts'
import { copyRows } from './copy.ts'
import { openGroups } from './groups.ts'
import { findDuckDb, loadFrom, type PackagePlaces } from './load.ts'
import { measureProbes, sampleProbes } from './measure.ts'
import { measureOrphans, type OpenTables, sampleOrphans } from './orphans.ts'
import { answerByKind, isOrphans, isOwn } from './probe-groups.ts'
import {
  createWarmInstances,
  type DuckDbModule,
  openJointSession,
  openSession,
  type Session,
  type SessionLimits,
} from './session.ts'
import { createQueryProcess } from './user-query-process.ts'

/** Where DuckDB comes from, and what it may take. */
export interface EngineOptions extends PackagePlaces, SessionLimits {
  /** The program that calls `serveEngine`, for what runs in a process of its own. */
  readonly entry: string
  /** Told of readings that take longer than a second. */
  readonly onProgress?: OnProgress
}

/** Answers users' queries, one measurement each, in their order; never throws but at an abort. */
export interface QueryRunner {
  measure(probes: readonly QueryProbe[], signal: AbortSignal): Promise<readonly Measurement[]>
  close(): void
}

/**
 * Finds DuckDB (or obtains it) and loads it. Users' queries run in a process of their own, which is started at the first.
 * @throws SystemError where DuckDB cannot be found, obtained, verified or loaded.
 */
export async function createEngine(options: EngineOptions, signal: AbortSignal): Promise<Engine> {
  const folder = await findDuckDb(options, signal)
  return createEngineOn(loadFrom(folder), options, createQueryProcess(options, folder), options.onProgress)
}

/**
 * The engine on a DuckDB that is loaded. A source is opened at the first question about it, in a locked instance of its
 * own, and stays open until `close`.
 */
export function createEngineOn(
  duckdb: DuckDbModule,
  limits: SessionLimits,
  queries: QueryRunner,
  onProgress?: OnProgress,
): Engine {
  const instances = createWarmInstances(duckdb, limits)
  const sessions = new Map<string, Promise<Session>>()
  const open = (source: DataSource, stop: AbortSignal): Promise<Session> => {
    const key = keyOf(source)
    const known = sessions.get(key)
    if (known) return known
    const session = openSession(instances, source, limits, stop, onProgress)
    sessions.set(key, session)
    session.catch(() => sessions.delete(key))
    return session
  }
  const tables: OpenTables = {
    open,
    join: (sources) => openJointSession(instances, sources, limits, onProgress),
  }
  return {
    name: `duckdb ${duckdb.version().replace(/^v/, '')}`,

    async describe(source, stop) {
      return (await open(source, stop)).columns
    },

    measure: (source, probes, stop) =>
      answerByKind(probes, {
        table: async (own) => measureProbes(await open(source, stop), source, own, stop),
        orphans: (own) => measureOrphans(tables, source, own, stop),
        queries: (own) => queries.measure(own, stop),
      }),

    async samples(source, probes, stop) {
      const [own, orphans] = [probes.filter(isOwn), probes.filter(isOrphans)]
      const rows = own.length === 0 ? [] : await sampleProbes(await open(source, stop), source, own, stop)
      const lost = orphans.length === 0 ? [] : await sampleOrphans(tables, source, orphans, stop)
      const [nextRow, nextLost] = [rows.values(), lost.values()]
      return probes.map((probe) => (isOwn(probe) ? nextRow : nextLost).next().value!)
    },

    async *columns(source, requests, stop) {
      yield* readColumns(await open(source, stop), requests, stop)
    },

    groups: (source, request, stop) => openGroups(tables, source, request, stop),

    copy: (source, copy, stop) => copyRows(tables, source, copy, stop),

    close() {
      for (const session of sessions.values()) session.then((one) => one.close(), ignore)
      sessions.clear()
      instances.close()
      queries.close()
    },
  }
}

/** Tells sources apart by what is read and how. */
export function keyOf(source: DataSource): string {
  return JSON.stringify([source.files, source.format, source.csv, source.partitions])
}

/** The failure was reported where the source was opened. */
function ignore(): void {}
