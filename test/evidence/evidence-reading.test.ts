import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/core/faults.ts'
import { evidenceBytes } from '../../src/evidence/evidence-file.ts'
import { readStatements } from '../../src/evidence/evidence-reading.ts'
import { compareResult } from './sample-results.ts'

const plain = new TextDecoder().decode(evidenceBytes([compareResult()]))
const statement = JSON.parse(plain)

const envelope = (content: string, overrides: object = {}) => ({
  payload: Buffer.from(content).toString('base64'),
  payloadType: 'application/vnd.in-toto+json',
  signatures: [],
  ...overrides,
})

function faultsOf(text: string): string {
  try {
    readStatements(text, 'e.json')
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return ''
}

describe('reading evidence', () => {
  test.each([
    ['a bare statement', plain, 'none'],
    ['an indented statement', JSON.stringify(statement, null, 2), 'none'],
    ['an envelope without signatures', JSON.stringify(envelope(plain)), 'unsigned'],
    ['an envelope with signatures', JSON.stringify(envelope(plain, { signatures: [{ sig: 'AA==' }] })), 'signed'],
    [
      'a URL-safe envelope',
      JSON.stringify({ ...envelope(plain), payload: Buffer.from(plain).toString('base64url') }),
      'unsigned',
    ],
    [
      'a bundle',
      JSON.stringify({ mediaType: 'x', dsseEnvelope: envelope(plain, { signatures: [{ sig: 'AA==' }] }) }),
      'signed',
    ],
  ])('takes %s', (_, text, kind) => {
    const signedText = kind === 'signed' ? JSON.stringify(JSON.parse(text)) : null
    expect(readStatements(text, 'e.json')).toEqual([
      { result: compareResult(), envelope: kind, isConsistent: true, signedText, signature: null },
    ])
  })

  test.each([
    ['a subject that leaves a material out', { ...statement, subject: statement.subject.slice(1) }],
    [
      'a list of passed tests with one more',
      { ...statement, predicate: { ...statement.predicate, passedTests: ['gate/roc_auc/min', 'x'] } },
    ],
    ['another word for the result', { ...statement, predicate: { ...statement.predicate, result: 'FAILED' } }],
  ])('sees %s', (_, value) => {
    expect(readStatements(JSON.stringify(value), 'e.json')[0]!.isConsistent).toBe(false)
  })

  test('lets a field pass that a later version may add', () => {
    const later = { ...statement, predicate: { ...statement.predicate, url: 'https://ci.example/run/1' } }
    expect(readStatements(JSON.stringify(later), 'e.json')[0]!.isConsistent).toBe(true)
  })

  test.each([
    ['nothing', '', /e\.json:1: the evidence file is empty/],
    ['no JSON', '{"a": ', /e\.json:1: this is no JSON/],
    ['a bad second line', `${plain}{"a"\n`, /e\.json:2: this is no JSON/],
    [
      'a result file',
      JSON.stringify(compareResult()),
      /no in-toto statement[\s\S]*→ give the file that --evidence-file wrote/,
    ],
    [
      'another predicate',
      JSON.stringify({ ...statement, predicateType: 'https://slsa.dev/provenance/v1' }),
      /predicateType is not/,
    ],
    [
      'no result inside',
      JSON.stringify({ ...statement, predicate: {} }),
      /predicate\.modelgate is no modelgate\.result\/v1/,
    ],
    [
      'an unknown verdict',
      JSON.stringify({ ...statement, predicate: { modelgate: { ...compareResult(), verdict: 'yes' } } }),
      /modelgate\.verdict/,
    ],
    [
      'an envelope of something else',
      JSON.stringify(envelope(plain, { payloadType: 'text/plain' })),
      /payloadType of the envelope/,
    ],
    ['an envelope that is no base64', JSON.stringify(envelope('', { payload: '***' })), /no base64/],
    ['brackets without end', '['.repeat(100_000), /nested more than 64 deep/],
  ])('refuses %s by name and place', (_, text, message) => {
    expect(faultsOf(text)).toMatch(message)
  })

  test('names every line that is no evidence', () => {
    expect(faultsOf(`{}\n${plain}[]\n`)).toMatch(/e\.json:1: [\s\S]*e\.json:3: /)
  })

  test('answers any other text with an input fault', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(faultsOf(text)).not.toBe('')
      }),
    )
  })
})
