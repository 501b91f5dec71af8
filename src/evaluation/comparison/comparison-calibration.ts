import { drawMultinomial } from '../../stats/multinomial.ts'
import { normalQuantile } from '../../stats/normal.ts'
import { createRandomStream } from '../../stats/random.ts'
import { CALIBRATION_BINS, findCalibrationBin } from '../metrics/metrics-calibration.ts'
import type { TaskRows } from '../rows.ts'

/** Tells the random streams of calibration cells from the others. */
const CALIBRATION_STREAM = 3
const MODELS = 2

/** What calibration looks at in one model: a probability for each row, and whether it came true. */
export interface Forecasts {
  readonly outcomes: Uint8Array
  readonly probabilities: Float64Array
}

/** The positive class and its score; of many classes the most probable one. Null where the rows hold no such. */
export function findForecasts(rows: TaskRows, model: 'candidate' | 'baseline'): Forecasts | null {
  if (rows.task === 'binary') {
    const scores = rows[model]?.scores
    return scores ? { outcomes: rows.labels, probabilities: scores } : null
  }
  const scores = rows.task === 'multiclass' ? rows[model]?.scores : null
  if (rows.task !== 'multiclass' || !scores) return null
  const outcomes = new Uint8Array(rows.labels.length)
  const probabilities = new Float64Array(rows.labels.length).fill(Number.NEGATIVE_INFINITY)
  scores.forEach((column, label) => {
    for (let i = 0; i < column.length; i++) {
      if (column[i]! <= probabilities[i]!) continue
      probabilities[i] = column[i]!
      outcomes[i] = rows.labels[i] === label ? 1 : 0
    }
  })
  return { outcomes, probabilities }
}

/** Rows alike in each model's outcome and bin: their number, and the law of outcome − probability within. */
interface Cells {
  readonly counts: Int32Array
  readonly bins: readonly (readonly number[])[]
  /** By cell: means of both models, then the Cholesky factor of their covariance (11, 21, 22). */
  readonly laws: readonly (readonly number[])[]
}

/** Numbers of a cell: outcome and bin of both models. */
const SIDES = 2 * CALIBRATION_BINS

function describeCells(first: Forecasts, second: Forecasts): Cells {
  const size = SIDES ** MODELS
  const counts = new Int32Array(size)
  const sums = new Float64Array(5 * size)
  for (let i = 0; i < first.outcomes.length; i++) {
    const a = first.probabilities[i]!
    const b = second.probabilities[i]!
    const binA = findCalibrationBin(a)
    const binB = findCalibrationBin(b)
    const side = first.outcomes[i]! * CALIBRATION_BINS + binA
    const cell = side * SIDES + second.outcomes[i]! * CALIBRATION_BINS + binB
    counts[cell]! += 1
    // Measured from the middle of the bin, so that the squares lose no digits.
    const x = a - (binA + 0.5) / CALIBRATION_BINS
    const y = b - (binB + 0.5) / CALIBRATION_BINS
    const at = 5 * cell
    sums[at]! += x
    sums[at + 1]! += y
    sums[at + 2]! += x * x
    sums[at + 3]! += x * y
    sums[at + 4]! += y * y
  }
  const used = [...counts.keys()].filter((cell) => counts[cell]! > 0)
  const sidesOf = (cell: number) => [Math.floor(cell / SIDES), cell % SIDES] as const
  const laws = used.map((cell) => {
    const [x, y, xx, xy, yy] = [0, 1, 2, 3, 4].map((k) => sums[5 * cell + k]! / counts[cell]!) as [
      number,
      number,
      number,
      number,
      number,
    ]
    const factor11 = Math.sqrt(Math.max(0, xx - x * x))
    const factor21 = factor11 === 0 ? 0 : (xy - x * y) / factor11
    const factor22 = Math.sqrt(Math.max(0, yy - y * y - factor21 * factor21))
    const [meanA, meanB] = sidesOf(cell).map((side, model) => {
      const bin = side % CALIBRATION_BINS
      return Math.floor(side / CALIBRATION_BINS) - (bin + 0.5) / CALIBRATION_BINS - [x, y][model]!
    })
    return [meanA!, meanB!, factor11, factor21, factor22]
  })
  const bins = used.map((cell) => sidesOf(cell).map((side) => side % CALIBRATION_BINS))
  return { counts: Int32Array.from(used, (cell) => counts[cell]!), bins, laws }
}

const isAlike = (a: Forecasts, b: Forecasts) =>
  a.probabilities.every((value, i) => value === b.probabilities[i] && a.outcomes[i] === b.outcomes[i])

/**
 * Replicates of the calibration error of one or two models for many rows, by model. The counts of outcome and bin of
 * both models are resampled exactly; the spread of probabilities inside such a cell, at most a tenth, by its normal
 * limit. Costs the cells, not the rows.
 */
export function resampleCalibration(
  models: readonly Forecasts[],
  resamples: number,
  seed: number,
): readonly Float64Array[] {
  const first = models[0]!
  const second = models[1]
  if (second !== undefined && isAlike(first, second)) {
    const [values] = resampleCalibration([first], resamples, seed)
    return [values!, values!]
  }
  const { counts, bins, laws } = describeCells(first, second ?? first)
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
      values[replicate] = sums[model]!.reduce((total, sum) => total + Math.abs(sum), 0) / first.outcomes.length
    })
  }
  return replicates
}
