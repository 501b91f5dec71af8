import type { TaskRows } from '../rows.ts'
import type { RowLosses } from './worst-slices.ts'

/** How wrong each answer was, and in words what is worse ("squared error of the score higher"). */
export interface DescribedLosses extends RowLosses {
  readonly worse: string
}

/**
 * The loss of each row by task: the squared error of a probability where both models give one, else whether the answer
 * was wrong; the absolute error of numbers; of grades what is missing to the best, so that differences are those of the
 * scores. null where rows have no loss of their own: a ranking's belong to a query.
 */
export function describeLosses(rows: TaskRows): DescribedLosses | null {
  const { weights } = rows
  const make = <Answers>(
    worse: string,
    { candidate, baseline }: { readonly candidate: Answers; readonly baseline: Answers | null },
    measure: (answers: Answers) => Float64Array,
  ): DescribedLosses => ({ worse, weights, candidate: measure(candidate), baseline: baseline && measure(baseline) })
  switch (rows.task) {
    case 'binary': {
      const { labels, candidate, baseline } = rows
      if (isProbable(candidate.scores) && (baseline === null || isProbable(baseline.scores))) {
        return make('squared error of the score higher', rows, ({ scores }) =>
          scores!.map((score, row) => (score - labels[row]!) ** 2),
        )
      }
      return make(WRONG, rows, ({ predictions }) => countWrong(predictions, labels))
    }
    case 'multiclass':
      return make(WRONG, rows, ({ predictions }) => countWrong(predictions, rows.labels))
    case 'regression':
    case 'forecast':
      return make('absolute error higher', rows, ({ predictions }) =>
        predictions.map((prediction, row) => Math.abs(prediction - rows.labels[row]!)),
      )
    case 'graded':
      return make('score lower', rows, ({ scores }) => scores.map((score) => -score))
    case 'ranking':
      return null
  }
}

const WRONG = 'share of wrong answers higher'

function isProbable(scores: Float64Array | null): boolean {
  return scores?.every((score) => score >= 0 && score <= 1) ?? false
}

function countWrong(predictions: ArrayLike<number>, labels: ArrayLike<number>): Float64Array {
  return Float64Array.from(predictions, (prediction, row) => (prediction === labels[row] ? 0 : 1))
}
