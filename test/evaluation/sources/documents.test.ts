import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Task } from '../../../src/core/metric.ts'
import { readMetricsDocument } from '../../../src/evaluation/sources/metrics-document.ts'
import type { StatedMetrics } from '../../../src/evaluation/sources/stated-metrics.ts'

/** Documents that the tools wrote (make.py beside them), and what scikit-learn computed of the same rows. */
const FOLDER = join(import.meta.dirname, '../../fixtures/metric-sources')
const text = (name: string) => readFileSync(join(FOLDER, name), 'utf8')
const expected = JSON.parse(text('expected.json'))

const read = (name: string, task: Task | null = null, positive: string | null = null) =>
  readMetricsDocument(text(name), name, { task, positive })
const valuesOf = ({ metrics }: StatedMetrics) =>
  Object.fromEntries([...metrics].map(([name, { value }]) => [name, value]))

describe('a classification report', () => {
  it.each([
    ['report-binary.json', 'binary', '1', 1e-12],
    ['report-binary-4.txt', 'binary', null, 5.1e-5],
    ['report-binary.txt', 'binary', 'benign', 5.1e-3],
    ['report-multiclass.json', 'multiclass', null, 1e-12],
    ['report-multiclass-4.txt', 'multiclass', null, 5.1e-5],
    ['report-multiclass.txt', 'multiclass', null, 5.1e-3],
  ] as const)('%s states what scikit-learn computed', (name, task, positive, tolerance) => {
    const { rows, values } = expected[`report-${task}`]
    const { metrics, format } = read(name, task, positive)
    expect(format).toBe('classification report')
    for (const [metric, value] of Object.entries<number>(values)) {
      const stated = metrics.get(metric)!
      expect(Math.abs(stated.value! - value)).toBeLessThanOrEqual(tolerance)
      expect(stated.rows).toBe(rows)
    }
  })

  it('says to how many digits its text rounds', () => {
    expect(read('report-binary.txt').metrics.get('accuracy')!.reason).toBe('the report rounds it to 2 digits')
    expect(read('report-binary.json').metrics.get('accuracy')!.reason).toBeNull()
  })

  it('has no precision of a task where nobody says which class is positive', () => {
    const { metrics } = read('report-binary.txt', 'binary')
    expect(metrics.has('precision')).toBe(false)
    expect(metrics.get('benign.recall')).toMatchObject({ value: 0.9, metric: { better: 'none' } })
  })

  it('of some classes alone states the micro average and no accuracy', () => {
    const values = valuesOf(read('report-micro.txt', 'multiclass'))
    expect(values).toMatchObject({ precision_micro: 0.8649, recall_micro: 0.9143, f1_micro: 0.8889 })
    expect(values).not.toHaveProperty('accuracy')
  })

  it('is the last one where a text holds several', () => {
    const both = `first\n${text('report-multiclass.txt')}\nthen\n\n${text('report-binary.txt')}\ndone 1 2 3 4 5 x\n`
    const stated = readMetricsDocument(both, 'log.txt', { task: null, positive: null })
    expect(stated.metrics.get('accuracy')).toMatchObject({ value: 0.86, rows: 143 })
  })
})

describe('SageMaker model quality', () => {
  it('of a binary classifier states rates, and the area under the curve by our name', () => {
    const stated = read('sagemaker-binary.json', 'binary')
    expect(stated.format).toBe('SageMaker model quality')
    expect(valuesOf(stated)).toMatchObject({
      roc_auc: 1,
      accuracy: 0.5,
      specificity: 0.33333333333333337,
      'f0.5': 0.3846153846153846,
      f1: 0.5,
      f2: 0.7142857142857143,
      recall_best_constant_classifier: 1,
    })
    expect([...stated.metrics.keys()].filter((name) => /curve|matrix/.test(name))).toEqual([])
    expect(stated.metrics.get('f1')!.rows).toBe(4)
  })

  it('of a multiclass classifier states weighted averages', () => {
    expect(valuesOf(read('sagemaker-multiclass.json', 'multiclass'))).toEqual({
      accuracy: 0.6288167938931297,
      recall_weighted: 0.6288167938931297,
      precision_weighted: 0.6983172269629505,
      'f0.5_weighted': 0.6803947317178771,
      f1_weighted: 0.6571162346664904,
      f2_weighted: 0.6384024354394601,
    })
  })

  it('of a regression states errors', () => {
    expect(valuesOf(read('sagemaker-regression.json', 'regression'))).toEqual({
      mae: 0.3711832061068702,
      mse: 0.3711832061068702,
      rmse: 0.609248066149471,
      r2: -1.3766111872212665,
    })
  })
})

describe('a TFMA evaluation', () => {
  const overall = { roc_auc: 0.7243943810462952, accuracy: 0.6488351225852966, example_count: 5000 }

  it.each(['tfma-slicing-metrics.json', 'tfma-metrics-for-slice.json'])('%s states the slice of all rows', (name) => {
    const stated = read(name, 'binary')
    expect(stated.format).toBe('TFMA evaluation')
    expect(valuesOf(stated)).toMatchObject(overall)
    expect(stated.metrics.get('roc_auc')!.rows).toBe(5000)
  })

  it('keeps what concerns a class or the top k apart, and intervals', () => {
    const { metrics } = read('tfma-metrics-for-slice.json', 'binary')
    expect(metrics.get('topK:3.recall')!.value).toBe(0.9)
    expect(metrics.has('recall')).toBe(false)
    expect(metrics.get('roc_auc')!.interval).toEqual([0.7, 0.75])
  })

  it('may be written as one message a line', () => {
    const lines = (JSON.parse(text('tfma-metrics-for-slice.json')) as unknown[]).map((each) => JSON.stringify(each))
    const stated = readMetricsDocument(lines.join('\n'), 'metrics.jsonl', { task: 'binary', positive: null })
    expect(valuesOf(stated)).toMatchObject(overall)
  })

  it('does not take an error in percent for one in shares', () => {
    const json = '{"mean_absolute_percentage_error": {"doubleValue": 12.5}, "mean_absolute_error": {"doubleValue": 3}}'
    const { metrics } = readMetricsDocument(json, 'eval.json', { task: 'regression', positive: null })
    expect([...metrics.keys()]).toEqual(['mean_absolute_percentage_error', 'mae'])
  })

  it('is refused where it is the validation alone', () => {
    const validation = '{"validationOk": true, "metricValidationsPerSlice": []}'
    expect(() => readMetricsDocument(validation, 'v.json', { task: null, positive: null })).toThrow('holds no metrics')
  })
})

describe('a run of MLflow', () => {
  it('states the last value of each metric', () => {
    const stated = read('mlflow-run.json', 'binary')
    expect(stated.format).toBe('MLflow run')
    expect(valuesOf(stated)).toEqual({ roc_auc: 0.86, f1: 0.7, val_loss: 0.5, recall: null })
  })
})

describe('numbers by name', () => {
  const context = { task: 'binary', positive: null } as const

  it.each([
    ['m.json', '{"roc_auc": 0.84, "test": {"f1": 0.7}, "model": "forest", "best": true}'],
    ['m.json', '{"roc_auc": {"value": 0.84}, "test": {"f1": {"value": 0.7, "standard_deviation": 0.1}}}'],
    ['m.yaml', 'roc_auc: 0.84\ntest:\n  f1: 0.7\n'],
    ['m.toml', 'roc_auc = 0.84\n[test]\nf1 = 0.7\n'],
    ['m.json', '\uFEFF{"roc_auc": 0.84, "test": {"f1": 0.7}}'],
    [
      'wandb-summary.json',
      '{"roc_auc": 0.84, "test": {"f1": 0.7}, "_step": 3, "_runtime": 9, "_wandb": {"runtime": 9}}',
    ],
  ])('%s with %s are read by their path', (file, content) => {
    expect(valuesOf(readMetricsDocument(content, file, context))).toEqual({ roc_auc: 0.84, 'test.f1': 0.7 })
  })

  it('may carry interval and rows', () => {
    const json = '{"recall": {"value": 0.8, "interval": [0.75, 0.85], "rows": 1409}}'
    expect(readMetricsDocument(json, 'm.json', context).metrics.get('recall')).toMatchObject({
      value: 0.8,
      interval: [0.75, 0.85],
      rows: 1409,
    })
  })

  it.each(['{"recall": NaN}', '{"recall": "NaN"}', '{"recall": Infinity}', '{"recall": 1.7976931348623157e+308}'])(
    '%s is a metric that is not defined',
    (json) => {
      const { metrics } = readMetricsDocument(json, 'm.json', context)
      expect(metrics.get('recall')).toMatchObject({ value: null, reason: 'it is stated as undefined' })
    },
  )

  it.each([
    ['{"model": "forest"}', 'm.json', 'no metric is stated here'],
    ['[0.8, 0.9]', 'm.json', 'no metric is stated here'],
    ['', 'm.json', 'no metric is stated here'],
    ['{"a": 1', 'm.json', 'm.json:1'],
    ['a = ', 'm.toml', 'm.toml:1:'],
  ])('%s is refused with its place', (content, file, message) => {
    expect(() => readMetricsDocument(content, file, context)).toThrow(message)
  })

  it('is not exhausted by depth', () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`
    expect(() => readMetricsDocument(deep, 'm.json', context)).toThrow('no metric is stated here')
  })
})
