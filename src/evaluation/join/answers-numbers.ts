import { formatPlural } from '../../core/count.ts'
import type { NumberAnswers, NumberRows } from '../rows.ts'
import { type PredictionColumns, pickNumbers } from './evaluation-columns.ts'
import type { EvaluationInput } from './evaluation-data.ts'
import type { OpenTask, PlacedFile, SharedRows, TaskFiles } from './task-answers.ts'

/** Labels and predictions that are numbers. */
export function openNumbers(
  task: NumberRows['task'],
  { columns }: EvaluationInput,
  { reference }: TaskFiles,
  share: (kept: Int32Array) => SharedRows,
): OpenTask {
  return {
    keyOf: Number,
    findFaults: (file) => {
      const missing = countUnpredicted(file)
      if (missing === 0) return []
      return [
        {
          message: `${file.uri}: ${formatPlural(missing, 'row')} without a finite number in column ${columns.prediction}; a model has to answer every row`,
          help: 'predict the rows that are missing, or leave them out of the labelled data for both models',
        },
      ]
    },
    describeUnfit: (file) => {
      const missing = countUnpredicted(file)
      return missing === 0 ? null : `${formatPlural(missing, 'row')} of ${file.uri} without a finite prediction`
    },
    assemble: ({ kept, candidate: own, baseline }) => ({
      rows: {
        task,
        ...share(kept),
        labels: pickNumbers(reference.labels as Float64Array, kept),
        scales: reference.scales && pickNumbers(reference.scales, kept),
        candidate: placeAnswers(own),
        baseline: baseline && placeAnswers(baseline),
      },
      positive: null,
      classes: null,
      predictedBy: null,
      unpredicted: { candidate: null, baseline: null },
      note: null,
    }),
  }
}

function countUnpredicted({ predictions }: PredictionColumns): number {
  return (predictions as Float64Array).reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0)
}

function placeAnswers({ file, rows }: PlacedFile): NumberAnswers {
  return {
    predictions: pickNumbers(file.predictions as Float64Array, rows),
    lower: file.lower && pickNumbers(file.lower, rows),
    upper: file.upper && pickNumbers(file.upper, rows),
  }
}
