import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishActions } from '../support/act.ts'
import { FOLDERS, type OpenPull, TeamRepository } from './team-repository.ts'

/** templates/workflows/model-ci.yml as it stands, on pull requests of a real repository, against a fake GitHub. */

let team: TeamRepository

beforeAll(async () => {
  team = await TeamRepository.create(publishActions())
  team.promote('churn')
})

afterAll(async () => {
  await team.close()
  expect(team.github.state.violations).toEqual([])
})

describe('a pull request that changes two models', () => {
  let pull: OpenPull

  it('gets one comment for both, and a candidate that training did not make blocks by name', async () => {
    pull = team.openPull(7, () => {
      team.choose('churn', 'better')
      team.choose('late_payers', 'none')
    })
    const run = await team.runPull(pull)
    expect(run.log).toContain("Job 'check' failed")
    const [comment, ...others] = team.comments(7)
    expect(others).toEqual([])
    expect(comment).toMatch(/churn: may replace production v0\.1\.0/)
    expect(comment).toMatch(/models\/late payers\/out\/predictions\.csv: there is no such file/)
    expect(comment).toMatch(/⛔ \| late\\_payers/)
    expect(readdirSync(team.artifact(run.id, 'modelgate'))).toContain('report.html')
  })

  it('has it rewritten in place by the next push, with what that changed', async () => {
    const before = team.github.state.comments.filter(({ issue }) => issue === 7)[0]!
    pull = team.openPull(7, () => team.choose('late_payers', 'better'))
    const run = await team.runPull(pull)
    expect(run.exitCode, run.log).toBe(0)
    const comments = team.github.state.comments.filter(({ issue }) => issue === 7)
    expect(comments.map(({ id }) => id)).toEqual([before.id])
    const body = comments[0]!.body
    expect(body).toContain('**Since** [`')
    expect(body).toMatch(/✅ \| late\\_payers \| may become the first version in production \| was ⛔/)
    const results = team.readResults(run.id).flatMap((file) => file.results ?? [file])
    expect(new Set(results.map(({ model }) => model))).toEqual(new Set(Object.keys(FOLDERS)))
    expect(new Set(results.map(({ trust }) => trust))).toEqual(new Set(['pull_request']))
  })

  it('is judged in the merge queue as well, without a comment', async () => {
    const before = team.comments(7)
    const branch = 'refs/heads/gh-readonly-queue/main/pr-7-0'
    const run = await team.run({
      event: 'merge_group',
      workflow: 'model-ci.yml',
      change: (payload) =>
        team.describe({
          ...payload,
          merge_group: { ...payload.merge_group, head_sha: pull.merge, head_ref: branch, base_sha: pull.base },
        }),
      environment: { GITHUB_REF: branch },
    })
    expect(run.exitCode, run.log).toBe(0)
    expect(run.log).toContain('2 of 2 models touched')
    expect(team.readResults(run.id)).not.toEqual([])
    expect(team.comments(7)).toEqual(before)
  })
})

describe('a pull request', () => {
  it('that touches no model has its required check succeed, and says so', async () => {
    const run = await team.runPull(team.openPull(8, () => team.write('README.md', '# Our models\n')))
    expect(run.exitCode, run.log).toBe(0)
    expect(run.log).not.toContain('train and predict')
    expect(run.log).toContain('The change touches none of 2 models.')
    expect(team.comments(8).join()).toMatch(/none of (its|the)? ?2 models/)
  })

  it('with a worse candidate fails, and the comment says by how much', async () => {
    const run = await team.runPull(team.openPull(9, () => team.choose('churn', 'worse')))
    expect(run.log).toContain("Job 'check' failed")
    expect(run.log).toContain('exit status 1')
    expect(team.comments(9)).toEqual([expect.stringMatching(/## ⛔ churn/)])
    expect(run.log).not.toContain('late payers/out')
  })

  it("that loosens the gate it fails is judged by the base branch's, and its change is named", async () => {
    const pull = team.openPull(10, () => {
      team.choose('churn', 'worse')
      team.edit(`${FOLDERS.churn}/modelgate.yml`, 'margin: 0.005', 'margin: 0.5')
      team.edit(`${FOLDERS.churn}/modelgate.yml`, 'margin: 0.1}', 'margin: 0.9}')
    })
    const run = await team.runPull(pull)
    expect(run.log).toContain('exit status 1')
    const [comment] = team.comments(10)
    expect(comment).toMatch(/## ⛔ churn/)
    expect(comment).toMatch(/0\.005.*0\.5/)
  })
})
