import { InputError } from '../../core/faults.ts'
import type { ScoredRows } from '../rows.ts'
import { type CodedColumn, type PredictionColumns, pickNumbers } from './evaluation-columns.ts'
import type { EvaluationInput } from './evaluation-data.ts'
import { type LabelClasses, listValues, resolveClasses } from './label-classes.ts'
import type { OpenTask, PlacedFile, SharedRows, TaskFiles } from './task-answers.ts'

/** Two classes. @throws InputError where the labels do not tell them. */
export function openBinary(
  { positive, threshold, columns }: EvaluationInput,
  { reference, candidate, baseline }: TaskFiles,
  share: (kept: Int32Array) => SharedRows,
): OpenTask {
  const labels = reference.labels as CodedColumn
  const said = [candidate, baseline].flatMap((file) => (file?.predictions ? [namesOf(file)] : []))
  const classes = resolveClasses(labels.names, said, positive, columns.label!)
  if ('message' in classes) throw new InputError({ ...classes, message: `${reference.uri}: ${classes.message}` })
  return {
    keyOf: (text) => classes.classOf(text) ?? text,
    findFaults: (file) => {
      const strange = namesOf(file).find((text) => classes.classOf(text) === null)
      if (strange === undefined) return []
      const allowed = [classes.positive, classes.negative].filter((text) => text !== null)
      return [
        {
          message: `${file.uri}: column ${columns.prediction ?? 'prediction'} predicts ${listValues([strange])}; the labels know ${listValues(allowed)}`,
          help: 'a prediction column holds classes; probabilities belong into the score column (--score, or score: under evaluation)',
        },
      ]
    },
    describeUnfit: (file) =>
      namesOf(file).some((text) => classes.classOf(text) === null)
        ? `${file.uri} predicts classes that the labels do not know`
        : null,
    assemble: (parts) => {
      const labelOf = labels.names.map((name) => classes.classOf(name)!)
      const own = placeAnswers(parts.candidate, classes, threshold)
      const other = parts.baseline && placeAnswers(parts.baseline, classes, threshold)
      return {
        rows: {
          task: 'binary',
          ...share(parts.kept),
          labels: Uint8Array.from(parts.kept, (row) => labelOf[labels.codes[row]!]!),
          candidate: own.scored,
          baseline: other?.scored ?? null,
        },
        positive: classes.positive,
        classes: [...new Set([...labels.names, ...said.flat()])].flatMap((text) => {
          const index = classes.classOf(text)
          return index === null ? [] : [[text, index] as const]
        }),
        predictedBy: candidate.predictions ? 'prediction' : 'threshold',
        unpredicted: { candidate: own.unpredicted, baseline: other?.unpredicted ?? null },
        note: null,
      }
    },
  }
}

const namesOf = ({ predictions }: PredictionColumns) => (predictions as CodedColumn | null)?.names ?? []

function placeAnswers(
  { file, rows }: PlacedFile,
  classes: LabelClasses,
  threshold: number,
): { readonly scored: ScoredRows; readonly unpredicted: Uint8Array | null } {
  const scores = file.scores && pickNumbers(file.scores[0]!, rows)
  const unpredicted = new Uint8Array(rows.length)
  const predictions = new Uint8Array(rows.length)
  const said = file.predictions as CodedColumn | null
  const classOf = namesOf(file).map((name) => classes.classOf(name)!)
  for (let i = 0; i < rows.length; i += 1) {
    if (said) {
      const code = said.codes[rows[i]!]!
      if (code < 0) unpredicted[i] = 1
      else predictions[i] = classOf[code]!
    } else {
      const score = scores![i]!
      if (Number.isNaN(score)) unpredicted[i] = 1
      else predictions[i] = score >= threshold ? 1 : 0
    }
  }
  return { scored: { predictions, scores }, unpredicted: unpredicted.includes(1) ? unpredicted : null }
}
