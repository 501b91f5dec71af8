import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortOrder } from '../../src/stats/sort-order.ts'
import { computeWeightedMedian, leaveOutMedian } from '../../src/stats/weighted-median.ts'

const median = (values: readonly number[], weights: readonly number[] | null = null) => {
  const numbers = Float64Array.from(values)
  return computeWeightedMedian(numbers, sortOrder(numbers), weights === null ? null : Float64Array.from(weights))
}

const rows = fc.array(fc.record({ value: fc.nat(9), weight: fc.nat(3) }), { minLength: 1, maxLength: 15 })

describe('the weighted median', () => {
  it.each([
    [[3], null, 3],
    [[1, 4], null, 2.5],
    [[9, 1, 4], null, 4],
    [[1, 2, 3], [1, 1, 5], 3],
    [[1, 2, 3], [2, 1, 1], 1.5],
    [[1, 2, 3], [1, 0, 1], 2],
    [[1, 2, 3], [0.1, 0.2, 0.3], 2.5],
    [[2, 1, 3], [0.2, 0.1, 0.3], 2.5],
  ])('of %j with weights %j is %d', (values, weights, expected) => {
    expect(median(values, weights)).toBe(expected)
  })

  it('is undefined without weight', () => {
    expect(median([])).toBeNaN()
    expect(median([1, 2], [0, 0])).toBeNaN()
  })

  it('takes whole weights as rows that come so often, in any unit', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const values = list.map(({ value }) => value)
        const weights = list.map(({ weight }) => weight)
        const repeated = list.flatMap(({ value, weight }) => Array<number>(weight).fill(value))
        expect(median(values, weights)).toEqual(median(repeated))
        expect(
          median(
            values,
            weights.map((weight) => weight * 0.1),
          ),
        ).toEqual(median(repeated))
      }),
    )
  })

  it('is the same without each row in turn as that of the others', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const values = Float64Array.from(list, ({ value }) => value)
        const without = leaveOutMedian(values, sortOrder(values))
        const expected = list.map((_, row) => median([...values.filter((_, i) => i !== row)]))
        expect([...without]).toEqual(expected)
      }),
    )
  })
})
