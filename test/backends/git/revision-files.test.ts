import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createDvcData } from '../../../src/backends/dvc/tracked-data.ts'
import { openRevision, type RevisionRequest } from '../../../src/backends/git/revision-files.ts'
import type { RemoteData } from '../../../src/ports/remote-data.ts'
import { silentLogger } from '../../support/engine.ts'
import { GIT_VARIABLES, git } from '../../support/git.ts'
import { makeRemote, openTestRegistry, sha256 } from '../../support/git-remote.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const { signal } = new AbortController()

function open(folder: string, name: string, more: Partial<RevisionRequest> = {}) {
  const tracked = createDvcData({
    remote: {} as RemoteData,
    temporaryFolder: makeFolder(),
    logger: silentLogger,
    signal,
  })
  return openRevision(
    {
      folder,
      name,
      variables: GIT_VARIABLES,
      temporaryFolder: makeFolder(),
      base: null,
      remote: () => openTestRegistry(folder),
      tracked,
      ...more,
    },
    signal,
  )
}

function commit(folder: string, files: Readonly<Record<string, string | Uint8Array>>, message = 'next'): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  git(folder, 'add', '--force', '.')
  git(folder, 'commit', '--quiet', '--message', message)
  return git(folder, 'rev-parse', 'HEAD')
}

const read = async (revision: Awaited<ReturnType<typeof open>>, path: string) => {
  const file = await revision.file(path)
  return file && readFileSync(file.path, 'utf8')
}

/** A clone of one commit of one branch, as actions/checkout makes it. */
function cloneShallow(bare: string, branch: string): string {
  const folder = join(makeFolder(), 'shallow')
  git(
    dirname(folder),
    'clone',
    '--quiet',
    '--depth',
    '1',
    '--single-branch',
    '--branch',
    branch,
    `file://${bare}`,
    folder,
  )
  return folder
}

describe('files of a revision', () => {
  it('are those of the commit, whatever the work tree holds, also as bytes that are no text', async () => {
    const { clone } = makeRemote({ 'out/model.txt': 'first' })
    const bytes = new Uint8Array([0, 255, 10, 13, 128])
    const second = commit(clone, { 'out/model.bin': bytes, 'out/model.txt': 'second' })
    writeFileSync(join(clone, 'out/model.txt'), 'third')
    const head = await open(clone, 'HEAD')
    expect(head).toMatchObject({ commit: second, found: 'what HEAD stands on' })
    const file = await head.file('out/model.bin')
    expect(file).toMatchObject({ sha256: sha256(bytes), size: 5, keptBy: 'git' })
    expect(new Uint8Array(readFileSync(file!.path))).toEqual(bytes)
    expect(await read(head, 'out/model.txt')).toBe('second')
    expect(await read(await open(clone, 'HEAD~1'), 'out/model.txt')).toBe('first')
    expect(await head.file('out/none.txt')).toBeNull()
    expect(await head.file('out')).toBeNull()
  })

  it('are found from a folder below the root, and not outside of it', async () => {
    const { clone } = makeRemote({ 'models/churn/out/model.txt': 'own', 'model.txt': 'root' })
    const head = await open(join(clone, 'models/churn'), 'HEAD')
    expect(await read(head, 'out/model.txt')).toBe('own')
    expect(await read(head, '../../model.txt')).toBe('root')
    await expect(head.file('../../../model.txt')).rejects.toThrow('lies outside of the repository')
  })

  it('follows links as the commit has them, and none that leads out of the repository', async () => {
    const { clone } = makeRemote({ 'data/v1/rows.csv': 'as committed' })
    const { symlinkSync } = await import('node:fs')
    const links = { out: '/etc/passwd', up: '../up.csv', loop: 'loop', latest: 'data/v1', 'a.csv': 'latest/rows.csv' }
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(clone, name))
    commit(clone, {})
    writeFileSync(join(clone, 'data/v1/rows.csv'), 'as it is here')
    const head = await open(clone, 'HEAD')
    for (const name of ['out', 'up', 'loop', 'loop/x', 'latest', 'latest/none.csv'])
      expect(await head.file(name)).toBeNull()
    expect(await read(head, 'a.csv')).toBe('as committed')
    expect(await read(head, 'latest/rows.csv')).toBe('as committed')
  })

  it('takes no name for an option', async () => {
    const { clone } = makeRemote()
    for (const name of ['--all', '-h', '--upload-pack=touch pwned']) {
      await expect(open(clone, name)).rejects.toThrow(`knows a revision "${name}"`)
    }
  })
})

describe('a revision that the clone has not got', () => {
  it('is fetched by the name of its branch or tag, or by its id, into a shallow clone', async () => {
    const { bare, clone } = makeRemote({ 'out/model.txt': 'main' })
    const first = git(clone, 'rev-parse', 'HEAD')
    git(clone, 'tag', '--annotate', '--message', 'one', 'v1')
    git(clone, 'switch', '--quiet', '--create', 'change')
    commit(clone, { 'out/model.txt': 'change' })
    git(clone, 'push', '--quiet', 'origin', 'change', 'v1')
    const shallow = cloneShallow(bare, 'change')
    for (const name of ['main', 'v1', first]) {
      const revision = await open(shallow, name)
      expect(revision.commit).toBe(first)
      expect(revision.found).toContain('fetched from the remote')
      expect(await read(revision, 'out/model.txt')).toBe('main')
    }
    // the clone itself is left as it was
    expect(git(shallow, 'rev-list', '--all', '--count')).toBe('1')
  })

  it('is told by name where nobody knows it', async () => {
    const { bare } = makeRemote()
    const shallow = cloneShallow(bare, 'main')
    await expect(open(shallow, 'gone')).rejects.toThrow('knows a revision "gone"')
    await expect(open(shallow, 'HEAD~1')).rejects.toThrow('git fetch --unshallow')
  })
})

describe('the base branch on a pull request', () => {
  it('is where the change starts from it', async () => {
    const { bare, clone } = makeRemote({ 'out/model.txt': 'start' })
    const start = git(clone, 'rev-parse', 'HEAD')
    git(clone, 'switch', '--quiet', '--create', 'change')
    commit(clone, { 'out/model.txt': 'change' })
    git(clone, 'switch', '--quiet', 'main')
    const tip = commit(clone, { 'out/model.txt': 'tip' })
    git(clone, 'push', '--quiet', 'origin', 'main', 'change')
    git(clone, 'switch', '--quiet', 'change')
    const base = { name: 'main', commit: tip }
    expect(await open(clone, 'main', { base })).toMatchObject({
      commit: start,
      found: 'the merge base of main and HEAD',
    })
    expect(await open(clone, 'main')).toMatchObject({ commit: tip, found: 'what main stands on' })

    const shallow = await open(cloneShallow(bare, 'change'), 'main', { base })
    expect(shallow).toMatchObject({
      commit: tip,
      found: "what main stood on at the pull request's event, fetched from the remote",
    })
    expect(await read(shallow, 'out/model.txt')).toBe('tip')
  })
})

describe('files that a revision only points to', () => {
  it('come from where DVC keeps them, by the pointers of that revision', async () => {
    const store = makeFolder()
    const keep = (text: string) => {
      const md5 = createHash('md5').update(text).digest('hex')
      const path = join(store, 'files/md5', md5.slice(0, 2), md5.slice(2))
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
      return `outs:\n- md5: ${md5}\n  size: ${text.length}\n  hash: md5\n  path: model.txt\n`
    }
    const { clone } = makeRemote({
      '.dvc/config': `[core]\n    remote = store\n['remote "store"']\n    url = ${store}\n`,
      'out/model.txt.dvc': keep('old model'),
    })
    commit(clone, { 'out/model.txt.dvc': keep('new model') })
    writeFileSync(join(clone, 'out/model.txt'), 'in the work tree')
    const old = await (await open(clone, 'HEAD~1')).file('out/model.txt')
    expect(old).toMatchObject({ keptBy: 'DVC', sha256: sha256('old model') })
    expect(readFileSync(old!.path, 'utf8')).toBe('old model')
    expect(await read(await open(clone, 'HEAD'), 'out/model.txt')).toBe('new model')
    expect(await (await open(clone, 'HEAD')).file('out/other.txt')).toBeNull()
  })

  it('come from the clone’s store of Git LFS, or are missing by name', async () => {
    const pointer = (oid: string) => `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 5\n`
    const [here, gone] = [sha256('bytes'), sha256('gone')]
    const { clone } = makeRemote({ 'model.bin': pointer(here), 'gone.bin': pointer(gone) })
    const stored = join(clone, '.git/lfs/objects', here.slice(0, 2), here.slice(2, 4), here)
    mkdirSync(dirname(stored), { recursive: true })
    writeFileSync(stored, 'bytes')
    const head = await open(clone, 'HEAD')
    expect(await head.file('model.bin')).toMatchObject({ keptBy: 'Git LFS', sha256: here, size: 5 })
    await expect(head.file('gone.bin')).rejects.toThrow('is kept by Git LFS, and this clone has not got its bytes')
    writeFileSync(stored, 'other')
    await expect(head.file('model.bin')).rejects.toThrow('are not those of the pointer')
  })
})
