import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeTrackers } from './made-trackers.ts'

/** What the SDK sent for one run (record_wandb.py beside it). */
const SDK = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/metric-sources/wandb-request.json'), 'utf8'),
) as {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: { readonly query: string; readonly variables: unknown }
}
const KEY = '0123456789'.repeat(4)
/** A query without what may be written otherwise: comments and white space. */
const plain = (query: string) => query.replaceAll(/#.*/g, '').replaceAll(/\s+/g, ' ').trim()
const REFERENCE = { tracker: 'wandb', run: 'acme/churn/k3v9' } as const

const SUMMARY = { roc_auc: 0.84, best: { f1: 0.7 }, recall: 'NaN', _step: 3, _wandb: { runtime: 9 } }
const CONFIG = {
  lr: { value: 0.1, desc: null },
  model: { value: { depth: 4 } },
  _wandb: { value: { t: 1 } },
  wandb_version: 1,
}

async function serve(status: number, answer: unknown) {
  const bodies: { readonly query: string; readonly variables: unknown }[] = []
  const server = await serveLoopback((_, response, body) => {
    bodies.push(JSON.parse(body))
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer))
  })
  return { ...server, bodies }
}
const answerOf = (run: unknown) => ({ data: { project: { run } } })

it('asks as the SDK does, and gives summary and settings without its own keys', async () => {
  const run = { name: 'k3v9', config: JSON.stringify(CONFIG), summaryMetrics: JSON.stringify(SUMMARY) }
  const server = await serve(200, answerOf(run))
  const trackers = makeTrackers({ WANDB_BASE_URL: server.origin, WANDB_API_KEY: KEY })
  expect(await trackers.read(REFERENCE, 'caller')).toEqual({
    uri: `${server.origin}/acme/churn/runs/k3v9`,
    metrics: { roc_auc: 0.84, best: { f1: 0.7 }, recall: 'NaN' },
    parameters: { lr: 0.1, model: { depth: 4 } },
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(server.requests).toEqual([`${SDK.method} ${SDK.path}`])
  expect(server.headers[0]).toMatchObject(SDK.headers)
  const [{ query, variables } = SDK.body] = server.bodies
  expect(variables).toEqual(SDK.body.variables)
  const [, opening, fields] = /^(query Run.* run\(name: \$name\) \{) ([^{}]+) \} \} \}$/.exec(plain(query)) ?? []
  expect(plain(SDK.body.query)).toContain(opening)
  const known = /fragment RunFragment on Run \{([^{}]+)/.exec(plain(SDK.body.query))?.[1]?.split(' ')
  expect(fields!.split(' ')).toEqual(['name', 'config', 'summaryMetrics'])
  expect(known).toEqual(expect.arrayContaining(fields!.split(' ')))
})

it('has no metrics where the run logged none', async () => {
  const server = await serve(200, answerOf({ name: 'k3v9', config: null, summaryMetrics: null }))
  const run = await makeTrackers({ WANDB_BASE_URL: server.origin }).read(REFERENCE, 'caller')
  expect(run).toMatchObject({ metrics: {}, parameters: {} })
})

it('asks again where a gateway fails, since a question changes nothing', async () => {
  let count = 0
  const server = await serveLoopback((_, response) => {
    count += 1
    response.writeHead(count === 1 ? 503 : 200, { 'content-type': 'application/json', 'retry-after': '0' })
    response.end(JSON.stringify(answerOf({ name: 'k3v9', config: '{}', summaryMetrics: '{"f1": 0.5}' })))
  })
  const run = await makeTrackers({ WANDB_BASE_URL: server.origin }).read(REFERENCE, 'caller')
  expect(run.metrics).toEqual({ f1: 0.5 })
  expect(count).toBe(2)
})

it.each([
  [200, { data: { project: null } }, 'wandb:acme/churn/k3v9: there is no such run at'],
  [200, answerOf(null), 'no key was found in WANDB_API_KEY'],
  [200, { data: null, errors: [{ message: 'project not found' }] }, 'project not found'],
  [
    401,
    { errors: [{ message: 'user is not logged in' }] },
    'answers 401: user is not logged in; no credentials were found',
  ],
  [400, { errors: [{ message: 'bad query' }] }, 'answers 400: bad query'],
  [200, answerOf({ config: '{}', summaryMetrics: '[' }), 'its summaryMetrics is no JSON object'],
])('an answer %i of %j is told', async (status, answer, message) => {
  const server = await serve(status, answer)
  const reading = makeTrackers({ WANDB_BASE_URL: server.origin }).read(REFERENCE, 'caller')
  await expect(reading).rejects.toThrow(message)
})

it('asks the service itself only where network.allow names it', async () => {
  await expect(makeTrackers({ WANDB_API_KEY: 'key' }).read(REFERENCE, 'config')).rejects.toThrow(
    'add "api.wandb.ai" to network.allow there',
  )
})

it('shows nothing of the address that is no place: a key in it is used, and told nowhere', async () => {
  const server = await serve(200, answerOf({ name: 'k3v9', config: '{}', summaryMetrics: '{"f1": 0.7}' }))
  const address = `${server.origin.replace('://', '://api:s3cret@')}/base?token=s3cret#s3cret`
  const run = await makeTrackers({ WANDB_BASE_URL: address }).read(REFERENCE, 'caller')
  expect(run.uri).toBe(`${server.origin}/base/acme/churn/runs/k3v9`)
  expect(server.requests).toEqual(['POST /base/graphql'])
  expect(server.headers[0]!.authorization).toBe(`Basic ${btoa('api:s3cret')}`)
})

it('says so where the answer is no run that could be read', async () => {
  const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`
  const server = await serve(200, answerOf({ name: 'k3v9', config: '{}', summaryMetrics: deep }))
  const asked = makeTrackers({ WANDB_BASE_URL: server.origin }).read(REFERENCE, 'caller')
  await expect(asked).rejects.toThrow('its summaryMetrics is no JSON object of up to 100 levels')
  const empty = await serve(200, null)
  const other = makeTrackers({ WANDB_BASE_URL: empty.origin }).read(REFERENCE, 'caller')
  await expect(other).rejects.toThrow('there is no such run')
})
