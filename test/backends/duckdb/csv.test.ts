import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { CsvDialect } from '../../../src/core/data-source.ts'
import { number, readAll, shareEngine, signal, sourceOf, text } from './read.ts'

const engine = shareEngine()

describe('what is read', () => {
  const TABLE = [
    ['007', '2'],
    ['x', null],
  ]
  test.each<[string, string | Uint8Array, CsvDialect | undefined]>([
    ['plain', 'a,b\n007,x\n2,\n', undefined],
    ['a byte order mark and CRLF', '\ufeffa,b\r\n007,x\r\n2,\r\n', undefined],
    ['quotes', '"a","b"\n"007","x"\n"2",""\n', undefined],
    ['no line break at the end', 'a,b\n007,x\n2,', undefined],
    ['CR alone', 'a,b\r007,x\r2,\r', undefined],
    ['semicolons', 'a;b\n007;x\n2;\n', { delimiter: ';' }],
    ['tabs as a shell writes them', 'a\tb\n007\tx\n2\t\n', { delimiter: '\\t' }],
    ['another quote', "'a','b'\n'007','x'\n'2',\n", { quote: "'" }],
    ['UTF-16', Buffer.from('\ufeffa,b\n007,x\n2,\n', 'utf16le'), { encoding: 'utf-16' }],
  ])('%s', async (_, content, csv) => {
    const source = await sourceOf({ 'data.csv': content }, csv)
    expect(await engine().describe(source, signal)).toEqual([
      { name: 'a', type: 'VARCHAR' },
      { name: 'b', type: 'VARCHAR' },
    ])
    expect(await readAll(engine(), source, text('a'), text('b'))).toEqual(TABLE)
  })

  test('text in Latin-1 where it is declared', async () => {
    const source = await sourceOf({ 'data.csv': Buffer.from('caf\xe9\n\xfcber\n', 'latin1') }, { encoding: 'latin-1' })
    expect(await readAll(engine(), source, text('café'))).toEqual([['über']])
  })

  test('line breaks, delimiters and quotes inside quoted fields and names', async () => {
    const source = await sourceOf({ 'data.csv': '"a\n""1"",",b\n"x,\r\ny","""z"""\n' })
    expect(await readAll(engine(), source, text('a\n"1",'), text('b'))).toEqual([['x,\r\ny'], ['"z"']])
  })

  test('one quoted name with a comma, where the delimiter is another', async () => {
    const source = await sourceOf({ 'data.csv': '"a,b"\n1\n' }, { delimiter: ';' })
    expect(await readAll(engine(), source, number('a,b'))).toEqual([[1]])
  })

  test('names that are hostile to SQL', async () => {
    const name = `x'); DROP TABLE t; --"`
    const source = await sourceOf({ 'data.csv': `"${name.replaceAll('"', '""')}",select\n1,2\n` })
    expect(await readAll(engine(), source, number(name), text('select'))).toEqual([[1], ['2']])
  })

  test('the index column that pandas writes without a name', async () => {
    const source = await sourceOf({ 'data.csv': ',a\n0,x\n' })
    expect(await readAll(engine(), source, text('column0'))).toEqual([['0']])
  })

  test('a header alone is a table without rows', async () => {
    const source = await sourceOf({ 'data.csv': 'a,b' })
    expect(await engine().describe(source, signal)).toHaveLength(2)
    expect(await readAll(engine(), source, text('a'), number('b'))).toEqual([[], []])
  })

  test('gzip, also of several members', async () => {
    const content = Buffer.concat([gzipSync('a\n1\n'), gzipSync('2\n')])
    expect(await readAll(engine(), await sourceOf({ 'data.csv.gz': content }), number('a'))).toEqual([[1, 2]])
  })

  test('tab-separated files by their name', async () => {
    expect(await readAll(engine(), await sourceOf({ 'data.tsv': 'a\tb\n1\t2\n' }), number('b'))).toEqual([[2]])
  })

  test('all files of a pattern, in the order of their names', async () => {
    const source = await sourceOf({ '10.csv': 'a\n3\n', '02.csv': 'a\n2\n', '01.csv': 'a\n1\n' }, undefined, '*.csv')
    expect(await readAll(engine(), source, number('a'))).toEqual([[1, 2, 3]])
  })

  test.each(['a*.csv', 'q[1].csv', 'b?.csv', "it's.csv", '{x,y}.csv'])(
    'a file that is named %s, and no other',
    async (name) => {
      const source = await sourceOf({
        [name]: 'a\n1\n',
        'ab.csv': 'a\n2\n',
        'q1.csv': 'a\n2\n',
        'bb.csv': 'a\n2\n',
        'x.csv': 'a\n2\n',
      })
      expect(await readAll(engine(), source, number('a'))).toEqual([[1]])
    },
  )

  test('rows keep the order of the file over many batches', async () => {
    const rows = Array.from({ length: 50_000 }, (_, row) => row)
    const source = await sourceOf({ 'data.csv': `a,b\n${rows.map((row) => `${row},${'x'.repeat(40)}`).join('\n')}\n` })
    expect((await readAll(engine(), source, number('a')))[0]).toEqual(rows)
  })

  test('a name that really holds U+FFFD, also beside quotes', async () => {
    const source = await sourceOf({ 'data.csv': '"say ""\uFFFD""",b\uFFFD\n1,2\n' })
    expect((await engine().describe(source, signal)).map(({ name }) => name)).toEqual(['say "\uFFFD"', 'b\uFFFD'])
  })
})

describe('numbers', () => {
  test('not-a-number and infinity are numbers, an empty cell is missing', async () => {
    const source = await sourceOf({ 'data.csv': 'a,b\n1e-3,x\nnan,x\nNaN,x\n-inf,x\nInfinity,x\n,x\n+.5,x\n' })
    expect(await readAll(engine(), source, number('a'))).toEqual([[0.001, NaN, NaN, -Infinity, Infinity, NaN, 0.5]])
  })

  test('a decimal comma where it is declared', async () => {
    const source = await sourceOf({ 'data.csv': 'a;b\n1,5;2\n' }, { delimiter: ';', decimal: ',' })
    expect(await readAll(engine(), source, number('a'), number('b'))).toEqual([[1.5], [2]])
  })

  test('a point beside a declared decimal comma is refused: it might separate thousands', async () => {
    const source = await sourceOf({ 'data.csv': 'a;b\n1.500;2\n' }, { delimiter: ';', decimal: ',' })
    await expect(readAll(engine(), source, number('a'))).rejects.toThrow(/"a" must hold numbers; in row 1/)
  })

  test('cells that are no numbers are named by column and row, all columns in one message', async () => {
    const rows = Array.from({ length: 5000 }, (_, row) => (row === 4321 ? 'NA,1' : row === 4999 ? '1,1;5' : '1,2'))
    const source = await sourceOf({ 'data.csv': `at,b\n${rows.join('\n')}\n` })
    await expect(readAll(engine(), source, number('at'), number('b'))).rejects.toMatchObject({
      name: 'InputError',
      faults: [
        {
          message: 'data.csv: column "at" must hold numbers; in row 4322 it holds none (1 such row)',
          help: '"NA" is text here: write missing values as empty cells',
        },
        { message: 'data.csv: column "b" must hold numbers; in row 5000 it holds none (1 such row)' },
      ],
    })
  })

  test('the message guesses a decimal comma, and does not show what is in a cell', async () => {
    const source = await sourceOf({ 'data.csv': 'a,b\n"1,5",secret@example.org\n' })
    await expect(readAll(engine(), source, number('a'))).rejects.toThrow(/--decimal ','/)
    await expect(readAll(engine(), source, number('b'))).rejects.toThrow(/^(?![\s\S]*secret)/)
  })

  test('a column that is not there is named beside those that are', async () => {
    const source = await sourceOf({ 'data.csv': 'a,B\n1,2\n' })
    await expect(readAll(engine(), source, text('b'), text('c'))).rejects.toThrow(
      'data.csv: there is no column "b"\n  → the columns are: a, B\ndata.csv: there is no column "c"',
    )
  })
})

describe('what is refused', () => {
  const cut = gzipSync(`a\n${'1\n'.repeat(100_000)}`).subarray(0, 150)
  test.each<[string, string, string | Uint8Array, string]>([
    ['an empty file', 'data.csv', '', 'data.csv: is empty (0 bytes)'],
    ['an empty gzip file', 'data.csv.gz', gzipSync(''), 'holds nothing'],
    ['a blank first line', 'data.csv', '\na,b\n', 'data.csv:1: the first line is blank'],
    [
      'another delimiter',
      'data.csv',
      'a;b\n1;2\n',
      `data.csv:1: the header is one column that holds ";", so the delimiter is hardly ","\n  → set --delimiter ';'`,
    ],
    ['tabs in a .csv', 'data.csv', 'a\tb\n1\t2\n', `--delimiter '\\t'`],
    [
      'a name that comes twice',
      'data.csv',
      'a,b,a\n',
      'data.csv:1: the header names the column "a" twice (columns 1 and 3)',
    ],
    ['names that differ by case', 'data.csv', 'a,A\n', '"a" and "A" differ by case alone'],
    ['a header that is not UTF-8', 'data.csv', Buffer.from('caf\xe9\n1\n', 'latin1'), 'data.csv:1: is not UTF-8 text'],
    [
      'a cell that is not UTF-8',
      'data.csv',
      Buffer.from('a\nx\ncaf\xe9\n', 'latin1'),
      'data.csv:3: is not UTF-8 text\n  → save it as UTF-8, or set --encoding latin-1',
    ],
    ['UTF-16 that is not declared', 'data.csv', Buffer.from('\ufeffa\n1\n', 'utf16le'), '--encoding utf-16'],
    [
      'big-endian UTF-16',
      'data.csv',
      Buffer.from([0xfe, 0xff, 0, 0x61]),
      'data.csv: is UTF-16 with the high byte first',
    ],
    [
      'a line break in a name that is not the one between lines',
      'data.csv',
      '"a\nb",c\r\n1,2\r\n',
      'data.csv:1: the header has a line break inside a name',
    ],
    [
      'a line break in the first name behind a byte order mark',
      'data.csv',
      '\ufeff"a\nb",c\n1,2\n',
      'data.csv:1: the header has a line break inside a name',
    ],
    [
      'a pointer of Git LFS',
      'data.csv',
      'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n',
      'data.csv: is a pointer of Git LFS, not the data\n  → fetch the data: git lfs pull',
    ],
    ['a line with too few fields', 'data.csv', 'a,b\n1,2\n3\n', 'data.csv:3: the line has 1 fields, the header 2'],
    ['a line with too many fields', 'data.csv', 'a,b\n1,2,3\n', 'data.csv:2: the line has 3 fields, the header 2'],
    ['a quote that is not closed', 'data.csv', 'a,b\n1,"x\n2,y\n', 'data.csv:2: a quoted field does not end'],
    [
      'a quote that is not closed in the header',
      'data.csv',
      `"a,b\n${'1,2\n'.repeat(300_000)}`,
      'data.csv:1: the first line does not end within 1 MB',
    ],
    ['mixed line endings', 'data.csv', 'a,b\n1,x\r\n2,y\n', 'line endings are mixed'],
    ['gzip that the name hides', 'data.csv', gzipSync('a\n1\n'), 'is compressed with gzip'],
    ['no gzip, whatever the name', 'data.csv.gz', 'a\n1\n', 'is no gzip file'],
    ['gzip that breaks off', 'data.csv.gz', cut, 'damaged or cut off'],
    [
      'zstd that breaks off behind a block',
      'data.csv.zst',
      Buffer.from('\x28\xb5\x2f\xfd\x20\x04\x20\0\0a\n1\n', 'latin1'),
      'damaged or cut off',
    ],
  ])('%s', async (_, name, content, message) => {
    const source = await sourceOf({ [name]: content })
    const reading = readAll(
      engine(),
      source,
      ...(
        await engine()
          .describe(source, signal)
          .catch(() => [{ name: 'a' }])
      ).map(({ name: column }) => text(column)),
    )
    await expect(reading).rejects.toMatchObject({ name: 'InputError', message: expect.stringContaining(message) })
  })

  test('UTF-16 with characters that the engine does not read in it', async () => {
    const emoji = Buffer.from('\ufeffa\n\u{1f600}\n', 'utf16le')
    const source = await sourceOf({ 'data.csv': emoji }, { encoding: 'utf-16' })
    await expect(readAll(engine(), source, text('a'))).rejects.toThrow(/beyond U\+FFFF.*\n.*save it as UTF-8/)
  })

  test.each<[CsvDialect, string]>([
    [{ delimiter: ',', quote: ',' }, '"," cannot be both delimiter and quote'],
    [{ delimiter: 'abcde' }, '"abcde" is no delimiter'],
    [{ delimiter: '\n' }, '"\\n" is no delimiter'],
    [{ quote: '«' }, '"«" is no quote'],
  ])('the dialect %j', async (csv, message) => {
    const source = await sourceOf({ 'data.csv': 'a,b\n1,2\n' }, csv)
    await expect(engine().describe(source, signal)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(message),
    })
  })

  test('files of a pattern whose headers differ, each fault named', async () => {
    const files = { '1.csv': 'a,b\n', '2.csv': 'b,a\n', '3.csv': 'a,c\n' }
    const source = await sourceOf(files, undefined, '*.csv')
    await expect(engine().describe(source, signal)).rejects.toThrow(
      /2\.csv:1: .*the order differs[\s\S]*3\.csv:1: .*lacks b and has c besides/,
    )
  })

  test('a file that vanished', async () => {
    const source = { uri: 'gone.csv', files: ['/nowhere/gone.csv'], format: 'csv' } as const
    await expect(engine().describe(source, signal)).rejects.toThrow('gone.csv: there is no such file')
  })

  test('a decompression bomb', async () => {
    const bomb = Buffer.concat(Array(30).fill(gzipSync(Buffer.alloc(9_000_000, 'a'))))
    await expect(engine().describe(await sourceOf({ 'data.csv.gz': bomb }), signal)).rejects.toThrow(
      'expands to more than 250 times',
    )
  })
})
