import { makeLookup } from '../../core/lookup.ts'
import { quoteIdentifier } from '../../sql/quoting.ts'
import { type DemandMaker, NONE } from '../custom/custom-demand-maker.ts'
import { lookUp, NoEquivalent } from '../custom/custom-parts.ts'
import { writeCount, writeEquals, writeNumber, writeShareOfRows, writeText } from '../custom/custom-query.ts'
import type { ContractProperty } from '../data-contract.ts'
import type { ExpectationArguments } from './great-expectations-arguments.ts'
import type { Translate } from './great-expectations-mapping.ts'

/** Expectations on a table and its columns' names, and on several columns of one row. */
export const TABLE_EXPECTATIONS: Readonly<Record<string, Translate>> = makeLookup({
  expect_table_row_count_to_be_between: (given, maker) => {
    for (const comparison of given.range()) maker.library('rowCount', null, { comparison, unit: 'rows' })
  },
  expect_table_row_count_to_equal: (given, maker) =>
    maker.library('rowCount', null, {
      comparison: { operator: 'mustBe', operand: count(given, 'value') },
      unit: 'rows',
    }),
  expect_table_column_count_to_be_between: (given, maker) => {
    for (const comparison of given.range()) maker.columns({ kind: 'count' }, 'number of columns', comparison)
  },
  expect_table_column_count_to_equal: (given, maker) =>
    maker.columns({ kind: 'count' }, 'number of columns', { operator: 'mustBe', operand: count(given, 'value') }),
  expect_table_columns_to_match_ordered_list: (given, maker) =>
    maker.columns({ kind: 'only', names: given.texts('column_list'), isOrdered: true }, 'the columns, in their order'),
  expect_table_columns_to_match_set: (given, maker) => {
    const names = given.texts('column_set')
    if (given.flag('exact_match', true)) maker.columns({ kind: 'only', names, isOrdered: false }, 'the columns')
    else maker.columns({ kind: 'has', names }, 'columns that must be there')
  },
  expect_column_to_exist: (given, maker) => {
    const name = given.has('column') ? given.text('column') : (maker.property?.name ?? given.text('column'))
    const index = given.number('column_index')
    if (index === null) maker.columns({ kind: 'has', names: [name] }, `the column ${name} is there`)
    else maker.columns({ kind: 'at', name, position: index + 1 }, `the column ${name} is number ${index + 1}`)
  },
  expect_compound_columns_to_be_unique: (given, maker) => {
    const properties = given.texts('column_list').map((name) => maker.column(name))
    const names = properties.map(({ name }) => name)
    if (given.limit() !== NONE) throw new NoEquivalent('a compound key has no tolerance (mostly)')
    const ignored = given.choice('ignore_row_if', 'all_values_are_missing')
    const isWhole = properties.every(({ required, primaryKey }) => required !== null || primaryKey !== null)
    if (isWhole || ignored === 'any_value_is_missing') {
      maker.library('duplicateValues', null, NONE, { properties: names })
      return
    }
    // Here a key with a null in it is no duplicate; there it is, unless all of it is null.
    const columns = names.map(quoteIdentifier)
    const isSome = ignored === 'never' ? '' : ` WHERE NOT (${columns.map((name) => `${name} IS NULL`).join(' AND ')})`
    const groups = `SELECT count(*) AS n FROM {object}${isSome} GROUP BY ${columns.join(', ')}`
    const query = `SELECT coalesce(sum(n) FILTER (WHERE n > 1), 0) FROM (${groups}) AS keys`
    maker.query(query, NONE.comparison, `${names.join(', ')} together are unique`)
  },
  expect_multicolumn_values_to_be_unique: (given, maker) => demandDistinct(given, maker),
  expect_select_column_values_to_be_unique_within_record: (given, maker) => demandDistinct(given, maker),
  expect_multicolumn_sum_to_equal: (given, maker) => {
    const properties = given.texts('column_list').map((name) => maker.column(name))
    const total = count(given, 'sum_total')
    // The original adds in any order: a sum is equal where no more than rounding lies between.
    const off = `abs(${properties.map(writeNumber).join(' + ')} - ${total}) > 1e-9 * greatest(1, abs(${total}))`
    const words = `the sum of ${properties.map(({ name }) => name).join(', ')} is ${total}`
    demandRows(given, maker, properties, `coalesce(${off}, true)`, words)
  },
  expect_column_pair_values_to_be_equal: (given, maker) => {
    const [a, b] = pair(given, maker)
    demandRows(given, maker, [a, b], `NOT coalesce(${equals(a, b)}, false)`, `${a.name} equals ${b.name}`)
  },
  expect_column_pair_values_a_to_be_greater_than_b: (given, maker) => {
    const [a, b] = pair(given, maker)
    const operator = given.flag('or_equal') ? '>=' : '>'
    demandRows(given, maker, [a, b], `NOT coalesce(${order(a, b, operator)}, false)`, `${a.name} ${operator} ${b.name}`)
  },
  expect_column_pair_values_to_be_in_set: (given, maker) => {
    const [a, b] = pair(given, maker)
    const pairs = given.lists('value_pairs_set')
    if (pairs.some((entry) => entry.length !== 2)) throw new NoEquivalent('value_pairs_set is no list of pairs')
    const isOne = pairs
      .map(([first, second]) => `(${writeEquals(a, first!)} AND ${writeEquals(b, second!)})`)
      .join(' OR ')
    demandRows(
      given,
      maker,
      [a, b],
      pairs.length === 0 ? 'true' : `NOT (${isOne})`,
      `${a.name} and ${b.name} are one of the pairs`,
    )
  },
  unexpected_rows_expectation: (given, maker) => {
    const query = given.text('unexpected_rows_query').trim().replace(/;\s*$/, '').replaceAll('{batch}', '{object}')
    maker.userQuery(`SELECT count(*) FROM (${query}) AS unexpected`, NONE.comparison, 'no row that the query finds')
  },
})

function count(given: ExpectationArguments, key: string): number {
  const value = given.number(key)
  if (value === null) throw new NoEquivalent(`it has no ${key}`)
  return value
}

function pair(given: ExpectationArguments, maker: DemandMaker): readonly [ContractProperty, ContractProperty] {
  return [maker.column(given.text('column_a')), maker.column(given.text('column_b'))]
}

/** Equality is by value where both are numbers, else by text. */
function equals(a: ContractProperty, b: ContractProperty): string {
  if (a.logicalType === b.logicalType && a.logicalType !== null)
    return `${quoteIdentifier(a.name)} = ${quoteIdentifier(b.name)}`
  return `coalesce(${writeNumber(a)} = ${writeNumber(b)}, ${writeText(a)} = ${writeText(b)})`
}

/** Columns of one type, moments for instance, are ordered as that; all others as numbers. */
function order(a: ContractProperty, b: ContractProperty, operator: string): string {
  const isSame = a.logicalType === b.logicalType && a.logicalType !== null
  const [left, right] = isSame ? [quoteIdentifier(a.name), quoteIdentifier(b.name)] : [writeNumber(a), writeNumber(b)]
  return `${left} ${operator} ${right}`
}

const IGNORED: Readonly<Record<string, (columns: readonly string[]) => string>> = makeLookup({
  both_values_are_missing: (columns) => columns.map((name) => `${name} IS NULL`).join(' AND '),
  all_values_are_missing: (columns) => columns.map((name) => `${name} IS NULL`).join(' AND '),
  either_value_is_missing: (columns) => columns.map((name) => `${name} IS NULL`).join(' OR '),
  any_value_is_missing: (columns) => columns.map((name) => `${name} IS NULL`).join(' OR '),
  neither: () => 'false',
  never: () => 'false',
})

/** Rows where the condition is true, but for those that `ignore_row_if` leaves out: none, or a share. */
function demandRows(
  given: ExpectationArguments,
  maker: DemandMaker,
  properties: readonly ContractProperty[],
  condition: string,
  words: string,
): void {
  const ignored = given.choice(
    'ignore_row_if',
    properties.length === 2 ? 'both_values_are_missing' : 'all_values_are_missing',
  )
  const write = lookUp(IGNORED, ignored)
  if (write === undefined) throw new NoEquivalent(`ignore_row_if: ${ignored} has no equivalent`)
  const limit = given.limit()
  const isIgnored = write(properties.map(({ name }) => quoteIdentifier(name)))
  const fault = `NOT (${isIgnored}) AND ${condition}`
  if (limit === NONE) maker.query(writeCount(fault), limit.comparison, words)
  else maker.query(writeShareOfRows(fault), limit.comparison, words)
}

function demandDistinct(given: ExpectationArguments, maker: DemandMaker): void {
  const properties = given.texts('column_list').map((name) => maker.column(name))
  const names = properties.map((property) => writeText(property))
  const equal = names.flatMap((name, index) =>
    names.slice(index + 1).map((other) => `${name} IS NOT DISTINCT FROM ${other}`),
  )
  demandRows(
    given,
    maker,
    properties,
    `(${equal.length === 0 ? 'false' : equal.join(' OR ')})`,
    `${properties.map(({ name }) => name).join(', ')} differ in each row`,
  )
}
