import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { inferAndValidate } from './infer-session.ts'

const table = (header: string, count: number, row: (index: number) => string) =>
  `${[header, ...Array.from({ length: count }, (_, index) => row(index))].join('\n')}\n`

describe('an inferred contract', () => {
  it('holds whatever the cells and names of a CSV file are', async () => {
    const cell = fc.oneof(
      fc.constantFrom('1', '2', '-3', '007', '1.5', '2e3', '1,5', 'NA', '', ' ', '?', 'nan', 'true', 'FALSE', 'yes'),
      fc.constantFrom(
        '2026-01-31',
        '31.01.2026',
        '03/04/2026',
        '2026-01-31 10:00:00',
        '2026-02-30',
        '10:00',
        '20260131',
      ),
      fc.constantFrom(
        'a@b.org',
        'A-001',
        'A-002',
        'B-103',
        '+49 30 1234567',
        '123456789012345678901234567890',
        "it's",
        '😀',
      ),
      fc.string({ maxLength: 6 }),
    )
    const name = fc.oneof(
      fc.constantFrom('id', 'date', 'phone', 'say "hi"', 'a b', '😀', '; DROP', 'yes', '1e3', 'amount', 'age', 'class'),
      fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme-ascii' }),
    )
    // Columns of one kind are what types and patterns are found in.
    const column = fc.oneof(
      cell.map((one) => () => one),
      fc.func(cell).map((of) => (index: number) => of(index)),
    )
    const made = fc.record({
      names: fc.uniqueArray(name, { minLength: 1, maxLength: 4, selector: (one) => one.toLowerCase() }),
      columns: fc.array(column, { minLength: 4, maxLength: 4 }),
      rows: fc.integer({ min: 1, max: 40 }),
    })
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
    await fc.assert(
      fc.asyncProperty(made, async ({ names, columns, rows }) => {
        const text = table(names.map(quote).join(','), rows, (index) =>
          names.map((_, at) => quote(columns[at]!(index))).join(','),
        )
        const folder = makeFolder({ 'table.csv': text })
        const { faults } = await inferAndValidate(folder, 'table.csv').catch((error: unknown) => {
          // A header that the engine refuses is refused with its place; the contract itself never is.
          if (error instanceof InputError && /table\.csv/.test(error.message)) return { faults: [] }
          throw error
        })
        expect(faults).toEqual([])
      }),
      { numRuns: 12 },
    )
  }, 60_000)

  it('holds whatever a JSON file holds', async () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>(1, 1.5, 'a', '2026-01-01', '1', true, null, '', 1e20, 'NA'),
      fc.jsonValue({ maxDepth: 2 }),
    )
    const column = fc.oneof(
      value.map((one) => () => one),
      fc.func(value).map((of) => (index: number) => of(index)),
    )
    const made = fc.record({
      names: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), {
        minLength: 1,
        maxLength: 3,
        selector: (one) => one.toLowerCase(),
      }),
      columns: fc.array(column, { minLength: 3, maxLength: 3 }),
      rows: fc.integer({ min: 1, max: 30 }),
    })
    await fc.assert(
      fc.asyncProperty(made, async ({ names, columns, rows }) => {
        const lines = Array.from({ length: rows }, (_, index) =>
          JSON.stringify(Object.fromEntries(names.map((name, at) => [name, columns[at]!(index)]))),
        )
        const { faults } = await inferAndValidate(makeFolder({ 't.jsonl': lines.join('\n') }), 't.jsonl')
        expect(faults).toEqual([])
      }),
      { numRuns: 12 },
    )
  }, 60_000)
})
