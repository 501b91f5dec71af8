import { describe, expect, it } from 'vitest'
import { describeInLine } from '../../src/report/summary-line.ts'
import { readFixture } from './fixtures.ts'

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...readFixture('compare-fail'), model: `m${index}` }))

describe('describeInLine', () => {
  it('says of one model what its results say, each once', () => {
    const result = readFixture('compare-pass')
    expect(describeInLine([result, readFixture('validate-pass'), result])).toBe(
      `${result.summary} ${readFixture('validate-pass').summary}`,
    )
  })

  it('says of several how many may not go on, and which', () => {
    const spam = { ...readFixture('compare-fail'), model: 'spam' }
    expect(describeInLine([readFixture('compare-pass'), spam])).toBe(
      '1 of 2 models may not go on; spam: no, ROC AUC is below 0.8, and 1 more',
    )
  })

  it('does not grow with them', () => {
    expect(describeInLine(many(500)).length).toBe(describeInLine(many(50)).length + '500'.length * 2 - '50'.length * 2)
  })
})
