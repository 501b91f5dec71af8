import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { git } from '../support/git.ts'
import { makeDraft, makeRemote, openTestRegistry, type Remote } from '../support/git-remote.ts'
import { ensurePythonTool } from '../support/python-tools.ts'

/** GTO and all that it imports: newer typer has no click any more, which GTO 1.9.0 needs and does not ask for. */
const GTO = {
  name: 'gto',
  requirements: [
    'gto==1.9.0',
    'typer==0.15.4',
    'click==8.1.8',
    'scmrepo==3.6.2',
    'dulwich==1.2.21',
    'pygit2==1.21.0',
    'GitPython==3.2.1',
    'pydantic==2.14.3',
    'pydantic-settings==2.16.3',
    'ruamel.yaml==0.19.1',
    'semver==3.1.1',
    'rich==15.0.0',
    'tabulate==0.10.0',
    'funcy==2.1',
    'entrypoints==0.4.2',
  ],
}

let bin = ''
beforeAll(async () => {
  bin = await ensurePythonTool(GTO)
})

/** What GTO prints as JSON in a clone that has fetched the tags. */
function gto(remote: Remote, ...args: readonly string[]): unknown {
  git(remote.clone, 'fetch', '--quiet', '--tags', 'origin')
  const env = { ...process.env, NO_COLOR: '1' }
  return JSON.parse(execFileSync(join(bin, 'gto'), [...args, '--json'], { cwd: remote.clone, env, encoding: 'utf8' }))
}

describe('GTO reads the registry', () => {
  it('shows versions and stages, and names the version that a stage holds', async () => {
    const remote = makeRemote()
    const { signal } = new AbortController()
    let time = Date.parse('2026-11-21T08:00:00Z')
    const clock = {
      now: () => {
        time += 60_000
        return new Date(time)
      },
    }
    const registry = await openTestRegistry(remote.clone, { clock })
    const first = await registry.register(makeDraft('churn', 'one', { stage: 'staging' }), signal)
    const move = {
      model: 'churn',
      stage: 'production',
      sentence: 'churn takes production.',
      details: {},
      identity: { name: 'octocat', email: 'o@example.com' },
    }
    await registry.assign({ ...move, version: 'v0.1.0', expectedStageCommit: null }, signal)
    const second = await registry.register(
      makeDraft('churn', 'two', { stage: 'production', expectedStageCommit: first.commit }),
      signal,
    )
    await registry.register(makeDraft('fraud/card', 'three', { version: 'v2.0.0-rc.1' }), signal)

    const shown = gto(remote, 'show') as Record<string, { version: string; stage: Record<string, string | null> }>
    expect(Object.keys(shown).sort()).toEqual(['churn', 'fraud/card'])
    expect(shown['churn']).toMatchObject({ version: 'v0.2.0', stage: { staging: 'v0.1.0', production: 'v0.2.0' } })
    expect(shown['fraud/card']).toMatchObject({ version: 'v2.0.0-rc.1' })

    const production = gto(remote, 'show', 'churn#production') as { version: string; commit_hexsha?: string }[]
    expect(JSON.stringify(production)).toContain('v0.2.0')

    const history = gto(remote, 'history', 'churn') as {
      event: string
      version: string
      stage: string | null
      commit: string
      ref: string
    }[]
    const events = history.map(({ event, version, stage, commit, ref }) => [event, version, stage, commit, ref])
    expect(events.reverse()).toEqual([
      ['registration', 'v0.1.0', null, first.commit, 'churn@v0.1.0'],
      ['assignment', 'v0.1.0', 'staging', first.commit, 'churn#staging#1'],
      ['assignment', 'v0.1.0', 'production', first.commit, 'churn#production#1'],
      ['registration', 'v0.2.0', null, second.commit, 'churn@v0.2.0'],
      ['assignment', 'v0.2.0', 'production', second.commit, 'churn#production#2'],
    ])
  })

  it('goes back with a rollback, sees an emptied stage empty, and leaves a deprecated version out', async () => {
    const remote = makeRemote()
    const { signal } = new AbortController()
    // all within one second: GTO goes by times
    const registry = await openTestRegistry(remote.clone)
    const identity = { name: 'octocat', email: 'o@example.com' }
    const register = (bytes: string, expectedStageCommit: string | null) =>
      registry.register(makeDraft('churn', bytes, { stage: 'production', expectedStageCommit }), signal)
    const stageOf = () => (gto(remote, 'show') as Record<string, { stage: Record<string, string> }>)['churn']!.stage
    const first = await register('one', null)
    const second = await register('two', first.commit)
    const back = { model: 'churn', version: 'v0.1.0', stage: 'production', sentence: 'Back.', identity, isAgain: true }
    const details = { event: 'rolledBack', barred: [`sha256:${'a'.repeat(64)}`] }
    await registry.assign({ ...back, details, expectedStageCommit: second.commit }, signal)
    expect(stageOf()).toEqual({ production: 'v0.1.0' })
    await registry.assign({ ...back, details: { event: 'lifted' }, expectedStageCommit: first.commit }, signal)
    expect(stageOf()).toEqual({ production: 'v0.1.0' })

    const draft = { model: 'churn', sentence: 'Down.', reason: 'taken down', identity }
    await registry.unassign({ ...draft, stage: 'production', expectedStageCommit: first.commit }, signal)
    expect(stageOf()).toEqual({})
    await registry.deprecate({ ...draft, version: 'v0.2.0' }, signal)
    expect(gto(remote, 'show')).toMatchObject({ churn: { version: 'v0.1.0' } })
    const history = gto(remote, 'history', 'churn') as { event: string; version: string; ref: string }[]
    expect(history.map(({ event, version, ref }) => [event, version, ref])).toEqual(
      expect.arrayContaining([
        ['assignment', 'v0.1.0', 'churn#production#3'],
        ['unassignment', 'v0.1.0', 'churn#production!#6'],
        ['deregistration', 'v0.2.0', 'churn@v0.2.0!'],
      ]),
    )
  })

  it('refuses to register a version that is there already', async () => {
    const remote = makeRemote()
    const registry = await openTestRegistry(remote.clone)
    await registry.register(makeDraft('churn', 'one'), new AbortController().signal)
    git(remote.clone, 'fetch', '--quiet', '--tags', 'origin')
    const register = () =>
      execFileSync(join(bin, 'gto'), ['register', 'churn', '--version', 'v0.1.0'], { cwd: remote.clone, stdio: 'pipe' })
    expect(register).toThrow(/already/i)
  })
})

describe('what GTO writes is read', () => {
  const run = (remote: Remote, ...args: readonly string[]) =>
    execFileSync(join(bin, 'gto'), args, {
      cwd: remote.clone,
      env: { ...process.env, GIT_COMMITTER_NAME: 'hubot', GIT_COMMITTER_EMAIL: 'hubot@example.com' },
      stdio: 'pipe',
    })

  it('versions, assignments, the end of one, and a deregistered version', async () => {
    const remote = makeRemote()
    const { signal } = new AbortController()
    run(remote, 'register', 'churn', '--version', 'v1.0.0')
    run(remote, 'assign', 'churn', '--version', 'v1.0.0', '--stage', 'production')
    git(remote.clone, 'commit', '--quiet', '--allow-empty', '--message', 'second')
    run(remote, 'register', 'churn', '--version', 'v1.1.0')
    run(remote, 'assign', 'churn', '--version', 'v1.1.0', '--stage', 'production')
    run(remote, 'assign', 'churn', '--version', 'v1.1.0', '--stage', 'staging')
    const read = async () => {
      git(remote.clone, 'push', '--quiet', '--tags', 'origin', 'main')
      const registry = await openTestRegistry(remote.clone)
      return registry.read({}, signal)
    }
    const stages = async () =>
      Object.fromEntries((await read()).versions.map((version) => [version.version, version.stages]))
    expect(await stages()).toEqual({ 'v1.0.0': [], 'v1.1.0': ['production', 'staging'] })
    run(remote, 'deprecate', 'churn', 'v1.1.0', 'production')
    expect(await stages()).toEqual({ 'v1.0.0': [], 'v1.1.0': ['staging'] })
    run(remote, 'deprecate', 'churn', 'v1.0.0')
    const { events } = await read()
    const told = events.map(({ event, version, stage, by }) => [event, version, stage, by])
    expect(told).toEqual(
      expect.arrayContaining([
        ['registered', 'v1.0.0', null, 'hubot'],
        ['assigned', 'v1.1.0', 'production', 'hubot'],
        ['unassigned', 'v1.1.0', 'production', 'hubot'],
        ['deprecated', 'v1.0.0', null, 'hubot'],
      ]),
    )
  })

  it('in every form that it has: without numbers, versions with one, a model deprecated as a whole, a folder before the name', async () => {
    const remote = makeRemote()
    const { signal } = new AbortController()
    const assign = (version: string, stage: string, ...more: readonly string[]) =>
      run(remote, 'assign', 'churn', '--version', version, '--stage', stage, ...more)
    const pass = () => new Promise((resolve) => setTimeout(resolve, 1100))
    run(remote, 'register', 'churn', '--version', 'v1.0.0')
    assign('v1.0.0', 'production', '--simple', 'true')
    assign('v1.0.0', 'staging', '--simple', 'true')
    git(remote.clone, 'commit', '--quiet', '--allow-empty', '--message', 'second')
    run(remote, 'register', 'churn', '--version', 'v1.1.0', '--simple', 'false')
    await pass()
    assign('v1.1.0', 'production')
    run(remote, 'register', 'models/eu:fraud', '--version', 'v3.0.0')
    run(remote, 'assign', 'models/eu:fraud', '--version', 'v3.0.0', '--stage', 'production', '--simple', 'true')
    await pass()
    run(remote, 'deprecate', 'churn', 'v1.0.0', 'staging', '--simple', 'true')
    const warnings: string[] = []
    const registry = await openTestRegistry(remote.clone, { warnings, clock: { now: () => new Date() } })
    const read = async () => {
      git(remote.clone, 'push', '--quiet', '--tags', 'origin', 'main')
      return registry.read({}, signal)
    }
    /** By model and stage, as GTO shows it. */
    const stages = async () => {
      const { versions } = await read()
      const held = versions.flatMap(({ model, version, stages: names }) => names.map((name) => [model, name, version]))
      return held.sort()
    }
    const shown = () => {
      const state = gto(remote, 'show') as Record<string, { stage: Record<string, string | null> }>
      return Object.entries(state)
        .flatMap(([model, { stage }]) => Object.entries(stage).map(([name, version]) => [model, name, version]))
        .filter(([, , version]) => version !== null)
        .sort()
    }
    expect(git(remote.clone, 'tag').split('\n')).toEqual(
      expect.arrayContaining(['churn#production', 'churn#staging!', 'churn@v1.1.0#1', 'models/eu=fraud#production']),
    )
    const held = [
      ['churn', 'production', 'v1.1.0'],
      ['models/eu:fraud', 'production', 'v3.0.0'],
    ]
    expect([await stages(), shown()]).toEqual([held, held])

    // what follows is written here, and GTO goes on by it
    const first = (await read()).versions.find(({ version }) => version === 'v1.1.0')!
    await pass()
    const draft = makeDraft('churn', 'three', { stage: 'production', expectedStageCommit: first.commit })
    const third = await registry.register(draft, signal)
    expect(third).toMatchObject({ version: 'v1.2.0', stageTag: 'churn#production#3' })
    const now = [['churn', 'production', 'v1.2.0'], held[1]]
    expect([await stages(), shown()]).toEqual([now, now])

    run(remote, 'deprecate', 'churn', 'v1.0.0', '--simple', 'false')
    run(remote, 'deprecate', 'models/eu:fraud')
    const { events } = await read()
    expect(
      events.filter(({ event }) => event === 'deprecated').map(({ model, version, tag }) => [model, version, tag]),
    ).toEqual(
      expect.arrayContaining([
        ['churn', 'v1.0.0', 'churn@v1.0.0!#4'],
        ['models/eu:fraud', 'v3.0.0', 'models/eu=fraud@deprecated'],
      ]),
    )
    expect(warnings).toEqual([])
  })

  it('and gone on from: numbers rise past those that it took', async () => {
    const remote = makeRemote()
    const { signal } = new AbortController()
    const registry = await openTestRegistry(remote.clone, { clock: { now: () => new Date() } })
    const first = await registry.register(makeDraft('churn', 'one', { stage: 'production' }), signal)
    git(remote.clone, 'fetch', '--quiet', '--tags', 'origin')
    run(remote, 'assign', 'churn', '--version', 'v0.1.0', '--stage', 'staging')
    run(remote, 'deprecate', 'churn', 'v0.1.0', 'production')
    git(remote.clone, 'push', '--quiet', '--tags', 'origin')
    const move = { model: 'churn', version: 'v0.1.0', stage: 'production', sentence: 'Again.', details: {} }
    const identity = { name: 'octocat', email: 'o@example.com' }
    const done = await registry.assign({ ...move, identity, expectedStageCommit: null }, signal)
    expect(done).toMatchObject({ commit: first.commit, stageTag: 'churn#production#4' })
    expect(gto(remote, 'show')).toMatchObject({ churn: { stage: { production: 'v0.1.0', staging: 'v0.1.0' } } })
  })
})
