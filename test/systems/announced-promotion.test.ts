import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mergePull } from '../commands/promote/hosted-repository.ts'
import { repository } from '../commands/promote/promotion-outcomes.ts'
import type { PromotionRepository } from '../commands/promote/promotion-repository.ts'
import { startAction, TOKEN } from '../host/action-run.ts'
import { git } from '../support/git.ts'
import { serveGit } from '../support/git-http-server.ts'
import { type FakeGitHub, JOB_TOKEN } from '../support/github/fake-github.ts'
import { serveGitHub } from '../support/github/serve-github.ts'

/** What alone may push here, as a ruleset on creating tags makes it. */
const APP_TOKEN = 'ghs_appTokenThatMayTag'

const DEPLOY = `on:
  workflow_dispatch:
    inputs: {model: {required: true}, version: {required: true}, stage: {required: true}}
jobs: {}
`

interface Hosted {
  readonly repo: PromotionRepository
  readonly github: FakeGitHub
  step(name: 'promote' | 'rollback', inputs: Readonly<Record<string, string>>): ReturnType<typeof startAction>
}

/** A repository on a server of its own beside the fake of the API: the job's token may read both and write the API. */
async function host(): Promise<Hosted> {
  const repo = repository({ '.github/workflows/model-deploy.yml': DEPLOY })
  git(repo.remote, 'config', 'http.receivepack', 'true')
  const { origin } = await serveGit(repo.folder, { token: APP_TOKEN })
  git(repo.clone, 'remote', 'set-url', 'origin', `${origin}/remote.git`)
  const permissions = { contents: 'write', actions: 'write', issues: 'write', pull_requests: 'write' } as const
  const github = await serveGitHub({ tokens: { [TOKEN]: { ...JOB_TOKEN, permissions } } })
  mergePull(repo, github)
  const job = {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_PROTECTED: 'true',
    GITHUB_REPOSITORY: 'acme/models',
    GITHUB_SERVER_URL: origin,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_RUN_ID: '42',
    GITHUB_ACTOR: 'octocat',
  }
  repo.variables = job
  const step: Hosted['step'] = (name, inputs) =>
    startAction(name, {
      workspace: repo.clone,
      temporary: join(repo.folder, 'runner'),
      inputs: { model: 'churn', stage: 'production', 'registry-token': APP_TOKEN, ...inputs },
      event: 'push',
      environment: job,
    })
  return { repo, github, step }
}

describe('the actions, against the API and a git server', () => {
  it('promote with a release, a dispatch and a comment, roll back with an issue, and repeat nothing of it', async () => {
    const { repo, github, step } = await host()
    const promote = async (extras: Readonly<Record<string, string>> = {}) => {
      const { files, digests } = await repo.judge()
      return step('promote', { evidence: files.join('\n'), 'evidence-digest': digests.join('\n'), ...extras })
    }
    const first = await promote({ comment: 'false' })
    expect(first.exitCode, first.log).toBe(0)
    expect(github.requests.filter(({ method }) => method !== 'GET')).toEqual([])
    repo.train('two')
    const { files, digests } = await repo.judge()
    const extras = { comment: 'true', release: 'true', dispatch: 'model-deploy.yml' }
    const again = () =>
      step('promote', { evidence: files.join('\n'), 'evidence-digest': digests.join('\n'), ...extras })
    for (const run of [await again(), await again()]) {
      expect(run.exitCode, run.log).toBe(0)
      expect(run.outputs).toMatchObject({ version: 'v0.2.0', stage: 'production', blocks: 'false' })
      expect(run.log).toContain(`::add-mask::${APP_TOKEN}`)
    }
    expect(github.state.releases.map(({ tag_name }) => tag_name)).toEqual(['churn@v0.2.0'])
    expect(github.state.dispatches).toEqual([
      {
        workflow: 'model-deploy.yml',
        ref: 'main',
        inputs: { model: 'churn', version: 'v0.2.0', stage: 'production' },
      },
    ])
    expect(
      github.state.comments.map(({ issue, body }) => [issue, body.includes('churn v0.2.0 is in production')]),
    ).toEqual([[7, true]])

    for (const run of [
      await step('rollback', { reason: 'recall drops', issue: 'true' }),
      await step('rollback', { reason: 'recall drops', issue: 'true' }),
    ]) {
      expect(run.exitCode, run.log).toBe(0)
      expect(run.outputs).toMatchObject({ version: 'v0.1.0' })
    }
    expect([...github.state.issues.values()].map(({ title, state }) => [title, state])).toEqual([
      ['churn in production: rolled back from v0.2.0 to v0.1.0', 'open'],
    ])
    expect(repo.tags().filter((tag) => tag.startsWith('churn#production#'))).toHaveLength(3)
  })

  it('push by no other token than the one that is given for it', async () => {
    const { repo, step } = await host()
    const { files, digests } = await repo.judge()
    const inputs = { evidence: files.join('\n'), 'evidence-digest': digests.join('\n'), 'registry-token': '' }
    const run = await step('promote', inputs)
    expect(run.exitCode).toBe(4)
    expect(repo.tags()).toEqual([])
  })
})
