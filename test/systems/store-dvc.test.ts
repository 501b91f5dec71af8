import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDraft, makeStores, referTo } from '../support/made-stores.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { findPort, startServer, type ToolServer } from '../support/tool-servers.ts'

const DVC = { name: 'dvc', requirements: ['dvc==3.67.1', 'dvc-s3==3.3.0'] }
const MOTO = { name: 'moto', requirements: ['moto[server]==5.2.2'] }
const KEYS = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }

let bin = ''
let endpoint = ''
let server: ToolServer
beforeAll(async () => {
  bin = await ensurePythonTool(DVC)
  const moto = await ensurePythonTool(MOTO)
  const port = await findPort()
  endpoint = `http://127.0.0.1:${port}`
  server = await startServer(join(moto, 'moto_server'), ['-H', '127.0.0.1', '-p', String(port)], endpoint)
  const client = new AwsClient({ accessKeyId: 'a', secretAccessKey: 'b', service: 's3', region: 'us-east-1' })
  await client.fetch(`${endpoint}/mlbucket`, { method: 'PUT' })
})
afterAll(() => server?.stop())

/** A repository of DVC with a remote of that kind. */
function makeRepository(kind: 'folder' | 's3') {
  const base = makeFolder()
  const root = join(base, 'work')
  mkdirSync(join(base, 'store'))
  mkdirSync(root)
  const run = (program: string, ...args: readonly string[]) =>
    execFileSync(program, args, {
      cwd: root,
      stdio: 'pipe',
      env: { ...process.env, ...KEYS, DVC_NO_ANALYTICS: '1', PATH: `${bin}:${process.env['PATH']}`, HOME: base },
    })
  const dvc = (...args: readonly string[]) => run(join(bin, 'dvc'), ...args)
  run('git', 'init', '--quiet')
  dvc('init', '--quiet')
  dvc('remote', 'add', '-d', 'kept', kind === 'folder' ? join(base, 'store') : 's3://mlbucket/dvc')
  if (kind === 's3') dvc('remote', 'modify', 'kept', 'endpointurl', endpoint)
  return { root, dvc, stores: makeStores({ cwd: root, topLevel: root, variables: KEYS, allow: ['127.0.0.1'] }) }
}

describe.each(['folder', 's3'] as const)("files in DVC's remote, a %s", (kind) => {
  it("are objects of DVC's own, which its own command pulls", async () => {
    const { root, dvc, stores } = makeRepository(kind)
    const draft = makeDraft(`the model of a ${kind}\n`)
    const location = await stores.put({ type: 'dvc', remote: null }, draft)
    const md5 = /^dvc:kept#md5:([0-9a-f]{32})$/.exec(location)![1]!
    expect(await stores.put({ type: 'dvc', remote: 'kept' }, draft)).toBe(location)
    const reference = referTo(draft, location)
    expect(await stores.has(reference)).toBe(true)
    expect(readFileSync((await stores.fetch(reference))!.path, 'utf8')).toBe(`the model of a ${kind}\n`)

    const pointer = `outs:\n- md5: ${md5}\n  size: ${draft.size}\n  hash: md5\n  path: model.bin\n`
    writeFileSync(join(root, 'model.bin.dvc'), pointer)
    dvc('pull', '--quiet', 'model.bin')
    expect(readFileSync(join(root, 'model.bin'), 'utf8')).toBe(`the model of a ${kind}\n`)
  })

  it('that DVC itself pushed are found there', async () => {
    const { root, dvc, stores } = makeRepository(kind)
    writeFileSync(join(root, 'model.bin'), 'pushed by dvc\n')
    dvc('add', '--quiet', 'model.bin')
    dvc('push', '--quiet')
    rmSync(join(root, '.dvc/cache'), { recursive: true })
    const draft = makeDraft('pushed by dvc\n')
    const location = await stores.put({ type: 'dvc', remote: null }, draft)
    expect(await stores.has(referTo(draft, location))).toBe(true)
    const gone = referTo(draft, `dvc:kept#md5:${'0'.repeat(32)}`)
    expect(await stores.has(gone)).toBe(false)
    expect(await stores.fetch(gone)).toBeNull()
    await expect(stores.has(referTo(draft, location.replace('kept', 'other')))).rejects.toThrow(
      'names no remote "other"',
    )
  })
})
