import { expect, it } from 'vitest'
import { listSliceValues } from '../../src/evaluation/slice-values.ts'

it('lists each value once, numbers by size, texts by letter, null last', () => {
  const slices = [
    { column: 'tenure', values: ['10', null, '9', '10'] },
    { column: 'contract', values: ['Two year', 'One year', 'Two year'] },
    { column: 'none', values: [] },
  ]
  expect(listSliceValues(Object.freeze(slices))).toEqual([
    { column: 'tenure', values: ['9', '10', null] },
    { column: 'contract', values: ['One year', 'Two year'] },
    { column: 'none', values: [] },
  ])
})
