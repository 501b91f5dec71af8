import type { MetricInfo } from '../core/metric.ts'
import { assertSupported, chooseMethod } from './comparison-methods.ts'
import { comparePredictions } from './comparison-of-predictions.ts'
import { compareScores } from './comparison-of-scores.ts'
import { assembleComparison } from './comparison-result.ts'
import type { ComparisonOptions, MetricComparison } from './metric-comparison.ts'
import type { BinaryRows } from './rows.ts'

/**
 * Each metric of candidate and baseline and their difference, with intervals, standard errors and, for ROC AUC and
 * accuracy, a paired test; in the order of `metrics`. Both models are resampled on the same rows, and one pass serves
 * all metrics. The numbers depend on the rows (in any order), the options and the seed alone.
 *
 * Without a method asked for: DeLong for ROC AUC, else BCa; above 20,000 rows the jackknife's normal interval for log
 * loss, Brier score and (200 rows of each class) average precision. `wilson` holds for single values; the difference
 * has BCa then.
 *
 * An undefined metric, or an interval that cannot be made, is null with the reason. Models that answer alike wherever
 * the metric looks have the difference 0, its interval [0, 0], and p 1.
 *
 * @throws InputError where the method asked for does not apply to a metric, or the test to binary tasks
 */
export function compareMetrics(
  metrics: readonly MetricInfo[],
  rows: BinaryRows,
  options: ComparisonOptions,
): readonly MetricComparison[] {
  assertSupported(metrics, options)
  const positives = rows.labels.reduce((sum, label) => sum + label, 0)
  const classes = { positives, negatives: rows.labels.length - positives }
  const ofPredictions = metrics.filter(({ needsScore }) => !needsScore)
  const ofScores = metrics.filter(({ needsScore }) => needsScore)
  const findings = new Map([
    ...comparePredictions(ofPredictions, rows, classes, options),
    ...compareScores(ofScores, rows, classes, options),
  ])
  return metrics.map((metric) => {
    const method = chooseMethod(metric, options.method, classes)
    return assembleComparison(metric, rows.labels.length, method, options.confidence, findings.get(metric.name)!)
  })
}
