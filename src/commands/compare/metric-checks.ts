import { checkId, sliceIdPart } from '../../core/check-id.ts'
import type { MetricCheckResult } from '../../core/result.ts'
import type { EvaluationData } from '../../evaluation/evaluation-data.ts'
import type { MetricComparison } from '../../evaluation/metric-comparison.ts'
import { formatSlice, type SliceValue } from '../../policy/gate.ts'
import { describeSlice } from '../../policy/gate-text.ts'
import type { CompareRequest } from './request.ts'

/**
 * A measurement as a check: it never judges, and what could not be measured is inconclusive with the reason.
 *
 * @param note what a reader has to know of the numbers beside the reason; null for nothing.
 */
export function makeMetricCheck(
  comparison: MetricComparison,
  slice: SliceValue | null,
  note: string | null = null,
): MetricCheckResult {
  const { metric, candidate, baseline, difference, rows, reason } = comparison
  const id = checkId('metric', metric.name)
  return {
    id: slice === null ? id : `${id}/${sliceIdPart(slice.column, slice.value)}`,
    kind: 'metric',
    title: metric.title + describeSlice(slice),
    verdict: candidate.value === null ? 'inconclusive' : 'pass',
    severity: 'info',
    blocks: false,
    target: { object: null, column: null, metric: metric.name, slice: slice === null ? null : formatSlice(slice) },
    observed: candidate.value,
    expected: null,
    unit: null,
    statistics: {
      better: metric.better,
      rows,
      candidate: { value: candidate.value, interval: candidate.interval },
      baseline: baseline === null ? null : { value: baseline.value, interval: baseline.interval },
      difference:
        difference === null
          ? null
          : {
              value: difference.value,
              interval: difference.interval,
              confidence: difference.confidence,
              method: difference.method,
              pValue: difference.pValue,
              test: difference.test,
            },
    },
    samples: [],
    source: null,
    waiver: null,
    help: [reason, note].filter((part) => part !== null).join('; ') || null,
  }
}

/** What the predictions are, for metrics that rest on them. */
export function describePredictions(request: CompareRequest, predictedBy: EvaluationData['predictedBy']): string {
  const { prediction, score } = request.columns
  return predictedBy === 'prediction'
    ? `predictions are those of column ${prediction}`
    : `without a prediction column a row counts as positive where ${score} >= ${request.threshold}`
}
