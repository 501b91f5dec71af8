import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Trust } from '../core/verdict.ts'
import type { Clock } from '../ports/host.ts'

/** The process's world, read in this file alone. */
export interface Environment {
  readonly cwd: string
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly isTerminal: boolean
  readonly isGitHubActions: boolean
  readonly isDebug: boolean
}

/** A snapshot of the process's environment. */
export function readEnvironment(): Environment {
  const variables = process.env
  return {
    cwd: process.cwd(),
    variables,
    isTerminal: process.stderr.isTTY === true && process.stdin.isTTY === true,
    isGitHubActions: variables['GITHUB_ACTIONS'] === 'true',
    isDebug: variables['RUNNER_DEBUG'] === '1',
  }
}

export const systemClock: Clock = { now: () => new Date() }

/** Events of the repository itself; all others (pull requests, comments, workflow_run) may carry a stranger's bytes. */
const OWN_EVENTS: readonly string[] = ['push', 'schedule', 'workflow_dispatch', 'repository_dispatch', 'merge_group']

/**
 * Where a run's results may be believed. `protected`: an event of the repository itself on its default branch or a
 * protected one. Any other run on GitHub counts as `pull_request`; outside GitHub it is `local`.
 */
export function readTrust(environment: Environment): Trust {
  const { variables, isGitHubActions } = environment
  if (!isGitHubActions) return 'local'
  if (!OWN_EVENTS.includes(variables['GITHUB_EVENT_NAME'] ?? '')) return 'pull_request'
  // rules may protect a tag as well, and a tag may name any commit
  const isBranch = variables['GITHUB_REF']?.startsWith('refs/heads/') === true
  const isProtected =
    variables['GITHUB_EVENT_NAME'] === 'merge_group' || (isBranch && variables['GITHUB_REF_PROTECTED'] === 'true')
  return isProtected || isOnDefaultBranch(environment) ? 'protected' : 'pull_request'
}

/** Where a job's result files collect; outside of one nobody's, unless the variable names a folder. */
export function findResultsFolder({ variables, isGitHubActions, cwd }: Environment): string {
  const own = variables['MODELGATE_RESULTS_DIR']
  if (own) return own
  return isGitHubActions
    ? join(variables['RUNNER_TEMP'] ?? tmpdir(), 'modelgate', 'results')
    : join(cwd, 'modelgate-results')
}

/** Whether what started the run is no event of the repository itself and none about one pull request's commits. */
export function isForeignEvent({ variables, isGitHubActions }: Environment): boolean {
  const name = variables['GITHUB_EVENT_NAME'] ?? ''
  return isGitHubActions && !OWN_EVENTS.includes(name) && !name.startsWith('pull_request')
}

/** Whether this is a run of the repository's own default branch on GitHub. */
export function isOnDefaultBranch({ variables, isGitHubActions }: Environment): boolean {
  if (!isGitHubActions || !OWN_EVENTS.includes(variables['GITHUB_EVENT_NAME'] ?? '')) return false
  const branch = readDefaultBranch(variables['GITHUB_EVENT_PATH'])
  return branch !== null && variables['GITHUB_REF'] === `refs/heads/${branch}`
}

function readDefaultBranch(eventPath: string | undefined): string | null {
  const event = readEvent(eventPath) as { repository?: { default_branch?: unknown } } | null
  const branch = event?.repository?.default_branch
  return typeof branch === 'string' ? branch : null
}

/** The payload of the event; null where there is none that can be read. */
export function readEvent(eventPath: string | undefined): unknown {
  if (eventPath === undefined) return null
  try {
    return JSON.parse(readFileSync(eventPath, 'utf8'))
  } catch {
    return null
  }
}

/** Who tags: the actor in Actions, else git's committer variables; null where git's own configuration is to be asked. */
export function readIdentity({ variables, isGitHubActions }: Environment): { name: string; email: string } | null {
  const actor = variables['GITHUB_ACTOR']
  if (isGitHubActions && actor) {
    const id = variables['GITHUB_ACTOR_ID']
    const server = variables['GITHUB_SERVER_URL']
    const host = server ? `users.noreply.${new URL(server).host}` : 'localhost'
    return { name: actor, email: `${id ? `${id}+` : ''}${actor}@${host}` }
  }
  const [name, email] = [variables['GIT_COMMITTER_NAME'], variables['GIT_COMMITTER_EMAIL']]
  return name && email ? { name, email } : null
}
