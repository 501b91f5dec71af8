import type { Figure } from '../../core/result.ts'
import { rankRows } from '../../stats/ranking.ts'
import { CALIBRATION_BINS, type Forecasts, findCalibrationBin } from '../metrics/metrics-calibration.ts'
import { FEWEST_ROWS } from './figure-cells.ts'

/** A curve shows at most so many points. */
const MOST_POINTS = 200

type Points = Figure['series'][number]['points']

/**
 * The ROC curve as points (false, true positive rate) from (0, 0) to (1, 1), at most 200; between two points lie at least
 * 5 rows, and equal scores are never split, so ties show as slanted lines. Null without rows of both classes or with a
 * NaN score.
 */
export function drawRoc(labels: Uint8Array, scores: Float64Array, weights: Float64Array | null): Points | null {
  if (!labels.includes(0) || !labels.includes(1) || scores.includes(Number.NaN)) return null
  const { order, positive, endsTie } = rankRows(labels, scores)
  const rows = labels.length
  const step = Math.max(FEWEST_ROWS, Math.ceil(rows / (MOST_POINTS - 2)))
  const above = [0, 0] as [negatives: number, positives: number]
  const points: { x: number; y: number }[] = [{ x: 0, y: 0 }]
  let rowsAtLastPoint = 0
  for (let i = 0; i < rows; i++) {
    above[positive[i] as 0 | 1] += weights === null ? 1 : weights[order[i]!]!
    const left = rows - i - 1
    if (endsTie[i] === 0 || i + 1 - rowsAtLastPoint < step || left < FEWEST_ROWS) continue
    points.push({ x: above[0], y: above[1] })
    rowsAtLastPoint = i + 1
  }
  points.push({ x: above[0], y: above[1] })
  return points.map(({ x, y }) => ({ x: x / above[0], y: y / above[1] }))
}

/** Rows whose probability lies in a bin, and their sums by weight. */
interface CalibrationSums {
  rows: number
  weight: number
  probabilities: number
  outcomes: number
}

/**
 * Calibration as points (mean probability, share that came true) of the bins of the calibration error that hold rows,
 * from low probabilities to high; a bin with fewer than 5 rows is merged with the next one above, the last with the one
 * below. Null for fewer than 5 rows or where a probability is NaN or outside [0, 1].
 */
export function drawCalibration({ outcomes, probabilities }: Forecasts, weights: Float64Array | null): Points | null {
  if (probabilities.length < FEWEST_ROWS || !probabilities.every((score) => score >= 0 && score <= 1)) return null
  const bins = Array.from(
    { length: CALIBRATION_BINS },
    (): CalibrationSums => ({
      rows: 0,
      weight: 0,
      probabilities: 0,
      outcomes: 0,
    }),
  )
  probabilities.forEach((probability, i) => {
    const bin = bins[findCalibrationBin(probability)]!
    const weight = weights === null ? 1 : weights[i]!
    bin.rows++
    bin.weight += weight
    bin.probabilities += weight * probability
    bin.outcomes += weight * outcomes[i]!
  })
  return mergeBins(bins.filter(({ rows }) => rows > 0)).map((bin) => ({
    x: bin.probabilities / bin.weight,
    y: bin.outcomes / bin.weight,
    rows: bin.rows,
  }))
}

function mergeBins(bins: readonly CalibrationSums[]): readonly CalibrationSums[] {
  const merged: CalibrationSums[] = []
  for (const bin of bins) {
    const last = merged.at(-1)
    if (last !== undefined && last.rows < FEWEST_ROWS) absorb(last, bin)
    else merged.push(bin)
  }
  if (merged.length > 1 && merged.at(-1)!.rows < FEWEST_ROWS) {
    const top = merged.pop()!
    absorb(merged.at(-1)!, top)
  }
  return merged
}

function absorb(bin: CalibrationSums, above: CalibrationSums): void {
  bin.rows += above.rows
  bin.weight += above.weight
  bin.probabilities += above.probabilities
  bin.outcomes += above.outcomes
}
