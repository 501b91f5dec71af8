import { describe, expect, test } from 'vitest'
import type { TrustedIdentity } from '../../src/core/trusted-identity.ts'
import { findWorkflowDistrust, type WorkflowClaims } from '../../src/core/workflow-trust.ts'

const CLAIMS: WorkflowClaims = {
  issuer: 'https://token.actions.githubusercontent.com',
  workflow: 'https://github.com/acme/churn/.github/workflows/model-cd.yml@refs/heads/main',
  repositoryId: '4711',
  event: 'push',
  runner: 'github-hosted',
}
const trust = (workflow: string, others: Partial<Extract<TrustedIdentity, { kind: 'workflow' }>> = {}) => ({
  ...{ kind: 'workflow' as const, issuer: CLAIMS.issuer, workflow },
  ...{ repositoryId: null, event: null, runner: null },
  ...others,
})

describe('a workflow is trusted', () => {
  test.each([
    'acme/churn/.github/workflows/model-cd.yml@refs/heads/main',
    'https://github.com/acme/churn/.github/workflows/model-cd.yml@refs/heads/main',
    'acme/*/.github/workflows/*.yml@refs/heads/main',
    'acme/churn/.github/workflows/model-cd.yml@refs/heads/*',
  ])('by %s', (pattern) => {
    expect(findWorkflowDistrust(CLAIMS, [trust(pattern)])).toBeNull()
  })

  test.each([
    ['acme/churn/.github/workflows/model-cd.yml@refs/heads/mai', 'no part of a name stands for it'],
    ['acme/churn/.github/workflows/model-cd_yml@refs/heads/main', 'a point is a point'],
    ['acme/*@refs/heads/main', 'a star stops at slashes'],
    ['https://github.example/acme/churn/.github/workflows/model-cd.yml@refs/heads/main', 'another server'],
    ['churn/.github/workflows/model-cd.yml@refs/heads/main', 'the end of a name'],
  ])('not by %s: %s', (pattern) => {
    expect(findWorkflowDistrust(CLAIMS, [trust(pattern)])).toContain(`asks for workflow ${pattern}`)
  })
})

test('of several identities one is enough, and the reason is about the one that comes nearest', () => {
  const own = 'acme/churn/.github/workflows/model-cd.yml@refs/heads/main'
  const far = trust('eve/x/.github/workflows/y.yml@refs/heads/main', { repositoryId: '1', event: 'schedule' })
  expect(findWorkflowDistrust(CLAIMS, [far, trust(own)])).toBeNull()
  expect(findWorkflowDistrust(CLAIMS, [far, trust(own, { repositoryId: '1' })])).toMatch(
    /asks for repository id 1, not 4711$/,
  )
})

test.each(['pull_request', 'pull_request_target', 'pull_request_review'])('%s is never trusted', (event) => {
  const trusted = trust('acme/churn/.github/workflows/model-cd.yml@refs/heads/main', { event })
  expect(findWorkflowDistrust({ ...CLAIMS, event }, [trusted])).toContain('never trusted')
})

test.each(['workflow_run', 'issue_comment', 'discussion_comment'])('%s is trusted only by its name', (event) => {
  const own = 'acme/churn/.github/workflows/model-cd.yml@refs/heads/main'
  expect(findWorkflowDistrust({ ...CLAIMS, event }, [trust(own)])).toContain(`own, not ${event}`)
  expect(findWorkflowDistrust({ ...CLAIMS, event }, [trust(own, { event })])).toBeNull()
})

test('a key says nothing of workflows', () => {
  const key: TrustedIdentity = { kind: 'key', pem: '', name: 'release.pub' }
  expect(findWorkflowDistrust(CLAIMS, [key])).toContain('names no workflow')
})
