import { describe, expect, it } from 'vitest'
import type { CodedBatch, ColumnRequest } from '../../../src/ports/engine.ts'
import { shareEngine, signal, sourceOf } from './read.ts'

const engine = shareEngine()

async function readBatches(text: string, request: ColumnRequest) {
  const source = await sourceOf({ 'data.csv': text })
  const batches = []
  for await (const batch of engine().columns(source, [request], signal)) batches.push(batch.columns[0]!)
  return batches
}

const write = (...cells: readonly string[]) => `x,y\n${cells.map((cell) => `${cell},0\n`).join('')}`

describe('text by code', () => {
  const read = async (text: string) => (await readBatches(text, { name: 'x', as: 'code' })) as readonly CodedBatch[]

  it('is numbered in the order of the first row, missing cells −1', async () => {
    const [batch] = await read(write('b', 'a', '', 'b', "it's", '007'))
    expect(batch).toEqual({ codes: Int32Array.of(0, 1, -1, 0, 2, 3), names: ['b', 'a', "it's", '007'] })
  })

  it('is the text that the column has as text', async () => {
    const text = write('b', '""', '" "', '"a,b"', '"say ""x"""', 'ü', '')
    const [texts] = await readBatches(text, { name: 'x', as: 'text' })
    const [{ codes, names } = { codes: new Int32Array(), names: [] }] = await read(text)
    expect(Array.from(codes, (code) => names[code] ?? null)).toEqual(texts)
  })

  it('goes on in the numbering from batch to batch', async () => {
    const cells = Array.from({ length: 70_000 }, (_, row) => (row < 40_000 ? 'early' : row < 60_000 ? 'late' : 'early'))
    const batches = await read(write(...cells))
    expect(batches.length).toBeGreaterThan(1)
    const names = batches.flatMap((batch) => batch.names)
    expect(names).toEqual(['early', 'late'])
    expect(batches.flatMap(({ codes }) => Array.from(codes, (code) => names[code]))).toEqual(cells)
  })

  it('may have more values than a dictionary holds', async () => {
    const cells = Array.from({ length: 12_000 }, (_, row) => `v${row}`)
    const batches = await read(write(...cells))
    expect(batches.flatMap((batch) => batch.names)).toEqual(cells)
  })

  it('of no rows has no values', async () => {
    expect(await read('x,y\n')).toEqual([])
    expect(await read(write('', ''))).toEqual([{ codes: Int32Array.of(-1, -1), names: [] }])
  })
})

describe('keys', () => {
  const read = (text: string) => readBatches(text, { name: 'x', as: 'key' })

  it('are numbers where all are whole numbers as digits write them', async () => {
    expect(await read(write('0', '-12', '', '9007199254740991'))).toEqual([
      Float64Array.of(0, -12, Number.NaN, 9_007_199_254_740_991),
    ])
  })

  it.each([
    '007',
    '1.0',
    '+1',
    '9007199254740993',
    '-9223372036854775808',
    '1e3',
    '-0',
    ' 1',
    'c1',
    '123456789012345678901234567890',
  ])('%j is text, and so is its batch', async (cell) => {
    expect(await read(write('5', cell, ''))).toEqual([['5', cell, null]])
  })

  it('of a batch with text keep the exact text of the numbers before it', async () => {
    const cells = Array.from({ length: 5000 }, (_, row) => (row === 4000 ? 'x' : String(row)))
    const [batch] = await read(write(...cells))
    expect(batch).toEqual(cells)
  })
})
