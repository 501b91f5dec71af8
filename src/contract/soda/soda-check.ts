import { isMap } from '../../core/plain-map.ts'
import type { Comparison } from '../comparison.ts'
import { type DemandMaker, NONE } from '../custom/custom-demand-maker.ts'
import { NoEquivalent } from '../custom/custom-parts.ts'
import { writeCount } from '../custom/custom-query.ts'
import { translateSodaMetric } from './soda-metrics.ts'
import { demandSodaSchema } from './soda-schema.ts'
import { SodaSettings } from './soda-settings.ts'
import { readAlert, readComparisons, readDuration } from './soda-threshold.ts'

type Settings = Readonly<Record<string, unknown>>

/**
 * Adds what one check of SodaCL demands: `missing_percent(age) < 5`, with what is indented below it.
 *
 * @throws NoEquivalent with the reason.
 */
export function translateSodaCheck(line: string, settings: Settings, maker: DemandMaker): void {
  if (line.length > LONGEST) throw new NoEquivalent('its line is too long')
  if (line.includes('${')) throw new NoEquivalent('it has a variable that is filled in at run time')
  const reason = RESERVED.find(([words]) => words.test(line))?.[1]
  if (reason !== undefined) throw new NoEquivalent(reason)
  if (line === 'schema') {
    demandSodaSchema(settings, maker)
    return
  }
  if (line === 'failed rows') {
    demandFailedRows(settings, maker)
    return
  }
  const freshness = /^freshness\s*\(([^()]+)\)\s*(<=?)\s*(.+)$/.exec(line)
  if (freshness) {
    demandFreshness(freshness[1]!, freshness[2]!, freshness[3]!, settings, maker)
    return
  }
  const match = /^([A-Za-z_]\w*)\s*(?:\(([^()]*)\))?\s*(.*)$/s.exec(line)
  if (!match) throw new NoEquivalent('it is no check that is known here')
  const columns = (match[2] ?? '')
    .split(',')
    .map(unquote)
    .filter((name) => name !== '')
  demandMeasure(match[1]!, columns, match[3]!, settings, maker)
}

/** Characters of a check's first line. */
const LONGEST = 2_000

const RESERVED: readonly (readonly [words: RegExp, reason: string])[] = [
  [/^values in \(/, 'a foreign key is written under `relationships` of the contract'],
  [/^row_count same as /, 'another table is needed: write a sql rule over both'],
  [/^change /, 'no earlier runs are kept to compare with'],
  [/^anomaly /, 'no earlier runs are kept to compare with'],
  [/^distribution_difference/, 'distributions are not compared here: watch drift against reference data instead'],
  [/^configurations /, 'settings of columns are written below each check'],
  [/^group /, 'checks by group have no equivalent: write a sql rule'],
  [
    /^(percentile|variance|stddev_pop|stddev_samp|variance_pop|variance_samp)\b/,
    'this metric has no equivalent here; a sql rule may say the same',
  ],
]

function demandMeasure(
  name: string,
  columns: readonly string[],
  threshold: string,
  given: Settings,
  maker: DemandMaker,
): void {
  const settings = new SodaSettings(given)
  const expression = settings.text(`${name.replaceAll('_', ' ')} expression`)
  const query = settings.text(`${name.replaceAll('_', ' ')} query`)
  for (const { comparisons, severity } of readThresholds(threshold, given)) {
    const target = severity === null ? maker : maker.refine({ severity })
    if (expression === null && query === null) {
      translateSodaMetric({ name, columns, comparisons, settings }, target)
      continue
    }
    const sql = query ?? `SELECT ${expression} FROM {object}`
    for (const comparison of comparisons) target.userQuery(trimQuery(sql), comparison, name)
  }
  settings.refuseUnread()
}

interface Threshold {
  readonly comparisons: readonly Comparison[]
  /** null: the rule's own. */
  readonly severity: 'warning' | null
}

/** The threshold behind a check, else its alerts: `warn: when > 0`, `fail: when > 10`. @throws NoEquivalent where it has none */
function readThresholds(threshold: string, { warn, fail }: Settings): readonly Threshold[] {
  if (threshold !== '') return [{ comparisons: readComparisons(threshold), severity: null }]
  const alerts = [
    { alert: fail, severity: null },
    { alert: warn, severity: 'warning' as const },
  ].filter(({ alert }) => alert !== undefined && alert !== null)
  if (alerts.length === 0) throw new NoEquivalent('it has no threshold')
  return alerts.map(({ alert, severity }) => {
    if (typeof alert !== 'string') throw new NoEquivalent('its alert is no text')
    return { comparisons: [readAlert(alert)], severity }
  })
}

function demandFailedRows(given: Settings, maker: DemandMaker): void {
  const settings = new SodaSettings(given)
  const condition = settings.text('fail condition')
  const query = settings.text('fail query')
  if (condition === null && query === null) throw new NoEquivalent('it has neither a fail condition nor a fail query')
  const thresholds: readonly Threshold[] =
    given['warn'] === undefined && given['fail'] === undefined
      ? [{ comparisons: [NONE.comparison], severity: null }]
      : readThresholds('', given)
  for (const { comparisons, severity } of thresholds) {
    const target = severity === null ? maker : maker.refine({ severity })
    for (const comparison of comparisons) demandNoRows(condition, query, comparison, target)
  }
  settings.refuseUnread()
}

/** Rows where a condition is true, or that a query finds. */
export function demandNoRows(
  condition: string | null,
  query: string | null,
  comparison: Comparison,
  maker: DemandMaker,
): void {
  const sql =
    condition === null
      ? `SELECT count(*) FROM (${trimQuery(query ?? '')}) AS failed`
      : writeCount(`(${condition.trim()})`)
  maker.userQuery(sql, comparison, 'failed rows')
}

export function trimQuery(query: string): string {
  return query.trim().replace(/;\s*$/, '')
}

function demandFreshness(
  columns: string,
  operator: string,
  threshold: string,
  given: Settings,
  maker: DemandMaker,
): void {
  const [column, now] = columns.split(',').map(unquote)
  if (now !== undefined) throw new NoEquivalent('a moment other than now is not counted from: use --as-of')
  const operand = readDuration(threshold.trim())
  if (operand === null) throw new NoEquivalent(`"${threshold}" is no time such as 1d or 2h30m`)
  const property = maker.column(column!)
  new SodaSettings(given).refuseUnread()
  maker.freshness(property, { operator: operator === '<' ? 'mustBeLessThan' : 'mustBeLessOrEqualTo', operand })
}

function unquote(name: string): string {
  return name.trim().replace(/^(["'`])(.*)\1$/, '$2')
}

/** Whether a value is the settings of a check: a map, or nothing. */
export function isSettings(value: unknown): value is Settings | null {
  return value === null || isMap(value)
}
