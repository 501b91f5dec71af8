import { formatPlural } from '../../core/count.ts'
import type { MetricInfo } from '../../core/metric.ts'
import { describeSliceValue } from '../../core/slice-name.ts'
import { compareMetrics, compareMetricsWith } from '../../evaluation/comparison/comparison.ts'
import { supportsMethod } from '../../evaluation/comparison/comparison-methods.ts'
import type { MeasureElsewhere } from '../../evaluation/comparison/comparison-rounds.ts'
import type { EvaluationData } from '../../evaluation/join/evaluation-data.ts'
import type { ComparisonOptions, MetricComparison } from '../../evaluation/metric-comparison.ts'
import type { TaskRows } from '../../evaluation/rows.ts'
import { sliceRows } from '../../evaluation/slices.ts'
import type { MetricContext } from '../../evaluation/statistic.ts'
import { MIN_ROWS_SHOWN, type SliceValue } from '../../policy/gate.ts'
import { createRowLookup } from './slice-rows.ts'

/** Which numbers: metrics of one set of rows. */
export interface MeasuredPart {
  readonly metrics: readonly MetricInfo[]
  /** null: all rows. */
  readonly slice: SliceValue | null
  readonly confidence: number
  /** Whose values fairness metrics compare; null for metrics that compare none. */
  readonly column: string | null
}

/** Metrics of any slice at any confidence, each computed once. */
export interface Measurements {
  /** Computes what `measureAll` will be asked for, long work on threads. What nobody prepared is computed when asked for. */
  prepare(parts: readonly MeasuredPart[]): Promise<void>
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

/**
 * Computes on demand and remembers. Slices that are too small to be shown are not computed at all.
 *
 * @param elsewhere measures what takes long
 */
export function createMeasurements(
  data: EvaluationData,
  options: MeasurementOptions,
  elsewhere: MeasureElsewhere,
): Measurements {
  const known = new Map<string, MetricComparison>()
  const rowsOf = createRowLookup(data.slices)
  for (const comparison of options.stated) known.set(`stated ${comparison.metric.name}`, comparison)
  const keyOf = ({ slice, confidence, column }: MeasuredPart, { name }: MetricInfo) =>
    `${JSON.stringify([slice?.column, slice?.value, column])} ${confidence} ${name}`
  const find = (part: MeasuredPart, metric: MetricInfo) =>
    known.get(keyOf(part, metric)) ?? (metric.needs === 'run' ? known.get(`stated ${metric.name}`) : undefined)
  const remember = (part: MeasuredPart, measured: readonly MetricComparison[]) => {
    for (const comparison of measured) known.set(keyOf(part, comparison.metric), comparison)
  }
  const planMissing = (part: MeasuredPart): RowsPlan => {
    const metrics = part.metrics.filter((metric) => find(part, metric) === undefined)
    return planRows(data, rowsOf, { ...part, metrics }, options)
  }
  return {
    prepare: async (parts) => {
      for (const part of parts) {
        const { calls, unmeasured } = planMissing(part)
        remember(part, unmeasured)
        for (const { finish, given } of calls) {
          remember(part, (await compareMetricsWith(elsewhere, ...given)).map(finish))
        }
      }
    },
    measureAll: (metrics, slice, confidence, column = null) => {
      const part = { metrics, slice, confidence, column }
      const { calls, unmeasured } = planMissing(part)
      remember(part, unmeasured)
      for (const { finish, given } of calls) remember(part, compareMetrics(...given).map(finish))
      return metrics.map((metric) => find(part, metric)!)
    },
  }
}

/** A comparison to make, and what its results are to say besides. */
interface ComparisonCall {
  readonly given: Parameters<typeof compareMetrics>
  finish(comparison: MetricComparison): MetricComparison
}

/** What gives the numbers of a part. */
interface RowsPlan {
  readonly calls: readonly ComparisonCall[]
  /** Metrics that have no number. */
  readonly unmeasured: readonly MetricComparison[]
}

function planRows(
  data: EvaluationData,
  rowsOf: ReturnType<typeof createRowLookup>,
  { metrics, slice, confidence, column }: MeasuredPart,
  options: MeasurementOptions,
): RowsPlan {
  if (metrics.length === 0) return { calls: [], unmeasured: [] }
  const indices = rowsOf(slice)
  const total = indices?.length ?? data.rowCount
  const byRows = metrics.filter(({ needs }) => needs !== 'run')
  const unstated = metrics
    .filter(({ needs }) => needs === 'run')
    .map((metric) => leaveUndefined(metric, 0, 'nothing states it: it is measured where the model is run, not on rows'))
  if (indices !== null && total < MIN_ROWS_SHOWN) {
    const reason = total === 0 ? 'there are no such rows' : `numbers of fewer than ${MIN_ROWS_SHOWN} rows are not shown`
    return { calls: [], unmeasured: [...byRows.map((metric) => leaveUndefined(metric, total, reason)), ...unstated] }
  }
  const rows = indices === null ? data.rows : sliceRows(data.rows, indices)
  const context: MetricContext = { costs: options.costs, compared: findCompared(data, indices, column) }
  const call = (chosen: readonly MetricInfo[], compared: TaskRows) =>
    planCalls(chosen, compared, { ...options, confidence }, context)
  const ownGap = describeUnpredicted(data.unpredicted.candidate, indices, 'candidate')
  const otherGap = describeUnpredicted(data.unpredicted.baseline, indices, 'baseline')
  if (ownGap === null && otherGap === null) return { calls: call(byRows, rows), unmeasured: unstated }
  const onScores = byRows.filter(({ needsScore }) => needsScore)
  const onPredictions = byRows.filter(({ needsScore }) => !needsScore)
  if (ownGap !== null) {
    const unmeasured = onPredictions.map((metric) => leaveUndefined(metric, total, ownGap))
    return { calls: call(onScores, rows), unmeasured: [...unmeasured, ...unstated] }
  }
  const alone = call(onPredictions, { ...rows, baseline: null })
  const finish = (own: MetricComparison) => ({ ...own, reason: otherGap })
  return { calls: [...call(onScores, rows), ...alone.map((one) => ({ ...one, finish }))], unmeasured: unstated }
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
function planCalls(
  metrics: readonly MetricInfo[],
  rows: TaskRows,
  options: ComparisonOptions,
  context: MetricContext,
): readonly ComparisonCall[] {
  const isApt = (metric: MetricInfo) => options.method === null || supportsMethod(metric, options.method)
  const others = metrics.filter((metric) => !isApt(metric))
  const finish = (comparison: MetricComparison) => comparison
  return [
    { given: [metrics.filter(isApt), rows, options, context], finish },
    { given: [others, rows, { ...options, method: null }, context], finish },
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
