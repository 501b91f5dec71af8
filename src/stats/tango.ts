import { normalQuantile } from './normal.ts'

/** Pairs of yes and no on the same rows: those in which only the first, and only the second, says yes. */
export interface DiscordantPairs {
  readonly firstOnly: number
  readonly secondOnly: number
  /** All pairs, also those that agree. */
  readonly pairs: number
}

const STEPS = 60

/** Tango's score statistic of the hypothesis that the shares differ by `difference`; below the measured one above 0. */
function computeScore({ firstOnly, secondOnly, pairs }: DiscordantPairs, difference: number): number {
  const linear = (2 * pairs - firstOnly + secondOnly) * difference - firstOnly - secondOnly
  const constant = -secondOnly * difference * (1 - difference)
  // The most likely share of pairs in which only the second says yes, were that the difference.
  const share = (Math.sqrt(Math.max(0, linear * linear - 8 * pairs * constant)) - linear) / (4 * pairs)
  const variance = pairs * (2 * share + difference * (1 - difference))
  const gap = firstOnly - secondOnly - pairs * difference
  return variance > 0 ? gap / Math.sqrt(variance) : gap * Number.POSITIVE_INFINITY
}

/**
 * Tango's score interval of the difference of two shares (first − second) on the same rows, two-sided, found by halving.
 * It holds where few pairs differ, or none: without a differing pair it is ± z² / (pairs + z²). Pairs may be none: [−1, 1].
 *
 * @param confidence in (0, 1)
 * @example computeTangoInterval({ firstOnly: 0, secondOnly: 0, pairs: 100 }, 0.95) // ±0.0370
 * @see Tango, T. (1998), Equivalence test and confidence interval for the difference in proportions for the paired-sample
 *   design, Statistics in Medicine 17.
 */
export function computeTangoInterval(counts: DiscordantPairs, confidence: number): readonly [number, number] {
  if (counts.pairs === 0) return [-1, 1]
  const z = -normalQuantile((1 - confidence) / 2)
  const value = (counts.firstOnly - counts.secondOnly) / counts.pairs
  const find = (outer: number, isWithin: (difference: number) => boolean) => {
    let [inside, outside] = [value, outer]
    for (let step = 0; step < STEPS; step++) {
      const middle = (inside + outside) / 2
      if (isWithin(middle)) inside = middle
      else outside = middle
    }
    return inside
  }
  return [
    value === -1 ? -1 : find(-1, (difference) => computeScore(counts, difference) <= z),
    value === 1 ? 1 : find(1, (difference) => computeScore(counts, difference) >= -z),
  ]
}
