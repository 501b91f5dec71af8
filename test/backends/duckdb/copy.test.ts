import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DataCopy } from '../../../src/core/data-copy.ts'
import { type CsvDialect, detectFormat } from '../../../src/core/data-source.ts'
import { openTestEngine } from '../../support/engine.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const { signal } = new AbortController()

async function copy(name: string, text: string | Uint8Array, more: Partial<DataCopy> = {}, csv?: CsvDialect) {
  const folder = makeFolder({ [name]: text })
  const engine = await openTestEngine()
  onTestFinished(() => engine.close())
  const target = join(folder, `copy.${name.split('.').slice(1).join('.')}`)
  const detected = detectFormat(name)
  const source = { uri: name, files: [join(folder, name)], ...detected, ...(csv ? { csv } : {}) }
  const { rows } = await engine.copy(source, { target, without: [], shuffle: null, ...more }, signal)
  return { rows, bytes: readFileSync(target), text: readFileSync(target, 'utf8'), engine, target, source }
}

describe('copying rows', () => {
  it('leaves columns out and keeps cells as written', async () => {
    const { rows, text } = await copy('a.csv', 'id,label,x\n007,1,"a,""b"""\n8,0,\n9,1,""\n', { without: ['label'] })
    expect(rows).toBe(3)
    expect(text).toBe('id,x\n007,"a,""b"""\n8,\n9,\n')
  })

  it('writes the dialect and the encoding that it read', async () => {
    const csv: CsvDialect = { delimiter: ';', quote: "'", encoding: 'latin-1', decimal: ',' }
    const { bytes } = await copy('a.csv', Buffer.from("id;x\n1;'a;é'\n2;1,5\n", 'latin1'), {}, csv)
    expect(bytes.toString('latin1')).toBe("id;x\n1;'a;é'\n2;1,5\n")
    const wide = await copy('b.csv', Buffer.from('\ufeffid,x\n1,é\n', 'utf16le'), {}, { encoding: 'utf-16' })
    expect(wide.bytes.toString('utf16le')).toBe('\ufeffid,x\n1,é\n')
  })

  it('keeps JSON values as they are, in lines or in one array', async () => {
    const lines = '{"id":1,"x":"007","n":{"a":[1,2]}}\n{"id":2,"x":null,"n":null}\n'
    expect((await copy('a.jsonl', lines)).text).toBe(lines)
    const array = (await copy('a.json', '[{"id":1,"y":1.5,"label":0},{"id":2,"y":true}]', { without: ['label'] })).text
    expect(JSON.parse(array)).toEqual([
      { id: 1, y: 1.5 },
      { id: 2, y: true },
    ])
  })

  it('writes no file over', async () => {
    const { engine, target, source } = await copy('a.csv', 'id\n1\n')
    const again = engine.copy(source, { target, without: [], shuffle: null }, signal)
    await expect(again).rejects.toThrow('is there already')
  })
})

describe('shuffling columns', () => {
  const rows = Array.from({ length: 50 }, (_, index) => `r${index},q${index % 5},${index},${index * 2}`)
  const table = `id,query,x,y\n${rows.join('\n')}\n`
  const shuffle = { rows: 30, unit: null, columns: ['x', 'y'], repeats: 2, seed: 1 }
  const parse = (text: string) =>
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))

  it('gives the sample as it is, then a block for each column and repeat in which that column alone is shuffled', async () => {
    const { text, rows: count } = await copy('a.csv', table, { shuffle })
    expect(count).toBe(150)
    const cells = parse(text)
    const block = (index: number) => cells.slice(index * 30, index * 30 + 30)
    const column = (index: number, at: number) => block(index).map((row) => row[at])
    for (const [id, , x, y] of block(0)) expect([`r${x}`, String(Number(x) * 2)]).toEqual([id, y])
    for (const index of [1, 2]) {
      expect(column(index, 0)).toEqual(column(0, 0))
      expect(column(index, 3)).toEqual(column(0, 3))
      expect(column(index, 2)).not.toEqual(column(0, 2))
      expect(column(index, 2).sort()).toEqual(column(0, 2).sort())
    }
    for (const index of [3, 4]) {
      expect(column(index, 2)).toEqual(column(0, 2))
      expect(column(index, 3)).not.toEqual(column(0, 3))
    }
    expect(column(1, 2)).not.toEqual(column(2, 2))
  })

  it('draws the same for a seed and another for another, in the order of the file', async () => {
    const ids = async (seed: number) =>
      parse((await copy('a.csv', table, { shuffle: { ...shuffle, seed } })).text)
        .slice(0, 30)
        .map(([id]) => id!)
    const first = await ids(1)
    expect(await ids(1)).toEqual(first)
    expect(await ids(2)).not.toEqual(first)
    expect(first).toEqual([...first].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))))
  })

  it('draws rows of one unit together', async () => {
    const { text } = await copy('a.csv', table, { shuffle: { ...shuffle, rows: 20, unit: 'query' } })
    expect(new Set(parse(text).map(([, query]) => query)).size).toBe(2)
  })
})
