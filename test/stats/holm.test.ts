import { expect, it } from 'vitest'
import { adjustHolm } from '../../src/stats/holm.ts'
import expected from '../fixtures/distributions/expected.json' with { type: 'json' }

it('adjusts p-values as statsmodels does, in the order given', () => {
  for (const [pValues, adjusted] of expected.holm as [number[], number[]][]) {
    const ours = adjustHolm(pValues)
    for (const [i, p] of adjusted.entries()) expect(ours[i]).toBeCloseTo(p, 14)
  }
})

it('leaves an empty family empty', () => {
  expect(adjustHolm([])).toEqual([])
})
