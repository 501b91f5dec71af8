import { normalQuantile } from './normal.ts'

/**
 * Wilson's score interval of a proportion, two-sided, without continuity correction. [0, 1] without trials.
 *
 * @param confidence in (0, 1)
 * @example computeWilsonInterval(30, 30, 0.95) // [0.8865…, 1]
 * @see Wilson, E. B. (1927), JASA 22.
 */
export function computeWilsonInterval(
  successes: number,
  trials: number,
  confidence: number,
): readonly [number, number] {
  const z = -normalQuantile((1 - confidence) / 2)
  const share = successes / trials
  const scale = 1 + (z * z) / trials
  const centre = (share + (z * z) / (2 * trials)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials))
  // At either end the exact limit is 0 or 1, which rounding would miss by one unit.
  return [successes === 0 ? 0 : centre - half, successes === trials ? 1 : centre + half]
}
