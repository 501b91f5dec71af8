import { describe, expect, it } from 'vitest'
import { markBody } from '../../../src/backends/github/comment-marker.ts'
import { type FakeGitHub, JOB_TOKEN } from '../../support/github/fake-github.ts'
import { serveGitHub } from '../../support/github/serve-github.ts'
import { makeCodeHost, makePull, RUNNING } from './made-code-host.ts'

const BOT = 'github-actions[bot]'
const serve = (permissions: Readonly<Record<string, 'read' | 'write'>> = JOB_TOKEN.permissions!) =>
  serveGitHub({ pulls: [makePull({ number: 7 })], tokens: { 'job-token': { login: BOT, permissions } } })
const bodies = (github: FakeGitHub) => github.state.comments.map(({ body }) => body)
const countOf = (github: FakeGitHub, operation: string) =>
  github.requests.filter((request) => request.operation === operation).length

describe('a write whose answer is lost', () => {
  it.each([
    ['cut-after', 1],
    ['bad-gateway-after', 1],
    ['cut-before', 2],
    ['bad-gateway', 2],
  ] as const)('by %s makes one comment', async (kind, requests) => {
    const github = await serve()
    github.fail({ operation: 'issues/create-comment', kind })
    const seen: (string | null)[] = []
    const render = (before: string | null) => {
      seen.push(before)
      return 'report'
    }
    const posted = await makeCodeHost(github).putComment(7, 'ci', render, RUNNING)
    expect(posted).toMatchObject({ kind: 'posted', isNew: true })
    expect(bodies(github)).toEqual([markBody('ci', 'report')])
    expect(countOf(github, 'issues/create-comment')).toBe(requests)
    // a report that came through is not taken for an earlier one
    expect(new Set(seen)).toEqual(new Set([null]))
  })

  it.each([
    ['cut-after', 1],
    ['cut-before', 2],
  ] as const)('by %s changes the comment once', async (kind, requests) => {
    const github = await serve()
    github.state.addComment(7, BOT, markBody('ci', 'old'))
    github.fail({ operation: 'issues/update-comment', kind })
    const posted = await makeCodeHost(github).putComment(7, 'ci', (before) => `after ${before}`, RUNNING)
    expect(posted).toMatchObject({ kind: 'posted', isNew: false })
    expect(bodies(github)).toEqual([markBody('ci', 'after old')])
    expect(countOf(github, 'issues/update-comment')).toBe(requests)
  })

  it('is given up after four attempts, without a second comment', async () => {
    const github = await serve()
    github.fail({ operation: 'issues/create-comment', kind: 'bad-gateway', times: 99 })
    const posted = await makeCodeHost(github).putComment(7, 'ci', () => 'report', RUNNING)
    expect(posted).toMatchObject({ kind: 'refused', permission: null, reason: expect.stringContaining('502') })
    expect(countOf(github, 'issues/create-comment')).toBe(4)
  })
})

describe('a refusal', () => {
  it('of a token that may only read names the line to add', async () => {
    const github = await serve({ contents: 'read' })
    expect(await makeCodeHost(github).putComment(7, 'ci', () => 'report', RUNNING)).toEqual({
      kind: 'refused',
      reason: expect.stringMatching(
        /^cannot comment on pull request 7: 127\.0\.0\.1:\d+ answers 403: Resource not accessible by integration$/,
      ),
      permission: 'pull-requests: write',
    })
  })

  it('of a private repository out of sight says so', async () => {
    const tokens = { 'job-token': { login: BOT, permissions: {}, isStranger: true } }
    const github = await serveGitHub({ isPrivate: true, tokens, pulls: [makePull({ number: 7 })] })
    expect(await makeCodeHost(github).putComment(7, 'ci', () => 'report', RUNNING)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/404: Not Found; .* may not see/),
      permission: 'pull-requests: write',
    })
    await expect(makeCodeHost(github).findComment(7, 'ci', RUNNING)).rejects.toThrow(/comments of pull request 7.*404/)
  })

  it('of the token never shows it', async () => {
    const github = await serveGitHub({ tokens: {} })
    const posted = await makeCodeHost(github, { token: 'ghs_secret' }).putComment(7, 'ci', () => 'report', RUNNING)
    expect(posted).toMatchObject({ kind: 'refused', reason: expect.stringContaining('401'), permission: null })
    expect(JSON.stringify(posted)).not.toContain('ghs_secret')
    const error = await makeCodeHost(github, { token: 'ghs_secret' })
      .findComment(7, 'ci', RUNNING)
      .then(
        () => null,
        (reason: unknown) => reason as Error,
      )
    expect(`${error?.message} ${error?.stack} ${JSON.stringify(error?.cause)}`).not.toContain('ghs_secret')
  })
})

describe('a fault of the renderer', () => {
  it('is no refusal', async () => {
    const github = await serve()
    const fault = new TypeError('x is not a function')
    const render = () => {
      throw fault
    }
    await expect(makeCodeHost(github).putComment(7, 'ci', render, RUNNING)).rejects.toBe(fault)
  })
})

describe('a rate limit', () => {
  it.each(['secondary-rate', 'primary-rate'] as const)('that is soon over (%s) is waited for', async (kind) => {
    const github = await serve()
    github.fail({ operation: 'issues/create-comment', kind, retryAfter: 2 })
    expect(await makeCodeHost(github).putComment(7, 'ci', () => 'report', RUNNING)).toMatchObject({ kind: 'posted' })
    expect(bodies(github)).toEqual([markBody('ci', 'report')])
  })

  it.each(['issues/list-comments', 'issues/create-comment'])(
    'that lasts longer than two minutes is told of and not waited for: %s',
    async (operation) => {
      const github = await serve()
      github.fail({ operation, kind: 'secondary-rate', retryAfter: 900, times: 99 })
      expect(await makeCodeHost(github).putComment(7, 'ci', () => 'report', RUNNING)).toMatchObject({
        kind: 'refused',
        reason: expect.stringContaining('it asks to wait 900 s'),
        permission: null,
      })
      expect(countOf(github, operation)).toBe(1)
    },
  )
})
