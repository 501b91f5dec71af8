import { rankRows } from '../stats/ranking.ts'
import { CALIBRATION_BINS, findCalibrationBin } from './metrics-scores.ts'

/** A figure shows at most so many points … */
const MOST_POINTS = 200
/** … and none that stands for fewer rows, so that no single person can be read off it. */
const FEWEST_ROWS = 5

export interface RocPoint {
  readonly falsePositiveRate: number
  readonly truePositiveRate: number
}

/**
 * The ROC curve from (0, 0) to (1, 1), at most 200 points; between two points lie at least 5 rows, and equal scores are
 * never split, so ties show as slanted lines. Null without rows of both classes or with a NaN score.
 */
export function rocCurve(labels: Uint8Array, scores: Float64Array): readonly RocPoint[] | null {
  if (!labels.includes(0) || !labels.includes(1) || scores.includes(Number.NaN)) return null
  const { positive, endsTie } = rankRows(labels, scores)
  const rows = labels.length
  const positives = labels.reduce((sum, label) => sum + label, 0)
  const step = Math.max(FEWEST_ROWS, Math.ceil(rows / (MOST_POINTS - 2)))
  const points: RocPoint[] = [{ falsePositiveRate: 0, truePositiveRate: 0 }]
  let truePositives = 0
  let rowsAtLastPoint = 0
  for (let i = 0; i < rows; i++) {
    truePositives += positive[i]!
    const above = i + 1
    if (endsTie[i] === 0 || above - rowsAtLastPoint < step || rows - above < FEWEST_ROWS) continue
    points.push({
      falsePositiveRate: (above - truePositives) / (rows - positives),
      truePositiveRate: truePositives / positives,
    })
    rowsAtLastPoint = above
  }
  points.push({ falsePositiveRate: 1, truePositiveRate: 1 })
  return points
}

export interface CalibrationBin {
  /** Scores from `low` (included) to `high` (excluded, but for 1). */
  readonly low: number
  readonly high: number
  readonly rows: number
  readonly meanScore: number
  readonly positiveRate: number
}

/**
 * The bins of the calibration error that hold rows, from low scores to high; a bin with fewer than 5 rows is merged with
 * the next one above, the last with the one below. Null without rows or where a score is NaN or outside [0, 1].
 */
export function calibrationBins(labels: Uint8Array, scores: Float64Array): readonly CalibrationBin[] | null {
  if (scores.length === 0 || !scores.every((score) => score >= 0 && score <= 1)) return null
  const sums = Array.from({ length: CALIBRATION_BINS }, (_, bin) => ({
    low: bin / CALIBRATION_BINS,
    high: (bin + 1) / CALIBRATION_BINS,
    rows: 0,
    scores: 0,
    positives: 0,
  }))
  scores.forEach((score, i) => {
    const bin = sums[findCalibrationBin(score)]!
    bin.rows++
    bin.scores += score
    bin.positives += labels[i]!
  })
  const merged: typeof sums = []
  for (const bin of sums.filter(({ rows }) => rows > 0)) {
    const last = merged.at(-1)
    if (last !== undefined && last.rows < FEWEST_ROWS) absorb(last, bin)
    else merged.push(bin)
  }
  const top = merged.at(-1)!
  if (top.rows < FEWEST_ROWS && merged.length > 1) {
    merged.pop()
    absorb(merged.at(-1)!, top)
  }
  return merged.map(({ low, high, rows, scores: sum, positives }) => ({
    low,
    high,
    rows,
    meanScore: sum / rows,
    positiveRate: positives / rows,
  }))
}

interface BinSums {
  high: number
  rows: number
  scores: number
  positives: number
}

function absorb(bin: BinSums, above: BinSums): void {
  bin.high = above.high
  bin.rows += above.rows
  bin.scores += above.scores
  bin.positives += above.positives
}
