import type { QualityRule } from '../data-contract.ts'

/** What a rule demands of each single value, so that one row can show it. */
export interface SingleValueDemand {
  readonly isRequired: boolean
  readonly values: readonly (string | null)[] | null
  readonly pattern: string | null
}

/** The demand of a rule that lets no row break it: `nullValues` or `invalidValues`, `mustBe: 0`, severity error; else null. */
export function readSingleValueRule({ metric, comparison, severity, ...rule }: QualityRule): SingleValueDemand | null {
  const allowsNone =
    (comparison?.operator === 'mustBe' && comparison.operand === 0) ||
    (comparison?.operator === 'mustBeLessOrEqualTo' && comparison.operand === 0) ||
    (comparison?.operator === 'mustBeLessThan' && comparison.operand === 1 && rule.unit === 'rows')
  if (!allowsNone || severity !== 'error') return null
  if (metric === 'nullValues') return { isRequired: true, values: null, pattern: null }
  if (metric !== 'invalidValues') return null
  const { validValues, pattern } = rule.arguments
  return { isRequired: false, values: validValues, pattern }
}

/** Why a rule has no place in a format that describes single rows. */
export function explainTableRule({ severity, type }: QualityRule): string {
  if (type === 'text') return 'words for people'
  return severity === 'error' ? 'one row cannot show it' : 'a rule that only warns refuses no row'
}

/** How lists of what did not translate call a rule. */
export function nameRule({ id, name, metric, unknownMetric, type }: QualityRule): string {
  return name ?? id ?? metric ?? unknownMetric ?? `a ${type} rule`
}
