import { makeLookup } from '../../core/lookup.ts'
import { quoteLiteral } from '../../sql/quoting.ts'
import { type DemandMaker, type Limit, NONE } from '../custom/custom-demand-maker.ts'
import { NoEquivalent, toPercent } from '../custom/custom-parts.ts'
import { writeCount, writeIsIn, writeRepeatedShare, writeShare, writeText } from '../custom/custom-query.ts'
import type { ContractProperty, LogicalType, RuleArguments } from '../data-contract.ts'
import type { ExpectationArguments } from './great-expectations-arguments.ts'
import { demandLength, demandRange } from './great-expectations-bounds.ts'
import type { Translate } from './great-expectations-mapping.ts'
import { logicalTypeOfNames } from './great-expectations-types.ts'

/** Expectations on each value of a column; nulls pass. */
export const CELL_EXPECTATIONS: Readonly<Record<string, Translate>> = makeLookup({
  expect_column_values_to_not_be_null: (given, maker) =>
    maker.library('nullValues', given.column(maker), given.limit()),
  expect_column_values_to_be_null: (given, maker) => {
    const operand = toPercent(given.mostly())
    maker.library('nullValues', given.column(maker), {
      comparison: { operator: 'mustBeGreaterOrEqualTo', operand },
      unit: 'percent',
    })
  },
  expect_column_values_to_be_unique: (given, maker) => {
    const [property, limit] = [given.column(maker), given.limit()]
    if (limit === NONE) maker.library('duplicateValues', property)
    else
      maker.query(writeRepeatedShare(property), limit.comparison, `${property.name} has few repeated values`, property)
  },
  expect_column_values_to_be_in_set: demandSet,
  expect_column_distinct_values_to_be_in_set: demandSet,
  expect_column_values_to_not_be_in_set: (given, maker) => {
    const values = given.values('value_set').filter((value) => value !== null)
    const property = given.column(maker)
    demandShare(maker, property, given.limit(), writeIsIn(property, values), `is none of ${values.join(', ')}`)
  },
  expect_column_values_to_match_regex: (given, maker) => demandPattern(given, maker, given.text('regex')),
  expect_column_values_to_match_regex_list: (given, maker) => {
    const patterns = given.texts('regex_list')
    if (given.choice('match_on', 'any') === 'any') {
      demandPattern(
        given,
        maker,
        patterns.map((pattern) => (patterns.length === 1 ? pattern : `(?:${pattern})`)).join('|'),
      )
      return
    }
    if (given.limit() !== NONE && patterns.length > 1)
      throw new NoEquivalent('several expressions that must all match have no tolerance (mostly)')
    for (const pattern of patterns) demandPattern(given, maker, pattern)
  },
  expect_column_values_to_not_match_regex: (given, maker) => demandNoPattern(given, maker, [given.text('regex')]),
  expect_column_values_to_not_match_regex_list: (given, maker) =>
    demandNoPattern(given, maker, given.texts('regex_list')),
  expect_column_values_to_match_like_pattern: (given, maker) =>
    demandPattern(given, maker, toExpression(given.text('like_pattern'))),
  expect_column_values_to_not_match_like_pattern: (given, maker) =>
    demandNoPattern(given, maker, [toExpression(given.text('like_pattern'))]),
  expect_column_values_to_be_between: demandRange,
  expect_column_value_lengths_to_be_between: (given, maker) => {
    const strict = (key: string) => (given.flag(key) || given.flag('strictly') ? 1 : 0)
    const low = given.number('min_value')
    const high = given.number('max_value')
    demandLength(
      given,
      maker,
      low === null ? null : low + strict('strict_min'),
      high === null ? null : high - strict('strict_max'),
    )
  },
  expect_column_value_lengths_to_equal: (given, maker) => {
    const length = given.number('value')
    demandLength(given, maker, length, length)
  },
  expect_column_values_to_be_of_type: (given, maker) => demandType(given, maker, [given.text('type_')]),
  expect_column_type_to_be: (given, maker) => demandType(given, maker, [given.text('type_')]),
  expect_column_values_to_be_in_type_list: (given, maker) => demandType(given, maker, given.texts('type_list')),
  expect_column_values_to_match_strftime_format: (given, maker) => {
    const text = given.text('strftime_format')
    const property = given.column(maker)
    if (given.limit() !== NONE) throw new NoEquivalent('a format of moments has no tolerance (mostly)')
    const type: LogicalType = /%[HIMSfpTX]/.test(text) ? (/%[YymdjbB]/.test(text) ? 'timestamp' : 'time') : 'date'
    const format = { name: 'format', text, place: property.place }
    const options = [...property.options.filter(({ name }) => name !== 'format'), format]
    const writing = { missing: [], ...property.writing, formatLetters: 'strptime' as const }
    maker.cells(
      { ...property, logicalType: type, options, writing },
      { kind: 'format' },
      NONE,
      `has the format ${text}`,
    )
  },
})

/** Whether percents of all rows are percents of the values: the original leaves nulls out. */
function isNeverNull({ required, primaryKey }: ContractProperty): boolean {
  return required !== null || primaryKey !== null
}

function demandSet(given: ExpectationArguments, maker: DemandMaker): void {
  const values = given.values('value_set').filter((value) => value !== null)
  const property = given.column(maker)
  const limit = given.limit()
  const areNumbers = values.length > 0 && values.every((value) => typeof value === 'number')
  demandValid(
    maker,
    areNumbers && limit === NONE && property.logicalType === null ? maker.typed(property, 'number') : property,
    limit,
    { validValues: values.map(String) },
    (property) => `NOT coalesce(${writeIsIn(property, values)}, false)`,
  )
}

function demandPattern(given: ExpectationArguments, maker: DemandMaker, pattern: string): void {
  demandValid(
    maker,
    given.column(maker),
    given.limit(),
    { pattern },
    (property) => `NOT ${writeMatch(property, pattern)}`,
  )
}

function demandValid(
  maker: DemandMaker,
  property: ContractProperty,
  limit: Limit,
  given: Partial<RuleArguments>,
  writeFault: (property: ContractProperty) => string,
): void {
  if (limit === NONE || isNeverNull(property)) maker.library('invalidValues', property, limit, given)
  else
    maker.query(
      writeShare(property, writeFault(property)),
      limit.comparison,
      `${property.name} has few invalid values`,
      property,
    )
}

function demandNoPattern(given: ExpectationArguments, maker: DemandMaker, patterns: readonly string[]): void {
  const property = given.column(maker)
  const condition = patterns.map((pattern) => writeMatch(property, pattern)).join(' OR ')
  demandShare(maker, property, given.limit(), condition, `does not match ${patterns.join(' or ')}`)
}

/** Rows where a condition is true, none or a share of the values: there is no test of cells for what must not be. */
function demandShare(
  maker: DemandMaker,
  property: ContractProperty,
  limit: Limit,
  condition: string,
  words: string,
): void {
  const query = limit === NONE ? writeCount(condition) : writeShare(property, condition)
  maker.query(query, limit.comparison, `${property.name} ${words}`, property)
}

function writeMatch(property: ContractProperty, pattern: string): string {
  return `regexp_matches(${writeText(property)}, ${quoteLiteral(pattern)})`
}

function demandType(given: ExpectationArguments, maker: DemandMaker, names: readonly string[]): void {
  const property = given.column(maker)
  const type = logicalTypeOfNames(names)
  if (type === null) throw new NoEquivalent(`the type ${names.join(', ')} has no equivalent: declare a logicalType`)
  if (given.limit() !== NONE) throw new NoEquivalent('a type has no tolerance (mostly)')
  maker.cells({ ...property, logicalType: type }, { kind: 'type' }, NONE, `is of type ${type}`)
}

/** An SQL LIKE pattern as an expression for the whole text. */
function toExpression(pattern: string): string {
  const parts = [...pattern].map((character) => {
    if (character === '%') return '.*'
    return character === '_' ? '.' : character.replace(/[.*+?^${}()|[\]\\]/, '\\$&')
  })
  return `(?s)^${parts.join('')}$`
}
