import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import examples from '@octokit/webhooks-examples'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRunEvent } from '../../src/host/run-event.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const HEAD = 'a'.repeat(40)

function read(name: string, payload: unknown, variables: Record<string, string> = {}) {
  const path = join(folder, 'event.json')
  writeFileSync(path, typeof payload === 'string' ? payload : JSON.stringify(payload))
  return readRunEvent(
    {
      cwd: folder,
      variables: {
        ...{ GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path, GITHUB_REPOSITORY: 'Codertocat/Hello-World' },
        ...{ GITHUB_SERVER_URL: 'https://git.acme.example', GITHUB_RUN_ID: '7', GITHUB_JOB: 'check' },
        GITHUB_WORKFLOW_REF: 'Codertocat/Hello-World/.github/workflows/model-ci.yml@refs/pull/2/merge',
        ...variables,
      },
      isTerminal: false,
      isGitHubActions: true,
      isDebug: false,
    },
    HEAD,
  )
}

/** GitHub's own examples of the event. */
function payloads(event: string): readonly Record<string, unknown>[] {
  const definitions = examples as unknown as readonly { name: string; examples: Record<string, unknown>[] }[]
  return definitions.find(({ name }) => name === event)!.examples
}

describe('the event of a run', () => {
  it('names the pull request with its two commits, and where the report belongs', () => {
    const payload = payloads('pull_request')[0] as {
      pull_request: { number: number; head: { sha: string }; base: { sha: string; ref: string } }
    }
    const event = read('pull_request', payload)
    expect(event).toMatchObject({
      name: 'pull_request',
      repository: 'Codertocat/Hello-World',
      headCommit: payload.pull_request.head.sha,
      pull: {
        number: payload.pull_request.number,
        headCommit: payload.pull_request.head.sha,
        baseCommit: payload.pull_request.base.sha,
        baseBranch: payload.pull_request.base.ref,
        isFork: false,
      },
      finishedRun: null,
      repositoryUrl: 'https://git.acme.example/Codertocat/Hello-World',
      runUrl: 'https://git.acme.example/Codertocat/Hello-World/actions/runs/7',
      workflow: '.github/workflows/model-ci.yml',
      job: 'check',
    })
  })

  it('knows a fork by its repository, whatever the case of the letters, also where it is gone', () => {
    const payload = structuredClone(payloads('pull_request')[0]) as {
      pull_request: { head: { repo: { full_name: string } | null } }
    }
    const isFork = () => read('pull_request', payload).pull?.isFork
    payload.pull_request.head.repo!.full_name = 'codertocat/hello-world'
    expect(isFork()).toBe(false)
    payload.pull_request.head.repo!.full_name = 'mallory/Hello-World'
    expect(isFork()).toBe(true)
    payload.pull_request.head.repo = null
    expect(isFork()).toBe(true)
  })

  it.each(payloads('pull_request').map((payload, index) => [index, payload] as const))(
    "reads GitHub's example %i of a pull request",
    (_, payload) => {
      expect(read('pull_request', payload).pull?.number).toBeGreaterThan(0)
    },
  )

  it('names the base of a merge group, the start of a push and the run that has finished', () => {
    const group = payloads('merge_group')[0] as { merge_group: { base_sha: string; head_sha: string } }
    expect(read('merge_group', group)).toMatchObject({
      mergeGroupBase: group.merge_group.base_sha,
      headCommit: group.merge_group.head_sha,
      pull: null,
    })
    const before = 'b'.repeat(40)
    expect(read('push', { ...payloads('push')[0], before })).toMatchObject({ pushedBefore: before, headCommit: HEAD })
    expect(read('push', { ...payloads('push')[0], before: '0'.repeat(40) }).pushedBefore).toBeNull()
    const run = payloads('workflow_run')[0] as {
      workflow_run: { id: number; head_sha: string; head_branch: string; head_repository: { full_name: string } }
    }
    expect(read('workflow_run', run).finishedRun).toMatchObject({
      id: run.workflow_run.id,
      headCommit: run.workflow_run.head_sha,
      headBranch: run.workflow_run.head_branch,
      headRepository: run.workflow_run.head_repository.full_name,
    })
    expect(read('push', run).finishedRun).toBeNull()
  })

  it.each([
    ['no JSON', 'not JSON'],
    ['a list', []],
    ['a pull request that is a word', { pull_request: 'x' }],
    ['a commit that is an option', { pull_request: { number: 2, head: { sha: '--output=x', ref: 'a' } } }],
    ['a number that is none', { pull_request: { number: '2', head: { sha: HEAD, ref: 'a' } } }],
  ])('takes what is malformed (%s) for not there', (_, payload) => {
    expect(read('pull_request', payload)).toMatchObject({ pull: null, headCommit: HEAD })
  })

  it('is about no pull request outside of Actions', () => {
    const environment = { cwd: folder, variables: {}, isTerminal: false, isGitHubActions: false, isDebug: false }
    expect(readRunEvent(environment, HEAD)).toMatchObject({ name: 'local', pull: null, headCommit: HEAD, runUrl: null })
  })
})
