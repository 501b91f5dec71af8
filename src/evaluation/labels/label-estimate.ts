import { computeNormalInterval } from '../comparison/comparison-intervals.ts'
import type { Statistic } from '../statistic.ts'

/** A metric's difference of two models over all rows, of which only some were labelled. */
export interface SampledDifference {
  /** Each model's metric; null where it has none. */
  readonly candidate: number | null
  readonly baseline: number | null
  readonly value: number | null
  readonly interval: readonly [number, number] | null
  readonly standardError: number | null
  readonly reason: string | null
}

/** Labelled rows of one stratum. */
export interface LabelledStratum {
  readonly name: string
  /** Rows of the stratum, labelled or not. */
  readonly size: number
  /** Positions of its labelled rows among those that the statistics are over. */
  readonly rows: readonly number[]
  /** Whether both models predict the same class on its rows. */
  readonly agrees: boolean
  /** Its one row stands for all, since no label of theirs can change the difference. */
  readonly isAssumed: boolean
}

/** A statistic of weighted rows, and how it moves with the weight of each. */
interface WeightedMeasure {
  readonly value: number
  readonly slopes: Float64Array
}

/** Share of a weight that it is changed by, to see how a metric moves. */
const STEP = 1e-3

/**
 * The difference candidate − baseline of a metric over all rows, from labels of a stratified sample, each labelled row
 * weighing size / labelled of its stratum; with the normal interval of two-phase sampling: the rows are a sample of the
 * world (σ²/N), and the labels one of the rows (Σ N_h² (1 − n_h/N_h) s_h²/n_h), both of the metric's linear part. Few
 * labelled rows of a stratum that happen to be alike do not prove the others so: to each s_h² comes one row's worth of the
 * spread of all strata of its kind, and where the models disagree that is at least what one dissenting row would show.
 *
 * @param strata each with all of its labelled rows; every row of the statistics belongs to one
 * @see Cochran, W. G. (1977), Sampling techniques, chapter 12; Särndal et al. (1992), section 9.3.
 */
export function estimateDifference(
  [candidate, baseline]: readonly [Statistic, Statistic],
  strata: readonly LabelledStratum[],
  confidence: number,
  range: readonly [number, number],
): SampledDifference {
  const length = strata.reduce((sum, { rows }) => sum + rows.length, 0)
  const weights = new Float64Array(length)
  for (const { rows, size } of strata) for (const row of rows) weights[row] = size / rows.length
  const [ours, theirs] = [measureWeighted(candidate, weights), measureWeighted(baseline, weights)]
  const toNumber = (value: number) => (Number.isNaN(value) ? null : value)
  const sides = { candidate: toNumber(ours.value), baseline: toNumber(theirs.value) }
  const none = { ...sides, value: null, interval: null, standardError: null }
  const value = ours.value - theirs.value
  if (Number.isNaN(value)) {
    const reason = candidate.undefinedBecause ?? baseline.undefinedBecause ?? 'it cannot be computed on these rows'
    return { ...none, reason }
  }
  const variance = sumVariance(
    strata,
    ours.slopes.map((slope, row) => slope - theirs.slopes[row]!),
  )
  if (typeof variance === 'string') return { ...none, value, reason: variance }
  const standardError = Math.sqrt(variance)
  if (standardError === 0) return { ...none, value, standardError, reason: 'no labelled row tells the models apart' }
  return {
    ...sides,
    value,
    interval: computeNormalInterval(value, standardError, confidence, range),
    standardError,
    reason: null,
  }
}

function measureWeighted(statistic: Statistic, weights: Float64Array): WeightedMeasure {
  switch (statistic.kind) {
    case 'cells': {
      const totals = new Float64Array(statistic.size)
      weights.forEach((weight, row) => {
        totals[statistic.cells[row]!]! += weight
      })
      const measure = (sums: Float64Array) => statistic.measure(sums)
      const ofCell = totals.map((_, cell) => findSlope(measure, totals, cell, STEP * weights.length))
      return { value: measure(totals), slopes: weights.map((_, row) => ofCell[statistic.cells[row]!]!) }
    }
    case 'sums': {
      const sums = Float64Array.from(statistic.terms, (terms) =>
        weights.reduce((sum, weight, row) => sum + weight * terms[row]!, 0),
      )
      const shift = (row: number, by: number) => sums.map((sum, index) => sum + by * statistic.terms[index]![row]!)
      const slopes = weights.map((weight, row) => {
        const step = STEP * weight
        return (statistic.measure(shift(row, step)) - statistic.measure(shift(row, -step))) / (2 * step)
      })
      return { value: statistic.measure(sums), slopes }
    }
    case 'order': {
      const measure = (changed: Float64Array) => statistic.measure(changed)
      const slopes = weights.map((weight, row) => findSlope(measure, weights, row, STEP * weight))
      return { value: measure(weights), slopes }
    }
  }
}

/** The slope of a function of many numbers along one of them, from both sides. */
function findSlope(measure: (at: Float64Array) => number, at: Float64Array, index: number, step: number): number {
  const changed = at.slice()
  changed[index] = at[index]! + step
  const above = measure(changed)
  changed[index] = at[index]! - step
  return (above - measure(changed)) / (2 * step)
}

/** Σ (x − mean)² of one stratum's labelled rows, and what it is of. */
interface Spread {
  readonly stratum: LabelledStratum
  readonly mean: number
  readonly squares: number
}

/** The variance, or why there is none. */
function sumVariance(strata: readonly LabelledStratum[], slopes: Float64Array): number | string {
  const total = strata.reduce((sum, { size }) => sum + size, 0)
  const spreads = strata.map((stratum): Spread => {
    const own = stratum.rows.map((row) => slopes[row]!)
    const mean = own.reduce((sum, slope) => sum + slope, 0) / own.length
    return { stratum, mean, squares: own.reduce((sum, slope) => sum + (slope - mean) ** 2, 0) }
  })
  const usual = { agreeing: poolSpread(spreads, true, slopes), disagreeing: poolSpread(spreads, false, slopes) }
  let [ofLabels, mean, square] = [0, 0, 0]
  for (const { stratum, mean: ownMean, squares } of spreads) {
    const { name, size, rows, agrees, isAssumed } = stratum
    const share = size / total
    mean += share * ownMean
    square += share * (ownMean ** 2 + squares / rows.length)
    if (rows.length === size || isAssumed) continue
    if (rows.length < 2) return `one labelled row of stratum ${name} says nothing of the others: label two`
    const variance = (squares + (agrees ? usual.agreeing : usual.disagreeing)) / rows.length
    ofLabels += (size ** 2 * (1 - rows.length / size) * variance) / rows.length
  }
  return ofLabels + total * (square - mean ** 2)
}

/** The variance within the strata of one kind; 0 where none has labels. */
function poolSpread(spreads: readonly Spread[], agreeing: boolean, slopes: Float64Array): number {
  const own = spreads.filter(({ stratum: { agrees, isAssumed } }) => agrees === agreeing && !isAssumed)
  const rows = own.flatMap(({ stratum }) => stratum.rows)
  const freedom = rows.length - own.length
  const pooled = freedom === 0 ? 0 : own.reduce((sum, { squares }) => sum + squares, 0) / freedom
  if (agreeing) return pooled
  const largest = rows.reduce((most, row) => Math.max(most, Math.abs(slopes[row]!)), 0)
  return Math.max(pooled, (2 * largest) ** 2 / (rows.length + 1))
}
