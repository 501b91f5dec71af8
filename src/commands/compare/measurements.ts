import { formatPlural } from '../../core/count.ts'
import type { MetricInfo } from '../../core/metric.ts'
import { describeSliceValue } from '../../core/slice-name.ts'
import { compareMetrics } from '../../evaluation/comparison/comparison.ts'
import { supportsMethod } from '../../evaluation/comparison/comparison-methods.ts'
import type { EvaluationData } from '../../evaluation/join/evaluation-data.ts'
import type { ComparisonOptions, MetricComparison } from '../../evaluation/metric-comparison.ts'
import type { TaskRows } from '../../evaluation/rows.ts'
import { sliceRows } from '../../evaluation/slices.ts'
import type { MetricContext } from '../../evaluation/statistic.ts'
import { MIN_ROWS_SHOWN, type SliceValue } from '../../policy/gate.ts'
import { createRowLookup } from './slice-rows.ts'

/** Metrics of any slice at any confidence, each computed once. */
export interface Measurements {
  /**
   * In the order of `metrics`.
   *
   * @param column whose values fairness metrics compare; null for metrics that compare none.
   */
  measureAll(
    metrics: readonly MetricInfo[],
    slice: SliceValue | null,
    confidence: number,
    column?: string | null,
  ): readonly MetricComparison[]
}

export interface MeasurementOptions extends Omit<ComparisonOptions, 'confidence'> {
  /** By class of the label, then of the prediction; null where none are named. */
  readonly costs: MetricContext['costs']
  /** Numbers that are not measured on rows: of files, trackers and runs of the model. */
  readonly stated: readonly MetricComparison[]
}

/** Computes on demand and remembers. Slices that are too small to be shown are not computed at all. */
export function createMeasurements(data: EvaluationData, options: MeasurementOptions): Measurements {
  const known = new Map<string, MetricComparison>()
  const rowsOf = createRowLookup(data.slices)
  for (const comparison of options.stated) known.set(`stated ${comparison.metric.name}`, comparison)
  return {
    measureAll: (metrics, slice, confidence, column = null) => {
      const prefix = `${JSON.stringify([slice?.column, slice?.value, column])} ${confidence} `
      const find = ({ name, needs }: MetricInfo) =>
        known.get(prefix + name) ?? (needs === 'run' ? known.get(`stated ${name}`) : undefined)
      const missing = metrics.filter((metric) => find(metric) === undefined)
      if (missing.length > 0) {
        const measured = measureRows(data, rowsOf(slice), missing, { ...options, confidence }, column)
        for (const comparison of measured) known.set(prefix + comparison.metric.name, comparison)
      }
      return metrics.map((metric) => find(metric)!)
    },
  }
}

function measureRows(
  data: EvaluationData,
  indices: Int32Array | null,
  metrics: readonly MetricInfo[],
  options: ComparisonOptions & MeasurementOptions,
  column: string | null,
): readonly MetricComparison[] {
  const total = indices?.length ?? data.rowCount
  const byRows = metrics.filter(({ needs }) => needs !== 'run')
  const unstated = metrics
    .filter(({ needs }) => needs === 'run')
    .map((metric) => leaveUndefined(metric, 0, 'nothing states it: it is measured where the model is run, not on rows'))
  if (indices !== null && total < MIN_ROWS_SHOWN) {
    const reason = total === 0 ? 'there are no such rows' : `numbers of fewer than ${MIN_ROWS_SHOWN} rows are not shown`
    return [...byRows.map((metric) => leaveUndefined(metric, total, reason)), ...unstated]
  }
  const rows = indices === null ? data.rows : sliceRows(data.rows, indices)
  const context: MetricContext = { costs: options.costs, compared: findCompared(data, indices, column) }
  const compare = (chosen: readonly MetricInfo[], compared: TaskRows) => compareEach(chosen, compared, options, context)
  const ownGap = describeUnpredicted(data.unpredicted.candidate, indices, 'candidate')
  const otherGap = describeUnpredicted(data.unpredicted.baseline, indices, 'baseline')
  if (ownGap === null && otherGap === null) return [...compare(byRows, rows), ...unstated]
  const onScores = byRows.filter(({ needsScore }) => needsScore)
  const onPredictions = byRows.filter(({ needsScore }) => !needsScore)
  return [
    ...compare(onScores, rows),
    ...(ownGap === null
      ? compare(onPredictions, { ...rows, baseline: null }).map((own) => ({ ...own, reason: otherGap }))
      : onPredictions.map((metric) => leaveUndefined(metric, total, ownGap))),
    ...unstated,
  ]
}

/** The column whose values are compared, on the same rows. */
function findCompared(
  { slices }: EvaluationData,
  indices: Int32Array | null,
  column: string | null,
): MetricContext['compared'] {
  const found = column === null ? undefined : slices.find((slice) => slice.column === column)
  if (found === undefined) return null
  const codes = indices === null ? found.codes : indices.map((row) => found.codes[row]!)
  return { codes, names: found.names.map((name) => (name === null ? null : describeSliceValue(found.column, name))) }
}

/** The method asked for where a metric can have it, else its default. */
function compareEach(
  metrics: readonly MetricInfo[],
  rows: TaskRows,
  options: ComparisonOptions,
  context: MetricContext,
): readonly MetricComparison[] {
  const isApt = (metric: MetricInfo) => options.method === null || supportsMethod(metric, options.method)
  return [
    ...compareMetrics(metrics.filter(isApt), rows, options, context),
    ...compareMetrics(
      metrics.filter((metric) => !isApt(metric)),
      rows,
      { ...options, method: null },
      context,
    ),
  ]
}

/** Predictions that are missing leave every metric of predictions undefined; null where none is. */
function describeUnpredicted(
  mask: Uint8Array | null,
  indices: Int32Array | null,
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
