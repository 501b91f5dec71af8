import { describe, expect, it } from 'vitest'
import { git } from '../../support/git.ts'
import { ALL, hostedRepository, mergePull, toldOf } from '../promote/hosted-repository.ts'
import { promotedThrice, rollBack } from './rollback-runs.ts'

async function hosted(permissions: Parameters<typeof hostedRepository>[0] = ALL) {
  const made = await hostedRepository(permissions, await promotedThrice())
  mergePull(made.repo, made.github)
  return made
}

const issuesOf = ({ state }: Awaited<ReturnType<typeof hosted>>['github']) => [...state.issues.values()]

describe('an incident', () => {
  it('has one issue with the timeline, the way it came and what was checked, however often the rollback is said', async () => {
    const { repo, github } = await hosted()
    const outcome = await rollBack(repo, { issue: true })
    const again = await rollBack(repo, { issue: true })
    expect(toldOf(outcome)).toEqual({ issue: 'done: https://github.test/acme/models/issues/8' })
    expect(toldOf(again)).toEqual({ issue: 'done: https://github.test/acme/models/issues/8 (it was there)' })
    const [issue, ...others] = issuesOf(github)
    expect(others).toEqual([])
    expect(github.state.comments).toEqual([])
    expect(issue).toMatchObject({
      title: 'churn in production: rolled back from v0.3.0 to v0.2.0',
      state: 'open',
      labels: ['model-incident'],
    })
    const body = String(issue!['body'])
    expect(body).toContain('| Rolled back | v0.3.0 |')
    expect(body).toContain('| Pull request | [#7](https://github.test/acme/models/pull/7) |')
    expect(body).toContain(`| Code | \`${git(repo.clone, 'rev-parse', 'HEAD')}\` |`)
    expect(body).toMatch(/\| Brought by \| `churn#production#3` by tester, 20\S+ \|/)
    expect(body).toMatch(
      /\| 20\S+ \| v0\.3\.0 came \| tester \| {2}\|\n\| 20\S+ \| v0\.3\.0 → v0\.2\.0 \| octocat \| scores drop \|/,
    )
    expect(body).toMatch(/- pass: artifacts\/model of churn v0\.2\.0 can be fetched/)
  })

  it('that goes on is told in the same issue, and the next one has its own', async () => {
    const { repo, github } = await hosted()
    await rollBack(repo, { issue: true })
    await rollBack(repo, { issue: true, reason: 'this one too' })
    expect(issuesOf(github)).toMatchObject([{ title: 'churn in production: rolled back from v0.3.0 to v0.1.0' }])
    expect(String(issuesOf(github)[0]!['body'])).toMatch(/v0\.3\.0 → v0\.2\.0[\s\S]*v0\.2\.0 → v0\.1\.0/)
    expect(github.state.comments.map(({ body }) => body.split('\n').at(-1))).toEqual([
      'Rolled back, v0.2.0 → v0.1.0: this one too',
    ])
    repo.train('four')
    await repo.judgeAndPromote()
    await rollBack(repo, { issue: true, reason: 'four is no better' })
    expect(issuesOf(github).map(({ title, state }) => [title, state])).toEqual([
      ['churn in production: rolled back from v0.3.0 to v0.1.0', 'open'],
      ['churn in production: rolled back from v0.4.0 to v0.1.0', 'open'],
    ])
  })

  it('whose issue may not be written is rolled back all the same', async () => {
    const { repo } = await hosted({ contents: 'write' })
    const outcome = await rollBack(repo, { issue: true })
    expect(outcome.results[0]).toMatchObject({ verdict: 'pass', blocks: false })
    expect(toldOf(outcome)['issue']).toMatch(/^skip: .*403.*add `issues: write`/)
    expect(repo.holder()).toMatchObject({ version: 'v0.2.0' })
  })

  it('of a dry run or a refusal has none', async () => {
    const { repo, github } = await hosted()
    await rollBack(repo, { issue: true, 'dry-run': true })
    repo.loseObject('churn@v0.2.0:artifacts/model')
    await rollBack(repo, { issue: true })
    expect(issuesOf(github)).toEqual([])
  })
})
