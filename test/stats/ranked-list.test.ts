import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  computeNdcg,
  computeRankedPrecision,
  computeReciprocalRank,
  type RankedList,
} from '../../src/stats/ranked-list.ts'

/** Groups of documents of one score, from the highest score to the lowest. */
const makeList = (groups: readonly (readonly number[])[]): RankedList => ({
  relevance: Float64Array.from(groups.flat()),
  endsTie: Uint8Array.from(groups.flatMap((group) => group.map((_, i) => (i + 1 === group.length ? 1 : 0)))),
})

const strict = (relevance: readonly number[]) => makeList(relevance.map((grade) => [grade]))

/** All orders of the values. */
const permute = (values: readonly number[]): number[][] =>
  values.length < 2
    ? [[...values]]
    : values.flatMap((value, i) => permute(values.filter((_, j) => j !== i)).map((rest) => [value, ...rest]))

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

const MEASURES = { computeNdcg, computeRankedPrecision, computeReciprocalRank }

describe('a ranked list', () => {
  it.each([
    ['computeNdcg', [3, 2, 1], 3, 1],
    ['computeNdcg', [0, 1], Number.POSITIVE_INFINITY, 1 / Math.log2(3)],
    ['computeNdcg', [0, 1], 1, 0],
    ['computeRankedPrecision', [1, 0, 2], Number.POSITIVE_INFINITY, 5 / 6],
    ['computeRankedPrecision', [1, 1, 1], 2, 1],
    ['computeRankedPrecision', [0, 0, 1], 2, 0],
    ['computeReciprocalRank', [0, 0, 1, 1], Number.POSITIVE_INFINITY, 1 / 3],
    ['computeReciprocalRank', [0, 0, 1, 1], 2, 0],
  ] as const)('has %s of relevance %j at %d of %d', (name, relevance, k, value) => {
    expect(MEASURES[name](strict(relevance), k)).toBeCloseTo(value, 14)
  })

  it('has no value without a relevant document', () => {
    for (const measure of Object.values(MEASURES)) {
      expect(measure(strict([0, 0]), 2)).toBeNaN()
      expect(measure(makeList([[0, 0, 0]]), Number.POSITIVE_INFINITY)).toBeNaN()
    }
  })

  it('counts documents of equal score as the mean over all their orders', () => {
    const groups = fc.array(fc.array(fc.nat(2), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(groups, fc.constantFrom(1, 2, 4, Number.POSITIVE_INFINITY), (ties, k) => {
        const orders = ties
          .map(permute)
          .reduce<number[][]>((heads, tails) => heads.flatMap((head) => tails.map((tail) => [...head, ...tail])), [[]])
        for (const measure of Object.values(MEASURES)) {
          const expected = meanOf(orders.map((order) => measure(strict(order), k)))
          const actual = measure(makeList(ties), k)
          if (Number.isNaN(expected)) expect(actual).toBeNaN()
          else expect(actual).toBeCloseTo(expected, 12)
        }
      }),
      { numRuns: 40 },
    )
  })
})
