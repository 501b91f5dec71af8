/** What the outcomes of predictions cost; what is not named costs nothing. Below 0: a gain. */
export type Costs =
  | {
      readonly kind: 'errors'
      readonly truePositive: number
      readonly falsePositive: number
      readonly trueNegative: number
      readonly falseNegative: number
    }
  /** By class of the label, then of the prediction. */
  | { readonly kind: 'classes'; readonly byLabel: Readonly<Record<string, Readonly<Record<string, number>>>> }

/** The outcomes of two classes, as users write them. */
export const OUTCOMES = ['true_positive', 'false_positive', 'true_negative', 'false_negative'] as const

/** Costs of two classes from the outcomes that are named. */
export function makeErrorCosts(costs: Partial<Record<(typeof OUTCOMES)[number], number>>): Costs {
  return {
    kind: 'errors',
    truePositive: costs.true_positive ?? 0,
    falsePositive: costs.false_positive ?? 0,
    trueNegative: costs.true_negative ?? 0,
    falseNegative: costs.false_negative ?? 0,
  }
}
