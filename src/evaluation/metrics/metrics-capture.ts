import type { Ranking } from '../../stats/ranking.ts'
import type { OrderStatistic } from '../statistic.ts'

/** Sums of weights may round; a precision this near below the one asked for counts as reached. */
const ROUNDING = 1e-12

/** A run of equal scores: its positions, and the rows and positives down to its end. */
interface Tie {
  readonly start: number
  readonly end: number
  /** Positives above it. */
  readonly above: number
  /** Positives in it. */
  readonly positives: number
}

function listTies({ positive, endsTie }: Ranking): readonly Tie[] {
  const ties: Tie[] = []
  let start = 0
  let above = 0
  let positives = 0
  for (let i = 0; i < positive.length; i++) {
    positives += positive[i]!
    if (endsTie[i] === 0) continue
    ties.push({ start, end: i + 1, above, positives })
    above += positives
    positives = 0
    start = i + 1
  }
  return ties
}

function sumWeights({ order, positive }: Ranking, weights: Float64Array | null): { rows: number; positives: number } {
  let positives = 0
  let rows = 0
  for (let i = 0; i < order.length; i++) {
    const weight = weights === null ? 1 : weights[order[i]!]!
    rows += weight
    positives += weight * positive[i]!
  }
  return { rows, positives }
}

/** Where the top `percent` of the rows end: the rows of that score, and the positives above the edge. */
function findEdge(
  { order, positive, endsTie }: Ranking,
  target: number,
  weights: Float64Array | null,
): { readonly captured: number; readonly tied: number; readonly share: number } {
  let above = 0
  let captured = 0
  let rows = 0
  let positives = 0
  let tied = 0
  for (let i = 0; i < order.length; i++) {
    const weight = weights === null ? 1 : weights[order[i]!]!
    rows += weight
    positives += weight * positive[i]!
    tied++
    if (endsTie[i] === 0) continue
    if (rows > 0 && above + rows >= target) {
      const share = (target - above) / rows
      return { captured: captured + share * positives, tied, share }
    }
    above += rows
    captured += positives
    rows = 0
    positives = 0
    tied = 0
  }
  return { captured, tied: 0, share: 1 }
}

/** How many rows of equal score the edge of the top `percent` splits; 0 where it splits none. */
export function countSplitRows(ranking: Ranking, percent: number, weights: Float64Array | null): number {
  const { rows } = sumWeights(ranking, weights)
  const { tied, share } = findEdge(ranking, (rows * percent) / 100, weights)
  return tied > 1 && share > ROUNDING && share < 1 - ROUNDING ? tied : 0
}

/**
 * Gain: the share of the positives among the top `percent` of the rows by score. Rows of equal score at the edge count in
 * proportion, so that their order means nothing. NaN without positives.
 *
 * @param unit what a gain is divided by: 1, or the share of the rows, which makes it the lift
 */
export function createGain(ranking: Ranking, percent: number, unit: number): OrderStatistic {
  return {
    kind: 'order',
    measure: (weights) => {
      const { rows, positives } = sumWeights(ranking, weights)
      if (!(positives > 0)) return Number.NaN
      return findEdge(ranking, (rows * percent) / 100, weights).captured / positives / unit
    },
    leaveOut: () => leaveOutGain(ranking, percent / 100).map((gain) => gain / unit),
  }
}

/** A row above the edge moves it one row down, one below leaves it, one of the edge's own score thins that score. */
function leaveOutGain(ranking: Ranking, share: number): Float64Array {
  const { order, positive } = ranking
  const ties = listTies(ranking)
  const positives = positive.reduce((sum, value) => sum + value, 0)
  const target = share * (order.length - 1)
  const captureTop = (rows: number) => {
    const tie = ties.find(({ end }) => end >= rows)!
    return tie.above + (tie.positives * (rows - tie.start)) / (tie.end - tie.start)
  }
  const withoutBelow = order.length < 2 ? 0 : captureTop(target)
  const withoutAbove = order.length < 2 ? 0 : captureTop(target + 1)
  const result = new Float64Array(order.length)
  for (const { start, end, above, positives: tied } of ties) {
    for (let i = start; i < end; i++) {
      const own = positive[i]!
      const captured =
        target <= start
          ? withoutBelow
          : target >= end - 1
            ? withoutAbove - own
            : above + ((tied - own) * (target - start)) / (end - start - 1)
      result[order[i]!] = positives === own ? Number.NaN : captured / (positives - own)
    }
  }
  return result
}

/**
 * The largest recall at a threshold whose precision is at least `precision`; NaN where none is, or without positives.
 * The thresholds are the scores; the point (precision 1, recall 0) that curves end with is none.
 */
export function createRecallAtPrecision(ranking: Ranking, precision: number): OrderStatistic {
  const { order, positive, endsTie } = ranking
  const isReached = (positives: number, rows: number) => rows > 0 && positives >= (precision - ROUNDING) * rows
  return {
    kind: 'order',
    measure: (weights) => {
      let rows = 0
      let positives = 0
      let best = 0
      for (let i = 0; i < order.length; i++) {
        const weight = weights === null ? 1 : weights[order[i]!]!
        rows += weight
        positives += weight * positive[i]!
        if (endsTie[i] === 1 && isReached(positives, rows)) best = positives
      }
      return best === 0 ? Number.NaN : best / positives
    },
    leaveOut: () => leaveOutRecall(ranking, isReached),
  }
}

/** The deepest threshold that reaches the precision decides: at or below the row's score with one row less, above it as it is. */
function leaveOutRecall(ranking: Ranking, isReached: (positives: number, rows: number) => boolean): Float64Array {
  const { order, positive } = ranking
  const ties = listTies(ranking)
  const positives = positive.reduce((sum, value) => sum + value, 0)
  const down = ties.map(({ above, positives: own }) => above + own)
  const deepestWithout = [0, 1].map((own) => ties.findLastIndex(({ end }, t) => isReached(down[t]! - own, end - 1)))
  const result = new Float64Array(order.length)
  let bestAbove = 0
  ties.forEach(({ start, end }, t) => {
    for (let i = start; i < end; i++) {
      const own = positive[i]!
      const deepest = deepestWithout[own]!
      const best = deepest >= t ? down[deepest]! - own : bestAbove
      result[order[i]!] = best === 0 ? Number.NaN : best / (positives - own)
    }
    if (isReached(down[t]!, end)) bestAbove = down[t]!
  })
  return result
}
