import type { MetricInfo } from '../../core/metric.ts'
import { type Gate, nameSlice, type SliceValue, type SliceValues } from '../../policy/gate.ts'
import { expandSlices } from '../../policy/gate-checks.ts'
import {
  type GroupedMetric,
  listExpressionSlices,
  listGateMetrics,
  listGroupedMetrics,
} from '../../policy/gate-metrics.ts'
import type { MeasuredPart } from './measurements.ts'
import type { CompareRequest } from './request.ts'

/** What a comparison says numbers of. */
export interface Measured {
  readonly metrics: readonly MetricInfo[]
  /** Those that compare the values of a column. */
  readonly grouped: readonly GroupedMetric[]
  /** Shown by themselves. */
  readonly shown: readonly SliceValue[]
  /** The columns that gates may name. */
  readonly slices: readonly SliceValues[]
}

/** All that a comparison and its gates ask for, so that it can be measured ahead. */
export function listMeasuredParts(
  request: Pick<CompareRequest, 'gates' | 'slices' | 'confidence' | 'task'>,
  { metrics, grouped, shown, slices }: Measured,
): readonly MeasuredPart[] {
  const { confidence } = request
  const byRows = metrics.filter(({ needs }) => needs !== 'run')
  return [
    { metrics, slice: null, confidence, column: null },
    ...shown.map((slice) => ({ metrics: byRows, slice, confidence, column: null })),
    ...grouped.map(({ metric, column }) => ({ metrics: [metric], slice: null, confidence, column })),
    ...request.gates.flatMap((gate) => listGateParts(gate, request, slices)),
  ]
}

/** What one gate asks for: also slices that are not shown, at a confidence of its own. */
function listGateParts(
  gate: Gate,
  request: Pick<CompareRequest, 'slices' | 'confidence' | 'task'>,
  slices: readonly SliceValues[],
): readonly MeasuredPart[] {
  const confidence = typeof gate.confidence === 'number' ? gate.confidence : request.confidence
  const metrics = listGateMetrics([gate], request).filter(({ needs }) => needs !== 'run')
  const named = listExpressionSlices(gate).map(({ column, value }) => nameSlice(column, value, slices))
  return [
    ...[...expandSlices(gate, slices, request.slices), ...named].map((slice) => ({
      ...{ metrics, slice, confidence },
      column: null,
    })),
    ...listGroupedMetrics([gate], request.slices, request).map(({ metric, column }) => ({
      ...{ metrics: [metric], slice: null, confidence },
      column,
    })),
  ]
}
