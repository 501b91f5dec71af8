import { studentSurvival } from './student.ts'

interface PairedT {
  readonly statistic: number
  readonly degrees: number
  /** Two-sided; NaN where differences do not vary but are not 0. */
  readonly pValue: number
}

/** A spread below this share of the mean is rounding: the differences are all the same. */
const ROUNDING = 1e-13

/**
 * Student's t test that paired differences have mean 0. Weighted differences, and such that belong together, have the
 * error of their weighted mean by groups: with weights 1 and each row for itself this is the usual test. Differences
 * that are all 0 have p = 1; fewer than two rows or groups NaN.
 *
 * @param weights above 0; null: 1 each
 * @param groups numbers from 0 without gaps; null: each row for itself
 * @example computePairedT(Float64Array.of(1, 2, 3), null, null) // statistic 3.46, degrees 2, pValue 0.074
 * @see Student (1908), Biometrika 6; Liang, K.-Y. & Zeger, S. L. (1986), Biometrika 73, for groups, with the factor
 *   G / (G − 1) that makes it the usual test where no two rows share a group.
 */
export function computePairedT(
  differences: Float64Array,
  weights: Float64Array | null,
  groups: Int32Array | null,
): PairedT {
  let total = 0
  let sum = 0
  differences.forEach((difference, i) => {
    const weight = weights === null ? 1 : weights[i]!
    total += weight
    sum += weight * difference
  })
  const mean = sum / total
  const deviations = sumDeviations(differences, mean, weights, groups)
  const degrees = deviations.length - 1
  let squares = 0
  for (const deviation of deviations) squares += deviation * deviation
  const error = Math.sqrt((squares * deviations.length) / degrees) / total
  if (degrees < 1) return { statistic: Number.NaN, degrees, pValue: Number.NaN }
  if (differences.every((difference) => difference === 0)) return { statistic: 0, degrees, pValue: 1 }
  if (error <= ROUNDING * Math.abs(mean)) return { statistic: Number.NaN, degrees, pValue: Number.NaN }
  const statistic = mean / error
  return { statistic, degrees, pValue: 2 * studentSurvival(Math.abs(statistic), degrees) }
}

/** Weighted deviations from the mean, added up within groups. */
function sumDeviations(
  differences: Float64Array,
  mean: number,
  weights: Float64Array | null,
  groups: Int32Array | null,
): Float64Array {
  const deviations = differences.map((difference, i) => (weights === null ? 1 : weights[i]!) * (difference - mean))
  if (groups === null) return deviations
  let count = 0
  for (const group of groups) count = Math.max(count, group + 1)
  const sums = new Float64Array(count)
  groups.forEach((group, i) => {
    sums[group]! += deviations[i]!
  })
  return sums
}
