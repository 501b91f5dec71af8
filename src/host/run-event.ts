import type { FinishedRun, PullRequest, RunEvent } from '../core/run-event.ts'
import { type Environment, readEvent } from './environment.ts'

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
const NO_COMMIT = /^0+$/

/**
 * What started this run, by the event's payload and the runner's variables. A payload is written by GitHub, but branch
 * names and the like in it are anybody's: whatever has not the form that it must have counts as not there.
 *
 * @param head the commit that is checked out; null outside of git.
 */
export function readRunEvent(environment: Environment, head: string | null): RunEvent {
  const { variables, isGitHubActions } = environment
  if (!isGitHubActions) return { ...NO_EVENT, headCommit: head }
  const name = variables['GITHUB_EVENT_NAME'] || 'local'
  const payload = new Part(readEvent(variables['GITHUB_EVENT_PATH']))
  const repository = readSlug(variables['GITHUB_REPOSITORY'])
  const server = variables['GITHUB_SERVER_URL']
  const repositoryUrl = server && repository ? `${server}/${repository}` : null
  const run = variables['GITHUB_RUN_ID']
  const pull = readPull(payload.part('pull_request'), repository)
  const before = payload.part('before').commit()
  return {
    name,
    repository,
    headCommit: pull?.headCommit ?? payload.part('merge_group').part('head_sha').commit() ?? head,
    pull,
    finishedRun: name === 'workflow_run' ? readFinishedRun(payload.part('workflow_run')) : null,
    mergeGroupBase: name === 'merge_group' ? payload.part('merge_group').part('base_sha').commit() : null,
    pushedBefore: name === 'push' && before !== null && !NO_COMMIT.test(before) ? before : null,
    branch: /^refs\/heads\/(.+)$/.exec(variables['GITHUB_REF'] ?? '')?.[1] ?? null,
    defaultBranch: payload.part('repository').part('default_branch').text(),
    repositoryUrl,
    runUrl: repositoryUrl && run ? `${repositoryUrl}/actions/runs/${run}` : null,
    workflow: readWorkflow(variables['GITHUB_WORKFLOW_REF']),
    job: variables['GITHUB_JOB'] ?? null,
  }
}

const NO_EVENT: RunEvent = {
  name: 'local',
  repository: null,
  headCommit: null,
  pull: null,
  finishedRun: null,
  mergeGroupBase: null,
  pushedBefore: null,
  branch: null,
  defaultBranch: null,
  repositoryUrl: null,
  runUrl: null,
  workflow: null,
  job: null,
}

/** A place in a payload that may or may not be there. */
class Part {
  private readonly value: unknown

  constructor(value: unknown) {
    this.value = value
  }

  part(key: string): Part {
    const { value } = this
    const isMap = typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    return new Part(isMap ? (value as Record<string, unknown>)[key] : undefined)
  }

  text(): string | null {
    return typeof this.value === 'string' && this.value !== '' ? this.value : null
  }

  commit(): string | null {
    const text = this.text()
    return text !== null && COMMIT.test(text) ? text : null
  }

  count(): number | null {
    return Number.isSafeInteger(this.value) && (this.value as number) > 0 ? (this.value as number) : null
  }
}

/** Also of events that are about a pull request without being one, such as a review. */
function readPull(payload: Part, repository: string | null): PullRequest | null {
  const [head, base] = [payload.part('head'), payload.part('base')]
  const number = payload.part('number').count()
  const [headCommit, baseCommit] = [head.part('sha').commit(), base.part('sha').commit()]
  const [headBranch, baseBranch] = [head.part('ref').text(), base.part('ref').text()]
  if (number === null || headCommit === null || baseCommit === null || headBranch === null || baseBranch === null) {
    return null
  }
  const headRepository = readSlug(head.part('repo').part('full_name').text() ?? undefined)
  return {
    number,
    headCommit,
    headRepository,
    headBranch,
    baseBranch,
    baseCommit,
    isFork: headRepository === null || headRepository.toLowerCase() !== repository?.toLowerCase(),
  }
}

function readFinishedRun(payload: Part): FinishedRun | null {
  const [id, headCommit] = [payload.part('id').count(), payload.part('head_sha').commit()]
  const [event, url] = [payload.part('event').text(), payload.part('html_url').text()]
  if (id === null || headCommit === null || event === null || url === null) return null
  return {
    id,
    event,
    headCommit,
    headRepository: readSlug(payload.part('head_repository').part('full_name').text() ?? undefined),
    headBranch: payload.part('head_branch').text(),
    url,
  }
}

function readSlug(text: string | undefined): string | null {
  return text !== undefined && /^[\w.-]+\/[\w.-]+$/.test(text) ? text : null
}

/** `owner/name/.github/workflows/model-ci.yml@refs/heads/main` → its path. */
function readWorkflow(reference: string | undefined): string | null {
  return /^[^/]+\/[^/]+\/([^@]+)@/.exec(reference ?? '')?.[1] ?? null
}
