import { describe, expect, it } from 'vitest'
import { logBinomialProbability } from '../../src/stats/binomial.ts'
import { drawBinomial, drawMultinomial } from '../../src/stats/multinomial.ts'
import { createRandomStream } from '../../src/stats/random.ts'

const DRAWS = 20_000

/** Pearson's statistic of draws against the law, cells expected under 10 times put together; and its cells. */
function measureMisfit(n: number, p: number): { readonly chiSquare: number; readonly cells: number } {
  const stream = createRandomStream(11, 0, n)
  const counts = new Int32Array(n + 1)
  for (let i = 0; i < DRAWS; i++) counts[drawBinomial(stream, n, p)]!++
  let chiSquare = 0
  let cells = 0
  let seen = 0
  let expected = 0
  for (let k = 0; k <= n; k++) {
    seen += counts[k]!
    expected += DRAWS * Math.exp(logBinomialProbability(k, n, p))
    if (expected < 10) continue
    chiSquare += (seen - expected) ** 2 / expected
    cells++
    seen = 0
    expected = 0
  }
  return { chiSquare, cells }
}

describe('binomial draws', () => {
  it.each([
    [1, 0.5],
    [30, 0.1],
    [30, 0.97],
    [40, 0.25],
    [1000, 0.4],
    [1000, 0.985],
    [100_000, 0.003],
  ])('of %i trials with chance %f follow their law', (n, p) => {
    const { chiSquare, cells } = measureMisfit(n, p)
    // Mean cells - 1, standard deviation sqrt(2 (cells - 1)): four of them.
    expect(chiSquare).toBeLessThan(cells - 1 + 4 * Math.sqrt(2 * Math.max(1, cells - 1)) + 4)
  })

  it('need no luck at the ends', () => {
    const stream = createRandomStream(1, 0, 0)
    expect(drawBinomial(stream, 0, 0.5)).toBe(0)
    expect(drawBinomial(stream, 9, 0)).toBe(0)
    expect(drawBinomial(stream, 9, 1)).toBe(9)
  })
})

describe('multinomial draws', () => {
  it('hold as many rows as there are, none in an empty cell, and on average as many as the cell', () => {
    const counts = [50, 0, 3, 900, 0]
    const drawn = new Int32Array(counts.length)
    const sums = new Float64Array(counts.length)
    for (let replicate = 0; replicate < 4000; replicate++) {
      drawMultinomial(createRandomStream(3, 0, replicate), counts, drawn)
      expect(drawn.reduce((a, b) => a + b)).toBe(953)
      drawn.forEach((count, cell) => {
        sums[cell]! += count
      })
    }
    counts.forEach((count, cell) => {
      const error = Math.sqrt((count * (1 - count / 953)) / 4000)
      expect(Math.abs(sums[cell]! / 4000 - count)).toBeLessThanOrEqual(4 * error)
    })
  })

  it('of nothing are nothing', () => {
    const drawn = new Int32Array([7, 7])
    drawMultinomial(createRandomStream(3, 0, 0), [0, 0], drawn)
    expect([...drawn]).toEqual([0, 0])
  })
})
