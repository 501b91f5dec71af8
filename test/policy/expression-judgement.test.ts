import { beforeAll, describe, expect, it } from 'vitest'
import { findMetric } from '../../src/core/metric.ts'
import { compileExpression } from '../../src/policy/expression.ts'
import type { Expression } from '../../src/policy/expression-operands.ts'
import type { ExpressionGate, GateContext, MeasuredMetric, SliceValue } from '../../src/policy/gate.ts'
import { judgeGates, type MeasureMetric } from '../../src/policy/gate-checks.ts'
import { CONTEXT } from './made-gates.ts'

const PLACE = { file: 'modelgate.yml', line: 31 }

async function compile(text: string): Promise<Expression> {
  const { expression, faults } = await compileExpression(text, PLACE)
  if (expression === null) throw new Error(faults.map(({ message }) => message).join('; '))
  return expression
}

const gateOf = async (text: string, overrides: Partial<ExpressionGate> = {}): Promise<ExpressionGate> => ({
  kind: 'expr',
  expression: await compile(text),
  confidence: null,
  slice: null,
  severity: 'error',
  onInconclusive: 'fail',
  power: null,
  place: PLACE,
  ...overrides,
})

/** Recall 0.8 where production has 0.7; log loss undefined; ROC AUC without a test. */
const measure: MeasureMetric = (metric, slice): MeasuredMetric => ({
  metric,
  rows: slice === null ? 1409 : slice.value === 'small' ? 40 : slice.value === 'tiny' ? 3 : 500,
  method: 'bootstrap-bca',
  candidate: metric.name === 'log_loss' ? { value: null, interval: null } : { value: 0.8, interval: [0.7, 0.9] },
  baseline: { value: 0.7, interval: null },
  standardError: 0.05,
  difference:
    metric.name === 'log_loss'
      ? { value: null, interval: null, method: null, standardError: null, pValue: null }
      : { value: 0.1, interval: [0.02, 0.18], method: 'bootstrap-bca', standardError: 0.04, pValue: null },
  reason: metric.name === 'log_loss' ? 'scores are outside [0, 1] in 3 rows' : null,
})

const SLICES = [
  { column: 'size', values: ['big', 'small', 'tiny'] },
  { column: 'region', values: ['north', null] },
]

interface Judging {
  readonly context?: Partial<GateContext>
  readonly gate?: Partial<ExpressionGate>
  readonly declared?: readonly string[]
  readonly measure?: MeasureMetric
}

async function judge(text: string, options: Judging = {}) {
  const gate = await gateOf(text, options.gate)
  const context = { ...CONTEXT, ...options.context }
  return judgeGates([gate], SLICES, options.declared ?? ['region'], options.measure ?? measure, context).checks
}

describe('a gate by expression', () => {
  it.each<[string, Partial<GateContext>, string, string | null]>([
    ['metrics.recall.difference > 0.05', {}, 'pass', null],
    ['metrics.recall.candidate - metrics.recall.baseline > 0.2', {}, 'fail', 'Measured metrics.recall.candidate = 0.8'],
    ['metrics.recall.low > 0 && metrics.recall.rows > 1000', {}, 'pass', null],
    ['metrics.recall.candidate_low > 0.75', {}, 'fail', 'metrics.recall.candidate_low = 0.7'],
    // undefined, also where || would hide it
    [
      'metrics.log_loss.difference < 0',
      {},
      'inconclusive',
      'metrics.log_loss.difference: scores are outside [0, 1] in 3 rows',
    ],
    [
      'metrics.recall.difference > 0 || metrics.log_loss.candidate < 1',
      {},
      'inconclusive',
      'metrics.log_loss.candidate: scores',
    ],
    [
      'metrics.recall.difference > 0 ? true : metrics.log_loss.candidate < 1',
      {},
      'inconclusive',
      'metrics.log_loss.candidate',
    ],
    ['metrics.recall.p_value < 0.05', {}, 'inconclusive', 'metrics.recall.p_value: no test is made of it'],
    [
      'metrics.recall.candidate / (metrics.recall.candidate - metrics.roc_auc.candidate) > 1',
      {},
      'inconclusive',
      'it is no finite number',
    ],
    // facts that nobody knows
    ['rows > 1000', { facts: { rows: 1409, changes: null } }, 'pass', null],
    ['rows > 1000 || metrics.recall.candidate > 0', {}, 'inconclusive', 'rows: nobody knows it'],
    [
      'changes.parameters < 5',
      { facts: { rows: 1, changes: null } },
      'inconclusive',
      'changes.parameters: nobody knows it',
    ],
    // obstacles
    ['metrics.recall.candidate > 0', { obstacle: 'new.csv lacks 3 ids' }, 'inconclusive', 'new.csv lacks 3 ids'],
    // the first version: nothing to compare with is skipped as a margin is, a mixture is not
    ['metrics.recall.difference > 0', { baseline: { kind: 'empty' } }, 'skip', 'holds no version yet'],
    ['metrics.recall.low > 0 || changes.data > 0', { baseline: { kind: 'empty' } }, 'skip', 'holds no version yet'],
    ['slices["region=north"].recall.candidate > 0.5', {}, 'pass', null],
    ['slices["region=(null)"].recall.candidate > 0.9', {}, 'fail', 'slices["region=(null)"].recall.candidate = 0.8'],
    ['slices["size=small"].recall.candidate > 0.5', {}, 'pass', null],
    ['slices["size=small"].recall.low > 0', {}, 'inconclusive', '40 rows are too few for an interval; 100 are needed'],
    ['slices["size=tiny"].recall.candidate > 0.5', {}, 'inconclusive', 'numbers of fewer than 5 rows are not shown'],
    ['slices.all(s, slices[s].recall.low > 0)', {}, 'pass', null],
    [
      'slices.exists(s, slices[s].log_loss.candidate < 1)',
      {},
      'inconclusive',
      'slices["region=north"].log_loss.candidate',
    ],
  ])('%s with %j: %s', async (text, context, verdict, help) => {
    const [check] = await judge(text, { context })
    expect(check?.verdict).toBe(verdict)
    if (help === null) expect(check?.help).toBeNull()
    else expect(check?.help).toContain(help)
    expect(check?.blocks).toBe(verdict === 'fail' || verdict === 'inconclusive')
  })

  it('without a version yet leaves open what also asks something of the candidate alone', async () => {
    const first: MeasureMetric = (...where) => ({ ...measure(...where), baseline: null, difference: null })
    const text = 'metrics.recall.difference > 0 && metrics.recall.candidate > 0.5'
    const [check] = await judge(text, { context: { baseline: { kind: 'empty' } }, measure: first })
    expect(check).toMatchObject({ verdict: 'inconclusive', blocks: true })
    expect(check?.help).toContain('metrics.recall.difference: the stage holds no version yet')
  })

  it('runs over the declared slices alone, and over none it is open', async () => {
    const text = 'slices.all(s, slices[s].recall.candidate > 0.5)'
    const [both] = await judge(text, { declared: ['region'] })
    expect(Object.keys(both!.statistics.operands!)).toEqual([
      'slices["region=north"].recall.candidate',
      'slices["region=(null)"].recall.candidate',
    ])
    const [none] = await judge(text, { declared: ['gone'] })
    expect(none).toMatchObject({ verdict: 'inconclusive' })
  })

  it('with a slice is judged for each value of the column, and by default only warns where it is open', async () => {
    const checks = await judge('metrics.recall.low > 0', {
      gate: { name: 'holds everywhere', slice: { column: 'size', value: undefined }, onInconclusive: 'warn' },
    })
    expect(checks.map(({ id, verdict, blocks }) => [id, verdict, blocks])).toEqual([
      ['gate/holds everywhere/size=big', 'pass', false],
      ['gate/holds everywhere/size=small', 'inconclusive', false],
      ['gate/holds everywhere/size=tiny', 'inconclusive', false],
    ])
  })

  it('shows its numbers, its text and its name', async () => {
    const [named] = await judge('metrics.recall.low > 0 ||\n  metrics.recall.difference > 0', {
      gate: { name: 'better' },
    })
    expect(named).toMatchObject({
      id: 'gate/better',
      title: 'better: metrics.recall.low > 0 || metrics.recall.difference > 0',
      expected: 'metrics.recall.low > 0 || metrics.recall.difference > 0, two-sided 95 % interval',
      observed: 'metrics.recall.low = 0.02, metrics.recall.difference = 0.1',
      target: { object: null, column: null, metric: null, slice: null },
      source: { file: 'modelgate.yml', line: 31 },
      statistics: {
        value: null,
        interval: null,
        confidence: 0.95,
        method: null,
        rows: 1409,
        labelsNeeded: null,
        power: null,
        operands: { 'metrics.recall.low': 0.02, 'metrics.recall.difference': 0.1 },
      },
    })
    const [unnamed] = await judge('metrics.recall.candidate / 2 > 0')
    expect(unnamed?.id).toBe('gate/metrics.recall.candidate %2F 2 > 0')
    expect(unnamed?.statistics.confidence).toBeNull()
  })
})

describe('what expressions are judged beside', () => {
  let fairness: ReturnType<typeof judgeGates>
  const seen: [string, SliceValue | null, string | null][] = []
  beforeAll(() => {
    const gate = {
      metric: 'demographic_parity_difference',
      kind: 'max',
      bound: 0.1,
      confidence: null,
      slice: { column: '*', value: undefined },
      severity: 'warning',
      onInconclusive: 'warn',
      power: null,
      place: PLACE,
    } as const
    const note: MeasureMetric = (metric, slice, confidence, column) => {
      seen.push([metric.name, slice, column])
      return measure(metric, slice, confidence, column)
    }
    fairness = judgeGates([gate], SLICES, ['region', 'size'], note, CONTEXT)
  })

  it('a fairness gate makes one check over each column, on all rows', () => {
    expect(seen).toEqual([
      ['demographic_parity_difference', null, 'region'],
      ['demographic_parity_difference', null, 'size'],
    ])
    expect(fairness.checks[0]).toMatchObject({
      id: 'gate/demographic_parity_difference/max/region',
      title: 'Demographic parity difference by region is at most 0.1',
      verdict: 'fail',
      blocks: false,
      target: { object: null, column: 'region', metric: 'demographic_parity_difference', slice: null },
    })
  })

  it('a number without rows is judged by its point, and a margin of two such only where the gate says so', () => {
    const size = findMetric('model_size')!
    const stated: MeasureMetric = () => ({
      metric: size,
      rows: null,
      method: null,
      candidate: { value: 12e6, interval: null },
      baseline: { value: 10e6, interval: null },
      standardError: null,
      difference: { value: 2e6, interval: null, method: null, standardError: null, pValue: null },
      reason: null,
    })
    const base = {
      metric: 'model_size',
      bound: 20e6,
      confidence: null,
      slice: null,
      severity: 'error',
      onInconclusive: 'fail',
      power: null,
      place: PLACE,
    } as const
    const gates = [
      { ...base, kind: 'max' },
      { ...base, kind: 'margin', bound: 1e6 },
      { ...base, kind: 'margin', bound: 1e6, confidence: 'none' },
      { ...base, kind: 'margin', bound: 3e6, confidence: 'none' },
    ] as const
    // rows that cannot be compared are no concern of a number that does not come from rows
    const context = { ...CONTEXT, obstacle: 'no rows', baseline: { kind: 'obstacle', reason: 'rows differ' } } as const
    const { checks } = judgeGates(gates, [], [], stated, context)
    expect(checks.map(({ verdict }) => verdict)).toEqual(['pass', 'inconclusive', 'fail', 'pass'])
    expect(checks[1]?.help).toContain('confidence: none judges by the point alone')
    expect(checks[2]?.help).toContain('Measured +2000000 against production; allowed is a rise of less than 1000000')
  })
})
