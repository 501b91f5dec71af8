import { findMetric } from '../../src/core/metric.ts'
import type { GateContext, MeasuredMetric, MetricGate } from '../../src/policy/gate.ts'

const place = { file: 'modelgate.yml', line: 31 }

/** A gate of severity error on ROC AUC, min 0.8, with these keys of its own. */
export function gate(overrides: Partial<MetricGate>): MetricGate {
  return Object.freeze({
    metric: 'roc_auc',
    kind: 'min',
    bound: 0.8,
    confidence: null,
    slice: null,
    severity: 'error',
    onInconclusive: 'fail',
    power: null,
    place,
    ...overrides,
  } satisfies MetricGate)
}

/** A baseline that can be compared with, and the defaults of the surface. */
export const CONTEXT: GateContext = Object.freeze<GateContext>({
  task: 'binary',
  baseline: { kind: 'comparable' },
  baselineName: 'production',
  obstacle: null,
  confidence: 0.95,
  power: 0.8,
  minRows: 100,
})

interface Numbers {
  readonly value?: number | null
  readonly interval?: readonly [number, number] | null
  readonly error?: number | null
  readonly rows?: number | null
  readonly metric?: string
}

/** Numbers of the candidate alone. */
export function level({
  value = 0.8,
  interval = null,
  error = null,
  rows = 1409,
  metric = 'roc_auc',
}: Numbers): MeasuredMetric {
  return Object.freeze({
    metric: findMetric(metric)!,
    rows,
    method: 'delong',
    candidate: { value, interval },
    baseline: null,
    standardError: error,
    difference: null,
    reason: value === null ? 'only one class is there' : null,
  })
}

/** Numbers of a paired difference. */
export function difference({
  value = 0,
  interval = null,
  error = null,
  rows = 1409,
  metric = 'roc_auc',
}: Numbers): MeasuredMetric {
  return Object.freeze({
    ...level({ rows, metric }),
    difference: { value, interval, standardError: error, method: 'delong', pValue: null },
    reason: value === null ? 'only one class is there' : null,
  })
}
