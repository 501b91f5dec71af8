import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import type { CheckResult, Result } from '../../src/core/result.ts'
import { renderJunit } from '../../src/report/junit.ts'
import { poison, readFixture } from './fixtures.ts'

interface Outcome {
  readonly '@type': string
  readonly '@message': string
  readonly '#text': string
}
interface Suite {
  readonly '@name': string
  readonly '@tests': string
  readonly '@failures': string
  readonly '@errors': string
  readonly '@skipped': string
  readonly '@time': string
  readonly '@timestamp': string
  readonly testcase: readonly {
    readonly '@name': string
    readonly '@classname': string
    readonly failure?: Outcome
    readonly error?: Outcome
    readonly skipped?: Outcome
  }[]
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  isArray: (name) => name === 'testsuite' || name === 'testcase',
})

function parse(xml: string): {
  readonly '@tests': string
  readonly '@time': string
  readonly suites: readonly Suite[]
} {
  expect(XMLValidator.validate(xml)).toBe(true)
  const { testsuite, ...attributes } = parser.parse(xml).testsuites
  return { ...attributes, suites: testsuite ?? [] }
}

describe('the JUnit report', () => {
  it('makes a suite of each result and a test of each check', () => {
    const { suites, ...all } = parse(renderJunit([readFixture('compare-fail'), readFixture('validate-fail')]))
    expect(all).toMatchObject({ '@name': 'modelgate', '@tests': '28', '@failures': '4', '@errors': '0' })
    expect(suites).toHaveLength(2)
    expect(suites[0]).toMatchObject({
      '@name': 'churn compare',
      '@tests': '6',
      '@failures': '2',
      '@errors': '0',
      '@skipped': '2',
      '@time': '1.000',
      '@timestamp': '2026-11-21T08:00:00',
    })
    expect(suites[0]!.testcase.map((entry) => [entry['@classname'], entry['@name']])[0]).toEqual([
      'modelgate.churn.compare',
      'gate/roc_auc/min',
    ])
  })

  it('tells a no from what is open, and neither hides nor counts against the build what the policy lets through', () => {
    const { testcase } = parse(renderJunit([readFixture('compare-fail')])).suites[0]!
    const outcomes = testcase.map(({ failure, error, skipped, '@name': name }) => {
      if (failure) return `${name}: failure`
      if (error) return `${name}: error`
      return skipped ? `${name}: skipped, ${skipped['@message'].split(':')[0]}` : `${name}: passed`
    })
    expect(outcomes).toEqual([
      'gate/roc_auc/min: failure',
      'gate/roc_auc/margin: skipped, waived',
      'gate/recall/margin/contract=Month-to-month: passed',
      'gate/recall/margin/contract=One year: failure',
      'gate/recall/margin/contract=Two year: skipped, inconclusive',
      'gate/ece/max: passed',
    ])
    const open = parse(renderJunit([readFixture('compare-inconclusive')])).suites[0]!
    expect(open.testcase.filter(({ error }) => error)).toHaveLength(Number(open['@errors']))
    expect(Number(open['@errors'])).toBeGreaterThan(0)
  })

  it.each<[string, Partial<CheckResult>, string]>([
    ['a failed check of severity warning', { severity: 'warning', blocks: false }, 'skipped warning'],
    ['a check that only informs', { severity: 'info', blocks: false }, 'skipped warning'],
    ['a skipped check', { verdict: 'skip', blocks: false }, 'skipped skipped'],
    ['an inconclusive check that blocks', { verdict: 'inconclusive' }, 'error inconclusive'],
    ['an inconclusive check that does not', { verdict: 'inconclusive', blocks: false }, 'skipped inconclusive'],
    ['a failed check', {}, 'failure fail'],
  ])('reports %s', (_, changed, expected) => {
    const result = readFixture('validate-fail')
    const broken = result.checks.find(({ blocks }) => blocks)!
    const [entry] = parse(renderJunit([{ ...result, checks: [{ ...broken, ...changed } as CheckResult] }])).suites[0]!
      .testcase
    const outcomes = (['failure', 'error', 'skipped'] as const).flatMap((name) => {
      const outcome = entry![name]
      return outcome === undefined ? [] : [`${name} ${outcome['@type']}`]
    })
    expect(outcomes).toEqual([expected])
  })

  it('says what was measured, what is allowed and where', () => {
    const { testcase } = parse(renderJunit([readFixture('validate-fail')])).suites[0]!
    const { failure } = testcase.find((entry) => entry['@name'].endsWith('/minimum'))!
    expect(failure!['#text'].split('\n')).toEqual([
      'monthly_charges is at least 0',
      'does not hold. 12 of 7,611 rows (0.2 %) lie below 0; none may. Mend the export, or allow credits by lowering minimum.',
      'measured 12, allowed >= 0',
      'contracts/customers.odcs.yaml:41',
    ])
  })

  it('keeps a no that no check carries, and a result without checks', () => {
    const result = { ...readFixture('validate-fail'), checks: [] }
    const only = (changed: Partial<Result>) => parse(renderJunit([{ ...result, ...changed }])).suites[0]!.testcase
    expect(only({})).toMatchObject([{ '@name': 'verdict', failure: { '@message': result.summary } }])
    expect(only({ verdict: 'inconclusive' })).toMatchObject([{ error: { '@type': 'inconclusive' } }])
    expect(only({ verdict: 'skip', blocks: false })).toMatchObject([{ skipped: { '@type': 'skip' } }])
  })

  it('is XML whatever a result holds', () => {
    const result = readFixture('validate-fail')
    const texts = [
      ']]>',
      '<![CDATA[',
      '&amp;&#0;',
      '\uFFFE\uFFFF',
      '\uD800',
      '\u0000\u0008\u001B',
      '"\'>',
      '-->',
      '\u{1F600}',
    ]
    const checks = texts.map((text) => ({
      ...result.checks.find(({ blocks }) => blocks)!,
      id: text,
      title: text,
      help: text,
      source: { file: text, line: null },
    }))
    const xml = renderJunit([
      { ...result, model: texts.join(''), startedAt: '"', checks },
      ...(['compare-fail', 'validate-fail', 'compare-gates'] as const).map((name) => poison(readFixture(name))),
    ])
    const { suites } = parse(xml)
    expect(suites[0]!.testcase).toHaveLength(texts.length)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
    expect(xml).not.toMatch(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF\p{Surrogate}]|\]\]>|<!\[CDATA/u)
  })

  it('writes times as Jenkins reads them', () => {
    const result = { ...readFixture('validate-pass'), finishedAt: '2026-11-21T08:50:00.25Z' }
    expect(parse(renderJunit([result]))['@time']).toBe('3,000.250')
    expect(parse(renderJunit([{ ...result, finishedAt: 'later' }]))['@time']).toBe('0.000')
  })
})
