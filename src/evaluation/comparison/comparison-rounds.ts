import type { MetricInfo } from '../../core/metric.ts'
import { createStatistics } from '../metrics/metric-statistics.ts'
import type { TaskRows } from '../rows.ts'
import type { MetricContext, OrderStatistic, Statistic } from '../statistic.ts'
import { describeUnits, type Units } from '../units.ts'
import { prepareBlocks } from './comparison-leave-out.ts'
import type { Model } from './comparison-plan.ts'
import { type MeasureRounds, prepareResampling } from './comparison-resampling.ts'

/** A metric of a model. */
interface AskedMetric {
  readonly metric: MetricInfo
  readonly model: Model
}

/**
 * Metrics to be measured again and again on the same rows, as plain data, so that threads can take a part each: no round
 * looks at another one.
 */
export interface Rounds {
  /** Each round a resample, or the rows without one of their blocks. */
  readonly kind: 'resample' | 'block'
  readonly rows: TaskRows
  readonly context: MetricContext
  /** Those with a value on the rows. */
  readonly asked: readonly AskedMetric[]
  readonly count: number
  readonly seed: number
  /** How long all of them take on one thread, about. */
  readonly seconds: number
}

/**
 * The numbers of all rounds from elsewhere, by metric asked for, then round; null where they are better measured here.
 * They must be what `prepareRounds` gives.
 */
export type MeasureElsewhere = (rounds: Rounds) => Promise<readonly Float64Array[] | null>

/** Makes ready to measure any of the rounds. */
export function prepareRounds({ kind, rows, context, asked, seed }: Rounds): MeasureRounds {
  const units = describeUnits(rows)
  const statistics = createAsked(asked, rows, context)
  return kind === 'resample'
    ? prepareResampling(statistics, units, seed)
    : prepareBlocks(statistics as readonly OrderStatistic[], units)
}

/** In the order asked for; those of one model are made at once, since they share much. */
function createAsked(asked: readonly AskedMetric[], rows: TaskRows, context: MetricContext): readonly Statistic[] {
  const made = new Map<AskedMetric, Statistic>()
  for (const model of ['candidate', 'baseline'] as const) {
    const own = asked.filter((one) => one.model === model)
    if (own.length === 0) continue
    const metrics = own.map(({ metric }) => metric)
    createStatistics(metrics, rows, model, context).forEach((statistic, i) => {
      made.set(own[i]!, statistic)
    })
  }
  return asked.map((one) => made.get(one)!)
}

/** Measured, of a row or unit: drawn at random, added to a sum, put into a cell, looked at in an order (medians thrice). */
const SECONDS = { draw: 4e-9, sums: 1e-9, cells: 2e-9, order: 6e-9 }

/** How long a round of these metrics takes, about. */
export function estimateRound(kind: Rounds['kind'], statistics: readonly Statistic[], units: Units): number {
  const measuring = statistics.reduce((sum, statistic) => {
    const looked = statistic.kind === 'sums' ? statistic.terms.length * units.count : units.rows
    return sum + looked * SECONDS[statistic.kind]
  }, 0)
  return measuring + (kind === 'resample' ? units.count * SECONDS.draw : 0)
}
