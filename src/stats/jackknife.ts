/** A statistic without one row, for each row, or for each kind of alike rows with their count. NaN: undefined then. */
export interface LeaveOneOut {
  readonly values: Float64Array
  /** How many rows have each value; null: one each. */
  readonly counts: ArrayLike<number> | null
}

function sumDeviations({ values, counts }: LeaveOneOut): { rows: number; squares: number; cubes: number } {
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
  for (let i = 0; i < values.length; i++) {
    const count = counts === null ? 1 : counts[i]!
    if (count === 0 || Number.isNaN(values[i])) continue
    const deviation = mean - values[i]!
    squares += count * deviation * deviation
    cubes += count * deviation * deviation * deviation
  }
  return { rows, squares, cubes }
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
