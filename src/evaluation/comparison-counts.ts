import type { MetricInfo } from '../core/metric.ts'
import { drawMultinomial } from '../stats/multinomial.ts'
import { createRandomStream } from '../stats/random.ts'
import { type ModelSample, type PairedSample, pairSamples } from './comparison-samples.ts'
import { type Confusion, computeCountMetric } from './metrics-counts.ts'
import type { BinaryRows } from './rows.ts'

/** Tells the random streams of cell counts from those of rows. */
const CELL_STREAM = 1
const CELLS = 8

/** Rows by label (4), baseline's prediction (2) and candidate's (1); without a baseline those of the baseline stay 0. */
export type CellCounts = Int32Array

/** Counts the joint cells label × baseline × candidate. */
export function countCells({ labels, candidate, baseline }: BinaryRows): CellCounts {
  const cells = new Int32Array(CELLS)
  for (let i = 0; i < labels.length; i++) {
    cells[4 * labels[i]! + 2 * (baseline?.predictions[i] ?? 0) + candidate.predictions[i]!]!++
  }
  return cells
}

/** The confusion matrix of the candidate. */
export function confuseCandidate(cells: CellCounts): Confusion {
  return {
    trueNegatives: cells[0]! + cells[2]!,
    falsePositives: cells[1]! + cells[3]!,
    falseNegatives: cells[4]! + cells[6]!,
    truePositives: cells[5]! + cells[7]!,
  }
}

/** The confusion matrix of the baseline. */
export function confuseBaseline(cells: CellCounts): Confusion {
  return {
    trueNegatives: cells[0]! + cells[1]!,
    falsePositives: cells[2]! + cells[3]!,
    falseNegatives: cells[4]! + cells[5]!,
    truePositives: cells[6]! + cells[7]!,
  }
}

/** Rows that only the baseline has right, and rows that only the candidate has right. */
export function countDiscordant(cells: CellCounts): readonly [baselineOnly: number, candidateOnly: number] {
  return [cells[1]! + cells[6]!, cells[2]! + cells[5]!]
}

function leaveOutCells(name: string, cells: CellCounts, confuse: (cells: CellCounts) => Confusion): Float64Array {
  return Float64Array.from(cells, (count, cell) => {
    if (count === 0) return Number.NaN
    const rest = cells.slice()
    rest[cell] = count - 1
    return computeCountMetric(name, confuse(rest))
  })
}

/**
 * Samples of metrics of predictions, by metric name. One multinomial draw of the cells a replicate serves all metrics
 * and both models: the law of resampling rows, at a cost that does not grow with them.
 *
 * @param resamples 0: values and jackknife alone
 */
export function sampleCountMetrics(
  metrics: readonly MetricInfo[],
  cells: CellCounts,
  hasBaseline: boolean,
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
): Map<string, PairedSample> {
  const models = hasBaseline ? [confuseCandidate, confuseBaseline] : [confuseCandidate]
  const replicates = metrics.map(() => models.map(() => new Float64Array(resamples)))
  const drawn = new Int32Array(CELLS)
  for (let replicate = 0; replicate < resamples; replicate++) {
    drawMultinomial(createRandomStream(seed, CELL_STREAM, replicate), cells, drawn)
    models.forEach((confuse, model) => {
      const counts = confuse(drawn)
      metrics.forEach(({ name }, m) => {
        replicates[m]![model]![replicate] = computeCountMetric(name, counts)
      })
    })
  }
  return new Map(
    metrics.map(({ name }, m) => {
      const samples = models.map(
        (confuse, model): ModelSample => ({
          value: computeCountMetric(name, confuse(cells)),
          replicates: resamples === 0 ? null : replicates[m]![model]!,
          leaveOut: () => leaveOutCells(name, cells, confuse),
        }),
      )
      return [name, pairSamples(samples[0]!, samples[1] ?? null, cells)]
    }),
  )
}
