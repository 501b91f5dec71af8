import type { IntervalMethod, MetricInfo } from '../../core/metric.ts'
import type { ComparisonOptions } from '../metric-comparison.ts'
import { createStatistics } from '../metrics/metric-statistics.ts'
import type { TaskRows } from '../rows.ts'
import type { CellStatistic, MetricContext, Statistic } from '../statistic.ts'
import { isPlain, type Units } from '../units.ts'
import { countKinds, type RowKinds } from './comparison-cells.ts'
import { chooseMethod } from './comparison-methods.ts'

export type Model = 'candidate' | 'baseline'

/** One metric of a model that has a value. */
interface MeasuredModel {
  readonly model: Model
  readonly statistic: Statistic
}

/** How the numbers of one metric are made. */
export interface MetricPlan {
  readonly metric: MetricInfo
  /** Every model of the rows, with or without a value. */
  readonly statistics: Readonly<Record<Model, Statistic | null>>
  /** Those with a value, candidate first: resampled together. */
  readonly measured: readonly MeasuredModel[]
  readonly method: IntervalMethod
  /** Rows or groups that carry the metric, less one. */
  readonly degrees: number
  /** Rows by kind, where the metric is resampled by them. */
  readonly kinds: RowKinds | null
}

/** Resampling kinds pays where they are far fewer than what they stand for. */
const KINDS_THAT_PAY = 64
const UNITS_PER_KIND = 16
/** With more kinds of many rows the derivative is quicker. */
const MOST_KINDS = 2000

/** With less Student's law has no spread to go by. */
const FEWEST_DEGREES = 2

/** Kinds of rows, counted once for all metrics with the same cells. */
function createKindLookup(units: Units): (measured: readonly MeasuredModel[]) => RowKinds | null {
  const known: { readonly cells: readonly Int32Array[]; readonly kinds: RowKinds | null }[] = []
  return (measured) => {
    const statistics = measured.map(({ statistic }) => statistic)
    if (statistics.length === 0 || !statistics.every((one): one is CellStatistic & Statistic => one.kind === 'cells')) {
      return null
    }
    const cells = statistics.map((statistic) => statistic.cells)
    const isSame = (others: readonly Int32Array[]) =>
      others.length === cells.length && others.every((other, model) => other === cells[model])
    const found = known.find((one) => isSame(one.cells))
    if (found !== undefined) return found.kinds
    const counted = countKinds(statistics, units)
    const size = counted?.counts.length ?? 0
    const kinds = size <= KINDS_THAT_PAY || size * UNITS_PER_KIND <= units.count ? counted : null
    known.push({ cells, kinds })
    return kinds
  }
}

/** Chooses for each metric how its interval is made, and makes what it is measured by. */
export function planMetrics(
  metrics: readonly MetricInfo[],
  rows: TaskRows,
  units: Units,
  { method: asked }: Pick<ComparisonOptions, 'method'>,
  context: MetricContext,
): readonly MetricPlan[] {
  const ours = createStatistics(metrics, rows, 'candidate', context)
  const theirs = rows.baseline === null ? null : createStatistics(metrics, rows, 'baseline', context)
  const findKinds = createKindLookup(units)
  const rarer = rows.task === 'binary' ? countRarer(rows.labels) : null
  return metrics.map((metric, m) => {
    const statistics = { candidate: ours[m]!, baseline: theirs?.[m] ?? null }
    const measured = (['candidate', 'baseline'] as const).flatMap((model) => {
      const statistic = statistics[model]
      return statistic === null || statistic.undefinedBecause !== null ? [] : [{ model, statistic }]
    })
    const kinds = findKinds(measured)
    const isByCells = kinds !== null && kinds.counts.length <= MOST_KINDS
    const method = chooseMethod(metric, asked, { units: units.count, isPlain: isPlain(units), rarer, isByCells })
    return { metric, statistics, measured, method, kinds, degrees: countDegrees(metric, units, rarer) }
  })
}

/** Metrics to which every row adds alike, however rare its class. */
const SHARES_OF_ALL: readonly string[] = ['accuracy', 'selection_rate']

/** With two classes the rarer one carries most metrics. */
function countDegrees({ base }: MetricInfo, units: Units, rarer: number | null): number {
  const carriers = rarer === null || SHARES_OF_ALL.includes(base) ? units.count : Math.min(rarer, units.count)
  return Math.max(FEWEST_DEGREES, carriers - 1)
}

function countRarer(labels: Uint8Array): number {
  let positives = 0
  for (let i = 0; i < labels.length; i++) positives += labels[i]!
  return Math.min(positives, labels.length - positives)
}

/** How a difference gets its interval where the method is one of single proportions. */
export const differenceMethod = (method: IntervalMethod): IntervalMethod =>
  method === 'wilson' ? 'bootstrap-bca' : method

/** Whether the metric's numbers need resamples. */
export function isResampled({ method, measured }: MetricPlan): boolean {
  if (method === 'delong') return false
  return (measured.length > 1 ? differenceMethod(method) : method).startsWith('bootstrap')
}
