import { describe, expect, it } from 'vitest'
import { findMetric } from '../../src/core/metric.ts'
import type { MetricGate } from '../../src/policy/gate.ts'
import { judgeGate } from '../../src/policy/judgement.ts'
import { CONTEXT, difference, gate, level } from './made-gates.ts'

const margin = (overrides: Partial<MetricGate> = {}) => gate({ kind: 'margin', bound: 0.01, ...overrides })

describe('a min or max gate', () => {
  it.each([
    ['min', 0.81, 'pass'],
    ['min', 0.8, 'pass'],
    ['min', 0.79, 'fail'],
    ['max', 0.79, 'pass'],
    ['max', 0.8, 'pass'],
    ['max', 0.81, 'fail'],
  ] as const)('%s 0.8 without confidence judges the point %d: %s', (kind, value, verdict) => {
    const judged = judgeGate(gate({ kind }), level({ value, interval: [0, 1], rows: 7 }), null, CONTEXT)
    expect(judged).toMatchObject({ verdict, value, interval: null, confidence: null, method: null, power: null })
  })

  it('rounds relative to numbers that have no largest, so that tiny ones are not let through', () => {
    const mse = (value: number) => ({ ...level({ value, interval: null }), metric: findMetric('mse')! })
    const tiny = gate({ kind: 'max', metric: 'mse', bound: 1e-15 })
    expect(judgeGate(tiny, mse(1.2e-13), null, CONTEXT).verdict).toBe('fail')
    expect(judgeGate(tiny, mse(1e-15), null, CONTEXT).verdict).toBe('pass')
    const large = gate({ kind: 'max', metric: 'mse', bound: 3e9 })
    expect(judgeGate(large, mse(3e9 + 1e-6), null, CONTEXT).verdict).toBe('pass')
  })

  it.each([
    ['min', [0.81, 0.9], 'pass'],
    ['min', [0.8, 0.9], 'pass'],
    ['min', [0.79, 0.9], 'inconclusive'],
    ['min', [0.7, 0.8], 'inconclusive'],
    ['min', [0.7, 0.79], 'fail'],
    ['max', [0.7, 0.8], 'pass'],
    ['max', [0.7, 0.81], 'inconclusive'],
    ['max', [0.81, 0.9], 'fail'],
  ] as const)('%s 0.8 with confidence judges the whole interval %j: %s', (kind, interval, verdict) => {
    const measured = level({ value: (interval[0] + interval[1]) / 2, interval, error: 0.02 })
    expect(judgeGate(gate({ kind, confidence: 0.9 }), measured, null, CONTEXT)).toMatchObject({
      verdict,
      interval,
      confidence: 0.9,
      method: 'delong',
      power: 0.8,
    })
  })

  it.each([null, 0.95, 'none'] as const)('is inconclusive for an undefined metric, confidence %s', (confidence) => {
    const judged = judgeGate(gate({ confidence }), level({ value: null }), null, CONTEXT)
    expect(judged).toMatchObject({
      verdict: 'inconclusive',
      value: null,
      reason: { kind: 'undefined', text: 'only one class is there' },
    })
  })

  it('is inconclusive for no rows, also with confidence', () => {
    const judged = judgeGate(gate({ confidence: 0.95 }), level({ value: null, rows: 0 }), null, CONTEXT)
    expect(judged).toMatchObject({ verdict: 'inconclusive', reason: { kind: 'undefined' } })
  })

  it('is judged without a baseline and with an incomparable one', () => {
    const baseline = { kind: 'obstacle', reason: 'other rows' } as const
    expect(judgeGate(gate({}), level({ value: 0.9 }), null, { ...CONTEXT, baseline }).verdict).toBe('pass')
    expect(judgeGate(gate({}), level({ value: 0.9 }), null, { ...CONTEXT, baseline: { kind: 'empty' } }).verdict).toBe(
      'pass',
    )
  })

  it('is inconclusive where the rows themselves cannot be judged', () => {
    const judged = judgeGate(gate({}), level({ value: 0.9 }), null, {
      ...CONTEXT,
      obstacle: '3 rows have no prediction',
    })
    expect(judged).toMatchObject({
      verdict: 'inconclusive',
      reason: { kind: 'obstacle', text: '3 rows have no prediction' },
    })
  })
})

describe('a margin gate', () => {
  it.each([
    ['roc_auc', [-0.009, 0.02], 'pass'],
    ['roc_auc', [-0.01, 0.02], 'inconclusive'],
    ['roc_auc', [-0.02, 0.02], 'inconclusive'],
    ['roc_auc', [-0.03, -0.01], 'inconclusive'],
    ['roc_auc', [-0.03, -0.011], 'fail'],
    ['log_loss', [-0.02, 0.009], 'pass'],
    ['log_loss', [-0.02, 0.02], 'inconclusive'],
    ['log_loss', [0.011, 0.03], 'fail'],
  ] as const)('on %s judges the interval %j of the difference: %s', (metric, interval, verdict) => {
    const measured = difference({ metric, interval, value: (interval[0] + interval[1]) / 2, error: 0.005 })
    const judged = judgeGate(margin({ metric }), measured, null, CONTEXT)
    expect(judged).toMatchObject({ verdict, interval, confidence: 0.95 })
  })

  it('is skipped where the stage holds no version yet', () => {
    const judged = judgeGate(margin(), difference({ value: null }), null, { ...CONTEXT, baseline: { kind: 'empty' } })
    expect(judged).toMatchObject({ verdict: 'skip', reason: { kind: 'noVersion' } })
  })

  it('is inconclusive where the baseline cannot be compared, whatever the numbers', () => {
    const context = { ...CONTEXT, baseline: { kind: 'obstacle', reason: 'its rows are gone' } } as const
    for (const confidence of [null, 0.9, 'none'] as const) {
      expect(judgeGate(margin({ confidence }), difference({ interval: [0, 1] }), null, context)).toMatchObject({
        verdict: 'inconclusive',
        reason: { kind: 'obstacle', text: 'its rows are gone' },
      })
    }
  })

  it.each([
    [0.85 - 0.85, 'pass'],
    [0.84 - 0.85, 'pass'],
    [-0.0101, 'fail'],
  ] as const)('with confidence none judges the point %d: %s', (value, verdict) => {
    const judged = judgeGate(
      margin({ confidence: 'none' }),
      difference({ value, interval: [-1, 1], rows: 7 }),
      null,
      CONTEXT,
    )
    expect(judged).toMatchObject({ verdict, interval: null, confidence: null })
  })

  it('is inconclusive where two numbers have no interval', () => {
    const judged = judgeGate(margin(), difference({ value: 0.02, interval: null }), null, CONTEXT)
    expect(judged).toMatchObject({ verdict: 'inconclusive', reason: { kind: 'noInterval' } })
  })

  it('takes identical predictions for no worse, and a margin of 0 as not shown by them', () => {
    const measured = difference({ value: 0, interval: [0, 0], error: 0 })
    expect(judgeGate(margin(), measured, null, CONTEXT).verdict).toBe('pass')
    expect(judgeGate(margin({ bound: 0 }), measured, null, CONTEXT)).toMatchObject({
      verdict: 'inconclusive',
      labelsNeeded: null,
    })
  })
})

describe('too few rows', () => {
  const measured = (rows: number) => difference({ rows, value: 0.1, interval: [0.05, 0.15], error: 0.02 })
  const slice = { column: 'contract', value: 'One year' }

  it.each([
    [29, null, 'inconclusive', 1],
    [30, null, 'pass', null],
    [99, slice, 'inconclusive', 1],
    [12, slice, 'inconclusive', 88],
    [100, slice, 'pass', null],
  ] as const)('%d rows in slice %j: %s', (rows, where, verdict, labelsNeeded) => {
    expect(judgeGate(margin(), measured(rows), where, CONTEXT)).toMatchObject({ verdict, labelsNeeded, rows })
  })

  it('follows min_rows in a slice, also below 30', () => {
    expect(judgeGate(margin(), measured(12), slice, { ...CONTEXT, minRows: 10 }).verdict).toBe('pass')
  })
})

describe('labels needed', () => {
  // ((1.959963985 + 0.841621234) * 0.01 * sqrt(1000) / 0.01)^2 = 7848.88, rounded up, less 1,000 rows
  it('are the further rows that the formula of the paired difference gives', () => {
    const measured = difference({ rows: 1000, value: 0, interval: [-0.02, 0.02], error: 0.01 })
    expect(judgeGate(margin(), measured, null, CONTEXT).labelsNeeded).toBe(6849)
  })

  // power 0.9: ((1.959963985 + 1.281551566) * 0.01 * sqrt(1000) / 0.01)^2 = 10507.42
  it('follow the power of the gate', () => {
    const measured = difference({ rows: 1000, value: 0, interval: [-0.02, 0.02], error: 0.01 })
    expect(judgeGate(margin({ power: 0.9 }), measured, null, CONTEXT)).toMatchObject({ labelsNeeded: 9508, power: 0.9 })
  })

  // min 0.8, value 0.82: ((1.959963985 + 0.841621234) * 0.015 * sqrt(400) / 0.02)^2 = 1766 - 400
  it('are counted for a min by the distance to its bound', () => {
    const measured = level({ rows: 400, value: 0.82, interval: [0.79, 0.85], error: 0.015 })
    expect(judgeGate(gate({ confidence: 0.95 }), measured, null, CONTEXT).labelsNeeded).toBe(1366)
  })

  it('are none where the measured value itself does not clear the bound', () => {
    const measured = difference({ rows: 1000, value: -0.015, interval: [-0.03, 0.001], error: 0.01 })
    expect(judgeGate(margin(), measured, null, CONTEXT)).toMatchObject({ verdict: 'inconclusive', labelsNeeded: null })
  })
})
