import { sortOrder } from './sort-order.ts'

/** Rows with classes from the highest score of one class to the lowest; positions, not rows, index all three arrays. */
export interface ClassRanking {
  /** The row at each position. */
  readonly order: Int32Array
  /** The class of the row at that position. */
  readonly labels: Int32Array
  /** 1 at the last position of each run of equal scores. */
  readonly endsTie: Uint8Array
}

/**
 * What an area under the ROC curve of class a against class b counts for in an average, by a × classes + b; a function
 * of the classes' weights. The area is taken as the weight of the pairs won, so a factor holds 1/(weight a × weight b) too.
 */
export type AreaFactors = (sizes: Float64Array) => Float64Array

/** Ranks rows by their score for one class, which must not be NaN. */
export function rankClasses(labels: Int32Array, scores: Float64Array): ClassRanking {
  const rows = scores.length
  const order = sortOrder(scores).reverse()
  const endsTie = new Uint8Array(rows)
  for (let i = 0; i < rows; i++) {
    endsTie[i] = i === rows - 1 || scores[order[i]!] !== scores[order[i + 1]!] ? 1 : 0
  }
  return { order, labels: order.map((row) => labels[row]!), endsTie }
}

/** Calls back for each run of equal scores with its positions and the weights of the class above and in it. */
function walkTies(
  { order, labels, endsTie }: ClassRanking,
  of: number,
  weights: Float64Array | null,
  visit: (start: number, end: number, above: number, tied: number) => void,
): void {
  let start = 0
  let above = 0
  let tied = 0
  for (let i = 0; i < order.length; i++) {
    if (labels[i] === of) tied += weights === null ? 1 : weights[order[i]!]!
    if (endsTie[i] === 0) continue
    visit(start, i + 1, above, tied)
    above += tied
    tied = 0
    start = i + 1
  }
}

function sumSizes({ order, labels }: ClassRanking, classes: number, weights: Float64Array | null): Float64Array {
  const sizes = new Float64Array(classes)
  for (let i = 0; i < order.length; i++) sizes[labels[i]!]! += weights === null ? 1 : weights[order[i]!]!
  return sizes
}

/** Weight of the pairs in which a row of class a stands above one of class b in the ranking of a, ties half, by a × classes + b. */
function sumWins(rankings: readonly ClassRanking[], weights: Float64Array | null): Float64Array {
  const classes = rankings.length
  const wins = new Float64Array(classes * classes)
  rankings.forEach((ranking, of) => {
    const { order, labels } = ranking
    walkTies(ranking, of, weights, (start, end, above, tied) => {
      const won = above + tied / 2
      if (won === 0) return
      for (let i = start; i < end; i++) {
        wins[of * classes + labels[i]!]! += won * (weights === null ? 1 : weights[order[i]!]!)
      }
    })
  })
  return wins
}

function sumProducts(wins: Float64Array, factors: Float64Array, classes: number): number {
  let sum = 0
  for (let cell = 0; cell < wins.length; cell++) {
    if (cell % (classes + 1) !== 0) sum += wins[cell]! * factors[cell]!
  }
  return sum
}

/**
 * An average of the areas under the ROC curves of each class against each other, each by the first one's scores. Linear
 * in rows × classes. NaN where a class has no weight.
 *
 * @param rankings by class
 */
export function averageAreas(
  rankings: readonly ClassRanking[],
  makeFactors: AreaFactors,
  weights: Float64Array | null,
): number {
  const classes = rankings.length
  const sizes = sumSizes(rankings[0]!, classes, weights)
  if (!sizes.every((size) => size > 0)) return Number.NaN
  return sumProducts(sumWins(rankings, weights), makeFactors(sizes), classes)
}

/**
 * That average without each row in turn, by row; NaN where a class would be empty then. Linear in rows × classes: a row's
 * absence takes away the pairs that it won in its own class's ranking and lost in the others'.
 */
export function leaveOutAreas(rankings: readonly ClassRanking[], makeFactors: AreaFactors): Float64Array {
  const first = rankings[0]!
  const { whole, won, lost } = describeAbsences(rankings, makeFactors)
  const classes = rankings.length
  const result = new Float64Array(first.order.length)
  first.order.forEach((row, i) => {
    result[row] = whole[first.labels[i]!]!
  })
  const sizes = sumSizes(first, classes, null)
  rankings.forEach((ranking, of) => {
    const { order, labels } = ranking
    // Of the rows below, what a win against each counts for.
    let below = 0
    for (let c = 0; c < classes; c++) below += sizes[c]! * won[of * classes + c]!
    walkTies(ranking, of, null, (start, end, above, tied) => {
      let equal = 0
      for (let i = start; i < end; i++) {
        const label = labels[i]!
        if (label === of) continue
        equal += won[of * classes + label]!
        result[order[i]!]! -= (above + tied / 2) * lost[of * classes + label]!
      }
      below -= equal
      for (let i = start; i < end; i++) if (labels[i] === of) result[order[i]!]! -= below + equal / 2
    })
  })
  return result
}

/** What the average becomes where a class has one row less, and what the pairs of that row count for in it. */
interface Absences {
  /** By class, with all pairs still there; NaN where it is the class's only row. */
  readonly whole: Float64Array
  /** A win of a row of class a against one of class b, by a × classes + b. */
  readonly won: Float64Array
  /** A win of a row of class a against the row of class b. */
  readonly lost: Float64Array
}

function describeAbsences(rankings: readonly ClassRanking[], makeFactors: AreaFactors): Absences {
  const classes = rankings.length
  const sizes = sumSizes(rankings[0]!, classes, null)
  const wins = sumWins(rankings, null)
  const whole = new Float64Array(classes).fill(Number.NaN)
  const won = new Float64Array(classes * classes)
  const lost = new Float64Array(classes * classes)
  for (let without = 0; without < classes; without++) {
    // The last row of a class: its pairs count for nothing, the average is none.
    if (sizes[without]! <= 1) continue
    const factors = makeFactors(sizes.map((size, c) => (c === without ? size - 1 : size)))
    whole[without] = sumProducts(wins, factors, classes)
    for (let c = 0; c < classes; c++) {
      if (c === without) continue
      won[without * classes + c] = factors[without * classes + c]!
      lost[c * classes + without] = factors[c * classes + without]!
    }
  }
  return { whole, won, lost }
}
