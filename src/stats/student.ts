import { normalSurvival } from './normal.ts'

/**
 * Γ(a + 1/2) / Γ(a) for a > 0, good to 1e-14 relative: by its asymptotic series for large a, carried down to small ones.
 *
 * @see Tricomi, F. G. & Erdélyi, A. (1951), The asymptotic expansion of a ratio of gamma functions, Pacific J. Math. 1.
 */
function computeGammaRatio(a: number): number {
  let factor = 1
  let large = a
  for (; large < 24; large += 1) factor *= large / (large + 0.5)
  const centre = large - 0.25
  const square = 1 / (64 * centre * centre)
  const series = 1 + square * (1 + square * (-9.5 + square * (315.5 - square * 21789.625)))
  return factor * Math.sqrt(centre) * series
}

const SQRT_PI = Math.sqrt(Math.PI)
const PRECISION = 1e-16
/** Never met: some dozen steps are the rule. */
const MOST_STEPS = 10_000

/**
 * The continued fraction of I_x(a, 1/2) over x^a sqrt(1 - x) / B(a, 1/2), for x below a / (a + 1/2). It is taken by
 * y = 1 - x, since x is too near 1 where a is large.
 *
 * @see DiDonato, A. R. & Morris, A. H. (1992), Algorithm 708: significant digit computation of the incomplete beta
 *   function ratios, ACM TOMS 18, equation 9.
 */
function computeBetaFraction(a: number, x: number, y: number): number {
  const shift = 0.5 + (a + 0.5) * y
  const unit = 1 + 1 / a
  let [top, topBefore, bottom, bottomBefore] = [1, 0, shift / unit, 1]
  let value = unit / shift
  for (let n = 1; ; n += 1) {
    const before = 1 + (n - 1) / a
    const ratio = a / (a + 2 * n - 1)
    const weight = n * (0.5 - n) * x
    const alpha = before * (before + 0.5 / a) * ratio * ratio * weight * x
    const beta = n + weight / (a + 2 * n - 1) + ((1 + n / a) / (unit + (2 * n) / a)) * (shift + n * (1 + y))
    const nextTop = alpha * topBefore + beta * top
    const nextBottom = alpha * bottomBefore + beta * bottom
    const next = nextTop / nextBottom
    if (Math.abs(next - value) <= PRECISION * next || n >= MOST_STEPS) return next
    value = next
    // The fraction alone counts: both parts are kept near 1.
    ;[topBefore, top, bottomBefore, bottom] = [top / nextBottom, next, bottom / nextBottom, 1]
  }
}

/** The power series of I_y(1/2, a) over sqrt(y) (1 - y)^a / B(1/2, a): its terms are all positive. */
function computeBetaSeries(a: number, y: number): number {
  let term = 2
  let sum = term
  for (let n = 0; term > PRECISION * sum; n += 1) {
    term *= ((a + 0.5 + n) / (1.5 + n)) * y
    sum += term
  }
  return sum
}

/**
 * P(T > t) of Student's law, good to 1e-12 relative in the upper tail too. Infinite degrees of freedom give the normal
 * law; NaN, or degrees that are not above 0, give NaN.
 *
 * @param degrees of freedom, also fractions
 * @example studentSurvival(2.228138851964939, 10) // 0.025
 */
export function studentSurvival(t: number, degrees: number): number {
  if (Number.isNaN(t) || !(degrees > 0)) return Number.NaN
  if (t < 0) return 1 - studentSurvival(-t, degrees)
  if (t === 0) return 0.5
  if (degrees === Number.POSITIVE_INFINITY || t === Number.POSITIVE_INFINITY) return normalSurvival(t)
  const half = degrees / 2
  const ratio = t / Math.sqrt(degrees)
  const square = ratio * ratio
  // Both tails together are the incomplete beta function ratio I of 1 / (1 + square) with half and 1/2.
  const logarithm = square > 1e16 ? 2 * Math.log(ratio) : Math.log1p(square)
  const density = Math.exp(-half * logarithm) * (ratio / Math.hypot(1, ratio)) * (computeGammaRatio(half) / SQRT_PI)
  if (density === 0) return 0
  const y = square === Number.POSITIVE_INFINITY ? 1 : square / (1 + square)
  if (y < 0.6 && (half + 0.5) * y < 1.5) return 0.5 - 0.5 * density * computeBetaSeries(half, y)
  return 0.5 * density * computeBetaFraction(half, 1 / (1 + square), y)
}

/** P(T ≤ t), as precise in the lower tail as `studentSurvival` in the upper one. */
export function studentCdf(t: number, degrees: number): number {
  return studentSurvival(-t, degrees)
}
