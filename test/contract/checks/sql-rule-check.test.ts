import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPlacedProperty } from '../../../src/contract/checks/placed-property.ts'
import { fillPlaceholders } from '../../../src/contract/checks/sql-rule-check.ts'
import { checksOf, finish, measured, pick, probeOf, readSchema, sourceOf } from './contract-checks.ts'

/** In a text of its own, lest it be taken for this language's. */
const DOLLAR = '$'

const [object] = readSchema(
  '- {name: orders, physicalName: \'or"d\', properties: [{name: a, physicalName: "A b"}, {name: address, properties: [{name: zip, physicalName: plz}]}]}',
).objects

describe('placeholders', () => {
  it.each([
    ['SELECT count(*) FROM {object}', 'SELECT count(*) FROM "or""d"'],
    [`FROM ${DOLLAR}{table} x, {model} y, ${DOLLAR}{schema} z`, 'FROM "or""d" x, "or""d" y, "or""d" z'],
    [`WHERE {property} = ${DOLLAR}{column} AND {field} > 1`, 'WHERE "A b" = "A b" AND "A b" > 1'],
    ["WHERE {property} = '{property}''{object}'", `WHERE "A b" = '{property}''{object}'`],
    [`SELECT "${DOLLAR}{property}", \`{property}\`, "x{property}"`, 'SELECT "A b", "A b", "x{property}"'],
    [
      `SELECT 1 -- {object}\n, /* ${DOLLAR}{object} */ {property}`,
      `SELECT 1 -- {object}\n, /* ${DOLLAR}{object} */ "A b"`,
    ],
    ['SELECT {unknown}, $1', 'SELECT {unknown}, $1'],
  ])('%s becomes %s', (query, sql) => {
    expect(fillPlaceholders(query, object!, findPlacedProperty(object!, 'a'))).toBe(sql)
  })

  it('of a column stay where there is none, and lead into nested values', () => {
    expect(fillPlaceholders('SELECT {property} FROM {object}', object!, null)).toBe('SELECT {property} FROM "or""d"')
    expect(fillPlaceholders('{property}', object!, findPlacedProperty(object!, 'address.zip'))).toBe('"address"."plz"')
  })
})

describe('a query with names and texts of any kind', () => {
  const text = fc.string({
    unit: fc.constantFrom("'", '"', '`', '$', '{', '}', '-', '/', '*', 'a', ';', '\n', '{object}', 'é'),
    maxLength: 20,
  })

  it('keeps every literal as it is', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        const literals = [left, right].map((one) => `'${one.replaceAll("'", "''")}'`)
        expect(fillPlaceholders(literals.join(' || '), object!, null)).toBe(literals.join(' || '))
      }),
    )
  })

  it('makes one identifier of every name', () => {
    fc.assert(
      fc.property(text, (name) => {
        const table = { ...object!, name, physicalName: null }
        expect(fillPlaceholders('SELECT 1 FROM {object} o', table, null)).toBe(
          `SELECT 1 FROM "${name.replaceAll('"', '""')}" o`,
        )
      }),
    )
  })
})

const check = (comparison: string, rest = '') =>
  pick(
    checksOf(
      `- {name: t, properties: [{name: a, physicalName: A, logicalType: integer, quality: [{type: sql, query: "SELECT 1 FROM {object}", ${comparison}${rest}}]}]}\n- {name: u, physicalName: v, properties: [{name: b, logicalType: date}, {name: tags, logicalType: array}]}\n- {name: gone, properties: [{name: c}]}`,
      { dataOf: (name) => (name === 'gone' ? null : sourceOf(name)) },
    ),
    't/a/sql',
  )

describe('a sql rule', () => {
  it('sees the tables that are at hand, its own first, with columns of their types', () => {
    const { sql, tables } = probeOf(check('mustBe: 1'), 'query')
    expect(sql).toBe('SELECT 1 FROM "t"')
    expect(tables.map(({ names }) => names)).toEqual([['t'], ['v', 'u']])
    // SQL sees no case: A and a are one name.
    expect(tables[0]!.columns).toMatchObject([{ name: 'A', reference: { type: 'integer', names: ['A', 'a'] } }])
    expect(tables[1]!.columns.map(({ name }) => name)).toEqual(['b'])
  })

  it.each<[string, number | string | boolean | null, string]>([
    ['mustBe: 3', 3, 'pass'],
    ['mustBe: 3', 4, 'fail'],
    ['mustBe: 3', '3', 'pass'],
    ['mustBe: 3', '3.50', 'fail'],
    ['mustBe: 3', 'three', 'inconclusive'],
    ['mustBe: 3', null, 'inconclusive'],
    ['mustBe: yes', 'yes', 'pass'],
    ['mustBe: yes', 'no', 'fail'],
    ['mustBe: yes', 1, 'inconclusive'],
    ['mustBe: true', true, 'pass'],
    ['mustBe: true', false, 'fail'],
    ['mustNotBe: 3', 3, 'fail'],
    ['mustNotBe: no', 'yes', 'pass'],
    ['mustBeGreaterThan: 3', 3, 'fail'],
    ['mustBeGreaterOrEqualTo: 3', 3, 'pass'],
    ['mustBeLessThan: 3', 2.5, 'pass'],
    ['mustBeLessOrEqualTo: 3', 3.1, 'fail'],
    ['mustBeBetween: [1, 3]', 3, 'pass'],
    ['mustNotBeBetween: [1, 3]', 2, 'fail'],
  ])('%s where the query gives %j: %s', (comparison, value, verdict) => {
    // text may be a cell: what the contract itself does not say is not shown
    const shown = typeof value === 'string' && !comparison.endsWith(`: ${value}`) ? '•••' : value
    expect(finish(check(comparison), measured(10), measured({ value }))).toMatchObject({
      verdict,
      observed: shown,
      statistics: { rows: 10, failing: null, value: shown },
    })
  })

  it('passes over no rows never, and fails there as anywhere', () => {
    expect(finish(check('mustBe: 0'), measured(0), measured({ value: 0 })).verdict).toBe('inconclusive')
    expect(finish(check('mustBeGreaterThan: 0'), measured(0), measured({ value: 0 })).verdict).toBe('fail')
  })

  it('of a warning never blocks, and carries its dimension', () => {
    const result = finish(
      check('mustBe: 3', ', severity: warning, dimension: accuracy'),
      measured(1),
      measured({ value: 4 }),
    )
    expect(result).toMatchObject({
      title: expect.stringMatching(/^a: SELECT .* gives 3$/),
      verdict: 'fail',
      blocks: false,
      dimension: 'accuracy',
      help: 'the query gave 4, allowed 3: mend the data, or change the rule',
    })
  })
})
