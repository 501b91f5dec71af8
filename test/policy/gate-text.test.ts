import { describe, expect, it } from 'vitest'
import type { GateContext, MeasuredMetric, MetricGate, SliceValue } from '../../src/policy/gate.ts'
import { judgeGates } from '../../src/policy/gate-checks.ts'
import { CONTEXT, difference, gate, level } from './made-gates.ts'

function describeGate(
  one: MetricGate,
  measured: MeasuredMetric,
  slice: SliceValue | null = null,
  context: GateContext = CONTEXT,
): { readonly title: string; readonly expected: string | null; readonly help: string | null } {
  const placed = slice === null ? one : { ...one, slice: { column: slice.column, value: slice.value ?? '(null)' } }
  const slices = slice === null ? [] : [{ column: slice.column, values: [slice.value] }]
  const { title, expected, help } = judgeGates([placed], slices, [], () => measured, context).checks[0]!
  return { title, expected, help }
}

const margin = (overrides: Partial<MetricGate> = {}) =>
  gate({ kind: 'margin', bound: 0.05, metric: 'recall', ...overrides })
const oneYear = { column: 'contract', value: 'One year' }

describe('the words of a gate', () => {
  it('say what is too close to call, and what would settle it', () => {
    const measured = difference({
      metric: 'recall',
      rows: 148,
      value: -0.021,
      interval: [-0.094, 0.052],
      error: 0.0374,
    })
    expect(describeGate(margin(), measured, oneYear)).toMatchInlineSnapshot(`
      {
        "expected": "> -0.05, two-sided 95 % interval",
        "help": "148 rows with contract = One year are too few to rule out a drop of more than 0.05: measured -0.021 (two-sided 95 % interval -0.094 to +0.052). About 1,785 more labelled rows with contract = One year would settle it, if the measured value holds.",
        "title": "Recall for contract = One year is no worse than production by more than 0.05",
      }
    `)
  })

  it('say for a loss that up is worse', () => {
    const measured = difference({ metric: 'log_loss', value: 0.02, interval: [0.015, 0.03], error: 0.004 })
    expect(describeGate(margin({ metric: 'log_loss', bound: 0.01 }), measured)).toMatchInlineSnapshot(`
      {
        "expected": "< 0.01, two-sided 95 % interval",
        "help": "Measured +0.020 (two-sided 95 % interval +0.015 to +0.030) against production; allowed is a rise of less than 0.01. Improve the candidate, or, if 0.01 is stricter than the business needs, change the gate in a pull request of its own.",
        "title": "Log loss is no worse than production by more than 0.01",
      }
    `)
  })

  it('say where more rows will not help', () => {
    const measured = difference({ metric: 'recall', rows: 500, value: -0.06, interval: [-0.1, -0.02], error: 0.02 })
    expect(describeGate(margin(), measured).help).toMatchInlineSnapshot(
      `"500 rows are too few to rule out a drop of more than 0.05: measured -0.060 (two-sided 95 % interval -0.100 to -0.020). The measured value itself does not clear the bound, so more rows are not expected to let it pass. Improve the candidate."`,
    )
  })

  it('ask for the same rows where the rows are the reason, and not where nothing is kept of the baseline', () => {
    const context = (reason: string): GateContext => ({
      ...CONTEXT,
      baseline: { kind: 'obstacle', reason },
      unevenRows: '1 id only in new.csv',
    })
    const measured = difference({ metric: 'recall', value: 0.01, interval: [-0.01, 0.03], error: 0.01 })
    const help = (reason: string) => describeGate(margin(), measured, null, context(reason)).help
    expect(help('1 id only in new.csv')).toBe(
      'Cannot be judged: 1 id only in new.csv. Candidate and baseline have to answer the same labelled rows, all of them.',
    )
    expect(help('the tag of production is gone')).toBe('Cannot be judged: the tag of production is gone.')
  })

  it('say what is missing of too few rows', () => {
    expect(describeGate(margin(), difference({ rows: 12 }), oneYear).help).toMatchInlineSnapshot(
      `"12 rows with contract = One year are too few to judge by an interval; 100 are needed. Label at least 88 more."`,
    )
  })

  it('say that a first version has nothing to be compared with', () => {
    const context = { ...CONTEXT, baseline: { kind: 'empty' } } as const
    expect(describeGate(margin(), level({ metric: 'recall' }), null, context).help).toBe(
      'production holds no version yet: nothing is there to compare with',
    )
  })

  it('say nothing where the gate passed', () => {
    expect(describeGate(gate({}), level({ value: 0.85 }))).toEqual({
      title: 'ROC AUC is at least 0.8',
      expected: '>= 0.8',
      help: null,
    })
  })

  it('put a name of the policy before the rule', () => {
    expect(describeGate(gate({ name: 'useful', kind: 'max' }), level({})).title).toBe('useful: ROC AUC is at most 0.8')
  })

  it('call a margin of 0 plainly no worse', () => {
    const measured = difference({ metric: 'recall', value: 0.1, interval: [0.05, 0.15], error: 0.02 })
    expect(describeGate(margin({ bound: 0 }), measured)).toMatchObject({
      title: 'Recall is no worse than production',
      expected: '> 0, two-sided 95 % interval',
    })
  })

  it('show as many digits as the bound has', () => {
    const measured = difference({ metric: 'recall', value: -0.00071, interval: [-0.0009, -0.00052], error: 0.0001 })
    expect(describeGate(margin({ bound: 0.0005 }), measured).help).toContain(
      '-0.0007 (two-sided 95 % interval -0.0009 to -0.0005)',
    )
  })
})
