import { describe, expect, it } from 'vitest'
import { simulateGates } from '../../support/simulated-candidates.ts'

const CANDIDATES = 250
/** What chance leaves to so many candidates, at three standard errors. */
const slack = (share: number) => 3 * Math.sqrt((share * (1 - share)) / CANDIDATES)

/** bench/simulation.mjs is the same with 2,000 candidates, more rows and scenarios. */
describe.each(['alike', 'worse'] as const)('a gate over 100 rows at whose margin candidates lie (%s)', (scenario) => {
  const found = simulateGates({
    scenario,
    rows: 100,
    candidates: CANDIDATES,
    resamples: 200,
    population: 100_000,
    metrics: ['accuracy', 'roc_auc', 'pr_auc', 'log_loss', 'ece', 'f1', 'mae'],
  })

  it.each(found)('passes few by $metric, and its intervals hold the truth', ({ passes, coverage, ownCoverage }) => {
    expect(passes).toBeLessThan(0.025 + slack(0.025))
    expect(coverage).toBeGreaterThan(0.94 - slack(0.94))
    expect(ownCoverage).toBeGreaterThan(0.94 - slack(0.94))
  })
})
