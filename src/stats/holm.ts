/**
 * Holm's adjusted p-values, in the order given: the i-th smallest times the number of those not smaller, never below an
 * adjusted one before it, at most 1. Rejecting those below alpha keeps the family's error at alpha under any dependence.
 *
 * @example adjustHolm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 * @see Holm, S. (1979), A simple sequentially rejective multiple test procedure, Scand. J. Statistics 6.
 */
export function adjustHolm(pValues: readonly number[]): number[] {
  const ascending = pValues.map((_, i) => i).sort((i, j) => pValues[i]! - pValues[j]!)
  const adjusted = new Array<number>(pValues.length)
  let largest = 0
  ascending.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[index]!))
    adjusted[index] = largest
  })
  return adjusted
}
