import { describe, expect, it } from 'vitest'
import { finishCheck, type Judgement } from '../../src/contract/contract-check.ts'
import { makeObjectChecks } from '../../src/contract/object-checks.ts'
import { readOdcs } from '../../src/contract/odcs.ts'
import type { FailingRow, Measurement, Probe } from '../../src/core/probe.ts'
import { parseLocatedYaml } from '../../src/yaml/located-document.ts'

const read = (schema: string, rest = '') =>
  readOdcs(parseLocatedYaml(`apiVersion: v3.1.0\nkind: DataContract\nschema:\n${schema}\n${rest}`, 'c.yaml'))

/** Checks of the first object, under its own name. */
function checksOf(schema: string, rest = '') {
  const contract = read(schema, rest)
  return makeObjectChecks(contract, contract.objects[0]!, contract.objects[0]!.name)
}

const oneProperty = (property: string) => checksOf(`- {name: t, properties: [${property}]}`)
const idsOf = (checks: readonly { readonly id: string }[]) => checks.map(({ id }) => id)
const rowsMeasured = (failing: number, rows = 100, samples: readonly FailingRow[] = []): Measurement => ({
  measured: true,
  value: { rows, failing, samples, actualType: null },
})

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
      'contract/t/readable',
      'contract/t/columns',
      'contract/t/a/present',
      'contract/t/a/type',
      'contract/t/a/required',
      'contract/t/a/unique',
      'contract/t/a/primaryKey',
      'contract/t/a/minimum',
      'contract/t/a/exclusiveMaximum',
      'contract/t/a/multipleOf',
      'contract/t/a/format',
      'contract/t/a/nullValues',
      'contract/t/a/few',
      'contract/t/a/nullValues-2',
      'contract/t/a/text',
      'contract/t/a/relationship-1',
      'contract/t/a/relationship-2',
      'contract/t/rowCount',
      'contract/t/rowCount-2',
      'contract/t/sql',
      'contract/t/relationship-1',
    ])
  })

  it('encode what would break them', () => {
    expect(idsOf(oneProperty('{name: "a/b=c%"}')).at(-1)).toBe('contract/t/a%2Fb%3Dc%25/present')
  })

  it('put a compound key under the object, its columns in the order of their positions', () => {
    const checks = checksOf(`
- name: t
  properties:
  - {name: a, primaryKey: true, primaryKeyPosition: 2}
  - {name: b}
  - {name: c, primaryKey: true, primaryKeyPosition: 1}`)
    const key = checks.at(-1)!
    expect(idsOf(checks).filter((id) => id.endsWith('primaryKey'))).toEqual(['contract/t/primaryKey'])
    expect(key.title).toBe('c, a together are a key')
    expect((key.probe as Extract<Probe, { kind: 'duplicates' }>).columns.map(({ names }) => names[0])).toEqual([
      'c',
      'a',
    ])
  })

  it('put service levels under the object that they speak of', () => {
    const levels = `slaProperties:
- {property: latency, value: 4, element: t.a}
- {property: retention, value: 3, element: u.a}
- {property: endOfSupport, value: "2032-05-12"}`
    const checks = checksOf('- {name: t, properties: [{name: a}]}\n- {name: u}', levels)
    expect(idsOf(checks).filter((id) => id.includes('sla'))).toEqual([
      'contract/t/sla-latency',
      'contract/t/sla-endOfSupport',
    ])
  })
})

describe('demands without an executor', () => {
  it.each([
    ['{name: a, quality: [{type: sql, query: SELECT 1, mustBe: 1}]}', 'a sql rule has no executor yet'],
    [
      '{name: a, quality: [{type: custom, engine: soda, implementation: x}]}',
      'a custom rule (soda) has no executor yet',
    ],
    ['{name: a, quality: [{rule: duplicateCount, mustBe: 0}]}', 'the rule "duplicateCount" has no executor'],
    ['{name: a, quality: [{metric: nullValues, mustBe: 0, unit: euro}]}', 'the unit "euro" has no executor'],
    ['{name: a, quality: [{metric: rowCount, mustBe: 0, unit: percent}]}', 'rowCount in percent has no executor'],
    ['{name: a, quality: [{metric: invalidValues, mustBe: 0}]}', 'invalidValues has no executor without arguments'],
    [
      '{name: a, quality: [{metric: invalidValues, mustBe: 0, arguments: {minimum: 3}}]}',
      'the argument "minimum" of invalidValues has no executor yet',
    ],
    ['{name: a, logicalType: array}', 'a column of type array has no executor yet'],
    ['{name: a, logicalType: array, items: {logicalType: string}}', 'items inside a column have no executor yet'],
    ['{name: a, properties: [{name: b}]}', 'properties inside a column have no executor yet'],
    ['{name: a, logicalType: array, logicalTypeOptions: {maxItems: 3}}', 'maxItems (array) has no executor yet'],
    [
      '{name: a, logicalType: string, logicalTypeOptions: {format: password}}',
      'the format password has no executor yet',
    ],
    ['{name: a, logicalType: time, logicalTypeOptions: {timezone: true}}', 'timezone (time) has no executor yet'],
    ['{name: a, logicalTypeOptions: {minimum: 3}}', 'minimum has no executor without a logicalType'],
    ['{name: a, relationships: [{to: u.a}]}', 'a relationship has no executor yet'],
  ])('%s is inconclusive by name', (property, help) => {
    const check = oneProperty(property).findLast(({ probe }) => probe === null)!
    const result = finishCheck(check, null, 'fail', () => false)
    expect([result.verdict, result.blocks]).toEqual(['inconclusive', true])
    expect(result.help).toContain(help)
    expect(result.source).toEqual({ file: 'c.yaml', line: 4 })
  })

  it.each([
    ['- {name: t, quality: [{metric: nullValues, mustBe: 0}]}', 'nullValues of a whole table has no executor'],
    [
      '- {name: t, quality: [{metric: duplicateValues, mustBe: 0}]}',
      'duplicateValues of a table has no executor without',
    ],
  ])('%s is inconclusive by name', (schema, help) => {
    expect(finishCheck(checksOf(schema).at(-1)!, null, 'fail', () => false).help).toContain(help)
  })

  it('rules in words are skipped', () => {
    const check = oneProperty('{name: a, quality: [{type: text, description: Nice}]}').at(-1)!
    expect(finishCheck(check, null, 'fail', () => false)).toMatchObject({
      verdict: 'skip',
      title: 'a: Nice',
      blocks: false,
    })
  })
})

describe('the judgement of a check', () => {
  const required = oneProperty('{name: a, required: true}').at(-1)!
  const quality = (rule: string) => oneProperty(`{name: a, quality: [${rule}]}`).at(-1)!
  const finish = (check: typeof required, measurement: Measurement) =>
    finishCheck(check, measurement, 'fail', () => false)

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
    expect(finish(required, { measured: false, reason })).toMatchObject({
      verdict: 'inconclusive',
      help: `not measured: ${reason}`,
    })
  })

  it.each<[string, number, Judgement['verdict'], unknown]>([
    ['{metric: nullValues, mustBeLessThan: 5}', 4, 'pass', 4],
    ['{metric: nullValues, mustBeLessThan: 5}', 5, 'fail', 5],
    ['{metric: nullValues, mustBeLessThan: 5, unit: percent}', 9, 'pass', 4.5],
    ['{metric: nullValues, mustBeLessThan: 5, unit: percent}', 10, 'fail', 5],
  ])('%s with %i of 200 rows: %s', (rule, failing, verdict, observed) => {
    expect(finish(quality(rule), rowsMeasured(failing, 200))).toMatchObject({ verdict, observed })
  })

  it('compares a row count of zero like any other', () => {
    const check = quality('{metric: rowCount, mustBe: 0}')
    expect(finish(check, { measured: true, value: 0 })).toMatchObject({ verdict: 'pass', statistics: { value: 0 } })
  })

  it('of a warning never blocks', () => {
    const check = quality('{metric: nullValues, mustBe: 0, severity: warning}')
    expect(finish(check, rowsMeasured(1))).toMatchObject({ verdict: 'fail', severity: 'warning', blocks: false })
  })

  it('masks cells but those of public columns, and shows that a cell is empty', () => {
    const samples = [{ row: 7, values: { a: 'secret', id: 'K1', b: null } }]
    const result = finishCheck(required, rowsMeasured(1, 100, samples), 'fail', (column) => column === 'id')
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
    expect((checks.at(-1)!.probe as Extract<Probe, { kind: 'rows' }>).column.names).toEqual(['col_a', 'a'])
    const present = checks.find(({ id }) => id.endsWith('present'))!
    const judge = (...names: string[]) => present.judge(names.map((name) => ({ name, type: 'VARCHAR' }))).verdict
    expect([judge('col_a'), judge('a'), judge('b')]).toEqual(['pass', 'pass', 'fail'])
  })
})
