import { describe, expect, it } from 'vitest'
import { sliceIdPart } from '../../src/core/check-id.ts'
import {
  describeSliceValue,
  isSlice,
  joinSliceValues,
  listSliceParts,
  parseSliceName,
} from '../../src/core/slice-name.ts'

describe('the name of a slice', () => {
  it.each([
    ['contract', 'contract', undefined],
    ['contract=One year', 'contract', 'One year'],
    ['contract=a=b', 'contract', 'a=b'],
    ['contract=', 'contract', ''],
    ['contract & gender', 'contract & gender', undefined],
    ['contract=One year & gender=F', 'contract & gender', 'One year\u001FF'],
    ['contract=Salt & Pepper', 'contract', 'Salt & Pepper'],
    ['*', '*', undefined],
  ])('%j is column %j and value %j', (text, column, value) => {
    expect(parseSliceName(text)).toEqual({ column, value })
  })

  it('of a pair has both values in ids and words', () => {
    const value = joinSliceValues(['1/2', null])
    expect(listSliceParts('a & b', value)).toEqual([
      { column: 'a', value: '1/2' },
      { column: 'b', value: '(null)' },
    ])
    expect(sliceIdPart('a & b', value)).toBe('a=1%2F2 & b=(null)')
    expect(describeSliceValue('a & b', value)).toBe('1/2 & (null)')
  })

  it('of one column is as it was', () => {
    expect(sliceIdPart('a', 'x & y=z')).toBe('a=x & y%3Dz')
    expect(sliceIdPart('a', null)).toBe('a=(null)')
    expect(describeSliceValue('a', null)).toBe('(null)')
  })
})

it.each([
  ['contract', true],
  ['contract & gender', true],
  ['R&D', true],
  ['a & a', false],
  ['a & b & c', false],
  ['a & ', false],
  [' & b', false],
])('%j declares a slice: %s', (text, expected) => {
  expect(isSlice(text)).toBe(expected)
})
