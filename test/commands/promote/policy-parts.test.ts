import { describe, expect, test } from 'vitest'
import { renderText } from '../../../src/report/text.ts'
import { gateCheck, metricCheck } from '../../evidence/sample-results.ts'
import { refusalOf, repository } from './promotion-outcomes.ts'
import { CONFIG } from './promotion-repository.ts'

const WAIVER = { check: 'gate/roc_auc/min', reason: 'relabelling', by: '@lead', until: '2999-12-31' }
const written = (until: string) =>
  `waivers: [{check: gate/roc_auc/min, reason: relabelling, by: "@lead", until: ${until}}]\n`

describe('evidence with a waived check', () => {
  const checks = [
    gateCheck({
      verdict: 'fail',
      blocks: false,
      waiver: WAIVER,
      statistics: { ...gateCheck().statistics, value: 0.7 },
    }),
    metricCheck(),
  ]

  async function promote(config: string) {
    const repo = repository({ 'modelgate.yml': config })
    const { files } = await repo.judge({ verdict: 'warn', checks })
    return repo.promote({ stage: 'production', evidence: files })
  }

  test('is enough where the policy has that waiver', async () => {
    const { results } = await promote(CONFIG + written('2999-12-31'))
    expect(results[0]).toMatchObject({ verdict: 'pass', blocks: false })
    expect(results[0]!.checks.find(({ id }) => id === 'evidence/compare/waivers')).toMatchObject({
      observed: 'gate/roc_auc/min until 2999-12-31 by @lead',
    })
    expect(results[0]!.summary).toBe(
      'churn v0.1.0 is registered and in production. 1 waived: gate/roc_auc/min until 2999-12-31 by @lead.',
    )
  })

  test('is named by a dry run, and where all was done before', async () => {
    const repo = repository({ 'modelgate.yml': CONFIG + written('2999-12-31') })
    const { files } = await repo.judge({ verdict: 'warn', checks })
    const flags = { stage: 'production', evidence: files }
    const summaries = []
    for (const dry of [true, false, false]) {
      summaries.push((await repo.promote({ ...flags, 'dry-run': dry })).results[0]!.summary)
    }
    const waived = ' 1 waived: gate/roc_auc/min until 2999-12-31 by @lead.'
    expect(summaries).toEqual([
      `churn may go: it would be v0.1.0 in production. Nothing was changed.${waived}`,
      `churn v0.1.0 is registered and in production.${waived}`,
      `churn is already in production as v0.1.0.${waived}`,
    ])
  })

  test('is told in the words of the policy, whose own nobody takes for commands of the log', async () => {
    const by = '"@lead\\n::error::gone\\e[31m"'
    const repo = repository({ 'modelgate.yml': CONFIG + written('2999-12-31').replace('"@lead"', by) })
    const forged = { ...WAIVER, by: '@lead\n::error::gone\u001b[31m', until: '2998-01-01' }
    const { files } = await repo.judge({
      verdict: 'warn',
      checks: checks.map((check) => (check.waiver ? { ...check, waiver: forged } : check)),
    })
    const { results } = await repo.promote({ stage: 'production', evidence: files, 'dry-run': true })
    const text = renderText(results, { colour: false })
    expect(text).toContain('1 waived: gate/roc_auc/min until 2999-12-31 by @lead')
    expect(text).not.toContain('\n::error')
    expect(text).not.toContain('\u001b')
  })

  test.each([
    ['has none', `${CONFIG}waivers: []\n`],
    ['had it until a day that is over', CONFIG + written('2020-01-01')],
    ['waives another check', CONFIG + written('2999-12-31').replace('roc_auc', 'recall')],
  ])('is refused where the policy %s', async (_, config) => {
    expect(refusalOf(await promote(config))).toEqual({ 'evidence/compare/waivers': 'insufficient' })
  })
})

describe('evidence of a gate by expression', () => {
  const config = CONFIG.replace(
    '{metric: roc_auc, min: 0.80}',
    '{name: better, expr: "metrics.roc_auc.difference > 0 || metrics.recall.candidate > 0.9"}',
  )
  const { threshold: _, ...statistics } = gateCheck().statistics
  const judged = (operands: Readonly<Record<string, number | null>>) => [
    gateCheck({
      id: 'gate/better',
      expected: 'metrics.roc_auc.difference > 0 || metrics.recall.candidate > 0.9',
      target: { object: null, column: null, metric: null, slice: null },
      statistics: { ...statistics, value: null, operands },
    }),
    metricCheck(),
  ]

  test.each([
    ['numbers that meet it', { 'metrics.roc_auc.difference': 0.1, 'metrics.recall.candidate': 0.5 }, null],
    ['numbers that do not', { 'metrics.roc_auc.difference': -0.1, 'metrics.recall.candidate': 0.5 }, 'tampered'],
    ['a number left out behind ||', { 'metrics.roc_auc.difference': 0.1 }, 'tampered'],
    ['an undefined number', { 'metrics.roc_auc.difference': 0.1, 'metrics.recall.candidate': null }, 'tampered'],
  ])('with %s', async (_, operands, problem) => {
    const repo = repository({ 'modelgate.yml': config })
    const { files } = await repo.judge({ checks: judged(operands) })
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    if (problem === null) expect(outcome.results[0]).toMatchObject({ blocks: false })
    else expect(refusalOf(outcome)).toEqual({ 'evidence/compare/gates': problem })
  })
})

test('a spent budget of decisions is refused, whatever the comparison said of it', async () => {
  const repo = repository({
    'modelgate.yml': CONFIG.replace('require: [validate, compare]', 'require: [validate, compare], budget: {reuse: 1}'),
  })
  const first = await repo.judge()
  const done = await repo.promote({ stage: 'production', evidence: first.files })
  expect(done.results[0]?.checks.find(({ id }) => id === 'evidence/reuse')).toMatchObject({ observed: '0 of 1' })
  repo.train('two')
  const second = await repo.judge()
  expect(refusalOf(await repo.promote({ stage: 'production', evidence: second.files }))).toEqual({
    'evidence/reuse': 'insufficient',
  })
})
