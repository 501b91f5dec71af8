import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DataSource } from '../../../src/core/data-source.ts'
import type { ColumnReference, OrphansProbe, RowsMeasured } from '../../../src/core/probe.ts'
import { writeParquet } from '../../support/parquet.ts'
import { shareEngine, signal, sourceOf } from './read.ts'

const engine = shareEngine()

const column = (name: string, more: Partial<ColumnReference> = {}): ColumnReference => ({
  names: [name],
  type: 'integer',
  format: null,
  missing: [],
  ...more,
})

function relate(
  columns: readonly (string | ColumnReference)[],
  source: DataSource,
  others: readonly (string | ColumnReference)[],
  keys: readonly string[] = [],
): OrphansProbe {
  const refer = (one: string | ColumnReference) => (typeof one === 'string' ? column(one) : one)
  return {
    kind: 'orphans',
    columns: columns.map(refer),
    other: { source, columns: others.map(refer) },
    keys: keys.map((key) => column(key)),
  }
}

/** The number of orphans of each, or why there is none. */
async function count(source: DataSource, ...probes: readonly OrphansProbe[]): Promise<readonly unknown[]> {
  const found = await engine().measure(source, probes, signal)
  return found.map((one) => (one.measured ? (one.value as RowsMeasured).failing : one.reason))
}

async function sourceOfParquet(select: string): Promise<DataSource> {
  return { uri: 't.parquet', files: [await writeParquet(select)], format: 'parquet' }
}

describe('orphans', () => {
  test('are counted, and shown with their row and keys', async () => {
    const orders = await sourceOf({ 'orders.csv': 'id,customer\n1,7\n2,8\n3,\n4,9\n5,7\n6,x\n' })
    const customers = await sourceOf({ 'customers.csv': 'id\n7\n9\n7\n\n' })
    const probe = relate(['customer'], customers, ['id'], ['id'])
    expect(await engine().measure(orders, [{ kind: 'rowCount' }, probe], signal)).toEqual([
      { measured: true, value: 6 },
      { measured: true, value: { rows: 6, failing: 2, samples: [], actualType: null } },
    ])
    expect(await engine().samples(orders, [probe], signal)).toEqual([
      [
        { row: 2, values: { customer: '8', id: '2' } },
        { row: 6, values: { customer: 'x', id: '6' } },
      ],
    ])
  })

  test('have no null in their key, and none of the texts that stand for one', async () => {
    const other = await sourceOf({ 'other.csv': 'id\n1\n' })
    const own = await sourceOf({ 'own.csv': 'a,b\n,1\n-,1\n1,2\n1,-\n3,1\n' })
    const missing = { missing: ['-'] }
    const both = [column('a', missing), column('b', missing)]
    const pairs = await sourceOf({ 'pairs.csv': 'x,y\n1,2\n-,1\n,\n' })
    expect(await count(own, relate([both[0]!], other, ['id']), relate(both, pairs, ['x', 'y']))).toEqual([1, 1])
  })

  test('are looked up within their own table, and by several columns in one other', async () => {
    const own = await sourceOf({ 'own.csv': 'id,parent,a,b\n1,,1,4\n2,1,9,2\n3,5,1,9\n4,4,2,1\n' })
    const other = await sourceOf({ 'other.csv': 'id,code\n1,4\n2,2\n' })
    const probes = [
      relate(['parent'], own, ['id']),
      relate(['a'], other, ['id']),
      relate(['b'], other, ['id']),
      relate(['b'], other, ['code']),
      relate(['a', 'b'], other, ['id', 'code']),
    ]
    expect(await count(own, ...probes)).toEqual([1, 1, 2, 2, 3])
    const samples = await engine().samples(own, probes, signal)
    expect(samples.map((rows) => rows.map(({ row }) => row))).toEqual([[3], [2], [1, 3], [3, 4], [2, 3, 4]])
  })

  test('up to ten are shown, in the order of the file, cut to 200 characters', async () => {
    const long = 'x'.repeat(300)
    const own = await sourceOf({ 'own.csv': `a\n${Array.from({ length: 30 }, () => long).join('\n')}\n` })
    const other = await sourceOf({ 'other.csv': 'a\ny\n' })
    const text = column('a', { type: 'text' })
    const [rows] = await engine().samples(own, [relate([text], other, [text])], signal)
    expect(rows!.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(rows![0]!.values['a']).toBe('x'.repeat(200))
  })
})

describe('values are compared as both columns are read', () => {
  const number = { type: 'number' } as const
  const date = { type: 'date' } as const
  const text = { type: 'text' } as const
  const german = column('a', { type: 'date', format: 'dd.MM.yyyy' })
  test.each<[string, string, ColumnReference, string, ColumnReference, number]>([
    ['integers by value', '007\n+7\n7', column('a'), '7', column('b'), 0],
    ['text by its letters', '007\n7', column('a', text), '7', column('b', text), 1],
    ['text and integer', '007\n7', column('a', text), '7', column('b'), 1],
    ['numbers by value', '1.0\n1\n1e0\n1.5', column('a', number), '1', column('b', number), 1],
    [
      'numbers and integers',
      '1.0\n20000000000000000001.0',
      column('a', number),
      '1\n20000000000000000001',
      column('b'),
      0,
    ],
    ['dates in two formats', '29.02.2024', german, '2024-02-29', column('b', date), 0],
    ['cells that do not read, by their text', 'x\ny', column('a'), 'x', column('b'), 1],
    ['20 digits exactly', '12345678901234567891', column('a'), '12345678901234567890', column('b'), 1],
  ])('%s', async (_, own, left, other, right, orphans) => {
    const source = await sourceOf({ 'own.csv': `a\n${own}\n` })
    expect(await count(source, relate([left], await sourceOf({ 'other.csv': `b\n${other}\n` }), [right]))).toEqual([
      orphans,
    ])
  })

  test.each<[string, string, ColumnReference, string, ColumnReference]>([
    ['integers', '7\n-3', column('a'), 'unnest([7, -3]) AS b', column('b')],
    ['integers in a DOUBLE', '7\n10000000000', column('a'), 'unnest([7.0::DOUBLE, 1e10]) AS b', column('b')],
    ['numbers', '7.50\n1', column('a', number), 'unnest([7.5::DECIMAL(9, 3), 1]) AS b', column('b', number)],
    ['floats', '0.5\n2', column('a', number), 'unnest([0.5::FLOAT, 2]) AS b', column('b', number)],
    ['unsigned integers', '12345678901234567890', column('a'), '12345678901234567890::UBIGINT AS b', column('b')],
    ['text', '007', column('a', text), "'007' AS b", column('b', text)],
    ['integers read from text', '7', column('a'), "'007' AS b", column('b')],
    ['dates', '2024-02-29', column('a', date), "DATE '2024-02-29' AS b", column('b', date)],
    [
      'timestamps',
      '2024-02-29T10:00:00Z',
      column('a', { type: 'timestamp' }),
      "TIMESTAMP_NS '2024-02-29 10:00:00' AS b",
      column('b', { type: 'timestamp' }),
    ],
    [
      'instants',
      '2024-02-29T12:00:00+02:00',
      column('a', { type: 'timestamp' }),
      "TIMESTAMPTZ '2024-02-29 10:00:00+00' AS b",
      column('b', { type: 'timestamp' }),
    ],
    [
      'booleans',
      'true\n0',
      column('a', { type: 'boolean' }),
      'unnest([true, false]) AS b',
      column('b', { type: 'boolean' }),
    ],
  ])('%s, of CSV and of Parquet, both ways', async (_, own, left, select, right) => {
    const csv = await sourceOf({ 'own.csv': `a\n${own}\n` })
    const parquet = await sourceOfParquet(`SELECT ${select}`)
    expect(await count(csv, relate([left], parquet, [right]))).toEqual([0])
    expect(await count(parquet, relate([right], csv, [left]))).toEqual([0])
    expect(await count(parquet, relate([right], parquet, [right]))).toEqual([0])
  })

  test('JSON too', async () => {
    const own = await sourceOf({ 'own.jsonl': '{"a": 7}\n{"a": "7"}\n{"a": null}\n{}\n{"a": 8}\n' })
    expect(await count(own, relate(['a'], await sourceOfParquet('SELECT 7 AS b'), ['b']))).toEqual([2])
  })
})

describe('what cannot be counted says why, and takes no other with it', () => {
  test('a column or a file that is not there', async () => {
    const own = await sourceOf({ 'own.csv': 'a\n1\n2\n' })
    const good = await sourceOf({ 'good.csv': 'id\n1\n' })
    const gone: DataSource = { uri: 'gone.csv', files: ['/nowhere/gone.csv'], format: 'csv' }
    const probes = [
      relate(['a'], gone, ['id']),
      relate(['a'], good, ['id']),
      relate(['b'], good, ['id']),
      relate(['a'], good, ['x']),
    ]
    const [missing, counted, ...columns] = await count(own, ...probes)
    expect(missing).toMatch(/gone\.csv/)
    expect([counted, ...columns]).toEqual([1, 'the data has no column "b"', 'good.csv: the data has no column "x"'])
    expect((await engine().samples(own, probes, signal)).map((rows) => rows.length)).toEqual([0, 1, 0, 0])
  })

  test('rows of the other table whose keys nobody can read', async () => {
    const own = await sourceOf({ 'own.csv': 'a\n1\n2\n' })
    const broken = await sourceOf({ 'broken.csv': 'id,name\n1,x\n2,y,z\n' })
    const whole = await sourceOf({ 'whole.csv': 'id,name\n1,x\n2,y\n3,y,z\n' })
    expect(await count(own, relate(['a'], broken, ['id']), relate(['a'], whole, ['id']))).toEqual([
      'broken.csv has 1 row that cannot be read, whose keys may be the ones that are missing: mend it first',
      0,
    ])
  })

  test('a file that is damaged behind its first rows', async () => {
    const own = await sourceOf({ 'own.csv': 'a\n1\n2\n' })
    const whole = await sourceOf({ 'whole.csv': 'id\n1\n' })
    const damaged = await sourceOf({
      'damaged.csv': Buffer.concat([
        Buffer.from(`id\n${'1\n'.repeat(600_000)}`),
        Buffer.from(`"${'x'.repeat(17_000_000)}`),
      ]),
    })
    const [first, second] = await count(own, relate(['a'], damaged, ['id']), relate(['a'], whole, ['id']))
    expect(String(first)).toMatch(/damaged\.csv/)
    expect(second).toBe(1)
  })
})

test('the count is what a person would count', async () => {
  const cell = fc.oneof(
    fc.integer({ min: 0, max: 6 }).map(String),
    fc.constantFrom('', '-', '03', 'x', "'", '"1"', ' '),
  )
  const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 })
  const write = (table: readonly (readonly string[])[], names: string) =>
    `${names}\n${table.map((row) => row.map((one) => (one === '' ? '' : `"${one.replaceAll('"', '""')}"`)).join(',')).join('\n')}\n`
  const read = (one: string) => (/^\d+$/.test(one) ? String(Number(one)) : `"${one}`)
  const isThere = (one: string) => one !== '' && one !== '-'
  const property = fc.asyncProperty(rows, rows, async (own, other) => {
    const [left, right] = [
      await sourceOf({ 'l.csv': write(own, 'a,b') }),
      await sourceOf({ 'r.csv': write(other, 'x,y') }),
    ]
    const refer = (name: string) => column(name, { missing: ['-'] })
    const single = own.filter(([a]) => isThere(a) && !other.some(([x]) => isThere(x) && read(x) === read(a)))
    const pair = own.filter(([a, b]) => {
      const isFound = other.some(([x, y]) => isThere(x) && isThere(y) && read(x) === read(a) && read(y) === read(b))
      return isThere(a) && isThere(b) && !isFound
    })
    const probes = [
      relate([refer('a')], right, [refer('x')]),
      relate([refer('a'), refer('b')], right, [refer('x'), refer('y')]),
    ]
    expect(await count(left, ...probes)).toEqual([single.length, pair.length])
  })
  await fc.assert(property, { numRuns: 20 })
})

test('names of columns may be whatever they are', async () => {
  const names = ['n', 'm0', 'made_m0', 'x0', 'a"b', '💥', 'k0']
  const select = names.map((name, index) => `${index} AS "${name.replaceAll('"', '""')}"`).join(', ')
  const own = await sourceOfParquet(`SELECT ${select}`)
  const other = await sourceOfParquet(`SELECT ${select} WHERE false`)
  const probes = names.map((name) => relate([name], other, [name], names))
  expect(await count(own, ...probes)).toEqual(names.map(() => 1))
  const values = Object.fromEntries(names.map((name, index) => [name, String(index)]))
  for (const rows of await engine().samples(own, probes, signal)) expect(rows).toEqual([{ row: 1, values }])
})
