import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { GIT_VARIABLES, git } from '../../support/git.ts'
import { makeDraft, makeRemote, openTestRegistry, type Remote } from '../../support/git-remote.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const { signal } = new AbortController()

/** What the registry says as read from the clone, and git's commands that it took. */
async function readCounted(remote: Remote) {
  const [log, bin] = [join(makeFolder(), 'log'), makeFolder()]
  const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim()
  writeFileSync(join(bin, 'git'), `#!/bin/sh\necho "$1" >> "${log}"\nexec "${real}" "$@"\n`, { mode: 0o755 })
  const variables = { ...GIT_VARIABLES, PATH: `${bin}:${GIT_VARIABLES['PATH']}` }
  const registry = await openTestRegistry(remote.clone, { variables })
  const snapshot = await registry.read({}, signal)
  return { registry, snapshot, calls: readFileSync(log, 'utf8').trim().split('\n') }
}

async function registered(): Promise<Remote> {
  const remote = makeRemote()
  const registry = await openTestRegistry(remote.clone)
  const { commit } = await registry.register(makeDraft('churn', 'one', { stage: 'production' }), signal)
  await registry.register(makeDraft('churn', 'two', { stage: 'production', expectedStageCommit: commit }), signal)
  return remote
}

describe('tags that the clone has', () => {
  it('are read there, and say the same as those that are fetched', async () => {
    const remote = await registered()
    const fetched = await readCounted(remote)
    git(remote.clone, 'fetch', '--quiet', '--tags', 'origin')
    const lent = await readCounted(remote)
    expect([fetched.calls.includes('fetch'), lent.calls.includes('fetch')]).toEqual([true, false])
    expect({ ...lent.snapshot }).toEqual({ ...fetched.snapshot })
    expect(lent.snapshot.versions[0]).toMatchObject({ version: 'v0.2.0', stages: ['production'] })
    // what is written or looked at next refers to objects that were never fetched
    const [version] = lent.snapshot.versions
    expect(await lent.registry.record(version!, signal)).toMatchObject({ version: 'v0.2.0' })
    const third = makeDraft('churn', 'three', { stage: 'production', expectedStageCommit: version!.commit })
    expect(await lent.registry.register(third, signal)).toMatchObject({ version: 'v0.3.0' })
    expect(git(remote.bare, 'rev-list', '--count', 'churn@v0.3.0')).toBe('3')
  })

  it('say the same beyond ASCII, and taken apart as they arrive', async () => {
    const remote = makeRemote()
    const registry = await openTestRegistry(remote.clone)
    const names = ['octocat', 'Zoë', '大文字']
    for (const [index, name] of names.entries()) {
      const identity = { name, email: 'octocat@example.org' }
      const reason = index === 0 ? null : `${name} sagt: „gut“`
      await registry.register({ ...makeDraft('churn', name), identity, reason, sentence: `${name}.` }, signal)
    }
    const fetched = await registry.read({}, signal)
    git(remote.clone, 'fetch', '--quiet', '--tags', 'origin')
    const lent = await (await openTestRegistry(remote.clone)).read({}, signal)
    const whole = await (await openTestRegistry(remote.clone)).read({ isWhole: true }, signal)
    expect({ ...lent }).toEqual({ ...fetched })
    expect({ ...whole }).toEqual({ ...fetched })
    expect(new Set(whole.events.map(({ by, reason }) => `${by}: ${reason}`))).toEqual(
      new Set(['octocat: null', 'Zoë: Zoë sagt: „gut“', '大文字: 大文字 sagt: „gut“']),
    )
  })

  it.each([
    ['of other bytes', (text: string) => text.replaceAll('octocat', 'mallory')],
    ['that is another object', () => `commit 0\0`],
    ['that is broken', null],
  ])('are fetched for one %s, which only git would take at its word', async (_, forge) => {
    const remote = await registered()
    git(remote.clone, 'fetch', '--quiet', '--tags', 'origin')
    for (const name of ['churn#production#2', 'churn@v0.1.0^{commit}']) {
      const id = git(remote.clone, 'rev-parse', name)
      const path = join(remote.clone, '.git/objects', id.slice(0, 2), id.slice(2))
      const text = inflateSync(readFileSync(path)).toString('latin1')
      chmodSync(path, 0o644)
      rmSync(path)
      writeFileSync(path, forge === null ? 'no object' : deflateSync(Buffer.from(forge(text), 'latin1')))
    }
    const { snapshot, calls } = await readCounted(remote)
    expect(calls).toContain('fetch')
    expect(snapshot.versions.map(({ version, stages }) => [version, stages])).toEqual([
      ['v0.2.0', ['production']],
      ['v0.1.0', []],
    ])
    expect(new Set(snapshot.events.map(({ by }) => by))).toEqual(new Set(['octocat']))
  })
})
