import type { KeyWords } from '../leakage/key-report.ts'
import type { EvaluationColumns, KeyColumn, PredictionColumns } from './evaluation-columns.ts'
import type { EvaluationInput } from './evaluation-data.ts'
import { averageItems } from './graded-items.ts'
import { numberKeys, unifyKeys } from './row-ids.ts'

/** The files of an evaluation with ids that can be matched with each other. */
export interface KeyedFiles {
  /** The file with the labels: `data`, else the candidate's. */
  readonly reference: EvaluationColumns
  readonly data: EvaluationColumns | null
  readonly candidate: PredictionColumns
  readonly baseline: PredictionColumns | null
  /** How messages name a file's rows. */
  words(file: EvaluationColumns): KeyWords
}

/**
 * Gives the files comparable ids: of a ranking query and id together, of graded items one row for all runs of an item.
 */
export function prepareFiles({ task, data, candidate, baseline, columns }: EvaluationInput): KeyedFiles {
  const own = task === 'graded' ? averageItems(candidate) : candidate
  const other = baseline && (task === 'graded' ? averageItems(baseline) : baseline)
  const given = [data, own, other].filter((file) => file !== null)
  const keys = task === 'ranking' ? joinKeys(given) : unifyKeys(given.map(({ ids }) => ids))
  const originals = new Map<EvaluationColumns, EvaluationColumns>()
  const rekey = <F extends EvaluationColumns>(file: F): F => {
    const keyed = { ...file, ids: keys[given.indexOf(file)]! }
    originals.set(keyed, file)
    return keyed
  }
  const keyed = { data: data && rekey(data), candidate: rekey(own), baseline: other && rekey(other) }
  return {
    ...keyed,
    reference: keyed.data ?? keyed.candidate,
    words: (file) => {
      if (task !== 'ranking') return { column: columns.id }
      const { ids, queries } = originals.get(file)!
      return {
        column: columns.id,
        missing: `an id in column ${columns.id}, or a query in column ${columns.query},`,
        within: ` within one query (column ${columns.query})`,
        nameOf: (row) => `${queries?.[row]} / ${ids[row]}`,
      }
    },
  }
}

/** One number for each pair of query and id; NaN where one of them is missing. */
function joinKeys(files: readonly EvaluationColumns[]): readonly KeyColumn[] {
  const ids = numberKeys(files.map((file) => file.ids))
  const queries = numberKeys(files.map((file) => file.queries!))
  const width = 1 + ids.reduce((most, column) => column.reduce((max, id) => (id > max ? id : max), most), 0)
  return ids.map((column, file) => column.map((id, row) => queries[file]![row]! * width + id))
}
