import type { FakeToken } from './state.ts'

type Level = 'read' | 'write'

/** What each operation asks of an app's token; of several one is enough. */
const NEEDED: readonly (readonly [pattern: RegExp, names: readonly string[]])[] = [
  [/^pulls\//, ['pull_requests']],
  [/^issues\/.*comment/, ['issues', 'pull_requests']],
  [/^issues\//, ['issues']],
  [/^checks\//, ['checks']],
  [/commit-status/, ['statuses']],
  [/^git\/|release|dispatch-event|repos\/get-branch$|get-commit$/, ['contents']],
  [/with-commit$/, ['pull_requests']],
  [/^actions\/|environment/, ['actions']],
  [/deployment/, ['deployments']],
  [/attestations/, ['attestations']],
  [/^code-scanning\//, ['security_events']],
]

/** `pull_requests=write; issues=write`, as GitHub's header has it; empty where metadata is enough. */
export function describeNeed(operation: string, method: string): string {
  const level = readLevel(method)
  return findNames(operation)
    .map((name) => `${name}=${level}`)
    .join('; ')
}

/** Whether a token may do it; a user's may do all, and reading a public repository needs no permission. */
export function isPermitted(token: FakeToken, operation: string, method: string, isPrivate: boolean): boolean {
  const { permissions } = token
  const names = findNames(operation)
  const level = readLevel(method)
  if (permissions === undefined || names.length === 0) return true
  if (level === 'read' && !isPrivate) return true
  return names.some((name) => permissions[name] === 'write' || permissions[name] === level)
}

function readLevel(method: string): Level {
  return method === 'GET' ? 'read' : 'write'
}

function findNames(operation: string): readonly string[] {
  return NEEDED.find(([pattern]) => pattern.test(operation))?.[1] ?? []
}
