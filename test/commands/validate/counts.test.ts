import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ContractCheckResult, type Result, resultSchema } from '../../../src/core/result.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { validateFiles } from '../../support/validate.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/contract')
const CUSTOMERS = join(import.meta.dirname, '../../../examples/churn/data/customers.csv')
const CONTRACT = readFileSync(join(FIXTURES, 'customers.odcs.yaml'), 'utf8')

interface Expected {
  readonly failing: number | null
  readonly rows: number
  readonly verdict: string
}
const expected = JSON.parse(readFileSync(join(FIXTURES, 'expected.json'), 'utf8')) as Record<string, Expected>

/** The customers with faults put in: cells changed, lines added. */
function makeBrokenTable(): string {
  const edits = JSON.parse(readFileSync(join(FIXTURES, 'edits.json'), 'utf8')) as {
    readonly cells: readonly { readonly row: number; readonly column: string; readonly cell: string }[]
    readonly lines: readonly string[]
  }
  const [header, ...lines] = readFileSync(CUSTOMERS, 'utf8').trimEnd().split('\n')
  const columns = header!.split(',')
  const rows = lines.map((line) => line.split(','))
  for (const { row, column, cell } of edits.cells) rows[row - 1]![columns.indexOf(column)] = cell
  return [header, ...rows.map((cells) => cells.join(',')), ...edits.lines, ''].join('\n')
}

let result: Result
let checks: ReadonlyMap<string, ContractCheckResult>
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelgate-test-'))
  writeFileSync(join(folder, 'customers.odcs.yaml'), CONTRACT)
  writeFileSync(join(folder, 'customers.csv'), makeBrokenTable())
  ;({ result, checks } = await validateFiles(folder, { contract: 'customers.odcs.yaml', data: 'customers.csv' }))
  rmSync(folder, { recursive: true })
})

describe('7,044 customers with faults in them', () => {
  it.each(Object.entries(expected))('%s counts what plain Python counts', (id, { failing, rows, verdict }) => {
    const check = checks.get(id.replace('contract/', ''))
    expect(check?.statistics.failing).toBe(failing)
    expect(check?.statistics.rows).toBe(rows)
    expect(check?.verdict).toBe(verdict)
  })

  it('has no check that is neither counted by Python nor said below', () => {
    const others = [...checks.keys()].filter((id) => !(`contract/${id}` in expected))
    expect(Object.fromEntries(others.map((id) => [id.replace('customers/', ''), checks.get(id)!.verdict]))).toEqual({
      columns: 'fail',
      'customer_id/present': 'pass',
      'churn/present': 'pass',
      'churn/type': 'pass',
      'tenure/present': 'pass',
      'contract/present': 'pass',
      'contract/type': 'pass',
      'monthly_charges/present': 'pass',
      'total_charges/present': 'pass',
      'region/present': 'fail',
      'region/type': 'inconclusive',
      'region/required': 'inconclusive',
      text: 'skip',
      custom: 'inconclusive',
    })
  })

  it('is a result by the schema, with verdict, materials and one sentence', () => {
    expect(resultSchema.parse(result)).toEqual(result)
    expect(result).toMatchObject({
      command: 'validate',
      model: null,
      verdict: 'fail',
      blocks: true,
      policy: null,
      materials: [
        { name: 'customers', uri: 'customers.csv', rows: 7044, derived: false },
        { name: 'contract', uri: 'customers.odcs.yaml', rows: null },
      ],
      startedAt: '2026-11-21T08:00:00Z',
    })
    expect(result.summary).toBe(
      'customers.csv breaks 24 of 44 rules, first "every row splits into the columns" (2 rows); 3 could not be judged.',
    )
  })

  it('points every check at the line of its demand', () => {
    const lines = CONTRACT.split('\n')
    const lineOf = (id: string) => lines[checks.get(`customers/${id}`)!.source!.line! - 1]!.trim()
    expect(lineOf('tenure/required')).toBe('required: true')
    expect(lineOf('tenure/missingValues')).toBe('- metric: missingValues')
    expect(lineOf('churn/known-answers')).toBe('- id: known-answers')
    expect(lineOf('contract/maxLength')).toBe('logicalTypeOptions: {maxLength: 8}')
    expect(lineOf('region/present')).toBe('- name: region')
    expect(lineOf('rowCount')).toBe('- metric: rowCount')
  })

  it('shows failing rows with keys, and only what is public', () => {
    const { samples } = checks.get('customers/churn/known-answers')!
    expect(samples).toEqual([
      { row: 11, values: { churn: '•••', customer_id: 'C00011' } },
      { row: 12, values: { churn: '•••', customer_id: 'C00012' } },
      { row: 13, values: { churn: '•••', customer_id: 'C00013' } },
    ])
    expect(checks.get('customers/monthly_charges/type')!.samples[0]).toEqual({
      row: 51,
      values: { monthly_charges: 'NaN', customer_id: 'C00051' },
    })
    expect(checks.get('customers/churn/required')!.samples).toEqual([
      { row: 10, values: { churn: null, customer_id: 'C00010' } },
    ])
    expect(checks.get('customers/readable')!.samples).toEqual([
      { row: 7045, values: {} },
      { row: 7046, values: {} },
    ])
  })

  it('says of each finding what was measured, what is allowed and what to do', () => {
    const { observed, expected: allowed, unit, help } = checks.get('customers/contract/invalidValues')!
    expect(observed).toBeCloseTo(55.0398, 4)
    expect([allowed, unit]).toEqual(['less than 50 percent', 'percent'])
    expect(help).toBe('measured 55.0398 percent, allowed less than 50 percent: mend the data, or change the rule')
    for (const check of checks.values()) expect(check.help !== null || check.verdict === 'pass').toBe(true)
  })
})

describe('the customers as they are', () => {
  it('keep the contract of the example', async () => {
    const folder = makeFolder({
      'c.yaml': readFileSync(join(CUSTOMERS, '../../contracts/customers.odcs.yaml')),
      'customers.csv': readFileSync(CUSTOMERS),
    })
    const { result: clean } = await validateFiles(folder, { contract: 'c.yaml', data: 'customers.csv' })
    expect(clean.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
    expect(clean.summary).toBe(`customers.csv keeps all ${clean.checks.length} rules of the contract.`)
  })
})
