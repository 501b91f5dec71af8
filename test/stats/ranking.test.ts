import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computePlacements, leaveOutRocAuc } from '../../src/stats/delong.ts'
import {
  computeAveragePrecision,
  computeRocAuc,
  isSameRanking,
  leaveOutAveragePrecision,
  rankRows,
} from '../../src/stats/ranking.ts'

/** Labelled scores with many ties. */
const table = fc
  .array(fc.record({ label: fc.nat(1), score: fc.nat(6), count: fc.nat(3) }), { minLength: 1, maxLength: 25 })
  .map((rows) => ({
    labels: Uint8Array.from(rows, ({ label }) => label),
    scores: Float64Array.from(rows, ({ score }) => score),
    counts: Int32Array.from(rows, ({ count }) => count),
  }))

/** The share of pairs won, pair by pair. */
function countWins(labels: Uint8Array, scores: Float64Array): number {
  let wins = 0
  let pairs = 0
  labels.forEach((label, i) => {
    labels.forEach((other, j) => {
      if (label !== 1 || other !== 0) return
      pairs++
      wins += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0
    })
  })
  return wins / pairs
}

/** Precision at each distinct score, weighted by the recall won there. */
function sumPrecisions(labels: Uint8Array, scores: Float64Array): number {
  const positives = labels.filter((label) => label === 1).length
  if (positives === labels.length) return Number.NaN
  let sum = 0
  let recallBefore = 0
  for (const threshold of [...new Set(scores)].sort((a, b) => b - a)) {
    const above = labels.filter((_, i) => scores[i]! >= threshold)
    const found = above.filter((label) => label === 1).length
    sum += (found / positives - recallBefore) * (found / above.length)
    recallBefore = found / positives
  }
  return sum
}

const without = <T extends Uint8Array | Float64Array>(values: T, row: number): T =>
  values.filter((_, i) => i !== row) as T

function repeat<T extends Uint8Array | Float64Array>(values: T, counts: Int32Array): number[] {
  return [...values].flatMap((value, i) => Array<number>(counts[i]!).fill(value))
}

function expectClose(actual: number, expected: number): void {
  if (Number.isNaN(expected)) expect(actual).toBeNaN()
  else expect(actual).toBeCloseTo(expected, 12)
}

describe('ranked rows', () => {
  it('give the ROC AUC of counting pairs, and none without both classes', () => {
    fc.assert(
      fc.property(table, ({ labels, scores }) => {
        expectClose(computeRocAuc(rankRows(labels, scores)), countWins(labels, scores))
      }),
    )
  })

  it('give the average precision of its definition', () => {
    fc.assert(
      fc.property(table, ({ labels, scores }) => {
        expectClose(computeAveragePrecision(rankRows(labels, scores)), sumPrecisions(labels, scores))
      }),
    )
  })

  it('take counts as rows that come so often', () => {
    fc.assert(
      fc.property(table, ({ labels, scores, counts }) => {
        const ranking = rankRows(labels, scores)
        const repeated = rankRows(Uint8Array.from(repeat(labels, counts)), Float64Array.from(repeat(scores, counts)))
        expectClose(computeRocAuc(ranking, counts), computeRocAuc(repeated))
        expectClose(computeAveragePrecision(ranking, counts), computeAveragePrecision(repeated))
      }),
    )
  })

  it('give the same without each row as ranking the others afresh', () => {
    fc.assert(
      fc.property(table, ({ labels, scores }) => {
        const ranking = rankRows(labels, scores)
        const precisions = leaveOutAveragePrecision(ranking)
        const areas = leaveOutRocAuc(labels, computePlacements(ranking))
        labels.forEach((_, row) => {
          const rest = rankRows(without(labels, row), without(scores, row))
          if (!labels.includes(0) || !labels.includes(1)) return
          expectClose(precisions[row]!, computeAveragePrecision(rest))
          expectClose(areas[row]!, computeRocAuc(rest))
        })
      }),
    )
  })

  it('do not change with a growing transform of the scores', () => {
    fc.assert(
      fc.property(table, ({ labels, scores }) => {
        const grown = rankRows(
          labels,
          scores.map((score) => Math.exp(score) - 40),
        )
        expect(isSameRanking(grown, rankRows(labels, scores))).toBe(true)
        expect(computeRocAuc(grown)).toEqual(computeRocAuc(rankRows(labels, scores)))
      }),
    )
  })

  it('are told apart by order and by ties', () => {
    const labels = Uint8Array.of(1, 0, 1)
    const rank = (...scores: number[]) => rankRows(labels, Float64Array.from(scores))
    expect(isSameRanking(rank(1, 2, 3), rank(1, 3, 2))).toBe(false)
    expect(isSameRanking(rank(1, 2, 3), rank(1, 2, 2))).toBe(false)
    expect(isSameRanking(rank(1, 1, 3), rank(1, 3, 3))).toBe(false)
  })
})
