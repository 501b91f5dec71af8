import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { OtherBytesError } from '../../src/core/faults.ts'
import { type FolderSnapshot, takeSnapshot } from '../support/folder-snapshot.ts'
import { git } from '../support/git.ts'
import { makeRemote, type Remote } from '../support/git-remote.ts'
import { makeDataVersions, recorded, STOP } from './made-data-versions.ts'

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const pathOf = (hash: string) => `files/md5/${hash.slice(0, 2)}/${hash.slice(2)}`
const CSV = 'id\n1\n'
const OTHER = 'id\n2\n'
const CONFIG = '[core]\n    remote = loc\n[\'remote "loc"\']\n    url = ../../store\n'
const LISTING = JSON.stringify([
  { md5: md5(CSV), relpath: 'a.csv' },
  { md5: md5(OTHER), relpath: 'sub/b.csv' },
])
const pointerOf = (path: string, hash: string, more = '') =>
  `outs:\n- md5: ${hash}\n  size: ${CSV.length}\n  hash: md5\n  path: ${path}\n${more}`

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

function commit(remote: Remote, files: Readonly<Record<string, string>>): string {
  write(remote.clone, files)
  git(remote.clone, 'add', '--all', '--force')
  git(remote.clone, 'commit', '--quiet', '--message', 'more')
  git(remote.clone, 'push', '--quiet', 'origin', 'main')
  return git(remote.clone, 'rev-parse', 'HEAD')
}

/** A commit whose data DVC tracks: a file, a folder, and one output that git keeps; the remote is a folder beside the clone. */
function makeDvcRepository() {
  const remote = makeRemote()
  if (made !== undefined) {
    made.snapshot.restore(remote.folder)
    return { ...remote, commit: made.commit, store: join(remote.folder, 'store') }
  }
  const id = commit(remote, {
    '.dvc/config': CONFIG,
    'train.csv.dvc': pointerOf('train.csv', md5(CSV)),
    'parts.dvc': pointerOf('parts', `${md5(LISTING)}.dir`),
    'kept.csv.dvc': pointerOf('kept.csv', md5(CSV), '  cache: false\n'),
    'kept.csv': CSV,
    'imported.csv.dvc': `${pointerOf('imported.csv', md5(CSV))}deps:\n- path: x.csv\n  repo: {url: ../other}\n`,
  })
  const store = join(remote.folder, 'store')
  write(store, {
    [pathOf(md5(CSV))]: CSV,
    [pathOf(md5(OTHER))]: OTHER,
    [`${pathOf(md5(LISTING))}.dir`]: LISTING,
  })
  made = { snapshot: takeSnapshot(remote.folder), commit: id }
  return { ...remote, commit: id, store }
}

let made: { readonly snapshot: FolderSnapshot; readonly commit: string } | undefined

const FILE = { tool: 'dvc', hash: md5(CSV), size: CSV.length, remote: null } as const
const FOLDER = { tool: 'dvc', hash: `${md5(LISTING)}.dir`, size: CSV.length, remote: null } as const

describe('how a data set is kept', () => {
  test('is in git where HEAD has the very bytes of all of its files', async () => {
    const { clone } = makeRemote({ 'data/a.csv': CSV, 'data/b.csv': OTHER, 'README.md': '#\n' })
    const { find } = await makeDataVersions(clone)
    for (const location of ['data/a.csv', 'data', 'data/', 'data/*.csv', 'data/{a,b}.csv', '*/b.csv'])
      expect([location, await find(location)]).toEqual([location, { tool: 'git' }])
    write(clone, { 'data/b.csv': CSV, 'data/c.csv': CSV })
    for (const location of ['data/b.csv', 'data/c.csv', 'data', 'data/*.csv', 'gone.csv', 'gone/'])
      expect([location, await find(location)]).toEqual([location, null])
    expect(await find('data/a.csv')).toEqual({ tool: 'git' })
  })

  test('is found from a folder of the repository, too', async () => {
    const { clone } = makeRemote({ 'models/churn/data/a.csv': CSV })
    const { find } = await makeDataVersions(join(clone, 'models/churn'))
    expect(await find('data/a.csv')).toEqual({ tool: 'git' })
    expect(await find('../churn/data/a.csv')).toEqual({ tool: 'git' })
  })

  test('is in Git LFS where HEAD has a pointer to the very bytes', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256(CSV)}\nsize ${CSV.length}\n`
    const { clone } = makeRemote({ 'big.csv': pointer, 'text.csv': `${pointer.replace('oid', 'old')}` })
    const { find } = await makeDataVersions(clone)
    write(clone, { 'big.csv': CSV, 'text.csv': CSV })
    expect(await find('big.csv')).toEqual({ tool: 'lfs', oid: sha256(CSV), size: CSV.length })
    expect(await find('text.csv')).toBeNull()
    write(clone, { 'big.csv': OTHER })
    expect(await find('big.csv')).toBeNull()
  })

  test('is in DVC, whether the bytes are here or not, by file or by folder', async () => {
    const { clone } = makeDvcRepository()
    const { find } = await makeDataVersions(clone)
    expect(await find('train.csv')).toEqual(FILE)
    for (const location of ['parts', 'parts/', 'parts/**/*.csv', 'parts/a.csv'])
      expect([location, await find(location)]).toEqual([location, FOLDER])
    write(clone, { 'train.csv': CSV, 'parts/a.csv': CSV, 'parts/sub/b.csv': OTHER })
    write(clone, { [`.dvc/cache/${pathOf(md5(LISTING))}.dir`]: LISTING })
    expect(await find('train.csv')).toEqual(FILE)
    expect(await find('parts')).toEqual(FOLDER)
    expect(await find('parts/sub/b.csv')).toEqual({ tool: 'dvc', hash: md5(OTHER), size: null, remote: null })
  })

  test('is nobody known where DVC records other bytes than are here', async () => {
    const { clone } = makeDvcRepository()
    const { find, log } = await makeDataVersions(clone)
    write(clone, { 'train.csv': OTHER, 'parts/a.csv': CSV, 'parts/new.csv': CSV })
    write(clone, { [`.dvc/cache/${pathOf(md5(LISTING))}.dir`]: LISTING })
    expect([await find('train.csv'), await find('parts')]).toEqual([null, null])
    expect(log).toEqual([
      'train.csv has other bytes than train.csv.dvc records: who keeps them is not recorded',
      'parts has other bytes than parts.dvc records: who keeps them is not recorded',
    ])
  })

  test('is what git says of outputs that DVC pushes nowhere', async () => {
    const { clone } = makeDvcRepository()
    const { find } = await makeDataVersions(clone)
    expect(await find('kept.csv')).toEqual({ tool: 'git' })
    expect(await find('imported.csv')).toBeNull()
  })
})

describe('what DVC keeps', () => {
  test('is proven object by object in the remote that the code commit names', async () => {
    const { clone, store, commit: id } = makeDvcRepository()
    // what the work tree says now and what its cache holds is no answer
    write(clone, { '.dvc/config': CONFIG.replace('store', 'nowhere'), [`.dvc/cache/${pathOf(md5(CSV))}`]: CSV })
    const { prove } = await makeDataVersions(clone)
    const shown = `the remote "loc" (${store})`
    expect(await prove(recorded('train.csv', CSV, FILE), id, STOP)).toEqual({ kind: 'present', where: shown })
    const parts = recorded('parts', '', FOLDER)
    expect(await prove(parts, id, STOP)).toEqual({ kind: 'present', where: `${shown}, 2 objects` })
    rmSync(join(store, pathOf(md5(OTHER))))
    expect(await prove(parts, id, STOP)).toEqual({
      kind: 'missing',
      reason: `${shown} has no ${pathOf(md5(OTHER))} (sub/b.csv)`,
    })
    rmSync(join(store, pathOf(md5(CSV))))
    expect(await prove(parts, id, STOP)).toMatchObject({
      reason: `${shown} has no ${pathOf(md5(CSV))} (a.csv), nor 1 more of 2 objects`,
    })
    expect(await prove(recorded('train.csv', CSV, FILE), id, STOP)).toMatchObject({ kind: 'missing' })
  })

  test('is proven from a shallow clone that has not got the code commit', async () => {
    const { folder, bare, commit: id, ...rest } = makeDvcRepository()
    commit({ folder, bare, ...rest }, { 'README.md': 'later\n' })
    git(bare, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
    git(folder, 'clone', '--quiet', '--depth=1', `file://${bare}`, 'shallow')
    const { prove } = await makeDataVersions(join(folder, 'shallow'))
    expect(await prove(recorded('train.csv', CSV, FILE), id, STOP)).toMatchObject({ kind: 'present' })
  })

  test('is missing where it has another size, or its listing was altered', async () => {
    const { clone, store, commit: id } = makeDvcRepository()
    write(store, { [pathOf(md5(CSV))]: `${CSV}2\n`, [`${pathOf(md5(LISTING))}.dir`]: '[]' })
    const { prove } = await makeDataVersions(clone)
    expect(await prove(recorded('train.csv', CSV, FILE), id, STOP)).toMatchObject({
      kind: 'missing',
      reason: expect.stringMatching(/has 7 bytes, recorded are 5$/),
    })
    expect(await prove(recorded('parts', '', FOLDER), id, STOP)).toMatchObject({
      kind: 'missing',
      reason: expect.stringMatching(/the listing of the folder: has md5 .*, DVC recorded/),
    })
  })

  test('of DVC 2 and before is found where that kept it', async () => {
    const { clone, store, commit: id } = makeDvcRepository()
    rmSync(join(store, 'files'), { recursive: true })
    const old = (hash: string) => pathOf(hash).replace('files/md5/', '')
    write(store, { [old(md5(CSV))]: 'id\r\n1\r\n', [old(md5(OTHER))]: OTHER, [`${old(md5(LISTING))}.dir`]: LISTING })
    const { prove } = await makeDataVersions(clone)
    expect(await prove(recorded('train.csv', CSV, FILE), id, STOP)).toMatchObject({ kind: 'present' })
    expect(await prove(recorded('parts', '', FOLDER), id, STOP)).toMatchObject({ kind: 'present' })
  })

  test.each([
    ['url = ../../unmounted', 'there is no such folder on this machine'],
    ['url = https://data.example/dvc', 'is at https://, which is not read'],
    ['url = ssh://host/dvc', 'is at ssh://, which is not read'],
    ['url = s3://bucket/dvc\n    version_aware = true', 'is version_aware, which is not read'],
    ['url = s3://bucket/dvc\n    worktree = true', 'is worktree, which is not read'],
    ['url = s3://bucket/dvc', 'may not be reached: network.allow'],
    ['url = gs://bucket/dvc', 'may not be reached: network.allow'],
    ['url =', 'has no url'],
  ])('is unknown, not missing, in a remote with %j: it %s', async (line, reason) => {
    const { clone } = makeDvcRepository()
    write(clone, { '.dvc/config': CONFIG.replace('url = ../../store', line) })
    const { prove } = await makeDataVersions(clone)
    const presence = await prove(recorded('train.csv', CSV, FILE), null, STOP)
    expect(presence).toMatchObject({ kind: 'unknown', reason: expect.stringContaining(reason) })
  })
})

describe('what git keeps', () => {
  test('is there with its code commit', async () => {
    const remote = makeRemote({ 'a.csv': CSV })
    const id = git(remote.clone, 'rev-parse', 'HEAD')
    const { prove } = await makeDataVersions(remote.clone)
    const data = recorded('a.csv', CSV, { tool: 'git' })
    expect(await prove(data, id, STOP)).toEqual({ kind: 'present', where: `commit ${id.slice(0, 12)}` })
    expect(await prove(data, 'a'.repeat(40), STOP)).toMatchObject({ kind: 'missing' })
    expect(await prove(data, null, STOP)).toMatchObject({ kind: 'unknown' })
    expect(await prove(recorded('a.csv', CSV, null), id, STOP)).toMatchObject({
      kind: 'unknown',
      reason: 'the record names a.csv by its digest and not who keeps its bytes: nobody was asked',
    })
  })
})

describe('a checkout', () => {
  test('gets a file and a folder that DVC keeps, in place of what is there', async () => {
    const { clone, folder, store, commit: id } = makeDvcRepository()
    git(clone, 'worktree', 'add', '--quiet', '--detach', join(folder, 'again'), id)
    const again = join(folder, 'again')
    write(again, { 'train.csv': OTHER, 'parts/old.csv': OTHER })
    const { restore } = await makeDataVersions(clone)
    await restore(recorded('train.csv', CSV, FILE), again, STOP)
    expect(readFileSync(join(again, 'train.csv'), 'utf8')).toBe(CSV)
    const lines = `${sha256(CSV)}  parts/a.csv\n${sha256(OTHER)}  parts/sub/b.csv\n`
    await restore(recorded('parts', lines, FOLDER), again, STOP)
    expect(git(again, 'status', '--short', '--untracked-files=all')).toBe(
      '?? parts/a.csv\n?? parts/sub/b.csv\n?? train.csv',
    )
    // what is there with these bytes needs nobody
    rmSync(store, { recursive: true })
    await restore(recorded('parts/', lines, FOLDER), again, STOP)
    await restore(recorded('train.csv', CSV, FILE), again, STOP)
  })

  test('gets what the remote has where the cache at hand is damaged, and no other bytes of either', async () => {
    const { clone, store } = makeDvcRepository()
    const cached = join(clone, '.dvc/cache', pathOf(md5(CSV)))
    write(clone, { [join('.dvc/cache', pathOf(md5(CSV)))]: 'x'.repeat(CSV.length) })
    const { prove, restore } = await makeDataVersions(clone)
    const data = recorded('train.csv', CSV, FILE)
    await restore(data, clone, STOP)
    expect(readFileSync(join(clone, 'train.csv'), 'utf8')).toBe(CSV)
    rmSync(join(clone, 'train.csv'))
    write(store, { [pathOf(md5(CSV))]: readFileSync(cached, 'utf8') })
    // whose size is right
    expect(await prove(data, null, STOP)).toMatchObject({ kind: 'present' })
    const error = await restore(data, clone, STOP).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(OtherBytesError)
    expect((error as Error).message).toMatch(/^the remote "loc" .*: has md5 \w+, DVC recorded \w+/)
    expect(existsSync(join(clone, 'train.csv'))).toBe(false)
  })

  test('gets nothing where the path leads out of it', async () => {
    const { clone, folder } = makeDvcRepository()
    mkdirSync(join(folder, 'outside'))
    symlinkSync(join(folder, 'outside'), join(clone, 'data'))
    const { restore } = await makeDataVersions(clone)
    for (const path of ['data/train.csv', '../outside/train.csv'])
      await expect(restore(recorded(path, CSV, FILE), clone, STOP)).rejects.toThrow('leads out of')
    expect(readdirSync(join(folder, 'outside'))).toEqual([])
  })

  test.each([
    ['other bytes than the record says', FILE, OTHER, /what was fetched is sha256:.*, the record says sha256:/],
    ['what the remote has not got', { ...FILE, hash: md5('gone') }, 'gone', /the remote "loc" .* has not got/],
    ['what nobody keeps', null, OTHER, /nobody is recorded to keep it/],
    ['what the code commit has otherwise', { tool: 'git' }, OTHER, /the code commit is recorded to keep it/],
  ] as const)('gets nothing of %s', async (_, version, text, message) => {
    const { clone } = makeDvcRepository()
    write(clone, { 'train.csv': 'mine\n' })
    const { restore } = await makeDataVersions(clone)
    const restored = restore(recorded('train.csv', text, version), clone, STOP)
    await expect(restored).rejects.toMatchObject({ name: 'SystemError', message: expect.stringMatching(message) })
    expect(readFileSync(join(clone, 'train.csv'), 'utf8')).toBe('mine\n')
    expect(git(clone, 'status', '--short', '--untracked-files=all')).toBe('?? train.csv')
  })
})
