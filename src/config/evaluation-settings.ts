import { z } from 'zod'
import { count, share, strictMap, text, texts } from './settings-schema.ts'

/** A value of a column as YAML may write it. */
const cell = z.union([z.string(), z.number(), z.boolean()], { error: 'must be text, a number, true or false' })

const csv = strictMap({
  delimiter: z.string().length(1).optional().describe('Between two fields; default a comma'),
  quote: z.string().length(1).optional().describe('Around a field; default "'),
  encoding: z.enum(['utf-8', 'latin-1', 'utf-16']).optional().describe('Default utf-8'),
  decimal: z.enum(['.', ',']).optional().describe('Decimal sign; default a point'),
}).describe('How a CSV file is written, where it is not as RFC 4180 has it')

export const dataSchema = strictMap({
  path: text('File or glob: CSV (also .gz), Parquet, JSON Lines, JSON'),
  contract: text('Data contract of the rows').optional(),
  object: text('Object of the contract; default: the only one, or the one named as the file').optional(),
  production: z.boolean().default(false).describe('Live data, for monitor alone'),
  csv: csv.optional(),
  on_inconclusive: z.enum(['fail', 'warn', 'pass']).default('fail').describe('What a rule that settles nothing does'),
})
export type RawData = z.output<typeof dataSchema>

export const evaluationSchema = strictMap({
  data: text('Data set with labels, which training never saw'),
  id: text('Column that names a row'),
  label: text('Column with the truth'),
  positive: cell.optional().describe('Label of the positive class; default 1 or true'),
  score: z
    .union([z.string().min(1), z.record(z.string(), z.string().min(1))], {
      error: 'must be a column, or a map from class to column',
    })
    .optional()
    .describe("Column of the predictions with the positive class's score, or a map from class to column"),
  prediction: text('Column with the predicted class; default: score at least threshold').optional(),
  threshold: z.number().default(0.5).describe('Score from which a row is predicted positive'),
  weight: text('Column with the weight of a row').optional(),
  group: text('Column that names rows that belong together').optional(),
  slices: texts('Columns whose values are looked at one by one').default([]),
  metrics: texts('Metrics; default all of the task').default([]),
  min_rows: count('Fewest rows of a slice that are judged').default(100),
  confidence: share('Confidence of the intervals shown').default(0.95),
  resamples: z.int().min(100).max(100_000).default(2000).describe('Bootstrap resamples'),
  seed: count('Seed of the random numbers', 0).default(1),
  power: share('Power that the number of further labels is planned for').default(0.8),
  costs: z.record(z.string(), z.unknown()).optional().describe('Costs of each kind of error'),
}).describe('Labelled rows that training never saw, and how they are judged')
export type RawEvaluation = z.output<typeof evaluationSchema>

export const candidateSchema = strictMap({
  model: text('Model file: hashed and stored, never loaded').optional(),
  predictions: text("The candidate's predictions, one row per id").optional(),
  predict: texts('Command that predicts, as an argument vector with {model}, {data} and {out}').min(1).optional(),
  metrics: text('Metrics file where there are no rows; also mlflow:RUN, wandb:RUN, dvc').optional(),
  parameters: text('Parameters file for what changed; also mlflow:RUN').optional(),
}).describe('The model that asks to be promoted')
export type RawCandidate = z.output<typeof candidateSchema>
