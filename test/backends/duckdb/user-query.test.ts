import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createInstances, type DuckDbModule, openJointSession } from '../../../src/backends/duckdb/session.ts'
import { createQueryRunner } from '../../../src/backends/duckdb/user-query.ts'
import { readOneValue } from '../../../src/backends/duckdb/user-query-value.ts'
import type { DataSource } from '../../../src/core/data-source.ts'
import type { Measurement, QueryTable, ValueType } from '../../../src/core/probe.ts'
import { quoteIdentifier } from '../../../src/sql/quoting.ts'
import { writeParquet } from '../../support/parquet.ts'
import { signal, sourceOf } from './read.ts'

const LIMITS = { memory: '200MB', threads: 2, timeoutMs: 20_000 }
const duckdb = createRequire(import.meta.url)('@duckdb/node-api') as DuckDbModule
const runner = createQueryRunner(duckdb, LIMITS)
afterAll(() => {
  runner.close()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const column = (name: string, type: ValueType, missing: readonly string[] = []) => ({
  name,
  reference: { names: [name], type, format: null, missing },
})

async function ask(sql: string, tables: readonly QueryTable[], own = runner): Promise<Measurement> {
  return (await own.measure([{ kind: 'query', sql, tables }], signal))[0]!
}

/** The value of a query, or why there is none. */
async function tell(sql: string, tables: readonly QueryTable[], own = runner): Promise<unknown> {
  const found = await ask(sql, tables, own)
  return found.measured ? (found.value as { value: unknown }).value : found.reason
}

let orders: QueryTable
let customers: QueryTable
let tables: readonly QueryTable[]
let folder: string
let server: Server
const requests: string[] = []
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'modelgate-test-')))
  server = createServer((request, response) => {
    requests.push(request.url ?? '')
    response.end('a\n1\n')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const write = (name: string, content: string): DataSource => {
    writeFileSync(join(folder, name), content)
    return { uri: name, files: [join(folder, name)], format: name.endsWith('.csv') ? 'csv' : 'json' }
  }
  write('sibling.csv', 'secret\n42\n')
  const csv =
    'id,amount,day,customer,odd\n1,2.5,2024-01-02,7,007\n2,much,2024-01-03,8,x\n3,4,never,9,\nbroken\n4,-,,7,y\n'
  orders = {
    names: ['orders', 'bestellungen', 'Orders'],
    source: write('orders.csv', csv),
    columns: [
      column('id', 'integer'),
      column('amount', 'number', ['-']),
      column('day', 'date'),
      column('customer', 'integer'),
      column('absent', 'text'),
    ],
  }
  const json = '{"id": 7, "name": "Ann", "note": "a"}\n{"id": "8", "name": "Bob"}\n{"id": 9.5, "note": 3}\n'
  customers = {
    names: ['customers'],
    source: write('customers.jsonl', json),
    columns: [column('id', 'integer'), column('name', 'text')],
  }
  tables = [orders, customers]
})

describe('a query sees', () => {
  test.each<[string, string, unknown]>([
    ['rows that split', 'SELECT count(*) FROM orders', 4],
    ['numbers as numbers, and null where a cell is none', 'SELECT sum(amount) || count(amount) FROM orders', '6.52'],
    ['dates as dates', 'SELECT max(day) - min(day) FROM orders', 1],
    ['columns that no contract speaks of as text', "SELECT count(*) FROM orders WHERE odd = '007'", 1],
    ['an empty cell as null', 'SELECT count(*) FROM orders WHERE odd IS NULL', 1],
    [
      'a table by each of its names, in any letter case',
      'SELECT count(*) FROM ORDERS a JOIN "bestellungen" USING (id)',
      4,
    ],
    ['several tables', 'SELECT count(*) FROM orders o JOIN main.customers c ON o.customer = c.id', 2],
    ['JSON as its types', "SELECT string_agg(name, ',' ORDER BY name) || count(id) FROM customers", 'Ann,Bob1'],
    ['the text of JSON that no contract speaks of', "SELECT string_agg(note, '' ORDER BY note) FROM customers", '3a'],
    [
      'its own subqueries',
      'WITH a AS (FROM orders), b AS (FROM a) SELECT count(*) FROM b, (WITH c AS (FROM a) FROM c)',
      16,
    ],
    [
      'rows of a recursion',
      'WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t WHERE i < 9) SELECT sum(i) FROM t',
      45,
    ],
    ['rows of a generator', 'SELECT sum(r) FROM range(4) t(r), unnest([1, 2])', 12],
  ])('%s', async (_, sql, value) => {
    expect(await tell(sql, tables)).toEqual(value)
  })

  test('dates of a format of their own as dates', async () => {
    const source = await sourceOf({ 'data.csv': 'd,t\n29.02.2024,29.02.2024 10:00\n' })
    const format = (name: string, letters: string) => ({
      name,
      reference: { ...column(name, 'date').reference, format: letters },
    })
    const table = { names: ['t'], source, columns: [format('d', 'dd.MM.yyyy'), format('t', 'dd.MM.yyyy HH:mm')] }
    expect(await tell('SELECT typeof(d) || typeof(t.t) FROM t', [table])).toBe('DATETIMESTAMP')
  })

  test('Parquet as it is, under the names of the contract', async () => {
    const file = await writeParquet("SELECT 1.50::DECIMAL(9, 2) AS amt, 'x' AS n, [1, 2] AS list")
    const source: DataSource = { uri: 't.parquet', files: [file], format: 'parquet' }
    const reference = { names: ['amt', 'amount'], type: 'text', format: null, missing: [] } as const
    const table: QueryTable = { names: ['t'], source, columns: [{ name: 'amount', reference }] }
    expect(await tell('SELECT typeof(amount) || n || len(list) FROM t', [table])).toBe('DECIMAL(9,2)x2')
  })
})

test.each<[string, unknown]>([
  ['9007199254740991', 9007199254740991],
  ['1::HUGEINT', 1],
  ['2.50::DECIMAL(9, 2)', 2.5],
  ['0.5::FLOAT', 0.5],
  ["'a' || chr(10)", 'a\n'],
  ['1 = 1', true],
  ['NULL', null],
  ["DATE '2024-02-29'", '2024-02-29'],
  ["TIMESTAMP '2024-02-29 10:00:00.5'", '2024-02-29T10:00:00.5'],
  ["TIMESTAMPTZ '2024-02-29 10:00:00+02'", '2024-02-29T08:00:00.000Z'],
  ["TIME '10:00:00'", '10:00:00'],
  ["'a'::ENUM ('a')", 'a'],
  ["'00000000-0000-0000-0000-000000000001'::UUID", '00000000-0000-0000-0000-000000000001'],
  ['[1]', 'the query gives a LIST: a number, text, boolean or date is wanted, so cast it'],
  ["'nan'::DOUBLE", 'the query gives a number that is not finite'],
  ["repeat('a', 10001)", 'the query gives a text of 10001 characters: at most 10000 are taken'],
])('a value %s is given as %j', async (sql, value) => {
  expect(await tell(`SELECT ${sql}`, tables)).toEqual(value)
})

describe('a query that gives no one value says so', () => {
  const QUERIES: readonly [string, RegExp][] = [
    ['SELECT id FROM orders', /gives several rows: one value is wanted/],
    ['SELECT * FROM range(100000000000)', /gives several rows/],
    ['SELECT id FROM orders WHERE false', /gives no row/],
    ['SELECT id, day FROM orders', /gives 2 columns: one value is wanted/],
    ['', /is empty: write one SELECT/],
    [' -- a comment', /is empty: write one SELECT/],
    ['SELEC 1', /^the query does not parse at character 1: syntax error at or near "SELEC"$/],
    ['SELECT nope FROM orders', /does not run: Referenced column "nope" not found/],
    ['SELECT nope(1)', /does not run: Scalar Function with name nope does not exist!/],
    ['SELECT $1', /has a parameter/],
    ['SELECT ? FROM orders', /has a parameter/],
    ['SELECT 1\0', /character NUL/],
    [`SELECT ${'1+'.repeat(60_000)}1`, /longer than 100000 characters/],
    [`SELECT ${'abs('.repeat(2000)}1${')'.repeat(2000)}`, /./],
    ['SELECT len(list(range)) FROM range(1000000000)', /needs more memory than it may take/],
  ]
  test.each(QUERIES.map(([sql, reason]) => [sql.slice(0, 50), sql, reason] as const))('%j', async (_, sql, reason) => {
    const found = await ask(sql, tables)
    expect(found).toEqual({ measured: false, reason: expect.stringMatching(reason) })
  })

  test('without a cell in it', async () => {
    for (const sql of [
      'odd::INT',
      'error(odd)',
      "strptime(odd, '%d')",
      'date_trunc(odd, day)',
      "regexp_matches('a', '(' || odd)",
    ]) {
      const reason = await tell(`SELECT count(${sql}) FROM orders`, tables)
      expect(reason).toMatch(/^the query /)
      expect(reason).not.toMatch(/007|'x'|"x"/)
    }
  })

  test('and lives on', async () => {
    const impatient = createQueryRunner(duckdb, { ...LIMITS, timeoutMs: 150 })
    onTestFinished(() => impatient.close())
    const endless = 'SELECT count(*) FROM range(1000000000) a, range(1000) b WHERE a.range * b.range = 7'
    expect(await tell(endless, tables, impatient)).toMatch(/took longer than 0.15 s \(raise `engine: \{timeout/)
    expect(await tell('SELECT count(*) FROM orders', tables, impatient)).toBe(4)
  })

  test('where a file of its tables is not to be had', async () => {
    const gone: DataSource = { uri: 'gone.csv', files: ['/nowhere/gone.csv'], format: 'csv' }
    const all = [...tables, { names: ['gone'], source: gone, columns: [] }]
    expect(await tell('SELECT 1 FROM gone', all)).toMatch(/gone\.csv/)
    expect(await tell('SELECT count(*) FROM orders', all)).toBe(4)
    expect(await tell('SELECT count(*) FROM orders', tables)).toBe(4)
  })
})

/** Each way out of its tables that the engine offers; FOLDER and PORT are filled in. */
const WAYS: readonly (readonly [string, string, RegExp])[] = [
  ['a file of the system', "SELECT content FROM read_text('/etc/passwd')", /calls read_text after FROM/],
  ['a file of the system by its name', "SELECT count(*) FROM '/etc/passwd'", /reads "\/etc\/passwd", which is none/],
  ['a file beside its own', "SELECT max(secret) FROM read_csv('FOLDER/sibling.csv')", /calls read_csv after FROM/],
  ['a file beside its own by its name', `SELECT max(secret) FROM "FOLDER/sibling.csv"`, /which is none of its tables/],
  ['a file in a subquery', "SELECT (SELECT content FROM read_blob('/etc/passwd')) FROM orders", /calls read_blob/],
  ['a file in a comment trick', "SELECT/**/content--\nFROM/* */read_text/**/('/etc/passwd')", /calls read_text/],
  ['its own file as bytes', "SELECT content FROM read_text('FOLDER/orders.csv')", /calls read_text/],
  ['a listing', "SELECT count(*) FROM glob('/*')", /calls glob/],
  ['a guess at a file', "SELECT count(*) FROM sniff_csv('FOLDER/sibling.csv')", /calls sniff_csv/],
  ['the network', "SELECT count(*) FROM read_csv('http://127.0.0.1:PORT/x.csv')", /calls read_csv/],
  ['a bucket', "SELECT count(*) FROM 's3://bucket/x.parquet'", /which is none of its tables/],
  ['Parquet metadata', "SELECT count(*) FROM parquet_metadata('FOLDER/x.parquet')", /calls parquet_metadata/],
  ['a query in a text', "SELECT * FROM query('SELECT 1')", /calls query after FROM/],
  ['a table in a text', "SELECT count(*) FROM query_table('orders')", /calls query_table/],
  ['settings', 'SELECT count(*) FROM duckdb_settings()', /calls duckdb_settings/],
  ['secrets', 'SELECT count(*) FROM duckdb_secrets()', /calls duckdb_secrets/],
  ['views, with paths in them', 'SELECT count(*) FROM duckdb_views', /which is none of its tables/],
  ['the catalogue', 'SELECT count(*) FROM information_schema.tables', /which is none of its tables/],
  [
    'the catalogue behind a name',
    'WITH a AS (FROM sqlite_master), sqlite_master AS (SELECT 1) SELECT count(*) FROM a',
    /reads "sqlite_master"/,
  ],
  ['another catalogue', 'SELECT count(*) FROM system.main.orders', /which is none of its tables/],
  ['a setting in an expression', "SELECT current_setting('allowed_paths')", /calls current_setting/],
  ['the environment', "SELECT getenv('PATH')", /calls getenv/],
  ['a log', "SELECT write_log('x')", /calls write_log/],
  ['a pragma as a table', "SELECT count(*) FROM pragma_table_info('orders')", /calls pragma_table_info/],
  ['a statement as a tree', "SELECT * FROM json_execute_serialized_sql('{}')", /calls json_execute_serialized_sql/],
  ['a description', 'DESCRIBE orders', /is a DESCRIBE, SUMMARIZE or SHOW/],
  ['a description inside', 'SELECT count(*) FROM (DESCRIBE orders)', /is a DESCRIBE/],
  ['a summary', 'SUMMARIZE orders', /is a DESCRIBE, SUMMARIZE/],
  ['a list', 'SELECT count(*) FROM (SHOW ALL TABLES)', /is a DESCRIBE, SUMMARIZE or SHOW/],
  ['a plan', 'EXPLAIN ANALYZE SELECT 1', /is no SELECT/],
  ['two statements', 'SELECT 1; SELECT 2', /has 2 statements/],
  ['a statement behind a SELECT', "SELECT 1; COPY (SELECT 1) TO 'FOLDER/out.csv'", /is no SELECT/],
  ['writing beside its file', "COPY (SELECT 1) TO 'FOLDER/out.csv'", /is no SELECT/],
  ['writing over its file', "COPY (SELECT 1) TO 'FOLDER/orders.csv'", /is no SELECT/],
  ['an export', "EXPORT DATABASE 'FOLDER/export'", /is no SELECT/],
  ['an import', "IMPORT DATABASE 'FOLDER/export'", /is no SELECT/],
  ['another database', "ATTACH 'FOLDER/other.db'", /is no SELECT/],
  ['another database in memory', "ATTACH ':memory:' AS other", /is no SELECT/],
  ['installing an extension', 'INSTALL httpfs', /is no SELECT/],
  ['loading an extension', "LOAD 'FOLDER/x.duckdb_extension'", /is no SELECT/],
  ['a setting', 'SET enable_external_access=true', /is no SELECT/],
  ['a setting back to its default', 'RESET allowed_paths', /is no SELECT/],
  ['a variable', "SET VARIABLE x = 'y'", /is no SELECT/],
  ['another schema', 'USE system', /is no SELECT/],
  ['a log to a file', "CALL enable_logging(storage='file', storage_path='FOLDER/log')", /is no SELECT/],
  ['a profile on standard output', "PRAGMA enable_profiling='json'", /is no SELECT/],
  ['a prepared statement', 'PREPARE x AS SELECT 1', /is no SELECT/],
  ['running a prepared statement', 'EXECUTE x', /is no SELECT/],
  ['dropping its table', 'DROP VIEW orders', /is no SELECT/],
  ['changing a table', 'WITH x AS (DELETE FROM orders RETURNING 1) SELECT * FROM x', /does not parse/],
  ['a secret', "CREATE SECRET (TYPE s3, KEY_ID 'x', SECRET 'y')", /is no SELECT/],
  ['a macro', 'CREATE MACRO f(x) AS x + 1', /is no SELECT/],
  ['another statement in a PIVOT', 'PIVOT orders ON id USING count(*)', /is no SELECT/],
]

describe('a query is refused', () => {
  const FILES = ['customers.jsonl', 'orders.csv', 'sibling.csv']
  const fill = (sql: string) =>
    sql.replaceAll('FOLDER', folder).replace(':PORT', `:${(server.address() as AddressInfo).port}`)

  test.each(WAYS)('%s', async (_, sql, reason) => {
    expect(await ask(fill(sql), tables)).toEqual({ measured: false, reason: expect.stringMatching(reason) })
    expect(requests).toEqual([])
    expect(readdirSync(folder).sort()).toEqual(FILES)
    expect(await tell('SELECT count(*) FROM orders', tables)).toBe(4)
  })

  /** What may be read without the look at the tree, since it tells of the instance alone or of the declared file. */
  const HARMLESS =
    /^(its own file|settings|secrets|views|the catalogue|a setting in|a log$|a pragma|a description|a summary|a list$|a query in|a table in|another catalogue)/

  test.each(WAYS.filter(([name]) => !HARMLESS.test(name)))('%s, by the lock alone', async (_, sql) => {
    const session = await openJointSession(createInstances(duckdb, LIMITS), [orders.source], LIMITS)
    onTestFinished(() => session.close())
    await session.lend((connection) => connection.run('CREATE VIEW orders AS SELECT 1 AS id'), signal)
    const found = await session.lend((connection) => readOneValue(duckdb, connection, fill(sql)), signal).catch(String)
    expect(found).not.toMatchObject({ measured: true })
    expect(requests).toEqual([])
    expect(readdirSync(folder).sort()).toEqual(FILES)
    expect(existsSync('.tmp')).toBe(false)
    const after = await session.lend((connection) => readOneValue(duckdb, connection, 'FROM orders'), signal)
    expect(after).toEqual({ measured: true, value: { value: 1 } })
  })
})

describe('names', () => {
  const name = fc.oneof(
    fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
    fc.constantFrom(
      'select',
      'from',
      'a"b',
      "a'b",
      '{object}',
      ' ',
      'a b',
      '--',
      '/*',
      ';',
      '💥',
      'x0',
      'n',
      'm0',
      'made_rows_0',
      '$1',
      'main.orders',
      'orders.csv',
      '/etc/passwd',
      'read_csv',
      'sqlite_master',
      'duckdb_views',
      'Ä',
      'ß',
      'İ',
      'DROP TABLE x',
    ),
  )
  const isDistinct = (names: readonly string[]) => new Set(names.map((one) => one.toLowerCase())).size === names.length
  const distinct = fc.uniqueArray(name, { minLength: 2, maxLength: 5, selector: (one) => one.toLowerCase() })
  const quoteCell = (cell: string) => `"${cell.replaceAll('"', '""')}"`

  test('of tables and columns may be whatever they are, and nothing else is touched', async () => {
    const property = fc.asyncProperty(distinct, distinct, async (views, columns) => {
      const clean = columns.filter((one) => !/[\r\n\0]/.test(one) && one.trim() !== '')
      fc.pre(clean.length > 0 && isDistinct(clean) && views.every((one) => !one.includes('\0')))
      const csv = `${clean.map(quoteCell).join(',')}\n${clean.map((_, index) => index + 1).join(',')}\n`
      const source = await sourceOf({ 'data.csv': csv })
      const half = clean.slice(0, Math.ceil(clean.length / 2))
      const table: QueryTable = { names: views, source, columns: half.map((one) => column(one, 'integer')) }
      const list = clean.map((one) => `sum(CAST(${quoteIdentifier(one)} AS INTEGER))`)
      const whole = await tell(`SELECT ${list.join(' + ')} FROM ${quoteIdentifier(views[0]!)}`, [table])
      expect(whole).toBe((clean.length * (clean.length + 1)) / 2)
      for (const view of views) {
        const types = half.map((one) => `typeof(${quoteIdentifier(one)})`)
        expect(await tell(`SELECT DISTINCT ${types[0]} FROM ${quoteIdentifier(view)}`, [table])).toBe('HUGEINT')
      }
      expect(readdirSync(dirname(source.files[0]!))).toEqual(['data.csv'])
    })
    await fc.assert(property, { numRuns: 25 })
  })

  test('that differ by letter case alone are left out, and named where a query asks for one', async () => {
    const source = await sourceOf({ 'data.csv': 'p,q,b\n1,2,3\n' })
    const renamed = (name: string, from: string) => ({ name, reference: { ...column(from, 'integer').reference } })
    const table = { names: ['t'], source, columns: [renamed('a', 'p'), renamed('A', 'q')] }
    expect(await tell('SELECT b FROM t', [table])).toBe('3')
    expect(await tell('SELECT a FROM t', [table])).toMatch(
      /"a" not found.*; not to be named: "a" and "A" differ by letter case alone/,
    )
    const hiding = { ...table, columns: [renamed('B', 'p')] }
    expect(await tell('SELECT b + 1 FROM t', [hiding])).toBe(2)
  })

  test('of several tables are refused where a query reads one, and harm no other', async () => {
    const all = [
      { ...orders, names: ['T', 'orders'] },
      { ...customers, names: ['t'] },
    ]
    expect(await tell('SELECT count(*) FROM T', all)).toBe('the query reads "t", which is the name of several tables')
    expect(await tell('SELECT count(*) FROM orders', all)).toBe(4)
  })
})
