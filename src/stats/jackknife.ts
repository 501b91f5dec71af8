/** A statistic without one row, for each row, or for each kind of alike rows with their count. NaN: undefined then. */
export interface LeaveOneOut {
  readonly values: Float64Array
  /** How many rows have each value; null: one each. */
  readonly counts: ArrayLike<number> | null
}

function sumDeviations({ values, counts }: LeaveOneOut): {
  rows: number
  squares: number
  cubes: number
  fourths: number
} {
  let rows = 0
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    const count = counts === null ? 1 : counts[i]!
    if (count === 0 || Number.isNaN(values[i])) continue
    rows += count
    sum += count * values[i]!
  }
  const mean = sum / rows
  let squares = 0
  let cubes = 0
  let fourths = 0
  for (let i = 0; i < values.length; i++) {
    const count = counts === null ? 1 : counts[i]!
    if (count === 0 || Number.isNaN(values[i])) continue
    const deviation = mean - values[i]!
    const square = deviation * deviation
    squares += count * square
    cubes += count * square * deviation
    fourths += count * square * square
  }
  return { rows, squares, cubes, fourths }
}

/** The jackknife's standard error, sqrt((n-1)/n Σ (θ_(i) - mean)²): for a mean s/sqrt(n). NaN with fewer than two rows. */
export function computeJackknifeError(leaveOneOut: LeaveOneOut): number {
  const { rows, squares } = sumDeviations(leaveOneOut)
  return rows < 2 ? Number.NaN : Math.sqrt(((rows - 1) / rows) * squares)
}

/** Efron's acceleration, a sixth of the skewness of the jackknife's deviations; 0 where nothing varies. */
export function computeAcceleration(leaveOneOut: LeaveOneOut): number {
  const { squares, cubes } = sumDeviations(leaveOneOut)
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0
}

/**
 * The degrees of freedom that the jackknife's standard error has: twice its squared mean over its variance, which the
 * kurtosis κ of the deviations tells, 2n/(κ − 1). About n where they are normal; where few rows carry the statistic about
 * twice their number. Infinite where nothing varies.
 *
 * @see Satterthwaite, F. E. (1946), An approximate distribution of estimates of variance components, Biometrics Bulletin
 *   2; O'Neill, B. (2014), Some useful moment results in sampling problems, American Statistician 68, for the variance
 *   of a variance.
 */
export function computeEffectiveDegrees(leaveOneOut: LeaveOneOut): number {
  const { rows, squares, fourths } = sumDeviations(leaveOneOut)
  const excess = (rows * fourths) / (squares * squares) - 1
  return excess > 0 ? (2 * rows) / excess : Number.POSITIVE_INFINITY
}

/**
 * The most by which any row lowered the statistic and raised it: without that row it lies so much higher, or lower.
 *
 * @param value with all rows
 */
export function findLargestChange(value: number, { values, counts }: LeaveOneOut): readonly [number, number] {
  let lowered = 0
  let raised = 0
  for (let i = 0; i < values.length; i++) {
    if ((counts !== null && counts[i] === 0) || Number.isNaN(values[i])) continue
    lowered = Math.max(lowered, values[i]! - value)
    raised = Math.max(raised, value - values[i]!)
  }
  return [lowered, raised]
}
