import { describe, expect, test } from 'vitest'
import type { GateCheckResult } from '../../src/core/result.ts'
import {
  findGateContradictions,
  findUncheckedData,
  findVerdictContradiction,
  findWaiverContradictions,
  type PolicyGate,
} from '../../src/evidence/result-contradictions.ts'
import { compareResult, contractCheck, gateCheck, metricCheck } from './sample-results.ts'

const GATE: Extract<PolicyGate, { kind: 'min' | 'max' | 'margin' }> = {
  metric: 'roc_auc',
  kind: 'min',
  bound: 0.8,
  confidence: null,
  minRows: 30,
  slice: null,
  columns: [],
  severity: 'error',
  onInconclusive: 'fail',
}
const MARGIN: PolicyGate = { ...GATE, kind: 'margin', bound: 0.01, confidence: 0.95 }

const statistics = gateCheck().statistics
const { threshold: _, ...withoutThreshold } = statistics

function marginCheck(
  interval: readonly [number, number] | null,
  overrides: Partial<GateCheckResult> = {},
): GateCheckResult {
  return gateCheck({
    id: 'gate/roc_auc/margin',
    statistics: { ...withoutThreshold, value: 0, interval, confidence: 0.95, margin: 0.01 },
    ...overrides,
  })
}

const failed = gateCheck({ verdict: 'fail', blocks: true })
const open = gateCheck({ verdict: 'inconclusive', blocks: true })

describe('the verdict derived again', () => {
  test.each([
    ['a pass', {}],
    ['a fail', { verdict: 'fail', blocks: true, checks: [failed] }],
    ['a blocking inconclusive', { verdict: 'inconclusive', blocks: true, checks: [open] }],
    ['an inconclusive let through', { verdict: 'warn', checks: [gateCheck({ verdict: 'inconclusive' })] }],
    ['an inconclusive let through in silence', { verdict: 'pass', checks: [gateCheck({ verdict: 'inconclusive' })] }],
    ['nothing judged', { verdict: 'skip', checks: [] }],
  ] as const)('agrees with %s', (_, overrides) => {
    expect(findVerdictContradiction(compareResult(overrides))).toBeNull()
  })

  test.each([
    ['a failed check under a pass', { checks: [failed] }, 'it says pass; its checks give fail, which blocks'],
    [
      'a failed check that claims not to block',
      { checks: [gateCheck({ verdict: 'fail' })] },
      'it says pass; its checks give fail, which blocks',
    ],
    ['an open check under a pass', { checks: [open] }, 'it says pass; its checks give inconclusive, which blocks'],
    [
      'a failed warning under a pass',
      { checks: [gateCheck({ verdict: 'fail', severity: 'warning' })] },
      'it says pass; its checks give warn',
    ],
    ['a pass without checks', { checks: [] }, 'it says pass; its checks give skip'],
    ['a block taken away', { verdict: 'fail', checks: [failed] }, 'it says fail; its checks give fail, which blocks'],
  ] as const)('denies %s', (_, overrides, words) => {
    expect(findVerdictContradiction(compareResult(overrides))).toBe(words)
  })
})

describe('gate checks against the gates of the policy', () => {
  const find = (checks: readonly GateCheckResult[], gates: readonly PolicyGate[], version: string | null = null) =>
    findGateContradictions(
      compareResult({
        checks,
        baseline: { source: 'stage:production', version, commit: version && 'abc', reason: '' },
      }),
      gates,
    )

  test.each<[string, GateCheckResult, PolicyGate]>([
    ['a point above min', gateCheck(), GATE],
    [
      'a point that rounding puts beside its bound',
      gateCheck({ statistics: { ...statistics, value: 0.8 - 1e-16 } }),
      GATE,
    ],
    ['an alias of the metric', gateCheck({ id: 'gate/pr_auc/min' }), { ...GATE, metric: 'average_precision' }],
    ['an interval inside the margin', marginCheck([-0.002, 0.01]), MARGIN],
    [
      'a loss that may fall as far as it likes',
      marginCheck([-0.5, 0.002], { id: 'gate/log_loss/margin' }),
      { ...MARGIN, metric: 'log_loss' },
    ],
    ['a point within the margin where the gate says so', marginCheck(null), { ...MARGIN, confidence: null }],
    ['an empty stage', marginCheck(null, { verdict: 'skip' }), MARGIN],
    [
      'an inconclusive that the policy lets through',
      gateCheck({ verdict: 'inconclusive' }),
      { ...GATE, onInconclusive: 'warn' },
    ],
    ['a failed warning', gateCheck({ verdict: 'fail', severity: 'warning' }), { ...GATE, severity: 'warning' }],
  ])('agree on %s', (_, check, gate) => {
    expect(find([check], [gate])).toEqual([])
  })

  test.each<[string, GateCheckResult, PolicyGate, string]>([
    ['another metric', gateCheck({ id: 'gate/recall/min' }), GATE, 'roc_auc min 0.8 was not judged'],
    [
      'a lower bound',
      gateCheck({ statistics: { ...statistics, threshold: 0.5 } }),
      GATE,
      'roc_auc min 0.8 was not judged',
    ],
    [
      'a lower severity',
      gateCheck({ severity: 'warning' }),
      GATE,
      'gate/roc_auc/min has severity warning; the policy says error',
    ],
    [
      'a pass below min',
      gateCheck({ statistics: { ...statistics, value: 0.79 } }),
      GATE,
      'gate/roc_auc/min says pass; its numbers (0.79) do not',
    ],
    [
      'a pass above max',
      gateCheck({ id: 'gate/roc_auc/max' }),
      { ...GATE, kind: 'max' },
      'gate/roc_auc/max says pass; its numbers (0.84) do not',
    ],
    [
      'a pass whose interval reaches below min',
      gateCheck({ statistics: { ...statistics, interval: [0.79, 0.9], confidence: 0.95 } }),
      { ...GATE, confidence: 0.95 },
      'gate/roc_auc/min says pass; its numbers (0.84, 95 % interval 0.79 to 0.9 of 1409 rows) do not',
    ],
    [
      'a pass without its number',
      gateCheck({ statistics: { ...statistics, value: null } }),
      GATE,
      'gate/roc_auc/min says pass; its numbers (null) do not',
    ],
    [
      'a margin pass by the point alone',
      marginCheck(null),
      MARGIN,
      'gate/roc_auc/margin says pass; its numbers (0) do not',
    ],
    [
      'a margin pass beyond the margin',
      marginCheck([-0.02, 0.02]),
      MARGIN,
      'gate/roc_auc/margin says pass; its numbers (0, 95 % interval -0.02 to 0.02 of 1409 rows) do not',
    ],
    [
      'a pass by a narrower interval than the policy asks for',
      gateCheck({ statistics: { ...statistics, interval: [0.81, 0.87], confidence: 0.5 } }),
      { ...GATE, confidence: 0.95 },
      'gate/roc_auc/min says pass; its numbers (0.84, 50 % interval 0.81 to 0.87 of 1409 rows) do not',
    ],
    [
      'a pass by an interval of too few rows',
      gateCheck({ statistics: { ...statistics, interval: [0.81, 0.87], confidence: 0.95, rows: 29 } }),
      { ...GATE, confidence: 0.95 },
      'gate/roc_auc/min says pass; its numbers (0.84, 95 % interval 0.81 to 0.87 of 29 rows) do not',
    ],
    [
      'a pass whose number is hidden',
      gateCheck({ statistics: { ...statistics, value: null, rows: 3 } }),
      GATE,
      'gate/roc_auc/min says pass; its numbers (null) do not',
    ],
    [
      'an inconclusive that should block',
      gateCheck({ verdict: 'inconclusive' }),
      GATE,
      'gate/roc_auc/min is inconclusive and does not block; the policy says that it does',
    ],
  ])('deny %s', (_, check, gate, words) => {
    expect(find([check], [gate])).toEqual([words])
  })

  test('deny a margin skipped though a version was there to compare with', () => {
    expect(find([marginCheck(null, { verdict: 'skip' })], [MARGIN], 'v1.0.0')).toEqual([
      'gate/roc_auc/margin is skipped, though v1.0.0 was there to compare with',
    ])
  })

  test('let a waived check pass unblocked, whose waiver is looked at by itself', () => {
    const waiver = { check: 'gate/roc_auc/min', reason: 'later', by: '@lead', until: '2026-12-31' }
    expect(find([gateCheck({ verdict: 'fail', blocks: false, waiver })], [GATE])).toEqual([])
  })

  describe('by an expression', () => {
    const seen: (readonly [unknown, readonly string[]])[] = []
    const gate: PolicyGate = {
      kind: 'expr',
      name: 'better',
      text: 'metrics.recall.difference > 0',
      slice: null,
      columns: [],
      declared: ['plan'],
      severity: 'error',
      onInconclusive: 'fail',
      holds: (operands, slices) => {
        seen.push([operands, slices])
        return (operands['metrics.recall.difference'] ?? 0) > 0
      },
    }
    const check = (difference: number | null, overrides: Partial<GateCheckResult> = {}) =>
      gateCheck({
        id: 'gate/better',
        target: { object: null, column: null, metric: null, slice: null },
        expected: gate.text,
        statistics: { ...withoutThreshold, value: null, operands: { 'metrics.recall.difference': difference } },
        ...overrides,
      })

    test('agree with numbers that meet it', () => {
      const ofSlice = (slice: string) => ({ ...metricCheck(), target: { ...metricCheck().target, slice } })
      const result = compareResult({ checks: [check(0.1), ofSlice('plan=a'), ofSlice('region=b')] })
      expect(findGateContradictions(result, [gate])).toEqual([])
      expect(seen.at(-1)).toEqual([{ 'metrics.recall.difference': 0.1 }, ['plan=a']])
    })

    test.each([
      [
        'numbers that do not',
        [check(-0.1)],
        'gate/better says pass; its numbers (metrics.recall.difference = -0.1) do not',
      ],
      [
        'a check without numbers',
        [check(0.1, { statistics: withoutThreshold })],
        'gate/better says pass; its numbers (0.84) do not',
      ],
      ['another expression under its name', [check(0.1, { expected: 'rows > 1' })], 'better was not judged'],
      ['a missing check', [], 'better was not judged'],
    ])('deny %s', (_, checks, words) => {
      expect(find(checks, [gate])).toEqual([words])
    })
  })

  test('look for one check by each column of a fairness gate', () => {
    const gate: PolicyGate = {
      ...GATE,
      metric: 'demographic_parity_difference',
      kind: 'max',
      bound: 0.1,
      slice: { column: '*', value: undefined },
      columns: ['gender', 'age'],
    }
    const by = (column: string, value: number) =>
      gateCheck({
        id: `gate/demographic_parity_difference/max/${column}`,
        target: { object: null, column, metric: 'demographic_parity_difference', slice: null },
        statistics: { ...statistics, value, threshold: 0.1 },
      })
    expect(find([by('gender', 0.05), by('age', 0.02)], [gate])).toEqual([])
    expect(find([by('gender', 0.5), by('age', 0.02)], [gate])).toEqual([
      'gate/demographic_parity_difference/max/gender says pass; its numbers (0.5) do not',
    ])
    const measured = compareResult({ checks: [by('gender', 0.05), metricCheck()] })
    expect(findGateContradictions(measured, [gate])).toEqual([
      'demographic_parity_difference max 0.1 by * was not judged by age',
    ])
  })

  const sliced = (slice: string, overrides: Partial<GateCheckResult> = {}) =>
    gateCheck({ id: `gate/roc_auc/min/${slice}`, target: { ...gateCheck().target, slice }, ...overrides })

  test('look at every slice that a gate names', () => {
    const gate: PolicyGate = { ...GATE, slice: { column: 'plan', value: undefined } }
    const low = sliced('plan=b', { statistics: { ...statistics, value: 0.1 } })
    expect(find([sliced('plan=a'), sliced('plan=b')], [gate])).toEqual([])
    expect(find([sliced('plan=a'), low], [gate])).toEqual([
      'gate/roc_auc/min/plan=b says pass; its numbers (0.1) do not',
    ])
    expect(find([gateCheck(), sliced('region=a')], [gate])).toEqual(['roc_auc min 0.8 by plan was not judged'])
    expect(find([sliced('plan=abc')], [{ ...GATE, slice: { column: 'plan', value: 'a' } }])).toHaveLength(1)
  })

  test('see by the rows that a slice was left out', () => {
    const gate: PolicyGate = { ...GATE, slice: { column: '*', value: undefined }, columns: ['plan', 'a=b'] }
    const of = (id: string, slice: string, rows: number) =>
      sliced(slice, { id: `gate/roc_auc/min/${id}`, statistics: { ...statistics, rows } })
    const whole = [of('plan=a', 'plan=a', 1000), of('plan=b', 'plan=b', 409), of('a%3Db=1', 'a=b=1', 1409)]
    const judge = (checks: readonly GateCheckResult[]) =>
      findGateContradictions(compareResult({ checks: [...checks, metricCheck()] }), [gate])
    expect(judge(whole)).toEqual([])
    expect(judge(whole.slice(1))).toEqual(['roc_auc min 0.8 by * was judged on 409 of 1409 rows of plan'])
    expect(judge(whole.slice(0, 2))).toEqual(['roc_auc min 0.8 by * was judged on 0 of 1409 rows of a=b'])
  })

  test('tell two gates of one kind apart by severity', () => {
    const gates: PolicyGate[] = [GATE, { ...GATE, severity: 'warning' }]
    expect(find([gateCheck(), gateCheck({ id: 'gate/roc_auc/min-2', severity: 'warning' })], gates)).toEqual([])
  })
})

test('a data set without any check is named', () => {
  const result = compareResult({ command: 'validate', checks: [contractCheck()] })
  expect(findUncheckedData(result, ['test', 'train', 'tes'])).toEqual(['train', 'tes'])
})

describe('waived checks against the waivers of the policy', () => {
  const waiver = { check: 'gate/roc_auc/min', reason: 'later', by: '@lead', until: '2026-12-31' }
  const waived = (overrides: Partial<GateCheckResult> = {}) =>
    compareResult({ checks: [gateCheck({ verdict: 'fail', waiver, ...overrides })] })

  test.each([
    ['the same until its last day', waived(), [waiver], '2026-12-31', []],
    ['nothing waived', compareResult(), [waiver], '2027-06-01', []],
    ['one that is over', waived(), [waiver], '2027-01-01', ['the waiver of gate/roc_auc/min ended on 2026-12-31']],
    ['none', waived(), [], '2026-11-21', ['gate/roc_auc/min is waived, and the policy has no such waiver']],
    [
      'one of another check',
      waived({ id: 'gate/recall/min' }),
      [waiver],
      '2026-11-21',
      ['gate/recall/min is waived, and the policy has no such waiver'],
    ],
    [
      'one by somebody else',
      waived(),
      [{ ...waiver, by: '@other' }],
      '2026-11-21',
      ['gate/roc_auc/min is waived, and the policy has no such waiver'],
    ],
  ])('%s', (_, result, waivers, day, contradictions) => {
    expect(findWaiverContradictions(result, waivers, day)).toEqual(contradictions)
  })

  test('evidence is never waived, whatever the policy says', () => {
    const check = {
      ...contractCheck(),
      kind: 'evidence',
      id: 'evidence/compare/baseline',
      statistics: {},
      waiver,
    } as const
    const result = compareResult({ checks: [check] })
    expect(findWaiverContradictions(result, [{ ...waiver, check: check.id }], '2026-11-21')).toEqual([
      'evidence/compare/baseline is waived, and evidence never is',
    ])
  })
})
