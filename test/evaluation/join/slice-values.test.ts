import { expect, it } from 'vitest'
import { listSliceValues } from '../../../src/evaluation/join/slice-values.ts'

const cut = (column: string, ...names: readonly (string | null)[]) => ({ column, codes: new Int32Array(0), names })

it('lists each value once, numbers by size, texts by letter, null last', () => {
  const slices = [cut('tenure', '10', null, '9'), cut('contract', 'Two year', 'One year'), cut('none')]
  expect(listSliceValues(Object.freeze(slices))).toEqual([
    { column: 'tenure', values: ['9', '10', null] },
    { column: 'contract', values: ['One year', 'Two year'] },
    { column: 'none', values: [] },
  ])
})

it('lists pairs by their first value, then their second', () => {
  const names = ['b\u001F10', 'a\u001F9', '(null)\u001F1', 'b\u001F(null)', 'b\u001F9']
  expect(listSliceValues([cut('x & y', ...names)])[0]!.values).toEqual([
    'a\u001F9',
    'b\u001F9',
    'b\u001F10',
    'b\u001F(null)',
    '(null)\u001F1',
  ])
})
