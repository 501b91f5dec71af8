import { describe, expect, it } from 'vitest'
import { type Scenario, simulateGates } from '../../support/simulated-candidates.ts'

/** Losses that a few rows may not show in full: tails, and labels that are rare with their scores. */

const CANDIDATES = 2_000
/** What chance leaves to so many candidates, at three standard errors. */
const slack = (share: number) => 3 * Math.sqrt((share * (1 - share)) / CANDIDATES)

/** Squares of errors that are large and rare are told by thousands of rows only (docs/comparison.md). */
const CELLS: readonly { readonly scenario: Scenario; readonly metrics: readonly string[] }[] = [
  { scenario: 'alike', metrics: ['log_loss', 'brier', 'mae', 'rmse'] },
  { scenario: 'worse', metrics: ['log_loss', 'brier', 'mae', 'rmse'] },
  { scenario: 'overconfident', metrics: ['log_loss', 'brier', 'mae', 'rmse'] },
  { scenario: 'slips', metrics: ['log_loss', 'brier', 'mae'] },
]

describe.each(CELLS)('2,000 candidates at the margin ($scenario)', ({ scenario, metrics }) => {
  it.each([30, 50, 100, 200, 1000])('pass at most 2.5 % of the time over %i rows', (rows) => {
    const found = simulateGates({
      scenario,
      rows,
      candidates: CANDIDATES,
      resamples: 100,
      population: 3_000_000,
      metrics,
    })
    for (const { metric, passes, coverage } of found) {
      expect(passes, metric).toBeLessThan(0.025 + slack(0.025))
      expect(coverage, metric).toBeGreaterThan(0.94 - slack(0.94))
    }
  })
})
