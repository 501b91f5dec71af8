import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createIsolatedEngine } from '../../../src/backends/duckdb/isolated-engine.ts'
import { engineOptions } from '../../support/engine.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const { signal } = new AbortController()

it('files of strangers are copied by a process of their own', async () => {
  const folder = makeFolder({ 'rows.csv': 'id,label,x\n1,0,a\n2,1,b\n', 'broken.parquet': 'PAR1' })
  const engine = await createIsolatedEngine(engineOptions, signal)
  onTestFinished(() => engine.close())
  const source = { uri: 'rows.csv', files: [join(folder, 'rows.csv')], format: 'csv' as const }
  const target = join(folder, 'copy.csv')
  expect(await engine.copy(source, { target, without: ['label'], shuffle: null }, signal)).toEqual({ rows: 2 })
  expect(readFileSync(target, 'utf8')).toBe('id,x\n1,a\n2,b\n')
  const broken = { uri: 'broken.parquet', files: [join(folder, 'broken.parquet')], format: 'parquet' as const }
  const other = join(folder, 'copy.parquet')
  await expect(engine.copy(broken, { target: other, without: [], shuffle: null }, signal)).rejects.toThrow(
    'broken.parquet',
  )
  expect(existsSync(other)).toBe(false)
})
