import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/core/faults.ts'
import { BINARY_METRICS, type IntervalMethod } from '../../src/core/metric.ts'
import { compareMetrics } from '../../src/evaluation/comparison.ts'
import { chooseMethod, supportsMethod } from '../../src/evaluation/comparison-methods.ts'
import { computeWilsonInterval } from '../../src/stats/wilson.ts'
import { DEFAULTS, makeRows, metricsNamed } from '../support/binary-rows.ts'

const supported = (method: IntervalMethod) =>
  BINARY_METRICS.filter((metric) => supportsMethod(metric, method)).map(({ name }) => name)

describe('interval methods', () => {
  it('hold for the metrics that they have a formula for', () => {
    expect(supported('delong')).toEqual(['roc_auc'])
    expect(supported('wilson')).toEqual(['accuracy', 'precision', 'recall', 'specificity', 'selection_rate'])
    expect(supported('normal')).toEqual(BINARY_METRICS.map(({ name }) => name).filter((name) => name !== 'ece'))
    expect(supported('bootstrap-bca')).toHaveLength(14)
    expect(supported('bootstrap-percentile')).toHaveLength(14)
  })

  it('are refused for others, all at once and by name', () => {
    const compare = () =>
      compareMetrics(metricsNamed('f1', 'roc_auc', 'accuracy'), makeRows(40), { ...DEFAULTS, method: 'wilson' })
    expect(compare).toThrow(InputError)
    expect(compare).toThrow(/^there is no wilson interval of f1, roc_auc\n/)
  })

  it.each(['paired-t', 'wilcoxon'] as const)('leave the test %s to regressions', (test) => {
    const compare = () => compareMetrics(metricsNamed('accuracy'), makeRows(40), { ...DEFAULTS, test })
    expect(compare).toThrow(InputError)
    expect(compare).toThrow(/regression/)
  })

  it.each(['delong', 'bootstrap-bca', 'bootstrap-percentile', 'normal', 'wilson'] as const)(
    '%s is what each comparison says that it was made by',
    (method) => {
      const metrics = BINARY_METRICS.filter((metric) => supportsMethod(metric, method))
      for (const found of compareMetrics(metrics, makeRows(200), { ...DEFAULTS, resamples: 200, method })) {
        expect(found.method).toBe(method)
        // Wilson is for single proportions: the difference is resampled.
        expect(found.difference!.method).toBe(method === 'wilson' ? 'bootstrap-bca' : method)
        for (const { value, interval } of [found.candidate, found.baseline!, found.difference!]) {
          expect(interval![0], found.metric.name).toBeLessThan(value!)
          expect(interval![1], found.metric.name).toBeGreaterThan(value!)
        }
      }
    },
  )

  it('agree on the width of an interval where all hold', () => {
    const rows = makeRows(2000)
    const width = (name: string, method: IntervalMethod) => {
      const { interval } = compareMetrics(metricsNamed(name), rows, { ...DEFAULTS, method })[0]!.candidate
      return interval![1] - interval![0]
    }
    for (const method of ['wilson', 'normal', 'bootstrap-percentile'] as const) {
      expect(width('recall', method) / width('recall', 'bootstrap-bca')).toBeCloseTo(1, 1)
    }
    for (const method of ['delong', 'normal', 'bootstrap-percentile'] as const) {
      expect(width('roc_auc', method) / width('roc_auc', 'bootstrap-bca')).toBeCloseTo(1, 1)
    }
  })

  it('give a proportion the Wilson interval of its own numerator and denominator', () => {
    const rows = makeRows(200)
    const hits = rows.labels.filter((label, i) => label === 1 && rows.candidate.predictions[i] === 1).length
    const positives = rows.labels.filter((label) => label === 1).length
    const [recall] = compareMetrics(metricsNamed('recall'), rows, { ...DEFAULTS, method: 'wilson' })
    expect(recall!.candidate.interval).toEqual(computeWilsonInterval(hits, positives, 0.95))
  })
})

describe('the default method', () => {
  const choose = (name: string, positives: number, negatives: number) =>
    chooseMethod(metricsNamed(name)[0]!, null, { positives, negatives })

  it('is DeLong for ROC AUC, else BCa', () => {
    expect(choose('roc_auc', 10, 10)).toBe('delong')
    for (const name of ['pr_auc', 'log_loss', 'recall', 'ece'])
      expect(choose(name, 10_000, 10_000)).toBe('bootstrap-bca')
  })

  it('is normal above 20,000 rows for what would take long to resample', () => {
    for (const name of ['log_loss', 'brier', 'pr_auc']) expect(choose(name, 10_000, 10_001)).toBe('normal')
    for (const name of ['ece', 'accuracy', 'mcc']) expect(choose(name, 10_000, 10_001)).toBe('bootstrap-bca')
  })

  it('stays BCa for the average precision of a rare class', () => {
    expect(choose('pr_auc', 199, 100_000)).toBe('bootstrap-bca')
    expect(choose('pr_auc', 200, 100_000)).toBe('normal')
  })

  it('gives way to the one asked for, at any size', () => {
    const classes = { positives: 10_000, negatives: 20_000 }
    expect(chooseMethod(metricsNamed('brier')[0]!, 'bootstrap-bca', classes)).toBe('bootstrap-bca')
  })
})
