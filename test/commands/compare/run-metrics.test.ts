import { describe, expect, it } from 'vitest'
import type { RunNumbers } from '../../../src/commands/compare/predict-request.ts'
import { stateRunMetrics } from '../../../src/commands/compare/run-metrics.ts'

const KNOWN: RunNumbers = { modelSize: 2000, latency: 0.002, memory: 5e7, reason: null }
const UNKNOWN: RunNumbers = { modelSize: null, latency: null, memory: null, reason: 'predict was not run' }
const NONE: ReadonlySet<string> = new Set()
const show = (found: ReturnType<typeof stateRunMetrics>) =>
  Object.fromEntries(
    found.map(({ metric, candidate, baseline, difference, reason }) => [
      metric.name,
      [candidate.value, baseline?.value ?? null, difference?.value ?? null, reason],
    ]),
  )

describe('what a run of the model costs', () => {
  it('stands as points for both models, with their difference', () => {
    const costs = { candidate: KNOWN, baseline: { ...KNOWN, modelSize: 1500, latency: 0.0015 } }
    expect(
      show(stateRunMetrics(costs, { checks: [], leakedRows: 0, reason: null, material: null }, NONE, 0.95)),
    ).toEqual({
      model_size: [2000, 1500, 500, null],
      predict_latency: [0.002, 0.0015, 0.0005, 'one run on this machine: no interval'],
      predict_memory: [5e7, 5e7, 0, 'one run on this machine: no interval'],
      leaked_rows: [0, null, null, null],
    })
  })

  it('is left out where nobody knows it, and named with the reason where somebody asks', () => {
    const costs = { candidate: UNKNOWN, baseline: null }
    expect(stateRunMetrics(costs, null, NONE, 0.95)).toEqual([])
    const leakage = { checks: [], leakedRows: null, reason: 'no training data is named', material: null }
    const asked = new Set(['model_size', 'predict_latency', 'leaked_rows'])
    expect(show(stateRunMetrics(costs, leakage, asked, 0.95))).toEqual({
      model_size: [null, null, null, 'no model file is named, or it is not here'],
      predict_latency: [null, null, null, 'predict was not run'],
      leaked_rows: [null, null, null, 'no training data is named'],
    })
  })

  it('says which model is not known', () => {
    const found = stateRunMetrics({ candidate: KNOWN, baseline: UNKNOWN }, null, NONE, 0.95)
    expect(show(found)['predict_latency']).toEqual([
      0.002,
      null,
      null,
      'the baseline: predict was not run; one run on this machine: no interval',
    ])
  })
})
