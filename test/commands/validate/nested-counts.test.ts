import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ContractCheckResult } from '../../../src/core/result.ts'
import { validateIn } from '../../support/validate.ts'
import { dataSetOf, modelOf, projectOf } from './project-settings.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/contract-visits')
const read = (file: string) => readFileSync(join(FIXTURES, file))

interface Expected {
  readonly failing?: number
  readonly value?: number | string
  readonly rows: number
  readonly verdict: string
}
const expected = JSON.parse(read('expected.json').toString()) as Record<string, Expected>

let checks: ReadonlyMap<string, ContractCheckResult>
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelgate-test-'))
  writeFileSync(join(folder, 'c.yaml'), read('visits.odcs.yaml'))
  for (const file of ['visits.jsonl', 'plans.csv']) writeFileSync(join(folder, file), read(file))
  const sets = ['visits.jsonl', 'plans.csv'].map((path) => dataSetOf(path.split('.')[0]!, { path }))
  const { results, errors } = await validateIn(
    folder,
    { 'as-of': '2026-11-21T12:00:00Z' },
    projectOf(modelOf('churn', sets)),
  )
  rmSync(folder, { recursive: true })
  if (errors?.[0] !== undefined) throw errors[0]
  checks = new Map(results[0]!.checks.map((check) => [check.id.replace('contract/', ''), check as ContractCheckResult]))
})

describe('400 nested visits with faults in them, beside the plans that they point to', () => {
  it.each(Object.entries(expected))('%s counts what plain Python counts', (rule, { failing, value, rows, verdict }) => {
    const check = checks.get(`visits/${rule}`) ?? checks.get(`visits/plan/${rule}`)
    expect(check?.statistics).toMatchObject({
      rows,
      failing: failing ?? null,
      ...(value === undefined ? {} : { value }),
    })
    expect(check?.verdict).toBe(verdict)
  })

  it('has no check that is neither counted by Python nor plain', () => {
    const others = [...checks].filter(([id]) => {
      const rule = id.replace('visits/', '')
      return !(rule in expected) && !(rule.replace('plan/', '') in expected) && !/\/present$|^plans\//.test(id)
    })
    expect(Object.fromEntries(others.map(([id, { verdict }]) => [id.replace('visits/', ''), verdict]))).toEqual({
      readable: 'pass',
      columns: 'pass',
      'id/type': 'pass',
      'plan/type': 'pass',
      'charges/type': 'pass',
      'charges.currency/type': 'pass',
      'tags/type': 'pass',
      'tags[]/type': 'pass',
      'items/type': 'pass',
      'items[]/type': 'pass',
      'items[].sku/type': 'pass',
      'items[].price/type': 'pass',
      'limits/type': 'pass',
      'limits[key]/type': 'pass',
      'bounds/type': 'pass',
      'at/type': 'pass',
      'at/timezone': 'pass',
      'sla-availability': 'skip',
    })
  })

  it('shows failing rows by their keys, nested values masked', () => {
    expect(checks.get('visits/plan/relationship-1')!.samples).toEqual([
      { row: 3, values: { plan: '•••', id: 'C00003' } },
      { row: 33, values: { plan: '•••', id: 'C00033' } },
    ])
    expect(checks.get('visits/tags[]/maxLength')!.samples).toMatchObject([{ row: 22, values: { id: 'C00022' } }])
  })
})
