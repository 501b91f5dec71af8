import { describe, expect, it } from 'vitest'
import { type Comparison, describeComparison, describeEnd, holds } from '../../src/contract/comparison.ts'

describe('the operators of a quality rule', () => {
  it.each<[Comparison, readonly number[], readonly number[], string]>([
    [{ operator: 'mustBe', operand: 3 }, [3], [2, 4], '3 rows'],
    [{ operator: 'mustNotBe', operand: 3 }, [2, 4], [3], 'not 3 rows'],
    [{ operator: 'mustBeGreaterThan', operand: 3 }, [4], [3, 2], 'more than 3 rows'],
    [{ operator: 'mustBeGreaterOrEqualTo', operand: 3 }, [3, 4], [2], 'at least 3 rows'],
    [{ operator: 'mustBeLessThan', operand: 3 }, [2], [3, 4], 'less than 3 rows'],
    [{ operator: 'mustBeLessOrEqualTo', operand: 3 }, [3, 2], [4], 'at most 3 rows'],
    [{ operator: 'mustBeBetween', range: [1, 3] }, [1, 2, 3], [0, 4], '1 to 3 rows'],
    [{ operator: 'mustNotBeBetween', range: [1, 3] }, [0, 4], [1, 2, 3], 'not 1 to 3 rows'],
  ])('%o holds for %j and not for %j', (comparison, inside, outside, words) => {
    expect(inside.map((value) => holds(comparison, value))).toEqual(inside.map(() => true))
    expect(outside.map((value) => holds(comparison, value))).toEqual(outside.map(() => false))
    expect(describeComparison(comparison, 'rows')).toBe(words)
  })

  it('notes a value on the end of a range, which the standard reads in two ways', () => {
    const range: Comparison = { operator: 'mustBeBetween', range: [1, 3] }
    expect(describeEnd(range, 3)).toBe('3 is an end of the range; mustBeBetween counts its ends as inside')
    expect(describeEnd(range, 2)).toBeNull()
    expect(describeEnd({ operator: 'mustBe', operand: 3 }, 3)).toBeNull()
  })
})
