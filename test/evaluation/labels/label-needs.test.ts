import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planBySpread, planRightWrong } from '../../../src/evaluation/labels/label-needs.ts'
import { computeLabelsNeeded } from '../../../src/stats/labels-needed.ts'

const PLAN = { margin: 0.01, confidence: 0.95, power: 0.8 }

describe('how many labels a margin needs', () => {
  it('takes a share of the labels as large as the disagreement where only those rows are labelled', () => {
    expect(planRightWrong(100_000, 10_000, PLAN)).toEqual({ random: 7_849, chosen: 785 })
  })

  it('says where more rows have to be scored first', () => {
    expect(planRightWrong(5_000, 500, PLAN)).toEqual({ random: 7_849, chosen: null })
  })

  it('needs no label of models that agree everywhere', () => {
    expect(planRightWrong(5_000, 0, PLAN)).toEqual({ random: 0, chosen: 0 })
  })

  it('agrees with the number that an open gate asks for', () => {
    const margin = fc.double({ min: 0.001, max: 0.2, noNaN: true })
    const error = fc.double({ min: 0.0001, max: 0.1, noNaN: true })
    fc.assert(
      fc.property(margin, error, fc.integer({ min: 30, max: 100_000 }), (bound, standardError, rows) => {
        const total = planBySpread(standardError, rows, { ...PLAN, margin: bound })
        const further = computeLabelsNeeded({ ...PLAN, difference: 0, margin: bound, standardError, rows })!
        expect(Math.abs(Math.max(0, total - rows) - further)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
