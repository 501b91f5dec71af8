import { describe, expect, it } from 'vitest'
import { BINARY_METRICS } from '../../../src/core/metric.ts'
import { compareMetrics } from '../../../src/evaluation/comparison/comparison.ts'
import type { MetricComparison } from '../../../src/evaluation/metric-comparison.ts'
import expected from '../../fixtures/spam-comparison/expected.json' with { type: 'json' }
import { DEFAULTS, metricsNamed, readSpamRows } from '../../support/binary-rows.ts'
import { relativeError } from '../../support/relative-error.ts'

const rows = readSpamRows()
const RESAMPLES = 10_000

const byName = (comparisons: readonly MetricComparison[]) =>
  new Map(comparisons.map((comparison) => [comparison.metric.name, comparison]))

describe('a comparison of two models of spam', () => {
  const found = byName(compareMetrics(BINARY_METRICS, rows, DEFAULTS))

  it.each(Object.entries(expected.values))('has the %s of scikit-learn to 1e-12', (name, [candidate, baseline]) => {
    const { candidate: ours, baseline: theirs, difference } = found.get(name)!
    expect(relativeError(ours.value!, candidate!)).toBeLessThan(1e-12)
    expect(relativeError(theirs!.value!, baseline!)).toBeLessThan(1e-12)
    expect(difference!.value!).toBeCloseTo(candidate! - baseline!, 12)
  })

  it('has every metric, with an interval around each value and a standard error', () => {
    expect([...found.keys()].sort()).toEqual(Object.keys(expected.values).sort())
    for (const { candidate, baseline, difference, standardError, reason, rows: count } of found.values()) {
      for (const { value, interval } of [candidate, baseline!, difference!]) {
        expect(interval![0]).toBeLessThan(interval![1])
        expect(value).not.toBeNull()
      }
      expect(standardError).toBeGreaterThan(0)
      expect(difference!.standardError).toBeGreaterThan(0)
      expect(count).toBe(900)
      expect(reason).toBeNull()
    }
  })

  it('has the DeLong intervals, errors and p-value of the full kernel matrix to 1e-12', () => {
    const { candidate, difference, standardError, method } = found.get('roc_auc')!
    const [, candidateError] = expected.delong.candidate
    const [value, error, low, high] = expected.delong.difference
    expect(method).toBe('delong')
    expect(relativeError(standardError!, candidateError!)).toBeLessThan(1e-12)
    expect(candidate.interval![1] - candidate.value!).toBeCloseTo(1.959963984540054 * candidateError!, 12)
    expect(relativeError(difference!.standardError!, error!)).toBeLessThan(1e-11)
    expect(difference!.value).toBeCloseTo(value!, 13)
    expect(difference!.interval![0]).toBeCloseTo(low!, 13)
    expect(difference!.interval![1]).toBeCloseTo(high!, 13)
    expect(difference).toMatchObject({ method: 'delong', test: 'delong', confidence: 0.95 })
    expect(relativeError(difference!.pValue!, expected.delong.pValue)).toBeLessThan(1e-10)
  })

  it("has the McNemar p-values of statsmodels and scipy for accuracy's difference, and no test for others", () => {
    expect(found.get('accuracy')!.difference!.test).toBe('mcnemar-mid-p')
    expect(relativeError(found.get('accuracy')!.difference!.pValue!, expected.mcnemar.midP)).toBeLessThan(1e-11)
    const options = { ...DEFAULTS, resamples: 10, test: 'mcnemar-exact' } as const
    const exact = byName(compareMetrics(metricsNamed('accuracy', 'recall', 'roc_auc'), rows, options))
    expect(exact.get('accuracy')!.difference!.test).toBe('mcnemar-exact')
    expect(relativeError(exact.get('accuracy')!.difference!.pValue!, expected.mcnemar.exact)).toBeLessThan(1e-11)
    expect(exact.get('recall')!.difference).toMatchObject({ test: null, pValue: null })
    expect(exact.get('roc_auc')!.difference!.test).toBe('delong')
  })
})

/** Two implementations with other generators agree so closely at 10,000 resamples, in bootstrap standard errors. */
const AGREEMENT = { 'bootstrap-bca': 0.2, 'bootstrap-percentile': 0.16 } as const

/** How much farther, in standard errors, an end lies on the side of a long tail. */
const SKEWNESS = 0.1

describe.each(['bootstrap-bca', 'bootstrap-percentile'] as const)('the %s interval', (method) => {
  const names = Object.keys(expected.bootstrap) as (keyof typeof expected.bootstrap)[]
  const options = { ...DEFAULTS, resamples: RESAMPLES, method }
  const found = byName(compareMetrics(metricsNamed(...names), rows, options))
  const key = method === 'bootstrap-bca' ? 'bca' : 'percentile'

  it.each(names)("of %s lies where scipy's does, for one model and for the difference", (name) => {
    const { candidate, difference, standardError } = found.get(name)!
    for (const [ours, error, theirs] of [
      [candidate, standardError, expected.bootstrap[name].candidate],
      [difference!, difference!.standardError, expected.bootstrap[name].difference],
    ] as const) {
      // The 1/n is for metrics that live on a lattice of rows.
      const tolerance = AGREEMENT[method] * theirs.se + 1 / rows.labels.length
      expect(Math.abs(error! / theirs.se - 1)).toBeLessThan(0.04)
      // Ours is never narrower; the bias that a calibration error may have makes it wider there, skewness elsewhere.
      expect(ours.interval![0] - theirs[key][0]!).toBeLessThan(tolerance)
      expect(theirs[key][1]! - ours.interval![1]).toBeLessThan(tolerance)
      if (name === 'ece') continue
      expect(theirs[key][0]! - ours.interval![0]).toBeLessThan(tolerance + SKEWNESS * theirs.se)
      expect(ours.interval![1] - theirs[key][1]!).toBeLessThan(tolerance + SKEWNESS * theirs.se)
    }
  })
})
