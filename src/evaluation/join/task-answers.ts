import { formatPlural } from '../../core/count.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import type { TaskRows } from '../rows.ts'
import type { KeyOf } from './agreement.ts'
import { openBinary } from './answers-binary.ts'
import { openMulticlass } from './answers-multiclass.ts'
import { openNumbers } from './answers-numbers.ts'
import { openGraded, openRanking } from './answers-scores.ts'
import { type EvaluationColumns, type PredictionColumns, pickNumbers } from './evaluation-columns.ts'
import type { EvaluationInput } from './evaluation-data.ts'
import { findSplitQueries, findWeightFaults, numberGroups } from './row-groups.ts'

/** The files of an evaluation, keys made comparable. */
export interface TaskFiles {
  /** The one with the labels. */
  readonly reference: EvaluationColumns
  readonly candidate: PredictionColumns
  readonly baseline: PredictionColumns | null
}

/** Rows of a file in the order of the joined rows. */
export interface PlacedFile {
  readonly file: PredictionColumns
  readonly rows: Int32Array
}

/** What the joined rows are made from. */
interface TaskParts {
  /** Rows of the reference. */
  readonly kept: Int32Array
  readonly candidate: PlacedFile
  readonly baseline: PlacedFile | null
}

/** The rows of one task, and what of them a reader must know. */
export interface TaskAnswers {
  readonly rows: TaskRows
  /** Of a binary task. */
  readonly positive: string | null
  /** Index of the class that each text of a label, a prediction or a score column stands for (binary: 1 positive); null where the task has none. */
  readonly classes: readonly (readonly [text: string, index: number])[] | null
  /** `largest`: the class with the largest score; null where the task predicts no class. */
  readonly predictedBy: 'prediction' | 'threshold' | 'largest' | null
  /** 1 where a model gave no prediction (an empty cell, or a missing score that one would rest on); null where it gave all. */
  readonly unpredicted: { readonly candidate: Uint8Array | null; readonly baseline: Uint8Array | null }
  /** Of how predictions came about; null for nothing. */
  readonly note: string | null
}

/** What differs between tasks when files are joined. */
export interface OpenTask {
  /** What of a label's text counts. */
  readonly keyOf: KeyOf
  /** What is wrong with the answers in a file that the user named. */
  findFaults(file: PredictionColumns): readonly Fault[]
  /** Why the answers in a stored file are of no use; null where they are. */
  describeUnfit(file: PredictionColumns): string | null
  assemble(parts: TaskParts): TaskAnswers
}

/** Weights and groups of the joined rows. */
export type SharedRows = Pick<TaskRows, 'weights' | 'groups'>

/**
 * Checks what the labelled file holds for the task.
 *
 * @param early faults that were found before.
 * @throws InputError with these and its own.
 */
export function openTask(input: EvaluationInput, files: TaskFiles, early: readonly Fault[]): OpenTask {
  const { task, columns } = input
  const { reference } = files
  const faults = [
    ...early,
    ...findUnlabelled(reference, columns.label),
    ...findWeightFaults(reference, columns.weight),
    ...findSplitQueries(reference, columns),
  ]
  const share = (kept: Int32Array): SharedRows => ({
    weights: reference.weights && pickNumbers(reference.weights, kept),
    groups: reference.groups && numberGroups(reference.groups, kept),
  })
  const open = () => {
    switch (task) {
      case 'binary':
        return openBinary(input, files, share)
      case 'multiclass':
        return openMulticlass(input, files, share)
      case 'regression':
      case 'forecast':
        return openNumbers(task, input, files, share)
      case 'ranking':
        return openRanking(files, share)
      case 'graded':
        return openGraded(share)
    }
  }
  const opened = openSafely(open, faults)
  if (faults.length > 0) throw new InputError(faults)
  return opened
}

/** @throws InputError with the faults so far and those of the task. */
function openSafely(open: () => OpenTask, faults: readonly Fault[]): OpenTask {
  try {
    return open()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError([...faults, ...error.faults])
  }
}

function findUnlabelled({ uri, labels }: EvaluationColumns, column: string | null): readonly Fault[] {
  if (labels === null || column === null) return []
  let missing = 0
  if (labels instanceof Float64Array) for (const label of labels) missing += Number.isFinite(label) ? 0 : 1
  else for (const code of labels.codes) missing += code < 0 ? 1 : 0
  if (missing === 0) return []
  return [
    {
      message: `${uri}: ${formatPlural(missing, 'row')} without a label in column ${column}; an evaluation needs labelled rows`,
      help: 'leave rows out of the file until their label is known',
    },
  ]
}
