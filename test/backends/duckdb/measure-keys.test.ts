import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DataSource } from '../../../src/core/data-source.ts'
import type { DuplicatesMeasured, Probe, ValueType } from '../../../src/core/probe.ts'
import { writeParquet } from '../../support/parquet.ts'
import { shareEngine, signal, sourceOf } from './read.ts'

const engine = shareEngine()

async function count(source: DataSource, type: ValueType, missing: readonly string[] = []) {
  const column = { names: ['v'], type, format: null, missing }
  const probe: Probe = { kind: 'duplicates', columns: [column], isNullFailing: false, keys: [] }
  const [answer] = await engine().measure(source, [probe], signal)
  if (answer?.measured !== true) throw new Error(answer?.reason)
  const { rows, nulls, extra } = answer.value as DuplicatesMeasured
  return { rows, nulls, extra }
}

/** By a look at all keys. */
function expectKeys(keys: readonly (string | null)[]) {
  const whole = keys.filter((key) => key !== null)
  return { rows: keys.length, nulls: keys.length - whole.length, extra: whole.length - new Set(whole).size }
}

describe('keys of whole numbers', () => {
  const dense = fc.array(fc.option(fc.bigInt(-20n, 20n)), { minLength: 1, maxLength: 60 })
  const sparse = fc.array(fc.option(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)), { minLength: 1, maxLength: 20 })
  const twice = fc.oneof(dense, sparse).chain((keys) => fc.constantFrom(keys, [...keys, keys[0]!]))

  it('of a Parquet file are counted right, near to each other or far apart, with repeats and without', async () => {
    await fc.assert(
      fc.asyncProperty(twice, async (keys) => {
        const values = keys.map((key) => `(${key === null ? 'NULL' : `'${key}'`}::BIGINT)`).join(', ')
        const file = await writeParquet(`SELECT v FROM (VALUES ${values}) t(v)`)
        const source: DataSource = { uri: 't.parquet', files: [file], format: 'parquet' }
        expect(await count(source, 'integer')).toEqual(expectKeys(keys.map((key) => key?.toString() ?? null)))
      }),
      { numRuns: 40 },
    )
  })

  it.each(['TINYINT', 'UBIGINT', 'DECIMAL(9,0)', 'INTEGER'])('of type %s are too', async (type) => {
    const file = await writeParquet(`SELECT v::${type} AS v FROM (VALUES (1), (2), (2), (NULL), (100)) t(v)`)
    const source: DataSource = { uri: 't.parquet', files: [file], format: 'parquet' }
    expect(await count(source, 'integer')).toEqual({ rows: 5, nulls: 1, extra: 1 })
    expect(await count(source, 'integer', ['2'])).toEqual({
      rows: 5,
      nulls: 3,
      extra: 0,
    })
  })

  it('of a CSV file are one key by value, and what is no number is one by its text', async () => {
    const cells = [
      '5',
      '+5',
      '005',
      '-5',
      '0',
      '-0',
      '5.0',
      '1e3',
      '1000',
      'x',
      '"',
      '99999999999999999999',
      '2000',
      '+2000',
      '1001',
      '000',
      '+99999999999999999999',
    ]
    const keyOf = (cell: string) => (/^[+-]?\d+$/.test(cell) ? String(BigInt(cell.replace('+', ''))) : `"${cell}`)
    const written = fc.array(fc.constantFrom(...cells), { minLength: 1, maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(written, async (texts) => {
        const source = await sourceOf({
          't.csv': `v,w\n${texts.map((text) => `"${text.replaceAll('"', '""')}",1\n`).join('')}`,
        })
        expect(await count(source, 'integer')).toEqual(expectKeys(texts.map(keyOf)))
      }),
      { numRuns: 40 },
    )
  })
})
