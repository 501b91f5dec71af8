import type { ComparisonOptions } from '../metric-comparison.ts'
import type { TaskRows } from '../rows.ts'
import type { MetricContext } from '../statistic.ts'
import { isPlain, type Units } from '../units.ts'
import { findForecasts, resampleCalibration } from './comparison-calibration.ts'
import { countBlocks, isLeftOutByBlocks } from './comparison-leave-out.ts'
import { findErrors, resampleMedians } from './comparison-median.ts'
import { MOST_RESAMPLED_ROWS, supportsMethod } from './comparison-methods.ts'
import { isResampled, type MetricPlan } from './comparison-plan.ts'
import { estimateRound, type Rounds } from './comparison-rounds.ts'

/** How often, and from which random numbers. */
export type Resampling = Pick<ComparisonOptions, 'resamples' | 'seed' | 'method'>

/** Replicates by model, at less than the cost of drawing all rows. */
type ResampleByParts = (options: Resampling) => readonly Float64Array[]

/** In which way the samples of each metric are made. */
export interface SamplingPlan {
  /** By kinds of rows. */
  readonly byKinds: readonly MetricPlan[]
  /** All others, however they are resampled. */
  readonly byUnits: readonly MetricPlan[]
  /** Of these, the calibration error of many rows by its bins and their median error by the rows near it. */
  readonly byParts: ReadonlyMap<MetricPlan, ResampleByParts>
  /** Of these, resampled by one draw of units a replicate that serves them all. */
  readonly drawn: readonly MetricPlan[]
  /** How often those are drawn. */
  readonly resamples: number
  /** Of these, measured anew without each block of rows. */
  readonly byBlocks: readonly MetricPlan[]
}

/** Rows that resamples by default draw in all: a few seconds. */
const MOST_ROWS_DRAWN = 2e8
/** So many resamples tell a standard error to 5 %. */
const FEWEST_RESAMPLES = 200

/** Where nobody asked for a bootstrap, very many rows are resampled less often; their law is close to normal then. */
function limitResamples({ resamples, method }: Resampling, units: Units): number {
  if (method !== null) return resamples
  return Math.min(resamples, Math.max(FEWEST_RESAMPLES, Math.floor(MOST_ROWS_DRAWN / Math.max(1, units.rows))))
}

/** Chooses the way of each metric but those by DeLong and those without a value. */
export function planSampling(
  plans: readonly MetricPlan[],
  rows: TaskRows,
  units: Units,
  options: Resampling,
): SamplingPlan {
  const left = plans.filter(({ method, measured }) => method !== 'delong' && measured.length > 0)
  const byUnits = left.filter(({ kinds }) => kinds === null)
  const byParts = new Map<MetricPlan, ResampleByParts>()
  for (const plan of byUnits.filter(isResampled)) {
    const parts = findParts(plan, rows, units)
    if (parts !== null) byParts.set(plan, parts)
  }
  return {
    byKinds: left.filter(({ kinds }) => kinds !== null),
    byUnits,
    byParts,
    drawn: byUnits.filter((plan) => isResampled(plan) && !byParts.has(plan)),
    resamples: limitResamples(options, units),
    byBlocks: byUnits.filter(
      (plan) => plan.measured.every(({ statistic }) => isLeftOutByBlocks(statistic, units)) && asksLeaveOut(plan),
    ),
  }
}

/** How many plain rows are resampled without drawing them all; null where there is no such way. */
function findParts({ metric, measured }: MetricPlan, rows: TaskRows, units: Units): ResampleByParts | null {
  if (!isPlain(units) || units.count <= MOST_RESAMPLED_ROWS) return null
  if (metric.base === 'ece') {
    const forecasts = measured.map(({ model }) => findForecasts(rows, model)).filter((one) => one !== null)
    if (forecasts.length < measured.length) return null
    return ({ resamples, seed }) => resampleCalibration(forecasts, resamples, seed)
  }
  if (metric.base !== 'median_ae') return null
  const errors = measured.map(({ model }) => findErrors(rows, model)).filter((one) => one !== null)
  return errors.length < measured.length ? null : ({ resamples, seed }) => resampleMedians(errors, resamples, seed)
}

/** Percentiles of a metric with corners are all that its interval rests on. */
function asksLeaveOut(plan: MetricPlan): boolean {
  return !isResampled(plan) || plan.method !== 'bootstrap-percentile' || supportsMethod(plan.metric, 'normal')
}

/** What measures metrics again and again, by kind: most of the time that a comparison takes. */
export interface SamplingRounds {
  readonly resample: Rounds | null
  readonly block: Rounds | null
}

/** The rounds of the plan, as data for whoever measures them; null where there are none of a kind. */
export function listRounds(
  { drawn, resamples, byBlocks }: SamplingPlan,
  rows: TaskRows,
  context: MetricContext,
  units: Units,
  { seed }: Resampling,
): SamplingRounds {
  const list = (kind: Rounds['kind'], plans: readonly MetricPlan[], count: number): Rounds | null => {
    const measured = plans.flatMap((plan) => plan.measured.map((one) => ({ metric: plan.metric, ...one })))
    if (measured.length === 0) return null
    const statistics = measured.map(({ statistic }) => statistic)
    const asked = measured.map(({ metric, model }) => ({ metric, model }))
    const seconds = count * estimateRound(kind, statistics, units)
    return { kind, rows, context, asked, count, seed, seconds }
  }
  return { resample: list('resample', drawn, resamples), block: list('block', byBlocks, countBlocks(units)) }
}
