import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DataSource } from '../../../src/core/data-source.ts'
import type {
  CellTest,
  ColumnReference,
  DuplicatesMeasured,
  Measurement,
  Probe,
  RowsMeasured,
  ValueType,
} from '../../../src/core/probe.ts'
import type { Engine } from '../../../src/ports/engine.ts'
import { openTestEngine } from '../../support/engine.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { measureWithSamples } from './measure-with-samples.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openTestEngine()
})
afterAll(() => engine.close())

const { signal } = new AbortController()

const reference = (name: string, type: ValueType = 'text', format: string | null = null): ColumnReference => ({
  names: [name],
  type,
  format,
  missing: [],
})
const rowsProbe = (column: ColumnReference, test: CellTest): Probe => ({ kind: 'rows', column, test, keys: [] })

/** Writes a file of that name and content and measures it. */
async function measure(name: string, content: string | Uint8Array, probes: readonly Probe[], csv?: DataSource['csv']) {
  const folder = makeFolder({ [name]: content })
  const format = name.includes('.csv') ? 'csv' : name.endsWith('.jsonl') ? 'json' : 'parquet'
  const source: DataSource = { uri: name, files: [join(folder, name)], format, ...(csv ? { csv } : {}) }
  return measureWithSamples(engine, source, probes)
}

function measured<T>(measurement: Measurement | undefined): T {
  if (measurement?.measured !== true) throw new Error(`not measured: ${measurement?.reason}`)
  return measurement.value as T
}

/** Which of the cells (as they stand in a CSV file, one column) fail a test: their row numbers from 1. */
async function failing(cells: readonly string[], column: ColumnReference, test: CellTest, csv?: DataSource['csv']) {
  // A second column keeps lines with an empty cell from being blank.
  const text = ['v;other', ...cells.map((cell) => `${cell};x`)].join('\n')
  const [answer] = await measure('t.csv', `${text}\n`, [rowsProbe(column, test)], { delimiter: ';', ...csv })
  const { failing: count, samples } = measured<RowsMeasured>(answer)
  expect(samples).toHaveLength(Math.min(count, 10))
  return samples.map(({ row }) => row)
}

describe('cells of text files', () => {
  it.each<[ValueType, string, boolean]>([
    ['integer', '1', true],
    ['integer', '-007', true],
    ['integer', '+5', true],
    ['integer', '12345678901234567890', true],
    ['integer', '1e3', false],
    ['integer', '1.0', false],
    ['integer', ' 1', false],
    ['integer', '1_000', false],
    ['integer', '0x10', false],
    ['integer', '', true],
    ['integer', '""', false],
    ['integer', 'NA', false],
    ['integer', '١', false],
    ['number', '1', true],
    ['number', '-1.5e-3', true],
    ['number', '.5', true],
    ['number', '5.', true],
    ['number', '1,5', false],
    ['number', 'NaN', false],
    ['number', 'inf', false],
    ['number', '1e999', false],
    ['number', '$1', false],
    ['boolean', 'true', true],
    ['boolean', 'FALSE', true],
    ['boolean', '1', true],
    ['boolean', 'yes', false],
    ['boolean', '2', false],
    ['date', '2024-02-29', true],
    ['date', '2023-02-29', false],
    ['date', '2016-7-2', false],
    ['date', '20240229', false],
    ['date', '2024-02-29T00:00:00', false],
    ['timestamp', '2024-02-29T23:59:59', true],
    ['timestamp', '2024-02-29T23:59', true],
    ['timestamp', '2024-02-29T23:59:59.123456+02:00', true],
    ['timestamp', '2024-02-29T23:59:59Z', true],
    ['timestamp', '2024-02-29 23:59:59', false],
    ['timestamp', '2024-02-30T00:00:00Z', false],
    ['timestamp', '2024-02-29', false],
    ['time', '23:59:59', true],
    ['time', '23:59', true],
    ['time', '25:00:00', false],
    ['text', '""', true],
    ['text', 'anything', true],
  ])('reads as %s the cell %j: %s', async (type, cell, isRead) => {
    expect(await failing([cell], reference('v', type), { kind: 'type' })).toEqual(isRead ? [] : [1])
  })

  it('takes an empty cell for null and a quoted empty one for text', async () => {
    expect(await failing(['', '""', 'NA', ' '], reference('v'), { kind: 'notNull' })).toEqual([1])
    const missing: CellTest = { kind: 'notMissing', texts: ['', 'NA'], orNull: true }
    expect(await failing(['', '""', 'NA', ' '], reference('v'), missing)).toEqual([1, 2, 3])
  })

  it.each<[string, ValueType, readonly string[], readonly number[]]>([
    ['yyyy-MM-dd', 'date', ['2024-02-29', '2023-02-29', '29.02.2024', ''], [2, 3]],
    ['dd.MM.yyyy', 'date', ['29.02.2024', '2024-02-29', '9.2.2024'], [2, 3]],
    ['d/M/yy', 'date', ['9/2/24', '09/02/24', '9/13/24'], [3]],
    ['yyyy-MM-dd HH:mm:ss', 'timestamp', ['2024-01-01 10:00:00', '2024-01-01T10:00:00'], [2]],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSX", 'timestamp', ['2024-01-01T10:00:00.123Z', '2024-01-01T10:00:00Z'], [2]],
    ['HH:mm', 'time', ['10:00', '10:00:00', '24:60'], [2, 3]],
  ])('reads the format %s of a %s', async (format, type, cells, broken) => {
    expect(await failing(cells, reference('v', type, format), { kind: 'format' })).toEqual(broken)
    // What breaks a format of its own is that rule's finding alone.
    expect(await failing(cells, reference('v', type, format), { kind: 'type' })).toEqual([])
  })

  it.each<[ValueType, string | null, CellTest & { kind: 'bound' }, readonly string[], readonly number[]]>([
    ['integer', null, { kind: 'bound', operator: '>=', bound: '2' }, ['1', '2', 'x', ''], [1]],
    ['integer', null, { kind: 'bound', operator: '<', bound: '2.5' }, ['2', '3'], [2]],
    [
      'integer',
      null,
      { kind: 'bound', operator: '<=', bound: '12345678901234567890' },
      ['12345678901234567890', '12345678901234567891'],
      [2],
    ],
    ['number', null, { kind: 'bound', operator: '>', bound: '0.1' }, ['0.1', '0.10000001', 'NaN'], [1]],
    ['date', null, { kind: 'bound', operator: '>', bound: '2024-01-01' }, ['2024-01-01', '2024-01-02'], [1]],
    ['date', 'dd.MM.yyyy', { kind: 'bound', operator: '<=', bound: '31.01.2024' }, ['31.01.2024', '01.02.2024'], [2]],
    ['date', 'dd.MM.yyyy', { kind: 'bound', operator: '<=', bound: '2024-01-31' }, ['31.01.2024', '01.02.2024'], [2]],
    [
      'timestamp',
      null,
      { kind: 'bound', operator: '<', bound: '2024-01-01T00:00:00Z' },
      ['2024-01-01T01:00:00+02:00', '2024-01-01T01:00:00', '2023-12-31T23:30:00-01:00'],
      [2, 3],
    ],
    [
      'timestamp',
      'yyyy-MM-dd HH:mm:ssZ',
      { kind: 'bound', operator: '>=', bound: '2020-01-01 00:00:00+10:00' },
      ['2020-01-01 00:00:00+1000', '2019-12-31 13:59:59+00:00'],
      [2],
    ],
    ['time', null, { kind: 'bound', operator: '<=', bound: '12:00:00' }, ['12:00', '12:00:01'], [2]],
  ])('compares %s (format %s) with %o', async (type, format, test, cells, broken) => {
    expect(await failing(cells, reference('v', type, format), test)).toEqual(broken)
  })

  it.each<[ValueType, CellTest, readonly string[], readonly number[]]>([
    ['integer', { kind: 'multipleOf', divisor: '5' }, ['0', '-10', '7', '12345678901234567891'], [3, 4]],
    ['number', { kind: 'multipleOf', divisor: '0.01' }, ['0.07', '29.85', '1.005', '1e6'], [3]],
    ['text', { kind: 'length', operator: '<=', length: 2 }, ['ab', '🙂🙂', 'é', 'abc', '""'], [4]],
    ['text', { kind: 'length', operator: '>=', length: 1 }, ['a', '""', ''], [2]],
    ['text', { kind: 'pattern', pattern: '[0-9]{2}' }, ['a12b', 'a1b', ''], [2]],
    ['text', { kind: 'pattern', pattern: '^A[0-9]$' }, ['A1', 'A12', '"A1\n"'], [2, 3]],
    ['text', { kind: 'allowed', values: ['a', "b'"], pattern: null }, ['a', "b'", 'A', ''], [3]],
    ['integer', { kind: 'allowed', values: ['1', '07'], pattern: null }, ['1', '01', '7', '8', 'x'], [4, 5]],
    ['number', { kind: 'allowed', values: ['1.0', '2'], pattern: null }, ['1', '2.00', '3'], [3]],
    ['boolean', { kind: 'allowed', values: ['true'], pattern: null }, ['TRUE', '1', 'false'], [3]],
    ['text', { kind: 'allowed', values: [], pattern: null }, ['a', ''], [1]],
    ['text', { kind: 'allowed', values: null, pattern: '^x' }, ['xa', 'ax'], [2]],
    ['integer', { kind: 'range', low: '-128', high: '127' }, ['-128', '127', '128'], [3]],
  ])('tests %s cells by %o', async (type, test, cells, broken) => {
    expect(await failing(cells, reference('v', type), test)).toEqual(broken)
  })

  it('reads a decimal comma where the dialect has one', async () => {
    const test: CellTest = { kind: 'bound', operator: '<=', bound: '1.5' }
    expect(await failing(['1,5', '1,6', '1.7'], reference('v', 'number'), test, { decimal: ',' })).toEqual([2])
    expect(await failing(['1,5', '1.7'], reference('v', 'number'), { kind: 'type' }, { decimal: ',' })).toEqual([2])
  })

  it('takes texts that are declared missing out of all tests but those for null', async () => {
    const column = { ...reference('v', 'integer'), missing: ['NA', '-9'] }
    expect(await failing(['NA', '-9', 'x', '1'], column, { kind: 'type' })).toEqual([3])
    expect(await failing(['NA', '-9', '1'], column, { kind: 'bound', operator: '>=', bound: '0' })).toEqual([])
    expect(await failing(['NA', ''], column, { kind: 'notNull' })).toEqual([2])
  })
})

describe('duplicates', () => {
  const count = async (cells: readonly string[], type: ValueType) => {
    const text = `v;other\n${cells.map((cell) => `${cell};x\n`).join('')}`
    const probe: Probe = { kind: 'duplicates', columns: [reference('v', type)], isNullFailing: false, keys: [] }
    const [answer] = await measure('t.csv', text, [probe], { delimiter: ';' })
    return measured<DuplicatesMeasured>(answer)
  }

  it('are rows beyond the first of each value, nulls apart', async () => {
    const { extra, nulls, samples } = await count(['a', 'b', 'a', '', '', 'a', '""'], 'text')
    expect({ extra, nulls }).toEqual({ extra: 2, nulls: 2 })
    expect(samples.map(({ row }) => row)).toEqual([3, 6])
  })

  it.each<[ValueType, readonly string[], number]>([
    ['integer', ['7', '007', '+7', '8'], 2],
    ['integer', ['x', 'x', 'y'], 1],
    ['integer', ['12345678901234567890', '12345678901234567891'], 0],
    ['number', ['1', '1.0', '1e0', '1.5', '1.50'], 3],
    ['number', ['12345678901234567890', '12345678901234567891'], 0],
    ['text', ['7', '007'], 0],
    // Each second cell reads as nothing, and is what the engine writes for the first one.
    ['timestamp', ['2024-01-01T10:00:00', '2024-01-01 10:00:00'], 0],
    ['timestamp', ['2024-01-01T10:00:00Z', '2024-01-01T12:00:00+02:00'], 1],
    ['number', ['NaN', 'NaN'], 1],
  ])('compare %s by value: %j', async (type, cells, extra) => {
    expect((await count(cells, type)).extra).toBe(extra)
  })

  it('compare cells by their text where they break the declared format', async () => {
    const column = reference('v', 'time', 'HH:mm')
    const probe: Probe = { kind: 'duplicates', columns: [column], isNullFailing: false, keys: [] }
    const [answer] = await measure('t.csv', 'v,other\n10:00,x\n10:00:00,x\n10:00:00,x\n', [probe])
    expect(measured<DuplicatesMeasured>(answer).samples.map(({ row }) => row)).toEqual([3])
  })

  it('over several columns need all of them filled', async () => {
    const probe: Probe = {
      kind: 'duplicates',
      columns: [reference('a'), reference('b', 'integer')],
      isNullFailing: true,
      keys: [],
    }
    const [answer] = await measure('t.csv', 'a,b\nx,1\nx,01\nx,2\nx,\nx,\n', [probe])
    const { extra, nulls, samples } = measured<DuplicatesMeasured>(answer)
    expect({ extra, nulls, rows: samples.map(({ row }) => row) }).toEqual({ extra: 1, nulls: 2, rows: [2, 4, 5] })
  })
})

describe('a measurement', () => {
  it('says which column is not there, and answers the others', async () => {
    const probes = [rowsProbe(reference('nope'), { kind: 'notNull' }), { kind: 'rowCount' } as const]
    expect(await measure('t.csv', 'a\n1\n', probes)).toEqual([
      { measured: false, reason: 'the data has no column "nope"' },
      { measured: true, value: 1 },
    ])
  })

  it('names a pattern that RE2 does not know, and answers the others', async () => {
    const look: CellTest = { kind: 'pattern', pattern: '(?=x)y' }
    const fine: CellTest = { kind: 'pattern', pattern: '^1$' }
    const [first, second] = await measure('t.csv', 'a\n1\n', [
      rowsProbe(reference('a'), look),
      rowsProbe(reference('a'), fine),
    ])
    expect(first).toMatchObject({ measured: false, reason: expect.stringContaining('RE2') })
    expect(second).toMatchObject({ measured: true, value: { failing: 0 } })
  })

  it.each<[ValueType, CellTest, string]>([
    ['integer', { kind: 'bound', operator: '<', bound: 'many' }, '"many" does not read as integer'],
    ['date', { kind: 'bound', operator: '<', bound: '2024-13-01' }, '"2024-13-01" does not read as date'],
    ['date', { kind: 'bound', operator: '<', bound: '2024-12-01' }, 'no cell of "a" reads as date'],
  ])('of %s by %o is none: %s', async (type, test, reason) => {
    expect(await measure('t.csv', 'a\n1\n', [rowsProbe(reference('a', type), test)])).toEqual([
      { measured: false, reason },
    ])
  })

  it('of a range that no cell can be compared with is none', async () => {
    const range: CellTest = { kind: 'range', low: '-128', high: '127' }
    expect(await measure('t.csv', 'a\nx\ny\n', [rowsProbe(reference('a', 'integer'), range)])).toEqual([
      { measured: false, reason: 'no cell of "a" reads as integer' },
    ])
  })

  it('refuses bytes that are not in the encoding also in a column that no probe reads', async () => {
    const text = Buffer.from('a,b\n1,x\n2,\xe9\n', 'latin1')
    await expect(measure('t.csv', text, [{ kind: 'rowCount' }])).rejects.toThrow('t.csv:3: is not UTF-8 text')
  })

  it('reads a cell of three million characters, and names that end in .GZ', async () => {
    const content = gzipSync(`a,b\n1,${'x'.repeat(3_000_000)}\n2,y\n`, { level: 0 })
    const probes = [
      { kind: 'readable' } as const,
      rowsProbe(reference('b'), { kind: 'length', operator: '<=', length: 2_999_999 }),
    ]
    const [readable, length] = await measure('t.csv.GZ', content, probes)
    expect([measured(readable), measured(length)]).toMatchObject([
      { rows: 2, failing: 0 },
      { rows: 2, failing: 1 },
    ])
  })

  it('counts rows that do not split into the columns apart, with their lines', async () => {
    const text = 'a,b\n1,x\n2\n3,y,z\n4,"p\nq"\n5,\n'
    const [rows, readable, nulls] = await measure('t.csv', text, [
      { kind: 'rowCount' },
      { kind: 'readable' },
      rowsProbe(reference('b'), { kind: 'notNull' }),
    ])
    expect(rows).toEqual({ measured: true, value: 3 })
    expect(measured(readable)).toMatchObject({ rows: 5, failing: 2, samples: [{ row: 3 }, { row: 4 }] })
    expect(measured<RowsMeasured>(nulls)).toMatchObject({ rows: 3, failing: 1 })
  })

  it('shows at most ten failing rows, in order, with the keys beside', async () => {
    const text = `id,v\n${Array.from({ length: 5000 }, (_, index) => `k${index},${index % 2}\n`).join('')}`
    const probe: Probe = {
      kind: 'rows',
      column: reference('v', 'integer'),
      test: { kind: 'bound', operator: '<', bound: '1' },
      keys: [reference('id')],
    }
    const [answer] = await measure('t.csv', text, [probe])
    const { failing: count, samples } = measured<RowsMeasured>(answer)
    expect(count).toBe(2500)
    expect(samples.map(({ row }) => row)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20])
    expect(samples[0]!.values).toEqual({ v: '1', id: 'k1' })
  })

  it('reads gzip, a byte order mark with CRLF, and Latin-1', async () => {
    const probes = [
      { kind: 'rowCount' } as const,
      rowsProbe(reference('b'), { kind: 'length', operator: '<=', length: 1 }),
    ]
    const expected = [
      { measured: true, value: 2 },
      { measured: true, value: expect.objectContaining({ failing: 1 }) },
    ]
    expect(await measure('t.csv.gz', gzipSync('a,b\n1,é\n2,éé\n'), probes)).toEqual(expected)
    expect(await measure('t.csv', '\uFEFFa,b\r\n1,é\r\n2,éé\r\n', probes)).toEqual(expected)
    const latin = Buffer.from('a,b\n1,é\n2,éé\n', 'latin1')
    expect(await measure('t.csv', latin, probes, { encoding: 'latin-1' })).toEqual(expected)
  })
})

describe('JSON Lines', () => {
  const lines = [
    '{"a": 1, "b": "x"}',
    '{"a": "2", "b": null}',
    '{"a": 12345678901234567890, "b": "NA"}',
    '{"a": 1.0}',
    '{"a": true, "b": "\\u00e9\\""}',
  ].join('\n')

  it.each<[string, ValueType, CellTest, readonly number[]]>([
    ['a', 'integer', { kind: 'type' }, [2, 4, 5]],
    ['a', 'number', { kind: 'type' }, [2, 5]],
    ['a', 'boolean', { kind: 'type' }, [1, 2, 3, 4]],
    ['b', 'text', { kind: 'type' }, []],
    ['a', 'text', { kind: 'type' }, [1, 3, 4, 5]],
    ['b', 'text', { kind: 'notNull' }, [2, 4]],
    ['a', 'integer', { kind: 'bound', operator: '<', bound: '12345678901234567890' }, [3]],
    ['b', 'text', { kind: 'allowed', values: ['x', 'é"'], pattern: null }, [3]],
  ])('column %s as %s, test %o', async (name, type, test, broken) => {
    const [answer] = await measure('t.jsonl', lines, [rowsProbe(reference(name, type), test)])
    expect(measured<RowsMeasured>(answer).samples.map(({ row }) => row)).toEqual(broken)
  })

  it('counts lines that are no objects under readable', async () => {
    const [rows, readable, nulls] = await measure('t.jsonl', '{"a":1}\nnull\n{"a":null}\n', [
      { kind: 'rowCount' },
      { kind: 'readable' },
      rowsProbe(reference('a'), { kind: 'notNull' }),
    ])
    expect([measured(rows), measured(readable), measured(nulls)]).toMatchObject([
      2,
      { rows: 3, failing: 1 },
      { rows: 2, failing: 1 },
    ])
  })
})

describe('names and values from a file', () => {
  const hostile = fc.string({ unit: fc.constantFrom(...'"\'`;{}()[]$/\\~.%,-\n a0é*?'), minLength: 1, maxLength: 12 })
  const makeTemporary = (text: string) => join(makeFolder({ data: text }), 'data')
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

  it('reach the right column of a CSV file and nothing else', async () => {
    const names = fc.uniqueArray(hostile, { minLength: 2, maxLength: 4, selector: (name) => name.toLowerCase() })
    await fc.assert(
      fc.asyncProperty(names, hostile, async (columns, value) => {
        const text = `${columns.map(quoted).join(',')}\n${columns.map((_, index) => quoted(index === 1 ? value : 'v')).join(',')}\n`
        const allowed: CellTest = { kind: 'allowed', values: [value], pattern: null }
        const column = { ...reference(columns[1]!), missing: ['no such text'] }
        const source: DataSource = { uri: 'h.csv', files: [makeTemporary(text)], format: 'csv' }
        const probes = [rowsProbe(column, allowed), rowsProbe(column, { ...allowed, values: [`${value}'`] })]
        const [right, wrong] = await measureWithSamples(engine, source, probes)
        expect(measured<RowsMeasured>(right).failing).toBe(0)
        expect(measured<RowsMeasured>(wrong).samples).toEqual([{ row: 1, values: { [columns[1]!]: value } }])
      }),
      { numRuns: 40 },
    )
  })

  it('reach the right key of JSON Lines', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (name, value) => {
        const file = makeTemporary(`${JSON.stringify({ [name]: value })}\n`)
        const test: CellTest = { kind: 'allowed', values: [value], pattern: null }
        const source: DataSource = { uri: 'h.jsonl', files: [file], format: 'json' }
        const [answer] = await engine.measure(source, [rowsProbe(reference(name), test)], signal)
        expect(measured<RowsMeasured>(answer)).toMatchObject({ rows: 1, failing: 0 })
      }),
      { numRuns: 40 },
    )
  })
})
