import { z } from 'zod'
import { commandTargetSchema } from './command-target.ts'
import { count, duration, strictMap, text } from './settings-schema.ts'

/** A question to Prometheus with the bound of its answer. */
export const serviceCheck = strictMap({
  name: text('Name in reports').optional(),
  query: text('PromQL expression with one value'),
  min: z.number().optional().describe('Smallest value that is healthy'),
  max: z.number().optional().describe('Largest value that is healthy'),
  max_ratio: z.number().positive().optional().describe('Largest ratio to the value before'),
})

const target = z
  .discriminatedUnion('type', [
    strictMap({
      type: z.literal('kubernetes'),
      namespace: text('Namespace').optional(),
      deployment: text('Deployment'),
      container: text('Container').optional(),
      context: text('Context of the kubeconfig').optional(),
    }),
    commandTargetSchema,
    z.looseObject({ type: z.enum(['compose', 'gitops', 'sagemaker', 'vertex', 'azureml']) }),
  ])
  .describe('What serves the model: kubernetes | compose | gitops | sagemaker | vertex | azureml | command')

const smoke = strictMap({
  url: text('Address that answers predictions'),
  request: text('Form of the request').optional(),
  response: text('JSON pointer to the prediction').optional(),
  tolerance: z.number().min(0).optional().describe('Largest difference to the golden rows'),
  p95: duration('Longest 95th percentile of the answers').optional(),
}).describe('Golden rows that the new version must answer the same')

const watch = strictMap({
  prometheus: text('Address of Prometheus'),
  for: duration('How long').optional(),
  every: duration('How often').optional(),
  max_hold: duration('Longest wait for enough traffic').optional(),
  steps: z
    .array(z.number().gt(0).max(100))
    .optional()
    .describe('Shares of the traffic in percent, one after the other'),
  checks: z.array(serviceCheck).min(1),
}).describe('What is looked at after the rollout')

const deploy = strictMap({
  target,
  image: text('Image without tag').optional(),
  smoke: smoke.optional(),
  watch: watch.optional(),
}).describe('How a version of this stage is rolled out')

export const stageSchema = strictMap({
  require: z
    .array(z.enum(['validate', 'compare', 'drift']))
    .describe('Commands whose evidence a promotion needs; [] for none'),
  after: text('Stage that the version must hold before').optional(),
  hold: duration('Time in the stage before').optional(),
  derived: z.boolean().optional().describe('Whether predictions must come from predict in the same run'),
  environment: text('GitHub environment whose reviewers approve').optional(),
  budget: strictMap({
    reuse: count('Registered decisions on the same test data before fresh labels are due'),
  }).optional(),
  deploy: deploy.optional(),
})
export type RawStage = z.output<typeof stageSchema>
