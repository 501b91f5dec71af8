import { normalQuantile } from './normal.ts'
import { studentSurvival } from './student.ts'

/** Beyond so many degrees of freedom the first terms of the expansion hold 1e-12. */
const MANY_DEGREES = 1e5
const MOST_STEPS = 200

/** Cornish and Fisher's expansion of Student's quantile in 1 / degrees, from the normal one. */
function expand(z: number, degrees: number): number {
  const cube = z * z * z
  const fifth = cube * z * z
  return z + (cube + z) / (4 * degrees) + (5 * fifth + 16 * cube + 3 * z) / (96 * degrees * degrees)
}

/**
 * The t with P(T ≤ t) = p of Student's law, for p in (0, 1), good to 1e-12 relative.
 *
 * @param degrees of freedom, above 0
 * @example studentQuantile(0.025, 10) // -2.2281388519862753
 * @see Abramowitz, M. & Stegun, I. A. (1964), Handbook of mathematical functions, 26.7.5, for the start.
 */
export function studentQuantile(p: number, degrees: number): number {
  if (p === 0.5) return 0
  if (p > 0.5) return -studentQuantile(1 - p, degrees)
  const start = -expand(normalQuantile(p), degrees)
  if (degrees >= MANY_DEGREES) return -start
  let low = 0
  let high = Math.max(1, start)
  while (studentSurvival(high, degrees) > p) high *= 2
  for (let step = 0; step < MOST_STEPS && high - low > 1e-15 * high; step++) {
    const middle = (low + high) / 2
    if (studentSurvival(middle, degrees) > p) low = middle
    else high = middle
  }
  return -(low + high) / 2
}
