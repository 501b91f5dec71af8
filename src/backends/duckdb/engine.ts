import type { DataSource } from '../../core/data-source.ts'
import type { Engine } from '../../ports/engine.ts'
import { readColumns } from './columns.ts'
import { loadDuckDb, type PackagePlaces } from './load.ts'
import { measureProbes } from './measure.ts'
import { type DuckDbModule, openSession, type Session, type SessionLimits } from './session.ts'

/** Where DuckDB comes from, and what it may take. */
export interface EngineOptions extends PackagePlaces, SessionLimits {}

/**
 * Finds DuckDB (or obtains it) and loads it.
 * @throws SystemError where DuckDB cannot be found, obtained, verified or loaded.
 */
export async function createEngine(options: EngineOptions, signal: AbortSignal): Promise<Engine> {
  return createEngineOn(await loadDuckDb(options, signal), options)
}

/**
 * The engine on a DuckDB that is loaded. A source is opened at the first question about it, in a locked instance of its
 * own, and stays open until `close`.
 */
export function createEngineOn(duckdb: DuckDbModule, limits: SessionLimits): Engine {
  const sessions = new Map<string, Promise<Session>>()
  const open = (source: DataSource, stop: AbortSignal): Promise<Session> => {
    const key = keyOf(source)
    const known = sessions.get(key)
    if (known) return known
    const session = openSession(duckdb, source, limits, stop)
    sessions.set(key, session)
    session.catch(() => sessions.delete(key))
    return session
  }
  return {
    name: `duckdb ${duckdb.version().replace(/^v/, '')}`,

    async describe(source, stop) {
      return (await open(source, stop)).columns
    },

    async measure(source, probes, stop) {
      return measureProbes(await open(source, stop), source, probes, stop)
    },

    async *columns(source, requests, stop) {
      yield* readColumns(await open(source, stop), requests, stop)
    },

    close() {
      for (const session of sessions.values()) session.then((one) => one.close(), ignore)
      sessions.clear()
    },
  }
}

/** Tells sources apart by what is read and how. */
export function keyOf(source: DataSource): string {
  return JSON.stringify([source.files, source.format, source.csv])
}

/** The failure was reported where the source was opened. */
function ignore(): void {}
