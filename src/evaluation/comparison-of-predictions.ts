import type { IntervalMethod, MetricInfo, TestMethod } from '../core/metric.ts'
import { computeJackknifeError } from '../stats/jackknife.ts'
import { computeMcnemarExact, computeMcnemarMidP } from '../stats/mcnemar.ts'
import { computeWilsonInterval } from '../stats/wilson.ts'
import {
  type CellCounts,
  confuseBaseline,
  confuseCandidate,
  countCells,
  countDiscordant,
  sampleCountMetrics,
} from './comparison-counts.ts'
import { estimateSpread, findRange, noSpread, type Sample } from './comparison-intervals.ts'
import { type ClassCounts, chooseMethod, chooseTest } from './comparison-methods.ts'
import { describeDifference, type Findings, type Side } from './comparison-result.ts'
import type { PairedSample } from './comparison-samples.ts'
import type { ComparisonOptions } from './metric-comparison.ts'
import { type Confusion, explainUndefinedCount, findProportion } from './metrics-counts.ts'
import type { BinaryRows } from './rows.ts'

/** How a difference gets its interval where the method asked for is one of single proportions. */
const differenceMethod = (method: IntervalMethod): IntervalMethod => (method === 'wilson' ? 'bootstrap-bca' : method)

/** Findings of metrics of predictions, by metric name. */
export function comparePredictions(
  metrics: readonly MetricInfo[],
  rows: BinaryRows,
  classes: ClassCounts,
  options: ComparisonOptions,
): Map<string, Findings> {
  const cells = countCells(rows)
  const hasBaseline = rows.baseline !== null
  const isResampled = metrics.some((metric) => {
    const method = chooseMethod(metric, options.method, classes)
    return method === 'wilson' ? hasBaseline : method !== 'normal'
  })
  const samples = sampleCountMetrics(metrics, cells, hasBaseline, {
    seed: options.seed,
    resamples: isResampled ? options.resamples : 0,
  })
  return new Map(
    metrics.map((metric) => {
      const method = chooseMethod(metric, options.method, classes)
      return [metric.name, describeMetric(metric, samples.get(metric.name)!, cells, method, options)]
    }),
  )
}

function describeMetric(
  metric: MetricInfo,
  sample: PairedSample,
  cells: CellCounts,
  method: IntervalMethod,
  { confidence, test: asked }: ComparisonOptions,
): Findings {
  const test = chooseTest(metric, asked)
  const describeModel = (single: Sample, counts: Confusion): Side => {
    if (Number.isNaN(single.value)) {
      return { value: null, spread: noSpread(explainUndefinedCount(metric.name, counts)) }
    }
    const proportion = method === 'wilson' ? findProportion(metric.name, counts) : null
    if (proportion === null) {
      return { value: single.value, spread: estimateSpread(single, method, confidence, findRange(metric)) }
    }
    const interval = computeWilsonInterval(proportion[0], proportion[1], confidence)
    const standardError = computeJackknifeError(single.leaveOut())
    return { value: single.value, spread: { interval, standardError, reason: null } }
  }
  return {
    candidate: describeModel(sample.candidate, confuseCandidate(cells)),
    baseline: sample.baseline && describeModel(sample.baseline, confuseBaseline(cells)),
    difference: describeDifference(sample, differenceMethod(method), confidence),
    differenceMethod: differenceMethod(method),
    test: sample.baseline && test && { method: test, pValue: testAccuracy(cells, test) },
  }
}

function testAccuracy(cells: CellCounts, test: TestMethod): number {
  const [baselineOnly, candidateOnly] = countDiscordant(cells)
  return test === 'mcnemar-exact'
    ? computeMcnemarExact(baselineOnly, candidateOnly)
    : computeMcnemarMidP(baselineOnly, candidateOnly)
}
