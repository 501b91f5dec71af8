import { formatCount, formatPlural } from '../core/count.ts'
import { type Fault, InputError } from '../core/faults.ts'
import { describeBaselineObstacle, describeStrangePrediction, findDisagreements } from './agreement.ts'
import { type LabelClasses, resolveClasses } from './label-classes.ts'
import { describeIdDifference, indexIds, type RowIndex } from './row-ids.ts'
import type { BinaryRows, ScoredRows } from './rows.ts'

/** Columns of one file, in its row order; null or not in the map where the file has no such column. */
export interface EvaluationColumns {
  /** As messages name it: a path, or `production v0.1.0`. */
  readonly uri: string
  readonly ids: readonly (string | null)[]
  readonly labels: readonly (string | null)[] | null
  readonly slices: ReadonlyMap<string, readonly (string | null)[]>
}

/** What a model said, at least one of scores (NaN where missing) and predictions. */
export interface PredictionColumns extends EvaluationColumns {
  readonly scores: Float64Array | null
  readonly predictions: readonly (string | null)[] | null
}

export interface EvaluationInput {
  /** The labelled rows, where they lie in a file of their own; null: the candidate's file holds the labels. */
  readonly data: EvaluationColumns | null
  readonly candidate: PredictionColumns
  /** `file`: named by the user, whose faults are theirs to mend; `stage`: stored with a version. */
  readonly baseline: (PredictionColumns & { readonly origin: 'file' | 'stage' }) | null
  /** null: 1 or true. */
  readonly positive: string | null
  /** Score from which on a row counts as positive where there is no prediction column. */
  readonly threshold: number
  /** Columns to read slices from, each in `data` (or the candidate's file). */
  readonly slices: readonly string[]
  /** Names for messages. */
  readonly columns: { readonly id: string; readonly label: string; readonly prediction: string | null }
}

/** A column that cuts the rows into slices, in the rows' order. */
export interface SliceColumn {
  readonly column: string
  readonly values: readonly (string | null)[]
}

/** Labels, candidate and baseline joined by id, one to one, in the order of the labelled rows. */
export interface EvaluationData {
  readonly rows: BinaryRows
  readonly slices: readonly SliceColumn[]
  readonly positive: string
  readonly predictedBy: 'prediction' | 'threshold'
  /** 1 where a model gave no prediction (an empty cell, or a missing score under the threshold); null where it gave all. */
  readonly unpredicted: { readonly candidate: Uint8Array | null; readonly baseline: Uint8Array | null }
  /** Why no gate can be judged on these rows; the metrics stand, on the rows that are there. */
  readonly gateObstacle: string | null
  /** Why candidate and baseline cannot be compared; `rows.baseline` is null then. */
  readonly marginObstacle: string | null
}

/**
 * Joins the files of an evaluation by id.
 *
 * - Ids that are missing or stand twice, labels that are missing or of more than two values, a prediction that is
 *   neither class, and labels or slices of a predictions file that differ from the labelled data: unusable.
 * - Labelled rows that the candidate did not answer: the metrics are those of the rows it answered and no gate is
 *   judged, since a model may not choose its questions. Rows of the candidate that the labelled data lacks are left
 *   out, and only margins cannot be judged.
 * - A baseline on other rows or labels: margins cannot be judged.
 *
 * @throws InputError with every fault.
 */
export function joinEvaluation(input: EvaluationInput): EvaluationData {
  const reference = input.data ?? input.candidate
  const candidateIds = indexFile(input.candidate, input.columns.id)
  const referenceIds = input.data ? indexFile(input.data, input.columns.id) : candidateIds
  const baselineIds = input.baseline ? indexFile(input.baseline, input.columns.id) : null
  const classes = findClasses(input, [
    ...candidateIds.faults,
    ...(input.data ? referenceIds.faults : []),
    ...(input.baseline?.origin === 'file' ? (baselineIds?.faults ?? []) : []),
    ...findUnlabelled(reference, input.columns.label),
  ])
  const faults = findContentFaults(input, referenceIds.index, classes)
  if (faults.length > 0) throw new InputError(faults)

  const kept = reference.ids.flatMap((id, row) => (id !== null && candidateIds.index.has(id) ? [row] : []))
  const unanswered = reference.ids.length - kept.length
  const gateObstacle =
    unanswered > 0
      ? `${formatPlural(unanswered, 'row')} of the ${formatCount(reference.ids.length)} in ${reference.uri} ${unanswered === 1 ? 'has' : 'have'} no prediction in ${input.candidate.uri}`
      : null
  const marginObstacle =
    gateObstacle ??
    describeIdDifference(referenceIds, candidateIds) ??
    (input.candidate.ids.length === 0 ? `${input.candidate.uri} holds no rows` : null) ??
    (baselineIds && describeBaselineObstacle(input, referenceIds.index, baselineIds, classes))

  const align = (file: PredictionColumns, index: RowIndex) => {
    const order = kept.map((row) => index.get(reference.ids[row]!)!)
    return alignRows(file, order, classes, input.threshold)
  }
  const own = align(input.candidate, candidateIds.index)
  const other =
    input.baseline && baselineIds && marginObstacle === null ? align(input.baseline, baselineIds.index) : null
  return {
    rows: {
      labels: Uint8Array.from(kept, (row) => classes.classOf(reference.labels![row]!)!),
      candidate: own.scored,
      baseline: other?.scored ?? null,
    },
    slices: input.slices.map((column) => {
      const values = reference.slices.get(column) ?? []
      return { column, values: kept.map((row) => values[row] ?? null) }
    }),
    positive: classes.positive,
    predictedBy: input.candidate.predictions ? 'prediction' : 'threshold',
    unpredicted: { candidate: own.unpredicted, baseline: other?.unpredicted ?? null },
    gateObstacle,
    marginObstacle,
  }
}

function indexFile(file: EvaluationColumns, column: string) {
  return { uri: file.uri, ...indexIds(file.ids, file.uri, column) }
}

function findUnlabelled(file: EvaluationColumns, column: string): readonly Fault[] {
  const missing = file.labels?.filter((label) => label === null).length ?? 0
  if (missing === 0) return []
  return [
    {
      message: `${file.uri}: ${formatPlural(missing, 'row')} without a label in column ${column}; an evaluation needs labelled rows`,
      help: 'leave rows out of the file until their label is known',
    },
  ]
}

/** The classes, where the labels tell them and nothing else is wrong so far. @throws InputError */
function findClasses(input: EvaluationInput, faults: readonly Fault[]): LabelClasses {
  const { uri, labels } = input.data ?? input.candidate
  const said = [input.candidate.predictions, input.baseline?.predictions ?? null].filter((column) => column !== null)
  const classes = resolveClasses(labels ?? [], said, input.positive, input.columns.label)
  if ('message' in classes) throw new InputError([...faults, { ...classes, message: `${uri}: ${classes.message}` }])
  if (faults.length > 0) throw new InputError(faults)
  return classes
}

function findContentFaults(input: EvaluationInput, index: RowIndex, classes: LabelClasses): readonly Fault[] {
  const { candidate, baseline, data, columns } = input
  const named = candidate.ids.length > 0 && baseline?.origin === 'file' ? [candidate, baseline] : [candidate]
  return named.flatMap((file) => {
    const strange = describeStrangePrediction(file, classes, columns.prediction)
    const help =
      'a prediction column holds classes; probabilities belong into the score column (--score, or score: under evaluation)'
    return [
      ...(strange === null ? [] : [{ message: strange, help }]),
      ...(data ? findDisagreements(data, index, file, classes, columns) : []),
    ]
  })
}

function alignRows(
  file: PredictionColumns,
  order: readonly number[],
  classes: LabelClasses,
  threshold: number,
): { readonly scored: ScoredRows; readonly unpredicted: Uint8Array | null } {
  const scores = file.scores ? Float64Array.from(order, (row) => file.scores![row]!) : null
  const unpredicted = new Uint8Array(order.length)
  const predictions = Uint8Array.from(order, (row, position) => {
    const text = file.predictions?.[row]
    const score = scores?.[position] ?? Number.NaN
    if (file.predictions ? text === null || text === undefined : Number.isNaN(score)) unpredicted[position] = 1
    if (file.predictions) return text === null || text === undefined ? 0 : classes.classOf(text)!
    return score >= threshold ? 1 : 0
  })
  return { scored: { predictions, scores }, unpredicted: unpredicted.includes(1) ? unpredicted : null }
}
