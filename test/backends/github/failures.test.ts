import { describe, expect, it } from 'vitest'
import { readFailure, refusePosting } from '../../../src/backends/github/failures.ts'

const failure = (status: number, message: string, headers: Readonly<Record<string, string>> = {}) =>
  readFailure({ status, message, response: { headers, data: { message } } }, 'github.test', 'ghs_secret')

describe('an answer that refuses', () => {
  it.each([
    [403, 'Resource not accessible by integration', {}, 'permission'],
    [403, 'Resource not accessible by personal access token', {}, 'permission'],
    [403, 'Must have admin rights to Repository.', {}, 'permission'],
    [403, 'Unable to create comment because issue is locked.', {}, 'refused'],
    [403, 'Repository was archived so is read-only.', {}, 'refused'],
    [
      403,
      'Although you appear to have the correct authorization credentials, the organization has an IP allow list enabled',
      {},
      'refused',
    ],
    [403, 'Resource protected by organization SAML enforcement.', { 'x-github-sso': 'required' }, 'refused'],
    [403, 'You have exceeded a secondary rate limit.', {}, 'rate'],
    [403, 'You have triggered an abuse detection mechanism.', {}, 'rate'],
    [403, 'Forbidden', { 'retry-after': '30' }, 'rate'],
    [403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0' }, 'rate'],
    [429, 'Too many requests', {}, 'rate'],
    [401, 'Bad credentials', {}, 'credentials'],
    [404, 'Not Found', {}, 'gone'],
    [410, 'Issues are disabled for this repo', {}, 'gone'],
    [422, 'Validation Failed', {}, 'invalid'],
    [400, 'Problems parsing JSON', {}, 'refused'],
    [500, 'Server Error', {}, 'unclear'],
    [502, 'Server Error', {}, 'unclear'],
  ])('%s %s %j is told from the others', (status, message, headers, kind) => {
    expect(failure(status, message, headers).kind).toBe(kind)
  })

  it('names a line of the job only where one is missing, of those that GitHub would accept', () => {
    const permissionOf = (status: number, message: string, accepted?: string) => {
      const headers: Record<string, string> =
        accepted === undefined ? {} : { 'x-accepted-github-permissions': accepted }
      const posted = refusePosting('comment', failure(status, message, headers), 'pull-requests: write')
      return posted.kind === 'refused' ? posted.permission : undefined
    }
    const denied = 'Resource not accessible by integration'
    expect(permissionOf(403, denied)).toBe('pull-requests: write')
    expect(permissionOf(403, denied, 'issues=write; pull_requests=write')).toBe('pull-requests: write')
    expect(permissionOf(403, denied, 'security_events=write')).toBe('security-events: write')
    expect(permissionOf(403, denied, 'contents=write,actions=write')).toBe('contents: write, actions: write')
    expect(permissionOf(403, 'issue is locked', 'issues=write')).toBeNull()
    expect(permissionOf(429, 'slow down')).toBeNull()
  })

  it('is told on one line, with what GitHub finds wrong and without the token', () => {
    const data = {
      message: 'Validation\nFailed',
      errors: [{ message: 'body is too long' }, 'for ghs_secret', { code: 'x' }],
    }
    const { said } = readFailure({ status: 422, response: { headers: {}, data } }, 'github.test', 'ghs_secret')
    expect(said).toBe('github.test answers 422: Validation Failed; body is too long; for ***')
  })

  it('is not made of what is no answer', () => {
    const fault = new TypeError('x is not a function')
    expect(() => readFailure(fault, 'github.test', '')).toThrow(fault)
    expect(readFailure({ status: 500, message: 'cut' }, 'github.test', '').kind).toBe('unclear')
  })
})
