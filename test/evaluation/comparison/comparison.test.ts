import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BINARY_METRICS, findMetric } from '../../../src/core/metric.ts'
import { compareMetrics } from '../../../src/evaluation/comparison/comparison.ts'
import { sliceRows } from '../../../src/evaluation/slices.ts'
import { binaryRows, DEFAULTS, makeRows, metricsNamed, predictByHalf } from '../../support/binary-rows.ts'

const QUICK = { ...DEFAULTS, resamples: 200 }
type Parts = Parameters<typeof binaryRows>[0]
const compareOne = (name: string, rows: Parts, options = QUICK) =>
  compareMetrics(metricsNamed(name), binaryRows(rows), options)[0]!

/** Ten rows whose scores a case may replace. */
const labels = Uint8Array.of(1, 0, 1, 0, 1, 0, 0, 1, 0, 1)
const good = [0.9, 0.2, 0.7, 0.4, 0.6, 0.1, 0.3, 0.4, 0.6, 0.8]
const poor = [0.4, 0.3, 0.8, 0.6, 0.2, 0.5, 0.1, 0.9, 0.3, 0.7]

describe('identical models', () => {
  const rows = makeRows(300)

  it('differ by 0 with the interval [0, 0], and p 1 where there is a test', () => {
    for (const { metric, difference, candidate } of compareMetrics(
      BINARY_METRICS,
      { ...rows, baseline: rows.candidate },
      QUICK,
    )) {
      expect(difference, metric.name).toMatchObject({ value: 0, interval: [0, 0], standardError: 0 })
      expect(difference!.pValue).toBe(['roc_auc', 'accuracy'].includes(metric.name) ? 1 : null)
      expect(candidate.interval![0]).toBeLessThan(candidate.interval![1])
    }
  })

  it('differ by 0 in large data too, where sums are not taken row by row', () => {
    const many = makeRows(20_100)
    for (const { metric, difference } of compareMetrics(BINARY_METRICS, { ...many, baseline: many.candidate }, QUICK)) {
      expect(difference, metric.name).toMatchObject({ value: 0, interval: [0, 0] })
    }
  })

  it('that agree by chance, and differ where the metric does not look, differ by 0 within what so few rows can tell', () => {
    const rows = {
      labels,
      candidate: predictByHalf(good),
      baseline: predictByHalf(good.map((s) => (s < 0.35 ? 0.9 : s))),
    }
    const positives = labels.filter((label) => label === 1).length
    const { value, interval, standardError } = compareOne('recall', rows).difference!
    const end = 1.959963984540054 ** 2 / (positives + 1.959963984540054 ** 2)
    expect(value).toBe(0)
    expect(interval![0]).toBeCloseTo(-end, 12)
    expect(interval![1]).toBeCloseTo(end, 12)
    expect(standardError).toBeGreaterThan(0)
    expect(compareOne('specificity', rows).difference!.value).toBeGreaterThan(0)
  })

  it('that agree by chance in all predictions differ in F1 by no more than what so few rows can tell', () => {
    const rows = { labels, candidate: predictByHalf(good), baseline: predictByHalf(good.map((s) => 0.9 * s + 0.05)) }
    expect(rows.candidate.predictions).toEqual(rows.baseline.predictions)
    const [low, high] = compareOne('f1', rows).difference!.interval!
    const [accuracyLow, accuracyHigh] = compareOne('accuracy', rows).difference!.interval!
    expect(low).toBe(-high)
    expect(high).toBeGreaterThan(0)
    expect(accuracyLow).toBeLessThan(0)
    expect(accuracyHigh).toBeGreaterThan(0)
    const alike = { ...rows, baseline: rows.candidate }
    expect(compareOne('f1', alike).difference!.interval).toEqual([0, 0])
  })
})

describe('a metric without a value', () => {
  const cases: readonly [string, string, Partial<{ labels: Uint8Array; scores: readonly number[] }>, RegExp][] = [
    ['missing scores', 'roc_auc', { scores: [Number.NaN, Number.NaN, ...good.slice(2)] }, /^2 scores are missing$/],
    ['a missing score', 'log_loss', { scores: [Number.NaN, ...good.slice(1)] }, /^1 score is missing$/],
    ['scores outside [0, 1]', 'brier', { scores: [1.5, -0.1, ...good.slice(2)] }, /^2 scores are outside \[0, 1\]$/],
    ['infinite scores', 'ece', { scores: [Number.POSITIVE_INFINITY, ...good.slice(1)] }, /^1 score is outside/],
    ['positive labels alone', 'roc_auc', { labels: labels.map(() => 1) }, /no row is labelled negative/],
    ['negative labels alone', 'pr_auc', { labels: labels.map(() => 0) }, /no row is labelled positive/],
    ['positive labels alone', 'mcc', { labels: labels.map(() => 1) }, /no row is labelled negative/],
    ['positive labels alone', 'cohen_kappa', { labels: labels.map(() => 1) }, /no row is labelled negative/],
    ['positive labels alone', 'balanced_accuracy', { labels: labels.map(() => 1) }, /no row is labelled negative/],
    ['negative labels alone', 'recall', { labels: labels.map(() => 0) }, /no row is labelled positive/],
    ['positive labels alone', 'specificity', { labels: labels.map(() => 1) }, /no row is labelled negative/],
    ['no positive prediction', 'precision', { scores: good.map(() => 0.1) }, /no row is predicted positive/],
    ['one prediction for all', 'mcc', { scores: good.map(() => 0.1) }, /all predictions are the same/],
    [
      'nothing positive',
      'f1',
      { labels: labels.map(() => 0), scores: good.map(() => 0.1) },
      /no row is labelled or predicted positive/,
    ],
    ['no rows', 'accuracy', { labels: new Uint8Array(), scores: [] }, /there are no rows/],
    ['no rows', 'log_loss', { labels: new Uint8Array(), scores: [] }, /there are no rows/],
  ]

  it.each(cases)('says why: %s, %s', (_, name, { labels: own = labels, scores = good }, reason) => {
    const found = compareOne(name, { labels: own, candidate: predictByHalf(scores), baseline: null })
    expect(found).toMatchObject({ candidate: { value: null, interval: null }, method: null, standardError: null })
    expect(found.reason).toMatch(reason)
  })

  it('says that there is no score column', () => {
    const candidate = { ...predictByHalf(good), scores: null }
    const found = compareOne('roc_auc', { labels, candidate, baseline: null })
    expect(found).toMatchObject({ candidate: { value: null }, reason: 'there is no score column' })
    expect(compareOne('accuracy', { labels, candidate, baseline: null }).candidate.value).toBe(0.8)
  })

  it('of one model leaves the other its numbers, and names the one', () => {
    const broken = predictByHalf([2, ...poor.slice(1)])
    const ours = compareOne('brier', { labels, candidate: predictByHalf(good), baseline: broken })
    expect(ours.candidate.value).toBeCloseTo(0.132, 12)
    expect(ours).toMatchObject({ baseline: { value: null }, difference: { value: null, interval: null, method: null } })
    expect(ours.reason).toBe('baseline: 1 score is outside [0, 1]')
    const theirs = compareOne('brier', { labels, candidate: broken, baseline: predictByHalf(good) })
    expect(theirs.candidate.value).toBeNull()
    expect(theirs.baseline!.value).toBeCloseTo(ours.candidate.value!, 14)
    expect(theirs.baseline!.interval![1]).toBeCloseTo(ours.candidate.interval![1], 1)
  })

  it('is not one that only lacks probabilities: outside [0, 1] the ranking still counts', () => {
    const shifted = predictByHalf(good.map((score) => 10 * score))
    const infinite = predictByHalf([Number.POSITIVE_INFINITY, ...good.slice(1)])
    const expected = compareOne('roc_auc', { labels, candidate: predictByHalf(good), baseline: null }).candidate
    expect(compareOne('roc_auc', { labels, candidate: shifted, baseline: null }).candidate).toEqual(expected)
    expect(compareOne('roc_auc', { labels, candidate: infinite, baseline: null }).candidate).toEqual(expected)
    expect(compareOne('pr_auc', { labels, candidate: shifted, baseline: null }).candidate.value).toBeGreaterThan(0)
  })
})

describe('an interval', () => {
  it('does not exist at AUC 1, where DeLong has no variance', () => {
    const perfect = predictByHalf([...labels])
    const found = compareOne('roc_auc', { labels, candidate: perfect, baseline: predictByHalf(good) })
    expect(found.candidate).toEqual({ value: 1, interval: null })
    expect(found.baseline!.interval).not.toBeNull()
    expect(found.difference!.interval).not.toBeNull()
    expect(found.reason).toBe("candidate: DeLong's variance is 0 at AUC 1, so there is no interval")
    const other = predictByHalf([...labels].map((label, i) => label - 0.01 * i))
    const both = compareOne('roc_auc', { labels, candidate: perfect, baseline: other })
    expect(both.difference).toMatchObject({ value: 0, interval: null, pValue: null, test: null })
    const same = compareOne('roc_auc', { labels, candidate: perfect, baseline: perfect })
    expect(same.difference).toMatchObject({ value: 0, interval: [0, 0], pValue: 1 })
  })

  it('does not exist for one row of a class', () => {
    const found = compareOne('roc_auc', {
      labels: labels.map((_, i) => (i === 0 ? 1 : 0)),
      candidate: predictByHalf(good),
      baseline: null,
    })
    expect(found).toMatchObject({ candidate: { value: 1, interval: null } })
    expect(found.reason).toContain('two rows of each class')
  })

  it('does not exist where no resample differs, but Wilson has one', () => {
    const rows = { labels, candidate: predictByHalf([...labels]), baseline: null }
    const found = compareOne('accuracy', rows)
    expect(found.candidate).toEqual({ value: 1, interval: null })
    expect(found.reason).toBe('all resamples give the same value, which says nothing about its error')
    expect(compareOne('accuracy', rows, { ...QUICK, method: 'wilson' }).candidate.interval![0]).toBeCloseTo(0.722467, 6)
    expect(compareOne('accuracy', rows, { ...QUICK, method: 'normal' }).candidate.interval).toBeNull()
  })

  it('of constant scores: AUC one half without an interval, AP the share of positives', () => {
    const rows = { labels, candidate: predictByHalf(good.map(() => 0.5)), baseline: predictByHalf(good) }
    expect(compareOne('roc_auc', rows).candidate).toEqual({ value: 0.5, interval: null })
    expect(compareOne('roc_auc', rows).difference!.interval).not.toBeNull()
    expect(compareOne('pr_auc', rows).candidate.value).toBe(0.5)
  })

  it('leaves out resamples without a value and says how many; with more than 5 % of them there is none', () => {
    const few = (positives: number) => ({
      labels: Uint8Array.from({ length: 60 }, (_, i) => (i < positives ? 1 : 0)),
      candidate: predictByHalf(Array.from({ length: 60 }, (_, i) => (i % 2 ? 0.2 : 0.7))),
      baseline: null,
    })
    const some = compareOne('recall', few(4))
    expect(some.candidate.interval).not.toBeNull()
    expect(some.reason).toMatch(/^\d+ of 200 resamples have no value and were left out$/)
    const most = compareOne('recall', few(2))
    expect(most.candidate).toEqual({ value: 0.5, interval: null })
    expect(most.reason).toMatch(/^\d+ of 200 resamples have no value, more than 5 %/)
  })

  it('narrows with less confidence, and states the confidence it was made at', () => {
    const rows = makeRows(300)
    for (const name of ['roc_auc', 'pr_auc', 'recall']) {
      const wide = compareOne(name, rows).difference!
      const narrow = compareOne(name, rows, { ...QUICK, confidence: 0.8 }).difference!
      expect(narrow.confidence).toBe(0.8)
      expect(narrow.interval![0]).toBeGreaterThan(wide.interval![0])
      expect(narrow.interval![1]).toBeLessThan(wide.interval![1])
    }
  })

  it('stays within the values that the metric can take', () => {
    const rows = makeRows(40)
    const nearlyPerfect = { ...rows, labels: rows.candidate.predictions.map((p, i) => (i === 3 ? 1 - p : p)) }
    for (const name of ['roc_auc', 'accuracy', 'brier', 'pr_auc']) {
      const method = name === 'roc_auc' ? 'delong' : 'normal'
      const { interval } = compareOne(name, nearlyPerfect, { ...QUICK, confidence: 0.999, method }).candidate
      expect(interval![0]).toBeGreaterThanOrEqual(0)
      expect(interval![1]).toBeLessThanOrEqual(1)
    }
  })
})

describe('clipped scores', () => {
  it('are counted beside the log loss', () => {
    const found = compareOne('log_loss', {
      labels,
      candidate: predictByHalf([...labels]),
      baseline: predictByHalf(good),
    })
    expect(found.candidate.value).toBeCloseTo(2.22e-16, 17)
    expect(found.reason).toContain('10 scores of 0 or 1 clipped to 2.2e-16')
    const wrong = { labels, candidate: predictByHalf([0, ...good.slice(1)]), baseline: null }
    expect(compareOne('log_loss', wrong).candidate.value).toBeGreaterThan(3.6)
  })
})

describe('a comparison', () => {
  it('does not depend on the order of the rows', () => {
    const rows = makeRows(120)
    const first = compareMetrics(BINARY_METRICS, rows, QUICK)
    const indices = Array.from({ length: 120 }, (_, i) => i)
    fc.assert(
      fc.property(fc.shuffledSubarray(indices, { minLength: 120 }), (order) => {
        expect(compareMetrics(BINARY_METRICS, sliceRows(rows, order), QUICK)).toEqual(first)
      }),
      { numRuns: 10 },
    )
  })

  it('does not depend on the order in which compared groups are read', () => {
    const rows = makeRows(120)
    const metric = findMetric('demographic_parity_difference')!
    const groups = Array.from({ length: 120 }, (_, i) => ['x', 'y', null][(i + (i >> 2)) % 3]!)
    const compare = (names: readonly (string | null)[]) => {
      const codes = Int32Array.from(groups, (group) => names.indexOf(group))
      return compareMetrics([metric], rows, QUICK, { costs: null, compared: { codes, names } })
    }
    const first = compare(['x', 'y', null])
    expect(first[0]!.difference!.interval).not.toBeNull()
    expect(compare([null, 'y', 'x'])).toEqual(first)
    expect(compare(['y', 'x', null])).toEqual(first)
  })

  it('does not depend on which other metrics are asked for', () => {
    const rows = makeRows(120)
    for (const all of compareMetrics(BINARY_METRICS, rows, QUICK)) {
      expect(compareOne(all.metric.name, rows)).toEqual(all)
    }
  })

  it('gives the same numbers for a seed, others for another', () => {
    const rows = makeRows(120)
    expect(compareOne('f1', rows)).toEqual(compareOne('f1', rows))
    const other = compareOne('f1', rows, { ...QUICK, seed: 2 })
    expect(other.candidate.interval).not.toEqual(compareOne('f1', rows).candidate.interval)
  })

  it('turns its signs when the models change places', () => {
    const rows = makeRows(400)
    const swapped = { ...rows, candidate: rows.baseline!, baseline: rows.candidate }
    const there = compareMetrics(BINARY_METRICS, rows, DEFAULTS)
    const back = compareMetrics(BINARY_METRICS, swapped, DEFAULTS)
    there.forEach(({ metric, candidate, difference }, i) => {
      const turned = back[i]!
      expect(turned.baseline!.value).toBeCloseTo(candidate.value!, 13)
      expect(turned.difference!.value).toBeCloseTo(-difference!.value!, 13)
      expect(turned.difference!.pValue).toBe(difference!.pValue)
      // Resamples differ, so bootstrap ends agree within their own error.
      const tolerance = metric.name === 'roc_auc' ? 1e-13 : 0.35 * difference!.standardError! + 1 / 400
      expect(Math.abs(turned.difference!.interval![0] + difference!.interval![1]), metric.name).toBeLessThan(tolerance)
      expect(Math.abs(turned.difference!.interval![1] + difference!.interval![0]), metric.name).toBeLessThan(tolerance)
    })
  })

  it('without a baseline has the candidate alone', () => {
    for (const found of compareMetrics(BINARY_METRICS, { ...makeRows(100), baseline: null }, QUICK)) {
      expect(found).toMatchObject({ baseline: null, difference: null, rows: 100, reason: null })
      expect(found.candidate.interval).not.toBeNull()
    }
  })

  it('does not change what it is given', () => {
    const rows = makeRows(50)
    const copy = structuredClone(rows)
    compareMetrics(BINARY_METRICS, rows, QUICK)
    expect(rows).toEqual(copy)
  })
})
