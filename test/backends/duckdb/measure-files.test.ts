import { join } from 'node:path'
import * as zlib from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { DataFormat, DataSource } from '../../../src/core/data-source.ts'
import type { PathStep, Probe, ValueType } from '../../../src/core/probe.ts'
import { openScratch } from '../../support/scratch-database.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { measureWithSamples } from './measure-with-samples.ts'
import { readAll, shareEngine, text } from './read.ts'

const engine = shareEngine()
const rows = (name: string, type: ValueType, bound: string): Probe => ({
  kind: 'rows',
  column: { names: [name], type, format: null, missing: [] },
  test: { kind: 'bound', operator: '<', bound },
  keys: [],
})

/** Files in folders of Hive's kind, of that format. */
async function makePartitions(format: DataFormat): Promise<DataSource> {
  const folder = makeFolder({ 'year=2023/part=a%20b/x': '', 'year=2024/part=c/x': '' })
  const scratch = await openScratch()
  const files = ['year=2023/part=a%20b', 'year=2024/part=c'].map((place) => join(folder, place, `t.${format}`))
  for (const [index, file] of files.entries()) {
    await scratch.query(`COPY (SELECT i + ${index * 3} AS v FROM range(3) r(i)) TO '${file}' (FORMAT ${format})`)
  }
  scratch.close()
  return { uri: 't', files, format, partitions: ['year', 'part'] }
}

describe.each<DataFormat>(['csv', 'json', 'parquet'])('partitioned %s', (format) => {
  it('has the columns of its paths, read as the contract types them', async () => {
    const source = await makePartitions(format)
    const [columns, year, value] = await measureWithSamples(engine(), source, [
      { kind: 'columns' },
      rows('year', 'integer', '2024'),
      rows('v', 'integer', '5'),
    ])
    const names = (columns as { value: { name: string }[] }).value.map(({ name }) => name)
    expect([...names].sort()).toEqual(['part', 'v', 'year'])
    expect(year).toMatchObject({
      value: {
        rows: 6,
        failing: 3,
        actualType: null,
        samples: [{ row: 4, values: { year: '2024' } }, { row: 5 }, { row: 6 }],
      },
    })
    expect(value).toMatchObject({ value: { failing: 1, samples: [{ row: 6 }] } })
    expect(await readAll(engine(), source, text('part'))).toEqual([['a b', 'a b', 'a b', 'c', 'c', 'c']])
  })

  it('is not partitioned where nobody says so', async () => {
    const { partitions: _, ...source } = await makePartitions(format)
    expect((await engine().describe(source, new AbortController().signal)).map(({ name }) => name)).toEqual(['v'])
  })
})

/** A frame of zstd whose one block is stored as it is: what every reader must take. */
function makeZstd(content: string): Buffer {
  const bytes = Buffer.from(content)
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0])
  header.writeUInt32LE(bytes.length, 5)
  const block = Buffer.alloc(3)
  block.writeUIntLE((bytes.length << 3) | 1, 0, 3)
  return Buffer.concat([header, block, bytes])
}

describe('files compressed with zstd', () => {
  const makeSource = (name: string, content: Uint8Array | string): DataSource => ({
    uri: name,
    files: [join(makeFolder({ [name]: content }), name)],
    format: name.includes('csv') ? 'csv' : 'json',
  })

  it.each(['t.csv.zst', 't.jsonl.zst'])('%s is read', async (name) => {
    const content = name.includes('csv') ? 'v,w\n1,x\n2,y\n' : '{"v":1,"w":"x"}\n{"v":2,"w":"y"}\n'
    const answers = await measureWithSamples(engine(), makeSource(name, makeZstd(content)), [
      { kind: 'rowCount' },
      { kind: 'columns' },
      rows('v', 'integer', '2'),
    ])
    expect(answers).toMatchObject([
      { value: 2 },
      { value: [{ name: 'v' }, { name: 'w' }] },
      { value: { failing: 1, samples: [{ row: 2, values: { v: '2' } }] } },
    ])
  })

  it.each([
    ['t.csv', makeZstd('v\n1\n'), 't.csv: is compressed with zstd, which its name does not say'],
    ['t.csv.zst', 'v\n1\n', 't.csv.zst: is no zstd file, whatever its name says'],
    ['t.csv.zst', zlib.gzipSync('v\n1\n'), 't.csv.zst: is compressed with gzip, which its name does not say'],
  ])('%s that is none, or another, is refused', async (name, content, message) => {
    await expect(measureWithSamples(engine(), makeSource(name, content), [{ kind: 'rowCount' }])).rejects.toThrow(
      message,
    )
  })
})

it.each(['(a', '[a', 'a)', '*', 'a\\', '[z-a]'])('the pattern %s is broken, and not only unknown', async (pattern) => {
  const source: DataSource = {
    uri: 't.csv',
    files: [join(makeFolder({ 't.csv': 'v,w\n1,2\n' }), 't.csv')],
    format: 'csv',
  }
  const make = (one: string): Probe => ({
    kind: 'rows',
    column: { names: ['v'], type: 'text', format: null, missing: [] },
    test: { kind: 'pattern', pattern: one },
    keys: [],
  })
  const answers = await measureWithSamples(engine(), source, [
    make(pattern),
    make('(?<=a)b'),
    make('(a)\\1'),
    make('\\p{Emoji}'),
  ])
  expect(answers[0]).toEqual({
    measured: false,
    reason: expect.stringContaining('the pattern is broken ('),
    isBroken: true,
  })
  for (const answer of answers.slice(1)) {
    expect(answer).toEqual({ measured: false, reason: expect.stringContaining('not one that RE2 knows') })
  }
})

describe('a pattern that RE2 does not know is refused though no value is held against it', () => {
  const pattern = (one: string, path: readonly PathStep[] = []): Probe => ({
    kind: 'rows',
    column: { names: ['v'], type: 'text', format: null, missing: [], path },
    test: { kind: 'pattern', pattern: one },
    keys: [],
  })
  const write = (name: string, content: string): DataSource => ({
    uri: name,
    files: [join(makeFolder({ [name]: content }), name)],
    format: name.endsWith('.csv') ? 'csv' : 'json',
  })
  const makeParquet = async (select: string): Promise<DataSource> => {
    const file = join(makeFolder({ 'other.txt': '' }), 't.parquet')
    const scratch = await openScratch()
    await scratch.query(`COPY (${select}) TO '${file}' (FORMAT parquet)`)
    scratch.close()
    return { uri: 't.parquet', files: [file], format: 'parquet' }
  }

  it.each<[string, () => DataSource | Promise<DataSource>, (readonly PathStep[])?]>([
    ['no rows', () => write('t.csv', 'v,w\n')],
    ['only empty cells', () => write('t.csv', 'v,w\n,1\n')],
    ['no such column', () => write('t.csv', 'w\n1\n')],
    ['only empty lists', () => write('t.jsonl', '{"v": []}\n'), [{ kind: 'items' }]],
    ['Parquet without rows', () => makeParquet("SELECT 'a' AS v WHERE false")],
    ['Parquet with nothing but NULL', () => makeParquet('SELECT CAST(NULL AS VARCHAR) AS v')],
    ['Parquet of numbers', () => makeParquet('SELECT 1 AS v')],
  ])('%s', async (_, make, path) => {
    const probes = [pattern('(?=a)', path), pattern('^[9-0]$', path), { kind: 'rowCount' } as const]
    const [unknown, broken, count] = await engine().measure(await make(), probes, new AbortController().signal)
    expect(unknown).toEqual({ measured: false, reason: expect.stringContaining('not one that RE2 knows') })
    expect(broken).toMatchObject({ measured: false, isBroken: true })
    expect(count).toMatchObject({ measured: true })
  })
})
