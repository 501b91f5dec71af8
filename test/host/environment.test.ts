import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import examples from '@octokit/webhooks-examples'
import { afterAll, describe, expect, it, vi } from 'vitest'
import {
  type Environment,
  isForeignEvent,
  isOnDefaultBranch,
  readIdentity,
  readTrust,
} from '../../src/host/environment.ts'

const folder = mkdtempSync(join(tmpdir(), 'modelgate-events-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** GitHub's own example of an event, as the runner leaves it on disk; all are of repositories whose default is master. */
function payloadOf(event: string): string {
  const definitions = examples as unknown as readonly { name: string; examples: readonly { repository?: object }[] }[]
  // events without a webhook of their own come with the payload of the one that caused them, or the repository alone
  const source = { pull_request_target: 'pull_request', schedule: 'push', merge_group: 'push' }[event] ?? event
  const example = definitions
    .find(({ name }) => name === source)
    ?.examples.find((candidate) => candidate.repository !== undefined)
  if (example === undefined) throw new Error(`no example of ${event}`)
  const path = join(folder, `${event}.json`)
  writeFileSync(path, JSON.stringify({ ...example, repository: { ...example.repository, default_branch: 'master' } }))
  return path
}

const environment = (variables: Readonly<Record<string, string>>): Environment => ({
  cwd: '/',
  variables,
  isTerminal: false,
  isGitHubActions: variables['GITHUB_ACTIONS'] === 'true',
  isDebug: false,
})

const job = (event: string, ref: string, isProtected = false, more: Readonly<Record<string, string>> = {}) =>
  environment({
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: payloadOf(event),
    GITHUB_REF: ref,
    GITHUB_REF_PROTECTED: String(isProtected),
    ...more,
  })

const MASTER = 'refs/heads/master'

describe('readTrust', () => {
  it.each([
    ['push', MASTER, false, 'protected'],
    ['push', 'refs/heads/release', true, 'protected'],
    ['push', 'refs/heads/feature', false, 'pull_request'],
    ['push', 'refs/heads/master/feature', false, 'pull_request'],
    ['push', 'refs/tags/master', false, 'pull_request'],
    ['push', 'refs/tags/v1.0.0', true, 'pull_request'],
    ['schedule', MASTER, false, 'protected'],
    ['workflow_dispatch', MASTER, false, 'protected'],
    ['workflow_dispatch', 'refs/heads/feature', false, 'pull_request'],
    ['repository_dispatch', MASTER, false, 'protected'],
    ['merge_group', 'refs/heads/gh-readonly-queue/master/pr-2-0000', false, 'protected'],
    ['pull_request', 'refs/pull/2/merge', false, 'pull_request'],
    ['pull_request_target', MASTER, true, 'pull_request'],
    ['pull_request_review', 'refs/pull/2/merge', false, 'pull_request'],
    ['workflow_run', MASTER, true, 'pull_request'],
    ['issue_comment', MASTER, true, 'pull_request'],
    ['release', 'refs/tags/v1.0.0', true, 'pull_request'],
  ])('of %s on %s, protected %s, is %s', (event, ref, isProtected, trust) => {
    expect(readTrust(job(event, ref, isProtected))).toBe(trust)
  })

  it("finds the default branch where GitHub's own toolkit finds it", async () => {
    vi.stubEnv('GITHUB_EVENT_PATH', payloadOf('push'))
    const { context } = await import('@actions/github')
    vi.unstubAllEnvs()
    const branch = context.payload.repository?.['default_branch']
    expect(branch).toBe('master')
    expect(isOnDefaultBranch(job('push', `refs/heads/${branch}`))).toBe(true)
  })

  it('is local outside GitHub Actions, whatever else is set', () => {
    expect(readTrust(environment({}))).toBe('local')
    expect(readTrust(job('push', MASTER, true, { GITHUB_ACTIONS: 'false' }))).toBe('local')
  })

  it('is not protected where the payload is missing, broken or of another shape', () => {
    const paths = ['no-such.json', 'broken.json', 'other.json', 'null.json'].map((name) => join(folder, name))
    writeFileSync(paths[1]!, '{"repository": {"default_branch": "mas')
    writeFileSync(paths[2]!, '{"repository": {"default_branch": 1}}')
    writeFileSync(paths[3]!, 'null')
    const trusts = paths.map((path) => readTrust(job('push', MASTER, false, { GITHUB_EVENT_PATH: path })))
    expect(trusts).toEqual(Array(4).fill('pull_request'))
    const { GITHUB_EVENT_PATH, ...rest } = job('push', MASTER).variables as Record<string, string>
    expect(readTrust(environment(rest))).toBe('pull_request')
  })
})

describe('isForeignEvent', () => {
  it.each([
    ['issue_comment', true],
    ['workflow_run', true],
    ['pull_request', false],
    ['pull_request_target', false],
    ['push', false],
    ['merge_group', false],
  ])('says of %s: %s', (event, isForeign) => {
    const variables = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: event }
    expect(isForeignEvent(environment(variables))).toBe(isForeign)
    expect(isForeignEvent(environment({ GITHUB_EVENT_NAME: event }))).toBe(false)
  })
})

describe('isOnDefaultBranch', () => {
  it("is so for the repository's own events on that branch alone", () => {
    expect(isOnDefaultBranch(job('push', MASTER))).toBe(true)
    expect(isOnDefaultBranch(job('push', 'refs/heads/release', true))).toBe(false)
    expect(isOnDefaultBranch(job('pull_request_target', MASTER, true))).toBe(false)
    expect(isOnDefaultBranch(job('push', MASTER, true, { GITHUB_ACTIONS: '' }))).toBe(false)
  })
})

describe('readIdentity', () => {
  const actor = { GITHUB_ACTIONS: 'true', GITHUB_ACTOR: 'octocat', GITHUB_ACTOR_ID: '583231' }

  it.each([
    [
      'the actor, by the address that GitHub knows',
      { ...actor, GITHUB_SERVER_URL: 'https://github.com' },
      'octocat',
      '583231+octocat@users.noreply.github.com',
    ],
    [
      "the actor of a company's own server",
      { ...actor, GITHUB_SERVER_URL: 'https://git.acme.example' },
      'octocat',
      '583231+octocat@users.noreply.git.acme.example',
    ],
    [
      'the actor without an id',
      { GITHUB_ACTIONS: 'true', GITHUB_ACTOR: 'octocat', GITHUB_SERVER_URL: 'https://github.com' },
      'octocat',
      'octocat@users.noreply.github.com',
    ],
    [
      "git's committer outside of a job",
      { GIT_COMMITTER_NAME: 'Example', GIT_COMMITTER_EMAIL: 'e@example.org', GITHUB_ACTOR: 'octocat' },
      'Example',
      'e@example.org',
    ],
  ])('is %s', (_, variables, name, email) => {
    expect(readIdentity(environment(variables))).toEqual({ name, email })
  })

  it("is left to git's own configuration where the environment says nothing, or half of it", () => {
    expect(readIdentity(environment({}))).toBeNull()
    expect(readIdentity(environment({ GIT_COMMITTER_NAME: 'Example' }))).toBeNull()
  })
})
