/**
 * Adjusted p-values that hold the expected share of false findings among all findings: with p sorted ascending,
 * min over j ≥ i of m p_(j) / j, at most 1. In the order of `pValues`.
 *
 * @see Benjamini, Y. & Hochberg, Y. (1995), Controlling the false discovery rate, JRSS B 57.
 * @example adjustBenjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function adjustBenjaminiHochberg(pValues: readonly number[]): readonly number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[b]! - pValues[a]!)
  const adjusted = new Array<number>(pValues.length)
  let least = 1
  order.forEach((index, fromTop) => {
    const rank = pValues.length - fromTop
    least = Math.min(least, (pValues[index]! * pValues.length) / rank)
    adjusted[index] = least
  })
  return adjusted
}
