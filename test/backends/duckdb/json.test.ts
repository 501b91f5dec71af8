import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { number, readAll, shareEngine, signal, sourceOf, text } from './read.ts'

const engine = shareEngine()

describe('what is read', () => {
  const ROWS = [{ a: '007', b: 1.5 }, { b: null }, { a: 'x' }]
  test.each<[string, string, string | Uint8Array]>([
    ['JSON Lines', 'data.jsonl', ROWS.map((row) => JSON.stringify(row)).join('\n')],
    ['JSON Lines as .ndjson with CRLF', 'data.ndjson', `${ROWS.map((row) => JSON.stringify(row)).join('\r\n')}\r\n`],
    ['JSON Lines as .json', 'data.json', ROWS.map((row) => JSON.stringify(row)).join('\n')],
    ['an array', 'data.json', JSON.stringify(ROWS)],
    ['an array over lines', 'data.json', `\n ${JSON.stringify(ROWS, null, 2)}\n`],
    ['objects over lines', 'data.json', ROWS.map((row) => JSON.stringify(row, null, 2)).join('\n')],
    ['gzip', 'data.jsonl.gz', gzipSync(ROWS.map((row) => JSON.stringify(row)).join('\n'))],
  ])('%s', async (_, name, content) => {
    const source = await sourceOf({ [name]: content })
    expect(await engine().describe(source, signal)).toEqual([
      { name: 'a', type: 'VARCHAR' },
      { name: 'b', type: 'VARCHAR' },
    ])
    expect(await readAll(engine(), source, text('a'), number('b'))).toEqual([
      ['007', null, 'x'],
      [1.5, NaN, NaN],
    ])
  })

  test('ids of twenty digits, booleans and nested values as text', async () => {
    const source = await sourceOf({ 'data.jsonl': '{"id":12345678901234567890,"t":true,"o":{"x":[1]}}\n' })
    expect(await readAll(engine(), source, text('id'), text('t'), text('o'))).toEqual([
      ['12345678901234567890'],
      ['true'],
      ['{"x":[1]}'],
    ])
  })

  test('objects whose one key is called json', async () => {
    const source = await sourceOf({ 'data.jsonl': '{"json":7}\n{"json":8}\n' })
    expect(await readAll(engine(), source, number('json'))).toEqual([[7, 8]])
  })

  test('objects of many keys with values of one kind', async () => {
    const row = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`k${index}`, index]))
    const source = await sourceOf({ 'data.jsonl': `${JSON.stringify(row)}\n` })
    expect(await readAll(engine(), source, number('k299'))).toEqual([[299]])
  })

  test('a key that first comes in the last of many rows', async () => {
    const source = await sourceOf({ 'data.jsonl': `${'{"a":1}\n'.repeat(30_000)}{"a":2,"late":3}\n` })
    const [late] = await readAll(engine(), source, number('late'))
    expect([late!.length, late!.at(-1)]).toEqual([30_001, 3])
  })
})

describe('what is refused', () => {
  test.each<[string, string, string]>([
    ['an empty file', '', 'data.jsonl: is empty'],
    ['a line that breaks off', '{"a":1}\n{"a":\n', 'data.jsonl:2: is not JSON'],
    ['a first line without a comma', '{"a":1 "b":2}\n', 'data.jsonl:1: is not JSON'],
    [
      'a list whose second value lacks a comma',
      '[{"a":1},\n{"a":1 "b":2}]',
      'data.jsonl: is not JSON: unexpected character. (value 2)',
    ],
    ['a list that is never closed', '[{"a":1},\n', 'data.jsonl: is cut off: the JSON array'],
    ['rows that are no objects', '1\n2\n', 'the rows are no JSON objects'],
    ['one row that is no object', '{"a":1}\n7\n', 'the row is no object of the expected shape'],
    ['a key that comes twice', '{"a":1,"a":2}\n', 'the object has the key "a" twice'],
    ['keys that differ by case', '{"a":1,"A":2}\n', 'differ by case alone'],
    ['a byte order mark', '\ufeff{"a":1}\n', 'byte order mark'],
    ['a cell that is no number', '{"a":1}\n{"a":"x"}\n', 'column "a" must hold numbers; in row 2'],
  ])('%s', async (_, content, message) => {
    const source = await sourceOf({ 'data.jsonl': content })
    await expect(readAll(engine(), source, number('a'))).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(message),
    })
  })
})
