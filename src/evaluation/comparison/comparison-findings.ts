import { formatPlural } from '../../core/count.ts'
import type { Interval, IntervalMethod } from '../../core/metric.ts'
import { computeJackknifeError } from '../../stats/jackknife.ts'
import { computeTangoInterval } from '../../stats/tango.ts'
import { computeWilsonInterval } from '../../stats/wilson.ts'
import type { ComparisonOptions } from '../metric-comparison.ts'
import type { BinaryRows, TaskRows } from '../rows.ts'
import { isPlain, type Units } from '../units.ts'
import { compareRocAuc, type DelongComparison } from './comparison-delong.ts'
import { answersAlike, boundAgreement, countDiscordantPairs } from './comparison-discordant.ts'
import {
  estimateSpread,
  type IntervalSettings,
  noSpread,
  type Sample,
  type Spread,
  widenSpread,
  ZERO_SPREAD,
} from './comparison-intervals.ts'
import { chooseTest, supportsMethod } from './comparison-methods.ts'
import { differenceMethod, type MetricPlan, type Model } from './comparison-plan.ts'
import { type Findings, type Side, undefinedSide } from './comparison-result.ts'
import type { PairedSample } from './comparison-samples.ts'
import { testDifference } from './comparison-tests.ts'
import { countTrials } from './comparison-trials.ts'
import { boundUnseenLabels } from './unseen-labels.ts'

/** An interval by groups needs as many of them as one by rows needs rows. */
const FEWEST_GROUPS = 30

/** What is known of a comparison's rows. */
export interface Surroundings {
  readonly rows: TaskRows
  readonly units: Units
  readonly options: ComparisonOptions
}

/** Values, intervals and test of one metric. */
export function findOut(plan: MetricPlan, sample: PairedSample | undefined, around: Surroundings): Findings {
  const { metric, statistics, measured, method } = plan
  const { rows, units, options } = around
  const isFew = units.ofRow !== null && units.count < FEWEST_GROUPS
  const withhold = (side: Side): Side =>
    isFew && side.value !== null && side.spread !== ZERO_SPREAD
      ? {
          ...side,
          spread: noSpread(
            `the rows stand in ${formatPlural(units.count, 'group')}, and an interval needs ${FEWEST_GROUPS}`,
          ),
        }
      : side
  const asked = chooseTest(metric, options.test)
  const delong = method === 'delong' || asked === 'delong' ? runDelong(plan, around) : null
  const sides =
    method === 'delong' && delong !== null
      ? delong.sides
      : (sample?.models ?? []).map((model, i) => describeModel(model, plan, measured[i]!.model, around))
  const sideOf = (model: Model): Side | null => {
    const statistic = statistics[model]
    if (statistic === null) return null
    const place = measured.findIndex((one) => one.model === model)
    return place === -1 ? undefinedSide(statistic.undefinedBecause) : withhold(sides[place]!)
  }
  const difference =
    method === 'delong' && delong !== null ? delong.difference : sample && describeDifference(sample, plan, around)
  const hasTest = rows.baseline !== null && measured.length === 2 && asked !== null && !isFew
  const pValue = hasTest ? (asked === 'delong' ? delong!.pValue : testDifference(metric, asked, rows, units)) : null
  return {
    candidate: sideOf('candidate')!,
    baseline: sideOf('baseline'),
    difference: rows.baseline === null ? null : withhold(difference ?? undefinedSide(null)),
    method,
    differenceMethod: differenceMethod(method),
    test: asked && { method: asked, pValue },
    notes: {
      candidate: [...statistics.candidate!.notes, ...noteResamples(sample, options)],
      baseline: statistics.baseline?.notes ?? [],
    },
  }
}

function noteResamples(sample: PairedSample | undefined, { resamples }: ComparisonOptions): readonly string[] {
  const taken = sample?.models[0]?.replicates?.length ?? resamples
  return taken < resamples ? [`${taken} resamples, not ${resamples}, of so many rows`] : []
}

function runDelong({ measured, degrees }: MetricPlan, { rows, units, options }: Surroundings): DelongComparison | null {
  if (rows.task !== 'binary' || measured.length === 0) return null
  const scores = measured.map(({ model }) => (rows as BinaryRows)[model]!.scores!)
  return compareRocAuc(rows.labels, scores, units, options.confidence, degrees)
}

function describeModel(
  sample: Sample,
  plan: MetricPlan,
  model: Model,
  { rows, options: { confidence } }: Surroundings,
): Side {
  const { metric, method } = plan
  if (Number.isNaN(sample.value)) return undefinedSide('it has no value on these rows')
  const trials = method === 'wilson' ? countTrials(metric, rows, model) : null
  const spread: Spread =
    trials === null
      ? estimateSpread(sample, settle(plan, method, confidence, metric.range, [sample]))
      : {
          interval: computeWilsonInterval(Math.round(sample.value * trials), trials, confidence),
          standardError: computeJackknifeError(sample.leaveOut()),
          reason: null,
        }
  return { value: sample.value, spread }
}

/** The difference of two models; null without a second. */
function describeDifference(
  { difference, isSame, models }: PairedSample,
  plan: MetricPlan,
  { rows, units, options: { confidence } }: Surroundings,
): Side | null {
  if (difference === null) return null
  if (Number.isNaN(difference.value)) return undefinedSide(null)
  const pairs = isPlain(units) ? countDiscordantPairs(plan.metric, rows) : null
  const statistic = plan.measured[0]!.statistic
  const isChance = statistic.kind === 'cells' && !answersAlike(rows)
  if (isSame && !(isChance && pairs !== null)) {
    return { value: 0, spread: isChance ? boundAgreement(statistic, units, confidence) : ZERO_SPREAD }
  }
  const [low, high] = plan.metric.range
  const settings = settle(plan, differenceMethod(plan.method), confidence, [low - high, high - low], models)
  const unseen = boundUnseenLabels(
    plan.measured.map(({ statistic }) => statistic),
    units,
    confidence,
  )
  const bias = [difference.bias[0] + unseen[0], difference.bias[1] + unseen[1]] as const
  const spread = estimateSpread({ ...difference, bias }, settings)
  return {
    value: difference.value,
    spread: pairs === null ? spread : widenSpread(spread, computeTangoInterval(pairs, confidence), confidence),
  }
}

function settle(
  { metric, degrees, measured }: MetricPlan,
  method: IntervalMethod,
  confidence: number,
  range: Interval,
  numbers: readonly Pick<Sample, 'value'>[],
): IntervalSettings {
  // A share is told from 1, which it is computed with; an error in units of the labels is as small as they are.
  const least = Number.isFinite(metric.range[1]) ? 1 : 0
  const scale = numbers.reduce((most, { value }) => Math.max(most, Math.abs(value)), least)
  const isSmooth = supportsMethod(metric, 'normal')
  // what scores may cost with another label is known from them
  const isUnbounded =
    !Number.isFinite(metric.range[1]) &&
    measured.some(({ statistic }) => statistic.kind === 'sums' && statistic.otherLosses === undefined)
  return { method, confidence, range, degrees, isSmooth, isUnbounded, scale }
}
