import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishActions } from '../support/act.ts'
import { ROOT } from '../support/built.ts'
import { TeamRepository } from './team-repository.ts'

/** model-ci.yml with a judging job for each model, as docs/github.md has it. */

let team: TeamRepository

beforeAll(async () => {
  team = await TeamRepository.create(publishActions())
  const page = readFileSync(join(ROOT, 'docs/github.md'), 'utf8')
  const [, jobs] = /^```yaml\n( {2}check:\n.*?)^```/ms.exec(page)!
  const path = join(team.work, '.github/workflows/model-ci.yml')
  team.write('.github/workflows/model-ci.yml', readFileSync(path, 'utf8').replace(/^ {2}check:\n.*/ms, jobs!))
  team.commit('A job for each model')
})

afterAll(async () => {
  await team.close()
  expect(team.github.state.violations).toEqual([])
})

describe('a job for each model', () => {
  it('leaves one comment for all, and one that did not come to its end blocks', async () => {
    const pull = team.openPull(7, () => {
      team.choose('churn', 'better')
      team.choose('late_payers', 'none')
    })
    const run = await team.runPull(pull)
    expect(run.log).toMatch(/\[model-ci\/report +\].*Job failed/)
    expect(team.comments(7)).toHaveLength(1)
    expect(team.comments(7)[0]).toMatch(/✅ \| churn/)
    expect(team.comments(7)[0]).toMatch(/⛔ \| late\\_payers/)
  })

  it('is none where no model is touched, and the required status is a success', async () => {
    const run = await team.runPull(team.openPull(8, () => team.write('README.md', '# Our models\n')))
    expect(run.exitCode, run.log).toBe(0)
    expect(run.log).toContain('[model-ci/report')
  })
})
