import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { importGreatExpectations } from '../../../src/contract/great-expectations/great-expectations.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'
import { countOf, editCells, type JudgedCheck, judgeContracts, succeeded } from '../../support/judged-contract.ts'
import { writeParquet } from '../../support/parquet.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/great-expectations')
const CUSTOMERS = join(import.meta.dirname, '../../../examples/churn/data/customers.csv')
const read = (name: string) => JSON.parse(readFileSync(join(FIXTURES, name), 'utf8'))

interface Answer {
  readonly success: boolean
  readonly unexpected: number | null
  readonly observed: number | null
}
interface Expectation {
  readonly type: string
  readonly kwargs: Readonly<Record<string, unknown>>
}
const answers: readonly Answer[] = read('expected.json')
const expectations: readonly Expectation[] = read('suite.json').expectations
const cases = expectations.map((expectation, index) => ({
  index,
  words: `${expectation.type.replace('expect_', '')} ${JSON.stringify(expectation.kwargs)}`,
}))

/** Where counts are of something else: rows of repeated keys with the first, values of a set, shares. */
const COUNTS_OTHERWISE = /values_to_be_unique$|to_be_null$|equal_set$|proportion_of_non_null/
const isCounted = ({ index }: { readonly index: number }) => {
  const { type, kwargs } = expectations[index]!
  return !COUNTS_OTHERWISE.test(type) && !('mostly' in kwargs)
}

let ofCsv: readonly (readonly JudgedCheck[])[]
let ofParquet: readonly (readonly JudgedCheck[])[]
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelgate-test-'))
  const [csv, parquet] = [join(folder, 'customers.csv'), join(folder, 'customers.parquet')]
  writeFileSync(csv, editCells(CUSTOMERS, read('edits.json')))
  await writeParquet(`FROM read_csv('${csv}')`, parquet)
  const contracts = expectations.map((expectation) => {
    const suite = JSON.stringify({ name: 'customers', expectations: [expectation] })
    return importGreatExpectations(parseLocatedYaml(suite, 'suite.json')).contract
  })
  ofCsv = await judgeContracts(contracts, { uri: 'customers.csv', files: [csv], format: 'csv' })
  ofParquet = await judgeContracts(contracts, { uri: 'customers.parquet', files: [parquet], format: 'parquet' })
  rmSync(folder, { recursive: true })
})

describe('each expectation of a suite, translated, on 7,043 customers with faults', () => {
  it.each(cases)('$words is judged as Great Expectations judges it', ({ index }) => {
    expect(succeeded(ofCsv[index]!), JSON.stringify(ofCsv[index], null, 1)).toBe(answers[index]!.success)
  })

  it.each(cases)('$words is judged so in Parquet too', ({ index }) => {
    expect(succeeded(ofParquet[index]!), JSON.stringify(ofParquet[index], null, 1)).toBe(answers[index]!.success)
  })

  it.each(cases.filter((one) => answers[one.index]!.unexpected !== null && isCounted(one)))(
    '$words counts as many values',
    ({ index }) => {
      expect([countOf(ofCsv[index]!), countOf(ofParquet[index]!)]).toEqual([
        answers[index]!.unexpected,
        answers[index]!.unexpected,
      ])
    },
  )

  it.each(cases.filter((one) => answers[one.index]!.observed !== null && isCounted(one)))(
    '$words finds the same number',
    ({ index }) => {
      const numbers = ofCsv[index]!.map(({ observed }) => observed).filter((value) => typeof value === 'number')
      expect(numbers.at(-1)).toBeCloseTo(answers[index]!.observed!, 9)
    },
  )
})
