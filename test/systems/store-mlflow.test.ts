import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDraft, makeStores, referTo } from '../support/made-stores.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { findPort, startServer, type ToolServer } from '../support/tool-servers.ts'

const MLFLOW = { name: 'mlflow', requirements: ['mlflow==3.17.2'] }
const QUIET = { MLFLOW_DISABLE_TELEMETRY: 'true', DO_NOT_TRACK: 'true' }

const folder = mkdtempSync(join(tmpdir(), 'modelgate-mlflow-'))
let bin = ''
let origin = ''
let server: ToolServer | undefined
beforeAll(async () => {
  bin = await ensurePythonTool(MLFLOW)
  const port = await findPort()
  origin = `http://127.0.0.1:${port}`
  const store = ['--backend-store-uri', `sqlite:///${join(folder, 'runs.db')}`, '--artifacts-destination', folder]
  const args = ['server', '--host', '127.0.0.1', '--port', String(port), '--workers', '1', ...store]
  const environment = { ...QUIET, PATH: `${bin}:${process.env['PATH']}` }
  server = await startServer(join(bin, 'mlflow'), args, `${origin}/health`, { environment, seconds: 300 })
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const SETTINGS = { type: 'mlflow', experiment: "the models' files" } as const
const open = (allow = ['127.0.0.1']) => makeStores({ variables: { MLFLOW_TRACKING_URI: origin }, allow })

describe('files in runs of MLflow', () => {
  it('are artifacts of one run for each model, which its own client reads', async () => {
    const stores = open()
    const draft = makeDraft('the first model\n')
    const location = await stores.put(SETTINGS, draft)
    const [, run = '', path = ''] = /^mlflow:([0-9a-f]{32})\/(sha256\/[0-9a-f]{2}\/[0-9a-f]{62})$/.exec(location) ?? []
    expect(path.replaceAll('/', '')).toBe(`sha256${draft.sha256}`)
    expect(await stores.put(SETTINGS, draft)).toBe(location)
    expect(await stores.put(SETTINGS, makeDraft('the second\n'))).toContain(`mlflow:${run}/`)
    expect(await stores.put(SETTINGS, { ...draft, model: 'team/spam' })).not.toContain(run)

    const reference = referTo(draft, location)
    expect(await stores.has(reference)).toBe(true)
    expect(readFileSync((await stores.fetch(reference))!.path, 'utf8')).toBe('the first model\n')
    const script = `import mlflow, sys; mlflow.set_tracking_uri(sys.argv[1]); print(open(mlflow.artifacts.download_artifacts(run_id=sys.argv[2], artifact_path=sys.argv[3])).read(), end="")`
    const printed = execFileSync(join(bin, 'python'), ['-c', script, origin, run, path], {
      env: { ...process.env, ...QUIET },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expect(printed.toString()).toBe('the first model\n')
  })

  it('that were altered or are gone are never taken for the file, nor written over', async () => {
    const stores = open()
    const draft = makeDraft('as it was judged\n')
    const reference = referTo(draft, await stores.put(SETTINGS, draft))
    const name = draft.sha256.slice(2)
    const place = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((file) => file.endsWith(name))!
    writeFileSync(join(folder, place), 'as IT was judged\n')
    const said = `the record says sha256:${draft.sha256}`
    await expect(stores.fetch(reference)).rejects.toThrow(said)
    await expect(stores.put(SETTINGS, draft)).rejects.toThrow(said)
    await expect(stores.has(reference)).rejects.toThrow(said)
    writeFileSync(join(folder, place), 'shorter\n')
    await expect(stores.has(reference)).rejects.toThrow('has 8 bytes, the record says 17')
    rmSync(join(folder, place))
    expect(await stores.has(reference)).toBe(false)
    expect(await stores.fetch(reference)).toBeNull()
    const unknown = { ...reference, location: reference.location.replace(/mlflow:\w+/, `mlflow:${'0'.repeat(32)}`) }
    expect(await stores.has(unknown)).toBe(false)
    expect(await stores.fetch(unknown)).toBeNull()
  })

  it('that changed since they were judged are not taken, and no server is asked that the policy does not name', async () => {
    const draft = makeDraft('one\n')
    writeFileSync(draft.localPath, 'two\n')
    await expect(open().put(SETTINGS, draft)).rejects.toThrow('it changed since it was judged')
    await expect(open([]).put(SETTINGS, makeDraft())).rejects.toThrow('network.allow of modelgate.yml does not name it')
    const nowhere = makeStores({ variables: {} })
    await expect(nowhere.put(SETTINGS, makeDraft())).rejects.toThrow('MLFLOW_TRACKING_URI is not set')
  })
})
