import { binomialCdf, logBinomialProbability } from './binomial.ts'

/**
 * McNemar's exact p-value for b and c discordant pairs, two-sided: 2 P(Bin(b + c, 1/2) ≤ min(b, c)), at most 1; 1
 * without discordant pairs. Fewer than 6 pairs never reach 0.05.
 *
 * @example computeMcnemarExact(1, 9) // 0.021484375
 * @see McNemar, Q. (1947), Psychometrika 12.
 */
export function computeMcnemarExact(b: number, c: number): number {
  return Math.min(1, 2 * binomialCdf(Math.min(b, c), b + c, 0.5))
}

/**
 * McNemar's mid-p-value, two-sided: 2 P(X ≤ k) - P(X = k) with k = min(b, c); 1 - P(X = k)/2 where b = c; 1 without
 * discordant pairs. Less conservative than the exact test and hardly ever above its level.
 *
 * @example computeMcnemarMidP(1, 9) // 0.01171875
 * @see Fagerland, M. W., Lydersen, S. & Laake, P. (2013), BMC Medical Research Methodology 13:91.
 */
export function computeMcnemarMidP(b: number, c: number): number {
  const pairs = b + c
  if (pairs === 0) return 1
  const k = Math.min(b, c)
  const here = Math.exp(logBinomialProbability(k, pairs, 0.5))
  return b === c ? 1 - here / 2 : Math.min(1, 2 * binomialCdf(k, pairs, 0.5) - here)
}
