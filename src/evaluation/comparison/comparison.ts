import type { MetricInfo } from '../../core/metric.ts'
import type { ComparisonOptions, MetricComparison } from '../metric-comparison.ts'
import type { TaskRows } from '../rows.ts'
import { sliceRows } from '../slices.ts'
import type { MetricContext } from '../statistic.ts'
import { describeUnits } from '../units.ts'
import { findOut, type Surroundings } from './comparison-findings.ts'
import { assertSupported, MOST_RESAMPLED_ROWS } from './comparison-methods.ts'
import { type MetricPlan, planMetrics } from './comparison-plan.ts'
import { assembleComparison } from './comparison-result.ts'
import type { MeasureElsewhere } from './comparison-rounds.ts'
import { type MeasuredRounds, sampleMetrics } from './comparison-sampling.ts'
import { orderRows } from './rows-order.ts'
import { listRounds, planSampling, type SamplingPlan } from './sampling-plan.ts'

/** Where no metric needs anything beside the rows. */
const NOTHING_BESIDE: MetricContext = { costs: null, compared: null }

/**
 * Each metric of candidate and baseline and their difference, with intervals, standard errors and, where one fits, a
 * paired test; in the order of `metrics`. Both models are resampled on the same rows (whole groups of rows where they
 * are grouped, each row with its weight), and one pass serves all metrics. The numbers depend on the rows, the options
 * and the seed alone, up to 20,000 rows whatever their order.
 *
 * Without a method asked for: DeLong for ROC AUC (Obuchowski's form for weights and groups), else BCa; above 20,000
 * units the jackknife's normal interval, but for metrics that are resampled by cells, those whose error has no
 * derivative, and average precision with fewer than 200 rows of a class. `wilson` holds for single values of plain rows;
 * the difference has BCa then.
 *
 * An undefined metric, or an interval that cannot be made, is null with the reason. Models that answer alike wherever
 * the metric looks have the difference 0, its interval [0, 0], and p 1.
 *
 * @throws InputError where the method asked for does not apply to a metric
 */
export function compareMetrics(
  metrics: readonly MetricInfo[],
  rows: TaskRows,
  options: ComparisonOptions,
  context: MetricContext = NOTHING_BESIDE,
): readonly MetricComparison[] {
  if (metrics.length === 0) return []
  return conclude(prepare(metrics, rows, options, context))
}

/**
 * The same numbers, where most of the work may be done elsewhere.
 *
 * @throws InputError where the method asked for does not apply to a metric; whatever `measure` throws
 */
export async function compareMetricsWith(
  measure: MeasureElsewhere,
  metrics: readonly MetricInfo[],
  rows: TaskRows,
  options: ComparisonOptions,
  context: MetricContext = NOTHING_BESIDE,
): Promise<readonly MetricComparison[]> {
  if (metrics.length === 0) return []
  const prepared = prepare(metrics, rows, options, context)
  const { resample, block } = listRounds(prepared.sampling, prepared.rows, prepared.context, prepared.units, options)
  const [resampled, leftOut] = await Promise.all([resample && measure(resample), block && measure(block)])
  return conclude(prepared, { resample: resampled, block: leftOut })
}

/** What a comparison rests on before anything is resampled. */
interface Prepared extends Surroundings {
  readonly context: MetricContext
  readonly plans: readonly MetricPlan[]
  readonly sampling: SamplingPlan
}

function prepare(
  metrics: readonly MetricInfo[],
  asRead: TaskRows,
  options: ComparisonOptions,
  beside: MetricContext,
): Prepared {
  assertSupported(metrics, { method: options.method, test: null })
  const { rows, context } = sortRows(asRead, beside)
  const units = describeUnits(rows)
  const plans = planMetrics(metrics, rows, units, options, context)
  return { rows, context, units, options, plans, sampling: planSampling(plans, rows, units, options) }
}

function conclude(prepared: Prepared, elsewhere?: MeasuredRounds): readonly MetricComparison[] {
  const { plans, sampling, rows, units, options } = prepared
  const samples = sampleMetrics(sampling, rows, units, options, elsewhere)
  return plans.map((plan) =>
    assembleComparison(plan.metric, units.rows, options.confidence, findOut(plan, samples.get(plan), prepared)),
  )
}

/** Rows in an order of their own, so that no order of the input changes a resample; many rows stay as they are. */
function sortRows(
  rows: TaskRows,
  { costs, compared: asRead }: MetricContext,
): { readonly rows: TaskRows; readonly context: MetricContext } {
  const compared = asRead && sortCompared(asRead)
  const units = describeUnits(rows)
  if (units.rows > MOST_RESAMPLED_ROWS) return { rows, context: { costs, compared } }
  const order = orderRows(rows, units.ofRow, compared)
  return {
    rows: sliceRows(rows, order),
    context: {
      costs,
      compared: compared && { ...compared, codes: order.map((row) => compared.codes[row]!) },
    },
  }
}

/** The compared groups numbered by their names: as read, they are numbered by their first rows. */
function sortCompared({ codes, names }: NonNullable<MetricContext['compared']>) {
  const keyOf = (code: number) => JSON.stringify(names[code])
  const sorted = [...names.keys()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const places = new Int32Array(names.length)
  sorted.forEach((code, place) => {
    places[code] = place
  })
  return { codes: codes.map((code) => places[code]!), names: sorted.map((code) => names[code]!) }
}
