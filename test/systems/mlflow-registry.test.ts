import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { RaceLostError, SystemError } from '../../src/core/faults.ts'
import { errorOf } from '../commands/promote/promotion-outcomes.ts'
import { CONFIG, PromotionRepository } from '../commands/promote/promotion-repository.ts'
import { changeRegistry, rollBack } from '../commands/rollback/rollback-runs.ts'
import { type MlflowServer, startMlflow } from '../support/mlflow-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'modelgate-mlflow-registry-'))
let server: MlflowServer
beforeAll(async () => {
  server = await startMlflow(folder)
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

let count = 0

/** A repository whose registry is followed by a registered model of its own, called `name` there. */
function follow(more = ''): { repo: PromotionRepository; name: string } {
  count += 1
  const name = `churn-${count}`
  const config = `registry: {type: mlflow, name: "{model}-${count}"}\n${CONFIG.replace('candidate: {', `candidate: {${more}`)}`
  const repo = new PromotionRepository({ 'modelgate.yml': config })
  onTestFinished(() => repo.dispose())
  repo.variables = { MLFLOW_TRACKING_URI: server.origin }
  return { repo, name }
}

// biome-ignore lint/suspicious/noExplicitAny: answers of another program
type Json = Readonly<Record<string, any>>

/** MLflow's own answer; null where it refuses. */
async function ask(method: string, path: string, body?: Json): Promise<Json | null> {
  const response = await fetch(`${server.origin}/api/2.0/mlflow/${path}`, {
    method,
    // one that the server let go meanwhile is not taken again
    headers: { connection: 'close', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return response.ok ? ((await response.json()) as Json) : null
}

const aliasOf = async (name: string, alias = 'production') =>
  (await ask('GET', `registered-models/alias?name=${name}&alias=${alias}`))?.['model_version'] ?? null
const tagsOf = (version: Json): Readonly<Record<string, string>> =>
  Object.fromEntries((version['tags'] ?? []).map((tag: Json) => [tag['key'], tag['value']]))
const train = async (repo: PromotionRepository, bytes: string) => {
  repo.train(bytes)
  return repo.judgeAndPromote()
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('a stage that MLflow follows', () => {
  it('goes there by a promotion, back by a rollback, and is the same in both', async () => {
    const { repo, name } = follow()
    const first = await train(repo, 'one')
    expect(first.results[0]!.summary).toBe(
      `churn v0.1.0 is registered and in production. MLflow follows: its version 1 (${server.origin}/#/models/${name}/versions/1) holds production.`,
    )
    const held = await aliasOf(name)
    expect(tagsOf(held!)).toEqual({
      'modelgate.version': 'v0.1.0',
      'modelgate.tag': 'churn@v0.1.0',
      'modelgate.record': repo.holder()!.commit,
      'modelgate.model': `sha256:${sha256('model one\n')}`,
      'mlflow.source.git.commit': expect.stringMatching(/^[0-9a-f]{40}$/),
    })
    expect([held!['version'], held!['run_id']]).toEqual(['1', expect.stringMatching(/^\w{32}$/)])

    await train(repo, 'two')
    expect((await aliasOf(name))!['version']).toBe('2')
    const back = await rollBack(repo, { reason: 'scores drop' })
    expect(back.results[0]!.summary).toContain('production of churn is back at v0.1.0, from v0.2.0.')
    expect(back.results[0]!.summary).toContain('MLflow follows: its version 1')
    expect((await aliasOf(name))!['version']).toBe('1')
    const left = (await ask('GET', `model-versions/get?name=${name}&version=2`))!['model_version']
    expect(tagsOf(left)).toMatchObject({ 'modelgate.barred.production': 'scores drop' })

    const [verified] = (await changeRegistry(repo, ['verify', 'churn'])).results
    const own = verified!.checks.filter(({ id }) => id.startsWith('registry/mlflow/'))
    expect(own.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['registry/mlflow/production/stage', 'pass'],
      ['registry/mlflow/production/version', 'pass'],
      ['registry/mlflow/production/model', 'pass'],
    ])
    expect(verified!.summary).toContain('The registry that follows says the same.')
  })

  it("gives the model's bytes to MLflow's own client", async () => {
    const { repo, name } = follow()
    await train(repo, 'for the client')
    const script = `
import mlflow, pathlib, sys
mlflow.set_tracking_uri(sys.argv[1])
place = mlflow.artifacts.download_artifacts(artifact_uri=f"models:/{sys.argv[2]}@production", dst_path=sys.argv[3])
files = [path for path in pathlib.Path(place).rglob("*") if path.is_file()]
print([(path.name, path.read_text()) for path in files if path.name != "registered_model_meta"])
`
    const args = ['-c', script, server.origin, name, mkdtempSync(join(folder, 'client-'))]
    const env = { ...process.env, MLFLOW_DISABLE_TELEMETRY: 'true' }
    const printed = execFileSync(join(server.bin, 'python'), args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    expect(printed.toString().trim()).toBe("[('model.bin', 'model for the client\\n')]")
  })

  it('takes its bytes from the run that the candidate came from, where that has them', async () => {
    const run = (await ask('POST', 'runs/create', { experiment_id: '0', start_time: 1 }))!['run']['info']
    for (const [path, text] of [
      ['out/other.bin', 'model eno\n'],
      ['out/model.bin', 'model one\n'],
    ] as const) {
      const root = new URL(run['artifact_uri']).pathname
      await fetch(`${server.origin}/api/2.0/mlflow-artifacts/artifacts${root}/${path}`, { method: 'PUT', body: text })
    }
    const { repo, name } = follow(`metrics: "mlflow:${run['run_id']}", `)
    await train(repo, 'one')
    const held = await aliasOf(name)
    expect(held).toMatchObject({ run_id: run['run_id'], source: `${run['artifact_uri']}/out/model.bin` })
  })

  it('is emptied, and what is deprecated is marked', async () => {
    const { repo, name } = follow()
    await train(repo, 'one')
    const reason = 'its data were wrong'
    const emptied = await changeRegistry(repo, ['unassign', 'churn#production'], { reason })
    expect(emptied.text).toContain('MLflow follows: nothing holds production.')
    expect(await aliasOf(name)).toBeNull()
    await changeRegistry(repo, ['deprecate', 'churn@v0.1.0'], { reason })
    const version = (await ask('GET', `model-versions/get?name=${name}&version=1`))!['model_version']
    expect(tagsOf(version)).toMatchObject({ 'modelgate.deprecated': reason })
  })
})

describe('a stage that was moved in MLflow by hand', () => {
  it('stops promotion and rollback before git moves, until it is set back', async () => {
    const { repo, name } = follow()
    await train(repo, 'one')
    await train(repo, 'two')
    await train(repo, 'three')
    await ask('POST', 'registered-models/alias', { name, alias: 'production', version: '1' })
    const tags = repo.tags()
    repo.train('four')
    for (const error of [await errorOf(repo.judgeAndPromote()), await errorOf(rollBack(repo))]) {
      expect(error).toBeInstanceOf(RaceLostError)
      expect(error.message).toContain('production of churn holds v0.3.0 in git, and v0.1.0 (')
      expect(error.message).toMatch(/registered 2\d{3}-\d\d-\d\dT.*registry sync churn#production sets it back/s)
    }
    expect(repo.tags()).toEqual(tags)
    const [verified] = (await changeRegistry(repo, ['verify', 'churn'])).results
    expect(verified!.verdict).toBe('fail')
    expect(verified!.summary).toContain('Not so: production of churn holds the same version at MLflow as in git; found')

    const synced = await changeRegistry(repo, ['sync', 'churn#production'], { reason: 'moved by hand' })
    expect(synced.text).toContain('production of churn holds v0.3.0 in git. MLflow follows: its version 3')
    expect((await aliasOf(name))!['version']).toBe('3')
    expect((await repo.judgeAndPromote()).results[0]!.verdict).toBe('pass')
  })

  it('to the very version that is to come is no obstacle', async () => {
    const { repo, name } = follow()
    await train(repo, 'one')
    await train(repo, 'two')
    await ask('POST', 'registered-models/alias', { name, alias: 'production', version: '1' })
    await rollBack(repo)
    expect([repo.holder()!.version, (await aliasOf(name))!['version']]).toEqual(['v0.1.0', '1'])
  })

  it('or emptied there stops as well', async () => {
    const { repo, name } = follow()
    await train(repo, 'one')
    await ask('DELETE', 'registered-models/alias', { name, alias: 'production' })
    repo.train('two')
    expect((await errorOf(repo.judgeAndPromote())).message).toContain('v0.1.0 in git, and no version at MLflow')
  })

  it('to a version that git does not know is refused with what to do', async () => {
    const { repo, name } = follow()
    await ask('POST', 'registered-models/create', { name })
    await ask('POST', 'model-versions/create', { name, source: 's3://bucket/model' })
    await ask('POST', 'registered-models/alias', { name, alias: 'production', version: '1' })
    const error = await errorOf(repo.judgeAndPromote())
    expect(error).toBeInstanceOf(RaceLostError)
    expect(error.message).toContain('holds no version in git, and its own version 1 (')
    expect(error.message).toContain('git does not know that version')
    expect(repo.tags()).toEqual([])
  })

  it('to a version of before is adopted with its file, once, and then replaced by what is judged', async () => {
    const { repo, name } = follow()
    const script = `
import mlflow, pathlib, sys
from sklearn.linear_model import LogisticRegression
mlflow.set_tracking_uri(sys.argv[1])
with mlflow.start_run():
    mlflow.sklearn.log_model(LogisticRegression().fit([[0], [1]], [0, 1]), name="model", registered_model_name=sys.argv[2])
mlflow.MlflowClient().set_registered_model_alias(sys.argv[2], "production", "1")
place = pathlib.Path(mlflow.artifacts.download_artifacts(f"models:/{sys.argv[2]}/1"))
print(next(place.glob("model.*")).read_bytes().hex())
`
    const env = { ...process.env, MLFLOW_DISABLE_TELEMETRY: 'true' }
    const args = ['-c', script, server.origin, name]
    const printed = execFileSync(join(server.bin, 'python'), args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const bytes = Buffer.from(printed.toString().trim().split('\n').at(-1)!, 'hex')
    const digest = createHash('sha256').update(bytes).digest('hex')

    const adopted = await changeRegistry(repo, ['adopt', 'churn#production'], { reason: 'of before' })
    expect(adopted.text).toContain(`sha256:${digest} is now churn@v0.1.0 and holds production of churn.`)
    expect(tagsOf((await aliasOf(name))!)).toMatchObject({
      'modelgate.record': repo.holder()!.commit,
      'modelgate.model': `sha256:${digest}`,
    })
    const again = await errorOf(changeRegistry(repo, ['adopt', 'churn#production'], { reason: 'of before' }))
    expect(again.message).toContain('production of churn holds v0.1.0 at MLflow, which git has')
    await train(repo, 'two')
    expect((await aliasOf(name))!['version']).toBe('2')
    await rollBack(repo)
    expect((await aliasOf(name))!['version']).toBe('1')
    await ask('POST', 'model-versions/create', { name, source: 's3://bucket/model' })
    await ask('POST', 'registered-models/alias', { name, alias: 'production', version: '3' })
    const later = await errorOf(changeRegistry(repo, ['adopt', 'churn#production'], { reason: 'by hand' }))
    expect(later.message).toContain('is nothing that the server of MLflow hands out')
  })
})

/** MLflow behind something that stops answering after so many requests, as for a run that was cut off. */
async function cutAfter(requests: number): Promise<{ origin: string; asked: () => number; close(): void }> {
  let asked = 0
  const proxy = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    asked += 1
    if (asked > requests) return void response.writeHead(418).end()
    const { host: _, connection: __, 'transfer-encoding': ___, ...headers } = request.headers
    const body = parts.length > 0 ? { body: Buffer.concat(parts) } : {}
    const answer = await fetch(`${server.origin}${request.url}`, {
      method: request.method!,
      headers: headers as Record<string, string>,
      ...body,
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const type = answer.headers.get('content-type')
    response.writeHead(answer.status, type === null ? {} : { 'content-type': type }).end(bytes)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const close = () => {
    proxy.closeAllConnections()
    proxy.close()
  }
  onTestFinished(close)
  return { origin: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked: () => asked, close }
}

describe('a run that was cut off from MLflow', () => {
  it('leaves git as it was or is completed by the same command, wherever it was cut', async () => {
    let cuts = 0
    for (let at = 0; ; at += 1) {
      const { repo, name } = follow()
      const proxy = await cutAfter(at)
      repo.variables = { MLFLOW_TRACKING_URI: proxy.origin }
      const { files, digests } = await repo.judge()
      const flags = { stage: 'production', evidence: files, digests }
      const first = await repo.promote(flags).catch((error: Error) => error)
      if (!(first instanceof Error)) break
      cuts += 1
      expect(first, `cut at ${at}`).toBeInstanceOf(SystemError)
      const isInGit = repo.tags().length > 0
      if (isInGit) {
        expect(first.message, `cut at ${at}`).toMatch(/^v0\.1\.0 is in production in git, and MLflow \(/)
        expect(first.message).toContain('the same command again completes it')
      }
      repo.variables = { MLFLOW_TRACKING_URI: server.origin }
      // cut off after the last write, before it was read back
      const isDone = (await aliasOf(name)) !== null
      const second = await repo.promote(flags)
      const completed = isDone ? '' : ' This run completed it: MLflow'
      expect(second.results[0]!.summary, `cut at ${at}`).toContain(
        isInGit ? `churn is already in production as v0.1.0.${completed}` : 'MLflow follows',
      )
      expect((await aliasOf(name))!['version'], `cut at ${at}`).toBe('1')
      expect(repo.tags()).toHaveLength(2)
      if (!isDone) continue
      const third = await repo.promote(flags)
      expect(third.results[0]!.summary).toBe('churn is already in production as v0.1.0.')
    }
    expect(cuts).toBeGreaterThan(10)
  }, 600_000)

  it('rolls back once, and completes that', async () => {
    const { repo, name } = follow()
    await train(repo, 'one')
    await train(repo, 'two')
    const proxy = await cutAfter(4)
    repo.variables = { MLFLOW_TRACKING_URI: proxy.origin }
    const error = await errorOf(rollBack(repo))
    expect(error.message).toMatch(/^v0\.1\.0 is in production in git, and MLflow/)
    expect((await aliasOf(name))!['version']).toBe('2')
    repo.variables = { MLFLOW_TRACKING_URI: server.origin }
    const again = await rollBack(repo)
    expect(again.results[0]!.summary).toContain('This run completed it: MLflow follows: its version 1')
    expect((await aliasOf(name))!['version']).toBe('1')
    expect(repo.tags().filter((tag) => tag.startsWith('churn#'))).toHaveLength(3)
  })

  it('changes nothing where no server answers, or it refuses', async () => {
    const { repo } = follow()
    const { origin, close } = await cutAfter(0)
    close()
    repo.variables = { MLFLOW_TRACKING_URI: origin }
    const dead = await errorOf(repo.judgeAndPromote())
    expect(dead).toBeInstanceOf(SystemError)
    expect(dead.message).toContain('nothing listens there')
    repo.variables = {}
    expect((await errorOf(repo.judgeAndPromote())).message).toContain('MLFLOW_TRACKING_URI is not set')
    expect(repo.tags()).toEqual([])
  })
})
