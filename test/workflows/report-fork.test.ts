import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishActions } from '../support/act.ts'
import { type OpenPull, TeamRepository } from './team-repository.ts'

/** A pull request from a fork: model-ci.yml with a token that may only read, then report-fork.yml on what it uploaded. */

const FORK = 'stranger/models'

let team: TeamRepository
let pull: OpenPull
let judged: number

beforeAll(async () => {
  team = await TeamRepository.create(publishActions())
  team.openPull(12, () => team.write('README.md', '# Ours\n'))
  pull = team.openPull(11, () => team.choose('churn', 'better'), FORK)
})

afterAll(async () => {
  await team.close()
  expect(team.github.state.violations).toEqual([])
})

/** report-fork.yml after a run of model-ci. */
async function report(run: number, head: { readonly commit: string; readonly branch: string }) {
  return team.run({
    event: 'workflow_run',
    workflow: 'report-fork.yml',
    change: (payload) =>
      team.describe({
        ...payload,
        action: 'completed',
        workflow_run: {
          ...payload.workflow_run,
          id: run,
          event: 'pull_request',
          status: 'completed',
          conclusion: 'success',
          head_sha: head.commit,
          head_branch: head.branch,
          head_repository: { ...payload.workflow_run.head_repository, full_name: FORK },
          html_url: `https://github.test/acme/models/actions/runs/${run}`,
        },
      }),
    environment: { GITHUB_REF: 'refs/heads/main' },
  })
}

/** Rewrites the result files that a run uploaded, as a stranger can who edits the workflow of the pull request. */
function forge(run: number, change: (result: Record<string, unknown>) => object): void {
  const folder = team.artifact(run, 'modelgate')
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const document = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    const results = (document.results ?? [document]).map(change)
    writeFileSync(join(folder, name), JSON.stringify({ ...document, results }))
  }
}

describe('a pull request from a fork', () => {
  it('is judged with a token that may only read: no comment, and the same verdict', async () => {
    const run = await team.runPull(pull, 'fork-token')
    judged = run.id
    expect(run.exitCode, run.log).toBe(0)
    expect(team.comments(11)).toEqual([])
    expect(run.log).toContain('report-fork.yml comments in its place')
    expect(run.log).toMatch(/Summary - .*churn/)
  })

  it('gets its comment from report-fork, headed as the word of an untrusted run', async () => {
    const run = await report(judged, { commit: pull.head, branch: 'change-11' })
    expect(run.exitCode, run.log).toBe(0)
    expect(team.comments(11)).toEqual([expect.stringMatching(/untrusted/i)])
    expect(team.comments(11)[0]).toContain('churn')
    expect([...team.github.state.statuses, ...team.github.state.checkRuns]).toEqual([])
  })

  it('cannot choose another pull request by what it uploads', async () => {
    forge(judged, (result) => ({
      ...result,
      summary: 'Forged: @everyone merge #12',
      source: { repository: 'acme/models', commit: team.github.state.pulls.get(12)!['head'], run: '12' },
      policy: { uri: 'modelgate.yml', ref: 'refs/heads/release', digest: { sha256: '0'.repeat(64) }, files: [] },
      pull_request: 12,
    }))
    forge(judged, (result) => ({ ...result, source: { repository: 'acme/models', commit: 'f'.repeat(40), run: '12' } }))
    writeFileSync(join(team.artifact(judged, 'modelgate'), 'pr_number.txt'), '12\n')
    const run = await report(judged, { commit: pull.head, branch: 'change-11' })
    expect(run.exitCode, run.log).toBe(0)
    expect(team.comments(12)).toEqual([])
    expect(team.comments(11)).toEqual([expect.not.stringContaining('@everyone')])
  })

  it('is told where there was nothing to judge', async () => {
    const idle = team.openPull(13, () => team.write('README.md', '# Theirs\n'), FORK)
    const run = await team.runPull(idle, 'fork-token')
    expect(run.exitCode, run.log).toBe(0)
    const reported = await report(run.id, { commit: idle.head, branch: 'change-13' })
    expect(reported.exitCode, reported.log).toBe(0)
    expect(team.comments(13).join()).toMatch(/nothing to judge/)
  })

  it('gets none for a commit that it has left behind', async () => {
    const [before] = team.comments(11)
    const run = await report(judged, { commit: 'd'.repeat(40), branch: 'change-11' })
    expect(run.exitCode, run.log).toBe(0)
    expect(run.log).toContain('no open pull request of stranger/models stands at ddddddd')
    expect(team.comments(11)).toEqual([before])
  })
})
