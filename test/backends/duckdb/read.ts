import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { createWorkspace } from '../../../src/backends/filesystem/workspace.ts'
import type { CsvDialect, DataSource } from '../../../src/core/data-source.ts'
import type { ColumnRequest, Engine } from '../../../src/ports/engine.ts'
import { openTestEngine } from '../../support/engine.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

export const signal = new AbortController().signal

/** An engine for all tests of a file. */
export function shareEngine(): () => Engine {
  let engine: Engine
  beforeAll(async () => {
    engine = await openTestEngine()
  })
  afterAll(() => engine.close())
  return () => engine
}

/** A source of files that are written for this test; the first names it unless `location` does. */
export async function sourceOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  csv?: CsvDialect,
  location = Object.keys(files)[0]!,
): Promise<DataSource> {
  return createWorkspace({ root: makeFolder(files) }).openData(location, 'caller', csv)
}

/** All values of the named columns, one array each. */
export async function readAll(
  engine: Engine,
  source: DataSource,
  ...requests: readonly ColumnRequest[]
): Promise<(string | null | number)[][]> {
  const columns: (string | null | number)[][] = requests.map(() => [])
  for await (const batch of engine.columns(source, requests, signal)) {
    batch.columns.forEach((values, index) => {
      columns[index]!.push(...(values as Float64Array | readonly (string | null)[]))
    })
  }
  return columns
}

export const text = (name: string): ColumnRequest => ({ name, as: 'text' })
export const number = (name: string): ColumnRequest => ({ name, as: 'number' })

/** A source whose reading never ends: nobody writes into it. */
export function makeEndless(): DataSource {
  const file = join(makeFolder(), 'endless.csv')
  execFileSync('mkfifo', [file])
  return { uri: 'endless.csv', files: [file], format: 'csv' }
}
