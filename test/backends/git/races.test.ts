import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RaceLostError } from '../../../src/core/faults.ts'
import { verifyRegistry } from '../../../src/registry/verification.ts'
import { GIT_VARIABLES, git } from '../../support/git.ts'
import { makeDraft, makeRemote, openTestRegistry } from '../../support/git-remote.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const { signal } = new AbortController()

describe('promotions at the same moment', () => {
  it('give a stage to one of them; the others are told who took it, and leave nothing', async () => {
    const remote = makeRemote()
    const first = await (await openTestRegistry(remote.clone)).register(
      makeDraft('churn', 'zero', { stage: 'production' }),
      signal,
    )
    const racers = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const registry = await openTestRegistry(remote.clone)
        const identity = { name: `racer-${index}`, email: 'racer@example.com' }
        const more = { stage: 'production', expectedStageCommit: first.commit, identity }
        return () => registry.register(makeDraft('churn', `model ${index}`, more), signal)
      }),
    )
    const ends = await Promise.allSettled(racers.map((race) => race()))
    const won = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
    expect(won).toHaveLength(1)
    const winner = git(remote.bare, 'for-each-ref', '--format=%(taggername)', 'refs/tags/churn#production#2')
    for (const end of ends) {
      if (end.status === 'fulfilled') continue
      expect(end.reason).toBeInstanceOf(RaceLostError)
      expect(end.reason.message).toMatch(`v0.2.0 took it by ${winner} (churn#production#2`)
      expect(end.reason.message).toMatch(/compare again/)
    }
    expect(git(remote.bare, 'tag').split('\n').sort()).toEqual([
      'churn#production#1',
      'churn#production#2',
      'churn@v0.1.0',
      'churn@v0.2.0',
    ])
  })

  it('that move no stage are all registered, their numbers and records without a gap', async () => {
    const remote = makeRemote()
    const registries = await Promise.all(Array.from({ length: 6 }, () => openTestRegistry(remote.clone)))
    const done = await Promise.all(
      registries.map((registry, index) => registry.register(makeDraft('churn', `model ${index}`), signal)),
    )
    const versions = ['v0.1.0', 'v0.2.0', 'v0.3.0', 'v0.4.0', 'v0.5.0', 'v0.6.0']
    expect(done.map(({ version }) => version).sort()).toEqual(versions)
    const checks = verifyRegistry(await registries[0]!.inspect({}, signal))
    expect(checks).toHaveLength(24)
    expect(checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
    expect(git(remote.bare, 'rev-list', '--count', 'churn@v0.6.0')).toBe('6')
  })

  it('in one process take a number each', async () => {
    const remote = makeRemote()
    const registry = await openTestRegistry(remote.clone)
    const done = await Promise.all(
      [1, 2, 3].map((index) => registry.register(makeDraft('churn', `model ${index}`), signal)),
    )
    expect(done.map(({ version }) => version).sort()).toEqual(['v0.1.0', 'v0.2.0', 'v0.3.0'])
  })
})

it('reading takes the same number of git processes however many tags there are', async () => {
  const remote = makeRemote()
  const registry = await openTestRegistry(remote.clone)
  const { commit } = await registry.register(makeDraft('churn', 'one'), signal)
  const log = join(makeFolder(), 'log')
  const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim()
  const bin = makeFolder()
  writeFileSync(join(bin, 'git'), `#!/bin/sh\necho "$1" >> "${log}"\nexec "${real}" "$@"\n`, { mode: 0o755 })
  const count = async () => {
    writeFileSync(log, '')
    const reader = await openTestRegistry(remote.clone, {
      variables: { ...GIT_VARIABLES, PATH: `${bin}:${GIT_VARIABLES['PATH']}` },
    })
    const { versions } = await reader.read({}, signal)
    await reader.inspect({}, signal)
    return { versions: versions.length, processes: readFileSync(log, 'utf8').trim().split('\n').length }
  }
  const few = await count()
  const raw = git(remote.bare, 'cat-file', 'tag', 'churn@v0.1.0')
  const stream = Array.from({ length: 300 }, (_, index) => {
    const message = raw.slice(raw.indexOf('\n\n') + 2).replaceAll('v0.1.0', `v1.${index}.0`)
    return `tag churn@v1.${index}.0\nfrom ${commit}\ntagger a <a@example.com> 1795248000 +0000\ndata ${Buffer.byteLength(message)}\n${message}\n`
  })
  execFileSync('git', ['fast-import', '--quiet'], {
    cwd: remote.bare,
    input: stream.join(''),
    env: { ...GIT_VARIABLES },
  })
  const many = await count()
  expect([few.versions, many.versions]).toEqual([1, 301])
  expect(many.processes).toBe(few.processes)
})
