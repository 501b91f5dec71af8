import { describe, expect, it } from 'vitest'
import { describeFaults, listAnnotations } from '../../src/report/annotations.ts'
import { poison, readFixture } from './fixtures.ts'

describe('listAnnotations', () => {
  it('points at the line of each check that did not pass, errors first', () => {
    const annotations = listAnnotations([readFixture('compare-fail'), readFixture('validate-fail')])
    expect(annotations.map(({ level, file, line }) => `${level} ${file}:${line}`)).toEqual([
      'error modelgate.yml:31',
      'error modelgate.yml:33',
      'error contracts/customers.odcs.yaml:41',
      'error contracts/customers.odcs.yaml:22',
      'warning modelgate.yml:33',
      'warning contracts/customers.odcs.yaml:63',
      'warning contracts/customers.odcs.yaml:57',
      'notice modelgate.yml:32',
    ])
    expect(annotations[2]).toMatchObject({
      title: 'churn: monthly_charges is at least 0',
      message:
        'does not hold. 12 of 7,611 rows (0.2 %) lie below 0; none may. Mend the export, or allow credits by lowering minimum.',
    })
  })

  it('is empty where all passed', () => {
    expect(listAnnotations([readFixture('compare-pass'), readFixture('validate-pass')])).toEqual([])
  })

  it('gives ten of a level at most, and the tenth counts the rest', () => {
    const result = readFixture('validate-fail')
    const broken = result.checks.find((check) => check.verdict === 'fail')!
    const checks = Array.from({ length: 25 }, (_, i) => ({ ...broken, id: `contract/x/${i}` }))
    const annotations = listAnnotations([{ ...result, checks }])
    expect(annotations).toHaveLength(10)
    expect(annotations[9]).toMatchObject({ level: 'error', title: 'and 16 more', file: null, line: null })
  })

  it('gives fifty of a job at most, the worst first, and says how many are left out', () => {
    const result = readFixture('validate-fail')
    const [error, warning] = [result.checks.find(({ blocks }) => blocks)!, result.checks.at(-2)!]
    const many = [error, warning].flatMap((check) =>
      Array.from({ length: 25 }, (_, i) => ({ ...check, id: `contract/x/${i}` })),
    )
    const shown = (before: number) => listAnnotations([{ ...result, checks: many }], before).map(({ level }) => level)
    expect(shown(0)).toHaveLength(20)
    expect(shown(35)).toEqual([...Array(10).fill('error'), ...Array(5).fill('warning')])
    expect(listAnnotations([{ ...result, checks: many }], 35).at(-1)!.title).toBe('and 21 more')
    expect(shown(49)).toEqual(['error'])
    expect(shown(50)).toEqual([])
    expect(describeFaults([{ ...result, checks: many }])).toHaveLength(50)
  })

  it('holds one line each, however many the data has', () => {
    for (const { title, message } of listAnnotations([poison(readFixture('validate-fail'))])) {
      expect(`${title}${message}`).not.toMatch(/[\r\n\u202E]|##\[/)
    }
  })
})
