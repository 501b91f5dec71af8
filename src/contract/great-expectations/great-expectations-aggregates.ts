import { makeLookup } from '../../core/lookup.ts'
import type { AggregateProbe } from '../../core/probe.ts'
import { quoteIdentifier } from '../../sql/quoting.ts'
import type { DemandMaker } from '../custom/custom-demand-maker.ts'
import { inPercent, NoEquivalent } from '../custom/custom-parts.ts'
import { writeIsIn } from '../custom/custom-query.ts'
import type { ContractProperty } from '../data-contract.ts'
import type { ExpectationArguments } from './great-expectations-arguments.ts'
import type { Translate } from './great-expectations-mapping.ts'

/** Expectations on one number over a column. */
export const AGGREGATE_EXPECTATIONS: Readonly<Record<string, Translate>> = makeLookup({
  expect_column_min_to_be_between: aggregate('min'),
  expect_column_max_to_be_between: aggregate('max'),
  expect_column_mean_to_be_between: aggregate('mean'),
  expect_column_median_to_be_between: aggregate('median'),
  expect_column_sum_to_be_between: aggregate('sum'),
  expect_column_stdev_to_be_between: aggregate('stddev'),
  expect_column_unique_value_count_to_be_between: (given, maker) => {
    const property = given.column(maker)
    for (const comparison of given.range()) maker.aggregate(property, 'distinct', comparison)
  },
  expect_column_proportion_of_unique_values_to_be_between: (given, maker) => {
    const property = given.column(maker)
    const name = quoteIdentifier(property.name)
    const query = `SELECT count(DISTINCT ${name}) / nullif(count(${name}), 0) FROM {object}`
    for (const comparison of given.range())
      maker.query(query, comparison, `${property.name}: share of distinct values`, property)
  },
  expect_column_proportion_of_non_null_values_to_be_between: (given, maker) => {
    const property = given.column(maker)
    const name = quoteIdentifier(property.name)
    const query = `SELECT 100.0 * count(${name}) / nullif(count(*), 0) FROM {object}`
    for (const comparison of given.range())
      maker.query(query, inPercent(comparison), `${property.name}: percent of values that are not null`, property)
  },
  expect_column_distinct_values_to_contain_set: demandContained,
  expect_column_distinct_values_to_equal_set: (given, maker) => {
    const values = given.values('value_set').filter((value) => value !== null)
    maker.library('invalidValues', given.column(maker), undefined, { validValues: values.map(String) })
    demandContained(given, maker)
  },
  expect_column_most_common_value_to_be_in_set: (given, maker) => {
    const property = given.column(maker)
    const values = given.values('value_set').filter((value) => value !== null)
    if (given.flag('ties_okay')) throw new NoEquivalent('ties_okay has no equivalent')
    const name = quoteIdentifier(property.name)
    const counts = `SELECT ${name}, rank() OVER (ORDER BY count(*) DESC) AS place FROM {object} WHERE ${name} IS NOT NULL GROUP BY ${name}`
    const query = `SELECT count(*) = 1 AND bool_and(${writeIsIn(property, values)}) FROM (${counts}) AS ranks WHERE place = 1`
    maker.query(
      query,
      { operator: 'mustBe', operand: true },
      `${property.name}: the most common value is ${values.join(' or ')}`,
      property,
    )
  },
})

/** An aggregate of a column of numbers; moments have none here. */
function aggregate(name: AggregateProbe['function']): Translate {
  return (given, maker) => {
    const comparisons = given.range()
    const property = given.column(maker)
    const typed = numeric(maker, property)
    for (const comparison of comparisons) maker.aggregate(typed, name, comparison)
  }
}

/** The column as numbers. @throws NoEquivalent where the contract says that it holds something else. */
export function numeric(maker: DemandMaker, property: ContractProperty): ContractProperty {
  const { logicalType } = property
  if (logicalType !== null && logicalType !== 'number' && logicalType !== 'integer') {
    throw new NoEquivalent(`${property.name} is of type ${logicalType}, of which no such number is worked out`)
  }
  return maker.typed(property, 'number')
}

function demandContained(given: ExpectationArguments, maker: DemandMaker): void {
  const property = given.column(maker)
  const values = [...new Set(given.values('value_set').filter((value) => value !== null))]
  const name = quoteIdentifier(property.name)
  const query = `SELECT count(DISTINCT ${name}) FILTER (WHERE ${writeIsIn(property, values)}) FROM {object}`
  maker.query(
    query,
    { operator: 'mustBe', operand: values.length },
    `${property.name}: how many of ${values.join(', ')} are there`,
    property,
  )
}
