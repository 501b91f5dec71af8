import { describe, expect, it } from 'vitest'
import { findMetric, listMetricNames } from '../../src/core/metric.ts'
import type { MetricCheckResult, Result } from '../../src/core/result.ts'
import { describePlainly } from '../../src/report/plain-sentence.ts'
import { type FixtureName, readFixture } from './fixtures.ts'

const pass = readFixture('compare-pass')
const template = pass.checks.find((check): check is MetricCheckResult => check.kind === 'metric')!

interface Numbers {
  readonly candidate: number | null
  readonly baseline?: number | null
  readonly interval?: readonly [number, number] | null
  readonly own?: readonly [number, number] | null
  readonly confidence?: number
}

/** A comparison of one metric and nothing else. */
function compare(
  metric: string,
  { candidate, baseline = null, interval = null, own = null, confidence = 0.95 }: Numbers,
): Result {
  const difference = baseline === null || candidate === null ? null : candidate - baseline
  const check: MetricCheckResult = {
    ...template,
    target: { ...template.target, metric },
    statistics: {
      better: findMetric(metric)?.better ?? 'higher',
      rows: 2000,
      candidate: { value: candidate, interval: own },
      baseline: baseline === null ? null : { value: baseline, interval: null },
      difference:
        difference === null
          ? null
          : { value: difference, interval, confidence, method: 'bootstrap-bca', pValue: null, test: null },
    },
  }
  return { ...pass, checks: [check] }
}

describe('a comparison in plain words', () => {
  it.each<[string, Numbers, string]>([
    [
      'recall',
      { candidate: 0.559, baseline: 0.543, interval: [0.004, 0.028] },
      'Of 1,000 positive cases, the candidate finds about 559, production about 543: 16 more. The data allow 4 to 28 more (such a range is right 19 times in 20), which speaks for the candidate.',
    ],
    [
      'recall',
      { candidate: 0.536, baseline: 0.542, interval: [-0.026, 0.014], confidence: 0.9 },
      'Of 1,000 positive cases, the candidate finds about 536, production about 542: 6 fewer. The data allow anything from 26 fewer to 14 more (such a range is right 9 times in 10), so it is open which of the two is better.',
    ],
    [
      'accuracy',
      { candidate: 0.80012, baseline: 0.80004, interval: [0.00002, 0.00014], confidence: 0.99 },
      'Of 100,000 rows, the candidate gets about 80,012 right, production about 80,004: 8 more. The data allow 2 to 14 more (such a range is right 99 times in 100), which speaks for the candidate.',
    ],
    [
      'mae',
      { candidate: 8123.9, baseline: 8201.4, interval: [-91.7, -63.3] },
      'On average the candidate is off by 8,124, production by 8,201: 77 less. The data allow 63 to 92 less (such a range is right 19 times in 20), which speaks for the candidate.',
    ],
    [
      'mape',
      { candidate: 0.0913, baseline: 0.0901, interval: [0.0004, 0.002] },
      'On average the candidate is off by 9.13 % of the label, production by 9.01 %: 0.12 points more. The data allow 0.04 to 0.20 points more (such a range is right 19 times in 20), which speaks against the candidate.',
    ],
    [
      'log_loss',
      { candidate: 0.4097, baseline: 0.4172, interval: [-0.0156, 0.0006] },
      "The candidate's log loss is 0.410 (lower is better), production's 0.417: 0.007 lower. The data allow anything from 0.016 lower to 0.001 higher (such a range is right 19 times in 20), so it is open which of the two is better.",
    ],
    [
      'selection_rate',
      { candidate: 0.27, baseline: 0.25, interval: [0.012, 0.028] },
      'Of 1,000 rows, the candidate calls about 270 positive, production about 250: 20 more. The data allow 12 to 28 more (such a range is right 19 times in 20).',
    ],
    [
      'bias',
      { candidate: 2.5, baseline: 1.5, interval: [-1.2, 3.2] },
      "The candidate's bias (mean of prediction − label) is 2.50, production's 1.50: 1.00 higher. The data allow anything from 1.20 lower to 3.20 higher (such a range is right 19 times in 20), so it is open whether they differ.",
    ],
    [
      'accuracy',
      { candidate: 0.8, baseline: 0.8, interval: [0, 0] },
      'Of 1,000 rows, the candidate gets about 800 right, production about 800. On these rows both are the same.',
    ],
    [
      'precision',
      { candidate: 0.7, baseline: 0.65 },
      'Of 1,000 cases that a model calls positive, the candidate is right in about 700, production in about 650: 50 more. How sure that is cannot be told from these 2,000 rows.',
    ],
    [
      'recall',
      { candidate: 0.536, own: [0.498, 0.574] },
      'Of 1,000 positive cases, the candidate finds about 536; the data allow 498 to 574.',
    ],
    ['pass_rate_0.5', { candidate: 0.87 }, 'Of 1,000 items, the candidate scores at least 0.5 in about 870.'],
    [
      'top_3_accuracy',
      { candidate: 0.99 },
      'Of 1,000 rows, the candidate has the right class among its first 3 in about 990.',
    ],
    ['lift_at_10', { candidate: 3.1 }, "The candidate's lift at 10 % is 3.100 (higher is better)."],
    ['revenue', { candidate: 12.5 }, "The candidate's revenue is 12.50."],
  ])('%s %j', (metric, numbers, sentence) => {
    expect(describePlainly(compare(metric, numbers))).toBe(sentence)
  })

  it('is about the metric over all rows that a gate names, a blocking one first', () => {
    expect(describePlainly(readFixture('compare-gates'))).toMatch(/^Of 1,000 positive cases, the candidate finds/)
    expect(describePlainly(pass)).toMatch(/^Of 1,000 pairs of a positive and a negative case/)
    const checks = pass.checks.filter(({ kind }) => kind === 'metric').toReversed()
    expect(describePlainly({ ...pass, checks })).toMatch(/^Of 1,000 positive cases/)
  })

  it('names a baseline of no stage', () => {
    const result = compare('mae', { candidate: 2, baseline: 3, interval: [-2, -0.5] })
    const baseline = { ...pass.baseline!, source: 'file:old.csv', version: null }
    expect(describePlainly({ ...result, baseline })).toContain('off by 2.00, the baseline by 3.00')
  })

  it('is silent where nothing was measured, and for other commands', () => {
    expect(describePlainly(compare('recall', { candidate: null }))).toBeNull()
    expect(describePlainly({ ...pass, checks: [] })).toBeNull()
    expect(describePlainly(readFixture('validate-pass'))).toBeNull()
  })

  it.each<[FixtureName, RegExp]>([
    [
      'compare-regression',
      /^On average, large errors counting more, the candidate is off by 12,346, production by 12,758: 412 less\./,
    ],
    ['compare-multiclass', /^The candidate's F1 \(macro\) is 0\.916 .* so it is open which of the two is better\.$/],
    ['compare-ranking', /^The candidate's NDCG at 10 is 0\.700 .* which speaks against the candidate\.$/],
    [
      'compare-forecast',
      /^On average the candidate is off by 83\.1 % of what the naive forecast is, production by 87\.2 %: 4\.1 points less\./,
    ],
    [
      'compare-graded',
      /^On average the candidate scores 0\.811, production 0\.787: 0\.024 more\. .* which speaks for the candidate\.$/,
    ],
  ])('of %s', (name, pattern) => {
    expect(describePlainly(readFixture(name))).toMatch(pattern)
  })

  it('never takes a side where the interval holds zero, whatever the metric', () => {
    for (const task of ['binary', 'multiclass', 'regression', 'forecast', 'ranking', 'graded'] as const) {
      for (const metric of listMetricNames(task)) {
        const sentence = describePlainly(compare(metric, { candidate: 0.4, baseline: 0.5, interval: [-0.3, 0.1] }))
        expect(sentence).toMatch(/so it is open (which of the two is better|whether they differ)\.$/)
      }
    }
  })
})
