import { findMetric } from '../../core/metric.ts'
import type { MetricComparison } from '../../evaluation/metric-comparison.ts'
import type { Leakage } from './leakage.ts'
import type { PreparedPredictions } from './predict.ts'
import type { RunNumbers } from './predict-request.ts'

/** The metrics that are made of a run and not of rows' answers, each with its part of what is known. */
const PARTS: readonly { readonly name: string; readonly part: 'modelSize' | 'latency' | 'memory' }[] = [
  { name: 'model_size', part: 'modelSize' },
  { name: 'predict_latency', part: 'latency' },
  { name: 'predict_memory', part: 'memory' },
]

/** What the machine, and no sample, is the reason of; a gate on it judges the point. */
const ONE_RUN = 'one run on this machine: no interval'

/**
 * Size, latency and memory of both models and the count of leaked rows, in the form of measured metrics: points without
 * intervals. What is not known is there only where it is asked for, with the reason.
 *
 * @param asked names of metrics that are wanted: those named, and those of gates.
 * @param confidence of the intervals that others have.
 */
export function stateRunMetrics(
  costs: PreparedPredictions['costs'],
  leakage: Leakage | null,
  asked: ReadonlySet<string>,
  confidence: number,
): readonly MetricComparison[] {
  const stated = PARTS.map(({ name, part }) => {
    const [own, other] = [costs.candidate[part], costs.baseline?.[part] ?? null]
    const reason = [
      own === null ? describeGap(costs.candidate, part) : null,
      own !== null && costs.baseline !== null && other === null
        ? `the baseline: ${describeGap(costs.baseline, part)}`
        : null,
      own !== null && part !== 'modelSize' ? ONE_RUN : null,
    ]
    return makeComparison(name, own, costs.baseline && other, costs.baseline !== null, reason, confidence)
  })
  if (leakage !== null) {
    stated.push(makeComparison('leaked_rows', leakage.leakedRows, null, false, [leakage.reason], confidence))
  }
  return stated.filter(({ metric, candidate }) => candidate.value !== null || asked.has(metric.name))
}

function describeGap(numbers: RunNumbers, part: 'modelSize' | 'latency' | 'memory'): string {
  return part === 'modelSize' ? 'no model file is named, or it is not here' : (numbers.reason ?? 'it was not measured')
}

function makeComparison(
  name: string,
  own: number | null,
  other: number | null,
  hasBaseline: boolean,
  reasons: readonly (string | null)[],
  confidence: number,
): MetricComparison {
  return {
    metric: findMetric(name)!,
    rows: 0,
    method: null,
    candidate: { value: own, interval: null },
    baseline: hasBaseline ? { value: other, interval: null } : null,
    difference: hasBaseline
      ? {
          value: own === null || other === null ? null : own - other,
          interval: null,
          confidence,
          method: null,
          pValue: null,
          test: null,
          standardError: null,
        }
      : null,
    standardError: null,
    reason: reasons.filter((reason) => reason !== null).join('; ') || null,
  }
}
