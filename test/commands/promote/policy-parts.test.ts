import { describe, expect, test } from 'vitest'
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
    expect(results[0]!.checks.map(({ id }) => id)).toContain('evidence/compare/waivers')
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
