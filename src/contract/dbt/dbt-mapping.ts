import { makeLookup } from '../../core/lookup.ts'
import { quoteIdentifier } from '../../sql/quoting.ts'
import type { Comparison } from '../comparison.ts'
import { makeLibraryRule, NO_ARGUMENTS } from '../contract-parts.ts'
import { isScalar, NoEquivalent, toPercent } from '../custom/custom-parts.ts'
import { writeCount } from '../custom/custom-query.ts'
import { addRelationship } from '../custom/draft-relationships.ts'
import type { QualityMetric, RuleArguments } from '../data-contract.ts'
import type { TestTarget } from './dbt-tests.ts'

type Values = Readonly<Record<string, unknown>>

/** Tests of dbt and of dbt-utils by name. Each throws NoEquivalent where it cannot be carried over. */
export const DBT_TESTS: Readonly<Record<string, (values: Values, target: TestTarget) => void>> = makeLookup({
  not_null: (values, target) => {
    refuseRest(values, [])
    const column = columnOf(target)
    if (target.severity === 'error') target.draft.change(column, target.place, { required: target.place })
    else addRule('nullValues', target)
  },
  unique: (values, target) => {
    refuseRest(values, [])
    const column = columnOf(target)
    if (target.severity === 'error') target.draft.change(column, target.place, { unique: target.place })
    else addRule('duplicateValues', target)
  },
  accepted_values: (values, target) => {
    refuseRest(values, ['values', 'quote'])
    columnOf(target)
    addRule('invalidValues', target, {
      validValues: readList(values, 'values').map((value) => (value === null ? null : String(value))),
    })
  },
  relationships: (values, target) => {
    refuseRest(values, ['to', 'field'])
    const { to, field } = values
    if (typeof to !== 'string' || typeof field !== 'string') throw new NoEquivalent('it has no "to" with a "field"')
    if (target.severity !== 'error') throw new NoEquivalent('a relationship has no severity: it would block')
    const column = columnOf(target)
    addRelationship(target.draft, column, [column], to, [field], target.place)
  },
  'dbt_utils.unique_combination_of_columns': (values, target) => {
    refuseRest(values, ['combination_of_columns', 'quote_columns'])
    const properties = readList(values, 'combination_of_columns').map(String)
    addRule('duplicateValues', { ...target, column: null }, { properties })
  },
  'dbt_utils.accepted_range': (values, target) => {
    refuseRest(values, ['min_value', 'max_value', 'inclusive'])
    const isStrict = values['inclusive'] === false
    const { min_value, max_value } = values
    const kwargs = { column: columnOf(target), min_value, max_value, strict_min: isStrict, strict_max: isStrict }
    addExpectation('expect_column_values_to_be_between', kwargs, target)
  },
  'dbt_utils.not_empty_string': (values, target) => {
    refuseRest(values, ['trim_whitespace'])
    columnOf(target)
    addRule('invalidValues', target, { pattern: values['trim_whitespace'] === false ? '(?s).' : '[^ ]' })
  },
  'dbt_utils.not_null_proportion': (values, target) => {
    refuseRest(values, ['at_least', 'at_most'])
    columnOf(target)
    for (const [key, operator] of [
      ['at_least', 'mustBeLessOrEqualTo'],
      ['at_most', 'mustBeGreaterOrEqualTo'],
    ] as const) {
      const share = values[key] ?? (key === 'at_most' ? 1 : null)
      if (typeof share !== 'number') throw new NoEquivalent(`${key} is no number`)
      if (key === 'at_least' || share < 1)
        addRule('nullValues', target, {}, { operator, operand: toPercent(1 - share) }, 'percent')
    }
  },
  'dbt_utils.expression_is_true': (values, target) => {
    refuseRest(values, ['expression', 'column_name'])
    const { expression } = values
    if (typeof expression !== 'string') throw new NoEquivalent('it has no expression')
    const condition = target.column === null ? expression : `${quoteIdentifier(target.column)} ${expression}`
    target.draft.noteQuery(`dbt_utils.expression_is_true (${condition})`, target.place)
    addQuery(writeCount(`NOT (${condition})`), { operator: 'mustBe', operand: 0 }, condition, target)
  },
  'dbt_utils.at_least_one': (values, target) => {
    refuseRest(values, [])
    columnOf(target)
    addRule('nullValues', target, {}, { operator: 'mustBeLessThan', operand: 100 }, 'percent')
  },
  'dbt_utils.not_constant': (values, target) => {
    refuseRest(values, [])
    const column = columnOf(target)
    const query = `SELECT count(DISTINCT ${quoteIdentifier(column)}) FROM {object}`
    addQuery(query, { operator: 'mustNotBe', operand: 1 }, `${column} has more than one value`, target)
  },
  'dbt_utils.recency': (values) => {
    const { field, interval, datepart } = values
    throw new NoEquivalent(
      `write a service level: freshness of ${String(field)}, ${String(interval)} ${String(datepart)}`,
    )
  },
})

function columnOf({ column }: TestTarget): string {
  if (column === null) throw new NoEquivalent('it stands under no column')
  return column
}

function refuseRest(values: Values, known: readonly string[]): void {
  const key = Object.keys(values).find((name) => !known.includes(name))
  if (key !== undefined) throw new NoEquivalent(`its argument ${key} has no equivalent`)
}

function readList(values: Values, key: string): readonly (string | number | boolean | null)[] {
  const list = values[key]
  if (!Array.isArray(list) || !list.every(isScalar)) throw new NoEquivalent(`it has no list of ${key}`)
  return list
}

function addRule(
  metric: QualityMetric,
  { draft, column, place, parts }: TestTarget,
  given: Partial<RuleArguments> = {},
  comparison: Comparison = { operator: 'mustBe', operand: 0 },
  unit = 'rows',
): void {
  draft.addRule(
    column,
    makeLibraryRule(metric, place, { ...parts, comparison, unit, arguments: { ...NO_ARGUMENTS, ...given } }),
  )
}

function addQuery(
  query: string,
  comparison: Comparison,
  words: string,
  { draft, column, place, parts }: TestTarget,
): void {
  const description = parts.description ?? words
  draft.addRule(
    column,
    makeLibraryRule('rowCount', place, { ...parts, description, type: 'sql', metric: null, query, comparison }),
  )
}

function addExpectation(type: string, kwargs: Values, { draft, column, place, parts, what }: TestTarget): void {
  const given = Object.fromEntries(Object.entries(kwargs).filter(([, value]) => value !== undefined && value !== false))
  const rule = makeLibraryRule('rowCount', place, {
    ...parts,
    type: 'custom',
    metric: null,
    comparison: null,
    engine: 'greatExpectations',
    implementation: { type, kwargs: given },
  })
  draft.addCustom(rule, column, what)
}
