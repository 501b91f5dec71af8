import type { TaskRows } from '../rows.ts'
import type { Units } from '../units.ts'
import { boundCalibrationBias } from './calibration-bias.ts'
import { findForecasts } from './comparison-calibration.ts'
import { type CellPair, sampleKinds } from './comparison-cells.ts'
import { leaveOutUnits, measureOnce } from './comparison-leave-out.ts'
import { isResampled, type MetricPlan, type Model } from './comparison-plan.ts'
import { prepareResampling } from './comparison-resampling.ts'
import { type ModelSample, type PairedSample, pairSamples } from './comparison-samples.ts'
import type { Resampling, SamplingPlan } from './sampling-plan.ts'

/** Numbers of the rounds that were measured elsewhere, by metric and model in the order of the plan. */
export interface MeasuredRounds {
  readonly resample: readonly Float64Array[] | null
  readonly block: readonly Float64Array[] | null
}

/** What no other place has measured is measured here. */
const NOTHING_ELSEWHERE: MeasuredRounds = { resample: null, block: null }

/**
 * The samples of all metrics but those by DeLong: by kinds of rows where a metric has them, by parts where they stand for
 * all rows, all others by one draw of units a replicate that serves them all (above 100,000 rows fewer of them, at least
 * 200).
 */
export function sampleMetrics(
  plan: SamplingPlan,
  rows: TaskRows,
  units: Units,
  options: Resampling,
  elsewhere: MeasuredRounds = NOTHING_ELSEWHERE,
): Map<MetricPlan, PairedSample> {
  const samples = sampleByKinds(plan, options)
  const { byUnits, byParts, drawn, byBlocks } = plan
  const drawnSamples = assignRounds(drawn, elsewhere.resample ?? resampleHere(plan, units, options))
  const leftOut = assignRounds(byBlocks, elsewhere.block)
  for (const each of byUnits) {
    const replicates = drawnSamples.get(each) ?? byParts.get(each)?.(options)
    const pair = each.measured.map(
      ({ statistic, model }, i): ModelSample => ({
        value: measureOnce(statistic, units),
        replicates: replicates?.[i] ?? null,
        bias: each.metric.base === 'ece' ? findCalibrationBias(rows, model, units) : 0,
        leaveOut: () => leftOut.get(each)?.[i] ?? leaveOutUnits(statistic, units),
      }),
    )
    samples.set(each, pairSamples(pair, null))
  }
  return samples
}

function sampleByKinds({ byKinds }: SamplingPlan, options: Resampling): Map<MetricPlan, PairedSample> {
  const samples = new Map<MetricPlan, PairedSample>()
  for (const plan of byKinds) {
    if (samples.has(plan)) continue
    const alike = byKinds.filter(({ kinds }) => kinds === plan.kinds)
    const resamples = alike.some(isResampled) ? options.resamples : 0
    const pairs = alike.map(({ measured }) => measured.map(({ statistic }) => statistic) as unknown as CellPair)
    sampleKinds(pairs, plan.kinds!, { ...options, resamples }).forEach((pair, i) => {
      samples.set(alike[i]!, pairSamples(pair, plan.kinds!.counts))
    })
  }
  return samples
}

function resampleHere(
  { drawn, resamples }: SamplingPlan,
  units: Units,
  { seed }: Resampling,
): readonly Float64Array[] | null {
  const statistics = drawn.flatMap(({ measured }) => measured.map(({ statistic }) => statistic))
  return statistics.length === 0 ? null : prepareResampling(statistics, units, seed)(0, resamples)
}

/** Each plan's share of a list by metric, then model. */
function assignRounds(
  plans: readonly MetricPlan[],
  numbers: readonly Float64Array[] | null,
): Map<MetricPlan, readonly Float64Array[]> {
  const shares = new Map<MetricPlan, readonly Float64Array[]>()
  if (numbers === null) return shares
  let next = 0
  for (const plan of plans) {
    shares.set(plan, numbers.slice(next, next + plan.measured.length))
    next += plan.measured.length
  }
  return shares
}

function findCalibrationBias(rows: TaskRows, model: Model, units: Units): number {
  const forecasts = findForecasts(rows, model)
  return forecasts === null ? 0 : boundCalibrationBias(forecasts, units)
}
