import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import { writeParquet } from '../../support/parquet.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { validateFiles } from '../../support/validate.ts'

const CONTRACT = `apiVersion: v3.1.0
kind: DataContract
schema:
- name: people
  quality:
  - {metric: rowCount, mustBeGreaterThan: 0}
  properties:
  - {name: id, logicalType: integer, required: true, unique: true}
  - {name: name, logicalType: string, logicalTypeOptions: {maxLength: 3}}
`
const GOOD = 'id,name\n1,Ann\n2,Bob\n'

type Files = Readonly<Record<string, string | Uint8Array>>
const validate = (files: Files, data = Object.keys(files)[0]!, contract = 'c.yaml') =>
  validateFiles(makeFolder({ 'c.yaml': CONTRACT, ...files }), { data, contract })

async function refusalOf(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof InputError)) throw new Error(`no input error: ${String(error)}`)
  return error.message
}

describe('data that cannot be read', () => {
  it.each<[string, Files, string, readonly string[]]>([
    ['a missing file', {}, 'people.csv', ['people.csv: there is no such file']],
    ['a pattern without a file', {}, 'peo*.csv', ['peo*.csv', 'no file matches']],
    ['an empty file', { 'people.csv': '' }, 'people.csv', ['people.csv', 'empty']],
    ['another delimiter', { 'people.csv': 'id;name\n1;Ann\n' }, 'people.csv', ['people.csv:1', "--delimiter ';'"]],
    ['a repeated header', { 'people.csv': 'id,id\n1,2\n' }, 'people.csv', ['people.csv:1', '"id" twice']],
    [
      'a cell that is not UTF-8',
      { 'people.csv': Buffer.from('id,name\n1,Ann\n2,Bö\n', 'latin1') },
      'people.csv',
      ['people.csv:3', 'is not UTF-8 text', '--encoding latin-1'],
    ],
    [
      'a cell that is not UTF-8, in one of several files',
      { '1.csv': GOOD, '2.csv': Buffer.from('id,name\n1,Ö\n', 'latin1') },
      '*.csv',
      ['2.csv:2: is not UTF-8 text'],
    ],
    [
      'a header that is not UTF-8',
      { 'people.csv': Buffer.from('id,näme\n1,Ann\n', 'latin1') },
      'people.csv',
      ['people.csv:1', 'is not UTF-8 text'],
    ],
    [
      'rows of which none splits as the header does',
      { 'people.csv': 'id,name\n1;Ann\n2;Bob\n' },
      'people.csv',
      ['no row splits into the 2 columns', '--delimiter'],
    ],
    ['an unknown ending', { 'people.xlsx': 'PK' }, 'people.xlsx', ['people.xlsx', '.parquet']],
    [
      'rows that are all swallowed by a quote',
      { 'people.csv': 'id,name\n1,"Ann\n2,Bob\n' },
      'people.csv',
      ['never closed'],
    ],
    [
      'a longer JSON row than is read',
      { 'people.jsonl': `{"id": "${'x'.repeat(34_000_000)}"}\n` },
      'people.jsonl',
      ['people.jsonl: a row is longer than 16 MB'],
    ],
    ['broken JSON', { 'people.jsonl': '{"id": 1}\n{"id": \n' }, 'people.jsonl', ['people.jsonl', 'is not JSON']],
    ['cut gzip', { 'people.csv.gz': gzipSync(GOOD).subarray(0, 20) }, 'people.csv.gz', ['people.csv.gz', 'cut off']],
  ])('%s is refused with what to do', async (_, files, data, words) => {
    const message = await refusalOf(validate(files, data))
    for (const word of words) expect(message).toContain(word)
  })

  it('truncated Parquet is refused with what to do', async () => {
    const whole = readFileSync(await writeParquet("SELECT 1::BIGINT AS id, 'Ann' AS name"))
    expect(await refusalOf(validate({ 'people.parquet': whole.subarray(0, whole.length - 9) }))).toContain('is cut off')
  })
})

describe('contracts that cannot be read', () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefgh'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`),
  ].join('\n')

  it.each<[string, string | Uint8Array, readonly string[]]>([
    ['a tab', CONTRACT.replace('  quality', '\tquality'), ['c.yaml:5:1', 'tab']],
    ['a key twice', `${CONTRACT}kind: DataContract\n`, ['c.yaml:10:1', '"kind"', 'twice']],
    ['an unknown key', CONTRACT.replace('required', 'requird'), ['c.yaml:8:', 'unknown key "requird"', 'did you mean']],
    ['an alias bomb', `${CONTRACT}customProperties:\n${bomb.replaceAll(/^/gm, '  ')}\n`, ['c.yaml:1', 'aliases']],
    ['an unknown version', CONTRACT.replace('v3.1.0', 'v9.0.0'), ['c.yaml:1:1', '"apiVersion" is "v9.0.0"']],
    ['bytes that are not UTF-8', Buffer.from(`${CONTRACT}# ö`, 'latin1'), ['c.yaml', 'UTF-8']],
    [
      'a pattern that is no expression',
      CONTRACT.replace('maxLength: 3', "pattern: '[a-z'"),
      ['c.yaml:9:', 'name: the pattern is broken', 'mend the contract'],
    ],
    ['no object', 'apiVersion: v3.1.0\nkind: DataContract\n', ['c.yaml', 'describes no object']],
  ])('%s is refused with its place', async (_, text, words) => {
    const message = await refusalOf(validate({ 'people.csv': GOOD, 'c.yaml': text }))
    for (const word of words) expect(message).toContain(word)
  })

  it('the faults of contract and data stand in one message', async () => {
    const message = await refusalOf(validate({ 'c.yaml': CONTRACT.replace('required', 'requird') }, 'people.csv'))
    expect(message).toContain('unknown key "requird"')
    expect(message).toContain('people.csv: there is no such file')
  })

  it('a contract of several objects needs to be told which', async () => {
    const two = `${CONTRACT}- name: orders\n  properties: [{name: id}]\n`
    const files = { 'data.csv': GOOD, 'people.csv': GOOD, 'c.yaml': two }
    expect(await refusalOf(validate(files))).toContain('there are: people, orders')
    expect((await validate(files, 'people.csv')).checks.has('people/id/unique')).toBe(true)
    const named = await validateFiles(makeFolder(files), { data: 'data.csv', contract: 'c.yaml', object: 'orders' })
    expect([...named.checks.keys()]).toEqual(['orders/readable', 'orders/columns', 'orders/id/present'])
    const wrong = validateFiles(makeFolder(files), { data: 'data.csv', contract: 'c.yaml', object: 'order' })
    expect(await refusalOf(wrong)).toContain('did you mean orders?')
  })
})

describe('data that is odd but readable', () => {
  it('a header alone settles nothing, but zero rows are a count', async () => {
    const { result, checks } = await validate({ 'people.csv': 'id,name\n' })
    const verdicts = Object.fromEntries([...checks].map(([id, { verdict }]) => [id.replace('people/', ''), verdict]))
    expect(verdicts).toEqual({
      readable: 'inconclusive',
      columns: 'pass',
      'id/present': 'pass',
      'id/type': 'inconclusive',
      'id/required': 'inconclusive',
      'id/unique': 'inconclusive',
      'name/present': 'pass',
      'name/type': 'inconclusive',
      'name/maxLength': 'inconclusive',
      rowCount: 'fail',
    })
    expect(result.blocks).toBe(true)
  })

  it('a missing column fails, an extra one warns, and rules of the missing one are inconclusive', async () => {
    const { result, checks } = await validate({ 'people.csv': 'ID,name\n1,Ann\n' })
    expect(checks.get('people/id/present')).toMatchObject({ verdict: 'fail', help: expect.stringContaining('"ID"') })
    expect(checks.get('people/columns')).toMatchObject({ verdict: 'fail', severity: 'warning', observed: 'ID' })
    expect(checks.get('people/id/unique')).toMatchObject({
      verdict: 'inconclusive',
      blocks: true,
      help: 'not measured: the data has no column "id"',
    })
    expect(result.verdict).toBe('fail')
  })

  it('an extra column alone is a warning that does not block', async () => {
    const { result } = await validate({ 'people.csv': 'id,name,age\n1,Ann,30\n' })
    expect([result.verdict, result.blocks]).toEqual(['warn', false])
    expect(result.summary).toBe(
      'people.csv keeps the contract but for 1 warning of 10 rules: "the data has no column that the contract lacks".',
    )
  })

  it.each<[string, Files]>([
    ['a byte order mark and CRLF', { 'people.csv': `\uFEFF${GOOD.replaceAll('\n', '\r\n')}` }],
    ['gzip', { 'people.csv.gz': gzipSync(GOOD) }],
    ['JSON Lines', { 'people.jsonl': '{"id":1,"name":"Ann"}\n{"id":2,"name":"Bob"}\n' }],
    [
      'a contract with a byte order mark and CRLF',
      {
        'people.csv': GOOD,
        'c.yaml': `\uFEFF${CONTRACT.replaceAll('\n', '\r\n')}`,
      },
    ],
  ])('%s is read like any other', async (_, files) => {
    const { result } = await validate(files)
    expect([result.verdict, result.checks.length, result.materials[0]!.rows]).toEqual(['pass', 10, 2])
  })

  it('a rule that tolerates what it counts shows no rows', async () => {
    const contract = CONTRACT.replace(
      'maxLength: 3}}',
      'maxLength: 3}, quality: [{metric: nullValues, mustBeLessThan: 2}]}',
    )
    const { checks } = await validate({ 'people.csv': 'id,name\n1,\n2,Annabel\n', 'c.yaml': contract })
    expect(checks.get('people/name/nullValues')).toMatchObject({ verdict: 'pass', observed: 1, samples: [] })
    expect(checks.get('people/name/maxLength')?.samples).toEqual([{ row: 2, values: { name: '•••' } }])
  })

  it('Parquet holds the contract’s physical types, its cells within their sizes', async () => {
    const contract = `${CONTRACT}  - {name: code, physicalType: VARCHAR(3)}
  - {name: small, physicalType: SMALLINT}
  - {name: price, physicalType: 'DECIMAL(4,2)'}
  - {name: rate, physicalType: 'DECIMAL(4,2)'}
  - {name: at, physicalType: timestamp}
  - {name: tags, logicalType: array, items: {physicalType: text, logicalTypeOptions: {maxLength: 2}}}
  - {name: place, logicalType: object, properties: [{name: zip, logicalType: string, required: true}]}
`
    const select = `SELECT range::BIGINT AS id, 'Ann' AS name, 'abcd'[1:range + 2] AS code, 32766 + range AS small,
      (99.98 + range / 100)::DECIMAL(9,3) AS price, 1.5::DOUBLE AS rate, TIMESTAMP '2026-01-01' AS at,
      ['a', 'b' || repeat('x', range::INTEGER)] AS tags, {'zip': nullif('1', range::VARCHAR)} AS place FROM range(3)`
    const file = readFileSync(await writeParquet(select))
    const { checks } = await validate({ 'people.parquet': file, 'c.yaml': contract })
    const found = [
      'code/physicalType',
      'small/physicalType',
      'price/physicalType',
      'rate/physicalType',
      'at/physicalType',
      'tags[]/physicalType',
      'tags[]/maxLength',
      'place/type',
      'place.zip/required',
    ].map((id) => {
      const { verdict, observed, statistics } = checks.get(`people/${id}`)!
      return [id, verdict, observed, statistics.failing]
    })
    expect(found).toEqual([
      ['code/physicalType', 'fail', 'VARCHAR', 1],
      ['small/physicalType', 'fail', 'BIGINT', 1],
      ['price/physicalType', 'fail', 'DECIMAL(9,3)', 1],
      ['rate/physicalType', 'fail', 'DOUBLE', null],
      ['at/physicalType', 'pass', 'TIMESTAMP', null],
      ['tags[]/physicalType', 'pass', 'VARCHAR', null],
      ['tags[]/maxLength', 'fail', 1, 1],
      ['place/type', 'pass', 0, 0],
      ['place.zip/required', 'fail', 1, 1],
    ])
  })

  it('Parquet is read by its own types', async () => {
    const good = readFileSync(await writeParquet("SELECT 1::INTEGER AS id, 'Ann' AS name"))
    expect((await validate({ 'people.parquet': good })).result.verdict).toBe('pass')
    const bad = readFileSync(await writeParquet("SELECT '1' AS id, 'Ann' AS name"))
    const { checks } = await validate({ 'people.parquet': bad })
    expect(checks.get('people/id/type')).toMatchObject({ verdict: 'fail', observed: 'VARCHAR' })
    expect(checks.get('people/id/unique')?.verdict).toBe('pass')
  })

  it('numbers with a decimal comma are told what to declare, and read once it is', async () => {
    const contract = `${CONTRACT}  - {name: price, logicalType: number, logicalTypeOptions: {maximum: 3}}\n`
    const files = { 'people.csv': 'id;name;price\n1;Ann;1,5\n2;Bob;2,5\n', 'c.yaml': contract }
    const flags = { data: 'people.csv', contract: 'c.yaml', delimiter: ';' }
    const { checks } = await validateFiles(makeFolder(files), flags)
    expect(checks.get('people/price/type')).toMatchObject({
      verdict: 'fail',
      observed: 2,
      help: expect.stringContaining('decimal: ","'),
    })
    expect(checks.get('people/price/maximum')).toMatchObject({
      verdict: 'inconclusive',
      help: 'not measured: no cell of "price" reads as number',
    })
    const read = await validateFiles(makeFolder(files), { ...flags, decimal: ',' })
    expect(read.result.verdict).toBe('pass')
  })

  it('a column cut by another delimiter is told which', async () => {
    const { checks } = await validate({ 'people.csv': 'id,x;name\n1,2;Ann\n' })
    expect(checks.get('people/name/present')).toMatchObject({
      verdict: 'fail',
      help: expect.stringContaining('is the delimiter ";"?'),
    })
  })

  it('a timestamp with a space is told which format to declare', async () => {
    const contract = `${CONTRACT}  - {name: at, logicalType: timestamp}\n`
    const { checks } = await validate({ 'people.csv': 'id,name,at\n1,Ann,2024-01-01 10:00:00\n', 'c.yaml': contract })
    expect(checks.get('people/at/type')).toMatchObject({
      verdict: 'fail',
      help: expect.stringContaining('format: "yyyy-MM-dd HH:mm:ss"'),
    })
  })
})
