import { describe, expect, it } from 'vitest'
import { describeReuse, judgeReuse, type ReuseBudget } from '../../src/policy/reuse-gate.ts'

const place = { file: 'modelgate.yml', line: 40, column: 9 }
const NUMBERS = { rows: 1409, confidence: 0.95, disagreement: 0.1 }
const budgetOf = (reuse: number): ReuseBudget => ({ stage: 'production', reuse, place })
const judge = (used: number | null, reuse: number | null) =>
  judgeReuse(
    { used, reason: used === null ? 'the labels move' : null, budget: reuse === null ? null : budgetOf(reuse) },
    NUMBERS,
  )

describe('the budget of decisions', () => {
  it.each([
    [0, 50, 'pass', 'error', false],
    [43, 50, 'pass', 'error', false],
    [44, 50, 'pass', 'error', false],
    [45, 50, 'fail', 'warning', false],
    [49, 50, 'fail', 'warning', false],
    [50, 50, 'fail', 'error', true],
    [80, 50, 'fail', 'error', true],
    [0, 1, 'pass', 'error', false],
    [1, 1, 'fail', 'error', true],
    [null, 50, 'inconclusive', 'error', true],
  ] as const)('%s used of %d: %s, %s', (used, reuse, verdict, severity, blocks) => {
    expect(judge(used, reuse)).toMatchObject({ id: 'gate/reuse', verdict, severity, blocks, expected: `< ${reuse}` })
  })

  it('says when it is spent, and when it soon will be', () => {
    expect(judge(50, 50)?.help).toContain('The budget of production is spent: label fresh rows and let them decide.')
    expect(judge(48, 50)?.help).toContain('has room for 1 further decision after this one')
    expect(judge(null, 50)?.help).toBe('the labels move.')
    expect(judge(7, 50)).toMatchObject({ observed: '7 of 50', source: { file: 'modelgate.yml', line: 40 } })
  })

  it('where there is none only tells of what was', () => {
    expect(judge(0, null)).toBeNull()
    expect(judge(null, null)).toBeNull()
    expect(judge(3, null)).toMatchObject({ verdict: 'pass', severity: 'info', blocks: false, observed: 3 })
  })
})

describe('what a confidence is still worth', () => {
  it('stands in words with the rows that would make up for it', () => {
    expect(describeReuse(4, NUMBERS)).toBe(
      'These labels have decided 4 registered versions before. What is stated at 95 % is worth 75 % over all 5 decisions if nobody saw the answers between, and nothing if each pass or fail was seen. 1,409 rows hold a difference of accuracies (Bennett, models that disagree on 10 % of the rows) to within 0.032 then, where a first look had 0.021; 1,631 more would make up for it.',
    )
    expect(describeReuse(1, { ...NUMBERS, disagreement: null })).toContain('an accuracy (Hoeffding) to within 0.039')
    expect(describeReuse(0, NUMBERS)).toBe('These labels have decided nothing registered before.')
  })

  it.each([
    ['no rows', { rows: 0 }],
    ['no rows and no baseline', { rows: 0, disagreement: null }],
    ['models that never disagree', { disagreement: 0 }],
    ['a task without accuracy', { disagreement: null, hasAccuracy: false }],
  ])('is all that is said of %s', (_, numbers) => {
    expect(describeReuse(4, { ...NUMBERS, ...numbers })).toMatch(/ and nothing if each pass or fail was seen\.$/)
    const check = judgeReuse({ used: 4, reason: null, budget: budgetOf(50) }, { ...NUMBERS, ...numbers })
    expect(check!.statistics.labelsNeeded).toBeNull()
  })
})
