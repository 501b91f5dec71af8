import { readFileSync } from 'node:fs'
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

/** The base branch of a pull request and the commit that its event names; null for all other events. */
export function readBaseBranch(environment: Environment): { readonly name: string; readonly commit: string } | null {
  const commit = readBaseCommit(environment)
  const name = environment.variables['GITHUB_BASE_REF']
  return commit !== null && name ? { name, commit } : null
}

/** The commit of the base branch that a pull request's event names; null for all other events. */
export function readBaseCommit({ variables, isGitHubActions }: Environment): string | null {
  if (!isGitHubActions) return null
  const event = readEvent(variables['GITHUB_EVENT_PATH']) as { pull_request?: { base?: { sha?: unknown } } } | null
  const commit = event?.pull_request?.base?.sha
  return typeof commit === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit) ? commit : null
}

function readEvent(eventPath: string | undefined): unknown {
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
