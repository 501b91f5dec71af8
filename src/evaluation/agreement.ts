import { formatPlural } from '../core/count.ts'
import type { Fault } from '../core/faults.ts'
import type { EvaluationColumns, EvaluationInput, PredictionColumns } from './evaluation-data.ts'
import { canonicalValue, type LabelClasses, listValues } from './label-classes.ts'
import { describeIdDifference, type RowIndex } from './row-ids.ts'

/** Rows (by id) whose value in a second file is not the first file's. */
function countDifferences(
  values: readonly (string | null)[],
  index: RowIndex,
  file: EvaluationColumns,
  others: readonly (string | null)[],
  key: (text: string) => unknown,
): number {
  let differing = 0
  file.ids.forEach((id, row) => {
    const at = id === null ? undefined : index.get(id)
    if (at === undefined) return
    const value = values[at] ?? null
    const other = others[row] ?? null
    if ((value === null ? null : key(value)) !== (other === null ? null : key(other))) differing += 1
  })
  return differing
}

const haveWord = (amount: number) => (amount === 1 ? 'has' : 'have')

const classKey = (classes: LabelClasses) => (text: string) => classes.classOf(text) ?? text

/** Labels and slices come from the labelled data; what a predictions file repeats of them has to be equal. */
export function findDisagreements(
  data: EvaluationColumns,
  index: RowIndex,
  file: PredictionColumns,
  classes: LabelClasses,
  columns: { readonly label: string },
): readonly Fault[] {
  const faults: Fault[] = []
  const report = (column: string, differing: number) => {
    if (differing === 0) return
    faults.push({
      message: `${file.uri}: ${formatPlural(differing, 'row')} ${haveWord(differing)} another value in column ${column} than in ${data.uri}; they have to be equal`,
      help: `make the predictions from ${data.uri} again, or leave column ${column} out of ${file.uri}`,
    })
  }
  if (file.labels && data.labels) {
    report(columns.label, countDifferences(data.labels, index, file, file.labels, classKey(classes)))
  }
  for (const [column, values] of file.slices) {
    const own = data.slices.get(column)
    if (own) report(column, countDifferences(own, index, file, values, canonicalValue))
  }
  return faults
}

/** A prediction that is neither class, in words; null where there is none. */
export function describeStrangePrediction(
  file: PredictionColumns,
  classes: LabelClasses,
  column: string | null,
): string | null {
  const strange = file.predictions?.find((text) => text !== null && classes.classOf(text) === null)
  if (strange === undefined || strange === null) return null
  const allowed = [classes.positive, classes.negative].filter((text) => text !== null)
  return `${file.uri}: column ${column ?? 'prediction'} predicts ${listValues([strange])}; the labels know ${listValues(allowed)}`
}

/** Why a baseline was not measured on the labelled rows, in words; null where it was, or there is none. */
export function describeBaselineObstacle(
  input: EvaluationInput,
  index: RowIndex,
  baselineIds: { readonly uri: string; readonly index: RowIndex; readonly faults: readonly Fault[] },
  classes: LabelClasses,
): string | null {
  const { baseline } = input
  if (!baseline) return null
  if (baselineIds.faults.length > 0) return `${baseline.uri} holds ids that are missing or stand twice`
  const reference = input.data ?? input.candidate
  const difference = describeIdDifference({ uri: input.candidate.uri, index }, baselineIds)
  if (difference !== null) return difference
  if (describeStrangePrediction(baseline, classes, input.columns.prediction) !== null) {
    return `${baseline.uri} predicts classes that the labels do not know`
  }
  if (baseline.labels && reference.labels) {
    const differing = countDifferences(reference.labels, index, baseline, baseline.labels, classKey(classes))
    if (differing > 0)
      return `${formatPlural(differing, 'row')} of ${baseline.uri} ${haveWord(differing)} another label`
  }
  for (const [column, values] of baseline.slices) {
    const own = reference.slices.get(column)
    const differing = own ? countDifferences(own, index, baseline, values, canonicalValue) : 0
    if (differing > 0)
      return `${formatPlural(differing, 'row')} of ${baseline.uri} ${haveWord(differing)} another ${column}`
  }
  return null
}
