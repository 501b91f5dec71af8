import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { InputError, SystemError } from '../../../src/core/faults.ts'
import { verifyRegistry } from '../../../src/registry/verification.ts'
import { git } from '../../support/git.ts'
import { makeDraft, makeRemote, NOW, openTestRegistry, sha256 } from '../../support/git-remote.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const { signal } = new AbortController()
const octocat = { name: 'octocat', email: 'octocat@users.noreply.github.com' }

describe('a registered version', () => {
  it('is a record commit of its own tree with annotated tags that name it', async () => {
    const remote = makeRemote()
    const registry = await openTestRegistry(remote.clone)
    const done = await registry.register(makeDraft('churn', 'bytes', { stage: 'production', reason: 'better' }), signal)
    expect(done).toMatchObject({
      version: 'v0.1.0',
      tag: 'churn@v0.1.0',
      stage: 'production',
      stageTag: 'churn#production#1',
    })
    expect(git(remote.bare, 'ls-tree', '-r', '--name-only', done.commit)).toBe('artifacts/model\nrecord.json')
    expect(git(remote.bare, 'cat-file', 'blob', `${done.commit}:artifacts/model`)).toBe('bytes')
    const raw = git(remote.bare, 'cat-file', 'tag', 'churn#production#1')
    const seconds = NOW.getTime() / 1000
    expect(raw).toMatch(
      new RegExp(
        `^object ${done.commit}\ntype commit\ntag churn#production#1\ntagger octocat <${octocat.email}> ${seconds} \\+0000\n`,
      ),
    )
    const record = JSON.parse(git(remote.bare, 'cat-file', 'blob', `${done.commit}:record.json`))
    expect(record).toMatchObject({ schema: 'modelgate.record/v1', model: 'churn', version: 'v0.1.0', previous: null })
    expect(git(remote.bare, 'fsck', '--strict', '--no-dangling')).toBe('')
    expect(git(remote.clone, 'tag')).toBe('')
  })

  it('comes back whole: record, bytes and history', async () => {
    const remote = makeRemote()
    const writer = await openTestRegistry(remote.clone)
    const first = await writer.register(makeDraft('churn', 'one', { stage: 'production' }), signal)
    await writer.register(makeDraft('churn', 'two', { stage: 'production', expectedStageCommit: first.commit }), signal)
    const reader = await openTestRegistry(remote.clone)
    const snapshot = await reader.read({ models: ['churn'] }, signal)
    expect(snapshot.versions.map(({ version, stages }) => [version, stages])).toEqual([
      ['v0.2.0', ['production']],
      ['v0.1.0', []],
    ])
    const [newest, oldest] = snapshot.versions
    expect(await reader.record(newest!, signal)).toMatchObject({ version: 'v0.2.0', previous: first.commit })
    const stored = await reader.artifact(oldest!, 'artifacts/model', signal)
    expect(stored).toMatchObject({ sha256: sha256('one'), size: 3 })
    expect(readFileSync(stored!.path, 'utf8')).toBe('one')
    expect(await reader.artifact(oldest!, 'artifacts/nothing', signal)).toBeNull()
    const checks = verifyRegistry(await reader.inspect({}, signal))
    expect(checks.length).toBe(16)
    expect(checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
  })

  it('keeps large files at the remote until they are asked for', async () => {
    const remote = makeRemote()
    const large = makeFolder({ model: Buffer.alloc(3_000_000, 'x') })
    const draft = makeDraft('churn', 'x'.repeat(3_000_000))
    const files = [{ path: 'artifacts/model', file: { localPath: join(large, 'model') } }]
    await (await openTestRegistry(remote.clone)).register({ ...draft, files }, signal)
    const temporaryFolder = makeFolder()
    const reader = await openTestRegistry(remote.clone, { temporaryFolder })
    const inspection = await reader.inspect({}, signal)
    const [record] = inspection.records.values()
    expect(record!.files.get('artifacts/model')).toBeNull()
    const [version] = (await reader.read({}, signal)).versions
    expect(await reader.artifact(version!, 'artifacts/model', signal)).toMatchObject({ size: 3_000_000 })
  })

  it('is refused where the bytes are not those that were judged', async () => {
    const remote = makeRemote()
    const draft = makeDraft('churn', 'judged')
    const files = [{ path: 'artifacts/model', file: { bytes: Buffer.from('other') } }]
    const registry = await openTestRegistry(remote.clone)
    await expect(registry.register({ ...draft, files }, signal)).rejects.toThrow(
      /artifacts\/model is sha256:.* when it was judged: compare again/,
    )
    expect(git(remote.bare, 'tag')).toBe('')
  })

  it.each(['artifacts/../x', 'record.json', 'artifacts/.git/config', 'artifacts//x', 'evidence/"a', '/artifacts/x'])(
    'cannot hold a file at %s',
    async (path) => {
      const registry = await openTestRegistry(makeRemote().clone)
      const files = [{ path, file: { bytes: Buffer.from('x') } }]
      await expect(registry.register({ ...makeDraft('churn', 'x'), files }, signal)).rejects.toThrow(InputError)
    },
  )

  it('is numbered as told, and refused where that number is taken', async () => {
    const remote = makeRemote()
    const registry = await openTestRegistry(remote.clone)
    await registry.register(makeDraft('churn', 'one', { version: 'v2.0.0' }), signal)
    const again = registry.register(makeDraft('churn', 'two', { version: 'v2.0.0' }), signal)
    await expect(again).rejects.toThrow(InputError)
    await expect(again).rejects.toThrow(/churn@v2\.0\.0 is there/)
    expect(await registry.register(makeDraft('churn', 'two', { bump: 'patch' }), signal)).toMatchObject({
      version: 'v2.0.1',
    })
  })

  it('takes a stage later, and taking it again changes nothing', async () => {
    const remote = makeRemote()
    const registry = await openTestRegistry(remote.clone)
    const done = await registry.register(makeDraft('churn', 'one'), signal)
    const move = {
      model: 'churn',
      version: 'v0.1.0',
      stage: 'production',
      expectedStageCommit: null,
      sentence: 'churn v0.1.0 takes production.',
      details: { reason: 'agreed', policy: { sha256: 'b'.repeat(64) } },
      identity: octocat,
    }
    const assigned = {
      version: 'v0.1.0',
      tag: 'churn@v0.1.0',
      stage: 'production',
      stageTag: 'churn#production#1',
      commit: done.commit,
    }
    expect(await registry.assign(move, signal)).toEqual(assigned)
    expect(await registry.assign(move, signal)).toEqual(assigned)
    expect(git(remote.bare, 'tag')).toBe('churn#production#1\nchurn@v0.1.0')
    const { events } = await registry.read({}, signal)
    expect(events.at(-1)).toMatchObject({
      event: 'assigned',
      reason: 'agreed',
      policy: `sha256:${'b'.repeat(64)}`,
      by: 'octocat',
    })
  })

  it('is not dated before what it follows, where the clock is slow', async () => {
    const remote = makeRemote()
    const first = await openTestRegistry(remote.clone)
    await first.register(makeDraft('churn', 'one'), signal)
    const slow = await openTestRegistry(remote.clone, { clock: { now: () => new Date('2026-11-20T20:00:00Z') } })
    await slow.register(makeDraft('churn', 'two'), signal)
    const { versions } = await slow.read({}, signal)
    expect(versions.map(({ registeredAt }) => registeredAt)).toEqual(['2026-11-21T08:00:00Z', '2026-11-21T08:00:00Z'])
  })

  it('is not dated into the future after one that is', async () => {
    const remote = makeRemote()
    const ahead = await openTestRegistry(remote.clone, { clock: { now: () => new Date('2999-01-01T00:00:00Z') } })
    await ahead.register(makeDraft('churn', 'one'), signal)
    const right = await openTestRegistry(remote.clone)
    const { version } = await right.register(makeDraft('churn', 'two'), signal)
    const { versions } = await right.read({}, signal)
    expect(versions.find((one) => one.version === version)?.registeredAt).toBe('2026-11-21T08:00:00Z')
    expect(verifyRegistry(await right.inspect({}, signal)).filter(({ verdict }) => verdict !== 'pass')).toEqual([])
  })

  it.each([false, true])(
    'is read beside a tag of many megabytes, which verification names; read whole: %s',
    async (isWhole) => {
      const remote = makeRemote()
      const writer = await openTestRegistry(remote.clone)
      const { commit } = await writer.register(makeDraft('churn', 'one', { stage: 'production' }), signal)
      const message = join(makeFolder({ message: `${'x'.repeat(9_000_000)}\n` }), 'message')
      for (const tag of ['churn@v0.0.1', 'churn#production#2', 'zeta@v1.0.0']) {
        git(
          remote.bare,
          '-c',
          'user.name=octocat',
          '-c',
          'user.email=o@example.com',
          'tag',
          '-a',
          '-F',
          message,
          tag,
          commit,
        )
      }
      const reader = await openTestRegistry(remote.clone)
      const snapshot = await reader.read({ isWhole }, signal)
      expect(snapshot.versions).toMatchObject([{ version: 'v0.1.0', stages: ['production'] }])
      expect(snapshot.events.map(({ tag }) => tag)).toEqual(['churn@v0.1.0', 'churn#production#1'])
      const faults = verifyRegistry(await reader.inspect({}, signal)).filter(({ verdict }) => verdict === 'fail')
      expect(faults.map(({ title, observed }) => `${title}: ${observed}`).join('\n')).toMatch(/larger than 8 MB/)
    },
  )
})

describe('what was altered at the remote', () => {
  async function makeRegistered() {
    const remote = makeRemote()
    const registry = await openTestRegistry(remote.clone)
    await registry.register(makeDraft('churn', 'one', { stage: 'production' }), signal)
    return remote
  }

  it('is found in a record: by verification, and when it is read', async () => {
    const remote = await makeRegistered()
    const blob = git(remote.bare, 'hash-object', '-w', join(remote.clone, 'README.md'))
    const commit = git(remote.bare, 'rev-parse', 'churn@v0.1.0^{commit}')
    const tree = git(remote.bare, 'ls-tree', commit).replace(/blob [0-9a-f]+/, `blob ${blob}`)
    const made = makeFolder({ tree: `${tree}\n` })
    const script = `git --git-dir="${remote.bare}" mktree < "${join(made, 'tree')}"`
    const newTree = (await import('node:child_process')).execSync(script, { encoding: 'utf8' }).trim()
    const newCommit = git(remote.bare, 'commit-tree', newTree, '-m', 'churn v0.1.0')
    const message = git(remote.bare, 'for-each-ref', '--format=%(contents)', 'refs/tags/churn@v0.1.0').replace(
      commit,
      newCommit,
    )
    git(remote.bare, 'tag', '--force', '--annotate', '--message', message, 'churn@v0.1.0', newCommit)

    const registry = await openTestRegistry(remote.clone)
    const failed = verifyRegistry(await registry.inspect({}, signal)).flatMap(({ id, verdict }) =>
      verdict === 'fail' ? [id] : [],
    )
    expect(failed).toContain('registry/churn@v0.1.0/record')
    expect(failed).toContain('registry/churn#production#1/record')
    const [version] = (await registry.read({}, signal)).versions
    await expect(registry.record(version!, signal)).rejects.toThrow(/not the one registered/)
  })

  it('is found in a stored file when it is fetched', async () => {
    const remote = makeRemote()
    const draft = makeDraft('churn', 'one')
    const artifacts = draft.record.artifacts.map((artifact) => ({ ...artifact, path: 'artifacts/other' }))
    const files = [{ path: 'artifacts/model', file: { bytes: Buffer.from('one') } }]
    const registry = await openTestRegistry(remote.clone)
    await registry.register({ ...draft, files, record: { ...draft.record, artifacts } }, signal)
    const [version] = (await registry.read({}, signal)).versions
    await expect(registry.artifact(version!, 'artifacts/other', signal)).rejects.toThrow(
      /artifacts\/other of churn@v0\.1\.0 is missing/,
    )
  })
})

describe('where git or the remote does not go along', () => {
  it('says what a folder outside of any repository needs', async () => {
    const opened = openTestRegistry(makeFolder())
    await expect(opened).rejects.toThrow(InputError)
    await expect(opened).rejects.toThrow(/lies in no git repository[\s\S]*actions\/checkout/)
  })

  it('names the remotes that there are', async () => {
    const { clone } = makeRemote()
    await expect(openTestRegistry(clone, { remote: 'upstream' })).rejects.toThrow(
      /no remote called "upstream"; its remotes: origin/,
    )
    git(clone, 'remote', 'remove', 'origin')
    await expect(openTestRegistry(clone)).rejects.toThrow(/git remote add origin URL/)
  })

  it('passes on why the remote is gone, without credentials', async () => {
    const { clone } = makeRemote()
    git(clone, 'remote', 'set-url', 'origin', '/nowhere/at/all.git')
    const registry = await openTestRegistry(clone)
    const read = registry.read({}, signal)
    await expect(read).rejects.toThrow(SystemError)
    await expect(read).rejects.toThrow(
      /cannot read the registry at \/nowhere\/at\/all\.git: .*does not appear to be a git repository/,
    )
    git(clone, 'remote', 'set-url', 'origin', 'http://user:s3cret@127.0.0.1:1/x.git')
    const refused = await (await openTestRegistry(clone)).read({}, signal).catch((error: Error) => error.message)
    expect(refused).toMatch(/http:\/\/127\.0\.0\.1:1\/x\.git/)
    expect(refused).not.toContain('s3cret')
  })

  it("passes on a hook's words and leaves nothing behind", async () => {
    const remote = makeRemote()
    mkdirSync(join(remote.bare, 'hooks'), { recursive: true })
    const hook = '#!/bin/sh\necho "tags are made by the release team" >&2\nexit 1\n'
    writeFileSync(join(remote.bare, 'hooks/pre-receive'), hook, { mode: 0o755 })
    const registry = await openTestRegistry(remote.clone)
    const done = registry.register(makeDraft('churn', 'one', { stage: 'production' }), signal)
    await expect(done).rejects.toThrow(SystemError)
    await expect(done).rejects.toThrow(
      /did not take churn@v0\.1\.0 and churn#production#1: .*hook declined; tags are made by the release team/,
    )
    expect(git(remote.bare, 'tag')).toBe('')
  })

  it('leaves both tags out where one is refused, and a second run completes', async () => {
    const remote = makeRemote()
    mkdirSync(join(remote.bare, 'hooks'), { recursive: true })
    const hook = '#!/bin/sh\ncase "$1" in *production*) exit 1;; esac\n'
    writeFileSync(join(remote.bare, 'hooks/update'), hook, { mode: 0o755 })
    const registry = await openTestRegistry(remote.clone)
    const draft = makeDraft('churn', 'one', { stage: 'production' })
    await expect(registry.register(draft, signal)).rejects.toThrow(SystemError)
    expect(git(remote.bare, 'tag')).toBe('')
    writeFileSync(join(remote.bare, 'hooks/update'), '#!/bin/sh\n', { mode: 0o755 })
    expect(await registry.register(draft, signal)).toMatchObject({ version: 'v0.1.0', stageTag: 'churn#production#1' })
  })

  it('finds its tags at the remote where the connection broke after they arrived', async () => {
    const remote = makeRemote()
    mkdirSync(join(remote.bare, 'hooks'), { recursive: true })
    writeFileSync(join(remote.bare, 'hooks/post-receive'), '#!/bin/sh\nkill -9 $PPID\n', { mode: 0o755 })
    const registry = await openTestRegistry(remote.clone)
    const done = await registry.register(makeDraft('churn', 'one', { stage: 'production' }), signal)
    expect(done).toMatchObject({ version: 'v0.1.0', stageTag: 'churn#production#1' })
    expect(git(remote.bare, 'tag')).toBe('churn#production#1\nchurn@v0.1.0')
  })

  it('leaves both tags or none where it is stopped amid a push, and a second run completes', async () => {
    const remote = makeRemote()
    mkdirSync(join(remote.bare, 'hooks'), { recursive: true })
    const reached = join(remote.folder, 'reached')
    writeFileSync(join(remote.bare, 'hooks/pre-receive'), `#!/bin/sh\ntouch "${reached}"\nsleep 1\n`, { mode: 0o755 })
    const registry = await openTestRegistry(remote.clone)
    const controller = new AbortController()
    const draft = makeDraft('churn', 'one', { stage: 'production' })
    const done = registry.register(draft, controller.signal)
    const stopped = expect(done).rejects.toThrow('stopped by SIGTERM')
    await vi.waitUntil(() => existsSync(reached), { timeout: 10_000 })
    controller.abort(new Error('stopped by SIGTERM'))
    await stopped
    await wait(1200)
    expect([0, 2]).toContain(git(remote.bare, 'tag').split('\n').filter(Boolean).length)
    writeFileSync(join(remote.bare, 'hooks/pre-receive'), '#!/bin/sh\n', { mode: 0o755 })
    const { versions } = await (await openTestRegistry(remote.clone)).read({}, signal)
    const more = versions[0] === undefined ? {} : { expectedStageCommit: versions[0].commit }
    const again = await (await openTestRegistry(remote.clone)).register({ ...draft, ...more }, signal)
    expect(again.stageTag).toBe(`churn#production#${versions.length + 1}`)
  })

  it('stops when it is told to', async () => {
    const { clone } = makeRemote()
    const registry = await openTestRegistry(clone)
    await expect(registry.read({}, AbortSignal.abort(new Error('stopped by SIGINT')))).rejects.toThrow(
      'stopped by SIGINT',
    )
  })

  it('needs somebody to name as the tagger', async () => {
    const { clone } = makeRemote()
    const registry = await openTestRegistry(clone)
    const done = registry.register(makeDraft('churn', 'one', { identity: null }), signal)
    await expect(done).rejects.toThrow(/nobody is named[\s\S]*user\.name/)
  })
})
