import { z } from 'zod'
import { candidateSchema } from './candidate-settings.ts'
import { dataSchema, evaluationSchema } from './evaluation-settings.ts'
import { gateSchema } from './gate-settings.ts'
import { driftSchema, monitorSchema, retrainSchema } from './monitor-settings.ts'
import { reproduceSchema } from './reproduce-settings.ts'
import { strictMap, text, texts } from './settings-schema.ts'
import { stageSchema } from './stage-settings.ts'

/** One model, defaults applied. */
export const modelSchema = strictMap({
  description: text('What the model predicts').optional(),
  intended_use: text('What it is for, and what not').optional(),
  owner: text('Who answers for it').optional(),
  paths: texts("Globs that plan watches; default: this file's folder").optional(),
  task: z
    .enum(['binary', 'multiclass', 'regression', 'ranking', 'forecast', 'graded'])
    .optional()
    .describe('What the model answers; graded: one score per item'),
  data: z.record(z.string(), dataSchema).default({}).describe('Data sets, by name'),
  evaluation: evaluationSchema.optional(),
  candidate: candidateSchema.optional(),
  baseline: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)], {
      error: 'must be a stage, version:V, ref:REF, mlflow:RUN/PATH or file:PATH, or a list of these',
    })
    .optional()
    .describe(
      'What the candidate is compared with: a stage, version:V, ref:REF, mlflow:RUN/PATH, file:PATH; of a list the first that is there',
    ),
  gates: z.array(gateSchema).default([]).describe('What decides; all must pass'),
  drift: driftSchema.optional(),
  stages: z.record(z.string(), stageSchema).default({}).describe('Stages, in order'),
  monitor: monitorSchema.optional(),
  retrain: retrainSchema.optional(),
  reproduce: reproduceSchema.optional(),
}).describe('A model')
export type RawModel = z.output<typeof modelSchema>
