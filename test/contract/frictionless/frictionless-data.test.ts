import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ContractCheckResult } from '../../../src/core/result.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { validateFiles, validateIn } from '../../support/validate.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/frictionless')

/** What `make.py` beside the packages counted: by the standard, and by the Python package `frictionless`. */
const EXPECTED = JSON.parse(readFileSync(join(FIXTURES, 'expected.json'), 'utf8')) as Readonly<
  Record<
    string,
    Readonly<Record<string, { readonly failing: number; readonly frictionless: number; readonly why?: string }>>
  >
>

describe('validating real tables against their Data Packages', () => {
  it.each(Object.entries(EXPECTED))('counts in %s what the standard counts', async (name, rules) => {
    const { checks } = await validateFiles(join(FIXTURES, name), { contract: 'datapackage.json' })
    const counted = Object.keys(rules).map((rule) => {
      const check = checks.get(`${name}/${rule}`)
      return [rule, check?.verdict, check?.statistics.failing]
    })
    expect(counted).toEqual(
      Object.entries(rules).map(([rule, { failing }]) => [rule, failing === 0 ? 'pass' : 'fail', failing]),
    )
  })

  it('has a reason for each count that differs from the Python package', () => {
    const rules = Object.values(EXPECTED).flatMap((table) => Object.values(table))
    expect(
      rules.filter(({ failing, frictionless, why }) => (failing !== frictionless) !== (why !== undefined)),
    ).toEqual([])
  })
})

/** Which headers pass for which way of matching, as the Python package says. */
const COLUMNS = JSON.parse(readFileSync(join(FIXTURES, 'columns.json'), 'utf8')) as readonly {
  readonly match: string
  readonly header: string
  readonly valid: boolean
}[]

describe('matching columns and fields', () => {
  it.each(['exact', 'equal', 'subset'])('passes the headers that fieldsMatch %s allows', async (match) => {
    const results = await validateAllIn(join(FIXTURES, 'columns'), `${match}.json`)
    const expected = COLUMNS.filter((one) => one.match === match)
    expect(expected.map(({ header }, index) => [header, isValid(results[index]!)])).toEqual(
      expected.map(({ header, valid }) => [header, valid]),
    )
  })

  it.each(['superset', 'partial'])('settles nothing where fieldsMatch is %s', async (match) => {
    const results = await validateAllIn(join(FIXTURES, 'columns'), `${match}.json`)
    const verdicts = results.map((checks) => checks.find(({ id }) => id.endsWith('/fieldsMatch'))?.verdict)
    expect(new Set(verdicts)).toEqual(new Set(['inconclusive']))
  })
})

describe('validating a package where it says that its data is', () => {
  it('passes the example, each resource by its own dialect', async () => {
    const results = await validateAllIn(join(FIXTURES, 'example'), 'datapackage.json')
    const checks = results.flat()
    expect(new Set(checks.map(({ target }) => target.object))).toEqual(new Set(['customers', 'orders']))
    expect(checks.filter(({ verdict }) => verdict !== 'pass').map(({ id, help }) => [id, help])).toEqual([])
  })

  it('takes an empty text in quotes for a missing value', async () => {
    const fields = [
      { name: 'a', type: 'integer', constraints: { required: true } },
      { name: 'b', type: 'integer' },
    ]
    const folder = makeFolder({
      'a.csv': 'a,b\n1,""\n"",2\n,3\n',
      'datapackage.json': JSON.stringify({ resources: [{ name: 'a', path: 'a.csv', schema: { fields } }] }),
    })
    const [checks] = await validateAllIn(folder, 'datapackage.json')
    const failing = checks!.filter(({ verdict }) => verdict !== 'pass')
    expect(failing.map(({ id, statistics }) => [id, statistics.failing])).toEqual([
      ['contract/a/a/required', 1],
      ['contract/a/a/missingValues', 1],
    ])
  })

  it('has each demand without executor inconclusive by name', async () => {
    const folder = makeFolder({
      'a.csv': 'x,y\n{},2024-01-01\n',
      'datapackage.json': JSON.stringify({
        resources: [
          {
            ...{ name: 'a', path: 'a.csv', hash: '0123', bytes: 7, dialect: { commentChar: '#' } },
            schema: {
              fields: [
                { name: 'x', type: 'geojson', constraints: { jsonSchema: { required: ['type'] } } },
                { name: 'y', type: 'date', format: 'any' },
              ],
            },
          },
        ],
      }),
    })
    const [checks] = await validateAllIn(folder, 'datapackage.json')
    const open = checks!.filter(({ verdict }) => verdict === 'inconclusive')
    expect(open.map(({ id, severity }) => [id.replace('contract/a/', ''), severity])).toEqual([
      ['x/format', 'error'],
      ['x/jsonSchema', 'error'],
      ['y/format', 'error'],
      ['commentChar', 'error'],
      ['hash', 'warning'],
      ['bytes', 'warning'],
    ])
    expect(open.every(({ help, title }) => help !== null && title.length > 5)).toBe(true)
  })
})

/** The checks of each object of a package. */
async function validateAllIn(folder: string, contract: string): Promise<readonly (readonly ContractCheckResult[])[]> {
  const { results } = await validateIn(folder, { contract })
  const checks = results.flatMap((result) => result.checks as readonly ContractCheckResult[])
  const objects = [...new Set(checks.map(({ target }) => target.object))]
  return objects.map((object) => checks.filter(({ target }) => target.object === object))
}

/** Whether nothing of severity error failed or is open. */
function isValid(checks: readonly ContractCheckResult[]): boolean {
  return checks.every(({ verdict, severity }) => severity !== 'error' || verdict === 'pass')
}
