import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DuckDbModule } from '../../../src/backends/duckdb/session.ts'
import type { DataSource } from '../../../src/core/data-source.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { number, readAll, shareEngine, signal, sourceOf, text } from './read.ts'

const engine = shareEngine()

/** The bytes of a Parquet file with the rows of a query. */
async function writeParquet(query: string): Promise<Buffer> {
  const { DuckDBInstance } = createRequire(import.meta.url)('@duckdb/node-api') as DuckDbModule
  const path = join(makeFolder(), 'data.parquet')
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  await connection.run(`COPY (${query}) TO '${path}'`)
  instance.closeSync()
  return readFileSync(path)
}

async function parquetOf(query: string): Promise<DataSource> {
  return sourceOf({ 'data.parquet': await writeParquet(query) })
}

describe('text of typed columns', () => {
  test.each<[string, string | null]>([
    ['12345678901234567::BIGINT', '12345678901234567'],
    ['18446744073709551615::UBIGINT', '18446744073709551615'],
    ['1234567890123456789012345678.5::DECIMAL(38, 1)', '1234567890123456789012345678.5'],
    ['1.50::DECIMAL(4, 2)', '1.50'],
    ['true', 'true'],
    ["DATE '2024-02-29'", '2024-02-29'],
    ["TIMESTAMP '2024-02-29 12:30:00.25'", '2024-02-29 12:30:00.25'],
    ["'007'", '007'],
    ["''", ''],
    ['0.1::DOUBLE', '0.1'],
    ["'nan'::DOUBLE", null],
    ['NULL::VARCHAR', null],
  ])('%s', async (value, expected) => {
    expect(await readAll(engine(), await parquetOf(`SELECT ${value} AS v`), text('v'))).toEqual([[expected]])
  })

  test('moments are in UTC, wherever the machine is', async () => {
    const source = await parquetOf("SELECT TIMESTAMPTZ '2024-01-02 03:04:05+09' AS v")
    expect(await readAll(engine(), source, text('v'))).toEqual([['2024-01-01 18:04:05+00']])
  })
})

describe('numbers of typed columns', () => {
  test.each<[string, number]>([
    ['42::BIGINT', 42],
    ['1.25::DECIMAL(4, 2)', 1.25],
    ['0.1::DOUBLE', 0.1],
    ['true', 1],
    ["'2.5'", 2.5],
    ['NULL::INTEGER', NaN],
    ["'-inf'::DOUBLE", -Infinity],
  ])('%s', async (value, expected) => {
    expect(await readAll(engine(), await parquetOf(`SELECT ${value} AS v`), number('v'))).toEqual([[expected]])
  })

  test('a date is none', async () => {
    const source = await parquetOf("SELECT DATE '2024-01-01' AS v")
    await expect(readAll(engine(), source, number('v'))).rejects.toThrow('column "v" is DATE; a number is needed')
  })

  test('a text column with a cell that is none is named with its row', async () => {
    const source = await parquetOf("SELECT CASE WHEN range = 2999 THEN 'x' ELSE '1' END AS v FROM range(3000)")
    await expect(readAll(engine(), source, number('v'))).rejects.toThrow('column "v" must hold numbers; in row 3000')
  })
})

test('a file tells its columns and types', async () => {
  const source = await parquetOf('SELECT 1::INTEGER AS a, \'x\' AS "B c", 1.5::DECIMAL(4, 1) AS d')
  expect(await engine().describe(source, signal)).toEqual([
    { name: 'a', type: 'INTEGER' },
    { name: 'B c', type: 'VARCHAR' },
    { name: 'd', type: 'DECIMAL(4,1)' },
  ])
})

test('a file without rows is a table without rows', async () => {
  const source = await parquetOf('SELECT 1 AS a WHERE false')
  expect(await readAll(engine(), source, number('a'))).toEqual([[]])
})

describe('what is refused', () => {
  test('a file that breaks off', async () => {
    const bytes = await writeParquet('SELECT range AS a FROM range(1000)')
    const source = await sourceOf({ 'data.parquet': bytes.subarray(0, bytes.length - 20) })
    await expect(engine().describe(source, signal)).rejects.toThrow(
      "data.parquet: is cut off: Parquet's end mark is missing",
    )
  })

  test('text under the name of Parquet', async () => {
    const source = await sourceOf({ 'data.parquet': 'a,b\n1,2\n' })
    await expect(engine().describe(source, signal)).rejects.toThrow('data.parquet: is no Parquet file')
  })

  test('damage between the marks', async () => {
    const bytes = await writeParquet('SELECT range AS a FROM range(1000)')
    bytes.fill(0x41, bytes.length - 200, bytes.length - 12)
    const source = await sourceOf({ 'data.parquet': bytes })
    await expect(readAll(engine(), source, number('a'))).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('data.parquet: cannot be read'),
    })
  })

  test('files of a pattern whose columns differ', async () => {
    const files = { '1.parquet': await writeParquet('SELECT 1 AS a'), '2.parquet': await writeParquet('SELECT 1 AS b') }
    const source = await sourceOf(files, undefined, '*.parquet')
    await expect(readAll(engine(), source, number('a'))).rejects.toMatchObject({ name: 'InputError' })
  })
})

describe('codes and keys', () => {
  const first = async (query: string, as: 'code' | 'key') => {
    const source = await parquetOf(query)
    for await (const batch of engine().columns(source, [{ name: 'v', as }], signal)) return batch.columns[0]
    return null
  }

  test.each([
    ['VALUES (3), (1), (NULL), (3)', ['3', '1']],
    ['VALUES (true), (false), (NULL), (true)', ['true', 'false']],
    ["VALUES ('x'), (''), (NULL), ('x')", ['x', '']],
    ["VALUES (DATE '2024-01-02'), (DATE '2023-01-01'), (NULL), (DATE '2024-01-02')", ['2024-01-02', '2023-01-01']],
    ["VALUES (1.5::DOUBLE), (2::DOUBLE), ('nan'::DOUBLE), (1.5::DOUBLE)", ['1.5', '2.0']],
  ])('of %s are those of its text', async (values, names) => {
    expect(await first(`SELECT * FROM (${values}) AS t(v)`, 'code')).toEqual({
      codes: Int32Array.of(0, 1, -1, 0),
      names,
    })
  })

  test.each([
    ['VALUES (3::BIGINT), (NULL)', Float64Array.of(3, Number.NaN)],
    ['VALUES (3::BIGINT), (-9223372036854775808)', ['3', '-9223372036854775808']],
    ['VALUES (3::UTINYINT), (NULL)', Float64Array.of(3, Number.NaN)],
    ['VALUES (3.0::DOUBLE), (NULL)', ['3.0', null]],
    ["VALUES ('3'), ('03')", ['3', '03']],
  ])('of %s tell rows apart by their text', async (values, expected) => {
    expect(await first(`SELECT * FROM (${values}) AS t(v)`, 'key')).toEqual(expected)
  })
})
