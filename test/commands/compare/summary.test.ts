import { describe, expect, it } from 'vitest'
import { type SummaryFacts, summarize } from '../../../src/commands/compare/summary.ts'
import type { GateCheckResult, Result } from '../../../src/core/result.ts'
import { gateCheck } from '../../evidence/sample-results.ts'
import { makeRows, openSession, storeVersion, writeCsv } from './session.ts'

const rows = makeRows(300, 0.6)
const predictions = writeCsv(rows.map(({ id, score }) => ({ id, score })))
const CONFIG = `version: 1
models:
  churn:
    task: binary
    data: {train: {path: train.csv}, test: {path: test.csv}}
    evaluation: {data: test, id: id, label: label, score: score, resamples: 100}
    candidate: {predictions: new.csv}
    baseline: production
    gates:
      - {metric: roc_auc, margin: 0.05, confidence: none}
      - {metric: roc_auc, min: 0.1, confidence: none}
`
const LEAK = '3 rows of 300 have an id that the training data has too'

async function judge(config: string): Promise<Result> {
  const files = {
    'modelgate.yml': config,
    'test.csv': writeCsv(rows.map(({ id, label }) => ({ id, label }))),
    'train.csv': writeCsv([0, 1, 2, 9999].map((id) => ({ id: `c${id}`, label: 0 }))),
    'new.csv': predictions,
  }
  const session = await openSession(files, { isRepository: true })
  await storeVersion(session, predictions)
  const { results, errors } = await session.compare({
    candidate: undefined,
    id: undefined,
    label: undefined,
    score: [],
  })
  if (errors?.[0]) throw errors[0]
  return results[0]!
}

describe('the sentence of a comparison whose evaluation rows were trained on', () => {
  it('begins with that where the gates pass', async () => {
    const result = await judge(CONFIG)
    expect(result).toMatchObject({ verdict: 'fail', blocks: true })
    expect(result.summary).toMatch(
      new RegExp(`^Refused: ${LEAK}\\. Otherwise no worse than production v[\\d.]+: ROC AUC ±0\\.00`),
    )
  })

  it('has the failed gate behind it', async () => {
    const { summary } = await judge(CONFIG.replace('min: 0.1', 'min: 0.999'))
    expect(summary).toMatch(new RegExp(`^Refused: ${LEAK}\\. Also: ROC AUC 0\\.\\d+; allowed is at least 0\\.999\\.$`))
  })

  it('is that of the gates where somebody waived it', async () => {
    const waiver = 'waivers: [{check: gate/leakage, reason: known, by: me, until: 2026-12-31}]\n'
    const { summary, verdict } = await judge(CONFIG + waiver)
    expect(verdict).toBe('warn')
    expect(summary).toMatch(/^No worse than production .* Waived: gate\/leakage until 2026-12-31 by me \(known\)\.$/)
  })
})

describe('several checks that no gate asks for', () => {
  const facts: SummaryFacts = {
    ...{ subjects: [], overall: [], confidence: 0.95, obstacle: null },
    baseline: {
      ...{ statement: null, label: 'production v1.0.0', name: 'production', isEmpty: false, obstacle: null },
      ...{ record: null, predictions: null, model: null },
    },
  }
  const own = { ...gateCheck().target, metric: null }
  const check = (id: string, verdict: GateCheckResult['verdict'], help: string | null, blocks = true) =>
    gateCheck({ id, verdict, blocks, help, target: own, title: 'The rows are fresh' })
  const leak = check('gate/leakage', 'fail', `${LEAK}: take them out of one of the two`)
  const spent = 'These labels have decided 50 registered versions before. What is stated at 95 % is worth nothing.'
  const end = ' Otherwise measured: no metric could be computed; no gates to pass.'

  it.each([
    [
      'one that is open',
      [check('gate/reuse', 'inconclusive', 'The decisions cannot be counted.')],
      'Not decided: the decisions cannot be counted.',
    ],
    [
      'one that failed',
      [check('gate/reuse', 'fail', spent)],
      'Refused: these labels have decided 50 registered versions before.',
    ],
    [
      'two: the first and how many more',
      [leak, check('gate/reuse', 'fail', spent)],
      `Refused: ${LEAK}; 1 more check likewise.`,
    ],
    [
      'what failed before what is open',
      [check('gate/reuse', 'inconclusive', 'x'), leak],
      `Refused: ${LEAK}; 1 more check likewise.`,
    ],
    ['one without words of its own', [check('gate/x', 'fail', null)], 'Refused: “The rows are fresh” does not hold.'],
  ])('%s', (_, checks, start) => {
    expect(summarize(facts, 'fail', checks)).toBe(start + end)
  })

  it('are not told where none blocks', () => {
    expect(summarize(facts, 'warn', [check('gate/leakage', 'inconclusive', 'x', false)])).toBe(
      'Measured: no metric could be computed; no gates to pass.',
    )
  })
})
