import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSession } from './session.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/importance')
const DATA = join(import.meta.dirname, '../../../examples/churn/data')
const read = (name: string) => readFileSync(join(FIXTURES, name), 'utf8')
const models = JSON.parse(read('models.json')) as Record<'candidate' | 'baseline', { readonly weights: object }>
const WANTED = [
  'customer_id',
  'churn',
  ...new Set(Object.values(models).flatMap(({ weights }) => Object.keys(weights))),
]

const CONFIG = `version: 1
models:
  churn:
    task: binary
    data: {train: {path: train.csv}, test: {path: test.csv}}
    evaluation: {data: test, id: customer_id, label: churn, positive: "Yes", score: score}
    candidate:
      model: out/model.json
      predict: [${JSON.stringify(process.execPath)}, predict.mjs, --model, "{model}", --data, "{data}", --out, "{out}"]
      explain: true
    baseline: [production, "ref:main"]
    gates:
      - {metric: roc_auc, margin: 0.01}
      - {metric: leaked_rows, max: 20}
      - {metric: predict_latency, max: 1}
    stages: {production: {require: [compare], derived: true}}
`

/** The columns that the models look at. */
function cut(name: string): string {
  const lines = readFileSync(join(DATA, name), 'utf8').trim().split('\n')
  const places = WANTED.map((column) => lines[0]!.split(',').indexOf(column))
  return `${lines.map((line) => places.map((place) => line.split(',')[place]).join(',')).join('\n')}\n`
}

it('a project without any predictions is judged by its command, its revision and its training data', async () => {
  const session = await openSession(
    {
      'modelgate.yml': CONFIG,
      'test.csv': cut('test.csv'),
      'train.csv': cut('train.csv'),
      'predict.mjs': read('predict.mjs'),
      'out/model.json': JSON.stringify(models.baseline),
    },
    { isRepository: true },
  )
  writeFileSync(join(session.folder, 'out/model.json'), JSON.stringify(models.candidate))
  const flags = { candidate: undefined, id: undefined, label: undefined, score: [], model: ['churn'] }
  const { results, errors } = await session.compare(flags)
  expect(errors ?? []).toEqual([])
  const [result] = results
  expect(result).toMatchObject({
    verdict: 'pass',
    baseline: { source: 'ref:main', reason: 'what main stands on; passed over: production holds no version yet' },
  })
  expect(result!.summary).toContain('The candidate leans most on tenure (without it ROC AUC falls by 0.2')
  expect(result!.materials.map(({ name, derived }) => [name, derived])).toEqual([
    ['candidate', true],
    ['baseline', true],
    ['evaluation', false],
    ['model', false],
    ['train', false],
  ])
  const verdicts = Object.fromEntries(result!.checks.map(({ id, verdict }) => [id, verdict]))
  expect(verdicts).toMatchObject({
    'gate/roc_auc/margin': 'pass',
    'gate/leaked_rows/max': 'pass',
    'gate/predict_latency/max': 'pass',
    'gate/leakage-rows': 'pass',
    'metric/model_size': 'pass',
  })
  expect(verdicts).not.toHaveProperty('gate/leakage')
  expect(result!.figures.map(({ id }) => id)).toContain('importance')
})
