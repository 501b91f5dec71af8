import { describe, expect, it } from 'vitest'
import { findMetric, listAverages, listMetricNames } from '../../src/core/metric.ts'

describe('F-beta', () => {
  it.each([
    ['f2', 'binary', true],
    ['f0.5', 'binary', true],
    ['f2_macro', 'binary', false],
    ['f1_weighted', 'binary', false],
    ['f2', 'multiclass', false],
    ['f2_macro', 'multiclass', true],
    ['f0.5_weighted', 'multiclass', true],
    ['f2_micro', 'multiclass', true],
    ['f0_macro', 'multiclass', false],
    ['f2_median', 'multiclass', false],
    ['f2', 'regression', false],
  ] as const)('%s of a %s task: %s', (name, task, isKnown) => {
    expect(findMetric(name, task)?.name).toBe(isKnown ? name : undefined)
  })

  it('tells average and beta from the name, whichever the task', () => {
    expect(findMetric('f0.5_weighted')).toMatchObject({ base: 'fbeta', parameter: 0.5, average: 'weighted' })
    expect(findMetric('f3')).toMatchObject({ base: 'fbeta', parameter: 3, average: null, title: 'F3' })
  })

  it('stands in the names of many classes with each average, of two without', () => {
    const names = (task: 'binary' | 'multiclass') => listMetricNames(task).filter((name) => name.startsWith('f2'))
    expect(names('multiclass')).toEqual(['f2_macro', 'f2_weighted', 'f2_micro'])
    expect(names('binary')).toEqual(['f2'])
  })
})

it.each([
  ['f2', 'multiclass', ['f2_macro', 'f2_weighted', 'f2_micro']],
  ['f2_macro', 'binary', ['f2']],
  ['precision', 'multiclass', ['precision_macro', 'precision_weighted', 'precision_micro']],
  ['recall_micro', 'binary', ['recall']],
  ['f2', 'regression', []],
  ['nothing', 'multiclass', []],
] as const)('%s means %j in a %s task', (name, task, names) => {
  expect(listAverages(name, task)).toEqual(names)
})
