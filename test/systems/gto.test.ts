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
