import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatReportState, makeReportState, type ReportState, readReportState } from '../../src/report/report-state.ts'
import { readFixture } from './fixtures.ts'

const COMMIT = '7d1e0b2c4f5a6b7c8d9e0f1a2b3c4d5e6f708192'
const encode = (value: unknown) =>
  `<!-- modelgate-state ${Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64')} -->`

const anyState: fc.Arbitrary<ReportState> = fc.record({
  commit: fc.option(fc.string({ unit: 'grapheme' })),
  models: fc.array(
    fc.record({
      model: fc.option(fc.string({ unit: 'grapheme' })),
      verdict: fc.constantFrom('pass', 'warn', 'fail', 'inconclusive', 'skip'),
      blocks: fc.boolean(),
      open: fc.dictionary(fc.string({ unit: 'grapheme' }), fc.constantFrom('fail', 'inconclusive'), { maxKeys: 5 }),
    }),
    { maxLength: 4 },
  ),
})

describe('the state of a report', () => {
  it('names what did not pass and is not waived, worst model first', () => {
    const results = [readFixture('compare-pass'), { ...readFixture('compare-fail'), model: 'spam' }]
    expect(makeReportState(results, COMMIT)).toEqual({
      commit: COMMIT,
      models: [
        {
          model: 'spam',
          verdict: 'fail',
          blocks: true,
          open: {
            'gate/roc_auc/min': 'fail',
            'gate/recall/margin/contract=One year': 'fail',
            'gate/recall/margin/contract=Two year': 'inconclusive',
          },
        },
        { model: 'churn', verdict: 'pass', blocks: false, open: {} },
      ],
    })
  })

  it('is read from a comment as it was written', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(readReportState(`### a report\n\n${formatReportState(state)}\n`)).toEqual(state)
      }),
      { numRuns: 50 },
    )
  })

  it('keeps names such as __proto__ for what they are', () => {
    const open = JSON.parse(
      '{"__proto__":"fail","constructor":"inconclusive"}',
    ) as ReportState['models'][number]['open']
    const state: ReportState = { commit: null, models: [{ model: 'm', verdict: 'fail', blocks: true, open }] }
    const read = readReportState(formatReportState(state))!
    expect(Object.entries(read.models[0]!.open).toSorted()).toEqual([
      ['__proto__', 'fail'],
      ['constructor', 'inconclusive'],
    ])
  })

  it('of thousands of models and checks takes no more than 4,000 characters and counts what it left out', () => {
    const open = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`gate/x/margin/c=${i}`, 'fail' as const]))
    const models = Array.from({ length: 5000 }, (_, i) => ({
      model: `model-${i}`,
      verdict: 'fail' as const,
      blocks: true,
      open: i === 0 ? open : {},
    }))
    const line = formatReportState({ commit: COMMIT, models })
    expect(line.length).toBeLessThanOrEqual(4000)
    const read = readReportState(line)!
    expect(read.models.length).toBeGreaterThanOrEqual(50)
    expect(read.models.length + read.more!).toBe(5000)
    expect(Object.keys(read.models[0]!.open).length + read.models[0]!.more!).toBe(3000)
  })

  it('of names without end is still short', () => {
    const model = { model: '🦊'.repeat(9000), verdict: 'fail' as const, blocks: true, open: {} }
    expect(readReportState(formatReportState({ commit: 'x'.repeat(9000), models: [model] }))).toEqual({
      commit: null,
      models: [],
      more: 1,
    })
  })
})

describe('a state that is broken or forged', () => {
  const good = formatReportState({ commit: null, models: [] })

  it.each<[string, string]>([
    ['of no comment', ''],
    ['within a line', `a ${good}`],
    ['in a code span', `\`${good}\``],
    ['beside another', `${good}\n${good}`],
    ['that is too long', `<!-- modelgate-state ${'A'.repeat(5000)} -->`],
    ['that is no base64', '<!-- modelgate-state A -->'],
    ['that is no UTF-8', '<!-- modelgate-state //// -->'],
    ['that is no JSON', encode('{')],
    ['of another shape', encode({ commit: null, models: [] })],
    ['with too many parts', encode([null, 0, [], 1])],
    ['with a commit that is none', encode([1, 0, []])],
    ['with a count that is none', encode([null, -1, []])],
    ['with models that are none', encode([null, 0, 'x'])],
    ['with a model that is none', encode([null, 0, [null]])],
    ['with an unknown verdict', encode([null, 0, [['m', 9, true, [], [], 0]]])],
    ['with a name that is none', encode([null, 0, [[{}, 0, true, [], [], 0]]])],
    ['with ids that are none', encode([null, 0, [['m', 0, true, [1], [], 0]]])],
    ['with ids that are no list', encode([null, 0, [['m', 0, true, [], {}, 0]]])],
    ['with blocks that is none', encode([null, 0, [['m', 0, 1, [], [], 0]]])],
    ['nested without end', encode(`${'['.repeat(1400)}${']'.repeat(1400)}`)],
  ])('%s is none', (_, body) => {
    expect(readReportState(body)).toBeNull()
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.string({ unit: 'grapheme' }), (value, text) => {
        for (const body of [
          encode(value),
          encode([null, 0, value]),
          encode(text),
          `<!-- modelgate-state ${text} -->`,
        ]) {
          expect(() => readReportState(body)).not.toThrow()
        }
      }),
      { numRuns: 50 },
    )
  })
})
