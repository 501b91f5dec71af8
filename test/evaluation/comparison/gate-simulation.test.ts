import { describe, expect, it } from 'vitest'
import { estimateSpread, type Sample, widenSpread } from '../../../src/evaluation/comparison/comparison-intervals.ts'
import { logBinomialProbability } from '../../../src/stats/binomial.ts'
import { computeTangoInterval } from '../../../src/stats/tango.ts'
import { simulateGates } from '../../support/simulated-candidates.ts'

const CANDIDATES = 200
/** What chance leaves to so many candidates, at three standard errors. */
const slack = (share: number) => 3 * Math.sqrt((share * (1 - share)) / CANDIDATES)

/** bench/simulation.mjs is the same with 2,000 candidates and more, more rows and scenarios. */
describe.each([
  { scenario: 'worse', metrics: ['accuracy', 'roc_auc', 'pr_auc', 'log_loss', 'ece', 'f1', 'mae'] },
  { scenario: 'close', metrics: ['accuracy', 'recall', 'precision', 'f1', 'mcc', 'roc_auc'] },
] as const)('a gate over 100 rows at whose margin candidates lie ($scenario)', ({ scenario, metrics }) => {
  const found = simulateGates({
    scenario,
    rows: 100,
    candidates: CANDIDATES,
    resamples: 100,
    population: 100_000,
    metrics,
  })

  it.each(found)('passes few by $metric, and its intervals hold the truth', ({ passes, coverage, ownCoverage }) => {
    expect(passes).toBeLessThan(0.025 + slack(0.025))
    expect(coverage).toBeGreaterThan(0.94 - slack(0.94))
    expect(ownCoverage).toBeGreaterThan(0.94 - slack(0.94))
  })
})

/** The difference of accuracy, and what it is without a row that only the candidate, only the baseline or neither has right. */
function describeSample(gains: number, losses: number, rows: number): Sample {
  const value = (gains - losses) / rows
  const without = (change: number) => (gains - losses - change) / (rows - 1)
  const values = Float64Array.from([1, -1, 0], without)
  const counts = [gains, losses, rows - gains - losses]
  return { value, replicates: null, bias: [0, 0], leaveOut: () => ({ values, counts }) }
}

/** Each number of rows that only one of the models has right, with its chance: no simulation. */
describe.each([30, 100])('the interval of the difference of accuracy over %i rows', (rows) => {
  const settings = {
    method: 'normal',
    confidence: 0.95,
    range: [-1, 1],
    degrees: rows - 1,
    isSmooth: true,
    isUnbounded: false,
    scale: 1,
  } as const
  const ends: { readonly gains: number; readonly losses: number; readonly low: number; readonly high: number }[] = []
  for (let gains = 0; gains <= rows; gains++) {
    for (let losses = 0; gains + losses <= Math.min(rows, 50); losses++) {
      const spread = estimateSpread(describeSample(gains, losses, rows), settings)
      const score = computeTangoInterval({ firstOnly: gains, secondOnly: losses, pairs: rows }, 0.95)
      const [low, high] = widenSpread(spread, score, 0.95).interval!
      ends.push({ gains, losses, low, high })
    }
  }
  const measure = (disagreement: number, gain: number) => {
    const truth = disagreement * (2 * gain - 1)
    let passes = 0
    let covers = 0
    for (const { gains, losses, low, high } of ends) {
      const differing = gains + losses
      const chance = Math.exp(
        logBinomialProbability(differing, rows, disagreement) + logBinomialProbability(gains, differing, gain),
      )
      if (low > truth) passes += chance
      if (low <= truth && high >= truth) covers += chance
    }
    return { passes, covers }
  }

  it.each([0.01, 0.02, 0.05, 0.1, 0.127, 0.2])(
    'lies above the truth in at most 2.7 %% where models differ on %f',
    (share) => {
      for (const gain of [0.02, 0.1, 0.2, 0.3, 0.4, 0.5]) {
        const { passes, covers } = measure(share, gain)
        expect(passes).toBeLessThan(0.027)
        expect(covers).toBeGreaterThan(0.95)
      }
    },
  )
})
