import { type Comparison, describeComparison } from '../comparison.ts'
import type { QualityRule, Relationship } from '../data-contract.ts'
import { shortenQuery } from '../wording.ts'
import { type ChangeSubject, type ContractChange, type Direction, makeMove, REASONS } from './contract-change.ts'
import { compareValues } from './property-diff.ts'

/** What changed of the quality rules of one thing; rules are matched by id, else by what they measure. */
export function compareRules(
  before: readonly QualityRule[],
  after: readonly QualityRule[],
  subject: ChangeSubject,
): readonly ContractChange[] {
  const left = new Set(before)
  const changes: ContractChange[] = []
  for (const now of after) {
    const old = before.find((rule) => left.has(rule) && identify(rule) === identify(now))
    if (old === undefined) changes.push(addRule(now, subject))
    else {
      left.delete(old)
      changes.push(...compareRule(old, now, subject))
    }
  }
  return [...changes, ...[...left].map((rule) => removeRule(rule, subject))]
}

/** Two rules with the same answer are the same rule in two versions. */
function identify({ id, type, metric, unknownMetric, arguments: given, query, name, engine }: QualityRule): string {
  if (id !== null) return `id ${id}`
  if (type === 'library') return JSON.stringify([metric ?? unknownMetric, given.properties])
  return JSON.stringify([type, name ?? query, engine])
}

function wordsOf(rule: QualityRule, { name }: ChangeSubject): string {
  const query = rule.query === null ? null : shortenQuery(rule.query)
  const words = rule.name ?? rule.description ?? rule.metric ?? rule.unknownMetric ?? query ?? `a ${rule.type} rule`
  return `${name}: ${words}`
}

function aspectOf(rule: QualityRule): string {
  return rule.id ?? rule.metric ?? rule.unknownMetric ?? rule.type
}

const isWarning = ({ severity }: QualityRule) => severity !== 'error'

function addRule(rule: QualityRule, subject: ChangeSubject): ContractChange {
  const shared = { aspect: aspectOf(rule), before: null, after: demandOf(rule), place: rule.place }
  const title = `${wordsOf(rule, subject)} is a new rule`
  if (rule.type !== 'text') return makeMove(subject, 'tightened', { ...shared, title, isWarning: isWarning(rule) })
  const { object, property } = subject
  return { object, property, ...shared, title, impact: 'note', reason: 'words for people: nothing is checked' }
}

function removeRule(rule: QualityRule, subject: ChangeSubject): ContractChange {
  const { object, property } = subject
  return {
    object,
    property,
    aspect: aspectOf(rule),
    impact: 'note',
    title: `${wordsOf(rule, subject)} is no rule any more`,
    reason: REASONS.unchecked,
    before: demandOf(rule),
    after: null,
    place: rule.place,
  }
}

function compareRule(before: QualityRule, after: QualityRule, subject: ChangeSubject): readonly ContractChange[] {
  const changes: ContractChange[] = []
  const shared = { aspect: aspectOf(after), place: after.place, isWarning: isWarning(after) }
  if (before.severity !== after.severity) {
    const title = `${wordsOf(after, subject)} is now of severity ${after.severity}, no longer ${before.severity}`
    const direction = after.severity === 'error' ? 'tightened' : 'loosened'
    changes.push(makeMove(subject, direction, { ...shared, title, before: before.severity, after: after.severity }))
  }
  const [old, now] = [demandOf(before), demandOf(after)]
  if (old !== now) {
    const title = `${wordsOf(after, subject)} must now be ${now}, was ${old}`
    changes.push(makeMove(subject, directionOf(before, after), { ...shared, title, before: old, after: now }))
  }
  changes.push(
    ...compareValues(
      aspectOf(after),
      before.arguments.validValues,
      after.arguments.validValues,
      subject,
      after.place,
      isWarning(after),
    ),
  )
  const rest = (rule: QualityRule) =>
    JSON.stringify([rule.arguments.pattern, rule.arguments.missingValues, rule.query, rule.implementation])
  if (rest(before) !== rest(after)) {
    const title = `${wordsOf(after, subject)} measures something else`
    changes.push(makeMove(subject, 'changed', { ...shared, title, before: rest(before), after: rest(after) }))
  }
  return changes
}

function demandOf({ comparison, unit, metric, type }: QualityRule): string | null {
  return comparison === null ? type : describeComparison(comparison, metric === null ? '' : unit)
}

/** Whether every value that one comparison takes is taken by the other: by their ends, as intervals. */
function directionOf(before: QualityRule, after: QualityRule): Direction {
  const [old, now] = [intervalOf(before.comparison), intervalOf(after.comparison)]
  if (old === null || now === null || before.unit !== after.unit) return 'changed'
  if (isInside(old, now)) return 'loosened'
  return isInside(now, old) ? 'tightened' : 'changed'
}

interface Interval {
  readonly low: number
  readonly high: number
  readonly isLowOpen: boolean
  readonly isHighOpen: boolean
}

function intervalOf(comparison: Comparison | null): Interval | null {
  const make = (low: number, high: number, isLowOpen = false, isHighOpen = false): Interval => ({
    low,
    high,
    isLowOpen,
    isHighOpen,
  })
  switch (comparison?.operator) {
    case 'mustBe':
      return typeof comparison.operand === 'number' ? make(comparison.operand, comparison.operand) : null
    case 'mustBeGreaterThan':
      return make(comparison.operand, Infinity, true)
    case 'mustBeGreaterOrEqualTo':
      return make(comparison.operand, Infinity)
    case 'mustBeLessThan':
      return make(-Infinity, comparison.operand, false, true)
    case 'mustBeLessOrEqualTo':
      return make(-Infinity, comparison.operand)
    case 'mustBeBetween':
      return make(...comparison.range)
    default:
      return null
  }
}

function isInside(inner: Interval, outer: Interval): boolean {
  const isLow = inner.low > outer.low || (inner.low === outer.low && (inner.isLowOpen || !outer.isLowOpen))
  const isHigh = inner.high < outer.high || (inner.high === outer.high && (inner.isHighOpen || !outer.isHighOpen))
  return isLow && isHigh
}

/** What changed of the foreign keys of one thing, matched by what they say. */
export function compareRelationships(
  before: readonly Relationship[],
  after: readonly Relationship[],
  subject: ChangeSubject,
): readonly ContractChange[] {
  const show = ({ columns, text }: Relationship) => `${columns.join(', ')} → ${text}`
  const added = after.filter((now) => !before.some((old) => show(old) === show(now)))
  const removed = before.filter((old) => !after.some((now) => show(old) === show(now)))
  const { object, property } = subject
  return [
    ...added.map((one) => {
      const title = `${show(one)} must now hold`
      const change = { aspect: 'relationship', title, before: null, after: show(one), place: one.place }
      return makeMove(subject, 'tightened', change)
    }),
    ...removed.map((one): ContractChange => {
      const title = `${show(one)} need no longer hold`
      const change = { aspect: 'relationship', title, before: show(one), after: null, place: one.place }
      return { object, property, ...change, impact: 'note', reason: REASONS.unchecked }
    }),
  ]
}
