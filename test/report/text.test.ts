import { describe, expect, it } from 'vitest'
import type { Result } from '../../src/core/result.ts'
import { renderText } from '../../src/report/text.ts'
import { poison, readFixture } from './fixtures.ts'

describe('renderText', () => {
  it('says the verdict, what is open with its next step, and counts the rest', () => {
    expect(renderText([readFixture('compare-inconclusive')], { colour: false })).toMatchInlineSnapshot(`
      "⛔ churn: not yet, recall for contract = One year is too close to call
        Better than production v1.3.0 overall (ROC AUC +0.008, two-sided 95 % interval −0.001 to +0.016), but 148 rows with contract = One year are too few to rule out a drop in recall of more than 0.05.
        ❔ Recall for contract = One year is no worse than production by more than 0.05
            → 148 rows with contract = One year are too few to rule out a drop of more than 0.05: measured −0.021 (two-sided 95 % interval −0.094 to +0.052). About 310 more labelled rows with contract = One year would settle it, if the measured value holds.
            modelgate.yml:33
        5 of 6 gates pass · 9 metrics measured · compared with production v1.3.0"
    `)
  })

  it('shows a broken rule with measured, allowed, next step and place', () => {
    const text = renderText([readFixture('validate-fail')], { colour: false })
    expect(text.slice(text.indexOf('  ❌ customer_id')).split('\n').slice(0, 4)).toEqual([
      '  ❌ customer_id is unique',
      '      measured 3 of 7,611 rows (0.04 %), allowed 0 duplicates',
      '      → 3 rows repeat a customer_id; none may. Keep the newest row of each customer.',
      '      contracts/customers.odcs.yaml:22',
    ])
    expect(text).toContain('18 of 22 rules hold, 2 broken, 1 not judged, 1 warning')
  })

  it('is three lines where all is well', () => {
    expect(renderText([readFixture('validate-pass')], { colour: false }).split('\n')).toEqual([
      '✅ churn: the data keeps its contract',
      '  All 19 rules hold for 7,611 rows of train.',
      '  19 of 19 rules hold',
    ])
  })

  it('says why something could not be judged once, and what to do', () => {
    const [check] = readFixture('compare-pass').checks
    const summary = 'Could not be judged: modelgate.yml:9: unknown key "positiv"'
    const unjudged: Result['checks'][number] = {
      ...{ id: 'evidence/compare', kind: 'evidence', title: 'compare reaches a verdict', help: 'mend it' },
      ...{ verdict: 'inconclusive', severity: 'error', blocks: true, statistics: {}, samples: [] },
      ...{ observed: summary, expected: null, unit: null, waiver: null, target: check!.target },
      source: { file: 'modelgate.yml', line: 9 },
    }
    const result: Result = { ...readFixture('validate-pass'), summary, verdict: 'inconclusive', blocks: true }
    expect(renderText([{ ...result, checks: [unjudged] }], { colour: false }).split('\n')).toEqual([
      '⛔ churn: could not be judged: modelgate.yml:9: unknown key "positiv"',
      '      → mend it',
      '      modelgate.yml:9',
    ])
  })

  it('colours only where it is asked to, and changes no word by it', () => {
    const results = [readFixture('compare-fail'), readFixture('validate-fail')]
    const plain = renderText(results, { colour: false })
    const coloured = renderText(results, { colour: true })
    expect(plain).not.toContain('\u001B')
    expect(coloured).toContain('\u001B[1;31mchurn: no')
    expect(coloured.replaceAll('\u001B', '').replaceAll(/\[[\d;]+m/g, '')).toBe(plain)
  })

  it('prints no line that the runner would obey, whatever the result holds', () => {
    const text = renderText([poison(readFixture('compare-fail')), poison(readFixture('validate-fail'))], {
      colour: false,
    })
    expect(text.split(/[\r\n]/).filter((line) => /^\s*::|##\[/.test(line))).toEqual([])
    expect([...text].filter((character) => (character < ' ' && character !== '\n') || character === '\u202E')).toEqual(
      [],
    )
  })

  it('shows at most a hundred checks of a model and counts the rest', () => {
    const result = readFixture('validate-fail')
    const broken = result.checks.find((check) => check.verdict === 'fail')!
    const checks = Array.from({ length: 1000 }, (_, row) => ({ ...broken, help: `mend row ${row}` }))
    const text = renderText([{ ...result, checks }], { colour: false })
    expect(text.match(/❌/g)).toHaveLength(100)
    expect(text).toContain('and 900 more checks that did not pass')
  })

  it('tells a reason that many checks share once', () => {
    const result = readFixture('validate-fail')
    const open = result.checks.find((check) => check.verdict === 'inconclusive')!
    const checks = Array.from({ length: 14 }, (_, number) => ({
      ...open,
      title: `rule ${number}`,
      help: 'the data has no rows',
    }))
    const text = renderText([{ ...result, checks }], { colour: false })
    expect(text).toContain('  ❔ 14 checks: the data has no rows\n      rule 0; rule 1; rule 2; and 11 more\n')
  })
})
