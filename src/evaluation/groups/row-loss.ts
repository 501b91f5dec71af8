import type { NumberReading, RowLoss } from '../../core/row-groups.ts'
import { orderClasses } from '../join/class-order.ts'
import type { EvaluationData } from '../join/evaluation-data.ts'

/** How the loss of a row is made from the columns of the files, and in words what is worse. */
export interface DescribedLoss {
  readonly loss: RowLoss
  /** null where the loss asks for none. */
  readonly label: NumberReading | null
  readonly answer: NumberReading
  /** "squared error of the score higher" */
  readonly worse: string
}

/** The columns that a loss may be made from. */
export interface LossColumns {
  readonly label: string | null
  readonly score: string | null
  readonly scores: Readonly<Record<string, string>> | null
  readonly prediction: string | null
}

const WRONG = 'share of wrong answers higher'

/**
 * The loss of a row by task: the squared error of a probability where both models give one, else whether the answer was
 * wrong; the absolute error of numbers; of grades what is missing to the best, so that differences are those of the
 * scores. Or why there is none: a ranking's belongs to a query, and each row needs an answer of both models.
 *
 * @param threshold score from which on a row counts as positive where there is no prediction column.
 */
export function describeLoss(
  { rows, classes, predictedBy, unpredicted }: EvaluationData,
  columns: LossColumns,
  threshold: number,
): DescribedLoss | { readonly reason: string } {
  const open = { reason: 'not every row has an answer of both models that is a number' }
  if (rows.task === 'ranking') return { reason: 'rows of a ranking have no loss of their own' }
  const models = rows.baseline === null ? [rows.candidate] : [rows.candidate, rows.baseline]
  if (rows.task === 'graded') {
    if (models.some((model) => 'scores' in model && (model.scores as Float64Array).some(Number.isNaN))) return open
    return { loss: 'lack', label: null, answer: { as: 'number', column: columns.score! }, worse: 'score lower' }
  }
  if (rows.task === 'regression' || rows.task === 'forecast') {
    const [label, answer] = [columns.label!, columns.prediction!].map((column) => ({ as: 'number', column }) as const)
    return { loss: 'absolute', label: label!, answer: answer!, worse: 'absolute error higher' }
  }
  const label: NumberReading = { as: 'class', column: columns.label!, classes: classes! }
  if (
    rows.task === 'binary' &&
    isProbable(rows.candidate.scores) &&
    (rows.baseline === null || isProbable(rows.baseline.scores))
  ) {
    const answer = { as: 'number', column: columns.score! } as const
    return { loss: 'squared', label, answer, worse: 'squared error of the score higher' }
  }
  if (unpredicted.candidate !== null || unpredicted.baseline !== null) return open
  return { loss: 'wrong', label, answer: readPrediction(columns, classes!, predictedBy, threshold), worse: WRONG }
}

function readPrediction(
  columns: LossColumns,
  classes: NonNullable<EvaluationData['classes']>,
  predictedBy: EvaluationData['predictedBy'],
  threshold: number,
): NumberReading {
  if (predictedBy === 'prediction') return { as: 'class', column: columns.prediction!, classes }
  if (predictedBy === 'threshold') return { as: 'threshold', column: columns.score!, from: threshold }
  const indices = new Map(classes)
  const { names } = orderClasses([Object.keys(columns.scores!)], 'score')
  return { as: 'largest', columns: names.map((name) => [columns.scores![name]!, indices.get(name)!] as const) }
}

function isProbable(scores: Float64Array | null): boolean {
  return scores?.every((score) => score >= 0 && score <= 1) ?? false
}
