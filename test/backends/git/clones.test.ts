import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { GIT_VARIABLES, git } from '../../support/git.ts'
import { serveGit } from '../../support/git-http-server.ts'
import { makeDraft, makeOnce, makeRemote, openTestRegistry } from '../../support/git-remote.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const { signal } = new AbortController()

const makeRegistered = makeOnce(async () => {
  const remote = makeRemote()
  await (await openTestRegistry(remote.clone)).register(makeDraft('churn', 'one', { stage: 'production' }), signal)
  return remote
})

/** What a clone can do: read what is there, add to it, fetch bytes back. */
async function useRegistry(folder: string, options: Parameters<typeof openTestRegistry>[1] = {}): Promise<void> {
  const registry = await openTestRegistry(folder, options)
  const [before] = (await registry.read({}, signal)).versions
  const more = { stage: 'production', expectedStageCommit: before!.commit }
  const done = await registry.register(makeDraft('churn', 'two', more), signal)
  expect(done).toMatchObject({ version: 'v0.2.0', stageTag: 'churn#production#2' })
  expect(await registry.artifact(before!, 'artifacts/model', signal)).toMatchObject({ size: 3 })
}

describe('the registry works', () => {
  it('in a shallow clone without tags, which stays as it was', async () => {
    const remote = await makeRegistered()
    writeFileSync(join(remote.clone, 'README.md'), 'second')
    git(remote.clone, 'commit', '--quiet', '--all', '--message', 'second')
    git(remote.clone, 'push', '--quiet', 'origin', 'main')
    const shallow = join(remote.folder, 'shallow')
    git(remote.folder, 'clone', '--quiet', '--depth=1', '--no-tags', `file://${remote.bare}`, shallow)
    const before = git(shallow, 'count-objects', '-v')
    await useRegistry(shallow)
    expect(git(shallow, 'tag')).toBe('')
    expect(git(shallow, 'count-objects', '-v')).toBe(before)
    expect(git(shallow, 'rev-list', '--count', 'HEAD')).toBe('1')
  })

  it('in a linked work tree and a folder below it', async () => {
    const remote = await makeRegistered()
    const linked = join(remote.folder, 'linked')
    git(remote.clone, 'worktree', 'add', '--quiet', '-b', 'other', linked)
    mkdirSync(join(linked, 'models/churn'), { recursive: true })
    await useRegistry(join(linked, 'models/churn'))
  })

  it('with a remote that is a path relative to the work tree', async () => {
    const remote = await makeRegistered()
    git(remote.clone, 'remote', 'set-url', 'origin', '../remote.git')
    await useRegistry(remote.clone)
  })

  it('over HTTP, with a token that goes to its own server alone', async () => {
    const remote = await makeRegistered()
    git(remote.bare, 'config', 'http.receivepack', 'true')
    const server = await serveGit(remote.folder, { token: 't0ken' })
    git(remote.clone, 'remote', 'set-url', 'origin', `${server.origin}/remote.git`)
    await useRegistry(remote.clone, { token: { value: 't0ken', origin: server.origin } })
    const expected = `Basic ${Buffer.from('x-access-token:t0ken').toString('base64')}`
    expect(new Set(server.authorizations)).toEqual(new Set([expected]))

    const seen = server.authorizations.length
    const foreign = await openTestRegistry(remote.clone, { token: { value: 't0ken', origin: 'https://github.com' } })
    await expect(foreign.read({}, signal)).rejects.toThrow(
      /cannot read the registry at http.*[\s\S]*permission contents/,
    )
    expect(server.authorizations.slice(seen).filter(Boolean)).toEqual([])
  })

  it('over HTTP with credentials in the address, which no message shows', async () => {
    const remote = await makeRegistered()
    git(remote.bare, 'config', 'http.receivepack', 'true')
    const server = await serveGit(remote.folder, { token: 's3cret' })
    const address = `${server.origin.replace('//', '//x-access-token:s3cret@')}/remote.git`
    git(remote.clone, 'remote', 'set-url', 'origin', address)
    await useRegistry(remote.clone)
    expect((await openTestRegistry(remote.clone)).location).toBe(`${server.origin}/remote.git`)
  })

  it('over ssh', async () => {
    const remote = await makeRegistered()
    const bin = makeFolder({
      ssh: '#!/bin/sh\nwhile [ "$1" != "git.example.com" ]; do shift; done\nshift\nexec sh -c "$*"\n',
    })
    chmodSync(join(bin, 'ssh'), 0o755)
    git(remote.clone, 'remote', 'set-url', 'origin', `git@git.example.com:${remote.bare}`)
    git(remote.clone, 'remote', 'set-url', 'origin', `ssh://git.example.com${remote.bare}`)
    await useRegistry(remote.clone, { variables: { ...GIT_VARIABLES, PATH: `${bin}:${GIT_VARIABLES['PATH']}` } })
  })

  it('in a repository whose objects are named by SHA-256', async () => {
    const folder = makeFolder()
    git(folder, 'init', '--quiet', '--bare', '--object-format=sha256', 'remote.git')
    git(folder, 'init', '--quiet', '--object-format=sha256', 'clone')
    const clone = join(folder, 'clone')
    git(clone, 'remote', 'add', 'origin', join(folder, 'remote.git'))
    await (await openTestRegistry(clone)).register(makeDraft('churn', 'one', { stage: 'production' }), signal)
    await useRegistry(clone)
  })
})

describe('the policy of a promotion', () => {
  it("is the remote's default branch's, whatever is checked out", async () => {
    const remote = makeRemote({ 'modelgate.yml': 'version: 1\n', 'models/a/modelgate.yml': 'a\n' })
    git(remote.clone, 'checkout', '--quiet', '-b', 'topic')
    writeFileSync(join(remote.clone, 'modelgate.yml'), 'version: 2\n')
    git(remote.clone, 'commit', '--quiet', '--all', '--message', 'weaker gates')
    const tree = await (await openTestRegistry(remote.clone)).policyFiles(signal)
    expect([tree.ref, tree.commit]).toEqual(['refs/heads/main', git(remote.bare, 'rev-parse', 'main')])
    expect(await tree.readText('modelgate.yml')).toBe('version: 1\n')
    expect(await tree.list()).toEqual(['modelgate.yml', 'models/a/modelgate.yml'])
    expect(await tree.readText('nothing.yml')).toBeNull()
  })

  it("is the local HEAD's where the remote has none", async () => {
    const remote = makeRemote({ 'modelgate.yml': 'version: 1\n' })
    git(remote.bare, 'update-ref', '-d', 'refs/heads/main')
    const tree = await (await openTestRegistry(remote.clone)).policyFiles(signal)
    expect([tree.ref, tree.commit]).toEqual(['HEAD', git(remote.clone, 'rev-parse', 'HEAD')])
    expect(await tree.readText('modelgate.yml')).toBe('version: 1\n')
  })

  it('follows links as the commit has them, and refuses what is not UTF-8', async () => {
    const remote = makeRemote({ 'conf/ml.yml': 'linked\n' })
    const { symlinkSync } = await import('node:fs')
    symlinkSync('conf/ml.yml', join(remote.clone, 'modelgate.yml'))
    symlinkSync(join(remote.clone, 'conf/ml.yml'), join(remote.clone, 'out.yml'))
    writeFileSync(join(remote.clone, 'latin.yml'), Buffer.from([0x66, 0xfc, 0x72]))
    git(remote.clone, 'add', '.')
    git(remote.clone, 'commit', '--quiet', '--message', 'link')
    git(remote.clone, 'push', '--quiet', 'origin', 'main')
    const tree = await (await openTestRegistry(remote.clone)).policyFiles(signal)
    expect(await tree.readText('modelgate.yml')).toBe('linked\n')
    expect(await tree.readText('out.yml')).toBeNull()
    await expect(tree.readText('latin.yml')).rejects.toThrow(/latin\.yml at refs\/heads\/main is not UTF-8/)
  })
})

it('a commit is found at the remote, else in the clone', async () => {
  const remote = makeRemote()
  const registry = await openTestRegistry(remote.clone)
  expect(await registry.locateCommit(git(remote.clone, 'rev-parse', 'HEAD'), signal)).toBe('remote')
  git(remote.clone, 'commit', '--quiet', '--allow-empty', '--message', 'here alone')
  expect(await registry.locateCommit(git(remote.clone, 'rev-parse', 'HEAD'), signal)).toBe('clone')
  expect(await registry.locateCommit('c'.repeat(40), signal)).toBe(null)
  expect(await registry.locateCommit('--output=x', signal)).toBe(null)
})

it('temporary files are gone when the registry is closed', async () => {
  const { clone } = makeRemote()
  const temporaryFolder = makeFolder()
  const registry = await openTestRegistry(clone, { temporaryFolder })
  await registry.read({}, signal)
  const { readdirSync } = await import('node:fs')
  const [folder] = readdirSync(temporaryFolder)
  expect(existsSync(join(temporaryFolder, folder!))).toBe(true)
  await registry.close()
  expect(readdirSync(temporaryFolder)).toEqual([])
})
