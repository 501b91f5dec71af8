import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeLibraryRule, makeObject, makeProperty } from '../../../src/contract/contract-parts.ts'
import { type CustomDemand, findColumnFault } from '../../../src/contract/custom/custom-demand.ts'
import { translateCustomRule } from '../../../src/contract/custom/custom-rule.ts'

const place = { file: 'orders.odcs.yaml', line: 7 }
const total = makeProperty('total', place, { logicalType: 'number' })
const note = makeProperty('note', place)
const orders = makeObject('orders', place, { physicalName: 'ORDERS', properties: [total, note] })

function translate(engine: string | null, implementation: unknown, property = null as typeof total | null) {
  const rule = makeLibraryRule('rowCount', place, {
    type: 'custom',
    metric: null,
    comparison: null,
    id: 'rule-1',
    name: 'ours',
    severity: 'info',
    dimension: 'validity',
    engine,
    implementation,
  })
  return translateCustomRule(rule, property, orders).demands
}

/** A demand in one line. */
function describeDemand(demand: CustomDemand): string {
  const { kind, property, rule } = demand
  const { comparison } = rule
  const limit =
    comparison === null ? '' : `${comparison.operator} ${'range' in comparison ? comparison.range : comparison.operand}`
  const of = property?.name ?? 'table'
  if (kind === 'pending') return `pending ${demand.reason}`
  if (kind === 'rule') return [rule.metric ?? rule.query, of, limit, rule.unit].join(' | ')
  if (kind === 'cells') return [JSON.stringify(demand.test), of, limit, rule.unit].join(' | ')
  if (kind === 'columns') return [JSON.stringify(demand.test), limit].join(' | ')
  return [kind === 'aggregate' ? demand.function : kind, of, limit].join(' | ')
}

describe('a custom rule', () => {
  it('hands its id, name, severity, dimension and place to each of its parts', () => {
    const demands = translate('soda', '- row_count > 0\n- missing_count(total) = 0\n- avg(total) < 5\n- group by: {}')
    expect(demands).toHaveLength(4)
    for (const { rule } of demands) {
      expect(rule).toMatchObject({ id: 'rule-1', name: 'ours', severity: 'info', dimension: 'validity', place })
    }
  })

  it.each(['soda', 'Soda', 'SodaCL', 'sodacl'])('of engine %s is read as Soda', (engine) => {
    expect(translate(engine, 'row_count > 0').map(describeDemand)).toEqual([
      'rowCount | table | mustBeGreaterThan 0 | rows',
    ])
  })

  it.each(['greatExpectations', 'great-expectations', 'great_expectations', 'Great Expectations', 'gx'])(
    'of engine %s is read as Great Expectations',
    (engine) => {
      const text = 'type: expect_table_row_count_to_be_between\nkwargs:\n  minValue: 10\n  maxValue: 50\n'
      expect(translate(engine, text).map(describeDemand)).toEqual(['rowCount | table | mustBeBetween 10,50 | rows'])
    },
  )

  it.each([
    ['dbt', 'the engine dbt has no executor here'],
    ['monte-carlo', 'the engine monte-carlo has no executor here'],
    [null, 'no engine is named'],
  ])('of engine %s is not executed, by name', (engine, reason) => {
    expect(translate(engine, 'anything').map(describeDemand)[0]).toContain(reason)
  })

  it.each([
    ['soda', '[1, 2', 'line 1 of its implementation'],
    ['soda', null, 'neither a line nor a map'],
    ['soda', [], 'its implementation holds no check'],
    ['gx', 'just words', 'it has no type'],
    ['gx', { type: 'expect_column_values_to_be_in_set', kwargs: {} }, 'it has no list value_set'],
    ['gx', '&a [*a]', 'line 1 of its implementation'],
  ])('of %s with %j says what is wrong with it', (engine, implementation, reason) => {
    expect(translate(engine, implementation).map(describeDemand).join()).toContain(reason)
  })

  it('is never lost and never a crash, whatever its implementation', () => {
    const keys = fc.constantFrom(
      'type',
      'kwargs',
      'missing',
      'invalid',
      'checks',
      'columns',
      'checks for orders',
      'threshold',
      'valid min',
      'schema',
      'fail',
      'avg(total)',
      'failed rows',
      'freshness',
      'aggregate',
    )
    const words = fc.constantFrom(
      'row_count > 0',
      'expect_column_values_to_be_between',
      'duplicate_count',
      'when > 3',
      `\${x}`,
      'freshness(a) < 1d',
      "a' OR '1'='1",
      '"',
    )
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        words,
        fc.string(),
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(fc.oneof(keys, fc.string()), tie('node'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).node
    fc.assert(
      fc.property(fc.constantFrom('soda', 'greatExpectations'), value, (engine, implementation) => {
        expect(translate(engine, implementation).length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('an expectation', () => {
  const of = (type: string, kwargs: Readonly<Record<string, unknown>>) =>
    translate('gx', { type, kwargs }, total).map(describeDemand)

  it.each([
    [
      'expect_column_values_to_be_between',
      { min_value: 1, max_value: 9, strict_max: true },
      [
        '{"kind":"bound","operator":">=","bound":"1"} | total | mustBe 0 | rows',
        '{"kind":"bound","operator":"<","bound":"9"} | total | mustBe 0 | rows',
      ],
    ],
    [
      'expect_column_values_to_be_between',
      { column: 'note', min_value: '2024-01-01' },
      [
        '{"kind":"type"} | note | mustBe 0 | rows',
        '{"kind":"bound","operator":">=","bound":"2024-01-01"} | note | mustBe 0 | rows',
      ],
    ],
    ['expect_column_values_to_not_be_null', { mostly: 0.95 }, ['nullValues | total | mustBeLessOrEqualTo 5 | percent']],
    [
      'expect_column_mean_to_be_between',
      { min_value: 1, max_value: 2, strict_min: true },
      ['mean | total | mustBeGreaterThan 1', 'mean | total | mustBeLessOrEqualTo 2'],
    ],
    [
      'expect_table_columns_to_match_set',
      { column_set: ['a'], exact_match: false },
      ['{"kind":"has","names":["a"]} | '],
    ],
    ['ExpectColumnValuesToMatchRegex', { regex: '^a' }, ['invalidValues | total | mustBe 0 | rows']],
  ])('%s %j', (type, kwargs, demands) => {
    expect(of(type, kwargs)).toEqual(demands)
  })

  it.each([
    [
      'expect_column_values_to_be_between',
      { min_value: 0, row_condition: 'a == 1', condition_parser: 'pandas' },
      'some rows only',
    ],
    ['expect_column_values_to_be_between', { min_value: { $PARAMETER: 'low' } }, 'a parameter'],
    ['expect_column_values_to_be_between', { min_value: 5, max_value: 1 }, 'min_value is above max_value'],
    ['expect_column_values_to_be_between', { column: 'note', min_value: 'a' }, 'by the alphabet'],
    ['expect_column_values_to_be_unique', { frobnicate: 1 }, 'its argument frobnicate has no equivalent'],
    ['expect_column_kl_divergence_to_be_less_than', { threshold: 0.1 }, 'distributions'],
    ['expect_column_values_to_be_increasing', {}, 'rows have no order'],
    ['expect_something_of_a_plugin', {}, 'no equivalent here'],
    ['expect_column_max_to_be_between', { min_value: '2024-01-01' }, 'min_value is no number'],
  ])('%s %j is not executed, by name and with the reason', (type, kwargs, reason) => {
    const [demand, ...more] = of(type, kwargs)
    expect(more).toEqual([])
    expect(demand).toMatch(new RegExp(`^pending ${type} .*${reason}`))
  })
})

describe('a check of Soda', () => {
  const of = (implementation: unknown, property: typeof total | null = null) =>
    translate('soda', implementation, property).map(describeDemand)

  it.each([
    [
      'missing_percent(note) < 5',
      { type: 'missing_percent', column: 'note', must_be_less_than: 5 },
      { missing: { column: 'note', threshold: { metric: 'percent', must_be_less_than: 5 } } },
    ],
    [
      'row_count between 3 and 9',
      { type: 'row_count', must_be_between: [3, 9] },
      { row_count: { threshold: { must_be_between: { greater_than_or_equal: 3, less_than_or_equal: 9 } } } },
    ],
    ['duplicate_count(note) = 0', { type: 'no_duplicate_values', column: 'note' }, { duplicate: { column: 'note' } }],
    [
      'avg(total) between (1 and 5]',
      { type: 'avg', column: 'total', must_be_between: { greater_than: 1, less_than_or_equal: 5 } },
      {
        aggregate: {
          function: 'avg',
          column: 'total',
          threshold: { must_be_between: { greater_than: 1, less_than_or_equal: 5 } },
        },
      },
    ],
    [
      { 'invalid_count(note) = 0': { 'valid values': ['a', 'b'] } },
      { type: 'no_invalid_values', column: 'note', valid_values: ['a', 'b'] },
      { invalid: { column: 'note', valid_values: ['a', 'b'] } },
    ],
    [
      'freshness(note) < 2d',
      { type: 'freshness_in_days', column: 'note', must_be_less_than: 2 },
      { freshness: { column: 'note', threshold: { unit: 'day', must_be_less_than: 2 } } },
    ],
  ])('%j means the same in each of its languages', (line, typed, keyed) => {
    expect(of(line).join()).not.toContain('pending')
    expect(of(typed)).toEqual(of(line))
    expect(of(keyed)).toEqual(of(line))
  })

  it('of the column that it stands under needs no name', () => {
    expect(of({ missing: { threshold: { must_be: 0 } } }, total)).toEqual(['nullValues | total | mustBe 0 | rows'])
  })

  it('with a warning and a failure is two demands, the warning of severity warning', () => {
    const demands = translate('soda', 'missing_count(note):\n  warn: when > 0\n  fail: when > 10\n')
    expect(demands.map(describeDemand)).toEqual([
      'nullValues | note | mustBeLessOrEqualTo 10 | rows',
      'nullValues | note | mustBeLessOrEqualTo 0 | rows',
    ])
    expect(demands.map(({ rule }) => rule.severity)).toEqual(['info', 'warning'])
  })

  it('leaves missing values out of the valid ones', () => {
    const [demand] = translate('soda', {
      'invalid_percent(note) < 3': { 'valid regex': '^x', 'missing values': ['NA', '-'] },
    })
    expect(demand).toMatchObject({
      kind: 'cells',
      property: { writing: { missing: ['NA', '-'] } },
      rule: { unit: 'percent' },
    })
  })

  it('asks for columns, their order and their types', () => {
    const fail = {
      'when required column missing': ['total'],
      'when forbidden column present': ['pii_*'],
      'when wrong column index': { total: 0 },
      'when wrong column type': { note: 'varchar' },
    }
    expect(of({ schema: { fail } })).toEqual([
      '{"kind":"has","names":["total"]} | ',
      '{"kind":"lacks","names":["pii_*"]} | ',
      '{"kind":"at","name":"total","position":1} | ',
      '{"kind":"type"} | note | mustBe 0 | rows',
    ])
  })

  it.each([
    ['checks for customers:\n  - row_count > 0', 'it is about another table'],
    ['checks for orders [daily]:\n  - row_count > 0', 'a partition has no equivalent'],
    [`row_count > \${low}`, 'a variable'],
    ['change for row_count < 5', 'no earlier runs'],
    ['values in (a) must exist in other (b)', 'relationships'],
    ['missing_count(note)', 'it has no threshold'],
    ['missing_count(note) < x', 'the threshold "< x"'],
    ['missing_count(note) = 0:\n  filter: total > 3', 'it looks at some rows only (filter)'],
    ['invalid_count(note) = 0', 'it does not say what is valid'],
    ['invalid_count(note) = 0:\n  valid format: money', 'the format "money"'],
    ['avg(note) < 3:\n  valid min: 3', 'an aggregate of valid values only'],
    ['percentile(total, 0.9) < 3', 'percentile'],
    ['schema:\n  fail:\n    when schema changes: any', 'no earlier runs'],
  ])('%j is not executed, with the reason', (implementation, reason) => {
    const [demand, ...more] = of(implementation)
    expect(more).toEqual([])
    expect(demand).toContain('pending ')
    expect(demand).toContain(reason)
  })

  it('is about this table under either of its names', () => {
    expect(of('checks for ORDERS:\n  - row_count > 0')).toEqual(['rowCount | table | mustBeGreaterThan 0 | rows'])
  })
})

describe('what columns a table must have', () => {
  it.each([
    [{ kind: 'has', names: ['a', 'z'] }, 'the data lacks z'],
    [{ kind: 'has', names: ['b', 'a'] }, null],
    [{ kind: 'lacks', names: ['x*', 'b'] }, 'the data has b'],
    [{ kind: 'lacks', names: ['%z', '.'] }, null],
    [{ kind: 'only', names: ['b', 'a'], isOrdered: false }, null],
    [{ kind: 'only', names: ['b', 'a'], isOrdered: true }, 'column 1 is a, not b'],
    [{ kind: 'only', names: ['a', 'c'], isOrdered: false }, 'the data lacks c and has b besides'],
    [{ kind: 'at', name: 'b', position: 2 }, null],
    [{ kind: 'at', name: 'b', position: 1 }, 'b is column 2, not 1'],
    [{ kind: 'at', name: 'c', position: 1 }, 'the data lacks c'],
  ] as const)('%j of a and b: %s', (test, fault) => {
    expect(findColumnFault(test, ['a', 'b'])).toBe(fault)
  })
})
