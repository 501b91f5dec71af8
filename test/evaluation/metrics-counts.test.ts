import { describe, expect, it } from 'vitest'
import { BINARY_METRICS } from '../../src/core/metric.ts'
import { computeCountMetric, countConfusion } from '../../src/evaluation/metrics-counts.ts'
import { createScoreStatistic } from '../../src/evaluation/metrics-scores.ts'

const confuse = (truePositives: number, falsePositives: number, falseNegatives: number, trueNegatives: number) => ({
  truePositives,
  falsePositives,
  falseNegatives,
  trueNegatives,
})

describe('a confusion matrix', () => {
  it('counts labels against predictions', () => {
    const labels = Uint8Array.of(1, 1, 1, 0, 0, 0, 0)
    const predictions = Uint8Array.of(1, 1, 0, 1, 0, 0, 0)
    expect(countConfusion(labels, predictions)).toEqual(confuse(2, 1, 1, 3))
  })

  it.each([
    ['accuracy', 0.7],
    ['balanced_accuracy', 0.7],
    ['precision', 0.75],
    ['recall', 0.6],
    ['specificity', 0.8],
    ['f1', 2 / 3],
    ['mcc', 40 / Math.sqrt(9600)],
    ['cohen_kappa', 0.4],
    ['selection_rate', 0.4],
  ])('gives %s', (name, value) => {
    expect(computeCountMetric(name, confuse(6, 2, 4, 8))).toBeCloseTo(value, 14)
  })

  it('gives kappa 0 but no MCC where all predictions are the same', () => {
    expect(computeCountMetric('cohen_kappa', confuse(6, 4, 0, 0))).toBe(0)
    expect(computeCountMetric('mcc', confuse(6, 4, 0, 0))).toBeNaN()
  })

  it('keeps its digits for a billion rows', () => {
    const counts = confuse(6e8, 2e8, 4e8, 8e8)
    expect(computeCountMetric('mcc', counts)).toBeCloseTo(40 / Math.sqrt(9600), 14)
  })
})

it('every binary metric is computed from predictions or from scores, none from both', () => {
  for (const { name, needsScore } of BINARY_METRICS) {
    const byCounts = () => computeCountMetric(name, confuse(1, 1, 1, 1))
    const byScores = () => createScoreStatistic(name, Uint8Array.of(0, 1), Float64Array.of(0.1, 0.8)).measure(null)
    if (needsScore) {
      expect(byCounts).toThrow(RangeError)
      expect(byScores()).not.toBeNaN()
    } else {
      expect(byScores).toThrow(RangeError)
      expect(byCounts()).not.toBeNaN()
    }
  }
})
