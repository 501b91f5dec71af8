import { describe, expect, it } from 'vitest'
import type { CheckRunDraft } from '../../../src/ports/code-host.ts'
import type { FakeGitHub } from '../../support/github/fake-github.ts'
import { serveGitHub } from '../../support/github/serve-github.ts'
import { COMMIT, makeCodeHost, RUNNING } from './made-code-host.ts'

const draft = (facts: Partial<CheckRunDraft> & { readonly count?: number } = {}): CheckRunDraft => ({
  name: 'modelgate',
  headCommit: COMMIT,
  conclusion: 'failure',
  title: 'churn may not be promoted',
  summary: 'auc fell',
  detailsUrl: 'https://github.test/acme/models/actions/runs/1',
  annotations: Array.from({ length: facts.count ?? 0 }, (_, index) => ({
    path: 'models/churn.yml',
    line: index,
    level: 'failure',
    title: `finding ${index}`,
    message: 'measured 0.71, at least 0.75 allowed',
  })),
  ...facts,
})
const portions = (github: FakeGitHub) =>
  github.requests
    .filter(({ operation }) => /checks\/(create|update)/.test(operation))
    .map(({ body }) => (body as { output: { annotations: readonly unknown[] } }).output.annotations.length)
const titles = (github: FakeGitHub) => github.state.checkRuns[0]?.annotations.map(({ title }) => title)

describe('a check run', () => {
  it('is made on the head commit, with its conclusion', async () => {
    const github = await serveGitHub()
    const posted = await makeCodeHost(github).putCheckRun(draft({ count: 2 }), RUNNING)
    expect(posted).toEqual({ kind: 'posted', url: expect.stringContaining('/runs/'), isNew: true })
    expect(github.state.checkRuns).toMatchObject([
      {
        name: 'modelgate',
        head_sha: COMMIT,
        status: 'completed',
        conclusion: 'failure',
        annotations: [{ start_line: 1, end_line: 1, annotation_level: 'failure' }, { start_line: 1 }],
      },
    ])
    expect(github.state.violations).toEqual([])
  })

  it('gets its annotations in portions of 50, all of them once and in order', async () => {
    const github = await serveGitHub()
    await makeCodeHost(github).putCheckRun(draft({ count: 120 }), RUNNING)
    expect(portions(github)).toEqual([50, 50, 20])
    expect(titles(github)).toEqual(Array.from({ length: 120 }, (_, index) => `finding ${index}`))
  })

  it.each(['cut-after', 'cut-before', 'bad-gateway-after'] as const)(
    'is made once where its answer is lost (%s)',
    async (kind) => {
      const github = await serveGitHub()
      github.fail({ operation: 'checks/create', kind })
      expect(await makeCodeHost(github).putCheckRun(draft(), RUNNING)).toMatchObject({ kind: 'posted' })
      expect(github.state.checkRuns).toHaveLength(1)
    },
  )

  it.each(['cut-after', 'cut-before'] as const)('doubles no annotations where an answer is lost (%s)', async (kind) => {
    const github = await serveGitHub()
    github.fail({ operation: 'checks/update', kind })
    await makeCodeHost(github).putCheckRun(draft({ count: 120 }), RUNNING)
    expect(titles(github)).toHaveLength(120)
    expect(new Set(titles(github)).size).toBe(120)
  })

  it('stands with its conclusion where a later portion is refused', async () => {
    const github = await serveGitHub()
    github.fail({ operation: 'checks/update', kind: 'permission' })
    const warnings: string[] = []
    const logger = { info() {}, debug() {}, warning: (text: string) => warnings.push(text) }
    expect(await makeCodeHost(github, { logger }).putCheckRun(draft({ count: 60 }), RUNNING)).toMatchObject({
      kind: 'posted',
    })
    expect(warnings).toEqual([expect.stringMatching(/check run modelgate lacks annotations: .*403/)])
  })

  it('is cut to what GitHub takes, never through a character', async () => {
    const github = await serveGitHub()
    const [annotation] = draft({ count: 1 }).annotations
    const long = draft({
      title: 'x'.repeat(300),
      summary: '😀'.repeat(40_000),
      annotations: [{ ...annotation!, title: '😀'.repeat(200), message: 'é'.repeat(40_000) }],
    })
    expect(await makeCodeHost(github).putCheckRun(long, RUNNING)).toMatchObject({ kind: 'posted' })
    const [run] = github.state.checkRuns
    const sizes = [
      run?.output.title,
      run?.output.summary,
      run?.annotations[0]?.['title'],
      run?.annotations[0]?.['message'],
    ]
    expect(sizes.map((text) => Buffer.byteLength(String(text)))).toEqual([255, 65_535, 255, 63_999])
    expect(JSON.stringify(run)).not.toMatch(/\\ud[89ab]|\uFFFD/)
  })

  it('of a token without the permission names the line to add', async () => {
    const tokens = { 'job-token': { login: 'github-actions[bot]', permissions: { contents: 'read' as const } } }
    const github = await serveGitHub({ tokens })
    expect(await makeCodeHost(github).putCheckRun(draft(), RUNNING)).toEqual({
      kind: 'refused',
      reason: expect.stringContaining('403: Resource not accessible by integration'),
      permission: 'checks: write',
    })
  })

  it('of a commit that the repository does not have is refused', async () => {
    const github = await serveGitHub()
    github.state.commits.set('e'.repeat(40), { parents: [], workflows: 'w' })
    expect(await makeCodeHost(github).putCheckRun(draft(), RUNNING)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(`422: No commit found for SHA: ${COMMIT}`),
      permission: null,
    })
  })

  it("of a person's token says who may make one", async () => {
    const github = await serveGitHub({ tokens: { 'job-token': { login: 'alice', type: 'User' } } })
    expect(await makeCodeHost(github).putCheckRun(draft(), RUNNING)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('must authenticate via a GitHub App'),
      permission: null,
    })
  })
})
