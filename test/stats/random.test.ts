import { describe, expect, it } from 'vitest'
import { createRandomStream, philox, RandomStream } from '../../src/stats/random.ts'

const take = (stream: RandomStream, count: number) => Array.from({ length: count }, () => stream.nextWord())

describe('Philox4x32-10', () => {
  // Known answers of Random123, kat_vectors.
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as const)('answers counter %j and key %j as its authors say', (counter, key, words) => {
    expect(philox(counter, key)).toEqual(words)
  })
})

describe('a random stream', () => {
  it('is xoshiro128**', () => {
    expect(take(new RandomStream([1, 2, 3, 4]), 8)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849,
    ])
  })

  it('depends on seed, purpose and replicate, and on nothing drawn elsewhere', () => {
    const first = take(createRandomStream(1, 2, 3), 5)
    take(createRandomStream(1, 2, 4), 1000)
    expect(take(createRandomStream(1, 2, 3), 5)).toEqual(first)
    const others: readonly (readonly [number, number, number])[] = [
      [2, 2, 3],
      [1, 3, 3],
      [1, 2, 4],
      [1 + 2 ** 32, 2, 3],
    ]
    for (const other of others) expect(take(createRandomStream(...other), 5)).not.toEqual(first)
  })

  it('draws the rows that its words stand for', () => {
    const counts = new Int32Array(50)
    createRandomStream(5, 1, 0).fillRowCounts(counts)
    const byHand = new Int32Array(50)
    for (const word of take(createRandomStream(5, 1, 0), 50)) byHand[Math.floor((word / 2 ** 32) * 50)]!++
    expect(counts).toEqual(byHand)
  })

  it('goes on after drawing rows where single words would', () => {
    const stream = createRandomStream(5, 1, 0)
    stream.fillRowCounts(new Int32Array(10))
    expect(stream.nextWord()).toBe(take(createRandomStream(5, 1, 0), 11)[10])
  })

  it('has uniform numbers strictly between 0 and 1 with the moments of the law', () => {
    const stream = createRandomStream(1, 0, 0)
    const values = Array.from({ length: 20_000 }, () => stream.nextUniform())
    const mean = values.reduce((a, b) => a + b) / values.length
    const square = values.reduce((a, b) => a + b * b, 0) / values.length
    expect(Math.min(...values)).toBeGreaterThan(0)
    expect(Math.max(...values)).toBeLessThan(1)
    // Four standard errors: 0.289 and 0.298 over the root of 20,000.
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.0082)
    expect(Math.abs(square - 1 / 3)).toBeLessThan(0.0085)
  })
})
