/**
 * The p-quantile of values in ascending order by linear interpolation between order statistics (type 7 of Hyndman and
 * Fan, the default of R and numpy). NaN where there is no value; p beyond [0, 1] is taken as the nearer end.
 *
 * @example quantile([1, 2, 4], 0.75) // 3
 * @see Hyndman, R. J. & Fan, Y. (1996), Sample quantiles in statistical packages, American Statistician 50.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return Number.NaN
  const position = Math.min(1, Math.max(0, p)) * (sorted.length - 1)
  const below = Math.floor(position)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low === high ? low : low + (position - below) * (high - low)
}
