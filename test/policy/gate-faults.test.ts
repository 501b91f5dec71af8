import { describe, expect, it } from 'vitest'
import { findGateFaults, findSliceFaults } from '../../src/policy/gate-faults.ts'
import { gate } from './made-gates.ts'

const CLASSIFIER = { task: 'binary', hasScore: true, declared: ['contract'] } as const

describe('gates that cannot be judged', () => {
  it.each([
    [{ metric: 'roc_aux' }, CLASSIFIER, 'unknown metric "roc_aux"', 'did you mean roc_auc?'],
    [{ metric: 'rmse' }, CLASSIFIER, 'unknown metric "rmse"', 'there are: roc_auc'],
    [{ metric: 'rmse' }, { ...CLASSIFIER, task: 'multiclass' }, 'unknown metric "rmse" for task multiclass', ''],
    [
      { metric: 'demographic_parity_difference', kind: 'max', bound: 0.1 },
      CLASSIFIER,
      'demographic_parity_difference compares the values of a column with each other, and the gate names none',
      'slice: COLUMN',
    ],
    [
      { metric: 'equalized_odds_difference', slice: { column: 'gender', value: 'f' } },
      CLASSIFIER,
      'equalized_odds_difference compares the values of a column with each other, and the gate names one value',
      'slice: gender',
    ],
    [
      { metric: 'model_size', slice: { column: 'contract', value: undefined } },
      CLASSIFIER,
      'model_size is not measured by rows, so it has no slices',
      'take out "slice"',
    ],
    [
      { metric: 'selection_rate', kind: 'margin' },
      CLASSIFIER,
      'a margin on selection_rate cannot be judged: neither a higher nor a lower one is better',
      'use min or max',
    ],
    [
      { metric: 'log_loss' },
      { ...CLASSIFIER, hasScore: false },
      'gate on log_loss needs scores, and no score column is named',
      '--score COLUMN',
    ],
    [
      { slice: { column: '*', value: undefined } },
      { ...CLASSIFIER, declared: [] },
      'slice "*" stands for all declared slices, and none is declared',
      '--slice COLUMN',
    ],
  ] as const)('%j', (overrides, evaluation, message, help) => {
    const faults = findGateFaults([gate(overrides)], evaluation)
    expect(faults).toEqual([
      { message, help: expect.stringContaining(help), place: { file: 'modelgate.yml', line: 31 } },
    ])
  })

  it('are all named at once', () => {
    const gates = [gate({ metric: 'x1' }), gate({}), gate({ metric: 'rmse' })]
    expect(findGateFaults(gates, CLASSIFIER)).toHaveLength(2)
  })

  it('are none for what is there', () => {
    expect(findGateFaults([gate({}), gate({ metric: 'average_precision', kind: 'margin' })], CLASSIFIER)).toEqual([])
  })
})

describe('slice values that no row has', () => {
  const slices = [{ column: 'contract', values: ['One year', 'Two year', null] }]
  const on = (column: string, value: string | undefined) => gate({ slice: { column, value } })

  it('are named with those that are there', () => {
    expect(findSliceFaults([on('contract', 'One yaer')], slices)).toEqual([
      {
        message: 'no row has contract = "One yaer"',
        help: 'did you mean One year? contract holds One year, Two year, (null)',
        place: { file: 'modelgate.yml', line: 31 },
      },
    ])
  })

  it('are not those that are there, nor all, nor any of no rows', () => {
    const fine = [on('contract', 'One year'), on('contract', '(null)'), on('contract', undefined), gate({})]
    expect(findSliceFaults(fine, slices)).toEqual([])
    expect(findSliceFaults([on('contract', 'gone')], [{ column: 'contract', values: [] }])).toEqual([])
  })
})
