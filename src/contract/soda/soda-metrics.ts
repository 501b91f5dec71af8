import { makeLookup } from '../../core/lookup.ts'
import type { AggregateProbe } from '../../core/probe.ts'
import { quoteIdentifier } from '../../sql/quoting.ts'
import type { Comparison } from '../comparison.ts'
import { type DemandMaker, isZero, type Limit, NONE } from '../custom/custom-demand-maker.ts'
import { lookUp, NoEquivalent } from '../custom/custom-parts.ts'
import { writeCount, writeRepeatedKeys, writeShareOfRows } from '../custom/custom-query.ts'
import type { ContractProperty, RuleArguments } from '../data-contract.ts'
import { numeric } from '../great-expectations/great-expectations-aggregates.ts'
import { type Invalidity, readInvalidities, readMissing, type SodaSettings, writeInvalid } from './soda-settings.ts'

/** What one check of Soda measures; `comparisons` must all hold. */
export interface SodaMetric {
  readonly name: string
  readonly columns: readonly string[]
  readonly comparisons: readonly Comparison[]
  readonly settings: SodaSettings
}

/** Adds what a metric of Soda's demands. @throws NoEquivalent */
export function translateSodaMetric(metric: SodaMetric, maker: DemandMaker): void {
  for (const comparison of metric.comparisons) demandMetric(metric, comparison, maker)
}

function demandMetric({ name, columns, settings }: SodaMetric, comparison: Comparison, maker: DemandMaker): void {
  const measure = /^(missing|invalid|duplicate)_(count|percent)$/.exec(name)
  const limit: Limit = { comparison, unit: measure?.[2] === 'percent' ? 'percent' : 'rows' }
  const properties =
    columns.length === 0 && maker.property !== null ? [maker.property] : columns.map((column) => maker.column(column))
  if (name === 'row_count') {
    maker.library('rowCount', null, limit)
    return
  }
  const [property] = properties
  if (property === undefined) throw new NoEquivalent('it names no column')
  if (measure?.[1] === 'duplicate') {
    demandDuplicates(properties, limit, maker)
    return
  }
  if (properties.length > 1) throw new NoEquivalent('it names more than one column')
  if (measure?.[1] === 'missing') demandMissing(property, settings, limit, maker)
  else if (measure?.[1] === 'invalid') demandInvalid(property, settings, limit, maker)
  else demandAggregate(name, property, settings, comparison, maker)
}

function demandMissing(property: ContractProperty, settings: SodaSettings, limit: Limit, maker: DemandMaker): void {
  const { values, condition } = readMissing(settings, property)
  if (condition === null) maker.library('nullValues', property, limit)
  else if (values.length > 0) maker.library('missingValues', property, limit, { missingValues: [null, ...values] })
  else
    demandRows(
      `${quoteIdentifier(property.name)} IS NULL OR ${condition}`,
      limit,
      `${property.name} is missing`,
      maker,
      property,
    )
}

function demandInvalid(property: ContractProperty, settings: SodaSettings, limit: Limit, maker: DemandMaker): void {
  const missing = readMissing(settings, property)
  const invalidities = readInvalidities(settings, property)
  if (invalidities.length === 0) throw new NoEquivalent('it does not say what is valid')
  const given = toArguments(invalidities)
  if (given !== null && missing.condition === null) {
    maker.library('invalidValues', property, limit, given)
    return
  }
  const areTests =
    invalidities.every(({ test }) => test !== null) && (missing.condition === null || missing.values.length > 0)
  if (!areTests || (invalidities.length > 1 && !isZero(limit))) {
    demandRows(
      writeInvalid(property, missing.condition, invalidities),
      limit,
      `${property.name} is invalid`,
      maker,
      property,
    )
    return
  }
  const writing = { ...property.writing, missing: [...(property.writing?.missing ?? []), ...missing.values] }
  const written = missing.values.length === 0 ? property : { ...property, writing }
  for (const { test, isOfNumber, words } of invalidities) {
    maker.cells(isOfNumber ? numeric(maker, written) : written, test!, limit, words)
  }
}

/** What the standard's own metric takes: values, an expression, or both; null where there is more. */
function toArguments(invalidities: readonly Invalidity[]): Partial<RuleArguments> | null {
  const given = invalidities.map(({ test }): Partial<RuleArguments> | null => {
    if (test?.kind === 'allowed') return { validValues: test.values }
    return test?.kind === 'pattern' ? { pattern: test.pattern } : null
  })
  const merged: Partial<RuleArguments> = Object.assign({}, ...given)
  return given.every((one) => one !== null) && Object.keys(merged).length === given.length ? merged : null
}

/** Soda counts keys that are there more than once; where none may be, rows beyond the first say the same. */
function demandDuplicates(properties: readonly ContractProperty[], limit: Limit, maker: DemandMaker): void {
  const names = properties.map(({ name }) => name)
  const [property] = properties
  if (isZero(limit)) {
    if (names.length === 1) maker.library('duplicateValues', property!, NONE)
    else maker.library('duplicateValues', null, NONE, { properties: names })
    return
  }
  const keys = writeRepeatedKeys(properties)
  const query = limit.unit === 'rows' ? keys : `SELECT 100.0 * (${keys}) / nullif(count(*), 0) FROM {object}`
  maker.query(
    query,
    limit.comparison,
    `${names.join(', ')}: ${limit.unit === 'rows' ? 'number' : 'percent'} of repeated values`,
  )
}

function demandRows(
  condition: string,
  limit: Limit,
  words: string,
  maker: DemandMaker,
  property: ContractProperty,
): void {
  const query = limit.unit === 'rows' ? writeCount(condition) : writeShareOfRows(condition)
  maker.query(query, limit.comparison, `rows where ${words}`, property)
}

const AGGREGATES: Readonly<Record<string, AggregateProbe['function']>> = makeLookup({
  avg: 'mean',
  min: 'min',
  max: 'max',
  sum: 'sum',
  stddev: 'stddev',
  min_length: 'minLength',
  max_length: 'maxLength',
  avg_length: 'meanLength',
  distinct_count: 'distinct',
})

function demandAggregate(
  name: string,
  property: ContractProperty,
  settings: SodaSettings,
  comparison: Comparison,
  maker: DemandMaker,
): void {
  const known = lookUp(AGGREGATES, name)
  if (known === undefined) throw new NoEquivalent('this metric has no equivalent here; a sql rule may say the same')
  if (readMissing(settings, property).condition !== null || readInvalidities(settings, property).length > 0) {
    throw new NoEquivalent('an aggregate of valid values only has no equivalent: write a sql rule')
  }
  maker.aggregate(/length$|distinct/i.test(known) ? property : numeric(maker, property), known, comparison)
}
