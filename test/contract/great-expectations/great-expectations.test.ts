import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeOdcs } from '../../../src/contract/export/odcs-writer.ts'
import { importGreatExpectations } from '../../../src/contract/great-expectations/great-expectations.ts'
import { readOdcs } from '../../../src/contract/odcs/odcs.ts'
import { InputError } from '../../../src/core/faults.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'

const importText = (text: string) => importGreatExpectations(parseLocatedYaml(text, 'suite.json'))
const importSuite = (expectations: readonly object[], parts: object = { name: 'orders' }) =>
  importText(JSON.stringify({ ...parts, expectations }))
const expectation = (type: string, kwargs: object, parts: object = {}) => ({ type, kwargs, ...parts })

describe('a suite of Great Expectations', () => {
  it('becomes demands of the standard where it has words for them', () => {
    const { contract, untranslated } = importSuite([
      expectation('expect_column_values_to_be_between', {
        column: 'age',
        min_value: 0,
        max_value: 120,
        strict_max: true,
      }),
      expectation('expect_column_values_to_not_be_null', { column: 'age' }),
      expectation('expect_column_values_to_be_unique', { column: 'id' }),
      expectation('expect_column_values_to_be_of_type', { column: 'id', type_: 'str' }),
      expectation('expect_column_value_lengths_to_equal', { column: 'id', value: 6 }),
      expectation('expect_column_values_to_be_in_set', { column: 'kind', value_set: ['a', 'b'] }),
      expectation('expect_column_to_exist', { column: 'note' }),
      expectation('expect_table_row_count_to_be_between', { min_value: 1 }),
      expectation('expect_compound_columns_to_be_unique', {
        column_list: ['id', 'kind'],
        ignore_row_if: 'any_value_is_missing',
      }),
    ])
    expect(untranslated).toEqual([])
    const [orders] = contract.objects
    expect(orders).toMatchObject({ name: 'orders' })
    expect(
      orders!.properties.map(({ name, logicalType, required, unique, options, rules }) => ({
        name,
        logicalType,
        isRequired: required !== null,
        isUnique: unique !== null,
        options: options.map((option) => `${option.name} ${option.text}`),
        rules: rules.map((rule) => [rule.metric, rule.arguments.validValues]),
      })),
    ).toEqual([
      {
        name: 'age',
        logicalType: 'number',
        isRequired: true,
        isUnique: false,
        options: ['minimum 0', 'exclusiveMaximum 120'],
        rules: [],
      },
      {
        name: 'id',
        logicalType: 'string',
        isRequired: false,
        isUnique: true,
        options: ['minLength 6', 'maxLength 6'],
        rules: [],
      },
      {
        name: 'kind',
        logicalType: null,
        isRequired: false,
        isUnique: false,
        options: [],
        rules: [['invalidValues', ['a', 'b']]],
      },
      { name: 'note', logicalType: null, isRequired: false, isUnique: false, options: [], rules: [] },
    ])
    expect(
      orders!.rules.map(({ metric, comparison, arguments: { properties } }) => [metric, comparison, properties]),
    ).toEqual([
      ['rowCount', { operator: 'mustBeGreaterOrEqualTo', operand: 1 }, null],
      ['duplicateValues', { operator: 'mustBe', operand: 0 }, ['id', 'kind']],
    ])
  })

  it('keeps what is measured here but has no words in the standard as a custom rule', () => {
    const kwargs = { column: 'age', min_value: 20, max_value: 40 }
    const { contract, untranslated } = importSuite([
      expectation(
        'expect_column_mean_to_be_between',
        { ...kwargs, batch_id: 'b', result_format: 'BASIC' },
        { id: 'e1', severity: 'warning', meta: { notes: { content: ['Young', 'people'] } } },
      ),
    ])
    expect(untranslated).toEqual([])
    expect(contract.objects[0]!.properties[0]!.rules).toMatchObject([
      {
        type: 'custom',
        engine: 'greatExpectations',
        id: 'e1',
        severity: 'warning',
        description: 'Young\npeople',
        implementation: { type: 'expect_column_mean_to_be_between', kwargs },
      },
    ])
  })

  it('turns mostly into a percentage, of all rows where the column is never null', () => {
    const mostly = expectation('expect_column_values_to_match_regex', { column: 'id', regex: '^C', mostly: 0.95 })
    const notNull = expectation('expect_column_values_to_not_be_null', { column: 'id' })
    const rulesOf = (expectations: readonly object[]) =>
      importSuite(expectations).contract.objects[0]!.properties[0]!.rules
    expect(rulesOf([mostly, notNull])).toMatchObject([
      {
        metric: 'invalidValues',
        arguments: { pattern: '^C' },
        unit: 'percent',
        comparison: { operator: 'mustBeLessOrEqualTo', operand: 5 },
      },
    ])
    expect(rulesOf([mostly])).toMatchObject([{ type: 'custom' }])
  })

  it('does not block where its severity does not', () => {
    const { contract } = importSuite([
      expectation('expect_column_values_to_not_be_null', { column: 'id' }, { severity: 'warning' }),
      expectation('expect_column_values_to_be_between', { column: 'age', min_value: 0 }, { severity: 'info' }),
      expectation('expect_column_values_to_be_unique', { column: 'id' }, { severity: 'critical' }),
    ])
    const [id, age] = contract.objects[0]!.properties
    expect(id).toMatchObject({ required: null, rules: [{ metric: 'nullValues', severity: 'warning' }] })
    expect(id!.unique).not.toBeNull()
    expect(age).toMatchObject({ options: [], rules: [{ type: 'custom', severity: 'info' }] })
  })

  it('lists what does not translate, with its place', () => {
    const text = `{
  "expectation_suite_name": "orders.warning",
  "expectations": [
    {"expectation_type": "expect_column_to_exist", "kwargs": {"column": "age"}},
    {"expectation_type": "expect_column_kl_divergence_to_be_less_than", "kwargs": {"column": "age", "threshold": 0.1}},
    {"expectation_type": "expect_column_values_to_not_be_null", "kwargs": {"column": "age", "row_condition": "id>3"}},
    {"expectation_type": "expect_house_rule", "kwargs": {}}
  ]
}`
    const { contract, untranslated } = importText(text)
    expect(contract.objects.map(({ name }) => name)).toEqual(['orders'])
    expect(contract.objects[0]!.properties[0]!.place).toEqual({ file: 'suite.json', line: 4, column: 5 })
    expect(untranslated.map(({ what, place }) => [what, place.line])).toEqual([
      ['expect_column_values_to_not_be_null (age)', 6],
      ['expect_column_kl_divergence_to_be_less_than (age)', 5],
      ['expect_house_rule', 7],
    ])
    expect(untranslated[0]!.reason).toContain('row_condition')
  })

  it('says of SQL that is carried over what it sees', () => {
    const query = 'SELECT * FROM {batch} WHERE total < 0'
    const { contract, untranslated } = importSuite([
      expectation('unexpected_rows_expectation', { unexpected_rows_query: query }),
    ])
    expect(contract.objects[0]!.rules).toMatchObject([{ type: 'custom' }])
    expect(untranslated[0]!.reason).toContain('declare the types')
  })

  it('is read out of the results of validations and checkpoints', () => {
    const result = (name: string) => ({
      suite_name: name,
      results: [
        { success: true, expectation_config: expectation('expect_column_to_exist', { column: 'a', batch_id: 'x' }) },
      ],
    })
    const names = (value: object) =>
      importText(JSON.stringify(value)).contract.objects.map((object) => [object.name, object.properties.length])
    expect(names(result('one'))).toEqual([['one', 1]])
    expect(
      names({ run_results: { r1: { validation_result: result('one') }, r2: result('two'), r3: result('one') } }),
    ).toEqual([
      ['one', 1],
      ['two', 1],
    ])
  })

  it.each([
    ['{}', 'holds no expectations'],
    ['[1]', 'holds no expectations'],
    ['{"expectations": [{"kwargs": {}}, 3]}', 'suite.json:1:19: is no expectation'],
  ])('%s is refused', (text, message) => {
    expect(() => importText(text)).toThrow(InputError)
    expect(() => importText(text)).toThrow(message)
  })

  it('is written as a contract of the standard that reads back with the same demands', () => {
    const text = readFileSync(join(import.meta.dirname, '../../fixtures/great-expectations/suite.json'), 'utf8')
    const { contract } = importText(text)
    const again = readOdcs(parseLocatedYaml(writeOdcs(contract), 'orders.odcs.yaml'))
    const listOf = ({ objects: [object] }: typeof contract) => [
      ...object!.properties.map(({ name, logicalType, options, required, rules }) => [
        name,
        logicalType,
        options.length,
        required !== null,
        rules.map(({ metric, type }) => metric ?? type),
      ]),
      object!.rules.map(({ metric, type }) => metric ?? type),
    ]
    expect(listOf(again)).toEqual(listOf(contract))
  })
})
