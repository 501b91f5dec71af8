import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { DataSource } from '../../../src/core/data-source.ts'
import type { CellTest, ColumnReference, PathStep, Probe, RowsMeasured, ValueType } from '../../../src/core/probe.ts'
import { writeParquet } from '../../support/parquet.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { measureWithSamples } from './measure-with-samples.ts'
import { shareEngine } from './read.ts'

const engine = shareEngine()

const field = (...names: string[]): PathStep => ({ kind: 'field', names })
const items: PathStep = { kind: 'items' }
const keys: PathStep = { kind: 'keys' }
const values: PathStep = { kind: 'values' }

const ROWS = [
  { id: 1, address: { city: 'Bonn', zip: '53111' }, tags: ['a', 'b'], lines: [{ sku: 'x', n: 1 }], marks: { m: 1 } },
  {
    id: 2,
    address: { city: null, zip: '5' },
    tags: ['a', 'a'],
    lines: [{ sku: null, n: 2 }],
    marks: { m: 1, long: 9 },
  },
  { id: 3, address: null, tags: [], lines: null, marks: {} },
  {
    id: 4,
    address: { city: 'Ulm', zip: null },
    tags: null,
    lines: [
      { sku: 'y', n: 1 },
      { sku: 'z', n: 70 },
    ],
    marks: null,
  },
]

async function makeSource(format: 'csv' | 'json' | 'parquet'): Promise<DataSource> {
  if (format === 'json') {
    const folder = makeFolder({ 't.jsonl': ROWS.map((row) => `${JSON.stringify(row)}\n`).join('') })
    return { uri: 't.jsonl', files: [join(folder, 't.jsonl')], format }
  }
  if (format === 'csv') {
    const cell = (value: unknown) => (value === null ? '' : `"${JSON.stringify(value).replaceAll('"', '""')}"`)
    const lines = ROWS.map((row) => Object.values(row).map(cell).join(','))
    const folder = makeFolder({ 't.csv': `id,address,tags,lines,marks\n${lines.join('\n')}\n` })
    return { uri: 't.csv', files: [join(folder, 't.csv')], format }
  }
  const literal = `'${JSON.stringify(ROWS)}'`
  const types = {
    id: 'BIGINT',
    address: '{"city":"VARCHAR","zip":"VARCHAR"}',
    tags: '["VARCHAR"]',
    lines: '[{"sku":"VARCHAR","n":"BIGINT"}]',
  }
  const columns = Object.entries(types).map(
    ([name, type]) => `json_transform((r -> '${name}'), '${type.startsWith('B') ? `"${type}"` : type}') AS ${name}`,
  )
  const marks = `CASE WHEN (r -> 'marks') <> 'null' THEN CAST((r -> 'marks') AS MAP(VARCHAR, BIGINT)) END AS marks`
  const files = [
    await writeParquet(`SELECT ${columns.join(', ')}, ${marks} FROM (SELECT unnest(CAST(${literal} AS JSON[])) AS r)`),
  ]
  return { uri: 't.parquet', files, format }
}

const FORMATS = ['csv', 'json', 'parquet'] as const

it.each<[string, readonly PathStep[], ValueType, CellTest, readonly number[]]>([
  ['address', [field('city')], 'text', { kind: 'notNull' }, [2]],
  ['address', [field('town', 'city')], 'text', { kind: 'notNull' }, [2]],
  ['address', [field('zip')], 'text', { kind: 'length', operator: '>=', length: 5 }, [2]],
  ['address', [field('zip')], 'text', { kind: 'type' }, []],
  ['address', [], 'object', { kind: 'type' }, []],
  ['address', [], 'object', { kind: 'fields', names: ['city', 'zip'] }, [2, 4]],
  ['address', [], 'object', { kind: 'size', operator: '>=', size: 3 }, [1, 2, 4]],
  ['tags', [], 'array', { kind: 'type' }, []],
  ['tags', [], 'array', { kind: 'notNull' }, [4]],
  ['tags', [], 'array', { kind: 'size', operator: '>=', size: 1 }, [3]],
  ['tags', [], 'array', { kind: 'uniqueItems' }, [2]],
  ['tags', [items], 'text', { kind: 'allowed', values: ['a'], pattern: null }, [1]],
  ['lines', [items, field('sku')], 'text', { kind: 'notNull' }, [2]],
  ['lines', [items, field('n')], 'integer', { kind: 'bound', operator: '<', bound: '2' }, [2, 4]],
  ['lines', [items, field('n')], 'integer', { kind: 'type' }, []],
  ['marks', [], 'map', { kind: 'type' }, []],
  ['marks', [], 'map', { kind: 'size', operator: '<=', size: 1 }, [2]],
  ['marks', [keys], 'text', { kind: 'length', operator: '<=', length: 1 }, [2]],
  ['marks', [values], 'integer', { kind: 'bound', operator: '<=', bound: '5' }, [2]],
])('%s %j as %s, test %o fails in rows %j of every format', async (name, path, type, test, failing) => {
  const column: ColumnReference = { names: [name], path, type, format: null, missing: [] }
  const probe: Probe = {
    kind: 'rows',
    column,
    test,
    keys: [{ names: ['id'], type: 'integer', format: null, missing: [] }],
  }
  for (const format of FORMATS) {
    // Text formats know a key that is missing; a typed one has the fields that its type names.
    if (format === 'parquet' && test.kind === 'size' && type === 'object') continue
    const [answer] = await measureWithSamples(engine(), await makeSource(format), [probe])
    if (answer?.measured !== true) throw new Error(`${format}: ${answer?.reason}`)
    const { failing: count, samples } = answer.value as RowsMeasured
    expect({ format, rows: samples.map(({ row }) => row), count }).toEqual({
      format,
      rows: failing,
      count: failing.length,
    })
    expect(samples.map(({ values: shown }) => shown.id)).toEqual(failing.map(String))
  }
})

it.each<[string, readonly PathStep[], string]>([
  ['id', [field('x')], '"id" has values of type BIGINT without a field "x"'],
  ['address', [field('x')], 'without a field "x"'],
  ['address', [items], 'no array'],
  ['tags', [values], '"tags" has values of type VARCHAR[], no map'],
])('in Parquet %s %j leads nowhere', async (name, path, reason) => {
  const column: ColumnReference = { names: [name], path, type: 'text', format: null, missing: [] }
  const [answer] = await measureWithSamples(engine(), await makeSource('parquet'), [
    { kind: 'rows', column, test: { kind: 'notNull' }, keys: [] },
  ])
  expect(answer).toEqual({ measured: false, reason: expect.stringContaining(reason) })
})

it('cells that are no container fail the type alone', async () => {
  const folder = makeFolder({ 't.jsonl': '{"a": "text"}\n{"a": {"b": 1}}\n{"a": [1]}\n' })
  const source: DataSource = { uri: 't.jsonl', files: [join(folder, 't.jsonl')], format: 'json' }
  const make = (type: ValueType, test: CellTest, path: readonly PathStep[] = []): Probe => ({
    kind: 'rows',
    column: { names: ['a'], path, type, format: null, missing: [] },
    test,
    keys: [],
  })
  const answers = await measureWithSamples(engine(), source, [
    make('object', { kind: 'type' }),
    make('object', { kind: 'fields', names: ['c'] }),
    make('text', { kind: 'notNull' }, [field('c')]),
    make('integer', { kind: 'type' }, [items]),
  ])
  const rows = answers.map((answer) => answer.measured && (answer.value as RowsMeasured).samples.map(({ row }) => row))
  expect(rows).toEqual([[1, 3], [2], [2], []])
})

it('keys and aggregates need one value in a row', async () => {
  const column: ColumnReference = {
    names: ['lines'],
    path: [items, field('sku')],
    type: 'text',
    format: null,
    missing: [],
  }
  const reason = '"lines[].sku" may have several values in a row'
  const answers = await measureWithSamples(engine(), await makeSource('json'), [
    { kind: 'duplicates', columns: [column], isNullFailing: false, keys: [] },
    { kind: 'aggregate', column, function: 'distinct' },
  ])
  expect(answers).toEqual([
    { measured: false, reason },
    { measured: false, reason },
  ])
})

it('reaches a value thirty levels deep as fast as one at the top', async () => {
  const deep = (value: unknown): unknown => Array.from({ length: 30 }).reduce((inner) => ({ a: inner }), value)
  const folder = makeFolder({ 't.jsonl': `${JSON.stringify({ x: deep(1) })}\n${JSON.stringify({ x: deep(null) })}\n` })
  const source: DataSource = { uri: 't.jsonl', files: [join(folder, 't.jsonl')], format: 'json' }
  const column: ColumnReference = {
    names: ['x'],
    path: Array.from({ length: 30 }, () => field('a')),
    type: 'integer',
    format: null,
    missing: [],
  }
  const probe: Probe = { kind: 'rows', column, test: { kind: 'notNull' }, keys: [] }
  const [found] = await engine().measure(source, [probe], AbortSignal.timeout(5000))
  expect(found).toMatchObject({ measured: true, value: { rows: 2, failing: 1 } })
}, 6000)
