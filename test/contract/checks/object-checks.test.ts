import { describe, expect, it } from 'vitest'
import { finishCheck, type Judgement, judgeCheck } from '../../../src/contract/checks/contract-check.ts'
import {
  checksOf,
  checksOfProperty,
  columnsMeasured,
  finish,
  idsOf,
  measured,
  notMeasured,
  pick,
  probeOf,
  rowsMeasured,
  sourceOf,
} from './contract-checks.ts'

describe('ids of checks', () => {
  it('name object, property and rule, and number what repeats', () => {
    const checks = checksOf(`
- name: t
  quality:
  - {metric: rowCount, mustBe: 1}
  - {metric: rowCount, mustBe: 2}
  - {type: sql, query: SELECT 1, mustBe: 1}
  relationships: [{from: t.a, to: u.a}]
  properties:
  - name: a
    logicalType: integer
    required: true
    unique: true
    primaryKey: true
    logicalTypeOptions: {minimum: 0, exclusiveMaximum: 9, multipleOf: 2, format: i64}
    quality:
    - {metric: nullValues, mustBe: 0}
    - {id: few, metric: nullValues, mustBeLessThan: 5}
    - {metric: nullValues, mustBe: 0}
    - {type: text, description: words}
    relationships: [{to: u.a}, {to: v.a}]`)
    expect(idsOf(checks)).toEqual([
      't/readable',
      't/columns',
      't/a/present',
      't/a/type',
      't/a/required',
      't/a/unique',
      't/a/primaryKey',
      't/a/minimum',
      't/a/exclusiveMaximum',
      't/a/multipleOf',
      't/a/format',
      't/a/nullValues',
      't/a/few',
      't/a/nullValues-2',
      't/a/text',
      't/a/relationship-1',
      't/a/relationship-2',
      't/rowCount',
      't/rowCount-2',
      't/sql',
      't/relationship-1',
    ])
  })

  it('encode what would break them', () => {
    expect(idsOf(checksOfProperty('{name: "a/b=c%"}')).at(-1)).toBe('t/a%2Fb%3Dc%25/present')
  })

  it('put a compound key under the object, its columns in the order of their positions', () => {
    const checks = checksOf(`
- name: t
  properties:
  - {name: a, primaryKey: true, primaryKeyPosition: 2}
  - {name: b}
  - {name: c, primaryKey: true, primaryKeyPosition: 1}`)
    const key = checks.at(-1)!
    expect(idsOf(checks).filter((id) => id.endsWith('primaryKey'))).toEqual(['t/primaryKey'])
    expect(key.title).toBe('c, a together are a key')
    expect(probeOf(key, 'duplicates').columns.map(({ names }) => names[0])).toEqual(['c', 'a'])
  })

  it('put service levels under the object that they speak of', () => {
    const levels = `slaProperties:
- {property: latency, value: 4, element: t.a}
- {property: retention, value: 3, element: u.a}
- {property: endOfSupport, value: "2032-05-12"}`
    const checks = checksOf('- {name: t, properties: [{name: a}]}\n- {name: u, properties: [{name: a}]}', {
      rest: levels,
    })
    expect(idsOf(checks).filter((id) => id.includes('sla'))).toEqual(['t/sla-latency', 't/sla-endOfSupport'])
  })
})

describe('demands without an executor', () => {
  it.each([
    [
      '{name: a, quality: [{type: custom, engine: soda, implementation: x}]}',
      'a custom rule (soda) has no executor here',
    ],
    ['{name: a, quality: [{metric: nullValues, mustBe: 0, unit: euro}]}', 'the unit "euro" has no executor'],
    ['{name: a, quality: [{metric: rowCount, mustBe: 0, unit: percent}]}', 'rowCount in percent has no executor'],
    ['{name: a, quality: [{metric: invalidValues, mustBe: 0}]}', 'invalidValues has no executor without arguments'],
    [
      '{name: a, quality: [{metric: invalidValues, mustBe: 0, arguments: {minimum: 3}}]}',
      'the argument "minimum" of invalidValues has no executor',
    ],
    ['{name: a, logicalType: integer, logicalTypeOptions: {format: u128}}', 'the format u128 has no executor'],
    ['{name: a, logicalType: string, logicalTypeOptions: {format: barcode}}', 'the format barcode has no executor'],
    ['{name: a, logicalTypeOptions: {minimum: 3}}', 'minimum has no executor without a logicalType'],
    ['{name: a, physicalType: hllsketch}', 'the physical type hllsketch is not known'],
    [
      '{name: a, logicalType: array, items: {logicalType: string}, quality: [{metric: duplicateValues, mustBe: 0}]}',
      'duplicateValues of a column of type array has no executor',
    ],
  ])('%s is inconclusive by name', (property, help) => {
    const check = checksOfProperty(property).findLast(({ probes }) => probes.length === 0)!
    const result = finish(check)
    expect([result.verdict, result.blocks]).toEqual(['inconclusive', true])
    expect(result.help).toContain(help)
    expect(result.source).toEqual({ file: 'c.yaml', line: 4 })
  })

  it.each(['nullValues', 'missingValues', 'duplicateValues'])(
    '%s of a table needs to be told of which columns',
    (metric) => {
      const check = checksOf(`- {name: t, quality: [{metric: ${metric}, mustBe: 0}]}`).at(-1)!
      expect(finish(check)).toMatchObject({
        verdict: 'inconclusive',
        help: expect.stringContaining(`${metric} of a whole table has no executor`),
      })
    },
  )

  it.each([
    ['{name: a, quality: [{type: text, description: Nice}]}', 'a: Nice'],
    ['{name: a, logicalType: string, logicalTypeOptions: {format: password}}', 'a: format password'],
    ['{name: a, logicalType: timestamp, logicalTypeOptions: {defaultTimezone: Etc/UTC}}', 'a: defaultTimezone Etc/UTC'],
    ['{name: a, logicalType: array, logicalTypeOptions: {uniqueItems: false}}', 'a: uniqueItems false'],
  ])('%s asks nothing of the data and is skipped', (property, title) => {
    expect(finish(checksOfProperty(property).at(-1)!)).toMatchObject({ verdict: 'skip', title, blocks: false })
  })
})

describe('the judgement of a check', () => {
  const required = checksOfProperty('{name: a, required: true}').at(-1)!
  const quality = (rule: string) => checksOfProperty(`{name: a, quality: [${rule}]}`).at(-1)!

  it('fails for one row and says how many', () => {
    expect(finish(required, rowsMeasured(1))).toMatchObject({
      verdict: 'fail',
      blocks: true,
      observed: 1,
      statistics: { rows: 100, failing: 1, percent: 1 },
      help: 'fill 1 empty cell of a, or take `required` off it',
    })
    expect(finish(required, rowsMeasured(0))).toMatchObject({ verdict: 'pass', help: null })
  })

  it('is inconclusive over no rows and where nothing was measured', () => {
    expect(finish(required, rowsMeasured(0, 0))).toMatchObject({ verdict: 'inconclusive', blocks: true })
    const reason = 'the data has no column "a"'
    expect(finish(required, notMeasured(reason))).toMatchObject({
      verdict: 'inconclusive',
      help: `not measured: ${reason}`,
    })
  })

  it.each<[string, number, Judgement['verdict'], unknown]>([
    ['{metric: nullValues, mustBeLessThan: 5}', 4, 'pass', 4],
    ['{metric: nullValues, mustBeLessThan: 5}', 5, 'fail', 5],
    ['{metric: nullValues, mustBeLessThan: 5, unit: percent}', 9, 'pass', 4.5],
    ['{metric: nullValues, mustBeLessThan: 5, unit: percent}', 10, 'fail', 5],
    ['{metric: nullValues, mustBeLessThan: 5, unit: "%"}', 9, 'pass', 4.5],
    ['{metric: nullValues, mustBeLessThan: 5, unit: Rows}', 5, 'fail', 5],
  ])('%s with %i of 200 rows: %s', (rule, failing, verdict, observed) => {
    expect(finish(quality(rule), rowsMeasured(failing, 200))).toMatchObject({ verdict, observed })
  })

  it('compares a row count of zero like any other', () => {
    const check = quality('{metric: rowCount, mustBe: 0}')
    expect(finish(check, measured(0))).toMatchObject({ verdict: 'pass', statistics: { value: 0 } })
  })

  it('of a warning never blocks', () => {
    const check = quality('{metric: nullValues, mustBe: 0, severity: warning}')
    expect(finish(check, rowsMeasured(1))).toMatchObject({ verdict: 'fail', severity: 'warning', blocks: false })
  })

  it('masks cells but those of public columns, and shows that a cell is empty', () => {
    const samples = [{ row: 7, values: { a: 'secret', id: 'K1', b: null } }]
    const result = finishCheck(
      required,
      judgeCheck(required, [rowsMeasured(1, 100, samples)]),
      'fail',
      (column) => column === 'id',
    )
    expect(result.samples).toEqual([{ row: 7, values: { a: '•••', id: 'K1', b: null } }])
  })

  it.each([
    ['{metric: nullValues, mustBe: 0}', 'a has 0 null values'],
    [
      '{metric: invalidValues, mustBeLessThan: 5, unit: percent, arguments: {pattern: x}}',
      'a has less than 5 percent invalid values',
    ],
    ['{metric: rowCount, mustBeBetween: [1, 5]}', 'a has 1 to 5 rows'],
    ['{metric: nullValues, mustBe: 0, name: Complete}', 'a: Complete'],
  ])('%s has the title "%s"', (rule, title) => {
    expect(quality(rule).title).toBe(title)
  })
})

describe('columns', () => {
  it('are looked for under the physical name first', () => {
    const checks = checksOf('- {name: t, properties: [{name: a, physicalName: col_a, required: true}]}')
    expect(probeOf(checks.at(-1)!, 'rows').column.names).toEqual(['col_a', 'a'])
    const judge = (name: string) => finish(pick(checks, 't/a/present'), columnsMeasured([name])).verdict
    expect([judge('col_a'), judge('a'), judge('b')]).toEqual(['pass', 'pass', 'fail'])
  })
})

describe('what to do about the file', () => {
  it.each(['json', 'csv'] as const)('broken rows of %s are explained in its own words', (format) => {
    const context = { dataOf: (name: string) => sourceOf(name, format) }
    const readable = pick(checksOfProperty('{name: a}', context), 't/readable')
    const { help } = finish(readable, rowsMeasured(2))
    expect(help).toMatch(format === 'json' ? /must be an object/ : /needs quotes/)
  })

  it('a header with blanks around a name is named', () => {
    const present = pick(checksOfProperty('{name: b}'), 't/b/present')
    expect(finish(present, columnsMeasured(['a'], [' B '])).help).toContain('is it the column " B "?')
  })
})
