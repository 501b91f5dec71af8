import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createDvcData } from '../../src/backends/dvc/tracked-data.ts'
import { createWorkspace } from '../../src/backends/filesystem/workspace.ts'
import { makeRemote } from '../backends/remote/made-remote.ts'
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

const FILES = {
  'data/train.csv': 'id\n1\n',
  'data/parts/year=2025/a.csv': 'id\n25\n',
  'data/parts/year=2026/a.csv': 'id\n26\n',
  'raw.csv': 'id\r\n7\r\n',
}

/** A repository whose data DVC has pushed and that lost all of it, as a fresh clone does. */
function makeClone(kind: 'folder' | 's3'): string {
  const base = makeFolder(Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`work/${name}`, text])))
  const root = join(base, 'work')
  const run = (program: string, ...args: readonly string[]) =>
    execFileSync(program, args, {
      cwd: root,
      stdio: 'pipe',
      env: { ...process.env, ...KEYS, DVC_NO_ANALYTICS: '1', PATH: `${bin}:${process.env['PATH']}`, HOME: base },
    })
  const dvc = (...args: readonly string[]) => run(join(bin, 'dvc'), ...args)
  run('git', 'init', '--quiet')
  dvc('init', '--quiet')
  if (kind === 'folder') dvc('remote', 'add', '-d', 'loc', join(base, 'store'))
  else {
    dvc('remote', 'add', '-d', 'bucket', 's3://mlbucket/dvc')
    dvc('remote', 'modify', 'bucket', 'endpointurl', endpoint)
  }
  dvc('add', '--quiet', 'data/train.csv', 'data/parts', 'raw.csv')
  writeFileSync(
    join(root, 'dvc.yaml'),
    'stages:\n  score:\n    cmd: mkdir -p out && cp raw.csv out/scores.csv && cp raw.csv out/metrics.csv\n    deps: [raw.csv]\n    outs: [out/scores.csv]\n    metrics: [{out/metrics.csv: {cache: false}}]\n',
  )
  dvc('repro', '--quiet')
  dvc('push', '--quiet')
  for (const path of ['data/train.csv', 'data/parts', 'raw.csv', 'out', '.dvc/cache']) {
    rmSync(join(root, path), { recursive: true, force: true })
  }
  mkdirSync(dirname(join(root, 'data/x')), { recursive: true })
  return root
}

function open(root: string) {
  const log: string[] = []
  const write = (message: string) => void log.push(message)
  const remote = makeRemote({ variables: { HOME: '/nonexistent', ...KEYS }, allowed: [new URL(endpoint).host] })
  const logger = { info: write, warning: write, debug: write }
  const signal = new AbortController().signal
  const tracked = createDvcData({ remote, temporaryFolder: makeFolder(), logger, signal })
  onTestFinished(() => tracked.close())
  return { workspace: createWorkspace({ root, remote, tracked }), log }
}

describe.each(['folder', 's3'] as const)('what DVC pushed to a remote that is a %s', (kind) => {
  it('is read from a clone that has none of it', async () => {
    const root = makeClone(kind)
    const { workspace } = open(root)
    const read = async (location: string) =>
      (await workspace.openData(location, 'config')).files.map((file) => readFileSync(file, 'utf8'))
    expect(await read('data/train.csv')).toEqual([FILES['data/train.csv']])
    expect(await read('raw.csv')).toEqual([FILES['raw.csv']])
    expect(await read('out/scores.csv')).toEqual([FILES['raw.csv']])
    expect(await read('data/parts')).toEqual(['id\n25\n', 'id\n26\n'])
    expect(await read('data/parts/year=2026/a.csv')).toEqual(['id\n26\n'])
    expect(await workspace.openData('data/parts/*/*.csv', 'config')).toMatchObject({ partitions: ['year'] })
    await expect(read('out/metrics.csv')).rejects.toThrow('DVC keeps no copy of it')
    await expect(read('data/gone.csv')).rejects.toThrow('there is no such file')
  })
})

describe('what is there', () => {
  it('is warned of where dvc status would call it modified', async () => {
    const root = makeClone('folder')
    const { workspace, log } = open(root)
    writeFileSync(join(root, 'raw.csv'), FILES['raw.csv'])
    await workspace.openData('raw.csv', 'config')
    expect(log).toEqual([])
    writeFileSync(join(root, 'raw.csv'), 'id\n8\n')
    await workspace.openData('raw.csv', 'config')
    expect(log).toEqual([expect.stringContaining('raw.csv differs from what raw.csv.dvc records')])
  })
})
