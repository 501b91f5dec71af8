import { describe, expect, it } from 'vitest'
import { combineVerdicts } from '../../src/core/verdict.ts'
import { applyWaivers, describeIdleWaivers, describeWaived } from '../../src/policy/waivers.ts'
import { contractCheck, gateCheck } from '../evidence/sample-results.ts'

const place = { file: 'modelgate.yml', line: 7 }
const waiver = { check: 'gate/roc_auc/min', reason: 'relabelling under way', by: '@lead', until: '2026-12-31', place }
const failed = gateCheck({ verdict: 'fail', blocks: true, help: 'Improve it.' })

describe('a waiver', () => {
  it.each([
    ['2026-11-21', 'warn', false],
    ['2026-12-31', 'warn', false],
    ['2027-01-01', 'fail', true],
  ] as const)('on %s leaves a result %s', (day, verdict, blocks) => {
    expect(combineVerdicts(applyWaivers([failed], [waiver], day))).toEqual({ verdict, blocks })
  })

  it('keeps the verdict of its check, which carries it', () => {
    expect(applyWaivers([failed], [waiver], '2026-11-21')).toEqual([
      {
        ...failed,
        blocks: false,
        waiver: { check: 'gate/roc_auc/min', reason: 'relabelling under way', by: '@lead', until: '2026-12-31' },
      },
    ])
  })

  it('lifts what is open, and a rule of a contract, as well', () => {
    const open = gateCheck({ verdict: 'inconclusive', blocks: true })
    const rule = contractCheck({ verdict: 'fail', blocks: true })
    const waivers = [waiver, { ...waiver, check: rule.id }]
    expect(applyWaivers([open, rule], waivers, '2026-11-21').map(({ blocks }) => blocks)).toEqual([false, false])
  })

  it('that has ended is named where its check did not pass, and lifts nothing', () => {
    expect(applyWaivers([failed], [waiver], '2027-01-01')).toEqual([
      {
        ...failed,
        help: 'Improve it. The waiver by @lead (relabelling under way) ended on 2026-12-31 and lifts nothing any more.',
      },
    ])
  })

  it('lifts neither another check, nor one that holds, nor evidence', () => {
    const evidence = { ...failed, kind: 'evidence', id: 'evidence/compare/baseline' } as unknown as typeof failed
    const checks = [gateCheck(), gateCheck({ id: 'gate/roc_auc/min-2', verdict: 'fail', blocks: true }), evidence]
    const waivers = [waiver, { ...waiver, check: evidence.id }]
    expect(applyWaivers(checks, waivers, '2026-11-21')).toEqual(checks)
  })

  it('is said at the end of a summary', () => {
    const waived = applyWaivers([failed, failed], [waiver], '2026-11-21')
    expect(describeWaived(waived)).toBe(
      ' Waived: gate/roc_auc/min until 2026-12-31 by @lead (relabelling under way) and 1 more.',
    )
    expect(describeWaived([gateCheck()])).toBe('')
  })

  it('that lifts nothing is told of, by the command that makes such checks', () => {
    const waivers = [waiver, { ...waiver, check: 'gate/gone/min' }, { ...waiver, check: 'contract/a/b' }]
    const tell = (checks: Parameters<typeof describeIdleWaivers>[1], day = '2026-11-21') =>
      describeIdleWaivers(waivers, checks, ['gate'], day)
    expect(tell(applyWaivers([failed], waivers, '2026-11-21'))).toEqual([
      'the waiver of gate/gone/min by @lead names no check of this run',
    ])
    expect(tell([gateCheck()])[0]).toBe('the waiver of gate/roc_auc/min by @lead is not needed: the check holds')
    expect(tell([failed], '2027-01-01')).toEqual([
      'the waiver of gate/roc_auc/min by @lead ended on 2026-12-31',
      'the waiver of gate/gone/min by @lead ended on 2026-12-31',
    ])
  })
})
