import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createDvcData } from '../../../src/backends/dvc/tracked-data.ts'
import { createWorkspace } from '../../../src/backends/filesystem/workspace.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { makeRemote } from '../remote/made-remote.ts'

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const objectOf = (text: string, ending = '') => `files/md5/${md5(text).slice(0, 2)}/${md5(text).slice(2)}${ending}`
const track = (path: string, text: string, more = '') =>
  `outs:\n- md5: ${md5(text)}\n  size: ${text.length}\n  hash: md5\n  path: ${path}\n${more}`

/** A work tree with a remote folder beside it, and a workspace that knows of DVC. */
function makeRepository(
  files: Readonly<Record<string, string>>,
  remote: Parameters<typeof makeRemote>[0] = {},
  isMadeHere: (path: string) => boolean = () => false,
) {
  const base = makeFolder(
    Object.fromEntries(
      Object.entries({ 'work/.dvc/config': CONFIG, 'work/.git/HEAD': '', ...files }).map(([name, text]) => [
        name,
        text,
      ]),
    ),
  )
  const log: string[] = []
  const write = (message: string) => void log.push(message)
  const made = makeRemote(remote)
  const tracked = createDvcData({
    remote: made,
    temporaryFolder: makeFolder(),
    logger: { info: write, warning: write, debug: write },
    signal: new AbortController().signal,
  })
  onTestFinished(() => tracked.close())
  const root = join(base, 'work')
  return { root, log, workspace: createWorkspace({ root, remote: made, tracked, isMadeHere }) }
}

const CONFIG = '[core]\n    remote = loc\n[\'remote "loc"\']\n    url = ../../store\n'
const CSV = 'id\n1\n'

describe('a file that DVC tracks', () => {
  test('is fetched where it is missing, under its own name, and the work tree stays as it is', async () => {
    const { root, workspace, log } = makeRepository({
      'work/data/train.csv.dvc': track('train.csv', CSV),
      [`store/${objectOf(CSV)}`]: CSV,
    })
    for (const origin of ['caller', 'config'] as const) {
      const source = await workspace.openData('data/train.csv', origin)
      expect(source).toMatchObject({ uri: 'data/train.csv', format: 'csv' })
      expect(source.files[0]).toMatch(/data\/train\.csv$/)
      expect(readFileSync(source.files[0]!, 'utf8')).toBe(CSV)
    }
    expect(await workspace.digest('data/train.csv', 'config')).toEqual({
      digest: { sha256: createHash('sha256').update(CSV).digest('hex') },
      size: CSV.length,
    })
    expect(await workspace.glob('data/train.csv', 'config')).toEqual(['data/train.csv'])
    expect(existsSync(join(root, 'data/train.csv'))).toBe(false)
    expect(log).toEqual([expect.stringContaining('fetched data/train.csv.dvc: data/train.csv from where DVC keeps it')])
  })

  test('is not fetched for what a command is to make, and nobody is asked for it', async () => {
    const listing = JSON.stringify([
      { md5: md5(CSV), relpath: 'kept.csv' },
      { md5: md5(CSV), relpath: 'made.csv' },
    ])
    const files = {
      'work/train.csv.dvc': track('train.csv', CSV),
      'work/out.dvc': track('out', listing).replace(md5(listing), `${md5(listing)}.dir`),
      // its listing is nowhere
      'work/lost.dvc': track('lost', 'gone').replace(md5('gone'), `${md5('gone')}.dir`),
      [`store/${objectOf(CSV)}`]: CSV,
      [`store/${objectOf(listing, '.dir')}`]: listing,
    }
    const made = /(?:train|made)\.csv$|lost\b/
    const { workspace } = makeRepository(files, {}, (path) => made.test(path))
    for (const path of ['train.csv', 'out/made.csv', 'lost', 'lost/*.csv']) {
      expect(await workspace.glob(path, 'config')).toEqual([])
      await expect(workspace.digest(path, 'config')).rejects.toThrow(/no such file|no file matches/)
    }
    expect(await workspace.glob('out/*.csv', 'config')).toEqual(['out/kept.csv'])
    expect(await workspace.glob('out', 'config')).toEqual(['out/kept.csv'])
    expect((await workspace.openData('out', 'config')).files).toHaveLength(1)
  })

  test("is taken from DVC's own cache before the remote is asked", async () => {
    const { workspace } = makeRepository({
      'work/train.csv.dvc': track('train.csv', CSV),
      [`work/.dvc/cache/${objectOf(CSV)}`]: CSV,
    })
    expect((await workspace.openData('train.csv', 'config')).files).toHaveLength(1)
  })

  test('is refused where its bytes are not those recorded', async () => {
    const { workspace } = makeRepository({
      'work/train.csv.dvc': track('train.csv', CSV),
      [`store/${objectOf(CSV)}`]: 'id\n2\n',
    })
    await expect(workspace.openData('train.csv', 'config')).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(`train.csv.dvc: train.csv: has md5 ${md5('id\n2\n')}, DVC recorded ${md5(CSV)}`),
    })
  })

  test('that nobody pushed is an error that says so', async () => {
    const { workspace } = makeRepository({ 'work/train.csv.dvc': track('train.csv', CSV) })
    await expect(workspace.openData('train.csv', 'config')).rejects.toThrow(
      /train\.csv\.dvc: train\.csv is not there, and the remote "loc" has no files\/md5\/.*\n.*dvc push/,
    )
  })

  test('that is there and differs is read, with a warning; one that is the same without', async () => {
    const { root, workspace, log } = makeRepository({
      'work/train.csv.dvc': track('train.csv', CSV),
      'work/train.csv': CSV,
    })
    await workspace.openData('train.csv', 'config')
    expect(log).toEqual([])
    writeFileSync(join(root, 'train.csv'), 'id\n2\n')
    expect((await workspace.openData('train.csv', 'config')).files).toEqual([join(root, 'train.csv')])
    expect(log).toEqual([expect.stringMatching(/^train\.csv differs from what train\.csv\.dvc records \(md5 /)])
  })

  test('is found by a pattern, and by its folder', async () => {
    const { workspace, root } = makeRepository({
      'work/data/a.csv.dvc': track('a.csv', CSV),
      'work/data/b.csv': CSV,
      'work/data/c.parquet.dvc': track('c.parquet', 'other'),
      [`store/${objectOf(CSV)}`]: CSV,
    })
    const { files } = await workspace.openData('data/*.csv', 'config')
    expect(files).toHaveLength(2)
    expect(files[1]).toBe(join(root, 'data/b.csv'))
    expect(await workspace.glob('data/{a,b}.csv', 'caller')).toEqual(['data/a.csv', 'data/b.csv'])
  })

  test('of DVC 2 has another place in the store, and its digest may ignore the kind of line ends', async () => {
    const [windows, unix] = ['id\r\n1\r\n', CSV]
    const { workspace } = makeRepository({
      'work/train.csv.dvc': `outs:\n- md5: ${md5(unix)}\n  size: 5\n  path: train.csv\n`,
      [`store/${md5(unix).slice(0, 2)}/${md5(unix).slice(2)}`]: windows,
    })
    const { files } = await workspace.openData('train.csv', 'config')
    expect(readFileSync(files[0]!, 'utf8')).toBe(windows)
  })
})

describe('a folder that DVC tracks', () => {
  const LISTING = JSON.stringify([
    { md5: md5('1'), relpath: 'year=2025/a.csv' },
    { md5: md5('2'), relpath: 'year=2026/a.csv' },
  ])
  const FOLDER = {
    'work/data.dvc': `outs:\n- md5: ${md5(LISTING)}.dir\n  size: 2\n  nfiles: 2\n  hash: md5\n  path: data\n`,
    [`store/${objectOf(LISTING, '.dir')}`]: LISTING,
    [`store/${objectOf('1')}`]: '1',
    [`store/${objectOf('2')}`]: '2',
  }

  test.each(['data', 'data/', 'data/*/a.csv', 'data/**/*.csv'])(
    '%s is fetched with its partitions',
    async (location) => {
      const { workspace } = makeRepository(FOLDER)
      const source = await workspace.openData(location, 'config')
      expect(source).toMatchObject({ format: 'csv', partitions: ['year'] })
      expect(source.files.map((file) => readFileSync(file, 'utf8'))).toEqual(['1', '2'])
      expect(source.files[1]).toContain('/data/year=2026/a.csv')
    },
  )

  test('gives one of its files alone', async () => {
    const { [`store/${objectOf('1')}`]: _, ...without } = FOLDER
    const { workspace } = makeRepository(without)
    expect((await workspace.openData('data/year=2026/a.csv', 'config')).files).toHaveLength(1)
    await expect(workspace.openData('data/year=2025/a.csv', 'config')).rejects.toThrow('is not there, and the remote')
    await expect(workspace.openData('data/year=2027/a.csv', 'config')).rejects.toThrow('there is no such file')
  })

  test.each(['../../secret.csv', '/etc/passwd.csv', 'a/../../x.csv', '', '.git/config', 'a/.GIT/x'])(
    'never lists %j',
    async (relpath) => {
      const listing = JSON.stringify([{ md5: md5('1'), relpath }])
      const { workspace } = makeRepository({
        'work/data.dvc': `outs:\n- {md5: ${md5(listing)}.dir, size: 2, hash: md5, path: data}\n`,
        [`store/${objectOf(listing, '.dir')}`]: listing,
        [`store/${objectOf('1')}`]: '1',
      })
      await expect(workspace.openData('data/', 'config')).rejects.toThrow('the listing of the folder has the entry')
    },
  )

  test('is refused where its listing was altered', async () => {
    const { workspace } = makeRepository({ ...FOLDER, [`store/${objectOf(LISTING, '.dir')}`]: '[]' })
    await expect(workspace.openData('data/', 'config')).rejects.toThrow('the listing of the folder: has md5')
  })
})

describe('an output of a pipeline', () => {
  const lock = (outs: string) => `schema: '2.0'\nstages:\n  train:\n    cmd: x\n    outs:\n${outs}`
  const out = (path: string) => `    - {path: ${path}, hash: md5, md5: ${md5(CSV)}, size: 5}\n`

  test('is fetched', async () => {
    const { workspace } = makeRepository({
      'work/dvc.yaml': 'stages:\n  train:\n    cmd: x\n    outs: [out/p.csv]\n',
      'work/dvc.lock': lock(out('out/p.csv')),
      [`store/${objectOf(CSV)}`]: CSV,
    })
    expect((await workspace.openData('out/p.csv', 'config')).files).toHaveLength(1)
  })

  test('that is not kept in the remote is said so', async () => {
    const { workspace } = makeRepository({
      'work/dvc.yaml': 'stages:\n  train:\n    cmd: x\n    metrics: [{m.csv: {cache: false}}]\n',
      'work/dvc.lock': lock(out('m.csv')),
    })
    await expect(workspace.openData('m.csv', 'config')).rejects.toThrow(
      /dvc\.lock \(stage train\): m\.csv is not there, and DVC keeps no copy/,
    )
  })

  test('of a stage made many times, in a working folder, from a remote of its own', async () => {
    const { workspace } = makeRepository({
      'work/.dvc/config': `${CONFIG}['remote "other"']\n    url = ../../other\n`,
      'work/dvc.yaml':
        'stages:\n  train:\n    foreach: [a, b]\n    do:\n      cmd: x\n      wdir: sub\n      outs: [{p.csv: {remote: other}}]\n',
      'work/dvc.lock': lock(out('p.csv')).replace('train:', 'train@a:'),
      [`other/${objectOf(CSV)}`]: CSV,
    })
    expect((await workspace.openData('sub/p.csv', 'config')).files).toHaveLength(1)
  })
})

describe('a remote', () => {
  test.each([
    ['url = hdfs://host/x', 'is at hdfs://, which is not read'],
    ['url = ssh://host/x', 'is at ssh://, which is not read'],
    ['url = s3://bucket/x\n    version_aware = true', 'is version_aware, which is not read'],
    ['url = s3://bucket/x\n    worktree = true', 'is worktree, which is not read'],
  ])('with %j is refused: it %s', async (lines, problem) => {
    const { workspace } = makeRepository({
      'work/.dvc/config': `[core]\n    remote = r\n['remote "r"']\n    ${lines}\n`,
      'work/train.csv.dvc': track('train.csv', CSV),
    })
    await expect(workspace.openData('train.csv', 'config')).rejects.toThrow(problem)
  })

  test('that is a bucket is asked where the policy allows its endpoint, with the keys of config.local', async () => {
    const server = await serveLoopback((_, response) => response.end(CSV))
    const files = {
      'work/.dvc/config': `[core]\n    remote = r\n['remote "r"']\n    url = s3://bucket/dvc\n    endpointurl = ${server.origin}\n`,
      'work/.dvc/config.local': `['remote "r"']\n    access_key_id = LOCAL\n    secret_access_key = s\n`,
      'work/train.csv.dvc': track('train.csv', CSV),
    }
    const { workspace } = makeRepository(files, { allowed: [server.host] })
    expect((await workspace.openData('train.csv', 'caller')).files).toHaveLength(1)
    expect(server.requests).toEqual([`GET /bucket/dvc/${objectOf(CSV)}`])
    expect(server.headers[0]!.authorization).toContain('Credential=LOCAL/')

    const refused = makeRepository(files, { allowed: ['s3://bucket'] })
    // the data is the caller's, the remote is named by a file
    await expect(refused.workspace.openData('train.csv', 'caller')).rejects.toThrow(`${server.host} may not be reached`)
    expect(server.requests).toHaveLength(1)
  })
})
