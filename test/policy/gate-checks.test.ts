import { describe, expect, it } from 'vitest'
import type { MetricInfo } from '../../src/core/metric.ts'
import type { Gate, MeasuredMetric, SliceValue } from '../../src/policy/gate.ts'
import { judgeGates, type SliceValues } from '../../src/policy/gate-checks.ts'
import { CONTEXT, difference, gate, level } from './made-gates.ts'

type Measure = (metric: MetricInfo, slice: SliceValue | null, confidence: number | null) => MeasuredMetric

const CONTRACT: SliceValues = Object.freeze({
  column: 'contract',
  values: Object.freeze(['One year', 'Two year', null]),
})

const judge = (gates: readonly Gate[], measure: Measure, slices = [CONTRACT], context = CONTEXT) =>
  judgeGates(Object.freeze([...gates]), Object.freeze([...slices]), Object.freeze(['contract']), measure, context)

const passing: Measure = (metric) =>
  difference({ metric: metric.name, value: 0, interval: [-0.001, 0.001], error: 0.0005 })
const bySlice = (column: string, value?: string) =>
  gate({ metric: 'recall', kind: 'margin', bound: 0.05, slice: { column, value } })

describe('ids of gate checks', () => {
  it.each([
    [gate({}), ['gate/roc_auc/min']],
    [gate({ kind: 'max' }), ['gate/roc_auc/max']],
    [gate({ kind: 'margin' }), ['gate/roc_auc/margin']],
    [gate({ metric: 'neg_log_loss', kind: 'max' }), ['gate/log_loss/max']],
    [bySlice('contract', 'One year'), ['gate/recall/margin/contract=One year']],
    [bySlice('contract', '(null)'), ['gate/recall/margin/contract=(null)']],
    [
      bySlice('contract'),
      [
        'gate/recall/margin/contract=One year',
        'gate/recall/margin/contract=Two year',
        'gate/recall/margin/contract=(null)',
      ],
    ],
    [gate({ name: 'no worse/better', kind: 'margin' }), ['gate/no worse%2Fbetter']],
  ])('of %j are %j', (one, ids) => {
    expect(judge([one], passing).checks.map(({ id }) => id)).toEqual(ids)
  })

  it('encode what a slice value must not hold', () => {
    const slices = [{ column: 'a/b', values: ['x=1%'] }]
    expect(judge([bySlice('a/b')], passing, slices).checks[0]?.id).toBe('gate/recall/margin/a%2Fb=x%3D1%25')
  })

  it('number a second gate of the same kind', () => {
    const twice = [gate({ bound: 0.7 }), gate({ bound: 0.8 })]
    expect(judge(twice, () => level({ value: 0.9 })).checks.map(({ id }) => id)).toEqual([
      'gate/roc_auc/min',
      'gate/roc_auc/min-2',
    ])
  })
})

describe('a slice gate', () => {
  it('on * looks at every declared column and at no other', () => {
    const slices = [CONTRACT, { column: 'gender', values: ['f', 'm'] }]
    expect(judge([bySlice('*')], passing, slices).checks.map(({ target }) => target.slice)).toEqual([
      'contract=One year',
      'contract=Two year',
      'contract=(null)',
    ])
  })

  it('without any row is inconclusive and not left out', () => {
    const empty: Measure = (metric) => level({ metric: metric.name, value: null, rows: 0 })
    const { checks } = judge([bySlice('contract')], empty, [{ column: 'contract', values: [] }])
    expect(checks).toMatchObject([{ id: 'gate/recall/margin/contract=*', verdict: 'inconclusive', blocks: true }])
  })

  it('shows no number of fewer than 5 rows, also where it is judged by the point', () => {
    const few: Measure = () => level({ value: 0.25, rows: 4, metric: 'recall' })
    const one = gate({ metric: 'recall', slice: { column: 'contract', value: 'One year' } })
    const [check] = judge([one], few).checks
    expect(check).toMatchObject({
      verdict: 'fail',
      observed: null,
      statistics: { value: null, interval: null, rows: 4 },
    })
    expect(check?.help).not.toContain('0.25')
  })
})

describe('among forty slices of one gate', () => {
  const values = Array.from({ length: 40 }, (_, index) => `s${String(index).padStart(2, '0')}`)
  const slices = [{ column: 'segment', values }]
  /** A z of −2.5 against the bound has p 0.0062: below 0.025, and above 0.025 / 40 = 0.000625. */
  const measureWith =
    (low: number, z: number): Measure =>
    (metric, slice) => {
      const isLow = values.indexOf(slice?.value ?? '') < low
      const value = isLow ? -0.05 + z * 0.02 : 0
      return difference({
        metric: metric.name,
        rows: 500,
        value,
        error: 0.02,
        interval: [value - 1.96 * 0.02, value + 1.96 * 0.02],
      })
    }
  const verdicts = (measure: Measure) =>
    judgeGates([bySlice('segment')], slices, ['segment'], measure, CONTEXT).checks.map(({ verdict }) => verdict)
  const countOf = (measure: Measure, wanted: string) => verdicts(measure).filter((verdict) => verdict === wanted).length

  it('one that lies below the bound as chance would have it does not fail', () => {
    const { checks } = judgeGates([bySlice('segment')], slices, ['segment'], measureWith(1, -2.5), CONTEXT)
    expect(checks[0]).toMatchObject({ verdict: 'inconclusive', statistics: { labelsNeeded: null } })
    expect(checks[0]?.help).toContain('Among 40 slices')
    expect(checks.slice(1).every(({ verdict }) => verdict === 'pass')).toBe(true)
  })

  it('one that lies far below the bound fails', () => {
    expect(verdicts(measureWith(1, -3.5))[0]).toBe('fail')
  })

  // p of z −3.3 is 0.000483: 40 p = 0.0193, 38 p = 0.0184 are below 0.025; of z −3.2 it is 0.000687: 40 p = 0.0275
  it('the smallest p is held against a fortieth of the level', () => {
    expect(countOf(measureWith(3, -3.3), 'fail')).toBe(3)
    expect(countOf(measureWith(1, -3.2), 'inconclusive')).toBe(1)
  })

  it('passing is not corrected: each by its own interval', () => {
    expect(countOf(measureWith(0, 0), 'pass')).toBe(40)
  })

  it('two gates are two families', () => {
    const measure: Measure = (metric, slice, confidence) => measureWith(1, -2.5)(metric, slice, confidence)
    const alone = bySlice('segment', 's00')
    const { checks } = judgeGates([alone, bySlice('segment')], slices, ['segment'], measure, CONTEXT)
    expect(checks[0]?.verdict).toBe('fail')
    expect(checks[1]?.verdict).toBe('inconclusive')
  })

  it('slices that are too small to be tested do not count', () => {
    const measure: Measure = (metric, slice, confidence) => {
      const measured = measureWith(1, -2.5)(metric, slice, confidence)
      return slice?.value === 's00' || slice?.value === 's01' ? measured : { ...measured, rows: 99 }
    }
    expect(verdicts(measure)[0]).toBe('fail')
  })
})

describe('what a gate check does', () => {
  const failing: Measure = (metric) =>
    difference({ metric: metric.name, value: -0.1, interval: [-0.12, -0.08], error: 0.01 })
  const open: Measure = (metric) => difference({ metric: metric.name, value: 0, interval: [-0.1, 0.1], error: 0.05 })

  it.each([
    ['error', 'fail', failing, true],
    ['error', 'warn', failing, true],
    ['warning', 'fail', failing, false],
    ['error', 'fail', open, true],
    ['error', 'warn', open, false],
    ['error', 'pass', open, false],
    ['warning', 'fail', open, false],
  ] as const)('severity %s and on_inconclusive %s', (severity, onInconclusive, measure, blocks) => {
    const { checks, silent } = judge([gate({ kind: 'margin', bound: 0.01, severity, onInconclusive })], measure)
    expect(checks[0]?.blocks).toBe(blocks)
    expect(silent.has(checks[0]!)).toBe(onInconclusive === 'pass')
  })

  it('names place, numbers and target', () => {
    const { checks } = judge([gate({ kind: 'margin', bound: 0.01 })], failing)
    expect(checks[0]).toMatchObject({
      kind: 'gate',
      source: { file: 'modelgate.yml', line: 31 },
      target: { object: null, column: null, metric: 'roc_auc', slice: null },
      observed: -0.1,
      statistics: { value: -0.1, interval: [-0.12, -0.08], confidence: 0.95, margin: 0.01, rows: 1409, power: 0.8 },
    })
    expect(checks[0]?.statistics).not.toHaveProperty('threshold')
  })

  it('asks for the numbers at the confidence of the gate', () => {
    const asked: (number | null)[] = []
    const measure: Measure = (metric, _, confidence) => {
      asked.push(confidence)
      return difference({ metric: metric.name, interval: [0, 1] })
    }
    judge(
      [
        gate({ kind: 'margin' }),
        gate({ kind: 'margin', confidence: 0.8 }),
        gate({ kind: 'margin', confidence: 'none' }),
      ],
      measure,
    )
    expect(asked).toEqual([0.95, 0.8, null])
  })
})
