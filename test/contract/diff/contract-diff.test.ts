import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../src/contract/comparison.ts'
import { makeContract, makeLibraryRule, makeObject, makeProperty } from '../../../src/contract/contract-parts.ts'
import type {
  ContractObject,
  ContractProperty,
  DataContract,
  QualityRule,
} from '../../../src/contract/data-contract.ts'
import { diffContracts } from '../../../src/contract/diff/contract-diff.ts'
import { makeDiffChecks } from '../../../src/contract/diff/diff-checks.ts'

const place = { file: 'c.yaml', line: 7 }
const property = (parts: Partial<ContractProperty> = {}) =>
  makeProperty('age', place, { logicalType: 'integer', ...parts })
const object = (parts: Partial<ContractObject> = {}) =>
  makeObject('customers', place, { properties: [property()], ...parts })
const contract = (parts: Partial<DataContract> = {}) =>
  makeContract('c.yaml', 'ODCS v3.1.0', { version: '1.2.0', objects: [object()], ...parts })
const withProperty = (parts: Partial<ContractProperty>) =>
  contract({ objects: [object({ properties: [property(parts)] })] })
const option = (name: string, text: string) => ({ options: [{ name, text, place }] })
const values = (...list: (string | null)[]) => ({ allowed: { values: list, place } })
const rule = (comparison: Comparison, parts: Partial<QualityRule> = {}) => ({
  rules: [makeLibraryRule('nullValues', place, { comparison, ...parts })],
})
const atMost = (operand: number): Comparison => ({ operator: 'mustBeLessOrEqualTo', operand })

const shown = (before: DataContract, after: DataContract) =>
  diffContracts(before, after).map(({ impact, title }) => `${impact}: ${title}`)

describe('the differences of two contracts', () => {
  it('are none of a contract and itself', () => {
    const whole = withProperty({ ...values('a'), ...option('minimum', '1'), ...rule(atMost(3)), required: place })
    expect(diffContracts(whole, whole)).toEqual([])
  })

  it.each<[string, Partial<ContractProperty>, Partial<ContractProperty>, string[]]>([
    ['a new demand', {}, { required: place }, ['breaking: age must now be never empty']],
    ['a demand that went', { required: place }, {}, ['breaking: age may now be empty']],
    ['a key that went', { unique: place }, {}, ['breaking: age may now repeat']],
    [
      'a demand that the key makes too',
      { primaryKey: place, required: place, unique: place },
      { primaryKey: place },
      [],
    ],
    [
      'a demand beside a key of several columns',
      { primaryKey: place, primaryKeyPosition: 1, unique: place },
      { primaryKey: place, primaryKeyPosition: 1 },
      ['breaking: age may now repeat'],
    ],
    ['another type', {}, { logicalType: 'string' }, ['breaking: age is of type string, no longer integer']],
    ['a type at last', { logicalType: null }, {}, ['breaking: age must now be of type integer']],
    ['a removed value', values('a', 'b'), values('a'), ['breaking: age may no longer be b']],
    ['an added value', values('a'), values('a', null), ['note: age may now be null']],
    ['values at last', {}, values('a', 'b'), ['breaking: age must now be one of 2 values']],
    ['any value', values('a'), {}, ['note: age may hold any value']],
    [
      'a higher minimum',
      option('minimum', '1'),
      option('minimum', '2'),
      ['breaking: age now has minimum 2 instead of 1'],
    ],
    ['a lower minimum', option('minimum', '10'), option('minimum', '9'), ['note: age now has minimum 9 instead of 10']],
    [
      'a later bound',
      option('maximum', '2026-01-31'),
      option('maximum', '2026-02-01'),
      ['note: age now has maximum 2026-02-01 instead of 2026-01-31'],
    ],
    [
      'another pattern',
      option('pattern', 'a'),
      option('pattern', 'b'),
      ['breaking: age now has pattern b instead of a'],
    ],
    ['a limit that went', option('maxLength', '3'), {}, ['note: age has no maxLength any more']],
    ['a limit that came', {}, option('maxLength', '3'), ['breaking: age now has maxLength 3']],
    ['another column', {}, { physicalName: 'AGE' }, ['breaking: the column of age is now called AGE']],
    [
      'another physical type',
      { physicalType: { text: 'INT', place } },
      { physicalType: { text: 'BIGINT', place } },
      ['note: age is stored as BIGINT, no longer INT'],
    ],
    [
      'letter case of a physical type',
      { physicalType: { text: 'INT', place } },
      { physicalType: { text: 'int', place } },
      [],
    ],
    [
      'what was private',
      { classification: 'restricted' },
      { classification: 'public' },
      ['note: age is classified public, no longer restricted'],
    ],
    [
      'a tighter tolerance',
      rule(atMost(5)),
      rule(atMost(3)),
      ['breaking: age: nullValues must now be at most 3 rows, was at most 5 rows'],
    ],
    [
      'a looser tolerance',
      rule(atMost(3)),
      rule({ operator: 'mustBeBetween', range: [0, 9] }),
      ['breaking: age: nullValues must now be 0 to 9 rows, was at most 3 rows'],
    ],
    [
      'an open end',
      rule({ operator: 'mustBeLessThan', operand: 3 }),
      rule(atMost(3)),
      ['note: age: nullValues must now be at most 3 rows, was less than 3 rows'],
    ],
    [
      'a unit',
      rule(atMost(3)),
      rule(atMost(3), { unit: 'percent' }),
      ['breaking: age: nullValues must now be at most 3 percent, was at most 3 rows'],
    ],
    ['a new rule', {}, rule(atMost(3)), ['breaking: age: nullValues is a new rule']],
    ['a new rule that warns', {}, rule(atMost(3), { severity: 'warning' }), ['note: age: nullValues is a new rule']],
    ['a rule that went', rule(atMost(3)), {}, ['note: age: nullValues is no rule any more']],
    ['words', { description: 'years' }, { description: 'days' }, ['note: age is described otherwise']],
  ])('show %s', (_, before, after, expected) => {
    expect(shown(withProperty(before), withProperty(after))).toEqual(expected)
  })

  it('tell a column that came or went from one that only took another name', () => {
    const columns = (...names: [string, Partial<ContractProperty>?][]) =>
      contract({ objects: [object({ properties: names.map(([name, parts]) => makeProperty(name, place, parts)) })] })
    expect(shown(columns(['a'], ['b']), columns(['a'], ['c']))).toEqual([
      'compatible: the column c is new',
      'breaking: the column b is gone',
    ])
    expect(shown(columns(['a']), columns(['a'], ['c', { required: place }]))).toEqual([
      'breaking: the required column c is new',
    ])
    expect(shown(columns(['b', { physicalName: 'B' }]), columns(['c', { physicalName: 'B' }]))).toEqual([
      'note: b is now called c',
    ])
  })

  it('go into nested values', () => {
    const nested = (street: Partial<ContractProperty>) =>
      withProperty({
        logicalType: 'object',
        properties: [makeProperty('tags', place, { items: makeProperty('tag', place, street) })],
      })
    expect(diffContracts(nested(values('a', 'b')), nested(values('a')))).toMatchObject([
      { impact: 'breaking', property: 'age.tags[]', aspect: 'enum', before: 'a, b', after: 'a' },
    ])
  })

  it('name a key that changed, whatever the order of its columns', () => {
    const keyed = (...names: string[]) =>
      contract({
        objects: [
          object({
            properties: ['a', 'b'].map((name) =>
              makeProperty(
                name,
                place,
                names.includes(name) ? { primaryKey: place, primaryKeyPosition: names.indexOf(name) + 1 } : {},
              ),
            ),
          }),
        ],
      })
    expect(shown(keyed('a', 'b'), keyed('b', 'a'))).toEqual([])
    expect(shown(keyed('a'), keyed('a', 'b'))).toEqual(['breaking: the key is now a, b'])
    expect(shown(keyed('a'), keyed())).toEqual(['breaking: the key a is gone'])
  })

  it('weigh promises by what is better for readers', () => {
    const level = (property: string, value: string) =>
      contract({
        serviceLevels: [
          { id: null, property, value, valueExt: null, unit: 'h', element: 'customers.t', description: null, place },
        ],
      })
    expect(shown(level('freshness', '24'), level('freshness', '48'))).toEqual(['breaking: freshness is 48 h, was 24 h'])
    expect(shown(level('freshness', '24'), level('freshness', '12'))).toEqual([
      'compatible: freshness is 12 h, was 24 h',
    ])
    expect(shown(level('retention', '24'), level('retention', '12'))).toEqual(['breaking: retention is 12 h, was 24 h'])
    expect(shown(level('freshness', '24'), contract())).toEqual(['breaking: freshness is no longer promised'])
  })
})

describe('differences as checks', () => {
  const before = withProperty(values('a', 'b'))
  const checks = (version: string | null) => {
    const after = { ...withProperty({ ...values('a', 'c') }), version }
    return makeDiffChecks(diffContracts(before, after), before, after)
  }

  it('fail where something breaks, with a stable id and the mend', () => {
    expect(checks('1.3.0')).toMatchObject([
      {
        id: 'contract/customers/age/change-enum',
        verdict: 'fail',
        severity: 'error',
        blocks: true,
        source: { file: 'c.yaml', line: 7 },
        help: expect.stringContaining('2.0.0'),
      },
      { id: 'contract/customers/age/change-enum-2', verdict: 'pass', severity: 'info', blocks: false },
    ])
  })

  it('only warn where the first number of the version rose', () => {
    expect(checks('2.0.0')[0]).toMatchObject({ verdict: 'fail', severity: 'warning', blocks: false })
    expect(checks(null)[0]).toMatchObject({ severity: 'error', blocks: true })
  })
})
