import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortOrder } from '../../src/stats/sort-order.ts'

const numbers = fc.array(
  fc.oneof(
    fc.double({ noNaN: true }),
    fc.constantFrom(0, -0, 1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  ),
)

describe('the order of values', () => {
  it('is that of a stable comparing sort, also for negative, tiny and infinite numbers', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const byComparing = values
          .map((_, i) => i)
          .sort((i, j) => (values[i] === values[j] ? i - j : values[i]! < values[j]! ? -1 : 1))
        expect([...sortOrder(Float64Array.from(values))]).toEqual(byComparing)
      }),
    )
  })

  it('keeps an order given among equal values, which sorts by several keys', () => {
    const minor = Float64Array.of(3, 1, 2, 1)
    const major = Float64Array.of(0, 1, 0, 1)
    expect([...sortOrder(major, sortOrder(minor))]).toEqual([2, 0, 1, 3])
  })

  it('leaves its arguments as they were', () => {
    const values = Float64Array.of(2, 1)
    const start = Int32Array.of(1, 0)
    sortOrder(values, start)
    expect([...values, ...start]).toEqual([2, 1, 1, 0])
  })
})
