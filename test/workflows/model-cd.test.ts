import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishActions } from '../support/act.ts'
import { TeamRepository } from './team-repository.ts'

/** templates/workflows/model-cd.yml as it stands, on pushes to main of a real repository with its remote. */

let team: TeamRepository

beforeAll(async () => {
  team = await TeamRepository.create(publishActions())
})

afterAll(async () => {
  await team.close()
  expect(team.github.state.violations).toEqual([])
})

/** Commits a change on main and pushes it; the event says what the branch stood on. */
function push(message: string, change: () => void): { readonly before: string; readonly after: string } {
  const before = team.git('rev-parse', 'HEAD')
  change()
  const after = team.commit(message)
  team.git('push', '--quiet', 'origin', 'main')
  return { before, after }
}

async function run(range: { readonly before: string; readonly after: string }) {
  return team.run({
    event: 'push',
    workflow: 'model-cd.yml',
    change: (payload) => team.describe({ ...payload, ref: 'refs/heads/main', ...range }),
    environment: { GITHUB_REF: 'refs/heads/main', GITHUB_REF_PROTECTED: 'true' },
  })
}

const versions = () =>
  team
    .git('ls-remote', '--tags', '--refs', 'origin')
    .split('\n')
    .flatMap((line) => /refs\/tags\/(.+@v.+)$/.exec(line)?.[1] ?? [])
    .sort()

describe('a push to main', () => {
  it('trains every model where none was promoted before, judges them on another machine and promotes each', async () => {
    const first = push('One word more', () => team.write('README.md', '# Models of ours\n'))
    const ran = await run(first)
    expect(ran.exitCode, ran.log).toBe(0)
    expect(versions()).toEqual(['churn@v0.1.0', 'late_payers@v0.1.0'])
    team.github.state.runs.push({
      id: 1,
      path: '.github/workflows/model-cd.yml',
      head_branch: 'main',
      head_sha: first.after,
      event: 'push',
      status: 'completed',
      conclusion: 'success',
    })
  })

  it('with a worse model promotes nothing and says why', async () => {
    const ran = await run(push('Without the time as a customer', () => team.choose('churn', 'worse')))
    expect(ran.log).toContain("Job 'judge' failed")
    expect(ran.log).toContain('1 of 2 models touched')
    expect(ran.log).not.toContain('[model-cd/promote')
    expect(versions()).toEqual(['churn@v0.1.0', 'late_payers@v0.1.0'])
  })

  it('does what a run that was dropped from the queue would have done', async () => {
    push('All columns', () => {
      team.choose('churn', 'better')
      team.choose('late_payers', 'better')
    })
    const ran = await run(push('A word less', () => team.write('README.md', '# Models\n')))
    expect(ran.exitCode, ran.log).toBe(0)
    expect(versions()).toEqual(['churn@v0.1.0', 'churn@v0.2.0', 'late_payers@v0.1.0', 'late_payers@v0.2.0'])
  })
})
