import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { Octokit } from 'octokit'
import { describe, expect, it, onTestFinished } from 'vitest'
import { OPERATIONS } from '../../support/github/description.ts'
import {
  type FakeGitHub,
  type FakeGitHubOptions,
  JOB_TOKEN,
  knowsOperation,
  startFakeGitHub,
} from '../../support/github/fake-github.ts'
import { serveGitHub } from '../../support/github/serve-github.ts'
import { COMMIT, makePull } from './made-code-host.ts'

const REPOSITORY = { owner: 'acme', repo: 'models' }
const [OLD, NEW, ASIDE] = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [string, string, string]
const WRITER: FakeGitHubOptions = {
  tokens: {
    'job-token': {
      ...JOB_TOKEN,
      permissions: {
        contents: 'write',
        issues: 'write',
        actions: 'write',
        deployments: 'write',
        security_events: 'write',
      },
    },
  },
}

/** Octokit as it comes, without its retries and pauses. */
function ask(github: Pick<FakeGitHub, 'apiUrl'>, auth = 'job-token'): Octokit['rest'] {
  const options = { auth, baseUrl: github.apiUrl, retry: { enabled: false }, throttle: { enabled: false } }
  return new Octokit({ ...options, log: { debug() {}, info() {}, warn() {}, error() {} } }).rest
}

async function serveHistory(): Promise<FakeGitHub> {
  const github = await serveGitHub(WRITER)
  github.state.commits.set(OLD, { parents: [], workflows: 'a' })
  github.state.commits.set(NEW, { parents: [OLD], workflows: 'a' })
  github.state.commits.set(ASIDE, { parents: [OLD], workflows: 'b' })
  github.state.refs.set('refs/heads/main', NEW)
  return github
}

describe("the fake's words for refs", () => {
  it('refuse one that is there, and an object that is not', async () => {
    const rest = ask(await serveHistory())
    const ref = 'refs/tags/model/churn/r-000001'
    expect((await rest.git.createRef({ ...REPOSITORY, ref, sha: NEW })).data).toMatchObject({
      ref,
      object: { sha: NEW },
    })
    await expect(rest.git.createRef({ ...REPOSITORY, ref, sha: OLD })).rejects.toThrow('Reference already exists')
    await expect(rest.git.createRef({ ...REPOSITORY, ref: 'refs/tags/x', sha: '9'.repeat(40) })).rejects.toThrow(
      'Object does not exist',
    )
    const { data } = await rest.git.listMatchingRefs({ ...REPOSITORY, ref: 'tags/model/' })
    expect(data.map((row) => row.ref)).toEqual([ref])
  })

  it('move a ref forward alone, unless forced', async () => {
    const rest = ask(await serveHistory())
    await rest.git.createRef({ ...REPOSITORY, ref: 'refs/tags/stage/live', sha: OLD })
    await rest.git.updateRef({ ...REPOSITORY, ref: 'tags/stage/live', sha: NEW })
    const back = { ...REPOSITORY, ref: 'tags/stage/live', sha: OLD }
    await expect(rest.git.updateRef(back)).rejects.toThrow('not a fast forward')
    expect((await rest.git.updateRef({ ...back, force: true })).data.object.sha).toBe(OLD)
    await rest.git.deleteRef({ ...REPOSITORY, ref: 'tags/stage/live' })
    await expect(rest.git.getRef({ ...REPOSITORY, ref: 'tags/stage/live' })).rejects.toThrow('Not Found')
  })

  it('refuse a name for workflow files that no branch has, also behind a tag object', async () => {
    const github = await serveHistory()
    const rest = ask(github)
    const named = { ...REPOSITORY, ref: 'refs/tags/aside', sha: ASIDE }
    await expect(rest.git.createRef(named)).rejects.toThrow('not accessible')
    const tag = { ...REPOSITORY, tag: 'aside', message: 'aside', object: ASIDE, type: 'commit' as const }
    const { data } = await rest.git.createTag(tag)
    await expect(rest.git.createRef({ ...named, sha: data.sha })).rejects.toThrow('not accessible')
    github.state.refs.set('refs/heads/aside', ASIDE)
    expect((await rest.git.createRef({ ...named, sha: data.sha })).data.object.type).toBe('tag')
  })
})

describe("the fake's words for other writes", () => {
  it('refuse a long comment, many annotations and a completed run without conclusion', async () => {
    const github = await serveGitHub({ pulls: [makePull({ number: 7 })] })
    const rest = ask(github)
    const comment = (length: number) =>
      rest.issues.createComment({ ...REPOSITORY, issue_number: 7, body: 'x'.repeat(length) })
    expect((await comment(65_536)).status).toBe(201)
    await expect(comment(65_537)).rejects.toThrow('body is too long (maximum is 65536 characters)')
    const run = { ...REPOSITORY, name: 'gate', head_sha: COMMIT }
    await expect(rest.checks.create({ ...run, status: 'completed' } as never)).rejects.toThrow('conclusion')
    const { data } = await rest.checks.create(run)
    expect(data).toMatchObject({ status: 'queued', conclusion: null, output: { annotations_count: 0 } })
    const found = await rest.checks.listForRef({ ...REPOSITORY, ref: COMMIT, check_name: 'gate' })
    expect(found.data.total_count).toBe(1)
  })

  it('take releases with assets, dispatches, deployments, issues and SARIF', async () => {
    const github = await serveHistory()
    const rest = ask(github)
    const release = await rest.repos.createRelease({ ...REPOSITORY, tag_name: 'model/churn/r-000001' })
    const asset = { ...REPOSITORY, release_id: release.data.id, name: 'model.bin', data: 'bytes' }
    const url = release.data.upload_url
    expect((await rest.repos.uploadReleaseAsset({ ...asset, url })).data).toMatchObject({ name: 'model.bin', size: 5 })
    await expect(rest.repos.uploadReleaseAsset({ ...asset, url })).rejects.toThrow('already_exists')
    expect(github.state.refs.get('refs/tags/model/churn/r-000001')).toBe(NEW)

    await rest.repos.createDispatchEvent({ ...REPOSITORY, event_type: 'retrain', client_payload: { reason: 'drift' } })
    await rest.actions.createWorkflowDispatch({ ...REPOSITORY, workflow_id: 'model-cd.yml', ref: 'main' })
    expect(github.state.dispatches).toEqual([
      { event_type: 'retrain', client_payload: { reason: 'drift' } },
      { workflow: 'model-cd.yml', ref: 'main' },
    ])

    const deployment = await rest.repos.createDeployment({ ...REPOSITORY, ref: NEW, environment: 'production' })
    const { id } = deployment.data as { readonly id: number }
    await rest.repos.createDeploymentStatus({ ...REPOSITORY, deployment_id: id, state: 'success' })
    const statuses = await rest.repos.listDeploymentStatuses({ ...REPOSITORY, deployment_id: id })
    expect(statuses.data.map(({ state }) => state)).toEqual(['success'])

    const issue = await rest.issues.create({ ...REPOSITORY, title: 'incident' })
    await rest.issues.addLabels({ ...REPOSITORY, issue_number: issue.data.number, labels: ['modelgate'] })
    await rest.issues.update({ ...REPOSITORY, issue_number: issue.data.number, state: 'closed' })
    const open = await rest.issues.listForRepo({ ...REPOSITORY, labels: 'modelgate' })
    const closed = await rest.issues.listForRepo({ ...REPOSITORY, labels: 'modelgate', state: 'closed' })
    expect([open.data.length, closed.data.length]).toEqual([0, 1])

    const sarif = gzipSync('{"version": "2.1.0"}').toString('base64')
    const upload = { ...REPOSITORY, commit_sha: NEW, ref: 'refs/heads/main', sarif }
    expect((await rest.codeScanning.uploadSarif(upload)).status).toBe(202)
    await expect(rest.codeScanning.uploadSarif({ ...upload, sarif: 'e30=' })).rejects.toThrow('gzip')
  })
})

describe("the fake's words for who asks", () => {
  it.each([
    ['a token that may only read', 'reader', 403, 'Resource not accessible by integration'],
    ['no token that it knows', 'other', 401, 'Bad credentials'],
    ['a token of elsewhere', 'stranger', 404, 'Not Found'],
  ])('refuse %s', async (_, token, status, message) => {
    const github = await serveGitHub({
      isPrivate: true,
      pulls: [makePull({ number: 7 })],
      tokens: {
        reader: { login: 'github-actions[bot]', permissions: { pull_requests: 'read', contents: 'read' } },
        stranger: { login: 'github-actions[bot]', permissions: {}, isStranger: true },
      },
    })
    const refused = ask(github, token).issues.createComment({ ...REPOSITORY, issue_number: 7, body: 'x' })
    await expect(refused).rejects.toMatchObject({ status, message: expect.stringContaining(message) })
    expect(github.state.comments).toEqual([])
  })
})

describe("the fake's reading of GitHub's description", () => {
  it('has a handler of every operation in it', () => {
    expect(OPERATIONS.length).toBeGreaterThan(40)
    expect(OPERATIONS.map(({ id }) => id).filter((id) => !knowsOperation(id))).toEqual([])
  })

  it('refuses what is not described, and remembers it', async () => {
    const github = await startFakeGitHub({ pulls: [makePull({ number: 7 })] })
    const send = async (method: string, path: string, body?: object) => {
      const headers = { authorization: 'token job-token', 'content-type': 'application/json' }
      const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
      return (await fetch(`${github.apiUrl}/repos/acme/models${path}`, init)).status
    }
    try {
      expect(await send('POST', '/issues/7/comments', { text: 'x' })).toBe(422)
      expect(await send('GET', '/pulls?per_page=many')).toBe(422)
      expect(await send('GET', '/pulls?size=3')).toBe(422)
      expect(await send('POST', '/check-runs', { name: 'gate', head_sha: COMMIT, conclusion: 'good' })).toBe(422)
      expect(await send('PUT', '/pulls/7/merge')).toBe(404)
      expect(github.state.violations).toEqual([
        'issues/create-comment: body has no text',
        "issues/create-comment: body must have required property 'body'",
        'pulls/list: query per_page must be integer',
        'pulls/list: query has no size',
        expect.stringContaining('checks/create: body/conclusion must be equal to one of the allowed values'),
        'PUT /repos/acme/models/pulls/7/merge is not described',
      ])
    } finally {
      await github.close()
    }
  })

  it('answers lists in pages with links', async () => {
    const github = await serveGitHub({ pulls: [1, 2, 3, 4, 5].map((number) => makePull({ number })) })
    const { data, headers } = await ask(github).pulls.list({ ...REPOSITORY, per_page: 2, page: 2 })
    expect(data.map(({ number }) => number)).toEqual([3, 2])
    expect(
      [...(headers.link ?? '').matchAll(/[?&]page=(\d).*?rel="(\w+)"/g)].map(([, page, rel]) => [rel, page]),
    ).toEqual([
      ['prev', '1'],
      ['first', '1'],
      ['next', '3'],
      ['last', '3'],
    ])
  })
})

describe('the fake as a process of its own', () => {
  it('prints its address and then each request', async () => {
    const script = fileURLToPath(new URL('../../support/github/serve.mjs', import.meta.url))
    const child = spawn(process.execPath, [script, '{"tokens": {"secret": {"login": "alice"}}}'])
    onTestFinished(() => {
      child.kill()
    })
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
    const next = async () => String((await lines.next()).value)
    const apiUrl = await next()
    expect((await ask({ apiUrl }, 'secret').repos.get(REPOSITORY)).data.full_name).toBe('acme/models')
    expect(JSON.parse(await next())).toMatchObject({ operation: 'repos/get', status: 200, token: 'secret' })
  })
})
