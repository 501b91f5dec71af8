import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DataSource } from '../../../src/core/data-source.ts'
import type { CellTest, Measurement, Probe, RowsMeasured, ValueType } from '../../../src/core/probe.ts'
import type { Engine } from '../../../src/ports/engine.ts'
import { openTestEngine } from '../../support/engine.ts'
import { writeParquet } from '../../support/parquet.ts'
import { measureWithSamples } from './measure-with-samples.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openTestEngine()
})
afterAll(() => engine.close())

async function measure(select: string, probes: readonly Probe[]): Promise<readonly Measurement[]> {
  const source: DataSource = { uri: 't.parquet', files: [await writeParquet(select)], format: 'parquet' }
  return measureWithSamples(engine, source, probes)
}

const probe = (name: string, type: ValueType, test: CellTest): Probe => ({
  kind: 'rows',
  column: { names: [name], type, format: null, missing: [] },
  test,
  keys: [],
})

async function judge(select: string, type: ValueType, test: CellTest) {
  const [answer] = await measure(`SELECT ${select} AS v FROM range(3) t(i)`, [probe('v', type, test)])
  if (answer?.measured !== true) throw new Error(answer?.reason)
  const { failing, actualType } = answer.value as RowsMeasured
  return [failing, actualType]
}

describe('Parquet columns', () => {
  it.each<[string, ValueType, readonly [number, string | null]]>([
    ['i::BIGINT', 'integer', [0, null]],
    ['i::UTINYINT', 'integer', [0, null]],
    ['i::HUGEINT', 'integer', [3, 'DOUBLE']],
    ['i::DECIMAL(18,0)', 'integer', [0, null]],
    ['i::DECIMAL(18,2)', 'integer', [3, 'DECIMAL(18,2)']],
    ['i::DOUBLE', 'integer', [3, 'DOUBLE']],
    ['i::INTEGER', 'number', [0, null]],
    ["CASE WHEN i = 1 THEN 'nan'::DOUBLE WHEN i = 2 THEN NULL ELSE 1 END", 'number', [1, null]],
    ['i::VARCHAR', 'integer', [3, 'VARCHAR']],
    ['i::VARCHAR', 'text', [0, null]],
    ['i::INTEGER', 'text', [3, 'INTEGER']],
    ['(i = 1)', 'boolean', [0, null]],
    ["DATE '2024-01-01'", 'date', [0, null]],
    ["'2024-01-01'", 'date', [3, 'VARCHAR']],
    ["TIMESTAMP '2024-01-01 10:00:00'", 'timestamp', [0, null]],
    ["TIMESTAMPTZ '2024-01-01 10:00:00+02'", 'timestamp', [0, null]],
    ["TIME '10:00:00'", 'time', [0, null]],
    ['[i]', 'text', [3, 'BIGINT[]']],
  ])('%s held against %s', async (select, type, expected) => {
    expect(await judge(select, type, { kind: 'type' })).toEqual(expected)
  })

  it.each<[string, ValueType, CellTest, number]>([
    ['i::DOUBLE', 'integer', { kind: 'bound', operator: '<', bound: '2' }, 1],
    [
      "CASE i WHEN 0 THEN 'nan'::DOUBLE WHEN 1 THEN '-inf'::DOUBLE ELSE 5 END",
      'number',
      { kind: 'bound', operator: '>=', bound: '0' },
      0,
    ],
    [
      "CASE i WHEN 0 THEN 'nan'::DOUBLE WHEN 1 THEN '-inf'::DOUBLE ELSE 5 END",
      'number',
      { kind: 'bound', operator: '>', bound: '5' },
      1,
    ],
    [
      "CASE i WHEN 0 THEN 'nan'::DOUBLE WHEN 1 THEN 'inf'::DOUBLE ELSE 5 END",
      'number',
      { kind: 'bound', operator: '<=', bound: '5' },
      0,
    ],
    [
      "CASE i WHEN 0 THEN 'nan'::DOUBLE WHEN 1 THEN 'inf'::DOUBLE ELSE 5 END",
      'number',
      { kind: 'range', low: '6', high: '9' },
      1,
    ],
    ['i::VARCHAR', 'integer', { kind: 'bound', operator: '<', bound: '2' }, 1],
    ['(i / 10)::DECIMAL(9,1)', 'number', { kind: 'multipleOf', divisor: '0.1' }, 0],
    ["'nan'::DOUBLE", 'number', { kind: 'bound', operator: '<', bound: '2' }, -1],
    ["DATE '2024-01-01' + i::INTEGER", 'date', { kind: 'bound', operator: '>', bound: '2024-01-02' }, 2],
    [
      "TIMESTAMPTZ '2024-01-01 00:00:00+02' + INTERVAL (i) HOUR",
      'timestamp',
      { kind: 'bound', operator: '<', bound: '2024-01-01T00:00:00Z' },
      1,
    ],
    ["CASE i WHEN 0 THEN 'a' WHEN 1 THEN '' END", 'text', { kind: 'notNull' }, 1],
    ['i::INTEGER', 'integer', { kind: 'allowed', values: ['0', '1'], pattern: null }, 1],
  ])('%s read as %s, test %o: %i fail', async (select, type, test, failing) => {
    if (failing < 0) await expect(judge(select, type, test)).rejects.toThrow('no cell of "v" reads as number')
    else expect((await judge(select, type, test))[0]).toBe(failing)
  })

  it('count duplicates by groups', async () => {
    const select = 'SELECT i % 4 AS a, CASE WHEN i < 8 THEN i % 2 END AS b FROM range(10) t(i)'
    const column = (name: string) => ({ names: [name], type: 'integer' as const, format: null, missing: [] })
    const of = (...names: string[]): Probe => ({
      kind: 'duplicates',
      columns: names.map(column),
      isNullFailing: false,
      keys: [],
    })
    expect(await measure(select, [of('a'), of('b'), of('a', 'b')])).toMatchObject([
      { value: { rows: 10, nulls: 0, extra: 6 } },
      { value: { rows: 10, nulls: 2, extra: 6 } },
      { value: { rows: 10, nulls: 2, extra: 4 } },
    ])
  })

  it('count not-a-number and infinity as keys, though they are no values', async () => {
    const values = ["'nan'::DOUBLE", "'nan'::DOUBLE", "'inf'::DOUBLE", '0.0', '-0.0', 'NULL']
    const select = `SELECT unnest([${values.join(', ')}]) AS v`
    const column = { names: ['v'], type: 'number' as const, format: null, missing: [] }
    const probes = [column, { ...column, missing: ['inf'] }].map(
      (one): Probe => ({ kind: 'duplicates', columns: [one], isNullFailing: true, keys: [] }),
    )
    expect(await measure(select, probes)).toMatchObject([
      { value: { rows: 6, nulls: 1, extra: 2 } },
      { value: { rows: 6, nulls: 2, extra: 2 } },
    ])
  })

  it('take any name for what it is', async () => {
    const name = `a"b'; DROP TABLE x; -- {}\n`
    const select = `SELECT 1 AS "${name.replaceAll('"', '""')}"`
    expect(await measure(select, [probe(name, 'integer', { kind: 'bound', operator: '>', bound: '1' })])).toMatchObject(
      [{ value: { failing: 1, samples: [{ row: 1, values: { [name]: '1' } }] } }],
    )
  })
})
