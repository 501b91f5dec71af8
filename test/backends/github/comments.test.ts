import { describe, expect, it } from 'vitest'
import { MARKER_LENGTH, markBody, readMarked } from '../../../src/backends/github/comment-marker.ts'
import type { FakeGitHub } from '../../support/github/fake-github.ts'
import { serveGitHub } from '../../support/github/serve-github.ts'
import { makeCodeHost, makePull, RUNNING } from './made-code-host.ts'

const BOT = 'github-actions[bot]'
const serve = () => serveGitHub({ pulls: [makePull({ number: 7 })] })
const bodies = (github: FakeGitHub) => github.state.comments.map(({ body }) => body)
const operations = (github: FakeGitHub) => github.requests.map(({ operation }) => operation)

describe('the marker of a comment', () => {
  it('stands in the first line, fits into 200 characters and hides what a key holds', () => {
    const body = markBody('--> @everyone', 'text')
    expect(body).toMatch(/^<!-- modelgate-report [0-9a-f]{32} -->\ntext$/)
    expect(body).toHaveLength(MARKER_LENGTH + 4)
    expect(MARKER_LENGTH).toBeLessThan(200)
  })

  it.each([
    ['as written', markBody('ci', 'text'), 'text'],
    ['with the line ends of a browser', markBody('ci', 'text').replace('\n', '\r\n'), 'text'],
    ['of another key', markBody('cd', 'text'), null],
    ['in the second line', `quoted:\n${markBody('ci', 'text')}`, null],
    ['of an empty report', markBody('ci', ''), ''],
    ['nowhere', 'text', null],
  ])('is read %s', (_, body, text) => {
    expect(readMarked('ci', body)).toBe(text)
  })
})

describe('the report comment', () => {
  it('is written anew, then in place', async () => {
    const github = await serve()
    const host = makeCodeHost(github)
    const first = await host.putComment(7, 'ci', (before) => `first after ${before}`, RUNNING)
    expect(first).toEqual({ kind: 'posted', url: expect.stringMatching(/pull\/7#issuecomment-\d+$/), isNew: true })
    const second = await host.putComment(7, 'ci', (before) => `second after ${before}`, RUNNING)
    expect(second).toEqual({ ...first, isNew: false })
    expect(bodies(github)).toEqual([markBody('ci', 'second after first after null')])
    expect(await host.findComment(7, 'ci', RUNNING)).toMatchObject({ body: 'second after first after null' })
    expect(github.state.violations).toEqual([])
    expect(github.requests[0]?.userAgent).toMatch(/^modelgate\/0\.0\.0 /)
  })

  it('is found on the third page of 250 comments', async () => {
    const github = await serve()
    for (let count = 0; count < 249; count += 1) github.state.addComment(7, 'alice', `thought ${count}`)
    github.state.addComment(7, BOT, markBody('ci', 'old'))
    const posted = await makeCodeHost(github).putComment(7, 'ci', (before) => `new after ${before}`, RUNNING)
    expect(posted).toMatchObject({ isNew: false })
    expect(github.state.comments).toHaveLength(250)
    expect(bodies(github).at(-1)).toBe(markBody('ci', 'new after old'))
  })

  it('is left alone where its text would be the same', async () => {
    const github = await serve()
    github.state.addComment(7, BOT, markBody('ci', 'same\n'))
    expect(await makeCodeHost(github).putComment(7, 'ci', () => 'same', RUNNING)).toMatchObject({ isNew: false })
    expect(operations(github)).not.toContain('issues/update-comment')
  })

  it('of another key stands beside it', async () => {
    const github = await serve()
    const host = makeCodeHost(github)
    await host.putComment(7, 'ci', () => 'ci', RUNNING)
    await host.putComment(7, 'nightly', () => 'nightly', RUNNING)
    expect(bodies(github)).toEqual([markBody('ci', 'ci'), markBody('nightly', 'nightly')])
  })

  it("is never a stranger's who copied the marker", async () => {
    const github = await serve()
    const forged = github.state.addComment(7, 'mallory', markBody('ci', 'all is well'))
    const host = makeCodeHost(github)
    expect(await host.findComment(7, 'ci', RUNNING)).toBeNull()
    const seen: (string | null)[] = []
    const render = (before: string | null) => {
      seen.push(before)
      return 'report'
    }
    expect(await host.putComment(7, 'ci', render, RUNNING)).toMatchObject({ isNew: true })
    expect(await host.putComment(7, 'ci', render, RUNNING)).toMatchObject({ isNew: false })
    expect(seen).toEqual([null, 'report'])
    expect(forged.body).toBe(markBody('ci', 'all is well'))
    expect(github.state.comments).toHaveLength(2)
  })

  it('of a later head is not overwritten by an older run, which writes nothing', async () => {
    const github = await serve()
    const comment = github.state.addComment(7, BOT, markBody('ci', 'head 2'))
    const posted = await makeCodeHost(github).putComment(
      7,
      'ci',
      (before) => (before === 'head 2' ? null : 'head 1'),
      RUNNING,
    )
    expect(posted).toMatchObject({ kind: 'refused', permission: null, reason: expect.stringContaining('stands') })
    expect(comment.body).toBe(markBody('ci', 'head 2'))
    expect(github.requests.every(({ method, operation }) => method === 'GET' || operation === 'graphql')).toBe(true)
  })

  it('is not made where there is nothing to say', async () => {
    const github = await serve()
    expect(await makeCodeHost(github).putComment(7, 'ci', () => null, RUNNING)).toMatchObject({ kind: 'refused' })
    expect(github.state.comments).toEqual([])
  })

  it('may have 65,536 characters with its marker, and not one more', async () => {
    const github = await serve()
    const host = makeCodeHost(github)
    const longest = 'x'.repeat(65_536 - MARKER_LENGTH)
    expect(await host.putComment(7, 'ci', () => longest, RUNNING)).toMatchObject({ kind: 'posted' })
    expect(await host.putComment(7, 'ci', () => `${longest}x`, RUNNING)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('65536'),
      permission: null,
    })
    expect(github.state.comments[0]?.body).toHaveLength(65_536)
  })
})

describe('whose a comment is', () => {
  it.each([
    ["a person's token", { login: 'alice', type: 'User' as const }, 'alice'],
    ["an app's token", { login: 'gate[bot]', permissions: { pull_requests: 'write' as const } }, 'gate[bot]'],
  ])('is asked of GitHub for %s', async (_, token, login) => {
    const github = await serveGitHub({ pulls: [makePull({ number: 7 })], tokens: { 'job-token': token } })
    github.state.addComment(7, BOT, markBody('ci', "the job's own"))
    const own = github.state.addComment(7, login, markBody('ci', 'old'))
    await makeCodeHost(github).putComment(7, 'ci', () => 'new', RUNNING)
    expect(own.body).toBe(markBody('ci', 'new'))
    expect(github.state.comments).toHaveLength(2)
  })

  it.each([
    ['a person, by REST', { login: 'alice', type: 'User' as const }, 'alice'],
    ['the job', { login: BOT, permissions: { pull_requests: 'write' as const } }, BOT],
  ])('is found without GraphQL: %s', async (_, token, login) => {
    const github = await serveGitHub({ pulls: [makePull({ number: 7 })], tokens: { 'job-token': token } })
    github.fail({ operation: 'graphql', kind: 'not-found' })
    github.state.addComment(7, login, markBody('ci', 'old'))
    expect(await makeCodeHost(github).putComment(7, 'ci', () => 'new', RUNNING)).toMatchObject({ isNew: false })
  })

  it('is known from the slug of the app without a question', async () => {
    const github = await serve()
    github.state.addComment(7, BOT, markBody('ci', 'old'))
    await makeCodeHost(github, { appSlug: 'github-actions' }).putComment(7, 'ci', () => 'new', RUNNING)
    expect(operations(github)).not.toContain('graphql')
  })

  it('is asked again after a cut connection, never guessed', async () => {
    const github = await serve()
    const own = github.state.addComment(7, BOT, markBody('ci', 'old'))
    github.fail({ operation: 'graphql', kind: 'cut-before' })
    await makeCodeHost(github).putComment(7, 'ci', () => 'new', RUNNING)
    expect(own.body).toBe(markBody('ci', 'new'))
    github.fail({ operation: 'graphql', kind: 'bad-gateway', times: 9 })
    const posted = await makeCodeHost(github).putComment(7, 'ci', () => 'newer', RUNNING)
    expect(posted).toMatchObject({ kind: 'refused', reason: expect.stringContaining('502') })
    expect(github.state.comments).toHaveLength(1)
  })
})
