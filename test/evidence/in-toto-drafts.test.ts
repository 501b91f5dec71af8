import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Result } from '../../src/core/result.ts'
import { criteriaStatements, formatManifest } from '../../src/evidence/criteria-statements.ts'
import { evaluationStatement } from '../../src/evidence/evaluation-statement.ts'
import { compareResult, gateCheck, sha256 } from './sample-results.ts'

interface Vector {
  readonly manifest: Parameters<typeof formatManifest>[0]
  readonly canonical: string
  readonly sha256: string
}
const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL('../fixtures/in-toto/criteria.json', import.meta.url), 'utf8'),
)
const EVIDENCE = { uri: 'evidence/compare.json', digest: { sha256: sha256('file') } }
const evaluate = (overrides: Partial<Result> = {}) => evaluationStatement(compareResult(overrides), EVIDENCE)

const margin = gateCheck({
  id: 'gate/recall/margin/contract=Two%20year',
  verdict: 'fail',
  blocks: true,
  target: { object: null, column: 'contract', metric: 'recall', slice: 'contract=Two year' },
  expected: '> -0.01, 95 % interval',
  statistics: { ...gateCheck().statistics, margin: 0.01, rows: 300 },
})

describe('a comparison as an evaluation result', () => {
  test('claims the bounds of its gates, with data, model and what was registered before', () => {
    expect(evaluate({ checks: [gateCheck(), margin] })).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://in-toto.io/attestation/eval-result/v0.1',
      subject: [{ name: 'out/model.bin', digest: { sha256: sha256('model') } }],
      predicate: {
        evaluator: { id: 'urn:modelgate:local' },
        claims: [
          { metric: 'roc_auc', comparator: '>=', threshold: '0.8', passed: true },
          { metric: 'recall.difference[contract=Two year]', comparator: '>', threshold: '-0.01', passed: false },
        ],
        sampleSize: 1409,
        model: { digest: { sha256: sha256('model') } },
        dataset: { digest: { sha256: sha256('test') } },
        assuranceLevel: 'self_attested',
        subjectProfile: 'public-model',
        preRegistration: { alg: 'sha256', value: sha256('policy') },
        evidence: [EVIDENCE],
        harness: { name: 'modelgate', version: '1.0.0' },
      },
    })
  })

  test('of a run names the repository that ran it', () => {
    const source = { repository: 'acme/churn', commit: 'c', run: 'https://github.com/acme/churn/actions/runs/7' }
    expect(evaluate({ source })?.predicate.evaluator.id).toBe('https://github.com/acme/churn')
  })

  test.each([
    [1e-7, '0.0000001'],
    [-2.5e-9, '-0.0000000025'],
    [1e21, '1000000000000000000000'],
    [1.5e22, '15000000000000000000000'],
    [0.05, '0.05'],
  ])('writes the threshold %s as decimal text', (threshold, text) => {
    const statement = evaluate({ checks: [gateCheck({ expected: `>= ${threshold}` })] })
    expect(statement?.predicate.claims[0]?.threshold).toBe(text)
  })

  test.each<[string, Partial<Result>]>([
    ['without a file of the model', { materials: compareResult().materials.slice(0, 2) }],
    ['without labelled rows', { materials: compareResult().materials.slice(2) }],
    ['by flags alone', { policy: null }],
    ['whose only gate is open', { checks: [gateCheck({ verdict: 'inconclusive' })] }],
    ['whose only gate is an expression', { checks: [gateCheck({ expected: 'metrics.recall.candidate > 0.5' })] }],
  ])('%s is none', (_, overrides) => {
    expect(evaluate(overrides)).toBeNull()
  })
})

describe('criteria of a comparison', () => {
  test.each(vectors)(
    'have the canonical bytes of the reference implementation: %#',
    ({ manifest, canonical, sha256: digest }) => {
      expect(formatManifest(manifest)).toBe(canonical)
      expect(sha256(formatManifest(manifest))).toBe(digest)
    },
  )

  test('are one statement for each gate on all rows, the same for the same result', () => {
    const result = compareResult({ checks: [gateCheck(), margin] })
    const [statement, ...others] = criteriaStatements(result, 7, sha256)
    expect(others).toEqual([])
    expect(statement!.subject[1]).toEqual({ name: 'churn/evaluation', digest: { sha256: sha256('test') } })
    const { predicate } = statement!
    expect(predicate).toMatchObject({ created_at: '2026-11-21T08:00:00Z', metric: 'roc_auc', threshold: 0.8, seed: 7 })
    expect(predicate.manifest_sha256).toBe(statement!.subject[0]!.digest.sha256)
    expect(predicate.claim_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(Number.parseInt(predicate.claim_id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse(predicate.created_at))
    expect(criteriaStatements(result, 7, sha256)).toEqual([statement])
  })
})
