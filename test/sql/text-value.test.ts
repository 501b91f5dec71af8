import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ColumnReference, ValueType } from '../../src/core/probe.ts'
import { quoteLiteral } from '../../src/sql/quoting.ts'
import { describeReading, renderTextValue } from '../../src/sql/text-value.ts'
import { openScratch, type Scratch } from '../support/scratch-database.ts'

let database: Scratch
beforeAll(async () => {
  database = await openScratch()
})
afterAll(() => database.close())

const reference = (type: ValueType, more: Partial<ColumnReference> = {}): ColumnReference => ({
  names: ['v'],
  type,
  format: null,
  missing: [],
  ...more,
})
const read = (type: ValueType, more: Partial<ColumnReference> = {}, text = 'x') =>
  renderTextValue(text, describeReading(reference(type, more), '.'))!

/** By a regular expression for each cell: what is decided without one must come to the same. */
const WHOLE = `CASE WHEN regexp_full_match(x, '[+-]?[0-9]+') THEN TRY_CAST(x AS HUGEINT) END`
const NUMBER = `CASE WHEN regexp_full_match(x, '[+-]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?') AND isfinite(TRY_CAST(x AS DOUBLE)) THEN TRY_CAST(x AS DOUBLE) END`
const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const TIME = '[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?'
const DATE = `CASE WHEN regexp_full_match(x, '${DAY}') THEN TRY_CAST(x AS DATE) END`
const OFFSET = '(?:Z|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)'
const utc = (text: string) => `make_timestamp(epoch_us(TRY_CAST(${text} AS TIMESTAMPTZ)))`
const MOMENT = `CASE WHEN regexp_full_match(x, '${DAY}T${TIME}') THEN TRY_CAST(x AS TIMESTAMP) WHEN regexp_full_match(x, '${DAY}T..:..${OFFSET}') THEN ${utc(`regexp_replace(x, '^(.{16})', '\\1:00')`)} WHEN regexp_full_match(x, '${DAY}T${TIME}${OFFSET}') THEN ${utc('x')} END`
const BOOLEAN = `CASE lower(x) WHEN 'true' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN '0' THEN false END`
const PLAIN: readonly (readonly [ValueType, string])[] = [
  ['integer', WHOLE],
  ['number', NUMBER],
  ['date', DATE],
  ['timestamp', MOMENT],
  ['boolean', BOOLEAN],
]

/** Texts of a table `texts (x)` that read otherwise than by the regular expression, or as another value. */
async function findOdd(type: ValueType, plain: string, texts: string): Promise<readonly unknown[]> {
  const odd = `SELECT x FROM (SELECT x, ${read(type)} AS fast, ${plain} AS plain FROM ${texts}) WHERE fast IS DISTINCT FROM plain LIMIT 5`
  return (await database.query(odd)).map(([text]) => text)
}

const table = (texts: readonly string[]) => `(VALUES ${texts.map((text) => `(${quoteLiteral(text)})`).join(', ')}) t(x)`

describe('a text is read without a regular expression just as with one', () => {
  const pieces = [
    ...'0123456789+-_.,eExXbBTZ:/\'" \t\v\f\n\r'.split(''),
    'inf',
    'Infinity',
    'nan',
    'NaN',
    'true',
    'FALSE',
    '1e308',
    '1e-400',
    '2024-02-29',
    '2023-02-29',
    '1999-1-1',
    'T10:00',
    'T23:59:59.5',
    'T24:00:00',
    '+02:00',
    '-0530',
    '12345678901234567890',
    '0x1F',
    '1_000',
    '\u0661',
    '\u00a0',
    '\u{1f642}',
    'BC',
    '(BC)',
    'epoch',
    '0000-01-01',
  ]
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 5 }).map((parts) => parts.join(''))

  it.each(PLAIN)('%s: any text', async (type, plain) => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 400, maxLength: 400 }), async (texts) => {
        expect(await findOdd(type, plain, table(texts))).toEqual([])
      }),
      { numRuns: 5 },
    )
  })

  it.each(PLAIN)('%s: all texts of up to three signs that such values are made of', async (type, plain) => {
    const signs = table(['', ...'019+-_.,eExbinafty:TZ \t\v\r\n'.split(''), '\u0661', '\u00a0'])
    const texts = `(SELECT a.x || b.x || c.x AS x FROM ${signs.replace('t(x)', 'a(x)')}, ${signs.replace('t(x)', 'b(x)')}, ${signs.replace('t(x)', 'c(x)')})`
    expect(await findOdd(type, plain, texts)).toEqual([])
  })

  // The parser of dates goes from field to field, so each is tried with all it could hold, the others being right.
  it.each([
    ['date', ['2024', '-01', '-02'], DATE],
    ['timestamp', ['2024', '-01', '-02', 'T03', ':04', ':05', 'Z'], MOMENT],
    ['timestamp', ['2024', '-01', '-02', 'T03', ':04', ':05'], MOMENT],
  ] as const)('%s %j: any two signs in the place of any two', async (type, fields, plain) => {
    const signs =
      "(SELECT chr(CAST(i AS INTEGER)) AS s FROM range(1, 200) r(i) UNION ALL VALUES ('\u0661'), ('\u{1f642}'))"
    const whole = fields.join('')
    for (let at = 0; at < whole.length - 1; at += 1) {
      const [before, after] = [quoteLiteral(whole.slice(0, at)), quoteLiteral(whole.slice(at + 2))]
      const texts = `(SELECT ${before} || a.s || b.s || ${after} AS x FROM ${signs} a, ${signs} b)`
      expect(await findOdd(type, plain, texts)).toEqual([])
    }
  })

  it('date: any year of signs that years are made of', async () => {
    const signs = table([...'0129 -/\\+_.eT\t\n:(B'.split('')])
    const from = ['a', 'b', 'c', 'd'].map((name) => signs.replace('t(x)', `${name}(x)`)).join(', ')
    for (const [type, rest, plain] of [
      ['date', '-01-02', DATE],
      ['timestamp', '-01-02T03:04:05Z', MOMENT],
    ] as const) {
      expect(await findOdd(type, plain, `(SELECT a.x || b.x || c.x || d.x || '${rest}' AS x FROM ${from})`)).toEqual([])
    }
  })
})

describe('a contract says how its texts are written', () => {
  const value = async (type: ValueType, more: Partial<ColumnReference>, text: string) => {
    const [row] = await database.query(`SELECT CAST(${read(type, more, quoteLiteral(text))} AS VARCHAR)`)
    return row![0]
  }

  it.each<[ValueType, Partial<ColumnReference>, string, string | null]>([
    ['number', { numbers: { decimal: ',', group: '.', isBare: true } }, '1.234,5', '1234.5'],
    ['number', { numbers: { decimal: ',', group: null, isBare: true } }, '1.234,5', null],
    ['number', { numbers: { decimal: '.', group: ',', isBare: true } }, '1,234.5', '1234.5'],
    ['number', { numbers: { decimal: '.', group: null, isBare: false } }, 'EUR -12.5%', '-12.5'],
    ['number', { numbers: { decimal: '.', group: null, isBare: true } }, '12.5%', null],
    ['number', { numbers: { decimal: '^', group: null, isBare: true } }, '1^5', '1.5'],
    ['integer', { numbers: { decimal: '.', group: ' ', isBare: true } }, '1 000 000', '1000000'],
    ['integer', { numbers: { decimal: '.', group: null, isBare: false } }, '€12', '12'],
    ['integer', { numbers: { decimal: '.', group: null, isBare: false } }, 'none', null],
    ['boolean', { booleans: { true: ['yes', "o'k"], false: ['no'] } }, "o'k", 'true'],
    ['boolean', { booleans: { true: ['yes'], false: ['no'] } }, 'no', 'false'],
    ['boolean', { booleans: { true: ['yes'], false: [] } }, 'true', null],
    ['date', { format: '%d/%m/%Y', formatLetters: 'strptime' }, '9/2/2024', '2024-02-09 00:00:00'],
    ['date', { format: '%d.%m.%y', formatLetters: 'strptime' }, '31.02.24', null],
    ['date', { format: '%Y-%j', formatLetters: 'strptime' }, '2024-060', '2024-02-29 00:00:00'],
    [
      'timestamp',
      { format: '%Y-%m-%d %H:%M:%S.%f', formatLetters: 'strptime' },
      '2024-01-01 10:00:00.5',
      '2024-01-01 10:00:00.5',
    ],
    [
      'timestamp',
      { format: '%Y-%m-%dT%H:%M:%S%z', formatLetters: 'strptime' },
      '2024-01-01T10:00:00+0200',
      '2024-01-01 08:00:00',
    ],
    [
      'timestamp',
      { format: '%d %b %Y %I:%M %p', formatLetters: 'strptime' },
      '1 Feb 2024 12:30 AM',
      '2024-02-01 00:30:00',
    ],
    ['time', { format: '%H.%M', formatLetters: 'strptime' }, '7.05', '07:05:00'],
    ['time', {}, '10:00:00', '10:00:00'],
    ['time', {}, '10:00:00.5Z', '10:00:00.5'],
    ['time', {}, '00:30+01:00', '23:30:00'],
    ['time', {}, '10:00:00+24:00', null],
    ['timestamp', {}, '2024-01-31T10:00Z', '2024-01-31 10:00:00'],
    ['timestamp', {}, '2024-01-31T10:00-0530', '2024-01-31 15:30:00'],
    ['timestamp', {}, '2024-01-31T10:00:00+25:00', null],
    ['object', {}, '{"a": 1}', '{"a": 1}'],
    ['object', {}, '[1]', null],
    ['map', {}, '{}', '{}'],
    ['array', {}, '[1]', '[1]'],
    ['array', {}, '[1', null],
  ])('%s %j reads %j', async (type, more, text, expected) => {
    expect(await value(type, more, text)).toBe(expected)
  })

  it.each(['%U', '%Z', '%c', '%', '%é'])('the directive %s has no executor', (format) => {
    const reading = describeReading(reference('date', { format, formatLetters: 'strptime' }), '.')
    expect(renderTextValue('x', reading)).toBeNull()
  })
})
