import { drawMultinomial } from '../stats/multinomial.ts'
import { normalQuantile } from '../stats/normal.ts'
import { createRandomStream } from '../stats/random.ts'
import { CALIBRATION_BINS, findCalibrationBin } from './metrics-scores.ts'

/** Tells the random streams of calibration cells from the others. */
const CALIBRATION_STREAM = 3
const MODELS = 2

/** Rows alike in label and in each model's bin: their number, and the law of label − score within. */
interface Cells {
  readonly counts: Int32Array
  readonly bins: readonly (readonly number[])[]
  /** By cell: means of both models, then the Cholesky factor of their covariance (11, 21, 22). */
  readonly laws: readonly (readonly number[])[]
}

function describeCells(labels: Uint8Array, models: readonly Float64Array[]): Cells {
  const keys = CALIBRATION_BINS ** MODELS
  const counts = new Int32Array(2 * keys)
  const sums = Array.from({ length: 2 * keys }, () => [0, 0, 0, 0, 0])
  const second = models[1] ?? models[0]!
  for (let i = 0; i < labels.length; i++) {
    const a = models[0]![i]!
    const b = second[i]!
    const cell = labels[i]! * keys + findCalibrationBin(a) * CALIBRATION_BINS + findCalibrationBin(b)
    const total = sums[cell]!
    counts[cell]! += 1
    // Measured from the middle of the bin, so that the squares lose no digits.
    const x = a - (findCalibrationBin(a) + 0.5) / CALIBRATION_BINS
    const y = b - (findCalibrationBin(b) + 0.5) / CALIBRATION_BINS
    total[0]! += x
    total[1]! += y
    total[2]! += x * x
    total[3]! += x * y
    total[4]! += y * y
  }
  const used = [...counts.keys()].filter((cell) => counts[cell]! > 0)
  const bins = used.map((cell) => [Math.floor((cell % keys) / CALIBRATION_BINS), cell % CALIBRATION_BINS])
  const laws = used.map((cell, u) => {
    const n = counts[cell]!
    const [x, y, xx, xy, yy] = sums[cell]!.map((sum) => sum / n) as [number, number, number, number, number]
    const label = cell >= keys ? 1 : 0
    const factor11 = Math.sqrt(Math.max(0, xx - x * x))
    const factor21 = factor11 === 0 ? 0 : (xy - x * y) / factor11
    const factor22 = Math.sqrt(Math.max(0, yy - y * y - factor21 * factor21))
    const middles = bins[u]!.map((bin) => (bin + 0.5) / CALIBRATION_BINS)
    return [label - middles[0]! - x, label - middles[1]! - y, factor11, factor21, factor22]
  })
  return { counts: Int32Array.from(used, (cell) => counts[cell]!), bins, laws }
}

/**
 * Replicates of the calibration error of one or two models for many rows, by model. The counts of label × bin × bin are
 * resampled exactly; the spread of scores inside such a cell, at most a tenth, by its normal limit. Costs the cells, not
 * the rows.
 */
export function resampleCalibration(
  labels: Uint8Array,
  models: readonly Float64Array[],
  resamples: number,
  seed: number,
): readonly Float64Array[] {
  const [first, second] = models
  if (first !== undefined && second?.every((score, i) => score === first[i])) {
    const [values] = resampleCalibration(labels, [first], resamples, seed)
    return [values!, values!]
  }
  const { counts, bins, laws } = describeCells(labels, models)
  const drawn = new Int32Array(counts.length)
  const replicates = models.map(() => new Float64Array(resamples))
  for (let replicate = 0; replicate < resamples; replicate++) {
    const stream = createRandomStream(seed, CALIBRATION_STREAM, replicate)
    const sums = [new Float64Array(CALIBRATION_BINS), new Float64Array(CALIBRATION_BINS)] as const
    drawMultinomial(stream, counts, drawn)
    for (let cell = 0; cell < drawn.length; cell++) {
      const [meanA, meanB, factor11, factor21, factor22] = laws[cell] as [number, number, number, number, number]
      const [binA, binB] = bins[cell] as [number, number]
      const root = Math.sqrt(drawn[cell]!)
      const u = normalQuantile(stream.nextUniform())
      const v = normalQuantile(stream.nextUniform())
      sums[0][binA]! += drawn[cell]! * meanA + root * factor11 * u
      sums[1][binB]! += drawn[cell]! * meanB + root * (factor21 * u + factor22 * v)
    }
    replicates.forEach((values, model) => {
      values[replicate] = sums[model]!.reduce((total, sum) => total + Math.abs(sum), 0) / labels.length
    })
  }
  return replicates
}
