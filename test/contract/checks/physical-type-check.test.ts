import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPhysicalType } from '../../../src/contract/checks/physical-type.ts'
import {
  checksOf,
  checksOfProperty,
  columnsMeasured,
  finish,
  pick,
  probeOf,
  rowsMeasured,
  sourceOf,
} from './contract-checks.ts'

const PARQUET = { dataOf: (name: string) => sourceOf(name, 'parquet') }
const check = (type: string) =>
  pick(checksOfProperty(`{name: a, physicalType: ${JSON.stringify(type)}}`, PARQUET), 't/a/physicalType')

describe('physical types of a typed format', () => {
  it.each<[string, string, 'pass' | 'fail' | 'inconclusive']>([
    ['VARCHAR', 'VARCHAR', 'pass'],
    ['character varying(20)', 'VARCHAR', 'pass'],
    ['string', "ENUM('a', 'b')", 'pass'],
    ['NVARCHAR2(18)', 'BIGINT', 'fail'],
    ['int', 'BIGINT', 'pass'],
    ['bigint', 'INTEGER', 'pass'],
    ['BIGINT', 'DECIMAL(10,0)', 'pass'],
    ['INT', 'DECIMAL(10,2)', 'fail'],
    ['INT', 'DOUBLE', 'fail'],
    ['INT', 'VARCHAR', 'fail'],
    ['NUMBER(10,2)', 'DECIMAL(18,4)', 'pass'],
    ['numeric', 'INTEGER', 'pass'],
    ['DECIMAL(10, 2)', 'DOUBLE', 'fail'],
    ['double precision', 'FLOAT', 'pass'],
    ['FLOAT64', 'DOUBLE', 'pass'],
    ['bool', 'BOOLEAN', 'pass'],
    ['date', 'DATE', 'pass'],
    ['date', 'TIMESTAMP', 'fail'],
    ['timestamp', 'TIMESTAMP_NS', 'pass'],
    ['timestamp', 'TIMESTAMP WITH TIME ZONE', 'pass'],
    ['timestamp_tz', 'TIMESTAMP', 'fail'],
    ['TIMESTAMP WITH TIME ZONE', 'TIMESTAMP WITH TIME ZONE', 'pass'],
    ['timestamp(6) without time zone', 'TIMESTAMP', 'pass'],
    ['bytea', 'BLOB', 'pass'],
    ['array<int>', 'BIGINT[]', 'pass'],
    ['ARRAY<STRING>', 'BIGINT[]', 'fail'],
    ['text[]', 'VARCHAR[]', 'pass'],
    ['map<string, double>', 'MAP(VARCHAR, DOUBLE)', 'pass'],
    ['map<string, double>', 'MAP(VARCHAR, VARCHAR)', 'fail'],
    ['struct', 'STRUCT(a INTEGER, b VARCHAR)', 'pass'],
    ['array<struct>', 'STRUCT(a INTEGER, b VARCHAR)[]', 'pass'],
    ['array<int>', 'STRUCT(a INTEGER)[]', 'fail'],
    ['map<string, struct>', 'MAP(VARCHAR, STRUCT(a INTEGER, b MAP(VARCHAR, INTEGER)))', 'pass'],
    ['date', 'INTERVAL', 'inconclusive'],
  ])('%s held as %s: %s', (declared, actual, verdict) => {
    expect(finish(check(declared), columnsMeasured(['a', actual]), rowsMeasured(0))).toMatchObject({
      verdict,
      expected: declared,
    })
  })

  it.each<[string, readonly object[]]>([
    ['VARCHAR(18)', [{ kind: 'length', operator: '<=', length: 18 }]],
    ['VARCHAR(MAX)', []],
    ['SMALLINT', [{ kind: 'range', low: '-32768', high: '32767' }]],
    ['ubigint', [{ kind: 'range', low: '0', high: '18446744073709551615' }]],
    [
      'DECIMAL(5,2)',
      [
        { kind: 'range', low: '-999.99', high: '999.99' },
        { kind: 'multipleOf', divisor: '0.01' },
      ],
    ],
    [
      'DECIMAL(2,2)',
      [
        { kind: 'range', low: '-0.99', high: '0.99' },
        { kind: 'multipleOf', divisor: '0.01' },
      ],
    ],
    ['NUMBER(4)', [{ kind: 'range', low: '-9999', high: '9999' }]],
    ['DOUBLE', []],
  ])('the cells of %s are held to %j', (declared, tests) => {
    expect(
      check(declared)
        .probes.slice(1)
        .map((probe) => 'test' in probe && probe.test),
    ).toEqual(tests)
  })

  it('fail by cells that do not fit', () => {
    const result = finish(check('VARCHAR(3)'), columnsMeasured(['a']), rowsMeasured(2))
    expect(result).toMatchObject({
      verdict: 'fail',
      observed: 'VARCHAR',
      statistics: { rows: 100, failing: 2, percent: 2 },
      help: 'at least 2 cells of a do not fit into VARCHAR(3): mend the data, or change the contract',
    })
  })

  it('of values inside of a column are found in its type', () => {
    const checks = checksOf(
      '- {name: t, properties: [{name: c, logicalType: object, properties: [{name: "a, b", physicalType: int}, {name: tags, logicalType: array, items: {physicalType: text}}]}]}',
      PARQUET,
    )
    const column = columnsMeasured(['c', 'STRUCT("a, b" INTEGER, tags VARCHAR[])'])
    const verdicts = ['t/c.a, b/physicalType', 't/c.tags[]/physicalType'].map(
      (id) => finish(pick(checks, id), column, rowsMeasured(0)).verdict,
    )
    expect(verdicts).toEqual(['pass', 'pass'])
    const other = columnsMeasured(['c', 'STRUCT("a, b" VARCHAR)'])
    expect(finish(pick(checks, 't/c.a, b/physicalType'), other, rowsMeasured(0))).toMatchObject({
      verdict: 'fail',
      observed: 'VARCHAR',
    })
    expect(finish(pick(checks, 't/c.tags[]/physicalType'), other, rowsMeasured(0)).verdict).toBe('inconclusive')
  })
})

describe('physical types where there are none', () => {
  it.each(['csv', 'json'] as const)('of %s are skipped', (format) => {
    const given = { dataOf: (name: string) => sourceOf(name, format) }
    const skipped = pick(checksOfProperty('{name: a, physicalType: INT}', given), 't/a/physicalType')
    expect(finish(skipped)).toMatchObject({ verdict: 'skip', help: expect.stringContaining('has no column types') })
  })

  it('of a column that stands in the path alone are skipped', () => {
    const given = { dataOf: (name: string) => ({ ...sourceOf(name, 'parquet'), partitions: ['a'] }) }
    expect(finish(pick(checksOfProperty('{name: a, physicalType: INT}', given), 't/a/physicalType')).verdict).toBe(
      'skip',
    )
  })

  it('are read in no time, whatever is written', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '(', ')', '<', '>', '[', ']', ',', '1', 'int', 'array', 'map', 'decimal'),
      maxLength: 60,
    })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 1e6 }), (part, times) => {
        const written = part.repeat(Math.ceil(times / 60)).slice(0, times)
        expect(readPhysicalType(written)?.family ?? 'none').toMatch(/^[a-z]+$/)
      }),
    )
  })

  it.each(['', 'topic', 'struct<a:int>', 'DECIMAL(x)(', 'map<int>', '<', ')('])('%j is none that is known', (text) => {
    expect(readPhysicalType(text)).toBeNull()
  })
})

describe('time zones', () => {
  const timezone = (type: string, isWanted: boolean, given = {}) =>
    pick(
      checksOfProperty(`{name: a, logicalType: ${type}, logicalTypeOptions: {timezone: ${isWanted}}}`, given),
      't/a/timezone',
    )
  const isMet = (type: string, isWanted: boolean, cell: string) => {
    const { test } = probeOf(timezone(type, isWanted), 'rows')
    return test.kind === 'matches' && new RegExp(`^(?:${test.expression})$`).test(cell)
  }

  it.each<[string, string, boolean]>([
    ['timestamp', '2026-11-21T10:00:00Z', true],
    ['timestamp', '2026-11-21T10:00:00.5+01:00', true],
    ['timestamp', '2026-11-21 10:00:00-0800', true],
    ['timestamp', '2026-11-21T10:00:00', false],
    ['timestamp', '2026-11-21 10:00', false],
    ['timestamp', '2026-11-21', false],
    ['time', '10:00-05', true],
    ['time', '10:00:00+01', true],
    ['time', '10:00:00', false],
  ])('a %s %s says its offset: %s', (type, cell, hasOffset) => {
    expect(isMet(type, false, cell)).toBe(!hasOffset)
    expect(isMet(type, true, cell)).toBe(hasOffset)
  })

  it.each<[string, boolean, string]>([
    ['TIMESTAMP WITH TIME ZONE', true, 'pass'],
    ['TIMESTAMP WITH TIME ZONE', false, 'fail'],
    ['TIMESTAMP', true, 'fail'],
    ['TIMESTAMP', false, 'pass'],
  ])('a column %s where timezone is %s: %s', (type, isWanted, verdict) => {
    expect(finish(timezone('timestamp', isWanted, PARQUET), columnsMeasured(['a', type])).verdict).toBe(verdict)
  })
})
