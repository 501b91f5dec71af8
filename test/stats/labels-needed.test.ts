import { describe, expect, it } from 'vitest'
import { computeLabelsNeeded } from '../../src/stats/labels-needed.ts'

const plan = { difference: 0, margin: 0.01, standardError: 0.01, rows: 1000, confidence: 0.95, power: 0.8 }

describe('labels needed', () => {
  it('are those of the formula beyond the rows at hand', () => {
    // ((1.959964 + 0.841621) * 0.01 * sqrt(1000) / 0.01)² = 7848.9
    expect(computeLabelsNeeded(plan)).toBe(7849 - 1000)
    expect(computeLabelsNeeded({ ...plan, difference: 0.01 })).toBe(1963 - 1000)
  })

  it('grow with the power', () => {
    expect(computeLabelsNeeded({ ...plan, power: 0.9 })!).toBeGreaterThan(computeLabelsNeeded(plan)!)
  })

  it('are none where the rows at hand would do', () => {
    expect(computeLabelsNeeded({ ...plan, difference: 0.5 })).toBe(0)
  })

  it('cannot be said where the difference seen is as bad as the margin, or nothing is known of its error', () => {
    expect(computeLabelsNeeded({ ...plan, difference: -0.01 })).toBeNull()
    expect(computeLabelsNeeded({ ...plan, difference: -0.5 })).toBeNull()
    expect(computeLabelsNeeded({ ...plan, standardError: Number.NaN })).toBeNull()
  })
})
