import { makeLookup } from '../../core/lookup.ts'
import type { DemandMaker } from '../custom/custom-demand-maker.ts'
import { lookUp, NoEquivalent, toSnakeCase } from '../custom/custom-parts.ts'
import { AGGREGATE_EXPECTATIONS } from './great-expectations-aggregates.ts'
import { ExpectationArguments } from './great-expectations-arguments.ts'
import { CELL_EXPECTATIONS } from './great-expectations-cells.ts'
import { TABLE_EXPECTATIONS } from './great-expectations-tables.ts'

/** How one expectation becomes demands. @throws NoEquivalent */
export type Translate = (given: ExpectationArguments, maker: DemandMaker) => void

/** An expectation as written, its name in snake_case or as the class of 1.x (`ExpectColumnValuesToBeInSet`). */
export interface Expectation {
  readonly type: string
  readonly kwargs: Readonly<Record<string, unknown>>
}

/** Adds what an expectation demands: all of it, or that it has no equivalent and why. */
export function translateExpectation({ type, kwargs }: Expectation, maker: DemandMaker): void {
  const name = toSnakeCase(type).replace(/^dbt_expectations\./, '')
  const column = kwargs['column'] ?? maker.property?.name
  const what = typeof column === 'string' ? `${type} (${column})` : type
  const translate = EXPECTATIONS.get(name)
  if (translate === undefined) {
    maker.suspend(what, lookUp(REASONS, name) ?? 'this expectation has no equivalent here; a sql rule may say the same')
    return
  }
  const start = maker.demands.length
  try {
    const given = new ExpectationArguments(kwargs)
    translate(given, maker)
    given.refuseUnread()
  } catch (error) {
    if (!(error instanceof NoEquivalent)) throw error
    maker.demands.splice(start)
    maker.suspend(what, error.message)
  }
}

const EXPECTATIONS: ReadonlyMap<string, Translate> = new Map(
  Object.entries({ ...CELL_EXPECTATIONS, ...AGGREGATE_EXPECTATIONS, ...TABLE_EXPECTATIONS }),
)

const DISTRIBUTION = 'distributions are not compared with a formula here: watch drift against reference data instead'
const ORDER = 'rows have no order here: write a sql rule with a window function'
const OTHER_TABLE = 'another table is needed: write a sql rule over both'

const REASONS: Readonly<Record<string, string>> = makeLookup({
  expect_column_kl_divergence_to_be_less_than: DISTRIBUTION,
  expect_column_chisquare_test_p_value_to_be_greater_than: DISTRIBUTION,
  expect_column_bootstrapped_ks_test_p_value_to_be_greater_than: DISTRIBUTION,
  expect_column_parameterized_distribution_ks_test_p_value_to_be_greater_than: DISTRIBUTION,
  expect_column_pair_cramers_phi_value_to_be_less_than: DISTRIBUTION,
  expect_column_values_to_be_increasing: ORDER,
  expect_column_values_to_be_decreasing: ORDER,
  expect_table_row_count_to_equal_other_table: OTHER_TABLE,
  expect_query_results_to_match_comparison: OTHER_TABLE,
  expect_column_quantile_values_to_be_between:
    'quantiles other than the median are not worked out: write a sql rule with quantile_cont',
  expect_column_value_z_scores_to_be_less_than: 'z-scores are not worked out: write a sql rule, or bound the values',
  expect_column_values_to_not_be_outliers: 'outliers are not worked out: write a sql rule, or bound the values',
  expect_column_values_to_be_dateutil_parseable:
    'what dateutil guesses is no format: declare a logicalType with a format',
  expect_column_values_to_be_json_parseable: 'declare the column as logicalType object or array',
  expect_column_values_to_match_json_schema: 'declare the column as logicalType object with its properties',
})
