import { join } from 'node:path'
import { createEngine, type EngineOptions } from '../../src/backends/duckdb/engine.ts'
import type { Engine } from '../../src/ports/engine.ts'
import type { Logger } from '../../src/ports/host.ts'
import { DIST } from './built.ts'

export const silentLogger: Logger = { info() {}, warning() {}, debug() {} }

/** Options of an engine that finds the package installed in this repository. */
export const engineOptions: EngineOptions = {
  programFolder: import.meta.dirname,
  packageFolder: join(import.meta.dirname, '../../src/backends/duckdb/package'),
  folder: null,
  environment: {},
  execPath: process.execPath,
  logger: silentLogger,
  cache: null,
  savesCache: false,
  memory: '1GB',
  threads: 2,
  timeoutMs: 20_000,
  entry: join(DIST, 'engine-process/index.js'),
}

/** The real engine, for tests of what is built on it. */
export async function openTestEngine(options: Partial<EngineOptions> = {}): Promise<Engine> {
  return createEngine({ ...engineOptions, ...options }, new AbortController().signal)
}
