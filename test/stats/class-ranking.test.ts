import { describe, expect, it } from 'vitest'
import { averageAreas, leaveOutAreas, rankClasses } from '../../src/stats/class-ranking.ts'

describe('a ranking by the score of one class', () => {
  it('goes from the highest score down and marks where equal ones end', () => {
    const { order, labels, endsTie } = rankClasses(Int32Array.of(2, 0, 1, 0), Float64Array.of(0.1, 0.7, 0.7, 0.2))
    expect([...order]).toEqual([2, 1, 3, 0])
    expect([...labels]).toEqual([1, 0, 0, 2])
    expect([...endsTie]).toEqual([0, 1, 1, 1])
  })
})

describe('an average of areas', () => {
  const labels = Int32Array.of(0, 0, 1, 2)
  const rankings = [
    [0.9, 0.2, 0.2, 0.5],
    [0.1, 0.3, 0.8, 0.4],
    [0.3, 0.3, 0.3, 0.3],
  ].map((scores) => rankClasses(labels, Float64Array.from(scores)))
  /** Class 0 against 1 counts as `factor`, all others nothing. */
  const only = (factor: number) => (sizes: Float64Array) => {
    const factors = new Float64Array(9)
    factors[1] = factor / (sizes[0]! * sizes[1]!)
    return factors
  }

  it('counts the pairs won, ties half', () => {
    expect(averageAreas(rankings, only(1), null)).toBe(0.75)
    expect(averageAreas(rankings, only(2), Float64Array.of(1, 3, 1, 1))).toBe(2 * (2.5 / 4))
  })

  it('is undefined where a class has no weight', () => {
    expect(averageAreas(rankings, only(1), Float64Array.of(1, 1, 1, 0))).toBeNaN()
  })

  it('without each row in turn is undefined for the last row of a class', () => {
    expect([...leaveOutAreas(rankings, only(1))]).toEqual([0.5, 1, Number.NaN, Number.NaN])
  })
})
