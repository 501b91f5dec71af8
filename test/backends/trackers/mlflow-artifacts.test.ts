import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { SystemError } from '../../../src/core/faults.ts'
import type { RunArtifact } from '../../../src/ports/tracker.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeTrackers } from './made-trackers.ts'

/** One answer of the made server, by path and query. */
interface Given {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | object
}

const BYTES = 'weights of a model'
const SHA256 = createHash('sha256').update(BYTES).digest('hex')
const FILE = { run: 'abc', path: 'model/model v1.pkl', sha256: null } as const
const GET_RUN = '/api/2.0/mlflow/runs/get?run_id=abc'
const PROXY = '/api/2.0/mlflow-artifacts/artifacts'
const GET_FILE = `${PROXY}/3/abc/artifacts/model/model%20v1.pkl`
const MISSING: Given = { status: 404, body: { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'No such artifact' } }
const runAt = (uri: string, outputs = {}): Given => ({
  body: { run: { info: { experiment_id: '3', artifact_uri: uri }, data: {}, outputs } },
})
const RUN = runAt('mlflow-artifacts:/3/abc/artifacts')
const modelAt = (name: string, uri: string): Given => ({ body: { model: { info: { name, artifact_uri: uri } } } })
const ATTACHMENT = { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment; filename=m' }

/** A tracking server that knows these paths; the run and its file where nothing else is said. */
async function serve(more: Readonly<Record<string, Given>> = {}) {
  const known: Readonly<Record<string, Given>> = {
    [GET_RUN]: RUN,
    [GET_FILE]: { headers: ATTACHMENT, body: BYTES },
    ...more,
  }
  return serveLoopback((request, response) => {
    const { status = 200, headers = {}, body } = known[request.url!] ?? MISSING
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
}

it('fetches a file once by proxy, hashed, into a folder of its own that goes with the process', async () => {
  const server = await serve()
  const trackers = makeTrackers({ MLFLOW_TRACKING_URI: server.origin, MLFLOW_TRACKING_TOKEN: 'secret' })
  const file = (await trackers.artifact(FILE, 'caller')) as RunArtifact
  expect(file).toMatchObject({ sha256: SHA256, size: BYTES.length })
  expect(file.path).toMatch(/model_v1\.pkl$/)
  expect(readFileSync(file.path, 'utf8')).toBe(BYTES)
  if (process.platform !== 'win32') {
    expect([statSync(dirname(file.path)).mode & 0o777, statSync(file.path).mode & 0o777]).toEqual([0o700, 0o600])
  }
  expect(await trackers.artifact(FILE, 'caller')).toBe(file)
  expect(server.requests).toEqual([`GET ${GET_RUN}`, `GET ${GET_FILE}`])
  expect(server.headers.map(({ authorization }) => authorization)).toEqual(['Bearer secret', 'Bearer secret'])
  await trackers.close()
  expect(existsSync(file.path)).toBe(false)
})

it('asks the server for what it keeps in a store of its own', async () => {
  const direct = '/team/get-artifact?run_uuid=abc&path=model%2Fmodel+v1.pkl'
  const server = await serve({
    [`/team${GET_RUN}`]: runAt('s3://bucket/abc'),
    [direct]: { headers: ATTACHMENT, body: BYTES },
  })
  const trackers = makeTrackers({ MLFLOW_TRACKING_URI: `${server.origin}/team` })
  expect(await trackers.artifact(FILE, 'caller')).toMatchObject({ sha256: SHA256 })
})

it('finds the file in the model that the run logged under the name, wherever the server keeps it', async () => {
  const outputs = { model_outputs: [{ model_id: 'm-1' }, null, { model_id: 'm-2' }, { model_id: 'm-2' }] }
  const models = {
    [GET_RUN]: runAt('mlflow-artifacts:/3/abc/artifacts', outputs),
    [GET_FILE]: MISSING,
    '/api/2.0/mlflow/logged-models/m-1': modelAt('scaler', 'mlflow-artifacts:/3/models/m-1/artifacts'),
  }
  const server = await serve({
    ...models,
    '/api/2.0/mlflow/logged-models/m-2': modelAt('model', 'mlflow-artifacts:/3/models/m-2/artifacts'),
    [`${PROXY}/3/models/m-2/artifacts/model%20v1.pkl`]: { headers: ATTACHMENT, body: BYTES },
  })
  const found = await makeTrackers({ MLFLOW_TRACKING_URI: server.origin }).artifact(FILE, 'caller')
  expect(found).toMatchObject({ sha256: SHA256 })
  const direct = '/ajax-api/2.0/mlflow/logged-models/m-2/artifacts/files?artifact_file_path=model+v1.pkl'
  const other = await serve({
    ...models,
    '/api/2.0/mlflow/logged-models/m-2': modelAt('model', '/srv/models/m-2'),
    [direct]: { headers: ATTACHMENT, body: BYTES },
  })
  const kept = await makeTrackers({ MLFLOW_TRACKING_URI: other.origin }).artifact(FILE, 'caller')
  expect(kept).toMatchObject({ sha256: SHA256 })
  const both = await serve({
    ...models,
    '/api/2.0/mlflow/logged-models/m-1': modelAt('model', 'mlflow-artifacts:/3/models/m-1/artifacts'),
    '/api/2.0/mlflow/logged-models/m-2': modelAt('model', 'mlflow-artifacts:/3/models/m-2/artifacts'),
  })
  const asked = makeTrackers({ MLFLOW_TRACKING_URI: both.origin }).artifact(FILE, 'caller')
  await expect(asked).rejects.toThrow('mlflow:abc/model/model v1.pkl: the run logged 2 models named model')
})

it('takes a file with the pinned digest and refuses any other, naming both', async () => {
  const server = await serve()
  const trackers = makeTrackers({ MLFLOW_TRACKING_URI: server.origin })
  expect(await trackers.artifact({ ...FILE, sha256: SHA256 }, 'caller')).toMatchObject({ sha256: SHA256 })
  const pin = 'a'.repeat(64)
  const asked = trackers.artifact({ ...FILE, sha256: pin }, 'caller')
  await expect(asked).rejects.toBeInstanceOf(SystemError)
  await expect(asked).rejects.toThrow(
    `mlflow:abc/model/model v1.pkl: its digest is sha256:${SHA256}, and sha256:${pin} is pinned`,
  )
})

it.each([
  ['announced', { 'content-length': '18' }],
  ['not announced', { 'transfer-encoding': 'chunked' }],
])('refuses a file past the cap of the policy, where its size is %s', async (_, headers) => {
  const server = await serve({ [GET_FILE]: { headers: { ...ATTACHMENT, ...headers }, body: BYTES } })
  const variables = { MLFLOW_TRACKING_URI: server.origin }
  const asked = makeTrackers(variables, { allowed: [server.host], maxSize: BYTES.length - 1 })
  await expect(asked.artifact(FILE, 'config')).rejects.toThrow(
    /model v1\.pkl: is larger than the 0 MB that may be fetched/,
  )
  const allowed = makeTrackers(variables, { allowed: [server.host], maxSize: BYTES.length })
  expect(await allowed.artifact(FILE, 'config')).toMatchObject({ size: BYTES.length })
})

it('lets a configuration name a file only where network.allow names the server', async () => {
  const server = await serve()
  const asked = makeTrackers({ MLFLOW_TRACKING_URI: server.origin }).artifact(FILE, 'config')
  await expect(asked).rejects.toThrow('may not be reached: network.allow of modelgate.yml does not name it')
  expect(server.requests).toEqual([])
})

it('says what is missing: the run, or its file', async () => {
  const server = await serve({ [GET_FILE]: MISSING })
  const trackers = makeTrackers({ MLFLOW_TRACKING_URI: server.origin })
  expect(await trackers.artifact(FILE, 'caller')).toEqual({
    missing: `the run has no file model/model v1.pkl at ${server.host}`,
  })
  expect(await trackers.artifact({ ...FILE, run: 'gone' }, 'caller')).toEqual({
    missing: `there is no such run at ${server.host}`,
  })
})

it('follows no redirect to another host, so that neither token nor choice of bytes goes elsewhere', async () => {
  const other = await serve({ '/file': { headers: ATTACHMENT, body: BYTES } })
  const server = await serve({ [GET_FILE]: { status: 302, headers: { location: `${other.origin}/file` }, body: '' } })
  const variables = { MLFLOW_TRACKING_URI: server.origin, MLFLOW_TRACKING_TOKEN: 'secret' }
  const asked = makeTrackers(variables, { allowed: [server.host, other.host] }).artifact(FILE, 'config')
  await expect(asked).rejects.toThrow(`${server.host} answers 302`)
  expect(other.requests).toEqual([])
})

it('asks no other server that a run says keeps its artifacts', async () => {
  const other = await serve()
  const server = await serve({ [GET_RUN]: runAt(`mlflow-artifacts://${other.host}/3/abc/artifacts`) })
  const asked = makeTrackers({ MLFLOW_TRACKING_URI: server.origin }).artifact(FILE, 'caller')
  await expect(asked).rejects.toThrow(
    `is kept by ${other.host}, and ${server.host} (MLFLOW_TRACKING_URI) alone is asked`,
  )
  expect(other.requests).toEqual([])
})

it.each<[Given, string]>([
  [
    { headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<!doctype html><title>Sign in</title>' },
    'answers with a page and no file, maybe a login',
  ],
  [{ headers: { ...ATTACHMENT, 'content-encoding': 'br' }, body: BYTES }, 'sends it packed by br, unasked'],
  [{ status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not Found</h1>' }, 'answers 404'],
  [
    { status: 400, body: { detail: "Artifact path refers to a directory, not a file: 'model'" } },
    'refuses it: Artifact path refers to a directory, not a file',
  ],
  [
    { status: 403, body: { error_code: 'PERMISSION_DENIED', message: 'no' } },
    'answers 403: no; no credentials were found: looked for MLFLOW_TRACKING_TOKEN',
  ],
])('an answer %j is told', async (given, message) => {
  const server = await serve({ [GET_FILE]: given })
  await expect(makeTrackers({ MLFLOW_TRACKING_URI: server.origin }).artifact(FILE, 'caller')).rejects.toThrow(message)
})

it('takes a file that is a page and comes as an attachment', async () => {
  const headers = { 'content-type': 'text/html', 'content-disposition': 'attachment; filename=page.html' }
  const server = await serve({ [GET_FILE]: { headers, body: '<p>a model card</p>' } })
  const found = await makeTrackers({ MLFLOW_TRACKING_URI: server.origin }).artifact(FILE, 'caller')
  expect(readFileSync((found as RunArtifact).path, 'utf8')).toBe('<p>a model card</p>')
})
