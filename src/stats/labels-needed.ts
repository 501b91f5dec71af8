import { normalQuantile } from './normal.ts'

/** What was seen so far, and what it should settle. */
export interface LabelsPlan {
  /** Candidate − baseline on the improvement scale (turned so that up is better). */
  readonly difference: number
  /** How much worse is allowed, ≥ 0. */
  readonly margin: number
  /** Of the difference, on the rows at hand. */
  readonly standardError: number
  /** Labelled rows at hand. */
  readonly rows: number
  /** Of the two-sided interval, in (0, 1). */
  readonly confidence: number
  /** The chance of settling it if the difference stays as seen, in (0, 1). */
  readonly power: number
}

/**
 * How many further labelled rows would show that the candidate is not worse by the margin:
 * n = ceil(((z_(1-α/2) + z_power) sd / (difference + margin))²) with sd = standard error × sqrt(rows), less the rows at
 * hand, at least 0. Null where it cannot be reached (difference + margin ≤ 0) or a number is missing. It takes today's
 * estimate for the truth: a guide, no promise.
 *
 * @example computeLabelsNeeded({ difference: 0, margin: 0.01, standardError: 0.01, rows: 1000, confidence: 0.95, power: 0.8 }) // 6849
 */
export function computeLabelsNeeded(plan: LabelsPlan): number | null {
  const room = plan.difference + plan.margin
  const z = normalQuantile(plan.power) - normalQuantile((1 - plan.confidence) / 2)
  const total = Math.ceil(((z * plan.standardError) / room) ** 2 * plan.rows)
  return room > 0 && Number.isFinite(total) ? Math.max(0, total - plan.rows) : null
}
