import type { OrderStatistic } from '../statistic.ts'

/** Bins of the calibration error. */
export const CALIBRATION_BINS = 10

/** The bin of a probability: equal widths, left-closed (0.1 is in the second), 1 in the last. */
export function findCalibrationBin(probability: number): number {
  return Math.min(Math.floor(CALIBRATION_BINS * probability), CALIBRATION_BINS - 1)
}

/** What calibration looks at: a probability for each row, and whether it came true. */
export interface Forecasts {
  /** 1 where it came true, else 0. */
  readonly outcomes: Uint8Array
  readonly probabilities: Float64Array
}

/** The highest score of each row, and whether its class, the first of equal ones, is the label. */
export function forecastTopLabels(labels: Int32Array, scores: readonly Float64Array[]): Forecasts {
  const outcomes = new Uint8Array(labels.length)
  const probabilities = new Float64Array(labels.length).fill(Number.NEGATIVE_INFINITY)
  scores.forEach((column, c) => {
    for (let i = 0; i < column.length; i++) {
      if (column[i]! <= probabilities[i]!) continue
      probabilities[i] = column[i]!
      outcomes[i] = labels[i] === c ? 1 : 0
    }
  })
  return { outcomes, probabilities }
}

/**
 * The calibration error: Σ |Σ outcome − probability| over ten equal bins, over the rows.
 *
 * @param forecasts with probabilities in [0, 1]
 */
export function createCalibrationError({ outcomes, probabilities }: Forecasts): OrderStatistic {
  const rows = probabilities.length
  const bins = new Uint8Array(rows)
  const gaps = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    bins[i] = findCalibrationBin(probabilities[i]!)
    gaps[i] = outcomes[i]! - probabilities[i]!
  }
  const sumSizes = (sums: Float64Array) => sums.reduce((total, sum) => total + Math.abs(sum), 0)
  return {
    kind: 'order',
    measure: (weights) => {
      const sums = new Float64Array(CALIBRATION_BINS)
      let total = 0
      for (let i = 0; i < rows; i++) {
        const weight = weights === null ? 1 : weights[i]!
        sums[bins[i]!]! += weight * gaps[i]!
        total += weight
      }
      return sumSizes(sums) / total
    },
    leaveOut: () => {
      const sums = new Float64Array(CALIBRATION_BINS)
      for (let i = 0; i < rows; i++) sums[bins[i]!]! += gaps[i]!
      const total = sumSizes(sums)
      return gaps.map((gap, i) => {
        const sum = sums[bins[i]!]!
        return (total - Math.abs(sum) + Math.abs(sum - gap)) / (rows - 1)
      })
    },
  }
}
