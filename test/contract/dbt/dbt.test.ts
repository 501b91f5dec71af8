import { describe, expect, it } from 'vitest'
import type { ContractObject } from '../../../src/contract/data-contract.ts'
import { importDbt } from '../../../src/contract/dbt/dbt.ts'
import { writeOdcs } from '../../../src/contract/export/odcs-writer.ts'
import { readOdcs } from '../../../src/contract/odcs/odcs.ts'
import { InputError } from '../../../src/core/faults.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'

const importText = (text: string) => importDbt(parseLocatedYaml(text, 'schema.yml'))

/** One table whose column `x` has these tests, in flow style. */
function importTests(tests: string, key = 'data_tests') {
  const { contract, untranslated } = importText(
    `models:\n  - name: t\n    columns:\n      - name: x\n        ${key}: ${tests}\n`,
  )
  return { object: contract.objects[0]!, column: contract.objects[0]!.properties[0]!, untranslated }
}

function describeRules({ rules }: Pick<ContractObject, 'rules'>): readonly string[] {
  return rules.map(({ metric, type, query, arguments: given, comparison, unit, severity }) => {
    const values = given.validValues ?? given.properties ?? given.pattern ?? ''
    const limit =
      comparison === null
        ? ''
        : `${comparison.operator} ${'operand' in comparison ? comparison.operand : comparison.range}`
    return [metric ?? query ?? type, String(values), limit, unit, severity].join(' | ')
  })
}

describe("dbt's properties of a model", () => {
  it('become a table with columns, types, keys and checks', () => {
    const { contract, untranslated } = importText(`version: 2
models:
  - name: customers
    alias: CUSTOMERS
    description: All customers
    constraints:
      - {type: primary_key, columns: [id, day]}
      - {type: foreign_key, columns: [order_id], to: ref('orders'), to_columns: [id]}
      - {type: foreign_key, columns: [day], expression: "days (day)"}
      - {type: unique, columns: [day, status]}
      - {type: check, expression: age > 0, name: adult}
    columns:
      - name: id
        data_type: bigint
        description: The number
        config: {meta: {classification: Restricted}}
      - {name: day, data_type: date}
      - name: order_id
        constraints: [{type: not_null}, {type: unique}]
      - {name: status, data_type: varchar(20)}
      - {name: age, data_type: "numeric(3, 0)"}
  - name: orders
    columns: [{name: id, data_type: uuid}]
seeds:
  - {name: days, columns: [{name: day}]}
`)
    const [customers] = contract.objects
    expect(contract.objects.map(({ name }) => name)).toEqual(['customers', 'orders', 'days'])
    expect(customers).toMatchObject({ physicalName: 'CUSTOMERS', description: 'All customers' })
    expect(
      customers!.properties.map(({ name, logicalType, physicalType, primaryKeyPosition, required, unique }) => [
        name,
        logicalType,
        physicalType?.text ?? null,
        primaryKeyPosition,
        required?.line ?? null,
        unique?.line ?? null,
      ]),
    ).toEqual([
      ['id', 'integer', 'bigint', 1, null, null],
      ['day', 'date', 'date', 2, null, null],
      ['order_id', null, null, null, 19, 19],
      ['status', 'string', 'varchar(20)', null, null, null],
      ['age', 'number', 'numeric(3, 0)', null, null, null],
    ])
    expect(customers!.properties[0]).toMatchObject({ description: 'The number', classification: 'restricted' })
    expect(customers!.relationships.map(({ columns, to }) => [columns, to])).toEqual([
      [['order_id'], { object: 'orders', columns: ['id'] }],
      [['day'], { object: 'days', columns: ['day'] }],
    ])
    expect(describeRules(customers!)).toEqual([
      'duplicateValues | day,status | mustBe 0 | rows | error',
      'SELECT count(*) FROM {object} WHERE NOT coalesce(age > 0, true) |  | mustBe 0 | rows | error',
    ])
    expect(untranslated.map(({ what }) => what)).toEqual(['constraint check (age > 0)'])
  })

  it('of a source bring its freshness', () => {
    const { contract, untranslated } = importText(`sources:
  - name: shop
    loaded_at_field: updated_at
    freshness: {warn_after: {count: 6, period: hour}, error_after: {count: 1, period: day}}
    tables:
      - {name: orders, identifier: raw_orders}
      - {name: old, freshness: null}
      - {name: other, loaded_at_field: at, config: {freshness: {error_after: {count: 30, period: minute}}}}
      - {name: odd, loaded_at_field: "at::date", freshness: {error_after: {count: 1, period: day}}}
`)
    expect(contract.objects[0]).toMatchObject({ name: 'orders', physicalName: 'raw_orders' })
    expect(
      contract.serviceLevels.map(({ property, value, unit, element, place }) => [
        property,
        value,
        unit,
        element,
        place.line,
      ]),
    ).toEqual([
      ['freshness', '1', 'd', 'orders.updated_at', 4],
      ['freshness', '30', 'm', 'other.at', 8],
    ])
    expect(untranslated.map(({ what, place }) => [what, place.line])).toEqual([
      ['freshness (orders): warn_after', 4],
      ['freshness (odd)', 9],
    ])
  })

  it.each([
    ['models: 3', '"models" must be a list'],
    ['models: [{description: x}]', 'schema.yml:1:10: the table has no "name"'],
    ['models: [{name: t, columns: [{name: x, tests: [[unique]]}]}]', 'a test must be a name'],
    ['models: [{name: t, columns: [{name: x, tests: unique}]}]', '"tests" must be a list'],
    ['metrics: []', 'holds no models'],
    ['[]', 'holds no models'],
  ])('%s is refused', (text, message) => {
    expect(() => importText(text)).toThrow(InputError)
    expect(() => importText(text)).toThrow(message)
  })

  it('are written as a contract of the standard that reads back with as many demands', () => {
    const { contract } = importText(`models:
  - name: t
    columns:
      - name: x
        data_type: integer
        tests: [not_null, unique, {dbt_utils.accepted_range: {min_value: 0}}, {accepted_values: {values: [1, 2]}}, {dbt_expectations.expect_column_mean_to_be_between: {min_value: 1}}]
`)
    const again = readOdcs(parseLocatedYaml(writeOdcs(contract), 't.odcs.yaml'))
    const [x] = again.objects[0]!.properties
    expect(x).toMatchObject({ logicalType: 'integer', options: [{ name: 'minimum', text: '0' }] })
    expect([x!.required, x!.unique]).not.toContain(null)
    expect(describeRules(x!)).toEqual(describeRules(contract.objects[0]!.properties[0]!))
  })
})

describe('a data test of dbt', () => {
  it.each([
    ['[not_null]', 'required'],
    ['[unique]', 'unique'],
    ['[{not_null: {}}]', 'required'],
  ] as const)('%s is what the standard has a word for', (tests, word) => {
    const { column, untranslated } = importTests(tests)
    expect(column[word]).not.toBeNull()
    expect([column.rules, untranslated]).toEqual([[], []])
  })

  it.each([
    ['[{not_null: {config: {severity: warn}}}]', ['nullValues |  | mustBe 0 | rows | warning']],
    ['[{unique: {severity: WARN}}]', ['duplicateValues |  | mustBe 0 | rows | warning']],
    ['[{accepted_values: {values: [a, b]}}]', ['invalidValues | a,b | mustBe 0 | rows | error']],
    [
      '[{accepted_values: {arguments: {values: [1, 2], quote: false}}}]',
      ['invalidValues | 1,2 | mustBe 0 | rows | error'],
    ],
    ['[{name: kinds, test_name: accepted_values, values: [a]}]', ['invalidValues | a | mustBe 0 | rows | error']],
    [
      '[{dbt_utils.not_null_proportion: {at_least: 0.95}}]',
      ['nullValues |  | mustBeLessOrEqualTo 5 | percent | error'],
    ],
    [
      '[{dbt_utils.not_null_proportion: {at_least: 0.5, at_most: 0.9}}]',
      [
        'nullValues |  | mustBeLessOrEqualTo 50 | percent | error',
        'nullValues |  | mustBeGreaterOrEqualTo 10 | percent | error',
      ],
    ],
    ['[dbt_utils.not_empty_string]', ['invalidValues | [^ ] | mustBe 0 | rows | error']],
    ['[dbt_utils.at_least_one]', ['nullValues |  | mustBeLessThan 100 | percent | error']],
    ['[dbt_utils.not_constant]', ['SELECT count(DISTINCT "x") FROM {object} |  | mustNotBe 1 | rows | error']],
    [
      '[{dbt_utils.expression_is_true: {expression: "> 0"}}]',
      ['SELECT count(*) FROM {object} WHERE NOT ("x" > 0) |  | mustBe 0 | rows | error'],
    ],
    [
      '[{dbt_expectations.expect_column_values_to_match_regex: {regex: ^a}}]',
      ['invalidValues | ^a | mustBe 0 | rows | error'],
    ],
    ['[{dbt_expectations.expect_column_mean_to_be_between: {min_value: 3}}]', ['custom |  |  | rows | error']],
  ])('%s is a rule', (tests, rules) => {
    expect(describeRules(importTests(tests).column)).toEqual(rules)
  })

  it.each([
    ['[{dbt_utils.accepted_range: {min_value: 0, max_value: 9}}]', ['minimum 0', 'maximum 9']],
    ['[{dbt_utils.accepted_range: {min_value: 0, inclusive: false}}]', ['exclusiveMinimum 0']],
    ['[{dbt_expectations.expect_column_value_lengths_to_equal: {value: 3}}]', ['minLength 3', 'maxLength 3']],
  ])('%s is a bound of the type', (tests, options) => {
    expect(importTests(tests).column.options.map(({ name, text }) => `${name} ${text}`)).toEqual(options)
  })

  it('of several columns is a rule of the table', () => {
    const { contract } = importText(
      'models: [{name: t, tests: [{dbt_utils.unique_combination_of_columns: {combination_of_columns: [a, b]}}]}]',
    )
    expect(describeRules(contract.objects[0]!)).toEqual(['duplicateValues | a,b | mustBe 0 | rows | error'])
  })

  it.each([
    ['[{not_null: {where: "y > 1"}}]', 'not_null (x)', 'some rows only (where)'],
    ['[{unique: {config: {enabled: false}}}]', 'unique (x)', 'switched off'],
    ['[{unique: {config: {error_if: ">10"}}}]', 'unique (x)', 'error_if'],
    ['[{unique: {config: {limit: 10}}}]', 'unique (x)', 'limit'],
    ['[{relationships: {to: "ref(\'nope\')", field: id}}]', 'relationships (x to nope.id)', 'no table nope'],
    ['[{relationships: {to: "ref(\'t\')", field: id, severity: warn}}]', 'relationships (x)', 'it would block'],
    ['[my_test]', 'my_test (x)', 'not known here'],
    [
      '[{dbt_utils.accepted_range: {min_value: "{{ var(\'low\') }}"}}]',
      'dbt_utils.accepted_range (x)',
      'filled in at run time',
    ],
    ['[{dbt_utils.recency: {field: at, datepart: day, interval: 1}}]', 'dbt_utils.recency (x)', 'service level'],
    [
      '[{dbt_expectations.expect_column_values_to_be_increasing: {}}]',
      'dbt_expectations.expect_column_values_to_be_increasing (x)',
      'no order',
    ],
    ['[{accepted_values: {values: [a], odd: 1}}]', 'accepted_values (x)', 'its argument odd'],
  ])('%s is listed with its place and the reason', (tests, what, reason) => {
    const { column, untranslated } = importTests(tests)
    expect(untranslated.map((one) => [one.what, one.place.line])).toEqual([[what, 5]])
    expect(untranslated[0]!.reason).toContain(reason)
    expect([column.rules, column.required, column.unique, column.relationships]).toEqual([[], null, null, []])
  })
})
