/** Weights that add up to half of all within this share of it lie on the middle: the order of a sum is no difference. */
const ROUNDING = 1e-12

/**
 * The median of weighted values: where exactly half of the weight lies at or below a value, the mean of it and the next
 * one; hence the usual median for equal weights. Weights of 0 leave values out. NaN where no weight is above 0.
 *
 * @param order the indices of `values`, ascending by value
 * @param weights by index; null: 1 each
 * @see Hyndman, R. J. & Fan, Y. (1996), Sample quantiles in statistical packages: the averaged inverse of the
 *   distribution function (definition 2), which scikit-learn's `median_absolute_error` takes.
 */
export function computeWeightedMedian(values: Float64Array, order: Int32Array, weights: Float64Array | null): number {
  if (weights === null) return computeMedian(values, order)
  let total = 0
  for (const weight of weights) total += weight
  const low = (total / 2) * (1 - ROUNDING)
  const high = (total / 2) * (1 + ROUNDING)
  let sum = 0
  let middle = Number.NaN
  for (const row of order) {
    const weight = weights[row]!
    if (weight === 0) continue
    if (!Number.isNaN(middle)) return (middle + values[row]!) / 2
    sum += weight
    if (sum < low) continue
    if (sum > high) return values[row]!
    middle = values[row]!
  }
  return middle
}

function computeMedian(values: Float64Array, order: Int32Array): number {
  const count = order.length
  if (count === 0) return Number.NaN
  return (values[order[(count - 1) >> 1]!]! + values[order[count >> 1]!]!) / 2
}

/** The median without each value in turn, all others weighing 1, by index; NaN where no other is left. */
export function leaveOutMedian(values: Float64Array, order: Int32Array): Float64Array {
  const count = order.length
  const at = (position: number) => values[order[position]!]!
  const below = (count - 2) >> 1
  const above = (count - 1) >> 1
  const result = new Float64Array(values.length).fill(Number.NaN)
  if (count < 2) return result
  order.forEach((row, position) => {
    result[row] = (at(below < position ? below : below + 1) + at(above < position ? above : above + 1)) / 2
  })
  return result
}
