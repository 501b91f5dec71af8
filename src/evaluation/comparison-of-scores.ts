import type { MetricInfo } from '../core/metric.ts'
import { compareRocAuc } from './comparison-delong.ts'
import { estimateSpread, findRange, noSpread, type Sample } from './comparison-intervals.ts'
import { type ClassCounts, chooseMethod, chooseTest } from './comparison-methods.ts'
import { describeDifference, type Findings, type Side } from './comparison-result.ts'
import { orderRows, type ScoreTable, sampleScoreMetrics } from './comparison-scores.ts'
import type { ComparisonOptions } from './metric-comparison.ts'
import { countClipped, explainUndefinedScore } from './metrics-scores.ts'
import type { BinaryRows } from './rows.ts'

const undefinedSide = (reason: string | null): Side => ({ value: null, spread: noSpread(reason) })

/** Which models' scores are fit for a metric: it is computed for these alone. */
const FITNESS = [
  { candidate: true, baseline: true },
  { candidate: true, baseline: false },
  { candidate: false, baseline: true },
  { candidate: false, baseline: false },
] as const

/** Findings of metrics of scores, by metric name. Where only one model's scores are fit, its numbers stand alone. */
export function compareScores(
  metrics: readonly MetricInfo[],
  { labels, candidate, baseline }: BinaryRows,
  classes: ClassCounts,
  options: ComparisonOptions,
): Map<string, Findings> {
  const judged = metrics.map((metric) => ({
    metric,
    candidate: explainUndefinedScore(metric, labels, candidate.scores),
    baseline: baseline && explainUndefinedScore(metric, labels, baseline.scores),
  }))
  const findings = new Map<string, Findings>()
  for (const fit of FITNESS) {
    const group = judged.filter(
      (faults) =>
        (faults.candidate === null) === fit.candidate &&
        (baseline !== null && faults.baseline === null) === fit.baseline,
    )
    if (group.length === 0) continue
    const fitScores = [fit.candidate ? candidate.scores : null, fit.baseline && baseline ? baseline.scores : null]
    const [first, second = null] = fitScores.filter((scores) => scores !== null)
    const found =
      first &&
      compareFitScores(
        group.map(({ metric }) => metric),
        orderRows({ labels, candidate: first, baseline: second }),
        classes,
        options,
      )
    for (const faults of group) {
      const known = found?.get(faults.metric.name)
      const theirs = fit.candidate ? known?.baseline : known?.candidate
      findings.set(faults.metric.name, {
        ...known,
        candidate: fit.candidate ? known!.candidate : undefinedSide(faults.candidate),
        baseline: baseline === null ? null : fit.baseline ? theirs! : undefinedSide(faults.baseline),
        difference: baseline === null ? null : (known?.difference ?? undefinedSide(null)),
      })
    }
  }
  return findings
}

function compareFitScores(
  metrics: readonly MetricInfo[],
  table: ScoreTable,
  classes: ClassCounts,
  options: ComparisonOptions,
): Map<string, Findings> {
  const { confidence } = options
  const methodOf = (metric: MetricInfo) => chooseMethod(metric, options.method, classes)
  const samples = sampleScoreMetrics(
    metrics.filter((metric) => methodOf(metric) !== 'delong'),
    table,
    (metric) => methodOf(metric) !== 'normal',
    options,
  )
  return new Map(
    metrics.map((metric): [string, Findings] => {
      const method = methodOf(metric)
      const delong = metric.name === 'roc_auc' ? compareRocAuc(table, confidence) : null
      const sample = samples.get(metric.name)
      const describeModel = (single: Sample): Side => ({
        value: single.value,
        spread: estimateSpread(single, method, confidence, findRange(metric)),
      })
      const test = chooseTest(metric, options.test)
      return [
        metric.name,
        {
          ...(sample === undefined
            ? delong!
            : {
                candidate: describeModel(sample.candidate),
                baseline: sample.baseline && describeModel(sample.baseline),
                difference: describeDifference(sample, method, confidence),
              }),
          test: test && delong && { method: test, pValue: delong.pValue },
          notes: metric.name === 'log_loss' ? noteClipping(table) : [],
        },
      ]
    }),
  )
}

/** Clipping decides a log loss: a single score of 0 for a positive row adds 36 / rows to it. */
function noteClipping({ candidate, baseline }: ScoreTable): readonly string[] {
  const clipped = countClipped(candidate) + (baseline === null ? 0 : countClipped(baseline))
  if (clipped === 0) return []
  return [`${clipped} ${clipped === 1 ? 'score' : 'scores'} of 0 or 1 clipped to 2.2e-16 from it in the logarithm`]
}
