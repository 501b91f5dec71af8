import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import { BINARY_METRICS, type IntervalMethod } from '../../../src/core/metric.ts'
import { compareMetrics } from '../../../src/evaluation/comparison/comparison.ts'
import {
  assertSupported,
  chooseMethod,
  type Sampling,
  supportsMethod,
} from '../../../src/evaluation/comparison/comparison-methods.ts'
import { computeWilsonInterval } from '../../../src/stats/wilson.ts'
import { DEFAULTS, makeRows, metricsNamed } from '../../support/binary-rows.ts'

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

  it.each(['paired-t', 'wilcoxon'] as const)('refuse the test %s where no metric named has it', (test) => {
    const refuse = (...names: readonly string[]) => assertSupported(metricsNamed(...names), { method: null, test })
    expect(() => refuse('accuracy', 'f1')).toThrow(InputError)
    expect(() => refuse('accuracy', 'f1')).toThrow(/^.* tests none of accuracy, f1\n/)
    expect(() => refuse('r2', 'mae')).not.toThrow()
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
  const PLAIN = { isPlain: true, rarer: null, isByCells: false }
  const choose = (name: string, sampling: Partial<Sampling>) =>
    chooseMethod(metricsNamed(name)[0]!, null, { units: 20_000, ...PLAIN, ...sampling })

  it('is DeLong for ROC AUC, else BCa', () => {
    expect(choose('roc_auc', { isPlain: false })).toBe('delong')
    for (const name of ['pr_auc', 'log_loss', 'recall', 'ece', 'rmse', 'ndcg']) {
      expect(choose(name, {})).toBe('bootstrap-bca')
    }
  })

  it('is normal above 20,000 units for what would take long to resample', () => {
    const many = { units: 20_001, rarer: 10_000 }
    for (const name of ['log_loss', 'brier', 'pr_auc', 'rmse', 'r2', 'mean_score']) {
      expect(choose(name, many)).toBe('normal')
    }
    for (const name of ['accuracy', 'mcc', 'f1_macro']) {
      expect(choose(name, { ...many, isByCells: true })).toBe('bootstrap-bca')
      expect(choose(name, { ...many, isPlain: false })).toBe('normal')
    }
  })

  it('resamples at any size what has corners', () => {
    for (const name of ['ece', 'median_ae', 'lift_at_10', 'recall_at_precision_0.9', 'demographic_parity_difference']) {
      expect(choose(name, { units: 1_000_000 })).toBe('bootstrap-bca')
    }
  })

  it('stays BCa for the average precision of a rare class', () => {
    expect(choose('pr_auc', { units: 100_000, rarer: 199 })).toBe('bootstrap-bca')
    expect(choose('pr_auc', { units: 100_000, rarer: 200 })).toBe('normal')
  })

  it('gives way to the one asked for, at any size', () => {
    const many = { units: 30_000, ...PLAIN }
    expect(chooseMethod(metricsNamed('brier')[0]!, 'bootstrap-bca', many)).toBe('bootstrap-bca')
  })

  it('takes the place of Wilson where rows weigh or belong together', () => {
    const grouped = { units: 300, ...PLAIN, isPlain: false, isByCells: true }
    expect(chooseMethod(metricsNamed('recall')[0]!, 'wilson', grouped)).toBe('bootstrap-bca')
    expect(chooseMethod(metricsNamed('recall')[0]!, 'wilson', { ...grouped, isPlain: true })).toBe('wilson')
  })
})
