import { describe, expect, it } from 'vitest'
import type { Task } from '../../../src/core/metric.ts'
import { makeStatedMetrics } from '../../../src/evaluation/sources/stated-metrics.ts'

const state = (numbers: Readonly<Record<string, number | null>>, task: Task | null = 'binary') =>
  makeStatedMetrics(
    'test',
    Object.entries(numbers).map(([name, value]) => ({ name, value })),
    { task },
  ).metrics

describe('a stated number', () => {
  it.each([
    ['roc_auc_score', 'roc_auc', 0.8, 0.8],
    ['average_precision', 'pr_auc', 0.7, 0.7],
    ['f1_score', 'f1', 0.6, 0.6],
    ['matthews_corrcoef', 'mcc', -0.1, -0.1],
    ['neg_log_loss', 'log_loss', -0.4, 0.4],
    ['neg_brier_score', 'brier', -0.2, 0.2],
  ])('named %s is our %s', (written, name, value, expected) => {
    expect([...state({ [written]: value })]).toMatchObject([[name, { value: expected }]])
  })

  it('keeps its name where the task has no such metric', () => {
    const metrics = state({ rmse: 3, f1: 0.5, profit: 120, 'val.recall': 0.4 }, 'binary')
    expect([...metrics.keys()]).toEqual(['rmse', 'f1', 'profit', 'val.recall'])
    expect(metrics.get('rmse')!.metric.better).toBe('none')
    expect(state({ rmse: 3 }, 'regression').get('rmse')!.metric.better).toBe('lower')
    expect(state({ rmse: 3 }, null).get('rmse')!.metric.better).toBe('lower')
  })

  it.each(['constructor', '__proto__', 'toString'])('may be named %s', (name) => {
    const { metrics } = makeStatedMetrics('test', [{ name, value: 1 }], { task: null })
    expect(metrics.get(name)).toMatchObject({ value: 1, metric: { name } })
  })

  it.each([
    [{ accuracy: 84 }, 'accuracy', '84 lies outside of its range, 0 to 1'],
    [{ neg_log_loss: 0.4 }, 'log_loss', '-0.4 lies outside of its range, 0 to any'],
    [{ mcc: -1.5 }, 'mcc', '-1.5 lies outside of its range, -1 to 1'],
  ])('%j is not defined: it cannot be a value of %s', (numbers, name, reason) => {
    expect(state(numbers).get(name)).toMatchObject({ value: null, reason })
  })

  it('under our own name counts before aliases of the same metric', () => {
    expect(state({ f1_score: 0.6, f1: 0.5 }).get('f1')).toMatchObject({ value: 0.5, reason: null })
    expect(state({ roc_auc_score: 0.6, auroc: 0.6 }).get('roc_auc')!.value).toBe(0.6)
    expect(state({ roc_auc_score: 0.6, auroc: 0.7 }).get('roc_auc')).toMatchObject({
      value: null,
      reason: 'roc_auc_score and auroc differ',
    })
  })
})
