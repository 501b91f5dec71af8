import { describe, expect, it } from 'vitest'
import { translateCustomRule } from '../../../src/contract/custom/custom-rule.ts'
import { AS_OF, checksOf, columnsMeasured, finish, idsOf, measured, probeOf, rowsMeasured } from './contract-checks.ts'

/** Checks of a SodaCL rule of the table, without those of its structure. */
function checksOfRule(implementation: string, { severity = 'error' } = {}) {
  const rule = `{type: custom, engine: soda, severity: ${severity}, dimension: accuracy, implementation: ${JSON.stringify(implementation)}}`
  const schema = `- {name: t, quality: [${rule}], properties: [{name: a, logicalType: number}, {name: at, logicalType: timestamp}]}`
  return checksOf(schema, { translateCustomRule }).filter(({ id }) => id.includes('/custom'))
}

const aggregated = (value: number | null, rows = 10) => measured({ rows, present: value === null ? 0 : rows, value })

describe('the parts of a rule of another engine', () => {
  it('are a check each, with the severity and dimension of the rule', () => {
    const checks = checksOfRule('- row_count > 0\n- missing_count(a) = 0', { severity: 'warning' })
    expect(idsOf(checks)).toEqual(['t/custom', 't/a/custom'])
    expect(finish(checks[1]!, rowsMeasured(1))).toMatchObject({
      verdict: 'fail',
      severity: 'warning',
      blocks: false,
      dimension: 'accuracy',
    })
  })

  it('compare one number over a column', () => {
    const [check] = checksOfRule('- avg(a) between 1 and 5')
    expect(probeOf(check!, 'aggregate')).toMatchObject({ function: 'mean', column: { names: ['a'], type: 'number' } })
    expect(finish(check!, aggregated(5))).toMatchObject({
      verdict: 'pass',
      observed: 5,
      statistics: { value: 5, rows: 10 },
    })
    expect(finish(check!, aggregated(5.1))).toMatchObject({
      verdict: 'fail',
      help: 'measured 5.1, allowed 1 to 5: mend the data, or change the rule',
    })
    expect(finish(check!, aggregated(null)).verdict).toBe('inconclusive')
    expect(finish(check!, aggregated(null, 0)).help).toBe('the data has no rows')
  })

  it('compare the age of the last moment', () => {
    const [check] = checksOfRule('- freshness(at) < 1d')
    const moments = (age: number) => measured({ rows: 3, present: 3, first: 0, last: AS_OF - age, longestGap: 0 })
    expect(check!.title).toBe('at was last written less than 1 d ago')
    expect(finish(check!, moments(86_399_000))).toMatchObject({ verdict: 'pass', observed: '23 h 59 min' })
    expect(finish(check!, moments(86_400_000))).toMatchObject({
      verdict: 'fail',
      help: 'measured 1 d, allowed less than 1 d: mend the data, or change the rule',
    })
  })

  it('look at the columns that there are', () => {
    const [check] = checksOfRule('- schema:\n    fail:\n      when required column missing: [a, b]')
    expect(finish(check!, columnsMeasured(['a'], ['b']))).toMatchObject({ verdict: 'pass' })
    expect(finish(check!, columnsMeasured(['a']))).toMatchObject({ verdict: 'fail', observed: 'the data lacks b' })
  })

  it('without an equivalent are inconclusive by name', () => {
    const [check] = checksOfRule('- anomaly detection for row_count')
    expect(finish(check!)).toMatchObject({
      verdict: 'inconclusive',
      blocks: true,
      help: expect.stringContaining('anomaly detection for row_count'),
    })
  })

  it('under a value inside of a column have no executor', () => {
    const rule = '{type: custom, engine: soda, implementation: "missing_count(b) = 0"}'
    const schema = `- {name: t, properties: [{name: a, properties: [{name: b, quality: [${rule}]}]}]}`
    expect(finish(checksOf(schema, { translateCustomRule }).at(-1)!)).toMatchObject({ verdict: 'inconclusive' })
  })
})
