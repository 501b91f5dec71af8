import { describe, expect, test } from 'vitest'
import type { CheckResult, Result } from '../../src/core/result.ts'
import type { ReadStatement } from '../../src/evidence/evidence-reading.ts'
import {
  type EvidenceContext,
  type EvidenceSource,
  verifyDigest,
  verifyStatement,
  weakestTrust,
} from '../../src/evidence/statement-verification.ts'
import { compareResult, gateCheck, sha256 } from './sample-results.ts'

const SOURCE: EvidenceSource = { file: 'e.json', digest: { sha256: sha256('e') }, isBound: true }
const LOCAL: EvidenceContext = {
  model: 'churn',
  repository: 'acme/churn',
  run: null,
  trust: 'local',
  stage: { name: 'production', environment: null },
  isSignatureRequired: false,
  isTrusting: false,
  maxAgeMs: null,
  now: new Date('2026-11-21T09:00:00Z'),
}
const RUN_7 = { repository: 'acme/churn', commit: 'c0ffee', run: '7' }
const CI: EvidenceContext = { ...LOCAL, trust: 'protected', run: '7' }
const REVIEWED = { name: 'production', environment: 'production' }

function verify(
  overrides: Partial<Result> = {},
  context: EvidenceContext = LOCAL,
  source: Partial<EvidenceSource> = {},
  statement: Partial<ReadStatement> = {},
): Record<string, string> {
  const read = {
    ...{ result: compareResult(overrides), envelope: 'none' as const, isConsistent: true },
    ...{ signedText: null, signature: null },
    ...statement,
  }
  const problems = verifyStatement(read, { ...SOURCE, ...source }, context).filter((check) => check.verdict !== 'pass')
  expect(problems.every((check) => check.blocks && check.severity === 'error' && check.help)).toBe(true)
  return Object.fromEntries(problems.map((check) => [check.id, problemOf(check)]))
}

const problemOf = (check: CheckResult) => String((check.statistics as Readonly<Record<string, unknown>>)['problem'])

describe('a statement by itself', () => {
  test.each<[string, Partial<Result>, EvidenceContext, Partial<EvidenceSource>]>([
    ['made and used outside CI', {}, LOCAL, { isBound: false }],
    ['of the same protected run, by its digest', { trust: 'protected', source: RUN_7 }, CI, {}],
    ['of a repository without a name', { source: null }, LOCAL, {}],
    ['that warns', { verdict: 'warn', checks: [gateCheck({ verdict: 'inconclusive' })] }, LOCAL, {}],
    ['of a protected run for a reviewed stage', { trust: 'protected', source: RUN_7 }, { ...CI, stage: REVIEWED }, {}],
  ])('%s holds', (_, overrides, context, source) => {
    expect(verify(overrides, context, source)).toEqual({})
  })

  test.each<[string, Partial<Result>, EvidenceContext, Partial<EvidenceSource>, Record<string, string>]>([
    ['of another model', { model: 'spam' }, LOCAL, {}, { 'evidence/compare/subject': 'foreign' }],
    [
      'of another repository',
      { source: { ...RUN_7, repository: 'eve/churn', run: null } },
      LOCAL,
      {},
      { 'evidence/compare/subject': 'foreign' },
    ],
    ['of a pull request', { trust: 'pull_request' }, LOCAL, {}, { 'evidence/compare/trust': 'insufficient' }],
    [
      'used in a pull request',
      { trust: 'protected' },
      { ...CI, trust: 'pull_request' },
      {},
      { 'evidence/compare/trust': 'insufficient' },
    ],
    ['carried from a laptop into CI', {}, CI, {}, { 'evidence/compare/trust': 'insufficient' }],
    [
      'made locally for a reviewed stage',
      {},
      { ...LOCAL, stage: REVIEWED },
      {},
      { 'evidence/compare/trust': 'insufficient' },
    ],
    [
      'that only claims a protected run, for a reviewed stage',
      { trust: 'protected' },
      { ...LOCAL, stage: REVIEWED },
      {},
      { 'evidence/compare/trust': 'insufficient' },
    ],
    [
      'of another run',
      { trust: 'protected', source: { ...RUN_7, run: '6' } },
      CI,
      {},
      { 'evidence/compare/origin': 'foreign' },
    ],
    [
      'in CI without its digest',
      { trust: 'protected', source: RUN_7 },
      CI,
      { isBound: false },
      { 'evidence/compare/origin': 'insufficient' },
    ],
    [
      'unsigned where signatures are required',
      {},
      { ...LOCAL, isSignatureRequired: true },
      {},
      { 'evidence/compare/origin': 'insufficient' },
    ],
    [
      'whose verdict was lifted',
      { checks: [gateCheck({ verdict: 'fail', blocks: true })] },
      LOCAL,
      {},
      { 'evidence/compare/verdict': 'tampered' },
    ],
    [
      'that says no',
      { verdict: 'fail', blocks: true, checks: [gateCheck({ verdict: 'fail', blocks: true })] },
      LOCAL,
      {},
      { 'evidence/compare/outcome': 'insufficient' },
    ],
    [
      'that is open and blocks',
      { verdict: 'inconclusive', blocks: true, checks: [gateCheck({ verdict: 'inconclusive', blocks: true })] },
      LOCAL,
      {},
      { 'evidence/compare/outcome': 'insufficient' },
    ],
  ])('%s is refused by name', (_, overrides, context, source, problems) => {
    expect(verify(overrides, context, source)).toEqual(problems)
  })

  test.each<[string, string, Record<string, string>]>([
    ['within the limit', '2026-11-21T08:30:00Z', {}],
    ['ahead by what clocks differ', '2026-11-21T09:04:00Z', {}],
    ['older', '2026-11-21T07:59:59Z', { 'evidence/compare/age': 'stale' }],
    ['from the future', '2026-11-21T09:06:00Z', { 'evidence/compare/age': 'insufficient' }],
    ['from a far future', '2126-01-01T00:00:00Z', { 'evidence/compare/age': 'insufficient' }],
    ['without a time that can be read', 'soon', { 'evidence/compare/age': 'stale' }],
  ])('%s of what the policy takes is judged by its age', (_, finishedAt, problems) => {
    expect(verify({ finishedAt }, { ...LOCAL, maxAgeMs: 3_600_000 })).toEqual(problems)
    expect(verify({ finishedAt })).toEqual({})
  })

  test('from the future names both times and whose clock it was', () => {
    const result = compareResult({ finishedAt: '2026-11-22T09:00:00Z', trust: 'protected', source: RUN_7 })
    const read = { result, envelope: 'none' as const, isConsistent: true, signedText: null, signature: null }
    const [age] = verifyStatement(read, SOURCE, { ...CI, maxAgeMs: 1000 }).filter(({ id }) => id.endsWith('/age'))
    expect(age!.help).toMatch(
      /^e\.json finished in the future, at 2026-11-22T09:00:00Z, and it is 2026-11-21T09:00:00\.000Z here: the clock of run 7 or/,
    )
  })

  test.each<[string, Partial<Result>, string]>([
    [
      'by the rows, in the words of the check',
      {
        checks: [
          gateCheck({ verdict: 'fail', blocks: true, help: 'Measured 0.7; allowed is at least 0.8. Improve it.' }),
          gateCheck({
            ...{ id: 'gate/leakage', verdict: 'fail', blocks: true, title: 'No row was trained on' },
            ...{ target: { object: null, column: null, metric: null, slice: null } },
            help: '3 rows of 199 have an id that the training data has too: take them out of one of the two',
          }),
        ],
      },
      'compare refused it: 3 rows of 199 have an id that the training data has too: take them out of one of the two; 1 more check likewise',
    ],
    [
      'by a gate, with its title',
      {
        checks: [
          gateCheck({ verdict: 'fail', blocks: true, help: 'Measured 0.7; allowed is at least 0.8. Improve it.' }),
        ],
      },
      'compare refused it: ROC AUC is at least 0.8: measured 0.7; allowed is at least 0.8',
    ],
    [
      'as open',
      {
        verdict: 'inconclusive',
        checks: [gateCheck({ verdict: 'inconclusive', blocks: true, help: '9 rows are too few. Label 9 more.' })],
      },
      'compare did not decide it: ROC AUC is at least 0.8: 9 rows are too few',
    ],
    [
      'by nothing that it names, in its sentence',
      { summary: 'Nothing could be read.' },
      'compare said: Nothing could be read.',
    ],
  ])('that blocks says why: %s', (_, overrides, help) => {
    const result = compareResult({ verdict: 'fail', blocks: true, ...overrides })
    const read = { result, envelope: 'none' as const, isConsistent: true, signedText: null, signature: null }
    const outcome = verifyStatement(read, SOURCE, LOCAL).find(({ id }) => id === 'evidence/compare/outcome')
    expect(outcome!.help).toBe(help)
  })

  test('whose subject is not that of its result is refused as tampered', () => {
    expect(verify({}, LOCAL, {}, { isConsistent: false })).toEqual({ 'evidence/compare/verdict': 'tampered' })
  })

  test('in an envelope says that no signature was verified', () => {
    const statement: ReadStatement = {
      ...{ result: compareResult(), envelope: 'signed', isConsistent: true },
      ...{ signedText: '{}', signature: null },
    }
    const origin = verifyStatement(statement, SOURCE, LOCAL).find(({ id }) => id === 'evidence/compare/origin')
    expect(origin?.observed).toBe('envelope whose signature was not verified: evidence.trust names nobody')
  })
})

test.each([
  ['protected', 'protected', 'protected'],
  ['protected', 'local', 'local'],
  ['local', 'pull_request', 'pull_request'],
] as const)('trust %s and %s together are worth %s', (left, right, weakest) => {
  expect(weakestTrust(left, right)).toBe(weakest)
  expect(weakestTrust(right, left)).toBe(weakest)
})

test('a file is held against the digests that were told, and against none where none was', () => {
  const found = { sha256: sha256('a') }
  expect(verifyDigest('e.json', found, []).verdict).toBe('pass')
  expect(verifyDigest('out/e.json', found, [{ sha256: sha256('b') }])).toMatchObject({
    id: 'evidence/file/out%2Fe.json',
    verdict: 'fail',
    observed: `sha256:${sha256('a')}`,
    expected: `sha256:${sha256('b')}`,
  })
})
