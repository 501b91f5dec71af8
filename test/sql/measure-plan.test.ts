import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CellTest, ColumnReference, Probe } from '../../src/core/probe.ts'
import { planMeasure } from '../../src/sql/measure-plan.ts'

const REJECTS = { errors: 'errors', scans: 'scans' }
const reference = (name: string, type: ColumnReference['type'] = 'text'): ColumnReference => ({
  names: [name],
  type,
  format: null,
  missing: [],
})
const rows = (column: ColumnReference, test: CellTest): Probe => ({ kind: 'rows', column, test, keys: [] })
const table = (format: 'csv' | 'json' | 'parquet', ...names: string[]) => ({
  source: { uri: 'x', files: ['/data/x'], format },
  columns: names.map((name) => ({ name, type: format === 'parquet' ? 'INTEGER' : 'VARCHAR' })),
})
const countOf = (text: string, part: string) => text.split(part).length - 1

describe('the plan of a table', () => {
  it('reads a CSV file once, each cell parsed once for all its tests', () => {
    const number = reference('a', 'integer')
    const { sql } = planMeasure(
      table('csv', 'a', 'b'),
      [
        rows(number, { kind: 'type' }),
        rows(number, { kind: 'bound', operator: '>=', bound: '0' }),
        rows(number, { kind: 'bound', operator: '<', bound: '9' }),
        { kind: 'duplicates', columns: [reference('b')], isNullFailing: false, keys: [] },
      ],
      REJECTS,
    )
    expect(countOf(sql, 'read_csv')).toBe(1)
    expect(countOf(sql, 'TRY_CAST(c0 AS BIGINT)')).toBe(1)
    expect(countOf(sql, 'regexp_full_match(c0')).toBe(1)
    expect(countOf(sql, 'count(DISTINCT')).toBe(1)
  })

  it('leaves the uniqueness of Parquet columns to queries of their own', () => {
    const probe: Probe = { kind: 'duplicates', columns: [reference('a', 'integer')], isNullFailing: false, keys: [] }
    const plan = planMeasure(table('parquet', 'a'), [probe], REJECTS)
    expect(plan.sql).not.toContain('DISTINCT')
    expect(plan.probes).toMatchObject([{ kind: 'duplicates', repeatedHashes: null }])
  })

  it('asks the same thing once', () => {
    const same = rows(reference('a'), { kind: 'notNull' })
    const plan = planMeasure(table('csv', 'a'), [same, { ...same }], REJECTS)
    expect(countOf(plan.sql, 'count(*) - count(c0)')).toBe(1)
    const [first, second] = plan.probes
    expect(first).toEqual(second)
  })

  it.each<[Probe, string]>([
    [rows(reference('z'), { kind: 'notNull' }), 'the data has no column "z"'],
    [rows({ ...reference('a', 'date'), format: 'ww' }, { kind: 'format' }), 'the date format "ww" has no executor'],
    [rows(reference('a', 'number'), { kind: 'bound', operator: '<', bound: 'x' }), '"x" does not read as number'],
  ])('refuses %o alone', (probe, reason) => {
    const plan = planMeasure(table('csv', 'a'), [{ kind: 'rowCount' }, probe], REJECTS)
    expect(plan.probes).toEqual([{ kind: 'rowCount' }, { kind: 'refused', reason }])
  })

  it('takes the first of the names that is there', () => {
    const column = { ...reference('physical'), names: ['physical', 'logical'] }
    const plan = planMeasure(table('csv', 'logical', 'other'), [rows(column, { kind: 'notNull' })], REJECTS)
    expect(plan.probes).toMatchObject([{ kind: 'rows', cell: { name: 'logical' } }])
  })

  it('lets no name of a CSV file into the text, and every value of the contract only as a literal', () => {
    const text = fc.string({ minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(text, text, text, (name, value, pattern) => {
        const marked = { name: `«${name}`, value: `‹${value}`, pattern: `›${pattern}` }
        const test: CellTest = { kind: 'allowed', values: [marked.value], pattern: marked.pattern }
        const { sql } = planMeasure(table('csv', marked.name), [rows(reference(marked.name), test)], REJECTS)
        const withoutLiterals = sql.replaceAll(/'(?:[^']|'')*'/g, '')
        expect(sql).not.toContain('«')
        expect(withoutLiterals).not.toMatch(/[‹›]/)
        expect(sql).toContain(`'${marked.value.replaceAll("'", "''")}'`)
      }),
    )
  })
})
