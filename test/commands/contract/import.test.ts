import { describe, expect, it } from 'vitest'
import { runImport } from '../../../src/commands/contract/import.ts'
import { readOdcs } from '../../../src/contract/odcs/odcs.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'
import { writeParquet } from '../../support/parquet.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { type Flags, runContractAction } from './infer-session.ts'

/** Imports the file of that name; gives the contract read back. */
async function importFile(files: Readonly<Record<string, string>>, flags: Flags = {}) {
  const [name] = Object.keys(files)
  const run = await runContractAction(runImport, makeFolder(files), [name!], flags)
  const [object] = readOdcs(parseLocatedYaml(run.text, 'imported.yaml')).objects
  return { ...run, object: object!, columns: object!.properties.map(({ name: column }) => column) }
}

const SUITE = JSON.stringify({
  expectation_suite_name: 'orders',
  expectations: [
    { expectation_type: 'expect_column_values_to_not_be_null', kwargs: { column: 'order_id' } },
    { expectation_type: 'expect_column_kl_divergence_to_be_less_than', kwargs: { column: 'age', threshold: 0.1 } },
  ],
})
const DBT =
  'version: 2\nmodels:\n  - name: orders\n    columns:\n      - name: order_id\n        tests: [not_null, unique]\n'
const SODA = 'checks for orders:\n  - missing_count(order_id) = 0\n'
const PACKAGE = JSON.stringify({
  name: 'shop',
  resources: [{ name: 'orders', path: 'orders.csv', schema: 'orders.schema.json' }],
})
const TABLE_SCHEMA = JSON.stringify({
  fields: [
    { name: 'order_id', type: 'integer', constraints: { required: true } },
    { name: 'paid', type: 'boolean', trueValues: ['ja'], falseValues: ['nein'] },
  ],
})
const JSON_SCHEMA = JSON.stringify({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: { order_id: { type: 'integer' } },
  required: ['order_id'],
})
const DDL = 'CREATE TABLE orders (order_id BIGINT NOT NULL, note VARCHAR(20));\n'
const TFDV = 'feature {\n  name: "order_id"\n  type: INT\n  presence { min_fraction: 1.0 }\n}\n'

describe('importing a contract', () => {
  it.each<[format: string, files: Readonly<Record<string, string>>]>([
    ['great-expectations', { 'suite.json': SUITE }],
    ['dbt', { 'schema.yml': DBT }],
    ['soda', { 'checks.yml': SODA }],
    ['frictionless', { 'table.json': TABLE_SCHEMA }],
    ['frictionless', { 'datapackage.json': PACKAGE, 'orders.schema.json': TABLE_SCHEMA }],
    ['json-schema', { 'orders.schema.json': JSON_SCHEMA }],
    ['sql', { 'orders.sql': DDL }],
    ['sql', { 'orders.txt': DDL }],
    ['tfdv', { 'orders.pbtxt': TFDV }],
    ['tfdv', { 'schema.txt': TFDV }],
  ])('tells %s by its name or contents', async (format, files) => {
    const { columns, document, object } = await importFile(files)
    expect(document).toMatchObject({ format })
    expect(columns).toContain('order_id')
    const { required, rules } = object.properties.find(({ name }) => name === 'order_id')!
    expect(required !== null || rules.length > 0).toBe(true)
  })

  it('reads the schema of a Parquet file, and nothing of its rows', async () => {
    const file = await writeParquet('SELECT 1::BIGINT AS order_id, [1.5::DOUBLE] AS amounts')
    const folder = file.slice(0, file.lastIndexOf('/'))
    const { text } = await runContractAction(runImport, folder, ['t.parquet'], { object: 'orders' })
    expect(text).toMatch(/schema:\n {2}- name: orders\n[\s\S]*name: order_id\n +logicalType: integer/)
    expect(text).toMatch(/name: amounts\n +logicalType: array/)
  })

  it('lists what does not come over, with its place', async () => {
    const { warnings, document } = await importFile({ 'table.json': TABLE_SCHEMA })
    expect(warnings.join('\n')).toMatch(/not in the contract:\n {2}table\.json:1:\d+: how paid writes true and false/)
    expect(document).toMatchObject({ untranslated: [{ what: 'how paid writes true and false', file: 'table.json' }] })
  })

  it('keeps a rule that has no equivalent under its own name', async () => {
    const { text, warnings } = await importFile({ 'suite.json': SUITE })
    expect(`${text}${warnings.join('\n')}`).toContain('expect_column_kl_divergence_to_be_less_than')
  })

  it('calls a table as it is told to, and takes one of several', async () => {
    const { object } = await importFile({ 'orders.pbtxt': TFDV }, { object: 'purchases' })
    expect(object.name).toBe('purchases')
    const suite = await importFile({ 'suite.json': SUITE }, { object: 'purchases' })
    expect(suite.object.name).toBe('purchases')
    const two = DBT + DBT.split('\n').slice(2).join('\n').replaceAll('orders', 'items')
    const chosen = await importFile({ 'schema.yml': two }, { object: 'items' })
    expect(readOdcs(parseLocatedYaml(chosen.text, 'x')).objects.map(({ name }) => name)).toEqual(['items'])
  })

  it.each<[text: string, flags: Flags, message: string]>([
    ['apiVersion: v3.1.0\nkind: DataContract\n', {}, 'is a data contract already'],
    ['a: 1\n', {}, 'looks like no format that is imported'],
    ['a: 1\n', { from: 'dbt' }, 'holds no models, seeds, snapshots or sources of dbt'],
  ])('refuses %j with %o', async (text, flags, message) => {
    await expect(runContractAction(runImport, makeFolder({ 'x.yaml': text }), ['x.yaml'], flags)).rejects.toThrow(
      message,
    )
  })

  it('reads no schema outside of the descriptor’s folder', async () => {
    const escaping = PACKAGE.replace('orders.schema.json', '../secret.json')
    const folder = makeFolder({ 'in/datapackage.json': escaping, 'secret.json': TABLE_SCHEMA })
    await expect(runContractAction(runImport, folder, ['in/datapackage.json'])).rejects.toThrow('leaves the folder')
  })

  it('refuses no file, and two', async () => {
    await expect(runContractAction(runImport, makeFolder(), [])).rejects.toThrow('contract import needs a file')
    await expect(runContractAction(runImport, makeFolder(), ['a', 'b'])).rejects.toThrow('takes one file')
  })
})
