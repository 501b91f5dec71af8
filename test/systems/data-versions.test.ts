import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { AwsClient } from 'aws4fetch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DataVersion } from '../../src/core/data-version.ts'
import { makeDataVersions, recorded, STOP } from '../host/made-data-versions.ts'
import { GIT_VARIABLES, git } from '../support/git.ts'
import { serveLfs } from '../support/lfs-server.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { ensureGoTool, findPort, startServer, type ToolServer } from '../support/tool-servers.ts'

const DVC = { name: 'dvc', requirements: ['dvc==3.67.1', 'dvc-s3==3.3.0'] }
const MOTO = { name: 'moto', requirements: ['moto[server]==5.2.2'] }
const KEYS = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }

let bin = ''
let endpoint = ''
let server: ToolServer
const client = new AwsClient({ accessKeyId: 'a', secretAccessKey: 'b', service: 's3', region: 'us-east-1' })
beforeAll(async () => {
  bin = await ensurePythonTool(DVC)
  const moto = await ensurePythonTool(MOTO)
  const port = await findPort()
  endpoint = `http://127.0.0.1:${port}`
  server = await startServer(join(moto, 'moto_server'), ['-H', '127.0.0.1', '-p', String(port)], endpoint)
  for (const bucket of ['mlbucket', 'versioned', 'plain']) await ask('PUT', bucket)
  const body =
    '<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>'
  await ask('PUT', 'versioned?versioning', body)
})
afterAll(() => server?.stop())

async function ask(method: string, path: string, body: string | null = null): Promise<Response> {
  const response = await client.fetch(`${endpoint}/${path}`, { method, body })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response
}

const FILES = { 'data/train.csv': 'id\n1\n', 'data/parts/a.csv': 'id\n25\n', 'data/parts/sub/b.csv': 'id\n26\n' }
const LISTING = ['data/parts/a.csv', 'data/parts/sub/b.csv']
  .map((path) => `${sha256(FILES[path as keyof typeof FILES])}  ${path}\n`)
  .join('')

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A repository whose data the real DVC has pushed, at its commit, without a work tree's copy of it. */
function makePushed(kind: 'folder' | 's3') {
  const base = makeFolder(Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`work/${name}`, text])))
  const root = join(base, 'work')
  const environment = { ...process.env, ...GIT_VARIABLES, ...KEYS, DVC_NO_ANALYTICS: '1', HOME: base }
  const env = { ...environment, PATH: `${bin}:${process.env['PATH']}` }
  const dvc = (...args: readonly string[]) => execFileSync(join(bin, 'dvc'), args, { cwd: root, stdio: 'pipe', env })
  git(root, 'init', '--quiet')
  git(root, 'remote', 'add', 'origin', root)
  dvc('init', '--quiet')
  const prefix = `dvc-${base.split('/').at(-1)}`
  if (kind === 'folder') dvc('remote', 'add', '-d', 'loc', join(base, 'store'))
  else {
    dvc('remote', 'add', '-d', 'bucket', `s3://mlbucket/${prefix}`)
    dvc('remote', 'modify', 'bucket', 'endpointurl', endpoint)
  }
  dvc('add', '--quiet', 'data/train.csv', 'data/parts')
  writeFileSync(
    join(root, 'dvc.yaml'),
    'stages:\n  score:\n    cmd: mkdir -p out && cp data/train.csv out/scores.csv && cp data/train.csv out/m.csv && cp data/train.csv out/n.csv\n    deps: [data/train.csv]\n    outs: [out/scores.csv, {out/n.csv: {push: false}}]\n    metrics: [{out/m.csv: {cache: false}}]\n',
  )
  dvc('repro', '--quiet')
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '--message', 'data')
  const commit = git(root, 'rev-parse', 'HEAD')
  const pathOf = (hash: string) => `files/md5/${hash.slice(0, 2)}/${hash.slice(2)}`
  const drop = async (hash: string) => {
    if (kind === 'folder') rmSync(join(base, 'store', pathOf(hash)))
    else await ask('DELETE', `mlbucket/${prefix}/${pathOf(hash)}`)
  }
  const put = async (hash: string, text: string) => {
    if (kind === 's3') return void (await ask('PUT', `mlbucket/${prefix}/${pathOf(hash)}`, text))
    await drop(hash)
    writeFileSync(join(base, 'store', pathOf(hash)), text)
  }
  const lose = () => {
    for (const path of ['data/train.csv', 'data/parts', 'out', '.dvc/cache']) {
      rmSync(join(root, path), { recursive: true, force: true })
    }
  }
  return { root, commit, drop, put, dvc, lose }
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const options = () => ({ variables: KEYS, allowed: [new URL(endpoint).host] })

describe.each(['folder', 's3'] as const)('what DVC tracks with a remote that is a %s', (kind) => {
  it('is found in both states of the work tree, and proven as far as it was pushed', async () => {
    const { root, commit, drop, put, dvc, lose } = makePushed(kind)
    const found = new Map<string, DataVersion | null>()
    const here = await makeDataVersions(root, options())
    for (const path of ['data/train.csv', 'data/parts', 'out/scores.csv', 'out/m.csv', 'out/n.csv'])
      found.set(path, await here.find(path))
    expect(found.get('data/train.csv')).toMatchObject({ tool: 'dvc', hash: md5('id\n1\n'), size: 5 })
    expect(found.get('data/parts')).toMatchObject({ tool: 'dvc', hash: expect.stringMatching(/^[0-9a-f]{32}\.dir$/) })
    expect(found.get('out/scores.csv')).toMatchObject({ tool: 'dvc', hash: md5('id\n1\n') })
    // `cache: false` is git's to keep, `push: false` nobody's
    expect([found.get('out/m.csv'), found.get('out/n.csv')]).toEqual([{ tool: 'git' }, null])

    const kinds = async () => {
      const versions = await makeDataVersions(root, options())
      const answers: string[] = []
      for (const path of ['data/train.csv', 'data/parts', 'out/scores.csv']) {
        answers.push((await versions.prove(recorded(path, '', found.get(path)), commit, STOP)).kind)
      }
      return answers
    }
    if (kind === 'folder') mkdirSync(join(dirname(root), 'store'))
    expect(await kinds()).toEqual(['missing', 'missing', 'missing'])
    dvc('push', '--quiet')
    expect(await kinds()).toEqual(['present', 'present', 'present'])

    lose()
    const fresh = await makeDataVersions(root, options())
    for (const path of ['data/train.csv', 'data/parts', 'out/scores.csv'])
      expect([path, await fresh.find(path)]).toEqual([path, found.get(path)])
    await fresh.restore(recorded('data/parts', LISTING, found.get('data/parts')), root, STOP)
    await fresh.restore(recorded('data/train.csv', FILES['data/train.csv'], found.get('data/train.csv')), root, STOP)
    for (const [path, text] of Object.entries(FILES)) expect(readFileSync(join(root, path), 'utf8')).toBe(text)
    dvc('checkout', '--quiet', 'data/train.csv.dvc', '--allow-missing')

    await drop(md5('id\n26\n'))
    expect(await kinds()).toEqual(['present', 'missing', 'present'])
    await put((found.get('data/parts') as { hash: string }).hash, '[]')
    expect(await kinds()).toEqual(['present', 'missing', 'present'])
    await drop(md5('id\n1\n'))
    expect(await kinds()).toEqual(['missing', 'missing', 'missing'])
  })
})

describe('an object in a bucket', () => {
  const variables = () => ({ ...KEYS, AWS_ENDPOINT_URL: endpoint })

  it('is there as long as its version is, whatever was written since', async () => {
    const uri = 's3://versioned/data/a b+c.csv'
    await ask('PUT', 'versioned/data/a%20b%2Bc.csv', 'id\n1\n')
    const versions = await makeDataVersions(makeFolder(), { variables: variables(), allowed: ['s3://versioned'] })
    const version = (await versions.find(uri))!
    expect(version).toMatchObject({ tool: 'object', version: expect.stringMatching(/.{8}/), etag: md5('id\n1\n') })
    const prove = async () => (await versions.prove(recorded(uri, '', version), null, STOP)).kind
    await ask('PUT', 'versioned/data/a%20b%2Bc.csv', 'id\n2\n')
    expect(await prove()).toBe('present')
    await ask('DELETE', 'versioned/data/a%20b%2Bc.csv')
    expect(await prove()).toBe('present')
    const id = encodeURIComponent((version as { version: string }).version)
    await ask('DELETE', `versioned/data/a%20b%2Bc.csv?versionId=${id}`)
    expect(await prove()).toBe('missing')
  })

  it('without versions is there as long as nobody writes other bytes', async () => {
    const uri = 's3://plain/a.csv'
    await ask('PUT', 'plain/a.csv', 'id\n1\n')
    const versions = await makeDataVersions(makeFolder(), { variables: variables(), allowed: ['s3://plain'] })
    const version = (await versions.find(uri))!
    expect(version).toMatchObject({ version: null, etag: md5('id\n1\n') })
    const prove = async () => (await versions.prove(recorded(uri, '', version), null, STOP)).kind
    await ask('PUT', 'plain/a.csv', 'id\n1\n')
    expect(await prove()).toBe('present')
    await ask('PUT', 'plain/a.csv', 'id\n2\n')
    expect(await prove()).toBe('missing')
    await ask('DELETE', 'plain/a.csv')
    expect(await prove()).toBe('missing')
  })
})

describe('what the real git-lfs pushed', () => {
  it.each(['server', 'folder'] as const)('to a %s is found, proven and restored', async (kind) => {
    const lfs = await ensureGoTool('github.com/git-lfs/git-lfs/v3', 'v3.7.1')
    const own = await serveLfs()
    const base = makeFolder()
    const clone = join(base, 'clone')
    const run = promisify(execFile)
    const env = {
      ...GIT_VARIABLES,
      PATH: `${lfs}:${process.env['PATH']}`,
      HOME: base,
      GIT_CONFIG_GLOBAL: join(base, 'config'),
    }
    const call = async (...args: readonly string[]) => run('git', [...args], { cwd: clone, env })
    git(base, 'init', '--quiet', '--bare', '--initial-branch=main', 'remote.git')
    git(base, 'init', '--quiet', '--initial-branch=main', 'clone')
    git(clone, 'remote', 'add', 'origin', kind === 'folder' ? join(base, 'remote.git') : `${own.origin}/acme/churn.git`)
    await call('lfs', 'install', '--local', '--skip-repo')
    await call('lfs', 'track', '*.csv')
    const text = `id\n${'1\n'.repeat(5000)}`
    writeFileSync(join(clone, 'train.csv'), text)
    await call('add', '.')
    await call('commit', '--quiet', '--message', 'data')
    const commit = git(clone, 'rev-parse', 'HEAD')

    const versions = await makeDataVersions(clone)
    const version = await versions.find('train.csv')
    expect(version).toEqual({ tool: 'lfs', oid: sha256(text), size: text.length })
    const data = recorded('train.csv', text, version)
    expect(await versions.prove(data, commit, STOP)).toMatchObject({ kind: 'missing' })
    await call('lfs', 'push', '--all', 'origin')
    expect(await versions.prove(data, commit, STOP)).toMatchObject({ kind: 'present' })
    expect(own.faults).toEqual([])

    const { stdout } = await call('lfs', 'pointer', '--file=train.csv')
    writeFileSync(join(clone, 'train.csv'), stdout)
    await versions.restore(data, clone, STOP)
    expect(readFileSync(join(clone, 'train.csv'), 'utf8')).toBe(text)
  })
})
