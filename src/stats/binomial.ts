// ln(n!) minus Stirling's ln(sqrt(2πn) (n/e)^n) for n = 0 … 15.
const STIRLING_ERRORS = [
  0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093, 0.016644691189821193,
  0.013876128823070748, 0.01189670994589177, 0.010411265261972096, 0.009255462182712733, 0.008330563433362871,
  0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.0059513701127588475, 0.005554733551962801,
]

function computeStirlingError(n: number): number {
  if (n <= 15) return STIRLING_ERRORS[n]!
  const square = n * n
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n
}

/** x ln(x/mean) + mean - x without cancellation where x is near the mean. */
function computeDeviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x
  const v = (x - mean) / (x + mean)
  let sum = (x - mean) * v
  let power = 2 * x * v
  for (let j = 1; ; j++) {
    power *= v * v
    const next = sum + power / (2 * j + 1)
    if (next === sum) return next
    sum = next
  }
}

/**
 * ln P(X = k) of the binomial law of n trials with chance p, good to 1e-13 absolute for any n. -Infinity where k cannot
 * come up.
 *
 * @see Loader, C. (2000), Fast and accurate computation of binomial probabilities.
 */
export function logBinomialProbability(k: number, n: number, p: number): number {
  if (k < 0 || k > n || !Number.isInteger(k)) return Number.NEGATIVE_INFINITY
  if (p === 0) return k === 0 ? 0 : Number.NEGATIVE_INFINITY
  if (p === 1) return k === n ? 0 : Number.NEGATIVE_INFINITY
  if (k === 0) return n * Math.log1p(-p)
  if (k === n) return n * Math.log(p)
  const rest = n - k
  const shape =
    computeStirlingError(n) -
    computeStirlingError(k) -
    computeStirlingError(rest) -
    computeDeviance(k, n * p) -
    computeDeviance(rest, n * (1 - p))
  return shape + 0.5 * Math.log(n / (2 * Math.PI * k * rest))
}

/**
 * P(X ≤ k) of the binomial law of n trials with chance p, good to 1e-12 relative where k lies below the mean. It sums
 * the terms from k away from the mean until they no longer count, about sqrt(n) of them.
 *
 * @example binomialCdf(1, 10, 0.5) // 0.0107421875
 */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0
  const last = Math.floor(k)
  if (last >= n) return 1
  if (last > n * p) return 1 - binomialCdf(n - last - 1, n, 1 - p)
  let term = 1
  let sum = 1
  for (let i = last; i > 0; i--) {
    term *= (i * (1 - p)) / ((n - i + 1) * p)
    sum += term
    if (term < sum * 1e-17) break
  }
  return Math.min(1, Math.exp(logBinomialProbability(last, n, p)) * sum)
}
