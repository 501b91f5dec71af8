import type { Place } from '../../core/faults.ts'
import { isMap, type PlainMap } from '../../core/plain-map.ts'
import { describeComparison } from '../comparison.ts'
import type { QualityRule } from '../data-contract.ts'
import type { Untranslated } from '../translation.ts'

/** Collects what Frictionless has no words for. */
export class TranslationNotes {
  readonly #notes: Untranslated[] = []

  get all(): readonly Untranslated[] {
    return this.#notes
  }

  add(what: string, reason: string, place: Place): void {
    this.#notes.push({ what, reason, place })
  }

  /** A rule, with the reason that is nearest. */
  addRule(rule: QualityRule, owner: string): void {
    const { metric, unknownMetric, name, comparison, unit, type, severity } = rule
    const demand = comparison === null ? '' : ` ${describeComparison(comparison, metric === null ? '' : unit)}`
    const reason =
      severity !== 'error'
        ? `Frictionless knows no severity: as a constraint this ${severity} would be an error`
        : type !== 'library'
          ? `Frictionless has no rules of type ${type}`
          : !isNone(rule)
            ? 'a constraint of Frictionless holds for every row: it has no thresholds'
            : 'Frictionless has no such constraint, or the field has one already'
    this.add(`${name ?? metric ?? unknownMetric ?? `${type} rule`}${demand} (${owner})`, reason, rule.place)
  }
}

/** Whether a rule allows no failing row, as a constraint does, and blocks. */
export function isNone({ comparison, severity, metric, arguments: { unknown } }: QualityRule): boolean {
  if (comparison === null || severity !== 'error' || unknown.length > 0 || metric === 'rowCount') return false
  if (comparison.operator === 'mustBe' || comparison.operator === 'mustBeLessOrEqualTo') return comparison.operand === 0
  return comparison.operator === 'mustBeLessThan' && comparison.operand === 1
}

/** Parts of a descriptor in one: maps are joined, of other values the last counts. What is no map is passed over. */
export function mergeDescriptor(whole: PlainMap, ...parts: readonly unknown[]): PlainMap {
  const merged: Record<string, unknown> = { ...whole }
  for (const part of parts.filter(isMap)) {
    for (const [key, value] of Object.entries(part)) {
      const before = merged[key]
      merged[key] = isMap(before) && isMap(value) ? mergeDescriptor(before, value) : value
    }
  }
  return merged
}
