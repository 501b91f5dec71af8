import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { importDbt } from '../../../src/contract/dbt/dbt.ts'
import type { DataSource } from '../../../src/core/data-source.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'
import { countOf, editCells, type JudgedCheck, judgeContracts, succeeded } from '../../support/judged-contract.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures')
const CUSTOMERS = join(import.meta.dirname, '../../../examples/churn/data/customers.csv')
const EDITS = JSON.parse(readFileSync(join(FIXTURES, 'great-expectations/edits.json'), 'utf8'))

interface Answer {
  readonly column: string
  readonly test: unknown
  readonly status: 'pass' | 'warn' | 'fail'
  readonly failures: number
}
const answers: readonly Answer[] = JSON.parse(readFileSync(join(FIXTURES, 'dbt/expected.json'), 'utf8'))
const cases = answers.map((answer, index) => ({ ...answer, index, words: JSON.stringify(answer.test) }))

let judged: readonly (readonly JudgedCheck[])[]
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelgate-test-'))
  const write = (name: string, text: string): DataSource => {
    writeFileSync(join(folder, name), text)
    return { uri: name, files: [join(folder, name)], format: 'csv' }
  }
  const contracts = answers.map(({ column, test }) => {
    const models = [
      { name: 'customers', columns: [{ name: column, data_tests: [test] }] },
      { name: 'contracts', columns: [{ name: 'contract' }] },
    ]
    return importDbt(parseLocatedYaml(JSON.stringify({ models }), 'schema.yml')).contract
  })
  judged = await judgeContracts(contracts, write('customers.csv', editCells(CUSTOMERS, EDITS)), {
    contracts: write('contracts.csv', 'contract\nMonth-to-month\nOne year\nTwo year\n'),
  })
  rmSync(folder, { recursive: true })
})

describe('each data test of dbt, translated, on 7,043 customers with faults', () => {
  it.each(cases)('$column $words comes to $status', ({ index, status }) => {
    const words = JSON.stringify(judged[index], null, 1)
    const all = judged[index]!.filter(({ id }) => !id.endsWith('/columns')).map((check) => ({
      ...check,
      severity: 'error',
    }))
    expect(succeeded(all), words).toBe(status === 'pass')
    expect(succeeded(judged[index]!), words).toBe(status !== 'fail')
  })

  // Of others dbt counts repeated keys and unknown values, a contract the rows.
  it.each(cases.filter(({ words }) => /not_null|relationships/.test(words)))(
    '$column $words counts $failures rows',
    ({ index, failures }) => {
      expect(countOf(judged[index]!)).toBe(failures)
    },
  )
})
