import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCanonicalJson } from '../../src/evidence/canonical-json.ts'
import { evidenceBytes } from '../../src/evidence/evidence-file.ts'
import { readStatements } from '../../src/evidence/evidence-reading.ts'
import { verifyDigest } from '../../src/evidence/statement-verification.ts'
import { compareResult, contractCheck, gateCheck, sha256 } from './sample-results.ts'

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** The same JSON value with the keys of every object in another order. */
function shuffled(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((entry) => shuffled(entry, random))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, entry]) => ({ key, entry: shuffled(entry, random), rank: random() }))
  return Object.fromEntries(entries.sort((a, b) => a.rank - b.rank).map(({ key, entry }) => [key, entry]))
}

describe('canonical JSON', () => {
  test('writes the example of RFC 8785, section 3.2.2', () => {
    const value = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`)
    expect(formatCanonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  test('does not depend on the order of keys, and is its own canonical form', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (value, stream) => {
        const canonical = formatCanonicalJson(value)
        expect(formatCanonicalJson(shuffled(value, () => stream.next().value as number))).toBe(canonical)
        expect(formatCanonicalJson(JSON.parse(canonical))).toBe(canonical)
      }),
    )
  })

  test('replaces half a surrogate pair, which has no UTF-8 form, and keeps a whole one', () => {
    expect(formatCanonicalJson(['cut \ud83d', '😀'])).toBe('["cut \ufffd","😀"]')
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, undefined])('refuses %s', (value) => {
    expect(() => formatCanonicalJson(value)).toThrow()
  })
})

describe('an evidence file', () => {
  test('is an in-toto statement about the materials, with the whole result in its predicate', () => {
    const result = compareResult()
    const statement = JSON.parse(text(evidenceBytes([result])))
    expect(statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
      predicate: { result: 'PASSED', passedTests: ['gate/roc_auc/min'], warnedTests: [], failedTests: [] },
    })
    expect(statement.subject).toContainEqual({
      name: 'model',
      uri: 'out/model.bin',
      digest: { sha256: sha256('model') },
    })
    expect(statement.predicate.configuration[0]).toEqual({
      name: 'policy',
      uri: 'modelgate.yml',
      digest: { sha256: sha256('policy') },
    })
    expect(statement.predicate.modelgate).toEqual(result)
  })

  test.each([
    [
      'a verdict that blocks',
      { verdict: 'fail', blocks: true, checks: [gateCheck({ verdict: 'fail', blocks: true })] },
      'FAILED',
    ],
    ['a blocking inconclusive', { verdict: 'inconclusive', blocks: true }, 'FAILED'],
    ['a warning', { verdict: 'warn' }, 'WARNED'],
    ['nothing judged', { verdict: 'skip', checks: [] }, 'WARNED'],
  ] as const)('says of %s what readers of test results understand', (_, overrides, word) => {
    const [line] = text(evidenceBytes([compareResult(overrides)])).split('\n')
    expect(JSON.parse(line!).predicate.result).toBe(word)
  })

  test('is the same bytes for the same result, whatever the order of its keys', () => {
    const result = compareResult()
    const reversed = Object.fromEntries(Object.entries(result).reverse()) as unknown as typeof result
    expect(evidenceBytes([reversed])).toEqual(evidenceBytes([result]))
  })

  test('holds one statement a line for several models, and reads back as it was', () => {
    const results = [compareResult(), compareResult({ model: 'spam', checks: [contractCheck()] })]
    const file = text(evidenceBytes(results))
    expect(file.split('\n')).toHaveLength(3)
    expect(readStatements(file, 'e.jsonl').map(({ result }) => result)).toEqual(results)
  })

  test('changed in any one byte is noticed by its digest', () => {
    const bytes = evidenceBytes([compareResult()])
    const digest = { sha256: sha256(bytes) }
    expect(verifyDigest('e.json', { sha256: sha256(bytes) }, [digest]).verdict).toBe('pass')
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (position, change) => {
        const changed = Uint8Array.from(bytes)
        changed[position]! ^= change
        const check = verifyDigest('e.json', { sha256: sha256(changed) }, [digest])
        expect(check).toMatchObject({ verdict: 'fail', blocks: true, statistics: { problem: 'tampered' } })
      }),
    )
  })
})
