import { normalQuantile } from '../../stats/normal.ts'

/** A margin that labels are to show. */
export interface MarginPlan {
  /** How much worse is allowed, above 0. */
  readonly margin: number
  /** Of the two-sided interval, in (0, 1). */
  readonly confidence: number
  /** The chance of showing it where the models are equally good, in (0, 1). */
  readonly power: number
}

/** The standard error at which a margin is shown with that power between models that are equally good. */
function findTargetError({ margin, confidence, power }: MarginPlan): number {
  return margin / (normalQuantile(power) - normalQuantile((1 - confidence) / 2))
}

/** Labels that a margin on right and wrong needs, before any row is labelled. */
export interface RightWrongNeeds {
  /** Rows drawn at random. */
  readonly random: number
  /** Rows among those on which the models disagree; null where even all of them are too few: more rows have to be scored. */
  readonly chosen: number | null
}

/**
 * How many labels show a margin on a metric that counts right and wrong, from the disagreement alone. A row on which
 * the models agree adds nothing to the difference; one on which they disagree ±1 at most, so between models that are
 * equally good the variance of a row is at most the share p of disagreement: p/τ² rows at random, p²/τ² of the
 * disagreeing ones, with τ the standard error that the margin needs.
 */
export function planRightWrong(rows: number, disagreeing: number, plan: MarginPlan): RightWrongNeeds {
  const share = disagreeing / rows
  const error = findTargetError(plan)
  const chosen = Math.ceil((share / error) ** 2)
  return { random: Math.ceil(share / error ** 2), chosen: chosen <= disagreeing ? chosen : null }
}

/**
 * How many labelled rows drawn at random show a margin, from the standard error that so many rows give (measured, or on
 * labels drawn as the models' scores have them).
 */
export function planBySpread(standardError: number, rows: number, plan: MarginPlan): number {
  return Math.ceil(rows * (standardError / findTargetError(plan)) ** 2)
}
