import type { AggregateProbe } from '../../core/probe.ts'
import { describeComparison, holds } from '../comparison.ts'
import { type CustomDemand, findColumnFault } from '../custom/custom-demand.ts'
import type { ContractObject, QualityRule } from '../data-contract.ts'
import { describeDuration } from '../duration.ts'
import type { CheckScope } from './check-scope.ts'
import {
  type CheckSubject,
  type ContractCheck,
  inconclusive,
  type Judgement,
  makeCheck,
  makeUnmeasured,
} from './contract-check.ts'
import { listPlacedProperties, type PlacedProperty, placeColumn } from './placed-property.ts'
import { describeRule, judgeFailing } from './rule-subject.ts'

/** Makes the check of a rule of type library or sql. */
type MakeRuleCheck = (
  subject: CheckSubject,
  rule: QualityRule,
  placed: PlacedProperty | null,
  scope: CheckScope,
) => ContractCheck

/** Whether rules of other engines are among an object's, which need a translator. */
export function hasCustomRules(object: ContractObject): boolean {
  const isCustom = ({ type }: QualityRule) => type === 'custom'
  return (
    object.rules.some(isCustom) || listPlacedProperties(object).some(({ property }) => property.rules.some(isCustom))
  )
}

/** The checks of a rule of another engine: one per part that it demands. */
export function makeCustomRuleChecks(
  rule: QualityRule,
  placed: PlacedProperty | null,
  scope: CheckScope,
  makeRuleCheck: MakeRuleCheck,
): readonly ContractCheck[] {
  const subject = describeRule(rule, placed?.name ?? null, scope)
  const translate = scope.context.translateCustomRule
  if (placed !== null && placed.property !== placed.column) {
    return [makeUnmeasured(subject, 'inconclusive', 'a custom rule about values inside of a column has no executor')]
  }
  if (translate === undefined) {
    return [makeUnmeasured(subject, 'inconclusive', `a custom rule (${rule.engine}) has no executor here`)]
  }
  return translate(rule, placed?.property ?? null, scope.object).demands.map((demand) =>
    makeDemandCheck(demand, scope, makeRuleCheck),
  )
}

function makeDemandCheck(demand: CustomDemand, scope: CheckScope, makeRuleCheck: MakeRuleCheck): ContractCheck {
  const { rule, property } = demand
  const column = property === null ? null : placeColumn(property)
  const describe = (title?: string) =>
    describeRule(rule, property?.name ?? null, scope, { id: 'custom', ...(title === undefined ? {} : { title }) })
  switch (demand.kind) {
    case 'pending':
      return makeUnmeasured(describe('has a custom rule'), 'inconclusive', demand.reason)
    case 'rule':
      return makeRuleCheck(describe(), rule, column, scope)
    case 'cells': {
      const probe = { kind: 'rows' as const, column: column!.reference, test: demand.test, keys: scope.keys }
      return makeCheck(describe(demand.title), probe, (measured) => judgeFailing(rule, measured))
    }
    case 'aggregate': {
      const probe = { kind: 'aggregate' as const, column: column!.reference, function: demand.function }
      const title = `has ${FUNCTION_WORDS[demand.function]} of ${describeComparison(rule.comparison!, '')}`
      return makeCheck(describe(title), probe, ({ rows, value }) =>
        value === null
          ? inconclusive(rows === 0 ? 'the data has no rows' : 'no cell reads as the type', rows)
          : judgeNumber(rule, rows, value, String(value)),
      )
    }
    case 'freshness': {
      const limit = describeAgeLimit(rule)
      const subject = { ...describe(`was last written ${limit} ago`), expected: limit }
      return makeCheck(subject, { kind: 'moments', column: column!.reference }, ({ rows, last }) => {
        if (last === null) return inconclusive(rows === 0 ? 'the data has no rows' : 'no cell reads as a moment', rows)
        const age = scope.context.asOf - last
        return { ...judgeNumber(rule, rows, age, describeDuration(age), limit), observed: describeDuration(age) }
      })
    }
    case 'columns':
      return makeCheck(describe(demand.title), { kind: 'columns' }, (found) => {
        if (demand.test.kind === 'count') return judgeNumber(rule, null, found.length, `${found.length} columns`)
        const fault = findColumnFault(
          demand.test,
          found.map(({ name }) => name),
        )
        return {
          verdict: fault === null ? 'pass' : 'fail',
          observed: fault === null ? 'as demanded' : fault,
          statistics: { rows: null, failing: null, percent: null },
          samples: [],
          help: fault === null ? null : `${fault}: mend the data, or change the rule`,
        }
      })
  }
}

const FUNCTION_WORDS: Readonly<Record<AggregateProbe['function'], string>> = {
  min: 'a least value',
  max: 'a greatest value',
  sum: 'a sum',
  mean: 'a mean',
  median: 'a median',
  stddev: 'a standard deviation',
  distinct: 'a number of different values',
  minLength: 'a shortest length',
  maxLength: 'a greatest length',
  meanLength: 'a mean length',
}

/** `at most 1 d`: the rule's own numbers are milliseconds. */
function describeAgeLimit({ comparison }: QualityRule): string {
  const words = describeComparison(comparison!, '')
  return words.replace(/-?\d+(?:\.\d+)?(?:e\+?\d+)?/g, (number) => describeDuration(Number(number)))
}

function judgeNumber(
  rule: QualityRule,
  rows: number | null,
  value: number,
  shown: string,
  allowed?: string,
): Judgement {
  const comparison = rule.comparison!
  const isMet = holds(comparison, value)
  return {
    verdict: isMet ? 'pass' : 'fail',
    observed: value,
    statistics: { rows, failing: null, percent: null, value },
    samples: [],
    help: isMet
      ? null
      : `measured ${shown}, allowed ${allowed ?? describeComparison(comparison, '')}: mend the data, or change the rule`,
  }
}
