import { describe, expect, it } from 'vitest'
import { compareSliceValues, nameSlice, parseSlice } from '../../src/report/section.ts'
import { readFixture } from './fixtures.ts'

const check = readFixture('compare-pass').checks[0]!
const parse = (id: string, slice: string | null) => parseSlice({ ...check, id, target: { ...check.target, slice } })

describe('parseSlice', () => {
  it.each([
    ['metric/recall/contract=One year', 'contract=One year', 'contract', 'One year', 'contract = One year'],
    ['gate/recall/margin/a%2Fb%3Dc=x%25', 'a/b=c=x%', 'a/b=c', 'x%', 'a/b=c = x%'],
    ['metric/recall/a=x & b=y', 'a & b=x\u001Fy', 'a & b', 'x & y', 'a = x & b = y'],
    [
      'metric/recall/a=R&D & more & b=y',
      'a & b=R&D & more\u001Fy',
      'a & b',
      'R&D & more & y',
      'a = R&D & more & b = y',
    ],
    ['metric/recall/a=R & D', 'a=R & D', 'a', 'R & D', 'a = R & D'],
    ['gate/recall/margin/a=x-2', 'a=x', 'a', 'x', 'a = x'],
    ['gate/recall/margin/a=x-2', 'a=x-2', 'a', 'x-2', 'a = x-2'],
    ['metric/recall/a=(null)', 'a=(null)', 'a', '(null)', 'a = (null)'],
    ['metric/recall/a=', 'a=', 'a', '', 'a = '],
  ])('reads %s', (id, slice, column, value, text) => {
    expect(parse(id, slice)).toEqual({ column, value, text })
  })

  it('has none for a check over all rows, and the whole name for an id of another form', () => {
    expect(parse('metric/recall', null)).toBeNull()
    expect(parse('gate/mine', 'a=x')).toEqual({ column: 'slice', value: 'a=x', text: 'a=x' })
  })
})

describe('nameSlice', () => {
  it.each([
    ['contract=One year', 'contract = One year'],
    ['contract & gender=One year\u001FF', 'contract = One year & gender = F'],
    ['contract=One year & gender=F', 'contract = One year & gender = F'],
    ['contract', 'contract'],
  ])('reads %j', (slice, text) => {
    expect(nameSlice(slice)).toBe(text)
  })
})

describe('compareSliceValues', () => {
  it('sorts numbers by size and leaves words where they are', () => {
    expect(['10', '2', '1.5', '-1'].sort(compareSliceValues)).toEqual(['-1', '1.5', '2', '10'])
    expect(['b', 'a', ''].sort(compareSliceValues)).toEqual(['b', 'a', ''])
  })
})
