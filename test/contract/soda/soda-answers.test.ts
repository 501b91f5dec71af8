import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { makeContract, makeLibraryRule, makeObject, makeProperty } from '../../../src/contract/contract-parts.ts'
import { editCells, type JudgedCheck, judgeContracts, succeeded } from '../../support/judged-contract.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures')
const CUSTOMERS = join(import.meta.dirname, '../../../examples/churn/data/customers.csv')
const EDITS = JSON.parse(readFileSync(join(FIXTURES, 'great-expectations/edits.json'), 'utf8'))

interface Answer {
  readonly check: string
  readonly outcome: 'pass' | 'warn' | 'fail'
  readonly value: number | null
}
const answers: readonly Answer[] = JSON.parse(readFileSync(join(FIXTURES, 'soda/expected.json'), 'utf8'))
const checks: readonly unknown[] = parse(readFileSync(join(FIXTURES, 'soda/checks.yml'), 'utf8'))[
  'checks for customers'
]
const cases = answers.map((answer, index) => ({ ...answer, index }))

interface KeyedAnswer {
  readonly column: string | null
  readonly check: object
  readonly outcome: 'PASSED' | 'WARN' | 'FAILED'
  readonly value: number
}
const keyed: readonly KeyedAnswer[] = JSON.parse(readFileSync(join(FIXTURES, 'soda/expected-keyed.json'), 'utf8'))
const keyedCases = keyed.map((answer, index) => ({
  ...answer,
  index: checks.length + index,
  words: JSON.stringify(answer.check),
}))

let judged: readonly (readonly JudgedCheck[])[]
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelgate-test-'))
  const file = join(folder, 'customers.csv')
  writeFileSync(file, editCells(CUSTOMERS, EDITS))
  const place = { file: 'customers.odcs.yaml', line: 1 }
  // SQL of the user's sees the types that the contract declares.
  const properties = ['tenure', 'monthly_charges', 'total_charges'].map((name) =>
    makeProperty(name, place, { logicalType: 'number' }),
  )
  const make = (implementation: unknown, column: string | null) => {
    const rule = makeLibraryRule('rowCount', place, { type: 'custom', metric: null, engine: 'soda', implementation })
    const names = properties.map(({ name }) => name)
    const all = column === null || names.includes(column) ? properties : [...properties, makeProperty(column, place)]
    const parts = {
      properties: all.map((property) => (property.name === column ? { ...property, rules: [rule] } : property)),
      rules: column === null ? [rule] : [],
    }
    return makeContract(place.file, 'ODCS v3.1.0', { objects: [makeObject('customers', place, parts)] })
  }
  const contracts = [
    ...checks.map((check) => make(check, null)),
    ...keyed.map(({ check, column }) => make(check, column)),
  ]
  judged = await judgeContracts(contracts, { uri: 'customers.csv', files: [file], format: 'csv' })
  rmSync(folder, { recursive: true })
})

const isRule = ({ id }: JudgedCheck) => !/\/(columns|readable|present|type)$/.test(id)

describe('each check of Soda, as a custom rule, on 7,043 customers with faults', () => {
  it.each(cases)('$check comes to $outcome', ({ index, outcome }) => {
    const found = judged[index]!.filter(isRule)
    const words = JSON.stringify(found, null, 1)
    expect(succeeded(found.map((check) => ({ ...check, severity: 'error' }))), words).toBe(outcome === 'pass')
    if (outcome === 'warn') expect(succeeded(found), words).not.toBe(false)
  })

  // Soda counts keys that are there more than once, a rule of the standard the rows beyond the first of each.
  const isCounted = ({ check, value }: Answer) => value !== null && check !== 'duplicate_count(customer_id) = 0'
  it.each(cases.filter(isCounted))('$check measures $value', ({ index, check, value }) => {
    const numbers = judged[index]!.filter(isRule).flatMap(({ failing, observed }) => [failing, observed])
    const digits = check.includes('percent') ? 1.99 : 9
    expect(
      numbers.some((number) => typeof number === 'number' && Math.abs(number - value!) < 0.5 * 10 ** -digits),
      JSON.stringify(numbers),
    ).toBe(true)
  })
})

describe('each check of contract language v4, as a custom rule, on the same customers', () => {
  it.each(keyedCases)('$column $words comes to $outcome', ({ index, outcome }) => {
    const found = judged[index]!.filter(isRule)
    const words = JSON.stringify(found, null, 1)
    expect(succeeded(found.map((check) => ({ ...check, severity: 'error' }))), words).toBe(outcome === 'PASSED')
    if (outcome === 'WARN') expect(succeeded(found), words).not.toBe(false)
  })

  it.each(keyedCases)('$column $words measures $value', ({ index, value }) => {
    const numbers = judged[index]!.filter(isRule).flatMap(({ failing, observed }) => [failing, observed])
    expect(
      numbers.some((number) => typeof number === 'number' && Math.abs(number - value) < 1e-9),
      JSON.stringify(numbers),
    ).toBe(true)
  })
})
