import { expect, test } from 'vitest'
import { nearestName } from '../../src/text/nearest-name.ts'

const names = ['roc_auc', 'pr_auc', 'log_loss', 'recall', 'threshold', 'include', 'exclude', 'min', 'max']

test.each([
  ['treshold', 'threshold'],
  ['roc-auc', 'roc_auc'],
  ['ROC_AUC', 'roc_auc'],
  ['auc', 'roc_auc'],
  ['loss', 'log_loss'],
  ['recal', 'recall'],
  ['exlude', 'exclude'],
  ['mn', 'min'],
  ['mni', 'min'],
  ['rmse', null],
  ['x', null],
  ['', null],
])('for %j the nearest name is %j', (written, expected) => {
  expect(nearestName(written, names)).toBe(expected)
})

test('nothing is near where there are no names', () => {
  expect(nearestName('a', [])).toBeNull()
})
