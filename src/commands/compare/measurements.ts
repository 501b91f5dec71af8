import { formatPlural } from '../../core/count.ts'
import type { MetricInfo } from '../../core/metric.ts'
import { compareMetrics } from '../../evaluation/comparison.ts'
import { supportsMethod } from '../../evaluation/comparison-methods.ts'
import type { EvaluationData } from '../../evaluation/evaluation-data.ts'
import type { ComparisonOptions, MetricComparison } from '../../evaluation/metric-comparison.ts'
import type { BinaryRows } from '../../evaluation/rows.ts'
import { sliceRows } from '../../evaluation/slices.ts'
import { MIN_ROWS_SHOWN, type SliceValue } from '../../policy/gate.ts'

/** Metrics of any slice at any confidence, each computed once. */
export interface Measurements {
  /** In the order of `metrics`. */
  measureAll(metrics: readonly MetricInfo[], slice: SliceValue | null, confidence: number): readonly MetricComparison[]
}

const keyOf = (slice: SliceValue | null): string => (slice === null ? '' : JSON.stringify([slice.column, slice.value]))

/** Computes on demand and remembers. Slices that are too small to be shown are not computed at all. */
export function createMeasurements(data: EvaluationData, options: Omit<ComparisonOptions, 'confidence'>): Measurements {
  const known = new Map<string, MetricComparison>()
  const rowsOf = createRowLookup(data)
  return {
    measureAll: (metrics, slice, confidence) => {
      const prefix = `${keyOf(slice)} ${confidence} `
      const missing = metrics.filter(({ name }) => !known.has(prefix + name))
      if (missing.length > 0) {
        for (const comparison of measureRows(
          data,
          rowsOf(slice),
          missing,
          { ...options, confidence },
          slice !== null,
        )) {
          known.set(prefix + comparison.metric.name, comparison)
        }
      }
      return metrics.map(({ name }) => known.get(prefix + name)!)
    },
  }
}

function createRowLookup(data: EvaluationData): (slice: SliceValue | null) => readonly number[] | null {
  const lookups = new Map<string, readonly number[]>()
  for (const { column, values } of data.slices) {
    const groups = new Map<string | null, number[]>()
    values.forEach((value, row) => {
      const group = groups.get(value)
      if (group) group.push(row)
      else groups.set(value, [row])
    })
    for (const [value, rows] of groups) lookups.set(keyOf({ column, value }), rows)
  }
  return (slice) => (slice === null ? null : (lookups.get(keyOf(slice)) ?? []))
}

function measureRows(
  data: EvaluationData,
  indices: readonly number[] | null,
  metrics: readonly MetricInfo[],
  options: ComparisonOptions,
  isSlice: boolean,
): readonly MetricComparison[] {
  const total = indices?.length ?? data.rows.labels.length
  if (isSlice && total < MIN_ROWS_SHOWN) {
    const reason = total === 0 ? 'there are no such rows' : `numbers of fewer than ${MIN_ROWS_SHOWN} rows are not shown`
    return metrics.map((metric) => leaveUndefined(metric, total, reason))
  }
  const rows = indices === null ? data.rows : sliceRows(data.rows, indices)
  const ownGap = describeUnpredicted(data.unpredicted.candidate, indices, 'candidate')
  const otherGap = describeUnpredicted(data.unpredicted.baseline, indices, 'baseline')
  if (ownGap === null && otherGap === null) return compareEach(metrics, rows, options)
  const onScores = metrics.filter(({ needsScore }) => needsScore)
  const onPredictions = metrics.filter(({ needsScore }) => !needsScore)
  return [
    ...compareEach(onScores, rows, options),
    ...(ownGap === null
      ? compareEach(onPredictions, { ...rows, baseline: null }, options).map((own) => ({ ...own, reason: otherGap }))
      : onPredictions.map((metric) => leaveUndefined(metric, total, ownGap))),
  ]
}

/** The method asked for where a metric can have it, else its default. */
function compareEach(
  metrics: readonly MetricInfo[],
  rows: BinaryRows,
  options: ComparisonOptions,
): readonly MetricComparison[] {
  const isApt = (metric: MetricInfo) => options.method === null || supportsMethod(metric, options.method)
  return [
    ...compareMetrics(metrics.filter(isApt), rows, options),
    ...compareMetrics(
      metrics.filter((metric) => !isApt(metric)),
      rows,
      { ...options, method: null },
    ),
  ]
}

/** Predictions that are missing leave every metric of predictions undefined; null where none is. */
function describeUnpredicted(
  mask: Uint8Array | null,
  indices: readonly number[] | null,
  model: 'candidate' | 'baseline',
): string | null {
  if (mask === null) return null
  const missing =
    indices === null ? mask.reduce((sum, value) => sum + value, 0) : indices.filter((row) => mask[row] === 1).length
  return missing === 0 ? null : `predictions of the ${model} are missing in ${formatPlural(missing, 'row')}`
}

function leaveUndefined(metric: MetricInfo, rows: number, reason: string): MetricComparison {
  return {
    metric,
    rows,
    method: null,
    candidate: { value: null, interval: null },
    baseline: null,
    difference: null,
    standardError: null,
    reason,
  }
}
