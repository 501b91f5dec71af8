import { spawn } from 'node:child_process'
import { setMaxListeners } from 'node:events'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OpenedRegistry } from '../../src/backends/git/registry.ts'
import { RaceLostError } from '../../src/core/faults.ts'
import type { Registration } from '../../src/ports/model-registry.ts'
import { verifyRegistry } from '../../src/registry/verification.ts'
import { repository } from '../commands/promote/promotion-outcomes.ts'
import { DIST } from '../support/built.ts'
import { GIT_VARIABLES, git } from '../support/git.ts'
import { serveGit } from '../support/git-http-server.ts'
import { makeDraft, makeRemote, openTestRegistry, type Remote } from '../support/git-remote.ts'

const COUNT = 50
const { signal } = new AbortController()
setMaxListeners(0, signal)

/** A remote that is reached as told, and registries in front of it, each with a repository of its own. */
async function openMany(form: 'file' | 'http'): Promise<{ remote: Remote; registries: OpenedRegistry[] }> {
  const remote = makeRemote()
  if (form === 'http') {
    git(remote.bare, 'config', 'http.receivepack', 'true')
    const { origin } = await serveGit(remote.folder)
    git(remote.clone, 'remote', 'set-url', 'origin', `${origin}/remote.git`)
  }
  const registries: OpenedRegistry[] = []
  for (let count = 0; count < COUNT; count += 1) registries.push(await openTestRegistry(remote.clone))
  return { remote, registries }
}

const person = (index: number) => ({ name: `racer-${index}`, email: 'racer@example.com' })

describe.each(['file', 'http'] as const)('50 promotions at once over %s', (form) => {
  it('that move no stage are all registered, their numbers and records without a gap', async () => {
    const { remote, registries } = await openMany(form)
    const done = await Promise.all(
      registries.map((registry, index) =>
        registry.register(makeDraft('churn', `model ${index}`, { identity: person(index) }), signal),
      ),
    )
    const versions = Array.from({ length: COUNT }, (_, index) => `v0.${index + 1}.0`)
    expect(new Set(done.map(({ version }) => version))).toEqual(new Set(versions))
    // each has the bytes and the name of who was told so
    for (const [index, { tag, commit }] of done.entries()) {
      expect(git(remote.bare, 'cat-file', 'blob', `${tag}:artifacts/model`)).toBe(`model ${index}`)
      const told = git(remote.bare, 'for-each-ref', '--format=%(taggername) %(*objectname)', `refs/tags/${tag}`)
      expect(told).toBe(`racer-${index} ${commit}`)
    }
    expect(git(remote.bare, 'rev-list', '--count', `churn@v0.${COUNT}.0`)).toBe(String(COUNT))
    const checks = verifyRegistry(await registries[0]!.inspect({}, signal))
    expect([checks.length, checks.filter(({ verdict }) => verdict !== 'pass')]).toEqual([4 * COUNT, []])
  })

  it('to one stage have one winner a round, whom every loser is told by name', async () => {
    const { remote, registries } = await openMany(form)
    let holder: Registration | null = null
    for (const round of [1, 2]) {
      const expectedStageCommit: string | null = holder?.commit ?? null
      const ends: PromiseSettledResult<Registration>[] = await Promise.allSettled(
        registries.map((registry, index) => {
          const more = { stage: 'production', expectedStageCommit, identity: person(index) }
          return registry.register(makeDraft('churn', `model ${round}.${index}`, more), signal)
        }),
      )
      const won = ends.flatMap((end, index) => (end.status === 'fulfilled' ? [{ index, ...end.value }] : []))
      expect(won).toHaveLength(1)
      holder = won[0]!
      expect(holder).toMatchObject({ version: `v0.${round}.0`, stageTag: `churn#production#${round}` })
      for (const end of ends) {
        if (end.status === 'fulfilled') continue
        expect(end.reason).toBeInstanceOf(RaceLostError)
        expect(end.reason.message).toContain(
          `production of churn moved since the comparison: v0.${round}.0 took it by racer-${won[0]!.index} (churn#production#${round}, `,
        )
        expect(end.reason.message).toContain('compare again')
      }
    }
    const left = git(remote.bare, 'tag').split('\n').sort()
    expect(left).toEqual([1, 2].flatMap((n) => [`churn#production#${n}`, `churn@v0.${n}.0`]).sort())
  })
})

/** The built program in a clone of its own, as somebody called `name`. */
function runAsync(args: readonly string[], cwd: string, name: string) {
  const env = { ...GIT_VARIABLES, GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: `${name}@example.com` }
  const child = spawn(process.execPath, [join(DIST, 'cli/index.js'), ...args], { cwd, env })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on('close', (status) => resolve({ status, stdout, stderr })),
  )
}

describe('eight promote processes at once', () => {
  /** Eight clones, each with a model and evidence of its own. */
  async function makeRacers() {
    const repo = repository()
    const racers: { clone: string; args: readonly string[]; name: string }[] = []
    for (let index = 0; index < 8; index += 1) {
      repo.train(`racer ${index}`)
      const { files, digests } = await repo.judge()
      const clone = join(repo.folder, `clone-${index}`)
      cpSync(repo.clone, clone, { recursive: true })
      const evidence = [
        ...files.flatMap((file) => ['--evidence', file]),
        ...digests.flatMap((d) => ['--evidence-digest', d]),
      ]
      racers.push({ clone, args: ['promote', '--model', 'churn', ...evidence], name: `racer-${index}` })
    }
    return { repo, racers }
  }

  it('register a version each where no stage is asked for', async () => {
    const { repo, racers } = await makeRacers()
    const ends = await Promise.all(
      racers.map(({ clone, args, name }) => runAsync([...args, '--format', 'json'], clone, name)),
    )
    expect(ends.map(({ status, stderr }) => [status, stderr])).toEqual(racers.map(() => [0, '']))
    const told = ends.map(({ stdout }) => JSON.parse(stdout).registered.version as string)
    expect(new Set(told)).toEqual(new Set(racers.map((_, index) => `v0.${index + 1}.0`)))
    for (const [index, version] of told.entries()) {
      expect(git(repo.remote, 'cat-file', 'blob', `churn@${version}:artifacts/model`)).toBe(`model racer ${index}`)
    }
  })

  it('move a stage once, and seven end with exit 4 and the name of who did', async () => {
    const { repo, racers } = await makeRacers()
    const ends = await Promise.all(
      racers.map(({ clone, args, name }) => runAsync([...args, '--stage', 'production'], clone, name)),
    )
    expect(ends.map(({ status }) => status).sort()).toEqual([0, 4, 4, 4, 4, 4, 4, 4])
    const winner = ends.findIndex(({ status }) => status === 0)
    for (const { status, stdout, stderr } of ends) {
      if (status === 0) continue
      expect(stdout).toBe('')
      expect(stderr).toMatch(/production of churn moved since the comparison/)
      expect(stderr).toMatch(
        new RegExp(`v0\\.1\\.0 .*\\(?churn#production#1, (by racer-${winner}, )?|by racer-${winner} \\(`),
      )
      expect(stderr).toMatch(`racer-${winner}`)
      expect(stderr).toMatch(/compare again/)
    }
    expect(repo.tags().map((tag) => tag.split(' ')[0])).toEqual(['churn#production#1', 'churn@v0.1.0'])
  })
})
