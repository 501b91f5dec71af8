/** |actual − expected| / |expected|; 0 where both are the same number, also 0 and 0. */
export function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected)
}
