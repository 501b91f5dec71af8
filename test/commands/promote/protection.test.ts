import { describe, expect, it } from 'vitest'
import { listRegistryRefs, verifyEnvironment, verifyProtection } from '../../../src/commands/promote/protection.ts'
import type { TagRuleset } from '../../../src/ports/code-host.ts'

const RULESET: TagRuleset = {
  name: 'registry',
  source: 'acme/models',
  enforcement: 'active',
  include: ['refs/tags/**/*'],
  exclude: [],
  rules: ['update', 'deletion'],
  bypass: [],
  isBypassed: false,
}
const REFS = listRegistryRefs('churn', ['production'], 'v1.2.0')
const check = (...rulesets: Partial<TagRuleset>[]) =>
  verifyProtection({ kind: 'known', rulesets: rulesets.map((ruleset) => ({ ...RULESET, ...ruleset })) }, REFS)

describe('tags of the registry', () => {
  it('are of versions and stages, those to come and those that take back', () => {
    expect(REFS).toContain('refs/tags/churn@v1.2.0')
    expect(REFS).toContain('refs/tags/churn@v10.20.30!')
    expect(REFS).toContain('refs/tags/churn#production#12345')
    expect(listRegistryRefs('models/eu:churn', [], 'v0.1.0')[0]).toBe('refs/tags/models/eu=churn@v0.1.0')
  })

  it.each<[string, Partial<TagRuleset>[]]>([
    ['one ruleset over all', [{}]],
    ['~ALL', [{ include: ['~ALL'] }]],
    ['two rulesets that share the work', [{ rules: ['update'] }, { name: 'kept', rules: ['deletion', 'creation'] }]],
    ['patterns that share the names', [{ include: ['refs/tags/churn@*', 'refs/tags/churn#*'] }]],
    ['exceptions for others', [{ bypass: ['role admin'], isBypassed: false }]],
    ['exceptions that cannot be seen, and are not the token’s', [{ bypass: null, isBypassed: false }]],
    ['no exception at all, whatever is said of the token', [{ bypass: [], isBypassed: null }]],
    [
      'one that binds the token beside one of which that is not said',
      [{ bypass: null, isBypassed: null }, { name: 'other' }],
    ],
    ['an exclusion of other tags', [{ exclude: ['refs/tags/release-*'] }]],
    ['one that binds the token beside one that does not', [{ isBypassed: true }, { name: 'other' }]],
  ])('are protected by %s', (_, rulesets) => {
    expect(check(...rulesets)).toMatchObject({
      id: 'evidence/registry/protection',
      verdict: 'pass',
      severity: 'info',
      blocks: false,
      observed: expect.stringMatching(/^protected; moving them: protected; removing them: protected; creating them: /),
      statistics: { state: 'protected' },
    })
  })

  it.each<[string, Partial<TagRuleset>[], RegExp]>([
    ['no ruleset', [], /^moving the registry's tags is open \(no active ruleset forbids it\), removing them is open/],
    ['deletion alone', [{ rules: ['deletion'] }], /^moving the registry's tags is open \(no active/],
    ['update alone', [{ rules: ['update', 'non_fast_forward'] }], /^removing the registry's tags is open/],
    ['a trial', [{ enforcement: 'evaluate' }], /no active ruleset/],
    ['patterns for versions alone', [{ include: ['refs/tags/churn@*'] }], /churn#production#1 is not covered/],
    ['patterns for the version of today', [{ include: ['refs/tags/churn@v1.*', 'refs/tags/churn#*'] }], /v0\.0\.1/],
    ['an exclusion of stages', [{ exclude: ['refs/tags/*#*'] }], /churn#production#1 is not covered/],
    ['an empty list of patterns', [{ include: [] }], /no active ruleset/],
    ['rules that the token is free of', [{ isBypassed: true }], /do not bind the token of this job/],
  ])('are open with %s', (_, rulesets, help) => {
    expect(check(...rulesets)).toMatchObject({
      verdict: 'fail',
      severity: 'warning',
      blocks: false,
      observed: expect.stringMatching(/^open; /),
      statistics: { state: 'open' },
      help: expect.stringMatching(help),
    })
  })

  it.each<[string, Partial<TagRuleset>[]]>([
    ['whose exceptions cannot be seen', [{ bypass: null, isBypassed: null }]],
    ['with exceptions that may be the token’s', [{ bypass: ['app 77'], isBypassed: null }]],
    [
      'beside one that the token is free of',
      [
        { bypass: null, isBypassed: null },
        { name: 'other', isBypassed: true },
      ],
    ],
  ])('are not known to be protected where GitHub does not say whether a ruleset binds the token: %s', (_, rulesets) => {
    expect(check(...rulesets)).toMatchObject({
      verdict: 'inconclusive',
      severity: 'info',
      blocks: false,
      observed: expect.stringMatching(/^unknown; moving them: unknown; removing them: unknown; creating them: open; /),
      statistics: { state: 'unknown', update: 'unknown' },
      help: expect.stringMatching(
        /^moving the registry's tags is unknown \(GitHub does not say .*\), removing them is unknown .*bypass list/,
      ),
    })
  })

  it('are open where one of both is, whatever is unknown of the other', () => {
    expect(check({ rules: ['update'], bypass: null, isBypassed: null })).toMatchObject({
      verdict: 'fail',
      help: expect.stringMatching(/^removing the registry's tags is open \(no active ruleset forbids it\): add/),
    })
  })

  it('tell who is free of the rules, what is only tried, and whether creating is restricted', () => {
    const restricted = check(
      { rules: ['creation', 'update', 'deletion'], bypass: ['app 77'] },
      { enforcement: 'evaluate', name: 'trial' },
    )
    expect(restricted.observed).toBe(
      'protected; moving them: protected; removing them: protected; creating them: protected; ruleset registry of acme/models, but for app 77; ruleset trial only evaluates and enforces nothing',
    )
    expect(check({ bypass: null }).observed).toContain('whose exceptions this token may not see')
  })

  it('are unknown where nobody can be asked, which is neither good nor bad', () => {
    expect(verifyProtection({ kind: 'unknown', reason: '403' }, REFS)).toMatchObject({
      verdict: 'inconclusive',
      severity: 'info',
      blocks: false,
      observed: 'unknown',
      help: expect.stringContaining('403'),
    })
  })
})

describe('the environment of a stage', () => {
  it.each([
    [{ kind: 'known', reviewers: ['octocat'], preventsSelfReview: true }, 'pass', 'info', 'octocat'],
    [
      { kind: 'known', reviewers: ['ml'], preventsSelfReview: false },
      ...['pass', 'info', 'ml; who starts the job may approve it'],
    ],
    [{ kind: 'known', reviewers: [], preventsSelfReview: false }, 'fail', 'warning', 'no reviewers'],
    [{ kind: 'missing' }, 'fail', 'warning', 'there is no such environment'],
    [{ kind: 'unknown', reason: 'gone' }, 'inconclusive', 'info', 'unknown'],
  ] as const)('%j is %s', (found, verdict, severity, observed) => {
    expect(verifyEnvironment('production', 'prod', found)).toMatchObject({
      id: 'evidence/stage/production/environment',
      ...{ verdict, severity, observed, blocks: false },
    })
  })
})
