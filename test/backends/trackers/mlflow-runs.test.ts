import { expect, it } from 'vitest'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeTrackers } from './made-trackers.ts'

const RUN = {
  run: {
    info: { run_id: 'abc', experiment_id: '3', status: 'FINISHED' },
    data: {
      metrics: [
        { key: 'roc_auc', value: 0.84, timestamp: 1, step: 0 },
        { key: 'recall', value: 'NaN', timestamp: 1, step: 0 },
      ],
      params: [{ key: 'C', value: '1.0' }],
    },
  },
}
const REFERENCE = { tracker: 'mlflow', run: 'abc' } as const

async function serve(status: number, answer: unknown) {
  return serveLoopback((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
  })
}

it('asks for a run once, with the address and path of the environment', async () => {
  const server = await serve(200, RUN)
  const trackers = makeTrackers({ MLFLOW_TRACKING_URI: `${server.origin}/team/` })
  const run = await trackers.read(REFERENCE, 'caller')
  expect(run).toMatchObject({
    uri: `${server.origin}/team/#/experiments/3/runs/abc`,
    metrics: { roc_auc: 0.84, recall: 'NaN' },
    parameters: { C: '1.0' },
  })
  expect(await trackers.read(REFERENCE, 'caller')).toBe(run)
  expect(server.requests).toEqual(['GET /team/api/2.0/mlflow/runs/get?run_id=abc'])
  expect(server.headers[0]).not.toHaveProperty('authorization')
})

it.each([
  [{ MLFLOW_TRACKING_TOKEN: 'secret' }, 'Bearer secret'],
  [{ MLFLOW_TRACKING_USERNAME: 'ann', MLFLOW_TRACKING_PASSWORD: 'pwd' }, `Basic ${btoa('ann:pwd')}`],
  [
    { MLFLOW_TRACKING_USERNAME: 'ann', MLFLOW_TRACKING_PASSWORD: 'pwd', MLFLOW_TRACKING_TOKEN: 't' },
    `Basic ${btoa('ann:pwd')}`,
  ],
  [{ MLFLOW_TRACKING_USERNAME: 'ann', MLFLOW_TRACKING_TOKEN: 't' }, 'Bearer t'],
])('sends the credentials of %j', async (variables, expected) => {
  const server = await serve(200, RUN)
  await makeTrackers({ MLFLOW_TRACKING_URI: server.origin, ...variables }).read(REFERENCE, 'caller')
  expect(server.headers[0]!.authorization).toBe(expected)
})

it('takes user and password of the address, and shows them nowhere', async () => {
  const server = await serve(200, RUN)
  const address = server.origin.replace('://', '://ann:p%40d@')
  const run = await makeTrackers({ MLFLOW_TRACKING_URI: address }).read(REFERENCE, 'caller')
  expect(server.headers[0]!.authorization).toBe(`Basic ${btoa('ann:p@d')}`)
  expect(run.uri).not.toContain('ann')
})

it('lets a configuration name a run only where network.allow names the server', async () => {
  const server = await serve(200, RUN)
  const variables = { MLFLOW_TRACKING_URI: server.origin }
  await expect(makeTrackers(variables).read(REFERENCE, 'config')).rejects.toThrow(
    `${server.host} (MLFLOW_TRACKING_URI) may not be reached: network.allow of modelgate.yml does not name it`,
  )
  expect(server.requests).toEqual([])
  const run = await makeTrackers(variables, { allowed: [server.host] }).read(REFERENCE, 'config')
  expect(run.metrics).toEqual({ roc_auc: 0.84, recall: 'NaN' })
})

it.each([
  [
    404,
    { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'Run with id=abc not found' },
    'mlflow:abc: there is no such run at',
  ],
  [401, 'You are not authenticated', 'answers 401; no credentials were found: looked for MLFLOW_TRACKING_TOKEN'],
  [403, { error_code: 'PERMISSION_DENIED', message: 'no' }, 'answers 403: no; no credentials were found'],
  [400, { error_code: 'INVALID_PARAMETER_VALUE', message: 'bad id' }, 'answers 400: bad id'],
  [302, '', 'it leads elsewhere, maybe to a login'],
  [200, '<html>', 'answers with something other than JSON'],
  [200, {}, 'holds no run'],
] as const)('an answer %i of %j is told', async (status, answer, message) => {
  const server = await serve(status, answer)
  const reading = makeTrackers({ MLFLOW_TRACKING_URI: server.origin }).read(REFERENCE, 'caller')
  await expect(reading).rejects.toThrow(message)
})

it.each([
  ['', 'MLFLOW_TRACKING_URI is not set'],
  ['databricks', 'MLFLOW_TRACKING_URI is no address'],
  ['file:///mlruns', 'MLFLOW_TRACKING_URI is no address'],
])('a server named %j is told', async (address, message) => {
  await expect(makeTrackers({ MLFLOW_TRACKING_URI: address }).read(REFERENCE, 'caller')).rejects.toThrow(message)
})

it('takes an address whose password is not encoded as it is', async () => {
  const server = await serve(200, RUN)
  const address = server.origin.replace('://', '://ann:50%off@')
  await makeTrackers({ MLFLOW_TRACKING_URI: address }).read(REFERENCE, 'caller')
  expect(server.headers[0]!.authorization).toBe(`Basic ${btoa('ann:50%off')}`)
})

it('keeps of odd pairs those that are numbers or text by name', async () => {
  const metrics = [null, 5, { key: 'f1', value: 0.7 }, { key: { toString: 1 }, value: 1 }, { key: 'x', value: [[]] }]
  const params = [{ key: '__proto__', value: 'p' }]
  const info = { experiment_id: { toString: 1 } }
  const server = await serve(200, { run: { info, data: { metrics, params } } })
  const run = await makeTrackers({ MLFLOW_TRACKING_URI: server.origin }).read(REFERENCE, 'caller')
  expect(run.metrics).toEqual({ f1: 0.7 })
  expect(Object.entries(run.parameters)).toEqual([['__proto__', 'p']])
  expect(run.uri).toBe(`${server.origin}/#/experiments/unknown/runs/abc`)
})

it.each([null, 5, [], { run: null }, { run: { data: null } }, { run: 'abc' }])(
  'says so where %j is no run',
  async (answer) => {
    const server = await serve(200, JSON.stringify(answer))
    const asked = makeTrackers({ MLFLOW_TRACKING_URI: server.origin }).read(REFERENCE, 'caller')
    await expect(asked).rejects.toThrow(`cannot read run abc of MLflow: the answer of ${server.host} holds no run`)
  },
)

it('ends an answer that does not end, and says so', async () => {
  const server = await serveLoopback((_, response) => {
    response.writeHead(200)
    const part = Buffer.alloc(1_000_000, 32)
    const go = () => {
      while (!response.destroyed && response.write(part)) {}
    }
    response.on('drain', go)
    go()
  })
  const asked = makeTrackers({ MLFLOW_TRACKING_URI: server.origin }).read(REFERENCE, 'caller')
  await expect(asked).rejects.toThrow(`the answer of ${server.host} is larger than 32 MB`)
})

it('follows no redirect, so that no token goes elsewhere', async () => {
  const other = await serve(200, RUN)
  const server = await serveLoopback((_, response) => {
    response.writeHead(302, { location: `${other.origin}/x` })
    response.end()
  })
  const variables = { MLFLOW_TRACKING_URI: server.origin, MLFLOW_TRACKING_TOKEN: 'secret' }
  await expect(makeTrackers(variables).read(REFERENCE, 'caller')).rejects.toThrow(`${server.host} answers 302`)
  expect(other.requests).toEqual([])
})

it('tells what the server says in one line, without what a terminal or a runner obeys', async () => {
  const server = await serve(403, { error_code: 'X', message: '\u001b[31mno\n::error::such right' })
  const asked = makeTrackers({ MLFLOW_TRACKING_URI: server.origin }).read(REFERENCE, 'caller')
  await expect(asked).rejects.toThrow(' answers 403:  [31mno ::error::such right; no credentials were found')
})
