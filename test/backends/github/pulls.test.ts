import { describe, expect, it } from 'vitest'
import { type DescribedPull, readPull } from '../../../src/backends/github/pulls.ts'
import { serveGitHub } from '../../support/github/serve-github.ts'
import { COMMIT, makeCodeHost, makePull, RECORDED_PULLS, RUNNING } from './made-code-host.ts'

describe('pull requests', () => {
  it('are read from the payloads that GitHub sends', () => {
    expect(RECORDED_PULLS.length).toBeGreaterThan(20)
    for (const recorded of RECORDED_PULLS) {
      const pull = readPull(recorded as unknown as DescribedPull)
      expect(pull).toMatchObject({ headCommit: expect.stringMatching(/^[0-9a-f]{40}$/), isFork: false })
      expect(pull.number).toBeGreaterThan(0)
    }
  })

  it('say whether they come from a fork, also one that is gone', async () => {
    const github = await serveGitHub({
      pulls: [
        makePull({ number: 1 }),
        makePull({ number: 2, repository: 'mallory/models' }),
        makePull({ number: 3, repository: null }),
      ],
    })
    const host = makeCodeHost(github)
    const pulls = await Promise.all([1, 2, 3].map((number) => host.pull(number, RUNNING)))
    expect(pulls.map((pull) => [pull?.headRepository, pull?.isFork])).toEqual([
      ['acme/models', false],
      ['mallory/models', true],
      [null, true],
    ])
    expect(pulls[0]).toEqual({
      number: 1,
      headCommit: COMMIT,
      headRepository: 'acme/models',
      headBranch: 'tune',
      baseBranch: 'main',
      baseCommit: 'b'.repeat(40),
      isFork: false,
    })
  })

  it('are null where none has that number', async () => {
    const github = await serveGitHub()
    expect(await makeCodeHost(github).pull(9, RUNNING)).toBeNull()
  })

  it('of a fork are found by its branch and commit, whatever the case of its name', async () => {
    const github = await serveGitHub({
      pulls: [
        makePull({ number: 1, repository: 'Mallory/Models' }),
        makePull({ number: 2, repository: 'mallory/other' }),
        makePull({ number: 3, repository: 'mallory/models', commit: 'c'.repeat(40) }),
        { ...makePull({ number: 4, repository: 'mallory/models' }), state: 'closed' },
      ],
    })
    const head = { repository: 'mallory/models', commit: COMMIT, branch: 'tune' }
    const found = await makeCodeHost(github).findPulls(head, RUNNING)
    expect(found.map(({ number }) => number)).toEqual([1])
    expect(github.requests.map(({ path }) => path)).toEqual([
      expect.stringContaining(`head=${encodeURIComponent('mallory:tune')}`),
    ])
  })

  it('are looked for on all pages where the branch is not known', async () => {
    const many = Array.from({ length: 250 }, (_, index) => makePull({ number: index + 1, commit: 'd'.repeat(40) }))
    const github = await serveGitHub({ pulls: [makePull({ number: 900 }), ...many] })
    const host = makeCodeHost(github)
    const found = await host.findPulls({ repository: 'acme/models', commit: COMMIT, branch: null }, RUNNING)
    expect(found.map(({ number }) => number)).toEqual([900])
    expect(github.requests).toHaveLength(3)
  })

  it('are asked for again after 502 and a cut connection', async () => {
    const github = await serveGitHub({ pulls: [makePull({ number: 1 })] })
    github.fail({ operation: 'pulls/get', kind: 'bad-gateway' })
    github.fail({ operation: 'pulls/get', kind: 'cut-before' })
    expect(await makeCodeHost(github).pull(1, RUNNING)).toMatchObject({ number: 1 })
    expect(github.requests.map(({ status }) => status)).toEqual([502, 'cut', 200])
  })

  it('that a private repository hides are an error which names the permission', async () => {
    const tokens = { 'job-token': { login: 'github-actions[bot]', permissions: { contents: 'read' as const } } }
    const github = await serveGitHub({ isPrivate: true, tokens })
    await expect(
      makeCodeHost(github).findPulls({ repository: 'acme/models', commit: COMMIT, branch: null }, RUNNING),
    ).rejects.toThrow(/list the pull requests of acme\/models.*403.*\n.*add `pull-requests: read`/s)
  })
})
