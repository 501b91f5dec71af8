import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { validateIn } from '../../support/validate.ts'

const contract = (servers: string) => `apiVersion: v3.1.0
kind: DataContract
id: c
version: 1.0.0
status: active
servers: ${servers}
schema:
- name: people
  properties: [{name: id, logicalType: integer, primaryKey: true}, {name: price, logicalType: number}]
- name: orders
  properties: [{name: person, logicalType: integer, relationships: [{to: people.id}]}]
`
const LOCAL = '[{server: files, type: local, path: "./data/{model}.csv", format: csv, delimiter: ";"}]'
const FILES = {
  'contracts/data/people.csv': 'id;price\n1;2.5\n2;3\n',
  'contracts/data/orders.csv': 'person\n1\n2\n9\n',
}

const run = async (files: Readonly<Record<string, string>>, flags: object) => {
  const { results } = await validateIn(makeFolder(files), flags)
  return results[0]!
}
const refusal = async (files: Readonly<Record<string, string>>, flags: object) => {
  const error = await run(files, flags).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(InputError)
  return (error as Error).message
}

describe('a contract that says where its data is', () => {
  it('is held against all of it, each object with its own file and the server’s dialect', async () => {
    const result = await run({ ...FILES, 'contracts/c.yaml': contract(LOCAL) }, { contract: 'contracts/c.yaml' })
    expect(result.materials.map(({ name, uri, rows }) => [name, uri, rows])).toEqual([
      ['people', 'contracts/data/people.csv', 2],
      ['contract', 'contracts/c.yaml', null],
      ['orders', 'contracts/data/orders.csv', 3],
    ])
    expect(
      result.checks
        .filter(({ verdict }) => verdict !== 'pass')
        .map(({ id, verdict, observed }) => [id, verdict, observed]),
    ).toEqual([['contract/orders/person/relationship-1', 'fail', 1]])
  })

  it('is held against one object where one is named', async () => {
    const files = { ...FILES, 'contracts/c.yaml': contract(LOCAL) }
    const result = await run(files, { contract: 'contracts/c.yaml', object: 'people' })
    expect([result.materials.length, result.verdict]).toEqual([2, 'pass'])
  })

  it('finds paths from the working directory where there are none from its folder', async () => {
    const files = {
      'data/people.csv': 'id;price\n1;2\n',
      'data/orders.csv': 'person\n1\n',
      'contracts/c.yaml': contract(LOCAL),
    }
    const result = await run(files, { contract: 'contracts/c.yaml' })
    expect(result.materials[0]!.uri).toBe('./data/people.csv')
  })

  it('takes the server that is named', async () => {
    const two = contract(`[{server: a, type: postgres, host: h, port: 1, database: d, schema: s}, ${LOCAL.slice(1)}`)
    const files = { ...FILES, 'contracts/c.yaml': two }
    expect((await run(files, { contract: 'contracts/c.yaml', server: 'files' })).materials).toHaveLength(3)
    expect(await refusal(files, { contract: 'contracts/c.yaml' })).toContain('several servers: a, files')
    expect(await refusal(files, { contract: 'contracts/c.yaml', server: 'fils' })).toContain('did you mean files?')
    expect(await refusal(files, { contract: 'contracts/c.yaml', server: 'a' })).toContain(
      'the server a is of type postgres: data there is not read yet',
    )
  })

  it.each([
    ['[{server: t, type: trino, host: h, catalog: c, schema: s}]', 'type trino: data there is not read yet'],
    ['[{server: d, type: s3, location: "s3://b/{model}", format: delta}]', 'holds delta, which is not read yet'],
    ['[{server: d, type: local, path: d.csv, format: csv, encoding: EBCDIC}]', 'encoded as EBCDIC'],
    ['[{server: d, type: s3, location: "s3://b/{model}.csv", endpointUrl: "https://evil.test"}]', 'AWS_ENDPOINT_URL'],
    ['[{server: d, type: local, path: "../../{model}.csv", format: csv}]', 'leaves the workspace'],
    ['[{server: d, type: local, path: "none/{model}.csv", format: csv}]', 'none/people.csv'],
  ])('with %s is refused: %s', async (servers, message) => {
    expect(await refusal({ 'c.yaml': contract(servers) }, { contract: 'c.yaml' })).toContain(message)
  })
})

const PACKAGE = {
  resources: [
    {
      name: 'people',
      path: 'people.csv',
      dialect: { delimiter: ';', header: true },
      schema: { fields: [{ name: 'id', type: 'integer', constraints: { unique: true } }], primaryKey: 'id' },
    },
    {
      name: 'orders',
      path: ['orders-1.csv', 'orders-2.csv'],
      schema: 'orders.schema.json',
    },
  ],
}
const ORDERS_SCHEMA = {
  fields: [{ name: 'person', type: 'integer' }],
  foreignKeys: [{ fields: 'person', reference: { resource: 'people', fields: 'id' } }],
}

describe('a Frictionless package', () => {
  const files = {
    'package/datapackage.json': JSON.stringify(PACKAGE),
    'package/orders.schema.json': JSON.stringify(ORDERS_SCHEMA),
    'package/people.csv': 'id\n1\n2\n2\n',
    'package/orders-1.csv': 'person\n1\n',
    'package/orders-2.csv': 'person\n7\n8\n',
  }

  it('is held against the files that it names, by its dialect and keys', async () => {
    const result = await run(files, { contract: 'package/datapackage.json' })
    expect(result.materials.map(({ uri }) => uri)).toEqual([
      'package/people.csv',
      'package/datapackage.json',
      'package/orders-1.csv',
      'package/orders-2.csv',
    ])
    const failed = result.checks.filter(({ verdict }) => verdict === 'fail')
    expect(failed.map(({ id, observed }) => [id, observed])).toEqual([
      ['contract/people/id/unique', 1],
      ['contract/people/id/primaryKey', 1],
      [expect.stringContaining('relationship-1'), 2],
    ])
  })

  it('gives the dialect of data that is named by a flag, beneath the flags', async () => {
    const two = { ...files, 'people.csv': 'id;x\n1;2\n', 'odd.csv': 'id|x\n1|2\n' }
    const flags = { contract: 'package/datapackage.json', object: 'people' }
    const verdictOf = async (more: object) => {
      const { checks } = await run(two, { ...flags, ...more })
      return checks.find(({ id }) => id === 'contract/people/id/type')?.verdict
    }
    expect(await verdictOf({ data: 'people.csv' })).toBe('pass')
    expect(await verdictOf({ data: 'odd.csv', delimiter: '|' })).toBe('pass')
  })
})

describe('flags that do not fit the data', () => {
  it('a dialect of JSON is refused', async () => {
    const files = { 'c.yaml': contract('[]'), 'people.jsonl': '{"id": 1}\n' }
    expect(await refusal(files, { contract: 'c.yaml', data: 'people.jsonl', delimiter: ';' })).toContain(
      '--delimiter is about CSV files, and this is JSON',
    )
  })
})

describe('ages', () => {
  const levels = `apiVersion: v3.1.0
kind: DataContract
id: c
version: 1.0.0
status: active
schema:
- {name: people, properties: [{name: at, logicalType: timestamp}]}
slaProperties: [{property: freshness, value: 2, unit: d, element: people.at}]
`
  const files = { 'c.yaml': levels, 'people.csv': 'at\n2026-11-18T00:00:00Z\n2026-11-19T12:00:00+02:00\n' }
  it.each([
    [{}, 'pass', '1 d 22 h'],
    [{ 'as-of': '2026-11-19' }, 'pass', '13 h 59 min'],
    [{ 'as-of': '2026-11-21T10:00:00Z' }, 'pass', '2 d'],
    [{ 'as-of': '2026-11-21T10:00:01Z' }, 'fail', '2 d 1 s'],
  ])('with %j count to that moment: %s, %s', async (flags, verdict, observed) => {
    const { checks } = await run(files, { contract: 'c.yaml', data: 'people.csv', ...flags })
    expect(checks.at(-1)).toMatchObject({ id: 'contract/people/sla-freshness', verdict, observed })
  })
})
