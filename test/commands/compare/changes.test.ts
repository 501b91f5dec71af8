import { expect, it } from 'vitest'
import { compareParameters } from '../../../src/commands/compare/changes.ts'

it('parameters that came, went or changed are named, and no other', () => {
  const before = Object.freeze({ depth: 4, rate: 0.1, warm: true, note: null })
  const after = Object.freeze({ depth: 6, rate: 0.1, note: null, seed: 1 })
  expect(compareParameters(before, after)).toEqual([
    { name: 'depth', before: 4, after: 6 },
    { name: 'seed', before: null, after: 1 },
    { name: 'warm', before: true, after: null },
  ])
})
