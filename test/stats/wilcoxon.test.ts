import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeWilcoxon } from '../../src/stats/wilcoxon.ts'
import tables from '../fixtures/number-metrics/rows.json' with { type: 'json' }
import expected from '../fixtures/paired-tests/expected.json' with { type: 'json' }
import { relativeError } from '../support/relative-error.ts'

/** Differences of absolute errors, rounded to tens where asked, as numpy rounds: halves to the even side. */
function findDifferences(task: 'regression' | 'forecast', isRounded: boolean): Float64Array {
  const { labels, candidate, baseline } = tables[task]
  return Float64Array.from(labels, (label, i) => {
    const difference = Math.abs(candidate.predictions[i]! - label) - Math.abs(baseline.predictions[i]! - label)
    const tens = Math.round(difference / 10)
    return isRounded
      ? Math.abs(difference / 10 - Math.trunc(difference / 10)) === 0.5 && tens % 2 !== 0
        ? tens - 1
        : tens
      : difference
  })
}

describe('the signed-rank test', () => {
  it('equals scipy: exact, normal, with ties and zeros', () => {
    for (const answer of expected.wilcoxon) {
      const differences =
        'values' in answer && answer.values
          ? Float64Array.from(answer.values)
          : findDifferences(answer.table as 'regression', 'tens' in answer)
      const actual = computeWilcoxon(differences)
      expect(actual.pairs).toBe(answer.pairs)
      expect(actual.statistic).toBe(answer.statistic)
      expect(relativeError(actual.pValue, answer.pValue), JSON.stringify(answer)).toBeLessThan(1e-11)
    }
  })

  it.each([
    [[], 1, true],
    [[0, 0], 1, true],
    [[1, 2, 3, 4, -5, 6], 0.3125, true],
    [[1, 2, 3, 4, 5, 6], 0.03125, true],
    [[2, 2], 0.15729920705028513, false],
  ])('of %j has p = %d', (values, pValue, isExact) => {
    const actual = computeWilcoxon(Float64Array.from(values))
    expect(actual.pValue).toBeCloseTo(pValue, 14)
    expect(actual.isExact).toBe(isExact)
  })

  it('does not see signs of all turned, a factor, or the order of pairs', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 40 }), (values) => {
        const differences = Float64Array.from(values)
        const { pValue, pairs } = computeWilcoxon(differences)
        expect(computeWilcoxon(differences.map((value) => -value)).pValue).toBeCloseTo(pValue, 13)
        expect(computeWilcoxon(differences.map((value) => value * 4))).toMatchObject({ pValue, pairs })
        expect(computeWilcoxon(differences.slice().reverse()).pValue).toBe(pValue)
        expect(pValue).toBeGreaterThan(0)
        expect(pValue).toBeLessThanOrEqual(1)
      }),
    )
  })
})
