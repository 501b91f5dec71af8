import { describe, expect, it } from 'vitest'
import { listFrictionlessLinks, readFrictionless } from '../../../src/contract/frictionless/frictionless.ts'
import { findFrictionlessKind, isFrictionless } from '../../../src/contract/frictionless/frictionless-kind.ts'
import { document, read } from './frictionless-descriptors.ts'

describe('telling a descriptor of Frictionless', () => {
  it.each([
    ['package', { resources: [{ name: 'a', path: 'a.csv' }] }],
    ['package', { profile: 'tabular-data-package', resources: [] }],
    ['package', { $schema: 'https://datapackage.org/profiles/2.0/datapackage.json' }],
    ['resource', { name: 'a', path: 'a.csv', schema: { fields: [] } }],
    ['resource', { name: 'a', data: [], schema: 'schema.json' }],
    ['resource', { $schema: 'https://datapackage.org/profiles/2.0/dataresource.json' }],
    ['schema', { fields: [{ name: 'a' }] }],
    ['schema', { $schema: 'https://datapackage.org/profiles/1.0/tableschema.json' }],
  ])('takes a %s for one', (kind, data) => {
    expect(findFrictionlessKind(data)).toBe(kind)
  })

  it.each([
    [{ apiVersion: 'v3.1.0', kind: 'DataContract', schema: [{ name: 'a' }] }],
    [{ apiVersion: 'kustomize.config.k8s.io/v1beta1', resources: [{ a: 1 }] }],
    [{ resources: ['deployment.yaml'] }],
    [{ type: 'record', fields: [{ name: 'a' }] }],
    [{ $schema: 'https://json-schema.org/draft/2020-12/schema', properties: {} }],
    [{ version: 2, models: [{ name: 'a', columns: [] }] }],
    [{ expectations: [] }],
    [{ path: 'a.csv' }],
    [[{ fields: [] }]],
    ['fields'],
    [null],
  ])('takes %j for none', (data) => {
    expect(isFrictionless(data)).toBe(false)
  })
})

describe('reading keys', () => {
  const fields = [{ name: 'a' }, { name: 'b' }]
  const objectOf = (schema: Record<string, unknown>) => read({ fields, ...schema }).objects[0]!

  it('reads primary and unique keys', () => {
    const object = objectOf({ primaryKey: ['b', 'a'], uniqueKeys: [['a'], ['a', 'b']] })
    expect(object.properties.map(({ primaryKeyPosition }) => primaryKeyPosition)).toEqual([2, 1])
    const unique = object.rules.filter(({ metric }) => metric === 'duplicateValues')
    expect(unique.map((rule) => rule.arguments.properties)).toEqual([['a'], ['a', 'b']])
  })

  it('reads foreign keys to another resource, to itself and to what is elsewhere', () => {
    const key = (reference: Record<string, unknown>) => ({ fields: 'a', reference: { fields: 'a', ...reference } })
    const { objects } = read({
      resources: [
        { name: 'one', path: 'one.csv', schema: { fields } },
        {
          ...{ name: 'two', path: 'two.csv' },
          schema: {
            fields,
            foreignKeys: [
              key({ resource: 'one' }),
              key({ resource: '' }),
              key({}),
              key({ package: 'https://x.test', resource: 'z' }),
            ],
          },
        },
      ],
    })
    expect(objects[1]!.relationships.map(({ to }) => to?.object)).toEqual(['one', 'two', 'two', undefined])
    expect(objects[1]!.relationships[0]).toMatchObject({ columns: ['a'], to: { columns: ['a'] }, text: 'one.a' })
  })

  it.each([
    ['exact', { fieldsMatch: 'exact' }, 'error', 'expect_table_columns_to_match_ordered_list'],
    ['equal', { fieldsMatch: 'equal' }, 'error', 'expect_table_columns_to_match_set'],
    ['nothing, in v1', {}, 'warning', 'expect_table_columns_to_match_ordered_list'],
    [
      'nothing, in v2',
      { $schema: 'https://datapackage.org/profiles/2.0/tableschema.json' },
      'error',
      'expect_table_columns_to_match_ordered_list',
    ],
    ['a draft’s list', { fieldsMatch: ['equal'] }, 'error', 'expect_table_columns_to_match_set'],
  ])('matches the columns where fieldsMatch is %s', (_, schema, severity, type) => {
    const rule = objectOf(schema).rules.find(({ id }) => id === 'fieldsMatch')
    expect(rule).toMatchObject({ engine: 'greatExpectations', severity, implementation: { type } })
  })

  it('demands no more than the columns of a subset, and cannot do with fewer', () => {
    expect(objectOf({ fieldsMatch: 'subset' }).rules).toEqual([])
    expect(objectOf({ fieldsMatch: 'partial' }).rules).toMatchObject([{ engine: 'frictionless', id: 'fieldsMatch' }])
  })

  it('keeps a second column of a name, which v1 allows, as a rule without executor', () => {
    const object = read({ fields: [{ name: 'a' }, { name: 'a' }] }).objects[0]!
    expect([object.properties.length, object.rules.map(({ id }) => id)]).toEqual([1, ['fieldsMatch', 'fields']])
  })
})

describe('reading resources', () => {
  const resourceOf = (more: Record<string, unknown>) =>
    read({ name: 'a', path: 'a.csv', schema: { fields: [{ name: 'a' }], fieldsMatch: 'subset' }, ...more }).objects[0]!

  it('reads where the data is and how it is written', () => {
    const object = resourceOf({
      path: ['a.csv', 'b.csv'],
      encoding: 'ISO-8859-1',
      dialect: { delimiter: ';', quoteChar: "'" },
    })
    expect(object).toMatchObject({
      paths: ['a.csv', 'b.csv'],
      csv: { delimiter: ';', quote: "'", encoding: 'latin-1' },
      rules: [],
    })
    expect(resourceOf({ format: 'tsv' }).csv).toEqual({ delimiter: '\t' })
    expect(resourceOf({}).csv).toBeNull()
  })

  it.each([
    [{ dialect: { header: false } }, ['header']],
    [{ dialect: { headerRows: [1, 2], commentChar: '#' } }, ['headerRows', 'commentChar']],
    [
      { dialect: { doubleQuote: false, escapeChar: '\\', skipInitialSpace: true } },
      ['doubleQuote', 'skipInitialSpace', 'escapeChar'],
    ],
    [{ dialect: { lineTerminator: ';' } }, ['lineTerminator']],
    [{ dialect: { lineTerminator: '\n', header: true, headerRows: [1], doubleQuote: true } }, []],
    [{ encoding: 'koi8-r' }, ['encoding']],
    [{ compression: 'gz' }, ['compression']],
    [{ path: 'a.csv.gz', compression: 'gz' }, []],
    [{ hash: 'sha256:00', bytes: 12 }, ['hash', 'bytes']],
  ])('keeps of %j what the reader cannot do', (more, ids) => {
    expect(resourceOf(more).rules.map(({ engine, id }) => [engine, id])).toEqual(ids.map((id) => ['frictionless', id]))
  })

  it('looks into no resource that is no table', () => {
    const [text, table, old] = read({
      resources: [
        { name: 'readme', path: 'README.md' },
        { name: 'table', type: 'table', path: 'table.csv' },
        { name: 'old', profile: 'tabular-data-resource', path: 'old.csv' },
      ],
    }).objects
    expect([text?.paths, table?.paths, old?.paths]).toEqual([[], ['table.csv'], ['old.csv']])
  })

  it('only warns of digest and size', () => {
    expect(resourceOf({ hash: 'sha256:00', bytes: 12 }).rules.map(({ severity }) => severity)).toEqual([
      'warning',
      'warning',
    ])
  })

  it('reads the package’s own words and takes a schema’s file for its name', () => {
    const contract = read({
      name: 'sales',
      title: 'Sales',
      version: '1.2.0',
      resources: [{ name: 'a', path: 'a.csv' }],
    })
    expect(contract).toMatchObject({
      standard: 'Frictionless Data Package',
      name: 'sales',
      version: '1.2.0',
      description: 'Sales',
    })
    const schema = readFrictionless(document({ fields: [{ name: 'a' }] }, 'contracts/customers.schema.json'))
    expect(schema.objects[0]!.name).toBe('customers')
  })

  it('follows schemas and dialects that are handed to it, and names those that are not', () => {
    const resource = document({
      name: 'a',
      path: 'a.csv',
      schema: 's.json',
      dialect: 'd.json',
      profile: 'data-resource',
    })
    expect(listFrictionlessLinks(resource)).toEqual(['s.json', 'd.json'])
    const linked = new Map([
      ['s.json', document({ fields: [{ name: 'a', constraints: { required: true } }] }, 's.json')],
      ['d.json', document({ delimiter: ';' }, 'd.json')],
    ])
    const [object] = readFrictionless(resource, linked).objects
    expect(object).toMatchObject({ csv: { delimiter: ';' }, properties: [{ required: { file: 's.json', line: 6 } }] })
    expect(() => readFrictionless(resource)).toThrow('s.json is not read from here')
  })
})
