import type { CellTest, Probe } from '../core/probe.ts'
import { referTo, sampleKeys } from './column-reference.ts'
import { describeComparison, describeEnd, holds } from './comparison.ts'
import {
  type CheckSubject,
  type ContractCheck,
  contractCheckId,
  countStatistics,
  inconclusive,
  type Judgement,
  makeCheck,
  makeUnmeasured,
} from './contract-check.ts'
import type { ContractObject, ContractProperty, QualityMetric, QualityRule } from './data-contract.ts'
import { formatPercent } from './wording.ts'

/** One check per quality rule of a column, or of the object where `property` is null. */
export function makeRuleChecks(
  rules: readonly QualityRule[],
  property: ContractProperty | null,
  object: ContractObject,
  key: string,
): readonly ContractCheck[] {
  return rules.map((rule) => makeRuleCheck(rule, property, object, key))
}

function makeRuleCheck(
  rule: QualityRule,
  property: ContractProperty | null,
  object: ContractObject,
  key: string,
): ContractCheck {
  const { metric, comparison } = rule
  const subject: CheckSubject = {
    id: contractCheckId(key, property?.name ?? null, rule.id ?? metric ?? rule.unknownMetric ?? rule.type),
    title: titleOf(rule, property),
    severity: rule.severity,
    object: key,
    column: property?.name ?? null,
    expected: comparison === null ? null : describeComparison(comparison, metric === null ? '' : rule.unit),
    unit: metric === null ? null : rule.unit,
    place: rule.place,
  }
  if (rule.type === 'text') return makeUnmeasured(subject, 'skip', 'a rule in words: for people to check')
  const pending = findPending(rule, property)
  if (pending !== null) return makeUnmeasured(subject, 'inconclusive', pending)
  const measure = planMeasure(rule, metric!, property, object)
  if ('pending' in measure) return makeUnmeasured(subject, 'inconclusive', measure.pending)
  if (measure.probe.kind === 'rowCount') return makeCheck(subject, measure.probe, (rows) => judgeCount(rule, rows))
  if (measure.probe.kind === 'duplicates') {
    return makeCheck(subject, measure.probe, ({ rows, extra, samples }) =>
      judgeRule(rule, { rows, failing: extra, samples }),
    )
  }
  return makeCheck(subject, measure.probe, (measured) => judgeRule(rule, measured))
}

const METRIC_WORDS: Readonly<Record<QualityMetric, string>> = {
  nullValues: 'null values',
  missingValues: 'missing values',
  invalidValues: 'invalid values',
  duplicateValues: 'duplicate values',
  rowCount: 'rows',
}

/** The rule's own words, else what it demands: `churn has at most 3 missing values`. */
function titleOf(rule: QualityRule, property: ContractProperty | null): string {
  const { metric, comparison } = rule
  const words = rule.name ?? rule.description
  if (words !== null) return property === null ? words : `${property.name}: ${words}`
  const subject = property?.name ?? 'the data'
  if (metric === null || comparison === null) return `${subject}: ${rule.unknownMetric ?? `a ${rule.type} rule`}`
  const unit = rule.unit === 'rows' ? '' : rule.unit
  return `${subject} has ${describeComparison(comparison, unit)} ${METRIC_WORDS[metric]}`
}

/** Why a rule cannot be executed whatever the data; null where it can. */
function findPending(rule: QualityRule, property: ContractProperty | null): string | null {
  if (rule.type === 'custom')
    return `a custom rule${rule.engine === null ? '' : ` (${rule.engine})`} has no executor yet`
  if (rule.type === 'sql') return 'a sql rule has no executor yet'
  if (rule.metric === null) {
    return `the rule "${rule.unknownMetric}" has no executor: use a metric of v3.1 (nullValues, missingValues, invalidValues, duplicateValues, rowCount)`
  }
  if (rule.unit !== 'rows' && rule.unit !== 'percent')
    return `the unit "${rule.unit}" has no executor: rows and percent have`
  if (rule.metric === 'rowCount' && rule.unit === 'percent') return 'rowCount in percent has no executor: of what?'
  const [argument] = rule.arguments.unknown
  if (argument !== undefined) return `the argument "${argument}" of ${rule.metric} has no executor yet`
  if (property?.logicalType === 'object' || property?.logicalType === 'array') {
    return `${rule.metric} of a column of type ${property.logicalType} has no executor yet`
  }
  return null
}

type Measure =
  | { readonly probe: Extract<Probe, { kind: 'rowCount' | 'rows' | 'duplicates' }> }
  | { readonly pending: string }

function planMeasure(
  rule: QualityRule,
  metric: QualityMetric,
  property: ContractProperty | null,
  object: ContractObject,
): Measure {
  if (metric === 'rowCount') return { probe: { kind: 'rowCount' } }
  const keys = sampleKeys(object)
  if (metric === 'duplicateValues') {
    const names = rule.arguments.properties ?? (property === null ? null : [property.name])
    if (names === null || names.length === 0) {
      return { pending: 'duplicateValues of a table has no executor without arguments: {properties: […]}' }
    }
    const columns = names.map((name) => {
      const known = object.properties.find((candidate) => candidate.name === name)
      return known ? referTo(known) : { names: [name], type: 'text' as const, format: null, missing: [] }
    })
    return { probe: { kind: 'duplicates', columns, isNullFailing: false, keys } }
  }
  if (property === null) return { pending: `${metric} of a whole table has no executor: put the rule under a property` }
  const test = testOf(rule, metric)
  if (test === null) {
    return { pending: 'invalidValues has no executor without arguments: {validValues: […]} or {pattern: …}' }
  }
  return { probe: { kind: 'rows', column: referTo(property), test, keys } }
}

/** A `missingValues` rule without arguments counts null and the empty text. */
function testOf(rule: QualityRule, metric: 'nullValues' | 'missingValues' | 'invalidValues'): CellTest | null {
  const { validValues, missingValues, pattern } = rule.arguments
  if (metric === 'nullValues') return { kind: 'notNull' }
  if (metric === 'missingValues') {
    const texts = missingValues ?? [null, '']
    return { kind: 'notMissing', texts: withoutNull(texts), orNull: texts.includes(null) }
  }
  if (validValues === null && pattern === null) return null
  return { kind: 'allowed', values: validValues === null ? null : withoutNull(validValues), pattern }
}

function withoutNull(texts: readonly (string | null)[]): readonly string[] {
  return texts.filter((text) => text !== null)
}

/** Zero rows are a count like any other. */
function judgeCount(rule: QualityRule, rows: number): Judgement {
  const comparison = rule.comparison!
  const isMet = holds(comparison, rows)
  return {
    verdict: isMet ? 'pass' : 'fail',
    observed: rows,
    statistics: { ...countStatistics(rows, 0), failing: null, percent: null, value: rows },
    samples: [],
    help: isMet ? describeEnd(comparison, rows) : `the data has ${rows} rows: is it the whole file?`,
  }
}

function judgeRule(
  rule: QualityRule,
  measured: { readonly rows: number; readonly failing: number; readonly samples: Judgement['samples'] },
): Judgement {
  const { rows, failing, samples } = measured
  if (rows === 0) return inconclusive('the data has no rows', 0)
  const comparison = rule.comparison!
  const statistics = countStatistics(rows, failing)
  const value = rule.unit === 'percent' ? statistics.percent! : failing
  const isMet = holds(comparison, value)
  const shown = rule.unit === 'percent' ? formatPercent(value) : String(value)
  return {
    verdict: isMet ? 'pass' : 'fail',
    observed: value,
    statistics,
    samples: isMet ? [] : samples,
    help: isMet
      ? describeEnd(comparison, value)
      : `measured ${shown} ${rule.unit}, allowed ${describeComparison(comparison, rule.unit)}: mend the data, or change the rule`,
  }
}
