import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computePairedT } from '../../src/stats/paired-t.ts'
import tables from '../fixtures/number-metrics/rows.json' with { type: 'json' }
import expected from '../fixtures/paired-tests/expected.json' with { type: 'json' }
import { relativeError } from '../support/relative-error.ts'

const LOSSES = { absolute: Math.abs, squared: (error: number) => error * error }

describe.each(['regression', 'forecast'] as const)('the paired t test on real errors (%s)', (task) => {
  const { labels, weights, candidate, baseline } = tables[task]
  const groups = Int32Array.from(labels, (_, row) => Math.floor(row / 3))

  it.each(['absolute', 'squared'] as const)('equals scipy, and statsmodels with weights and groups (%s)', (loss) => {
    const differences = Float64Array.from(labels, (label, i) => {
      const [ours, theirs] = [candidate, baseline].map(({ predictions }) => LOSSES[loss](predictions[i]! - label))
      return ours! - theirs!
    })
    const weighted = Float64Array.from(weights)
    const answers = expected.t[`${task} ${loss}`]
    const cases = [
      [computePairedT(differences, null, null), answers.plain],
      [computePairedT(differences, weighted, null), answers.weighted],
      [computePairedT(differences, null, groups), answers.grouped],
      [computePairedT(differences, weighted, groups), answers.both],
    ] as const
    for (const [actual, theirs] of cases) {
      expect(relativeError(actual.statistic, theirs.statistic)).toBeLessThan(1e-10)
      expect(actual.degrees).toBe(theirs.degrees)
      expect(relativeError(actual.pValue, theirs.pValue)).toBeLessThan(1e-10)
    }
  })
})

describe('the paired t test', () => {
  const test = (...values: number[]) => computePairedT(Float64Array.from(values), null, null)

  it('finds models alike that never differ', () => {
    expect(test(0, 0, 0)).toEqual({ statistic: 0, degrees: 2, pValue: 1 })
  })

  it('has no answer where the differences do not vary, or one alone is there', () => {
    expect(test(0.1, 0.1, 0.1).pValue).toBeNaN()
    expect(test(3).pValue).toBeNaN()
    expect(test().pValue).toBeNaN()
    expect(computePairedT(Float64Array.of(1, 2, 3), null, Int32Array.of(0, 0, 0)).pValue).toBeNaN()
  })

  it('does not change with the scale of weights, and turns with the sign of differences', () => {
    const numbers = fc.array(
      fc.record({ value: fc.double({ min: -5, max: 5, noNaN: true }), weight: fc.integer({ min: 1, max: 9 }) }),
      {
        minLength: 3,
        maxLength: 20,
      },
    )
    fc.assert(
      fc.property(numbers, (rows) => {
        const values = Float64Array.from(rows, ({ value }) => Math.round(value * 16) / 16)
        const weights = Float64Array.from(rows, ({ weight }) => weight)
        const plain = computePairedT(values, weights, null)
        const scaled = computePairedT(
          values,
          weights.map((weight) => weight * 8),
          null,
        )
        const turned = computePairedT(
          values.map((value) => -value),
          weights,
          null,
        )
        expect(scaled).toEqual(plain)
        expect(turned.statistic + plain.statistic || 0).toBeCloseTo(0, 12)
        expect(turned.pValue).toEqual(plain.pValue)
      }),
    )
  })

  it('takes copies of a row in one group as a row of that weight', () => {
    const values = Float64Array.of(1, 1, 1, 0.5, -2, 3, 3)
    const copied = computePairedT(values, null, Int32Array.of(0, 0, 0, 1, 2, 3, 3))
    const weighted = computePairedT(Float64Array.of(1, 0.5, -2, 3), Float64Array.of(3, 1, 1, 2), null)
    expect(copied.statistic).toBeCloseTo(weighted.statistic, 12)
    expect(copied.degrees).toBe(weighted.degrees)
  })
})
