import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { makeTrackers } from '../../backends/trackers/made-trackers.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { gatesOf, makeRows, openSession, writeCsv } from './session.ts'

/** Scores each row by its column x, the more noise, the larger the number in the model's file. */
const PREDICT = `
import { readFileSync, writeFileSync } from 'node:fs'
import { extname } from 'node:path'
const [model, data, out] = process.argv.slice(2)
if (extname(model) !== '.txt') throw new Error(model)
const noise = Number(readFileSync(model, 'utf8'))
const [, ...rows] = readFileSync(data, 'utf8').trim().split('\\n').map((row) => row.split(','))
const score = (x, at) => Number(x) * (1 - noise) + noise * (((at * 7919) % 1000) / 1000)
writeFileSync(out, 'id,score\\n' + rows.map(([id, x], at) => id + ',' + score(x, at)).join('\\n') + '\\n')
`
const MODEL = '0.6'
const SHA256 = createHash('sha256').update(MODEL).digest('hex')
const RUN = '601d6753514f4f3dbe2f7015e44a7695'
const FLAGS = { candidate: undefined, id: undefined, label: undefined, score: [] }

function writeConfig(baseline: string, { predicts = true } = {}): string {
  const command = [process.execPath, 'predict.mjs', '{model}', '{data}', '{out}']
  return JSON.stringify({
    version: 1,
    network: { allow: ['127.0.0.1'] },
    models: {
      churn: {
        task: 'binary',
        data: { test: { path: 'test.csv' } },
        evaluation: { data: 'test', id: 'id', label: 'label', score: 'score' },
        candidate: {
          model: 'model.txt',
          ...(predicts ? { predict: command } : { predictions: 'predictions.csv' }),
        },
        baseline,
        gates: [{ metric: 'roc_auc', margin: 0.01 }],
      },
    },
  })
}

async function compare(config: string) {
  const server = await serveLoopback((request, response) => {
    const known: Readonly<Record<string, string>> = {
      [`/api/2.0/mlflow/runs/get?run_id=${RUN}`]: JSON.stringify({
        run: { info: { artifact_uri: `mlflow-artifacts:/0/${RUN}/artifacts` }, data: {} },
      }),
      [`/api/2.0/mlflow-artifacts/artifacts/0/${RUN}/artifacts/out/model.txt`]: MODEL,
    }
    const body = known[request.url!]
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/plain' })
    response.end(body ?? '{"error_code": "RESOURCE_DOES_NOT_EXIST"}')
  })
  const rows = makeRows(600, 0.4)
  const session = await openSession(
    {
      'modelgate.yml': config,
      'predict.mjs': PREDICT,
      'model.txt': '0.1',
      'test.csv': writeCsv(rows.map(({ id, label, score }) => ({ id, x: score, label }))),
      'predictions.csv': writeCsv(rows.map(({ id, score }) => ({ id, score }))),
    },
    { trackers: makeTrackers({ MLFLOW_TRACKING_URI: server.origin }, { allowed: [server.host] }) },
  )
  return { server, outcome: await session.compare(FLAGS) }
}

it.each([
  ['', ''],
  [`@sha256:${SHA256}`, ', as pinned'],
])('the model file of a run is predicted with and named by its digest, written with %j', async (pin, said) => {
  const { outcome, server } = await compare(writeConfig(`mlflow:${RUN}/out/model.txt${pin}`))
  const [result] = outcome.results
  expect(outcome.errors ?? []).toEqual([])
  expect(result!.baseline).toEqual({
    source: `mlflow:${RUN}/out/model.txt${pin}`,
    version: null,
    commit: null,
    reason: `the model of the run that was named, sha256:${SHA256}${said}`,
  })
  expect(result!.materials).toContainEqual({
    name: 'baseline-model',
    uri: `mlflow:${RUN}/out/model.txt`,
    digest: { sha256: SHA256 },
    rows: null,
    derived: false,
  })
  const baseline = result!.materials.find(({ name }) => name === 'baseline')
  expect(baseline).toMatchObject({ uri: 'predict with the model of run 601d6753', rows: 600, derived: true })
  expect(gatesOf(result!)).toMatchObject([{ id: 'gate/roc_auc/margin', verdict: 'pass' }])
  expect(server.requests).toHaveLength(2)
})

it('a model without a command that predicts is an obstacle, and is not fetched', async () => {
  const { outcome, server } = await compare(writeConfig(`mlflow:${RUN}/out/model.txt`, { predicts: false }))
  const [gate] = gatesOf(outcome.results[0]!)
  expect(gate).toMatchObject({ verdict: 'inconclusive' })
  expect(JSON.stringify(gate)).toContain(
    `mlflow:${RUN}/out/model.txt is a model without predictions, and there is no candidate.predict that makes them`,
  )
  expect(server.requests).toEqual([])
})

it('a run or file that is not there, and another digest than the pinned one, are errors', async () => {
  const pin = 'a'.repeat(64)
  for (const [baseline, message] of [
    [
      `mlflow:${RUN}/out/none.txt`,
      `baseline mlflow:${RUN}/out/none.txt: the run has no file out/none.txt at 127.0.0.1`,
    ],
    ['mlflow:gone/out/model.txt', 'baseline mlflow:gone/out/model.txt: there is no such run at 127.0.0.1'],
    [`mlflow:${RUN}/out/model.txt@sha256:${pin}`, `its digest is sha256:${SHA256}, and sha256:${pin} is pinned`],
  ] as const) {
    const { outcome } = await compare(writeConfig(baseline))
    expect(outcome.errors?.map((error) => error.message).join()).toContain(message)
  }
})

it.each([
  ['mlflow:4f0c', 'mlflow:4f0c: names a run and no file of it'],
  ['mlflow:4f0c/m.pkl@sha256:12', '"sha256:12" is no digest'],
  ['mlflow:4f0c/../m.pkl', 'is no path below the artifacts of a run'],
])('%s is a fault of the configuration', async (baseline, message) => {
  await expect(compare(writeConfig(baseline))).rejects.toThrow(message)
})
