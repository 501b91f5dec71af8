import { readFileSync } from 'node:fs'
import { BINARY_METRICS, findMetric, type MetricInfo } from '../../src/core/metric.ts'
import type { ComparisonOptions } from '../../src/evaluation/metric-comparison.ts'
import type { BinaryRows, ScoredRows } from '../../src/evaluation/rows.ts'
import { createRandomStream } from '../../src/stats/random.ts'

/** A model that predicts the positive class from a score of 1/2 on. */
export function predictByHalf(scores: ArrayLike<number>): ScoredRows {
  const values = Float64Array.from(scores)
  return { predictions: Uint8Array.from(values, (score) => (score >= 0.5 ? 1 : 0)), scores: values }
}

/** Plain rows of a binary task: without weights and groups unless given. */
export function binaryRows(
  parts: Pick<BinaryRows, 'labels' | 'candidate' | 'baseline'> & Partial<BinaryRows>,
): BinaryRows {
  return { task: 'binary', weights: null, groups: null, ...parts }
}

/** The rows of test/fixtures/spam-comparison. */
export function readSpamRows(): BinaryRows {
  const [, ...lines] = readFileSync(new URL('../fixtures/spam-comparison/rows.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  const table = lines.map((line) => line.split(',').map(Number))
  const column = (index: number) => table.map((row) => row[index]!)
  return binaryRows({
    labels: Uint8Array.from(column(0)),
    candidate: predictByHalf(column(1)),
    baseline: predictByHalf(column(2)),
  })
}

/** Made rows: the candidate's scores are near the true chance, the baseline's a little farther off. */
export function makeRows(count: number, seed = 1): BinaryRows {
  const stream = createRandomStream(seed, 99, 0)
  const chances = Float64Array.from({ length: count }, () => stream.nextUniform() ** 2)
  const blur = (width: number) =>
    chances.map((chance) => Math.min(0.999, Math.max(0.001, chance + width * (stream.nextUniform() - 0.5))))
  return binaryRows({
    labels: Uint8Array.from(chances, (chance) => (stream.nextUniform() < chance ? 1 : 0)),
    candidate: predictByHalf(blur(0.1)),
    baseline: predictByHalf(blur(0.3)),
  })
}

/** The default settings of a comparison. */
export const DEFAULTS: ComparisonOptions = { confidence: 0.95, method: null, test: null, resamples: 2000, seed: 1 }

/** Metrics by name; all without names. */
export function metricsNamed(...names: readonly string[]): readonly MetricInfo[] {
  return names.length === 0 ? BINARY_METRICS : names.map((name) => findMetric(name)!)
}
