import type { ComparisonOptions } from '../metric-comparison.ts'
import type { TaskRows } from '../rows.ts'
import { isPlain, type Units } from '../units.ts'
import { boundCalibrationBias } from './calibration-bias.ts'
import { findForecasts, resampleCalibration } from './comparison-calibration.ts'
import { type CellPair, sampleKinds } from './comparison-cells.ts'
import { leaveOutUnits, measureOnce } from './comparison-leave-out.ts'
import { findErrors, resampleMedians } from './comparison-median.ts'
import { MOST_RESAMPLED_ROWS } from './comparison-methods.ts'
import { isResampled, type MetricPlan, type Model } from './comparison-plan.ts'
import { resampleUnits } from './comparison-resampling.ts'
import { type ModelSample, type PairedSample, pairSamples } from './comparison-samples.ts'

/** How often, and from which random numbers. */
type Resampling = Pick<ComparisonOptions, 'resamples' | 'seed' | 'method'>

/** Rows that resamples by default draw in all: a few seconds. */
const MOST_ROWS_DRAWN = 2e8
/** So many resamples tell a standard error to 5 %. */
const FEWEST_RESAMPLES = 200

/** Where nobody asked for a bootstrap, very many rows are resampled less often; their law is close to normal then. */
function limitResamples({ resamples, method }: Resampling, units: Units): number {
  if (method !== null) return resamples
  return Math.min(resamples, Math.max(FEWEST_RESAMPLES, Math.floor(MOST_ROWS_DRAWN / Math.max(1, units.rows))))
}

/**
 * The samples of all metrics but those by DeLong: by kinds of rows where a metric has them, the calibration error of
 * many rows by its bins and their median error by the rows near it, all others by one draw of units a replicate that serves them all (above 100,000 rows fewer of
 * them, at least 200).
 */
export function sampleMetrics(
  plans: readonly MetricPlan[],
  rows: TaskRows,
  units: Units,
  options: Resampling,
): Map<MetricPlan, PairedSample> {
  const samples = new Map<MetricPlan, PairedSample>()
  const left = plans.filter(({ method, measured }) => method !== 'delong' && measured.length > 0)
  for (const plan of left.filter(({ kinds }) => kinds !== null)) {
    if (samples.has(plan)) continue
    const alike = left.filter(({ kinds }) => kinds === plan.kinds)
    const resamples = alike.some(isResampled) ? options.resamples : 0
    const pairs = alike.map(({ measured }) => measured.map(({ statistic }) => statistic) as unknown as CellPair)
    sampleKinds(pairs, plan.kinds!, { ...options, resamples }).forEach((pair, i) => {
      samples.set(alike[i]!, pairSamples(pair, plan.kinds!.counts))
    })
  }
  const byUnits = left.filter(({ kinds }) => kinds === null)
  const replicates = new Map<MetricPlan, readonly Float64Array[]>()
  for (const plan of byUnits.filter(isResampled)) {
    const byParts = resampleByParts(plan, rows, units, options)
    if (byParts !== null) replicates.set(plan, byParts)
  }
  const drawn = byUnits.filter((plan) => isResampled(plan) && !replicates.has(plan))
  const found = resampleUnits(
    drawn.flatMap(({ measured }) => measured.map(({ statistic }) => statistic)),
    units,
    { ...options, resamples: limitResamples(options, units) },
  )
  let next = 0
  for (const plan of drawn) {
    replicates.set(plan, found.slice(next, next + plan.measured.length))
    next += plan.measured.length
  }
  for (const plan of byUnits) {
    const { metric } = plan
    const pair = plan.measured.map(
      ({ statistic }, model): ModelSample => ({
        value: measureOnce(statistic, units),
        replicates: replicates.get(plan)?.[model] ?? null,
        bias: metric.base === 'ece' ? findCalibrationBias(rows, plan.measured[model]!.model, units) : 0,
        leaveOut: () => leaveOutUnits(statistic, units),
      }),
    )
    samples.set(plan, pairSamples(pair, null))
  }
  return samples
}

/** Replicates of many plain rows at less than the cost of drawing them all; null where there is no such way. */
function resampleByParts(
  { metric, measured }: MetricPlan,
  rows: TaskRows,
  units: Units,
  { resamples, seed }: Resampling,
): readonly Float64Array[] | null {
  if (!isPlain(units) || units.count <= MOST_RESAMPLED_ROWS) return null
  if (metric.base === 'ece') {
    const forecasts = measured.map(({ model }) => findForecasts(rows, model)).filter((one) => one !== null)
    return forecasts.length < measured.length ? null : resampleCalibration(forecasts, resamples, seed)
  }
  const errors = metric.base === 'median_ae' ? measured.map(({ model }) => findErrors(rows, model)) : []
  const found = errors.filter((one) => one !== null)
  return found.length === 0 || found.length < measured.length ? null : resampleMedians(found, resamples, seed)
}

function findCalibrationBias(rows: TaskRows, model: Model, units: Units): number {
  const forecasts = findForecasts(rows, model)
  return forecasts === null ? 0 : boundCalibrationBias(forecasts, units)
}
