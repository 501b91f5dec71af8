import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { runInfer } from '../../../src/commands/contract/infer.ts'
import { InputError } from '../../../src/core/faults.ts'
import { writeParquet } from '../../support/parquet.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { type Flags, inferAndValidate, readTable, runContractAction } from './infer-session.ts'

/** About half of a table's rows, the same every time, the header kept. */
function takeHalf(text: string): string {
  const [header, ...lines] = text.split('\n')
  let state = 7
  const kept = lines.filter((line) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return line !== '' && state > 1_073_741_824
  })
  return `${[header, ...kept].join('\n')}\n`
}

/** The contract of a small table, and what was said of it. */
const infer = (text: string, flags: Flags = {}, file = 'table.csv') =>
  runContractAction(runInfer, makeFolder({ [file]: text }), [file], flags)

const table = (header: string, count: number, row: (index: number) => string) =>
  `${[header, ...Array.from({ length: count }, (_, index) => row(index))].join('\n')}\n`

describe('an inferred contract', () => {
  it.each<[file: string, flags: Flags]>([
    ['iris.csv', {}],
    ['wine.csv', {}],
    ['breast_cancer.csv', {}],
    ['diabetes.csv', {}],
    ['housing.csv', {}],
    ['customers.csv', {}],
    ['kunden.csv', { delimiter: ';', decimal: ',' }],
    ['kunden.csv', { delimiter: ';' }],
  ])('holds for %s and for half of its rows (%o)', async (file, flags) => {
    const folder = makeFolder({ [file]: readTable(file), 'half.csv': takeHalf(readTable(file)) })
    const { faults } = await inferAndValidate(folder, file, flags, [file, 'half.csv'])
    expect(faults).toEqual([])
  })

  it('holds for JSON Lines, whose nested values it names', async () => {
    const folder = makeFolder({ 'events.jsonl': readTable('events.jsonl') })
    const { faults, text } = await inferAndValidate(folder, 'events.jsonl')
    expect(faults).toEqual([])
    expect(text).toContain('format: uuid')
    expect(text).toContain(`      - name: user
        logicalType: object
        required: true
        properties:
          - name: id
            logicalType: integer
          - name: plan
            logicalType: string
      - name: tags
        logicalType: array
        required: true
        items:
          logicalType: string
`)
  })

  it('takes over the types of Parquet, nested ones too', async () => {
    const file = await writeParquet(`SELECT i::BIGINT AS id, i % 3 = 0 AS active, DATE '2026-01-01' + i::INT AS day,
      TIMESTAMP '2026-01-01 10:00:00' + INTERVAL (i) HOUR AS at, (i * 1.5)::DECIMAL(9, 2) AS amount,
      'P' || lpad(i::VARCHAR, 4, '0') AS code, {'a b': i::INT, 'l': [i::DOUBLE]} AS nested, [i] AS list
      FROM range(500) t(i)`)
    const folder = file.slice(0, file.lastIndexOf('/'))
    const { faults, text } = await inferAndValidate(folder, 't.parquet')
    expect(faults).toEqual([])
    const types = [...text.matchAll(/name: (.+)\n +logicalType: (\w+)/g)].map(([, name, type]) => [name, type])
    expect(types).toEqual([
      ['id', 'integer'],
      ['active', 'boolean'],
      ['day', 'date'],
      ['at', 'timestamp'],
      ['amount', 'number'],
      ['code', 'string'],
      ['nested', 'object'],
      ['a b', 'integer'],
      ['l', 'array'],
      ['list', 'array'],
    ])
  })

  it('keeps the types of a typed table without rows, and takes what has no logical type as it is', async () => {
    const empty = await writeParquet('SELECT 1::BIGINT AS a, true AS b WHERE false')
    const odd = await writeParquet(
      'SELECT i AS a, INTERVAL (i) DAY AS pause, i::VARCHAR::BLOB AS raw FROM range(200) t(i)',
    )
    const inferAt = (file: string) => inferAndValidate(file.slice(0, file.lastIndexOf('/')), 't.parquet')
    expect((await inferAt(empty)).text).toMatch(/name: a\n +logicalType: integer\n +- name: b\n +logicalType: boolean/)
    const { faults, text, notes } = await inferAt(odd)
    expect(faults).toEqual([])
    expect(text).toContain('      - name: pause\n        required: true\n')
    expect(notes).toContain('pause: is of type INTERVAL, for which the standard has no word: any value is taken')
  })

  it('reads the folders of a partitioned table as columns, and lists none of their values', async () => {
    const folder = makeFolder()
    for (const year of [2024, 2025]) {
      mkdirSync(join(folder, `sales/year=${year}`), { recursive: true })
      await writeParquet(
        'SELECT i AS id, i * 2.5 AS amount FROM range(200) t(i)',
        join(folder, `sales/year=${year}/p.parquet`),
      )
    }
    const { faults, text } = await inferAndValidate(folder, 'sales/*/*.parquet')
    expect(faults).toEqual([])
    expect(text).toMatch(/schema:\n {2}- name: sales\n/)
    expect(text).toContain('      - name: year\n        logicalType: integer\n        required: true\n')
  })

  it('reads compressed files and several at once, and is called as they are', async () => {
    const half = takeHalf(readTable('wine.csv'))
    const folder = makeFolder({ 'data/wine-1.csv': half, 'data/wine-2.csv': half, 'wine.csv.gz': gzipSync(half) })
    const many = await inferAndValidate(folder, 'data/wine-*.csv')
    const packed = await inferAndValidate(folder, 'wine.csv.gz')
    expect(many.faults).toEqual([])
    expect(packed.faults).toEqual([])
    expect([many.text, packed.text].map((text) => /schema:\n {2}- name: (\S+)/.exec(text)![1])).toEqual([
      'wine',
      'wine',
    ])
  })

  it('reads as a person would have written it', async () => {
    const { text } = await infer(readTable('customers.csv'), {}, 'customers.csv')
    expect(text).toBe(readTable('customers.odcs.yaml'))
  })
})

describe('what an inferred contract says of doubtful data', () => {
  it('takes the few texts among numbers for missing values, and says so', async () => {
    const { text, warnings } = await infer(table('amount', 200, (n) => (n % 50 === 3 ? 'unknown' : String(n * 1.5))))
    expect(text).toContain('logicalType: number')
    expect(text).toContain('missingValues: [unknown]')
    expect(warnings).toEqual(['amount: 4 cells hold "unknown": taken for missing values'])
  })

  it('writes no odd cell of a personal column into the contract', async () => {
    const { text, warnings } = await infer(
      table('birth_date', 100, (n) => (n === 7 ? 'Ann, aged 9' : `19${10 + (n % 80)}-05-01`).replace(',', ';')),
    )
    expect(text + warnings.join()).not.toContain('Ann')
    expect(text).toContain('logicalType: string')
  })

  it('makes a column of numbers with many odd cells text, and says so in the contract too', async () => {
    const { text, warnings } = await infer(table('amount', 400, (n) => (n % 25 === 3 ? `about ${n}` : String(n * 1.5))))
    expect(text).toContain('description: Mostly number, but 16 cells are none\n        logicalType: string')
    expect(warnings[0]).toMatch(/^amount: mostly number, but 16 cells are none: it is a string here/)
  })

  it('keeps leading zeros, long digits and postal codes as text', async () => {
    const { text } = await infer(
      table(
        'code,account,zip',
        100,
        (n) => `${String(n).padStart(5, '0')},9${String(n).padStart(21, '1')},${20_000 + n}`,
      ),
    )
    expect(text.match(/logicalType: (\w+)/g)).toEqual(Array(3).fill('logicalType: string'))
    expect(text).toContain('pattern: ^\\d{5}$')
  })

  it('names a decimal comma and another delimiter', async () => {
    const comma = await infer(readTable('kunden.csv'), { delimiter: ';' })
    expect(comma.warnings).toEqual(["Betrag: looks like numbers with a decimal comma: run again with --decimal ','"])
    await expect(infer(readTable('kunden.csv'))).rejects.toThrow("set --delimiter ';'")
  })

  it('says where days and months may be the other way round', async () => {
    const { text, warnings } = await infer(table('day', 30, (n) => `0${(n % 9) + 1}/0${((n * 2) % 9) + 1}/2026`))
    expect(text).toContain('format: dd/MM/yyyy')
    expect(warnings).toEqual(['day: reads as dd/MM/yyyy and as MM/dd/yyyy alike: look which one is meant'])
    const clear = await infer(table('day', 30, (n) => `0${(n % 9) + 1}/${10 + (n % 19)}/2026`))
    expect(clear.text).toContain('format: MM/dd/yyyy')
    expect(clear.warnings).toEqual([])
  })

  it('names values that differ by case alone', async () => {
    const { warnings } = await infer(table('answer', 200, (n) => (n % 2 ? 'yes' : n % 4 ? 'Yes' : 'no')))
    expect(warnings).toEqual(['answer: holds "Yes" and "yes": is one of them a slip?'])
  })

  it('demands a compound key where no column alone is one', async () => {
    const { text } = await infer(
      table('customer_id,month_date,amount', 60, (n) => `${n % 20},2026-0${1 + Math.floor(n / 20)}-01,${n * 2.5}`),
    )
    expect(text).toMatch(
      /name: customer_id[\s\S]*primaryKey: true\n +primaryKeyPosition: 1[\s\S]*name: month_date[\s\S]*primaryKeyPosition: 2/,
    )
  })

  it('takes no measure for a key, though each row has another', async () => {
    const { text, notes } = await infer(table('height,id_type', 50, (n) => `${1.5 + n / 100},a`))
    expect(text).not.toContain('primaryKey')
    expect(notes).toContain('no column was found that tells the rows apart, so there is no primary key')
  })

  it('lists no values of columns that look personal', async () => {
    const { text } = await infer(
      table('customer_id,vorname,email', 100, (n) => `${n},${n % 2 ? 'Anna' : 'Ben'},x${n % 3}@a.org`),
    )
    expect(text).not.toMatch(/Anna|x1@a/)
    expect(text.match(/classification: confidential/g)).toHaveLength(2)
  })

  it('names the columns of a table without rows, and demands nothing of them', async () => {
    const { text, warnings } = await infer('a,b\n')
    expect(text).toContain('    properties:\n      - name: a\n      - name: b\n')
    expect(warnings).toContain('the data has no rows: the contract names its columns alone')
  })

  it('tells of rows that do not split, and of columns that hold nothing', async () => {
    const { warnings } = await infer(`${table('a,b', 20, (n) => `${n},`)}1,2,3\n`)
    expect(warnings).toEqual([
      '1 row does not split into the columns (line 22): left out here, and an error for validate',
      'b: holds nothing, so nothing is demanded of it',
    ])
  })

  it('refuses no data, and two', async () => {
    const folder = makeFolder()
    await expect(runContractAction(runInfer, folder, [])).rejects.toThrow('contract infer needs data')
    await expect(runContractAction(runInfer, folder, ['a', 'b'])).rejects.toThrow('takes one path or pattern')
    await expect(runContractAction(runInfer, folder, [join('no', 'such.csv')])).rejects.toThrow(InputError)
  })
})
