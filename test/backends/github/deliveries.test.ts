import { describe, expect, it } from 'vitest'
import { type FakeGitHub, JOB_TOKEN } from '../../support/github/fake-github.ts'
import { serveGitHub } from '../../support/github/serve-github.ts'
import { COMMIT, makeCodeHost, makePull, RUNNING } from './made-code-host.ts'

const serve = (permissions: Readonly<Record<string, 'read' | 'write'>> = {}): Promise<FakeGitHub> =>
  serveGitHub({ tokens: { 'job-token': { ...JOB_TOKEN, permissions: { ...JOB_TOKEN.permissions, ...permissions } } } })

const RELEASE = { tag: 'churn@v1.2.0', title: 'churn v1.2.0', body: 'ROC AUC 0.84' }

describe('a release', () => {
  it('is made once for a tag, and never as the latest', async () => {
    const github = await serve({ contents: 'write' })
    const host = makeCodeHost(github)
    const first = await host.putRelease(RELEASE, RUNNING)
    const again = await host.putRelease({ ...RELEASE, body: 'other words' }, RUNNING)
    const url = 'https://github.test/acme/models/releases/tag/churn%40v1.2.0'
    expect([first, again]).toEqual([
      { kind: 'posted', url, isNew: true },
      { kind: 'posted', url, isNew: false },
    ])
    expect(github.state.releases).toMatchObject([
      { tag_name: 'churn@v1.2.0', body: 'ROC AUC 0.84', make_latest: 'false' },
    ])
  })

  it.each(['cut-after', 'bad-gateway-after'] as const)(
    'that is there although the answer was lost (%s) is found',
    async (kind) => {
      const github = await serve({ contents: 'write' })
      github.fail({ operation: 'repos/create-release', kind })
      expect(await makeCodeHost(github).putRelease(RELEASE, RUNNING)).toMatchObject({ kind: 'posted', isNew: true })
      expect(github.state.releases).toHaveLength(1)
    },
  )

  it('names the permission that is missing', async () => {
    const refused = await makeCodeHost(await serve()).putRelease(RELEASE, RUNNING)
    expect(refused).toMatchObject({ kind: 'refused', permission: 'contents: write' })
  })
})

describe('a dispatch', () => {
  const workflow = { kind: 'workflow', workflow: 'deploy.yml', branch: 'main', inputs: { model: 'churn' } } as const

  it('of a workflow starts it on the branch with its inputs, and names the run', async () => {
    const github = await serve({ actions: 'write' })
    const posted = await makeCodeHost(github).dispatch(workflow, RUNNING)
    expect(posted).toEqual({ kind: 'posted', url: expect.stringContaining('/acme/models/actions/runs/'), isNew: true })
    expect(github.state.dispatches).toEqual([{ workflow: 'deploy.yml', ref: 'main', inputs: { model: 'churn' } }])
  })

  it('of an event sends what it carries', async () => {
    const github = await serve({ contents: 'write' })
    const event = { kind: 'event', type: 'model-promoted', payload: { model: 'churn', stage: null } } as const
    expect(await makeCodeHost(github).dispatch(event, RUNNING)).toMatchObject({ kind: 'posted' })
    expect(github.state.dispatches).toEqual([
      { event_type: 'model-promoted', client_payload: { model: 'churn', stage: null } },
    ])
  })

  it('whose answer was lost is not sent again, and said to be unclear', async () => {
    const github = await serve({ actions: 'write' })
    github.fail({ operation: 'actions/create-workflow-dispatch', kind: 'cut-after' })
    const refused = await makeCodeHost(github).dispatch(workflow, RUNNING)
    expect(refused).toMatchObject({ kind: 'refused', reason: expect.stringContaining('may have begun all the same') })
    expect(github.state.dispatches).toHaveLength(1)
  })

  it('names the permission, and says what GitHub says of inputs that it does not know', async () => {
    expect(await makeCodeHost(await serve()).dispatch(workflow, RUNNING)).toMatchObject({
      permission: 'actions: write',
    })
    const github = await serve({ actions: 'write' })
    github.state.workflowInputs.set('deploy.yml', ['stage'])
    expect(await makeCodeHost(github).dispatch(workflow, RUNNING)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('Unexpected inputs provided'),
      permission: null,
    })
  })

  it('is found among the runs that began since', async () => {
    const github = await serve({ actions: 'write' })
    const host = makeCodeHost(github)
    const run = { workflow: 'deploy.yml', branch: 'main', since: '2026-01-01T00:00:00Z' }
    expect(await host.findDispatched(run, RUNNING)).toEqual([])
    await host.dispatch(workflow, RUNNING)
    expect(await host.findDispatched(run, RUNNING)).toHaveLength(1)
    expect(await host.findDispatched({ ...run, since: '2999-01-01T00:00:00Z' }, RUNNING)).toEqual([])
    expect(await host.findDispatched({ ...run, branch: 'next' }, RUNNING)).toEqual([])
  })
})

describe('the pull request of a commit', () => {
  it('is the one whose merge brought it, also from a fork', async () => {
    const github = await serve()
    const merged = { merged_at: '2026-01-02T00:00:00Z', merge_commit_sha: COMMIT, state: 'closed' }
    const pull = makePull({ number: 7, repository: 'mallory/models', commit: 'c'.repeat(40) })
    github.state.pulls.set(7, { ...pull, ...merged, html_url: 'https://github.test/acme/models/pull/7' })
    expect(await makeCodeHost(github).findPullsOfCommit(COMMIT, RUNNING)).toEqual([
      {
        number: 7,
        url: 'https://github.test/acme/models/pull/7',
        mergedAt: '2026-01-02T00:00:00Z',
        mergeCommit: COMMIT,
      },
    ])
  })
})

describe('protection', () => {
  const ruleset = {
    id: 1,
    name: 'registry',
    target: 'tag',
    source_type: 'Organization',
    source: 'acme',
    enforcement: 'active',
    conditions: { ref_name: { include: ['refs/tags/**/*'], exclude: [] } },
    rules: [{ type: 'update' }, { type: 'deletion' }],
  }

  it('by rulesets for tags is read with what hangs on them, without those that are switched off', async () => {
    const github = await serve()
    const actors = [
      { actor_type: 'RepositoryRole', actor_id: 5, bypass_mode: 'always' },
      { actor_type: 'Integration', actor_id: 77, bypass_mode: 'always' },
    ]
    github.state.rulesets.push(
      { ...ruleset, bypass_actors: actors, current_user_can_bypass: 'never' },
      { ...ruleset, id: 2, name: 'off', enforcement: 'disabled' },
      { ...ruleset, id: 3, name: 'branches', target: 'branch' },
      { ...ruleset, id: 4, name: 'trial', enforcement: 'evaluate', conditions: { ref_name: { include: ['~ALL'] } } },
    )
    expect(await makeCodeHost(github).tagRules(RUNNING)).toEqual({
      kind: 'known',
      rulesets: [
        {
          ...{ name: 'registry', source: 'acme', enforcement: 'active', include: ['refs/tags/**/*'], exclude: [] },
          ...{ rules: ['update', 'deletion'], bypass: ['role admin', 'app 77'], isBypassed: false },
        },
        {
          ...{ name: 'trial', source: 'acme', enforcement: 'evaluate', include: ['~ALL'], exclude: [] },
          ...{ rules: ['update', 'deletion'], bypass: null, isBypassed: null },
        },
      ],
    })
    expect(github.requests[0]!.path).toContain('includes_parents=true')
  })

  it('is unknown where the token may not ask', async () => {
    const github = await serve()
    github.fail({ operation: 'repos/get-repo-rulesets', kind: 'permission' })
    expect(await makeCodeHost(github).tagRules(RUNNING)).toEqual({
      kind: 'unknown',
      reason: expect.stringContaining('403'),
    })
  })

  it('of an environment is its reviewers; none of that name is told apart from one that may not be seen', async () => {
    const github = await serve()
    github.state.environments.push(
      {
        name: 'production',
        protection_rules: [
          { id: 1, type: 'wait_timer', wait_timer: 5 },
          {
            id: 2,
            type: 'required_reviewers',
            prevent_self_review: true,
            reviewers: [
              { type: 'User', reviewer: { login: 'octocat' } },
              { type: 'Team', reviewer: { slug: 'ml' } },
            ],
          },
        ],
      },
      { name: 'open', protection_rules: [] },
    )
    const host = makeCodeHost(github)
    expect(await host.environment('production', RUNNING)).toMatchObject({ kind: 'known', preventsSelfReview: true })
    expect((await host.environment('production', RUNNING)) as object).toHaveProperty('reviewers.length', 2)
    expect(await host.environment('open', RUNNING)).toEqual({ kind: 'known', reviewers: [], preventsSelfReview: false })
    expect(await host.environment('elsewhere', RUNNING)).toEqual({ kind: 'missing' })
    github.fail({ operation: 'repos/get-environment', kind: 'permission' })
    expect(await host.environment('production', RUNNING)).toMatchObject({ kind: 'unknown' })
  })

  it('tells who approved a run, and leaves out who refused', async () => {
    const github = await serve()
    const review = { environments: [{ name: 'production' }], comment: 'looks good', user: { login: 'octocat' } }
    github.state.approvals.set('42', [
      { ...review, state: 'approved' },
      { ...review, state: 'rejected' },
    ])
    expect(await makeCodeHost(github).approvals(42, RUNNING)).toEqual([
      { by: 'octocat', environments: ['production'], comment: 'looks good' },
    ])
  })
})

describe('an issue', () => {
  const draft = {
    key: 'incident churn production',
    title: 'churn was rolled back',
    body: 'First.',
    labels: ['model-incident'],
    news: { key: 'churn#production#4', text: 'Back to v0.2.0.' },
  }

  it('is opened once, brought up to date where it is open, and told each piece of news once', async () => {
    const github = await serve({ issues: 'write' })
    const host = makeCodeHost(github)
    expect(await host.putIssue(draft, RUNNING)).toMatchObject({ kind: 'posted', isNew: true })
    expect(await host.putIssue(draft, RUNNING)).toMatchObject({ kind: 'posted', isNew: false })
    expect(github.state.comments).toEqual([])
    const next = { ...draft, body: 'First. Second.', news: { key: 'churn#production#5', text: 'Back to v0.1.0.' } }
    expect(await host.putIssue(next, RUNNING)).toMatchObject({ isNew: false })
    await host.putIssue(next, RUNNING)
    expect(github.state.issues.size).toBe(1)
    expect([...github.state.issues.values()][0]).toMatchObject({
      body: expect.stringMatching(/First\. Second\.$/),
      labels: ['model-incident'],
    })
    expect(github.state.comments.map(({ body }) => body.split('\n').at(-1))).toEqual(['Back to v0.1.0.'])
  })

  it('that a person closed stays closed for the same news, and another is opened for the next', async () => {
    const github = await serve({ issues: 'write' })
    const host = makeCodeHost(github)
    await host.putIssue(draft, RUNNING)
    const closing = { ...draft, news: { key: 'quiet', text: 'Quiet since.' } }
    expect(await host.closeIssue(closing, RUNNING)).toMatchObject({ kind: 'posted' })
    expect(github.state.comments.map(({ body }) => body.split('\n').at(-1))).toEqual(['Quiet since.'])
    expect(await host.closeIssue(closing, RUNNING)).toBeNull()
    expect(await host.putIssue(draft, RUNNING)).toMatchObject({ kind: 'posted', isNew: false })
    expect(github.state.issues.size).toBe(1)
    await host.putIssue({ ...draft, news: { key: 'churn#production#9', text: 'Again.' } }, RUNNING)
    expect([...github.state.issues.values()].map(({ state }) => state)).toEqual(['closed', 'open'])
  })

  it('of a stranger with our marker is neither believed nor touched', async () => {
    const github = await serve({ issues: 'write' })
    const host = makeCodeHost(github)
    await host.putIssue(draft, RUNNING)
    const [number, issue] = [...github.state.issues][0]!
    github.state.issues.set(number, { ...issue, user: { login: 'mallory', type: 'User' } })
    expect(await host.putIssue(draft, RUNNING)).toMatchObject({ isNew: true })
    expect(github.state.issues.size).toBe(2)
  })

  it('is known though the answer was lost, and names the permission that is missing', async () => {
    const github = await serve({ issues: 'write' })
    github.fail({ operation: 'issues/create', kind: 'cut-after' })
    expect(await makeCodeHost(github).putIssue(draft, RUNNING)).toMatchObject({ kind: 'posted', isNew: true })
    expect(github.state.issues.size).toBe(1)
    expect(await makeCodeHost(await serve()).putIssue(draft, RUNNING)).toMatchObject({ permission: 'issues: write' })
  })

  it('is given up after its time, and a caller who stops is heard at once', async () => {
    const github = await serve({ issues: 'write' })
    github.fail({ operation: 'issues/list-for-repo', kind: 'slow', delayMs: 2000 })
    const late = await makeCodeHost(github, { waits: { callMs: 50 } }).putIssue(draft, RUNNING)
    expect(late).toMatchObject({ kind: 'refused', reason: expect.stringContaining('it took longer than') })
    await expect(makeCodeHost(github).putIssue(draft, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
  })
})
