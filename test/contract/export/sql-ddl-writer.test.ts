import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import {
  makeContract,
  makeLibraryRule,
  makeObject,
  makeProperty,
  NO_ARGUMENTS,
} from '../../../src/contract/contract-parts.ts'
import { writeSqlDdl } from '../../../src/contract/export/sql-ddl-writer.ts'

const place = { file: 'c.yaml', line: 1 }
const option = (name: string, text: string) => ({ name, text, place })
const to = (object: string, ...columns: string[]) => ({
  type: 'foreignKey',
  columns: ['org'],
  to: { object, columns },
  text: object,
  place,
})
const CONTRACT = makeContract('c.yaml', 'ODCS v3.1.0', {
  objects: [
    makeObject('customers', place, {
      description: "the shop's",
      properties: [
        makeProperty('id', place, { logicalType: 'integer', primaryKey: place }),
        makeProperty('we"ird; DROP', place, {
          logicalType: 'string',
          options: [option('maxLength', '3'), option('minLength', '2')],
          description: 'a ; b',
        }),
        makeProperty('plan', place, { logicalType: 'string', allowed: { values: ["it's", null, 'b'], place } }),
        makeProperty('amount', place, {
          logicalType: 'number',
          required: place,
          options: [option('exclusiveMinimum', '0'), option('maximum', '1e3')],
        }),
        makeProperty('day', place, { logicalType: 'date', unique: place, options: [option('minimum', '2026-01-01')] }),
        makeProperty('org', place, {
          logicalType: 'integer',
          options: [option('multipleOf', '5')],
          relationships: [to('orgs', 'id')],
        }),
        makeProperty('level', place, { logicalType: 'integer', physicalType: { text: 'SMALLINT', place } }),
        makeProperty('tags', place, {
          logicalType: 'array',
          items: makeProperty('items', place, { logicalType: 'string' }),
        }),
      ],
      rules: [
        makeLibraryRule('duplicateValues', place, { arguments: { ...NO_ARGUMENTS, properties: ['plan', 'level'] } }),
        makeLibraryRule('rowCount', place),
      ],
    }),
    makeObject('orgs', place, {
      properties: [makeProperty('id', place, { logicalType: 'integer', primaryKey: place })],
    }),
  ],
})

describe('a contract as CREATE TABLE statements', () => {
  it('takes and refuses the rows that the contract takes and refuses', async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run(writeSqlDdl(CONTRACT).text)
    await connection.run('INSERT INTO orgs VALUES (5), (7), (10)')
    const good = {
      id: 1,
      'we"ird; DROP': "'ab'",
      plan: "'it''s'",
      amount: 5,
      day: "DATE '2026-01-01'",
      org: 5,
      level: 1,
      tags: "['x']",
    }
    const insert = async (row: Readonly<Record<string, unknown>>) => {
      const values = Object.values({ ...good, ...row }).join(', ')
      return connection.run(`INSERT INTO customers VALUES (${values})`).then(
        () => 'taken',
        (error: Error) => error.message.split(' ')[0],
      )
    }
    expect(await insert({})).toBe('taken')
    const other = { id: 2, plan: "'b'", day: "DATE '2026-01-02'" }
    const refused: readonly Readonly<Record<string, unknown>>[] = [
      { ...other, id: 1 },
      { ...other, 'we"ird; DROP': "'abcd'" },
      { ...other, 'we"ird; DROP': "'a'" },
      { ...other, plan: "'c'" },
      { ...other, amount: 0 },
      { ...other, amount: 1001 },
      { ...other, amount: 'NULL' },
      { ...other, day: "DATE '2025-12-31'" },
      { ...other, day: "DATE '2026-01-01'" },
      { ...other, org: 7 },
      { ...other, org: 15 },
      { ...other, plan: "'it''s'" },
    ]
    for (const row of refused) expect(await insert(row), JSON.stringify(row)).toBe('Constraint')
    expect(await insert({ ...other, plan: 'NULL', org: 'NULL', 'we"ird; DROP': 'NULL' })).toBe('taken')
    const comments = await connection.runAndReadAll(
      'SELECT comment FROM duckdb_tables() WHERE comment IS NOT NULL UNION ALL SELECT comment FROM duckdb_columns() WHERE comment IS NOT NULL',
    )
    expect(comments.getRows().flat()).toEqual(["the shop's", 'a ; b'])
  })

  it('lists what a table cannot hold', () => {
    expect(writeSqlDdl(CONTRACT).untranslated.map(({ what }) => what)).toEqual(['customers: rowCount'])
  })
})
