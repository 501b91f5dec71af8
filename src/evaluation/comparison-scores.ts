import type { MetricInfo } from '../core/metric.ts'
import { createRandomStream } from '../stats/random.ts'
import { sortOrder } from '../stats/sort-order.ts'
import { resampleCalibration } from './comparison-calibration.ts'
import { MOST_RESAMPLED_ROWS } from './comparison-methods.ts'
import { type ModelSample, type PairedSample, pairSamples } from './comparison-samples.ts'
import { createScoreStatistic, type ScoreStatistic } from './metrics-scores.ts'

/** Tells the random streams of rows from those of cell counts. */
const ROW_STREAM = 2

/** Labels and the scores of one or two models, all fit for the metrics asked for. */
export interface ScoreTable {
  readonly labels: Uint8Array
  readonly candidate: Float64Array
  readonly baseline: Float64Array | null
}

/**
 * The rows by candidate score, then baseline score, then label: rows that agree in all are interchangeable, so no order
 * of the input changes a resample.
 */
export function orderRows({ labels, candidate, baseline }: ScoreTable): ScoreTable {
  let order = sortOrder(Float64Array.from(labels))
  if (baseline !== null) order = sortOrder(baseline, order)
  order = sortOrder(candidate, order)
  const sort = (scores: Float64Array) => new Float64Array(scores.length).map((_, i) => scores[order[i]!]!)
  return {
    labels: new Uint8Array(labels.length).map((_, i) => labels[order[i]!]!),
    candidate: sort(candidate),
    baseline: baseline && sort(baseline),
  }
}

interface Sampled {
  readonly name: string
  readonly statistics: readonly ScoreStatistic[]
  readonly replicates: readonly Float64Array[] | null
}

function fillReplicates(sampled: readonly Sampled[], rows: number, resamples: number, seed: number): void {
  const tasks = sampled.flatMap(({ statistics, replicates }) =>
    statistics.map((statistic, model) => ({ statistic, values: replicates![model]! })),
  )
  const counts = new Int32Array(rows)
  for (let replicate = 0; replicate < resamples; replicate++) {
    createRandomStream(seed, ROW_STREAM, replicate).fillRowCounts(counts)
    for (const { statistic, values } of tasks) values[replicate] = statistic.measure(counts)
  }
}

/**
 * Samples of metrics of scores, by metric name: one draw of rows a replicate serves all metrics that are resampled and
 * both models. Above 20,000 rows the calibration error is resampled by its bins.
 *
 * @param table rows in the order of `orderRows`
 * @param isResampled whether a metric's method needs replicates
 */
export function sampleScoreMetrics(
  metrics: readonly MetricInfo[],
  { labels, candidate, baseline }: ScoreTable,
  isResampled: (metric: MetricInfo) => boolean,
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
): Map<string, PairedSample> {
  const models = baseline === null ? [candidate] : [candidate, baseline]
  const byRows: Sampled[] = []
  const sampled = metrics.map((metric): Sampled => {
    const { name } = metric
    const statistics = models.map((scores) => createScoreStatistic(name, labels, scores))
    if (!isResampled(metric)) return { name, statistics, replicates: null }
    if (name === 'ece' && labels.length > MOST_RESAMPLED_ROWS) {
      return { name, statistics, replicates: resampleCalibration(labels, models, resamples, seed) }
    }
    const entry = { name, statistics, replicates: models.map(() => new Float64Array(resamples)) }
    byRows.push(entry)
    return entry
  })
  if (byRows.length > 0) fillReplicates(byRows, labels.length, resamples, seed)
  return new Map(
    sampled.map(({ name, statistics, replicates }) => {
      const samples = statistics.map(
        (statistic, model): ModelSample => ({
          value: statistic.measure(null),
          replicates: replicates?.[model] ?? null,
          leaveOut: () => statistic.leaveOut(),
        }),
      )
      return [name, pairSamples(samples[0]!, samples[1] ?? null, null)]
    }),
  )
}
