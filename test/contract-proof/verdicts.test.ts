import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ContractCheckResult } from '../../src/core/result.ts'
import { validateFiles } from '../support/validate.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures/contract-proof')
const TABLES = readdirSync(FIXTURES, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []))

interface Expected {
  readonly flags: Readonly<Record<string, string>>
  readonly checks: Readonly<Record<string, Readonly<Record<string, string | number | null>>>>
}

/** What is compared of a check; a value of an engine's sum may differ from another's in its last digits. */
function describeCheck({ verdict, severity, statistics }: ContractCheckResult) {
  const { rows, failing, percent, value } = statistics
  return {
    verdict,
    severity,
    rows,
    failing,
    percent,
    value: typeof value === 'number' ? round(value) : (value ?? null),
  }
}

function round(value: number): number {
  return Number(value.toPrecision(12))
}

describe('validate against a calculation of its own, row by row, on real tables with seeded faults', () => {
  it.each(TABLES)('comes to the same checks, verdicts and counts on %s', async (name) => {
    const folder = join(FIXTURES, name)
    const { flags, checks } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected
    const found = await validateFiles(folder, { contract: 'contract.odcs.yaml', ...flags })
    const actual = [...found.checks].map(([id, check]) => [id, describeCheck(check)] as const)
    const expected = Object.entries(checks).map(([id, check]) => {
      const { verdict, severity, rows = null, failing = null, percent = null, value = null } = check
      return [
        id,
        { verdict, severity, rows, failing, percent, value: typeof value === 'number' ? round(value) : value },
      ] as const
    })
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected))
  })
})
