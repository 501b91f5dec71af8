import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  computeImportance,
  describeImportance,
  drawImportance,
  type ExplainedModel,
  planShuffle,
} from '../../../src/evaluation/importance/importance.ts'

const BOUNDS = { seed: 1, unit: null, seconds: 300, secondsPerRow: null }
const AUC = { title: 'ROC AUC', better: 'higher' } as const
const name = (count: number) => Array.from({ length: count }, (_, index) => `f${index}`)
const model = (label: string, drops: Readonly<Record<string, number>>): ExplainedModel => ({
  name: label,
  importance: Object.entries(drops).map(([column, drop]) => ({ column, drop })),
})

describe('planning a shuffle', () => {
  it('takes all rows and five repeats of a small table, and bounds a large one', () => {
    expect(planShuffle(name(6), 1394, BOUNDS)?.shuffle).toMatchObject({ rows: 1394, repeats: 5 })
    expect(planShuffle(name(6), 1_000_000, BOUNDS)?.shuffle).toMatchObject({ rows: 2000, repeats: 5 })
    expect(planShuffle(name(60), 1_000_000, BOUNDS)?.shuffle).toMatchObject({ rows: 2000, repeats: 1 })
    expect(planShuffle(name(500), 1_000_000, BOUNDS)?.shuffle).toMatchObject({ rows: 399, repeats: 1 })
  })

  it('leaves out columns that there is no time for, and says how many', () => {
    const slow = planShuffle(name(50), 5000, { ...BOUNDS, secondsPerRow: 0.1 })!
    expect(slow.shuffle).toMatchObject({ rows: 100, repeats: 1 })
    expect(slow.shuffle.columns).toHaveLength(29)
    expect(slow.omitted).toBe(21)
    expect(planShuffle(name(50), 5000, { ...BOUNDS, secondsPerRow: 10 })).toBeNull()
    expect(planShuffle([], 5000, BOUNDS)).toBeNull()
    expect(planShuffle(name(3), 0, BOUNDS)).toBeNull()
  })

  it('never asks for more rows than fit', () => {
    const seconds = fc.double({ min: 1e-6, max: 2, noNaN: true })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4000 }),
        fc.integer({ min: 1, max: 3_000_000 }),
        seconds,
        (count, rows, pace) => {
          const plan = planShuffle(name(count), rows, { ...BOUNDS, secondsPerRow: pace })
          if (plan === null) return
          const { shuffle } = plan
          const asked = shuffle.rows * (shuffle.columns.length * shuffle.repeats + 1)
          expect(asked).toBeLessThanOrEqual(Math.min(200_000, 300 / pace))
          expect(shuffle.rows).toBeGreaterThanOrEqual(Math.min(rows, 100))
          expect(shuffle.columns.length + plan.omitted).toBe(count)
        },
      ),
    )
  })
})

describe('importance from the values of blocks', () => {
  const shuffle = { rows: 10, unit: null, columns: ['a', 'b'], repeats: 2, seed: 1 }

  it('is the mean fall, turned so that a loss of quality is above 0', () => {
    expect(computeImportance([0.9, 0.7, 0.5, 0.9, 0.9], shuffle, AUC)).toEqual([
      { column: 'a', drop: expect.closeTo(0.3, 12) },
      { column: 'b', drop: 0 },
    ])
    expect(computeImportance([0.4, 0.5, 0.7, 0.4, 0.4], shuffle, { better: 'lower' })[0]!.drop).toBeCloseTo(0.2, 12)
  })

  it('leaves out what could not be measured', () => {
    expect(computeImportance([0.9, null, 0.5, 0.8, 0.8], shuffle, AUC).map(({ column }) => column)).toEqual(['b'])
    expect(computeImportance([null, 0.7, 0.5, 0.9, 0.9], shuffle, AUC)).toEqual([])
  })
})

describe('the figure of importance', () => {
  it('shows the twenty columns that matter most to either model', () => {
    const drops = Object.fromEntries(name(30).map((column, index) => [column, index / 100]))
    const figure = drawImportance(AUC, [model('candidate', drops), model('production', { f0: 0.9 })], 5)!
    const [own, other] = figure.series.map(({ points }) => points.map(({ x }) => x))
    expect(own).toHaveLength(20)
    expect(own!.slice(0, 2)).toEqual(['f0', 'f29'])
    expect(other).toEqual(['f0'])
    expect(drawImportance(AUC, [model('candidate', {})], 5)).toBeNull()
  })
})

describe('the sentence of importance', () => {
  it('names what each model leans on, and where they differ', () => {
    const own = model('candidate', { tenure: 0.2, age: 0.05, fee: 0.01 })
    expect(describeImportance(AUC, [own])).toBe(
      'The candidate leans most on tenure (without it ROC AUC falls by 0.200).',
    )
    expect(describeImportance(AUC, [own, model('production', { tenure: 0.21, age: 0.01 })])).toBe(
      'The candidate leans most on tenure (without it ROC AUC falls by 0.200), as does production (0.210); it leans more than production on age (0.050 against 0.010).',
    )
    expect(describeImportance(AUC, [own, model('production', { tenure: 0.1, age: 0.05 })])).toBe(
      'The candidate leans most on tenure (without it ROC AUC falls by 0.200), more than production does (0.100).',
    )
    expect(describeImportance(AUC, [own, model('production', { tenure: 0.20001, fee: 0.01 })])).toBe(
      'The candidate leans most on tenure (without it ROC AUC falls by 0.200), as does production (0.200).',
    )
    expect(describeImportance(AUC, [own, model('production', { tenure: 0.02, fee: 0.1 })])).toBe(
      'The candidate leans most on tenure (without it ROC AUC falls by 0.200), production on fee (0.100).',
    )
  })

  it('does not make up a favourite where nothing matters', () => {
    expect(describeImportance(AUC, [model('candidate', { a: 0, b: -0.001 })])).toContain('it leans on none of them')
    expect(describeImportance(AUC, [model('candidate', {})])).toBeNull()
  })
})
