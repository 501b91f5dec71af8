import { describe, expect, it } from 'vitest'
import { markBody } from '../../../src/backends/github/comment-marker.ts'
import type { FakeGitHub } from '../../support/github/fake-github.ts'
import { serveGitHub } from '../../support/github/serve-github.ts'
import { makeCodeHost, makePull, RUNNING } from './made-code-host.ts'

const BOT = 'github-actions[bot]'
const serve = () => serveGitHub({ pulls: [makePull({ number: 7 })] })
const bodies = (github: FakeGitHub) => github.state.comments.map(({ body }) => body)
const countOf = (github: FakeGitHub, operation: string) =>
  github.requests.filter((request) => request.operation === operation).length

describe('two runs at one comment', () => {
  it('that both make one leave the oldest, with one report', async () => {
    const github = await serve()
    const [first, second] = [makeCodeHost(github), makeCodeHost(github)]
    const posted = await Promise.all([
      first.putComment(7, 'ci', () => 'one', RUNNING),
      second.putComment(7, 'ci', () => 'two', RUNNING),
    ])
    expect(posted.map(({ kind }) => kind)).toEqual(['posted', 'posted'])
    expect(countOf(github, 'issues/create-comment')).toBe(2)
    expect(bodies(github)).toEqual([expect.stringMatching(/\n(one|two)$/)])
  })

  it.each([
    ['the older one first', 'older', 'newer'],
    ['the newer one first', 'newer', 'older'],
  ])('keep the report of the newer head: %s', async (_, early, late) => {
    const github = await serve()
    // the other run's comment is there between our look and our write
    github.before('issues/create-comment', () => github.state.addComment(7, BOT, markBody('ci', early)))
    const render = (before: string | null) => (late === 'older' && before === 'newer' ? null : late)
    const posted = await makeCodeHost(github).putComment(7, 'ci', render, RUNNING)
    expect(posted.kind).toBe(late === 'newer' ? 'posted' : 'refused')
    expect(bodies(github)).toEqual([markBody('ci', 'newer')])
    expect(github.state.comments[0]?.id).toBe(1)
  })

  it('keep the report of the newer head in the oldest comment when theirs came second', async () => {
    const github = await serve()
    let lists = 0
    const host = makeCodeHost(github)
    const watch = () => {
      lists += 1
      if (lists === 2) github.state.addComment(7, BOT, markBody('ci', 'newer'))
      else github.before('issues/list-comments', watch)
    }
    github.before('issues/list-comments', watch)
    const posted = await host.putComment(7, 'ci', (before) => (before === 'newer' ? null : 'older'), RUNNING)
    expect(posted.kind).toBe('refused')
    expect(github.state.comments.map(({ id, body }) => [id, body])).toEqual([[1, markBody('ci', 'newer')]])
  })

  it('see what the other wrote just before', async () => {
    const github = await serve()
    const comment = github.state.addComment(7, BOT, markBody('ci', 'old'))
    github.before('issues/get-comment', () => {
      comment.body = markBody('ci', 'meanwhile')
    })
    await makeCodeHost(github).putComment(7, 'ci', (before) => `new after ${before}`, RUNNING)
    expect(bodies(github)).toEqual([markBody('ci', 'new after meanwhile')])
  })

  it('clear away what an earlier pair left, and nothing of others', async () => {
    const github = await serve()
    github.state.addComment(7, BOT, markBody('ci', 'first'))
    github.state.addComment(7, 'mallory', markBody('ci', 'forged'))
    github.state.addComment(7, BOT, markBody('ci', 'second'))
    github.state.addComment(7, BOT, markBody('cd', 'other'))
    await makeCodeHost(github).putComment(7, 'ci', (before) => `after ${before}`, RUNNING)
    expect(bodies(github)).toEqual([markBody('ci', 'after second'), markBody('ci', 'forged'), markBody('cd', 'other')])
  })
})

describe('many runs at one comment', () => {
  it('leave one comment, whatever the order of their answers', async () => {
    for (const seed of [1, 2]) {
      const github = await serve()
      const heads = [1, 2, 3]
      for (let count = 0; count < 12; count += 1) {
        github.fail({ operation: /comment/, kind: 'slow', delayMs: (count * 7 * seed) % 23 })
      }
      const render = (head: number) => (before: string | null) =>
        before !== null && Number(before.slice(5)) > head ? null : `head ${head}`
      const posted = await Promise.all(
        heads.map((head) => makeCodeHost(github).putComment(7, 'ci', render(head), RUNNING)),
      )
      expect(bodies(github)).toEqual([expect.stringMatching(/\nhead \d$/)])
      // whose it is nobody can promise: GitHub changes a comment for whoever writes last
      expect(posted.map(({ kind }) => kind)).toContain('posted')
    }
  })

  it('keep the latest of several that came in between', async () => {
    const github = await serve()
    github.before('issues/create-comment', () => {
      github.state.addComment(7, BOT, markBody('ci', 'head 3'))
      github.state.addComment(7, BOT, markBody('ci', 'head 1'))
    })
    const render = (before: string | null) => (before === 'head 3' ? null : 'head 2')
    expect(await makeCodeHost(github).putComment(7, 'ci', render, RUNNING)).toMatchObject({ kind: 'refused' })
    expect(bodies(github)).toEqual([markBody('ci', 'head 3')])
  })
})

describe('a comment that is gone', () => {
  const remove = (github: FakeGitHub) => () => {
    github.state.comments = []
  }

  it.each(['issues/get-comment', 'issues/update-comment'])('before %s is made anew', async (operation) => {
    const github = await serve()
    github.state.addComment(7, BOT, markBody('ci', 'old'))
    github.before(operation, remove(github))
    const posted = await makeCodeHost(github).putComment(7, 'ci', (before) => `after ${before}`, RUNNING)
    expect(posted).toMatchObject({ kind: 'posted', isNew: true })
    expect(bodies(github)).toEqual([markBody('ci', 'after null')])
  })

  it('behind a 422 is made anew too', async () => {
    const github = await serve()
    github.state.addComment(7, BOT, markBody('ci', 'old'))
    github.before('issues/update-comment', remove(github))
    github.fail({ operation: 'issues/update-comment', kind: 'unprocessable' })
    expect(await makeCodeHost(github).putComment(7, 'ci', () => 'new', RUNNING)).toMatchObject({ isNew: true })
  })

  it('behind a 422 that stays is refused in the words of GitHub', async () => {
    const github = await serve()
    github.state.addComment(7, BOT, markBody('ci', 'old'))
    github.fail({ operation: 'issues/update-comment', kind: 'unprocessable' })
    const posted = await makeCodeHost(github).putComment(7, 'ci', () => 'new', RUNNING)
    expect(posted).toMatchObject({ kind: 'refused', reason: expect.stringContaining('422: Validation Failed') })
  })
})
