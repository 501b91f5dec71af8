import { makeLookup } from '../../core/lookup.ts'
import { isMap } from '../../core/plain-map.ts'
import type { Comparison } from '../comparison.ts'
import { type DemandMaker, NONE } from '../custom/custom-demand-maker.ts'
import { lookUp, NoEquivalent } from '../custom/custom-parts.ts'
import { writeRepeatedRows } from '../custom/custom-query.ts'
import type { ContractProperty } from '../data-contract.ts'
import { demandNoRows, trimQuery } from './soda-check.ts'
import { translateSodaMetric } from './soda-metrics.ts'
import { SodaSettings } from './soda-settings.ts'
import { readMusts, readUnit } from './soda-threshold.ts'

type Settings = Readonly<Record<string, unknown>>

/** Kinds of check in Soda's contract language v4, each a key of its own. */
export const CONTRACT_CHECKS: readonly string[] = [
  'missing',
  'invalid',
  'duplicate',
  'row_count',
  'aggregate',
  'freshness',
  'failed_rows',
  'metric',
]

const SOME_ROW: Comparison = { operator: 'mustBeGreaterThan', operand: 0 }

/** Adds what `{type: missing_percent, column, must_be_less_than}` of contract language v3 demands. @throws NoEquivalent */
export function translateTypedCheck(given: Settings, maker: DemandMaker): void {
  const settings = new SodaSettings(given)
  const type = String(given['type'])
  const name =
    lookUp(PLAIN_TYPES, type) ?? type.replace(/^multiple_columns?_/, '').replace(/_in_(days|hours|minutes)$/, '')
  const columns = [given['column'], given['columns']].flat().filter((column) => typeof column === 'string')
  const musts = readMusts(given)
  const unit = /_in_(days|hours|minutes)$/.exec(type)?.[1]
  const isPlain = Object.hasOwn(PLAIN_TYPES, type)
  if (musts.length === 0 && !isPlain) throw new NoEquivalent('it has no must_be…')
  if (name === 'freshness' && unit !== undefined) {
    for (const comparison of musts) maker.freshness(columnOf(columns, maker), scale(comparison, readUnit(unit)!))
  } else {
    const fallback = name === 'row_count' ? SOME_ROW : NONE.comparison
    translateSodaMetric({ name, columns, comparisons: musts.length > 0 ? musts : [fallback], settings }, maker)
  }
  settings.refuseUnread()
}

const PLAIN_TYPES: Readonly<Record<string, string>> = makeLookup({
  no_missing_values: 'missing_count',
  no_invalid_values: 'invalid_count',
  no_duplicate_values: 'duplicate_count',
  rows_exist: 'row_count',
})

/**
 * Adds what a check of contract language v4 demands: `missing: {threshold: {metric: percent, must_be_less_than: 5}}`.
 *
 * @throws NoEquivalent
 */
export function translateKeyedCheck(kind: string, given: Settings, maker: DemandMaker): void {
  const settings = new SodaSettings(given)
  const threshold = settings.value('threshold')
  const limits: Settings = isMap(threshold) ? threshold : {}
  demandKeyed(kind, given, settings, limits, maker)
  // A second threshold of the other level, on the same metric.
  const { additional } = limits
  if (isMap(additional)) demandKeyed(kind, given, settings, { ...pick(limits), ...additional }, maker)
  settings.refuseUnread()
}

function pick({ metric, unit }: Settings): Settings {
  return { ...(metric === undefined ? {} : { metric }), ...(unit === undefined ? {} : { unit }) }
}

function demandKeyed(
  kind: string,
  given: Settings,
  settings: SodaSettings,
  limits: Settings,
  maker: DemandMaker,
): void {
  const stray = Object.keys(limits).find((key) => !/^(must_|(metric|unit|level|additional)$)/.test(key))
  if (stray !== undefined) throw new NoEquivalent(`its threshold's ${stray} has no equivalent`)
  const target = limits['level'] === 'warn' ? maker.refine({ severity: 'warning' }) : maker
  const comparisons = readMusts(limits)
  const columns = [given['column'], given['columns']].flat().filter((column) => typeof column === 'string')
  const fallback = kind === 'row_count' ? SOME_ROW : NONE.comparison
  const musts = comparisons.length > 0 ? comparisons : [fallback]
  switch (kind) {
    case 'failed_rows':
      for (const comparison of musts)
        demandNoRows(settings.text('expression'), settings.text('query'), comparison, target)
      return
    case 'freshness':
      demandFreshness(columnOf(columns, maker), limits['unit'], comparisons, target)
      return
    case 'metric':
      demandQuery(settings.text('expression'), settings.text('query'), comparisons, target)
      return
    case 'duplicate':
      demandDuplicateRows(columns, !Array.isArray(given['columns']), limits['metric'] === 'percent', musts, target)
      return
    case 'aggregate':
      if (comparisons.length === 0) throw new NoEquivalent('it has no threshold')
      translateSodaMetric({ name: settings.text('function') ?? '', columns, comparisons, settings }, target)
      return
    default:
      translateSodaMetric({ name: nameOf(kind, limits), columns, comparisons: musts, settings }, target)
  }
}

function demandFreshness(
  property: ContractProperty,
  unit: unknown,
  comparisons: readonly Comparison[],
  maker: DemandMaker,
): void {
  const milliseconds = readUnit(String(unit ?? 'hour'))
  if (milliseconds === null) throw new NoEquivalent('its unit of time is not known')
  if (comparisons.length === 0) throw new NoEquivalent('it has no threshold')
  for (const comparison of comparisons) maker.freshness(property, scale(comparison, milliseconds))
}

function demandQuery(
  expression: string | null,
  query: string | null,
  comparisons: readonly Comparison[],
  maker: DemandMaker,
): void {
  if (expression === null && query === null) throw new NoEquivalent('it has neither an expression nor a query')
  if (comparisons.length === 0) throw new NoEquivalent('it has no threshold')
  const sql = trimQuery(query ?? `SELECT ${expression} FROM {object}`)
  for (const comparison of comparisons) maker.userQuery(sql, comparison, 'metric')
}

/** Here, unlike in SodaCL, rows beyond the first of each key count: of one column those with a value, of several all. */
function demandDuplicateRows(
  columns: readonly string[],
  isOfValues: boolean,
  isPercent: boolean,
  comparisons: readonly Comparison[],
  maker: DemandMaker,
): void {
  const properties = columns.length > 0 ? columns.map((name) => maker.column(name)) : [columnOf(columns, maker)]
  const names = properties.map(({ name }) => name)
  const [property] = properties
  const isWhole = properties.every(({ required, primaryKey }) => required !== null || primaryKey !== null)
  const limit = { unit: isPercent ? ('percent' as const) : ('rows' as const) }
  for (const comparison of comparisons) {
    if (isOfValues && (isWhole || !isPercent)) maker.library('duplicateValues', property!, { comparison, ...limit })
    else if (isWhole) maker.library('duplicateValues', null, { comparison, ...limit }, { properties: names })
    else
      maker.query(
        writeRepeatedRows(properties, isOfValues, isPercent),
        comparison,
        `${names.join(', ')}: repeated values`,
      )
  }
}

function nameOf(kind: string, limits: Settings): string {
  if (kind === 'row_count') return kind
  return `${kind}_${limits['metric'] === 'percent' ? 'percent' : 'count'}`
}

function columnOf(columns: readonly string[], maker: DemandMaker) {
  const [name] = columns
  if (name !== undefined) return maker.column(name)
  if (maker.property !== null) return maker.property
  throw new NoEquivalent('it names no column')
}

function scale(comparison: Comparison, factor: number): Comparison {
  if ('range' in comparison)
    return { ...comparison, range: [comparison.range[0] * factor, comparison.range[1] * factor] }
  return { ...comparison, operand: Number(comparison.operand) * factor } as Comparison
}
