import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import type { CheckResult, Result } from '../../src/core/result.ts'
import { renderSarif, type SarifOptions } from '../../src/report/sarif.ts'
import { poison, readFixture } from './fixtures.ts'

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
    readonly automationDetails: { readonly id: string }
    readonly invocations: readonly {
      readonly toolExecutionNotifications?: readonly { readonly message: { readonly text: string } }[]
    }[]
    readonly results: readonly SarifResult[]
  }[]
}
interface SarifResult {
  readonly ruleId: string
  readonly level: string
  readonly message: { readonly text: string }
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string }
      readonly region: { readonly startLine: number }
    }
  }[]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[]
}

const {
  $schema: _,
  id: $id,
  ...schema
} = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/sarif/sarif-schema-2.1.0.json'), 'utf8'))
const ajv = new Ajv.default({ strict: false, allErrors: true })
addFormats.default(ajv)
const isSarif = ajv.compile({ $id, ...schema })

const inPlace: SarifOptions = { locate: (file) => file }

/** The document, once the standard's schema has let it through. */
function parse(text: string): Sarif {
  const document = JSON.parse(text)
  isSarif(document)
  expect(isSarif.errors ?? []).toEqual([])
  return document
}
const render = (results: readonly Result[], options = inPlace) => parse(renderSarif(results, options))
const placeOf = ({ locations }: SarifResult) => {
  const { artifactLocation, region } = locations[0]!.physicalLocation
  return `${artifactLocation.uri}:${region.startLine}`
}

describe('the SARIF report', () => {
  it('points at the line of each check that did not pass, the worst first', () => {
    const { runs } = render([readFixture('compare-fail'), readFixture('validate-fail')])
    expect(
      runs.map((run) => [
        run.automationDetails.id,
        ...run.results.map((result) => `${result.level} ${result.ruleId} ${placeOf(result)}`),
      ]),
    ).toEqual([
      [
        'modelgate/compare/churn/',
        'error churn/gate/roc_auc/min modelgate.yml:31',
        'error churn/gate/recall/margin/contract=One year modelgate.yml:33',
        'warning churn/gate/recall/margin/contract=Two year modelgate.yml:33',
        'note churn/gate/roc_auc/margin modelgate.yml:32',
      ],
      [
        'modelgate/validate/churn/',
        'error churn/contract/customers/monthly_charges/minimum contracts/customers.odcs.yaml:41',
        'error churn/contract/customers/customer_id/unique contracts/customers.odcs.yaml:22',
        'warning churn/contract/customers/payment_method/invalidValues contracts/customers.odcs.yaml:63',
        'warning churn/contract/customers/tenure/sql-1 contracts/customers.odcs.yaml:57',
      ],
    ])
    expect(runs[1]!.results[0]!.message.text).toBe(
      'monthly_charges is at least 0: does not hold. 12 of 7,611 rows (0.2 %) lie below 0; none may. Mend the export, or allow credits by lowering minimum.',
    )
  })

  it('suppresses what is waived, with the reason', () => {
    const waived = render([readFixture('compare-fail')]).runs[0]!.results.filter(({ suppressions }) => suppressions)
    expect(waived.map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
      [
        'churn/gate/roc_auc/margin',
        [expect.objectContaining({ kind: 'external', justification: expect.stringMatching(/\(.*, until 2026-/) })],
      ],
    ])
  })

  it('keeps a run without results where all passed, which closes the alerts of the run before', () => {
    for (const name of ['compare-pass', 'validate-pass'] as const) {
      const { runs } = render([readFixture(name)])
      expect(runs.map(({ results, tool }) => [results, tool.driver.rules])).toEqual([[[], []]])
    }
    expect(render([]).runs).toEqual([])
  })

  it('names alerts alike in every run, whatever the measured numbers are', () => {
    const failed = readFixture('compare-fail')
    const other: Result = {
      ...failed,
      startedAt: '2027-01-01T00:00:00Z',
      checks: failed.checks.map((check) => ({ ...check, observed: 0.1, help: 'other words' })) as CheckResult[],
    }
    const keys = (results: readonly Result[]) =>
      render(results).runs[0]!.results.map(({ ruleId, partialFingerprints }) => [ruleId, partialFingerprints])
    expect(keys([other])).toEqual(keys([failed]))
    const prints = keys([failed]).map(([, print]) => JSON.stringify(print))
    expect(new Set(prints).size).toBe(prints.length)
  })

  it('lists each rule once, and none that has no result', () => {
    const result = readFixture('validate-fail')
    for (const run of render([result, result]).runs) {
      const ids = run.tool.driver.rules.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(new Set(ids)).toEqual(new Set(run.results.map(({ ruleId }) => ruleId)))
    }
  })

  it('shows a check without a place of its own at the top of the policy, since GitHub takes none without', () => {
    const result = readFixture('compare-fail')
    const checks = result.checks.map((check) => ({ ...check, source: null }))
    const placed = (changed: Partial<Result>, locate = inPlace.locate) =>
      new Set(render([{ ...result, checks, ...changed }], { locate }).runs[0]!.results.map(placeOf))
    expect(placed({ policy: { ...result.policy!, uri: 'models/churn/modelgate.yml' } })).toEqual(
      new Set(['models/churn/modelgate.yml:1']),
    )
    expect(placed({ policy: null })).toEqual(new Set(['modelgate.yml:1']))
    expect(placed({ checks: result.checks }, () => null)).toEqual(new Set(['modelgate.yml:1']))
  })

  it('writes paths as URIs from the repository’s root', () => {
    const result = readFixture('compare-fail')
    const checks = result.checks.map((check) => ({ ...check, source: { file: 'a b/ä#1?.yml', line: 0 } }))
    const { runs } = render([{ ...result, checks }], { locate: (file) => `sub/${file}` })
    expect(new Set(runs[0]!.results.map(placeOf))).toEqual(new Set(['sub/a%20b/%C3%A4%231%3F.yml:1']))
  })

  it('leaves out measurements and what was skipped, and notes what only informs', () => {
    const result = readFixture('validate-fail')
    const broken = result.checks.find((check) => check.verdict === 'fail')!
    const checks = [
      { ...broken, id: 'contract/a', severity: 'info', blocks: false },
      { ...broken, id: 'contract/b', verdict: 'skip', blocks: false },
      ...readFixture('compare-fail').checks.filter((check) => check.kind === 'metric'),
    ] as CheckResult[]
    const { results } = render([{ ...result, checks }]).runs[0]!
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([['churn/contract/a', 'note']])
  })

  it('stays valid and inert whatever a result holds', () => {
    const names = ['compare-fail', 'validate-fail', 'compare-gates', 'compare-multiclass'] as const
    const hostile = names.map((name) => poison(readFixture(name)))
    const text = renderSarif([...hostile, { ...hostile[0]!, model: '\uD800', startedAt: 'then' }], {
      ...inPlace,
      repositoryUrl: 'javascript:alert(1)',
    })
    for (const { text: message } of parse(text).runs.flatMap(({ results }) => results.map((entry) => entry.message))) {
      expect(message).not.toMatch(/\]\(|@octocat|[\r\n\u202E\0]/)
    }
    expect(text).not.toMatch(/\\ud[89a-f]|javascript:alert\(1\)"/i)
  })

  it('has a run of each model up to twenty, and one of each command beyond', () => {
    const [compared, checked] = [readFixture('compare-fail'), readFixture('validate-fail')]
    const models = (count: number) =>
      Array.from({ length: count }, (_, index) => [
        { ...compared, model: `m/${index}` },
        { ...checked, model: `m/${index}` },
      ]).flat()
    expect(render(models(10)).runs.map(({ automationDetails }) => automationDetails.id)).toContain(
      'modelgate/compare/m%2F9/',
    )
    const { runs } = render(models(11))
    expect(runs.map(({ automationDetails, results }) => [automationDetails.id, results.length])).toEqual([
      ['modelgate/compare/', 44],
      ['modelgate/validate/', 44],
    ])
    expect(new Set(runs[0]!.results.map(({ ruleId }) => ruleId)).size).toBe(44)
  })

  it('keeps what GitHub takes, the worst of all runs first, and counts the rest', () => {
    const result = readFixture('validate-fail')
    const [error, warning] = [result.checks.find(({ blocks }) => blocks)!, result.checks.at(-2)!]
    const long = 'ẞ'.repeat(900)
    const many = (check: CheckResult, count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...check, id: `contract/x/${index}`, help: long }))
    const text = renderSarif(
      [
        { ...result, command: 'compare', checks: many(warning, 3000) as CheckResult[] },
        { ...result, checks: many(error, 100) as CheckResult[] },
      ],
      inPlace,
    )
    expect(text.length).toBeLessThan(10_000_000)
    expect(gzipSync(text).length).toBeLessThan(10_000_000)
    const [first, second] = (JSON.parse(text) as Sarif).runs
    expect(second!.results).toHaveLength(100)
    const kept = first!.results.length
    expect(kept).toBeGreaterThan(500)
    expect(kept).toBeLessThan(3000)
    expect(first!.invocations.at(-1)!.toolExecutionNotifications![0]!.message.text).toBe(
      `${(3000 - kept).toLocaleString('en')} more checks did not pass; the result file has them all`,
    )
  })

  it('holds no more than 5,000 results of one run', () => {
    const result = readFixture('validate-fail')
    const broken = result.checks.find(({ blocks }) => blocks)!
    const checks = Array.from({ length: 5001 }, (_, index) => ({ ...broken, id: `contract/x/${index}`, help: 'x' }))
    const [run] = (JSON.parse(renderSarif([{ ...result, checks }], inPlace)) as Sarif).runs
    expect(run!.results).toHaveLength(5000)
  })
})
