import { formatCount, formatPlural } from '../../core/count.ts'
import { InputError } from '../../core/faults.ts'
import type { Task } from '../../core/metric.ts'
import type { TaskRows } from '../rows.ts'
import { describeDisagreement, findDisagreements } from './agreement.ts'
import { type ColumnNames, type EvaluationColumns, type PredictionColumns, pickCodes } from './evaluation-columns.ts'
import { prepareFiles } from './evaluation-keys.ts'
import { describeIdDifference, indexRows, placeRows, placeSelf, type RowMatch } from './row-ids.ts'
import { cutSlices, type SliceColumn } from './slice-columns.ts'
import { openTask, type TaskAnswers } from './task-answers.ts'

export interface EvaluationInput {
  readonly task: Task
  /** The labelled rows, where they lie in a file of their own; null: the candidate's file holds the labels. */
  readonly data: EvaluationColumns | null
  readonly candidate: PredictionColumns
  /** `file`: named by the user, whose faults are theirs to mend; `stage`: stored with a version. */
  readonly baseline: (PredictionColumns & { readonly origin: 'file' | 'stage' }) | null
  /** null: 1 or true. */
  readonly positive: string | null
  /** Score from which on a row counts as positive where there is no prediction column. */
  readonly threshold: number
  /** Many classes: the class of each score column; null where there are none. */
  readonly scoreClasses: readonly string[] | null
  /** Columns, and pairs of columns, to cut the rows by, each in `data` (or the candidate's file). */
  readonly slices: readonly string[]
  readonly columns: ColumnNames
}

/** Labels, candidate and baseline joined by id, one to one, in the order of the labelled rows. */
export interface EvaluationData extends TaskAnswers {
  readonly rows: TaskRows
  readonly rowCount: number
  /** Rows of the labelled file that the joined rows are, in their order. */
  readonly kept: Int32Array
  readonly slices: readonly SliceColumn[]
  /** Why no gate can be judged on these rows; the metrics stand, on the rows that are there. */
  readonly gateObstacle: string | null
  /** Why candidate and baseline cannot be compared; `rows.baseline` is null then. */
  readonly marginObstacle: string | null
}

/**
 * Joins the files of an evaluation by id.
 *
 * - Ids that are missing or stand twice (of a ranking: within one query), labels that are missing or of more values than
 *   the task has, a prediction that is none, and labels or slices of a predictions file that differ from the labelled
 *   data: unusable. Graded items have no label and may stand several times in one file: their scores are averaged.
 * - Labelled rows that the candidate did not answer: the metrics are those of the rows it answered and no gate is
 *   judged, since a model may not choose its questions. Rows of the candidate that the labelled data lacks are left
 *   out, and only margins cannot be judged.
 * - A baseline on other rows or labels: margins cannot be judged.
 *
 * @throws InputError with every fault.
 */
export function joinEvaluation(input: EvaluationInput): EvaluationData {
  const { reference, data, candidate, baseline, words } = prepareFiles(input)
  const index = indexRows(reference.ids, reference.uri, words(reference))
  const place = (file: EvaluationColumns) => placeRows(file.ids, file.uri, words(file), index)
  const own = data ? place(candidate) : placeSelf(index)
  const other = baseline && place(baseline)
  const isNamed = input.baseline?.origin === 'file'
  const task = openTask(input, { reference, candidate, baseline }, [
    ...own.faults,
    ...(data ? index.faults : []),
    ...(isNamed ? (other?.faults ?? []) : []),
  ])

  const label = { column: input.columns.label, keyOf: task.keyOf }
  const named: readonly (readonly [PredictionColumns, RowMatch | null])[] =
    isNamed && baseline && other && candidate.ids.length > 0
      ? [
          [candidate, own],
          [baseline, other],
        ]
      : [[candidate, own]]
  const faults = named.flatMap(([file, match]) => [
    ...task.findFaults(file),
    ...(data && match ? findDisagreements(data, file, match, label) : []),
  ])
  if (faults.length > 0) throw new InputError(faults)

  const gateObstacle = describeUnanswered(own.missing, reference, candidate)
  const findObstacle = (): string | null => {
    const difference = own.extra > 0 ? describeIdDifference(own, reference.uri, candidate.uri) : null
    if (difference !== null) return difference
    if (candidate.ids.length === 0) return `${candidate.uri} holds no rows`
    if (baseline === null) return null
    if (other!.faults.length > 0) return `${baseline.uri} holds ids that are missing or stand twice`
    return (
      describeIdDifference(other!, candidate.uri, baseline.uri) ??
      task.describeUnfit(baseline) ??
      describeDisagreement(reference, baseline, other!, label)
    )
  }
  const marginObstacle = gateObstacle ?? findObstacle()
  const kept = listKept(own)
  const isPaired = baseline !== null && other !== null && marginObstacle === null
  return {
    ...task.assemble({
      kept,
      candidate: { file: candidate, rows: kept.map((row) => own.rows[row]!) },
      baseline: isPaired ? { file: baseline, rows: kept.map((row) => other.rows[row]!) } : null,
    }),
    rowCount: kept.length,
    kept: reference.firstRows === undefined ? kept : pickCodes(reference.firstRows, kept),
    slices: cutSlices(input.slices, reference.slices, kept),
    gateObstacle,
    marginObstacle,
  }
}

function describeUnanswered(
  missing: number,
  reference: EvaluationColumns,
  candidate: EvaluationColumns,
): string | null {
  if (missing === 0) return null
  return `${formatPlural(missing, 'row')} of the ${formatCount(reference.ids.length)} in ${reference.uri} ${missing === 1 ? 'has' : 'have'} no prediction in ${candidate.uri}`
}

/** Rows of the reference that the candidate answered. */
function listKept({ rows, missing }: RowMatch): Int32Array {
  const kept = new Int32Array(rows.length - missing)
  let next = 0
  for (let row = 0; row < rows.length; row += 1) {
    if (rows[row]! < 0) continue
    kept[next] = row
    next += 1
  }
  return kept
}
