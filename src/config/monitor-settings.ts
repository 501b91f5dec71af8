import { z } from 'zod'
import { count, duration, share, strictMap, text, texts } from './settings-schema.ts'
import { serviceCheck } from './stage-settings.ts'

const distances = {
  method: z
    .enum([
      'auto',
      'ks',
      'chi2',
      'chi2-montecarlo',
      'fisher',
      'wasserstein',
      'psi',
      'jensen-shannon',
      'total-variation',
    ])
    .optional()
    .describe('How two samples are compared'),
  alpha: share('Level of the tests').optional(),
  effect: z.number().min(0).optional().describe('Smallest distance that matters'),
  severity: z.enum(['error', 'warning', 'info']).optional().describe('Default warning'),
}

export const driftSchema = strictMap({
  reference: text('Data set that current data is compared with').optional(),
  ...distances,
  correction: z.enum(['bh', 'holm', 'none']).optional().describe('Correction for many columns'),
  columns: z
    .object({ exclude: texts('Columns left out').optional() })
    .catchall(strictMap(distances))
    .optional()
    .describe('Settings of single columns, and those left out'),
}).describe('When current data counts as drifted')

export const monitorSchema = strictMap({
  data: text('Data set with the prediction log'),
  time: text('Column with the time of a row').optional(),
  window: duration('Length of a window').optional(),
  labels: strictMap({
    path: text('Files with labels that arrive later'),
    id: text('Column that names a row'),
    delay: duration('How long labels take').optional(),
  }).optional(),
  false_alarms_per_year: z.number().gt(0).optional().describe('False alarms that are put up with'),
  metrics: texts('Metrics as labels arrive').optional(),
  service: strictMap({ prometheus: text('Address of Prometheus'), checks: z.array(serviceCheck).min(1) }).optional(),
  new_data: strictMap({ rows: count('New rows that are a reason to retrain') }).optional(),
  staleness: duration('Age of a version that is a reason to retrain').optional(),
  heartbeat: duration('Silence that is an alert').optional(),
  alert: strictMap({
    issue: z.boolean().optional().describe('Whether an issue is opened'),
    webhook: text('Address').optional(),
    alertmanager: text('Address').optional(),
    pushgateway: text('Address').optional(),
    grafana: text('Address').optional(),
  }).optional(),
  on_incident: z
    .array(z.enum(['alert', 'retrain']))
    .optional()
    .describe('What an incident sets off'),
}).describe('How production is watched')

const limits = {
  cooldown: duration('Shortest time between two').optional(),
  per_month: count('Most in a month').optional(),
}

export const retrainSchema = z
  .discriminatedUnion('trigger', [
    strictMap({
      trigger: z.literal('workflow'),
      workflow: text('File name of the workflow'),
      ref: text('Branch or tag').optional(),
      ...limits,
    }),
    z.looseObject({
      trigger: z.enum([
        'dispatch',
        'airflow',
        'prefect',
        'kubeflow',
        'sagemaker',
        'vertex',
        'azureml',
        'jenkins',
        'command',
      ]),
      ...limits,
    }),
  ])
  .describe('How training is started')
