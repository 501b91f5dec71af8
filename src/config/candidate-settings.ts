import { z } from 'zod'
import { duration, strictMap, text, texts } from './settings-schema.ts'

export const candidateSchema = strictMap({
  model: text('Model file: hashed and stored, never loaded').optional(),
  predictions: text("The candidate's predictions, one row per id").optional(),
  predict: texts('Command that predicts, as an argument vector with {model}, {data} and {out}').min(1).optional(),
  predict_timeout: duration('Longest time of one prediction; default 30m').optional(),
  explain: z
    .boolean()
    .default(false)
    .describe('Whether predict is also run on shuffled columns, to tell which of them each model leans on'),
  metrics: text('Metrics file where there are no rows; also mlflow:RUN, wandb:RUN, dvc').optional(),
  parameters: text('Parameters file for what changed; also mlflow:RUN').optional(),
  golden: text("Rows with this model's answers, which a service must give again; stored with the version").optional(),
  profile: text('Profile of the training data; stored with the version').optional(),
}).describe('The model that asks to be promoted')
export type RawCandidate = z.output<typeof candidateSchema>
