import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  computeBennettLabels,
  computeBennettTolerance,
  computeDemand,
  computeHoeffdingLabels,
  computeHoeffdingTolerance,
  computeWorth,
  type Secrecy,
} from '../../src/stats/reuse.ts'

interface Case {
  readonly rows: number
  readonly looks: number
  readonly confidence: number
  readonly disagreement: number
  readonly secrecy: Secrecy
  readonly demand: number
  readonly worth: number
  readonly hoeffding: number
  readonly bennett: number
  readonly hoeffdingLabels: number
  readonly bennettLabels: number
}

const CASES = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/reuse/expected.json'), 'utf8'),
) as readonly Case[]

const expectClose = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected) + 1e-15)

describe('looks at one test set', () => {
  it('cost what fifty digits say', () => {
    expect(CASES.length).toBeGreaterThan(100)
    for (const one of CASES) {
      const demand = computeDemand(one)
      expectClose(demand, one.demand)
      expectClose(computeWorth(one), one.worth)
      expectClose(computeHoeffdingTolerance(one.rows, demand), one.hoeffding)
      expectClose(computeBennettTolerance(one.rows, one.disagreement, demand), one.bennett)
      expect(computeHoeffdingLabels(0.01, demand)).toBe(one.hoeffdingLabels)
      expect(computeBennettLabels(0.01, one.disagreement, demand)).toBe(one.bennettLabels)
    }
  })

  it('cost far less where the models seldom disagree', () => {
    const demand = computeDemand({ looks: 5, confidence: 0.95, secrecy: 'shown' })
    const [seldom, often] = [computeBennettLabels(0.01, 0.05, demand), computeBennettLabels(0.01, 1, demand)]
    expect(often / seldom).toBeGreaterThan(15)
  })

  it('stay finite after hundreds', () => {
    const demand = computeDemand({ looks: 5000, confidence: 0.95, secrecy: 'shown' })
    expect(computeHoeffdingTolerance(1000, demand)).toBeGreaterThan(1)
    expect(computeWorth({ looks: 5000, confidence: 0.95, secrecy: 'shown' })).toBe(0)
  })

  it('say nothing of models that never disagree', () => {
    expect(computeBennettTolerance(100, 0, 3)).toBe(0)
    expect(computeBennettLabels(0.01, 0, 3)).toBe(0)
  })
})
