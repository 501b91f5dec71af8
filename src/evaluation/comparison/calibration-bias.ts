import { normalCdf } from '../../stats/normal.ts'
import { CALIBRATION_BINS, findCalibrationBin } from '../metrics/metrics-calibration.ts'
import type { Units } from '../units.ts'
import type { Forecasts } from './comparison-calibration.ts'

/** How much nearer to 0 than measured, in standard errors, a bin's mean gap is taken to lie: nearer 0 the bias is larger. */
const CAUTION = 0.5

/**
 * How far the calibration error lies above what it estimates, at most about: even where a model is calibrated, the gap
 * of a bin is by chance not 0, and its absolute value counts. For a gap of mean μ and standard error σ the excess is
 * E|X| − |μ| of the normal law, up to σ sqrt(2/π) at μ = 0 (the folded normal law); added up over the bins.
 *
 * @see Leone, F. C., Nelson, L. S. & Nottingham, R. B. (1961), The folded normal distribution, Technometrics 3; Ferro,
 *   C. A. T. & Fricker, T. E. (2012), A bias-corrected decomposition of the Brier score, Q. J. R. Meteorol. Soc. 138.
 */
export function boundCalibrationBias({ outcomes, probabilities }: Forecasts, units: Units): number {
  const { weights, ofRow, count } = units
  const sums = new Float64Array(CALIBRATION_BINS)
  const squares = new Float64Array(CALIBRATION_BINS)
  const ofGroups = ofRow === null ? null : new Float64Array(count * CALIBRATION_BINS)
  let total = 0
  for (let i = 0; i < probabilities.length; i++) {
    const weight = weights === null ? 1 : weights[i]!
    const bin = findCalibrationBin(probabilities[i]!)
    const gap = weight * (outcomes[i]! - probabilities[i]!)
    sums[bin]! += gap
    if (ofGroups === null) squares[bin]! += gap * gap
    else ofGroups[ofRow![i]! * CALIBRATION_BINS + bin]! += gap
    total += weight
  }
  ofGroups?.forEach((gap, i) => {
    squares[i % CALIBRATION_BINS]! += gap * gap
  })
  return sums.reduce((bias, sum, bin) => {
    const error = Math.sqrt(Math.max(0, squares[bin]! - (sum * sum) / count))
    return bias + measureExcess(Math.max(0, Math.abs(sum) - CAUTION * error), error) / total
  }, 0)
}

/** E|X| − μ of a normal law, for μ of at least 0. */
function measureExcess(mean: number, error: number): number {
  if (error === 0) return 0
  const z = mean / error
  return error * (Math.sqrt(2 / Math.PI) * Math.exp(-(z * z) / 2) - 2 * z * normalCdf(-z))
}
