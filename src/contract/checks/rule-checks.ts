import type { CellTest, ColumnReference, RowsProbe } from '../../core/probe.ts'
import { makeProperty } from '../contract-parts.ts'
import type { QualityRule } from '../data-contract.ts'
import type { CheckScope } from './check-scope.ts'
import { typeOf } from './column-reference.ts'
import { type CheckSubject, type ContractCheck, makeCheck, makeJointCheck, makeUnmeasured } from './contract-check.ts'
import { makeCustomRuleChecks } from './custom-rule-checks.ts'
import { findPlacedProperty, type PlacedProperty, placeColumn } from './placed-property.ts'
import { describeRule, judgeCount, judgeFailing } from './rule-subject.ts'
import { makeSqlRuleCheck } from './sql-rule-check.ts'

/** The checks of the quality rules of a column, of a value inside of one, or of the object where `placed` is null. */
export function makeRuleChecks(
  rules: readonly QualityRule[],
  placed: PlacedProperty | null,
  scope: CheckScope,
): readonly ContractCheck[] {
  return rules.map(normalizeUnit).flatMap((rule) => {
    if (rule.type === 'custom') return makeCustomRuleChecks(rule, placed, scope, makeRuleCheck)
    const subject = describeRule(rule, placed?.name ?? null, scope)
    if (rule.type === 'text') return [makeUnmeasured(subject, 'skip', 'a rule in words: for people to check')]
    return [makeRuleCheck(subject, rule, placed, scope)]
  })
}

/** The standard says `rows` and `percent`; other tools take more words for the same. */
function normalizeUnit(rule: QualityRule): QualityRule {
  const unit = rule.unit.trim().toLowerCase()
  if (unit === '%' || unit === 'percent' || unit === 'percentage') return { ...rule, unit: 'percent' }
  return unit === 'row' || unit === 'rows' ? { ...rule, unit: 'rows' } : rule
}

function makeRuleCheck(
  subject: CheckSubject,
  rule: QualityRule,
  placed: PlacedProperty | null,
  scope: CheckScope,
): ContractCheck {
  return rule.type === 'sql'
    ? makeSqlRuleCheck(subject, rule, placed, scope)
    : makeLibraryCheck(subject, rule, placed, scope)
}

function makeLibraryCheck(
  subject: CheckSubject,
  rule: QualityRule,
  placed: PlacedProperty | null,
  scope: CheckScope,
): ContractCheck {
  const pending = findPending(rule)
  const measure = pending === null ? planMeasure(rule, placed, scope) : { pending }
  if ('pending' in measure) return makeUnmeasured(subject, 'inconclusive', measure.pending)
  if ('columns' in measure) {
    const { columns } = measure
    const probe = { kind: 'duplicates' as const, columns, isNullFailing: false, keys: scope.keys }
    return makeCheck(subject, probe, ({ rows, extra, samples }) =>
      judgeFailing(rule, { rows, failing: extra, samples }),
    )
  }
  const { probes } = measure
  if (probes.length === 0) return makeCheck(subject, { kind: 'rowCount' }, (rows) => judgeCount(rule, rows))
  return makeJointCheck(subject, probes, (measured) =>
    judgeFailing(rule, {
      // Of several columns the values are counted, not the rows.
      rows: measured.reduce((total, { rows }) => total + rows, 0),
      failing: measured.reduce((total, { failing }) => total + failing, 0),
      samples: measured.flatMap(({ samples }) => samples).slice(0, 10),
    }),
  )
}

/** Why a rule cannot be executed whatever it is about; null where it can. */
function findPending(rule: QualityRule): string | null {
  const { metric, unit, comparison } = rule
  if (metric === null) {
    return `the rule "${rule.unknownMetric}" has no executor: use a metric of v3.1 (nullValues, missingValues, invalidValues, duplicateValues, rowCount)`
  }
  if (comparison === null) return `the rule does not say what must be: give it mustBe or another operator`
  if ('operand' in comparison && typeof comparison.operand !== 'number') {
    return `${metric} is a number and "${comparison.operand}" is none`
  }
  if (unit !== 'rows' && unit !== 'percent') return `the unit "${unit}" has no executor: rows and percent have`
  if (metric === 'rowCount' && unit === 'percent') return 'rowCount in percent has no executor: of what?'
  const [argument] = rule.arguments.unknown
  return argument === undefined ? null : `the argument "${argument}" of ${metric} has no executor`
}

/** No probes: the number of rows. */
type Measure =
  | { readonly probes: readonly RowsProbe[] }
  | { readonly columns: readonly ColumnReference[] }
  | { readonly pending: string }

function planMeasure(rule: QualityRule, placed: PlacedProperty | null, scope: CheckScope): Measure {
  const metric = rule.metric!
  if (metric === 'rowCount') return { probes: [] }
  const named = rule.arguments.properties?.map((name) => findColumn(name, scope)) ?? null
  const columns = metric === 'duplicateValues' ? (named ?? (placed && [placed])) : placed === null ? named : [placed]
  if (columns === null || columns.length === 0) {
    return {
      pending: `${metric} of a whole table has no executor: put the rule under a property, or name columns by arguments: {properties: […]}`,
    }
  }
  const refused = columns.find((column) => isRefused(rule, column))
  if (refused !== undefined) {
    const what = refused.isRepeated
      ? 'values inside of an array or a map'
      : `a column of type ${typeOf(refused.property)}`
    return { pending: `${metric} of ${what} has no executor` }
  }
  if (metric === 'duplicateValues') return { columns: columns.map(({ reference }) => reference) }
  const test = testOf(rule)
  if (test === null) {
    return { pending: 'invalidValues has no executor without arguments: {validValues: […]} or {pattern: …}' }
  }
  return {
    probes: columns.map(({ reference: column }) => ({ kind: 'rows' as const, column, test, keys: scope.keys })),
  }
}

/** A column by its name; one that the contract does not describe is read as text. */
function findColumn(name: string, { object }: CheckScope): PlacedProperty {
  return findPlacedProperty(object, name) ?? placeColumn(makeProperty(name, object.place))
}

const NESTED: readonly (string | null)[] = ['object', 'array', 'map', 'vector']

function isRefused(rule: QualityRule, { property, isRepeated }: PlacedProperty): boolean {
  if (rule.metric === 'duplicateValues') return isRepeated || NESTED.includes(typeOf(property))
  return rule.metric === 'invalidValues' && NESTED.includes(typeOf(property))
}

/** A `missingValues` rule without arguments counts null and the empty text. */
function testOf(rule: QualityRule): CellTest | null {
  const { validValues, missingValues, pattern } = rule.arguments
  if (rule.metric === 'nullValues') return { kind: 'notNull' }
  if (rule.metric === 'missingValues') {
    const texts = missingValues ?? [null, '']
    return { kind: 'notMissing', texts: withoutNull(texts), orNull: texts.includes(null) }
  }
  if (validValues === null && pattern === null) return null
  return { kind: 'allowed', values: validValues === null ? null : withoutNull(validValues), pattern }
}

function withoutNull(texts: readonly (string | null)[]): readonly string[] {
  return texts.filter((text) => text !== null)
}
