import type { TrustedIdentity } from './trusted-identity.ts'

/** What a certificate says of the workflow that signed; null where it does not say. */
export interface WorkflowClaims {
  readonly issuer: string
  /** `https://github.com/acme/churn/.github/workflows/model-cd.yml@refs/heads/main`. */
  readonly workflow: string
  readonly repositoryId: string | null
  readonly event: string | null
  readonly runner: string | null
}

/** Events that anybody may cause, or that bring what another run made: whoever means one names it. */
const OF_STRANGERS: readonly string[] = [
  ...['workflow_run', 'issues', 'issue_comment', 'discussion', 'discussion_comment', 'fork', 'watch', 'gollum'],
  ...['check_run', 'check_suite', 'status'],
]

/**
 * Why no trusted workflow is the one that signed, in one sentence about the one that comes nearest; null where one is.
 * What a pull request started is never trusted: whoever opens one may choose what it runs. Of other events that strangers
 * may cause only the one that the policy names is.
 */
export function findWorkflowDistrust(claims: WorkflowClaims, trusted: readonly TrustedIdentity[]): string | null {
  if (/^pull_request(?:_|$)/.test(claims.event ?? '')) {
    return `${claims.workflow} ran for ${claims.event}, and what a pull request starts is never trusted`
  }
  const reasons = trusted.flatMap((identity) =>
    identity.kind === 'workflow' ? [listMismatches(claims, identity)] : [],
  )
  if (reasons.some((list) => list.length === 0)) return null
  const [nearest] = reasons.sort((left, right) => left.length - right.length)
  return nearest === undefined
    ? `${claims.workflow} signed, and evidence.trust names no workflow`
    : `${claims.workflow} signed, and evidence.trust asks for ${nearest.join(' and ')}`
}

function listMismatches(claims: WorkflowClaims, trusted: Extract<TrustedIdentity, { kind: 'workflow' }>): string[] {
  const compare = (name: string, wanted: string | null, found: string | null) =>
    wanted === null || wanted === found ? [] : [`${name} ${wanted}, not ${found ?? 'none'}`]
  return [
    ...compare('issuer', trusted.issuer, claims.issuer),
    ...(isNamed(trusted.workflow, claims.workflow) ? [] : [`workflow ${trusted.workflow}`]),
    ...compare('repository id', trusted.repositoryId, claims.repositoryId),
    ...compare('event', trusted.event, claims.event),
    ...(trusted.event === null && OF_STRANGERS.includes(claims.event ?? '')
      ? [`an event of the repository’s own, not ${claims.event}`]
      : []),
    ...compare('runner', trusted.runner, claims.runner),
  ]
}

/** The server is the issuer's to say; it is compared only where the pattern names one. */
function isNamed(pattern: string, workflow: string): boolean {
  const found = pattern.startsWith('https://') ? workflow : workflow.replace(/^https:\/\/[^/]+\//, '')
  const expression = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
    .join('[^/]*')
  return new RegExp(`^${expression}$`).test(found)
}
