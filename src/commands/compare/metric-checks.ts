import { checkId, sliceIdPart } from '../../core/check-id.ts'
import type { MetricInfo } from '../../core/metric.ts'
import type { MetricCheckResult } from '../../core/result.ts'
import type { EvaluationData } from '../../evaluation/join/evaluation-data.ts'
import type { MetricComparison } from '../../evaluation/metric-comparison.ts'
import { formatSlice, type SliceValue } from '../../policy/gate.ts'
import { describeSlice } from '../../policy/gate-text.ts'
import type { CompareRequest } from './request.ts'

/** What a measurement is of, beside all rows. */
interface Subject {
  readonly slice?: SliceValue | null
  /** The column whose values are compared. */
  readonly column?: string | null
  /** What a reader has to know of the numbers beside the reason. */
  readonly note?: string | null
}

/** A measurement as a check: it never judges, and what could not be measured is inconclusive with the reason. */
export function makeMetricCheck(
  comparison: MetricComparison,
  { slice = null, column = null, note = null }: Subject = {},
): MetricCheckResult {
  const { metric, candidate, baseline, difference, rows, reason } = comparison
  const id = checkId('metric', metric.name, column)
  return {
    id: slice === null ? id : `${id}/${sliceIdPart(slice.column, slice.value)}`,
    kind: 'metric',
    title: metric.title + (column === null ? describeSlice(slice) : ` by ${column}`),
    // of chosen labels only the difference may be known
    verdict: candidate.value === null && (difference?.value ?? null) === null ? 'inconclusive' : 'pass',
    severity: 'info',
    blocks: false,
    target: { object: null, column, metric: metric.name, slice: slice === null ? null : formatSlice(slice) },
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

/** What a metric's numbers rest on beside the rows themselves; null for nothing that needs to be said. */
export function describeBasis(
  { columns, threshold }: CompareRequest,
  { predictedBy, note, rows }: EvaluationData,
  { needs, needsScore }: MetricInfo,
): string | null {
  if (needs === 'run') return null
  const ofPredictions = needsScore ? [] : [describePredictions(columns, threshold, predictedBy)]
  const parts = [
    ...ofPredictions,
    needsScore && rows.task !== 'graded' ? null : note,
    columns.weight === null ? null : `rows count by column ${columns.weight}`,
    columns.group === null ? null : `rows with the same ${columns.group} are resampled together`,
  ]
  return parts.filter((part) => part !== null).join('; ') || null
}

function describePredictions(
  { prediction, score }: CompareRequest['columns'],
  threshold: number,
  predictedBy: EvaluationData['predictedBy'],
): string | null {
  switch (predictedBy) {
    case 'prediction':
      return `predictions are those of column ${prediction}`
    case 'threshold':
      return `without a prediction column a row counts as positive where ${score} >= ${threshold}`
    case 'largest':
      return "without a prediction column a row's class is the one with the largest score"
    case null:
      return null
  }
}
