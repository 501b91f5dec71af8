import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createInstances, type DuckDbModule, openSession, type Session } from '../../../src/backends/duckdb/session.ts'
import type { DataSource } from '../../../src/core/data-source.ts'
import { signal, sourceOf } from './read.ts'

const LIMITS = { memory: '200MB', threads: 2, timeoutMs: 20_000 }
let duckdb: DuckDbModule
beforeAll(() => {
  duckdb = createRequire(import.meta.url)('@duckdb/node-api') as DuckDbModule
})

async function open(source: DataSource, limits: Partial<typeof LIMITS> = {}): Promise<Session> {
  const session = await openSession(
    createInstances(duckdb, { ...LIMITS, ...limits }),
    source,
    { ...LIMITS, ...limits },
    signal,
  )
  onTestFinished(() => session.close())
  return session
}

/** The engine's words where the lock, and nothing else, is in the way. */
const LOCKED =
  /operations are disabled by configuration|external extensions is disabled|configuration has been locked|getenv does not exist/

describe('an open source', () => {
  const FILES = { 'data.csv': 'a\n1\n', 'sibling.csv': 'secret\n42\n' }
  test.each<[string, string]>([
    ['a file of the system', "SELECT * FROM read_text('/etc/passwd')"],
    ['a file beside its own', "SELECT * FROM read_csv('FOLDER/sibling.csv')"],
    ['a file beside its own by its name', "SELECT * FROM 'FOLDER/sibling.csv'"],
    ['a listing of its folder', "SELECT * FROM glob('FOLDER/*')"],
    ['its file as bytes by a way around', "SELECT * FROM read_blob('FOLDER/../FOLDER_NAME/sibling.csv')"],
    ['the network', "SELECT * FROM read_csv('http://127.0.0.1:PORT/data.csv')"],
    ['another database', "ATTACH 'FOLDER/other.db'"],
    ['writing beside its file', "COPY (SELECT 1) TO 'FOLDER/out.csv'"],
    ['writing over its file', "COPY (SELECT 1) TO 'FOLDER/data.csv'"],
    ['an export', "EXPORT DATABASE 'FOLDER/export'"],
    ['installing an extension', 'INSTALL httpfs'],
    ['loading an extension', "LOAD 'FOLDER/x.duckdb_extension'"],
    ['a setting', 'SET enable_external_access=true'],
    ['a setting by its other name', "PRAGMA memory_limit='64GB'"],
    ['a setting back to its default', 'RESET allowed_paths'],
    ['unlocking', 'SET lock_configuration=false'],
    ['the environment', "SELECT getenv('PATH')"],
  ])('refuses %s', async (_, sql) => {
    const source = await sourceOf(FILES)
    const folder = dirname(source.files[0]!)
    const requests: string[] = []
    const server = createServer((request, response) => {
      requests.push(request.url ?? '')
      response.end('a\n1\n')
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    onTestFinished(() => void server.close())
    const session = await open(source)
    const attack = sql
      .replaceAll('FOLDER_NAME', folder.split('/').at(-1)!)
      .replaceAll('FOLDER', folder)
      .replace(':PORT', `:${(server.address() as AddressInfo).port}`)
    const error = await session.query(attack, signal).catch((thrown: unknown) => thrown as Error)
    expect(error).toMatchObject({ name: 'SystemError' })
    expect(String((error as Error).cause)).toMatch(LOCKED)
    expect(requests).toEqual([])
    expect(readdirSync(folder).sort()).toEqual(['data.csv', 'sibling.csv'])
    expect(await session.query(`SELECT a FROM ${session.tableExpression()}`, signal)).toEqual([['1']])
  })

  test('takes no more memory than it may, leaves no file behind and lives on', async () => {
    const session = await open(await sourceOf(FILES))
    const hungry = 'SELECT count(*) FROM (SELECT DISTINCT range::VARCHAR || random() FROM range(20000000))'
    await expect(session.query(hungry, signal)).rejects.toThrow(
      /more memory than it may take\n {2}→ raise `engine: {memory/,
    )
    expect(existsSync('.tmp')).toBe(false)
    expect(await session.query('SELECT 1', signal)).toEqual([[1]])
  })

  const ENDLESS = 'SELECT count(*) FROM range(1000000000) a, range(1000) b WHERE a.range * b.range = 7'

  test('stops at its time limit and lives on', async () => {
    const session = await open(await sourceOf(FILES), { timeoutMs: 150 })
    await expect(session.query(ENDLESS, signal)).rejects.toThrow(/longer than 0.15 s/)
    expect(await session.query('SELECT 1', signal)).toEqual([[1]])
  })

  test('stops when it is told to, with the reason that was given', async () => {
    const session = await open(await sourceOf(FILES))
    const controller = new AbortController()
    const running = session.query(ENDLESS, controller.signal)
    const reason = new Error('the user pressed Ctrl+C')
    setTimeout(() => controller.abort(reason), 20)
    await expect(running).rejects.toBe(reason)
    await expect(session.query('SELECT 1', controller.signal)).rejects.toBe(reason)
  })
})

test('values keep their precision, and parameters are bound', async () => {
  const session = await open(await sourceOf({ 'data.csv': 'a\n1\n' }))
  const sql = 'SELECT 9007199254740993::BIGINT, 170141183460469231731687303715884105727::HUGEINT, 0.1::DOUBLE, NULL, $1'
  expect(await session.query(sql, signal, ["x'; DROP"])).toEqual([
    [9007199254740993n, 170141183460469231731687303715884105727n, 0.1, null, "x'; DROP"],
  ])
})

test('declared types are read as such', async () => {
  const session = await open(await sourceOf({ 'data.csv': 'a,b\n1,2024-01-02\n' }))
  const table = session.tableExpression({ a: 'BIGINT', b: 'DATE' })
  expect(await session.query(`SELECT typeof(a), typeof(b) FROM ${table}`, signal)).toEqual([['BIGINT', 'DATE']])
  const broken = session.tableExpression({ b: 'BIGINT' })
  await expect(session.query(`SELECT sum(b) FROM ${broken}`, signal)).rejects.toThrow(
    'column "b" holds a value that is no BIGINT',
  )
})

test('limits that the engine does not know are said so', async () => {
  const source = await sourceOf({ 'data.csv': 'a\n1\n' })
  await expect(open(source, { memory: 'plenty' })).rejects.toThrow(
    /does not start: [\s\S]*look at `engine: {memory, threads}`/,
  )
})
