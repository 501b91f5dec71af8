import type { ColumnNames, PredictionColumns } from '../join/evaluation-columns.ts'
import { describeIdDifference, indexRows, matchRows, unifyKeys } from '../join/row-ids.ts'
import type { AnsweredRows } from './label-strata.ts'

/** How classes come about where no prediction column names them. */
export interface AnswerRules {
  readonly threshold: number
  /** Many classes: the class of each score column; null for two classes. */
  readonly scoreClasses: readonly string[] | null
  readonly columns: Pick<ColumnNames, 'id'>
}

/** What two models said of the same rows, in the order of the candidate's file. */
export interface PairedAnswers {
  readonly answers: AnsweredRows
  readonly candidate: PredictionColumns
  /** In the order of the candidate's rows. */
  readonly baseline: PredictionColumns
}

/** Classes of rows without a prediction column, by the score. */
const [POSITIVE, NEGATIVE] = ['positive', 'negative']

/** Pairs two files of predictions by id, no labels asked. A text says why they cannot be paired. */
export function pairAnswers(
  candidate: PredictionColumns,
  baseline: PredictionColumns,
  rules: AnswerRules,
): PairedAnswers | string {
  const [ids, otherIds] = unifyKeys([candidate.ids, baseline.ids])
  const index = indexRows(otherIds!, baseline.uri, { column: rules.columns.id })
  const own = indexRows(ids!, candidate.uri, { column: rules.columns.id })
  const [fault] = [...own.faults, ...index.faults]
  if (fault !== undefined) return fault.message
  const match = matchRows(ids!, index)
  const difference = describeIdDifference(match, candidate.uri, baseline.uri)
  if (difference !== null) return difference
  const ordered = pickPredictions({ ...baseline, ids: otherIds! }, match.rows)
  const sides = [nameClasses(candidate, rules), nameClasses(ordered, rules)]
  const missing = sides.find((side) => typeof side === 'string')
  if (typeof missing === 'string') return missing
  const [ours, theirs] = sides as readonly (readonly string[])[]
  return {
    answers: {
      candidate: { predictions: ours!, scores: findScore(candidate) },
      baseline: { predictions: theirs!, scores: findScore(ordered) },
    },
    candidate: { ...candidate, ids: ids! },
    baseline: ordered,
  }
}

function findScore({ scores }: PredictionColumns): Float64Array | null {
  const [only] = scores ?? []
  return scores?.length === 1 && only !== undefined && !only.some(Number.isNaN) ? only : null
}

/** The predicted class of each row, or why one is missing. */
function nameClasses(file: PredictionColumns, { threshold, scoreClasses }: AnswerRules): readonly string[] | string {
  const { predictions, scores } = file
  if (predictions instanceof Float64Array) return `${file.uri} predicts numbers, no classes`
  if (predictions !== null) {
    if (predictions.codes.includes(-1)) return `${file.uri} leaves rows without a prediction`
    return Array.from(predictions.codes, (code) => predictions.names[code]!)
  }
  if (scores === null || scores.some((column) => column.some(Number.isNaN))) {
    return `${file.uri} leaves rows without a score`
  }
  if (scoreClasses === null) return Array.from(scores[0]!, (score) => (score >= threshold ? POSITIVE! : NEGATIVE!))
  return Array.from(scores[0]!, (_, row) => {
    const largest = scores.reduce((best, column, place) => (column[row]! > scores[best]![row]! ? place : best), 0)
    return scoreClasses[largest]!
  })
}

/** Rows of a file of predictions at these indices. */
export function pickPredictions(file: PredictionColumns, rows: ArrayLike<number>): PredictionColumns {
  const order = Int32Array.from(rows)
  const pick = (values: Float64Array | null) => values && Float64Array.from(order, (row) => values[row]!)
  const { predictions, ids } = file
  return {
    ...file,
    ids: ids instanceof Float64Array ? pick(ids)! : Array.from(order, (row) => ids[row] ?? null),
    labels: null,
    slices: new Map(),
    scores: file.scores?.map((column) => pick(column)!) ?? null,
    predictions:
      predictions === null || predictions instanceof Float64Array
        ? pick(predictions)
        : { ...predictions, codes: order.map((row) => predictions.codes[row]!) },
    lower: pick(file.lower),
    upper: pick(file.upper),
  }
}
