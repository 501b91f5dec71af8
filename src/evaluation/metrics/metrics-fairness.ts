import { formatPlural } from '../../core/count.ts'
import type { MetricInfo } from '../../core/metric.ts'
import { listValues } from '../join/label-classes.ts'
import type { BinaryRows, ScoredRows } from '../rows.ts'
import type { MetricContext, OrderStatistic, Statistic } from '../statistic.ts'
import { type CellTable, makeCellStatistic, makeCellTable } from './cell-statistics.ts'
import { explainScoreFaults, findScoreFaults } from './metrics-scores.ts'
import { makeUndefined } from './sum-statistics.ts'

/** Smaller groups say nothing of a model and much of their members. */
const FEWEST_ROWS = 5
/** Cells of a group: 2 × label + prediction. */
const CELLS = 4

/** Rates of a group, numerator and denominator by its cells: NaN where the group has no row of that kind. */
const RATES = {
  selection: { of: 'rows', compute: (n: Cells) => (n[1] + n[3]) / (n[0] + n[1] + n[2] + n[3]) },
  truePositive: { of: 'positives', compute: (n: Cells) => n[3] / (n[2] + n[3]) },
  falsePositive: { of: 'negatives', compute: (n: Cells) => n[1] / (n[0] + n[1]) },
} as const

type Cells = readonly [trueNegatives: number, falsePositives: number, falseNegatives: number, truePositives: number]
type Rate = (typeof RATES)[keyof typeof RATES]

const GAPS: Readonly<Record<string, readonly Rate[]>> = {
  demographic_parity_difference: [RATES.selection],
  equal_opportunity_difference: [RATES.truePositive],
  equalized_odds_difference: [RATES.truePositive, RATES.falsePositive],
}

/** Whether the metric compares the groups of a column. */
export function isFairnessMetric({ needs }: MetricInfo): boolean {
  return needs === 'group' || needs === 'probabilityGroup'
}

/** The groups that are compared, and how many are too small to be. */
interface Groups {
  readonly codes: Int32Array
  readonly names: readonly string[]
  readonly compared: readonly number[]
  readonly notes: readonly string[]
}

function chooseGroups({ codes, names }: NonNullable<MetricContext['compared']>): Groups {
  const sizes = new Int32Array(names.length)
  for (let i = 0; i < codes.length; i++) sizes[codes[i]!]!++
  const small = names.filter((_, group) => sizes[group]! > 0 && sizes[group]! < FEWEST_ROWS).length
  return {
    codes,
    names: names.map((name) => name ?? '(null)'),
    compared: [...names.keys()].filter((group) => sizes[group]! >= FEWEST_ROWS),
    notes: small === 0 ? [] : [`${formatPlural(small, 'group')} of fewer than ${FEWEST_ROWS} rows left out`],
  }
}

/** Largest less smallest of the numbers; NaN with fewer than two. */
function findSpread(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value))
  return known.length < 2 ? Number.NaN : Math.max(...known) - Math.min(...known)
}

function rateGroups({ compared }: Groups, { compute }: Rate, totals: Float64Array): readonly number[] {
  return compared.map((group) => {
    const first = CELLS * group
    return compute([totals[first]!, totals[first + 1]!, totals[first + 2]!, totals[first + 3]!])
  })
}

function createGapStatistic(rates: readonly Rate[], groups: Groups, table: CellTable): Statistic {
  const missing = rates.map((rate) => {
    const values = rateGroups(groups, rate, table.totals)
    return {
      of: rate.of,
      names: groups.compared.filter((_, i) => Number.isNaN(values[i])).map((g) => groups.names[g]!),
    }
  })
  const lacking = missing.find(({ names }) => groups.compared.length - names.length < 2)
  if (lacking !== undefined) return makeUndefined(explainTooFew(groups, lacking.of))
  return {
    ...makeCellStatistic(table, (totals) => {
      const gaps = rates.map((rate) => findSpread(rateGroups(groups, rate, totals)))
      return gaps.reduce((most, gap) => Math.max(most, gap), Number.NEGATIVE_INFINITY)
    }),
    undefinedBecause: null,
    notes: [
      ...groups.notes,
      ...missing.flatMap(({ of, names }) =>
        names.length === 0 ? [] : [`left out for want of ${of}: ${listValues(names)}`],
      ),
    ],
  }
}

function explainTooFew({ compared, notes }: Groups, of: string): string {
  const found = compared.length < 2 ? formatPlural(compared.length, 'group') : `fewer than two groups with ${of}`
  return [`${found} to compare`, ...notes].join('; ')
}

/** Mean score less mean label of each group, by sums over its rows. */
function createCalibrationGap(labels: Uint8Array, scores: Float64Array, groups: Groups): OrderStatistic {
  const { codes, compared, names } = groups
  const gaps = scores.map((score, i) => score - labels[i]!)
  const sumGroups = (weights: Float64Array | null) => {
    const sums = new Float64Array(names.length)
    const sizes = new Float64Array(names.length)
    for (let i = 0; i < gaps.length; i++) {
      const weight = weights === null ? 1 : weights[i]!
      sums[codes[i]!]! += weight * gaps[i]!
      sizes[codes[i]!]! += weight
    }
    return { sums, sizes }
  }
  const measure = (sums: Float64Array, sizes: Float64Array) =>
    findSpread(compared.map((group) => sums[group]! / sizes[group]!))
  return {
    kind: 'order',
    measure: (weights) => {
      const { sums, sizes } = sumGroups(weights)
      return measure(sums, sizes)
    },
    leaveOut: () => {
      const { sums, sizes } = sumGroups(null)
      const rest = compared.map((group) => {
        const others = compared.filter((other) => other !== group).map((other) => sums[other]! / sizes[other]!)
        return { most: Math.max(...others), least: Math.min(...others) }
      })
      const whole = measure(sums, sizes)
      const places = new Map(compared.map((group, place) => [group, place]))
      return gaps.map((gap, i) => {
        const group = codes[i]!
        const place = places.get(group)
        if (place === undefined) return whole
        const own = (sums[group]! - gap) / (sizes[group]! - 1)
        const { most, least } = rest[place]!
        return Math.max(most, own) - Math.min(least, own)
      })
    },
  }
}

/**
 * Makes the metrics that compare the groups of a column: the largest less the smallest rate among them. Equalized odds
 * is the larger of the gaps of true and of false positive rates. Calibration (chosen): of mean score − mean label. A
 * group without rows of the kind that a rate asks for is left out of it and named, one of fewer than 5 rows is left out
 * and counted; with fewer than two groups left the metric is undefined.
 */
export function prepareFairnessStatistics(
  { labels, weights }: BinaryRows,
  { predictions, scores }: ScoredRows,
  compared: MetricContext['compared'],
): (metric: MetricInfo) => Statistic {
  let groups: Groups | null = null
  let table: CellTable | null = null
  return (metric) => {
    if (compared === null) return makeUndefined('no column to compare is named')
    groups ??= chooseGroups(compared)
    const rates = GAPS[metric.base]
    if (rates !== undefined) {
      table ??= makeCellTable(
        compared.codes.map((group, i) => CELLS * group + 2 * labels[i]! + predictions[i]!),
        CELLS * compared.names.length,
        weights,
      )
      return createGapStatistic(rates, groups, table)
    }
    if (scores === null) return makeUndefined('there is no score column')
    const reason = explainScoreFaults(metric, findScoreFaults(scores))
    if (reason !== null) return makeUndefined(reason)
    if (groups.compared.length < 2) return makeUndefined(explainTooFew(groups, 'rows'))
    return { ...createCalibrationGap(labels, scores, groups), undefinedBecause: null, notes: groups.notes }
  }
}
