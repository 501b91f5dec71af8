import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareRocAuc } from '../../../src/evaluation/comparison/comparison-delong.ts'
import { computeDelongCovariance, computePlacements } from '../../../src/stats/delong.ts'
import { normalQuantile, normalSurvival } from '../../../src/stats/normal.ts'
import { rankRows } from '../../../src/stats/ranking.ts'
import { studentSurvival } from '../../../src/stats/student.ts'
import { studentQuantile } from '../../../src/stats/student-quantile.ts'
import expected from '../../fixtures/proc-delong/expected.json' with { type: 'json' }
import { relativeError } from '../../support/relative-error.ts'

type Case = keyof typeof expected.cases

const [, ...lines] = readFileSync(new URL('../../fixtures/proc-delong/rows.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
const table = lines.map((line) => line.split(','))

function readCase(name: Case) {
  const rows = table.filter(([of]) => of === name)
  const labels = Uint8Array.from(rows, (row) => Number(row[1]))
  const models = [2, 3].map((column) => Float64Array.from(rows, (row) => Number(row[column])))
  return { labels, models, rarer: Math.min(...[0, 1].map((label) => labels.filter((one) => one === label).length)) }
}

const MANY_ROWS = 100

describe.each(Object.keys(expected.cases) as Case[])('ROC AUC of two models on the same rows (%s)', (name) => {
  const { auc, variance, covariance, intervals, difference } = expected.cases[name]
  const { labels, models, rarer } = readCase(name)
  const units = { weights: null, ofRow: null, count: labels.length, rows: labels.length }
  const found = compareRocAuc(labels, models, units, 0.95, rarer - 1)
  const gap = found.difference!.value!
  const error = found.difference!.spread.standardError!
  /** Student's law takes the normal one's place where a class has few rows. */
  const isNormal = rarer >= MANY_ROWS

  it("has pROC's areas, variances and covariance to 1e-9", () => {
    const placements = models.map((scores) => computePlacements(rankRows(labels, scores)))
    const shared = computeDelongCovariance(labels, placements[0]!, placements[1]!)
    expect(relativeError(shared, covariance)).toBeLessThan(1e-9)
    found.sides.forEach(({ value, spread }, model) => {
      expect(relativeError(value!, auc[model]!)).toBeLessThan(1e-9)
      expect(relativeError(spread.standardError! ** 2, variance[model]!)).toBeLessThan(1e-9)
    })
  })

  it("has pROC's statistic and p-value to 1e-9, with few rows of a class by Student's law", () => {
    const statistic = gap / error
    expect(relativeError(statistic, difference.statistic)).toBeLessThan(1e-9)
    expect(relativeError(2 * normalSurvival(Math.abs(statistic)), difference.pValue)).toBeLessThan(1e-9)
    const pValue = isNormal ? difference.pValue : 2 * studentSurvival(Math.abs(difference.statistic), rarer - 1)
    expect(relativeError(found.pValue!, pValue)).toBeLessThan(1e-9)
  })

  const pairs = [
    { ours: found.difference!.spread.interval!, theirs: difference.interval, range: [-1, 1] },
    ...found.sides.map(({ spread }, model) => ({
      ours: spread.interval!,
      theirs: intervals[model]!,
      range: [0, 1],
    })),
  ]
  if (isNormal) {
    it("has pROC's intervals to 1e-9", () => {
      for (const { ours, theirs } of pairs) {
        expect(relativeError(ours[0]!, theirs[0]!)).toBeLessThan(1e-9)
        expect(relativeError(ours[1]!, theirs[1]!)).toBeLessThan(1e-9)
      }
    })
  } else {
    it("has wider intervals than pROC's where a class has few rows, by Student's law at least", () => {
      for (const { ours, theirs, range } of pairs) {
        const centre = range[0] === -1 ? gap : auc[found.sides.findIndex(({ spread }) => spread.interval === ours)]!
        const stretch = studentQuantile(0.025, rarer - 1) / normalQuantile(0.025)
        const low = Math.max(range[0]!, centre + (theirs[0]! - centre) * stretch)
        const high = Math.min(range[1]!, centre + (theirs[1]! - centre) * stretch)
        expect(ours[0]!).toBeGreaterThanOrEqual(range[0]!)
        expect(ours[1]!).toBeLessThanOrEqual(range[1]!)
        // pROC cuts the ends of single areas at 0 and 1.
        if (theirs[0] !== 0) expect(ours[0]!).toBeLessThanOrEqual(low + 1e-12)
        if (theirs[1] !== 1) expect(ours[1]!).toBeGreaterThanOrEqual(high - 1e-12)
      }
    })
  }
})

describe('The cases from pROC', () => {
  it('have few and many rows of a class, and each the rows of both', () => {
    const rarer = (Object.keys(expected.cases) as Case[]).map((name) => readCase(name).rarer)
    expect(Math.min(...rarer)).toBe(2)
    expect(rarer.filter((rows) => rows >= MANY_ROWS)).toHaveLength(3)
  })
})
