import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readOdcs } from '../../../src/contract/odcs/odcs.ts'
import { PROPERTY_KEYS, QUALITY_KEYS } from '../../../src/contract/odcs/odcs-keys.ts'
import { ODCS_VERSIONS } from '../../../src/contract/odcs/odcs-version.ts'
import { InputError } from '../../../src/core/faults.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'

const EXAMPLES = join(import.meta.dirname, '../../fixtures/odcs')
const read = (text: string) => readOdcs(parseLocatedYaml(text, 'c.yaml'))

/** What a plain YAML parser makes of a contract. */
interface Plain {
  readonly schema?: readonly { name: string; quality?: unknown[]; properties?: { name: string }[] }[]
  readonly slaProperties?: readonly unknown[]
}

/** A contract of one object, its properties as given. */
const contractOf = (properties: string) =>
  read(`apiVersion: v3.1.0\nkind: DataContract\nschema:\n- name: t\n  properties:\n${properties}`)

const faultsOf = (run: () => unknown): readonly string[] => {
  try {
    run()
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n')
    throw error
  }
  throw new Error('nothing was refused')
}

describe('reading the Open Data Contract Standard', () => {
  const files = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.yaml') && !file.startsWith('negative'),
  )

  it.each(files)('reads the example %s of the standard', (file) => {
    const text = readFileSync(join(EXAMPLES, file), 'utf8')
    const { objects, serviceLevels } = readOdcs(parseLocatedYaml(text, file))
    const plain = parse(text) as Plain
    expect(
      objects.map(({ name, rules, properties }) => [name, rules.length, properties.map((one) => one.name)]),
    ).toEqual(
      (plain.schema ?? []).map(({ name, quality, properties }) => [
        name,
        quality?.length ?? 0,
        (properties ?? []).map((one) => one.name),
      ]),
    )
    expect(serviceLevels).toHaveLength(plain.slaProperties?.length ?? 0)
  })

  it('gives each demand the line where it stands', () => {
    const { objects } = contractOf(
      [
        '  - name: tenure',
        '    logicalType: integer',
        '    required: true',
        '    logicalTypeOptions:',
        '      minimum: 0',
        '    quality:',
        '    - metric: nullValues',
        '      mustBe: 0',
      ].join('\n'),
    )
    const [tenure] = objects[0]!.properties
    expect(tenure).toMatchObject({
      place: { file: 'c.yaml', line: 6 },
      typePlace: { line: 7 },
      required: { line: 8 },
      options: [{ name: 'minimum', text: '0', place: { line: 10 } }],
      rules: [{ metric: 'nullValues', place: { line: 12 } }],
    })
  })

  it('keeps every digit of a bound and the text of allowed values', () => {
    const { objects } = contractOf(
      [
        '  - name: id',
        '    logicalType: integer',
        '    logicalTypeOptions: {maximum: "12345678901234567890", minimum: 1.50}',
        '    quality:',
        '    - {metric: invalidValues, mustBe: 0, arguments: {validValues: [1.0, "007", yes, null]}}',
      ].join('\n'),
    )
    const [id] = objects[0]!.properties
    expect(id!.options.map(({ text }) => text)).toEqual(['12345678901234567890', '1.50'])
    expect(id!.rules[0]!.arguments.validValues).toEqual(['1.0', '007', 'yes', null])
  })

  it.each([
    ['info', 'info'],
    ['Warning', 'warning'],
    ['warn', 'warning'],
    ['critical', 'error'],
  ])('reads the severity %s as %s', (written, severity) => {
    const { objects } = contractOf(`  - name: a\n    quality: [{metric: nullValues, mustBe: 0, severity: ${written}}]`)
    expect(objects[0]!.properties[0]!.rules[0]!.severity).toBe(severity)
  })

  it.each([
    ['apiVersion: v2.2.2\nkind: DataContract', 'c.yaml:1:1: "apiVersion" is "v2.2.2"', 'migrate it to v3.1.0'],
    ['apiVersion: v4.0.0\nkind: DataContract', 'c.yaml:1:1: "apiVersion" is "v4.0.0"', 'newer modelgate'],
    ['apiVersion: 3.1.0\nkind: DataContract', 'c.yaml:1:1: "apiVersion" is "3.1.0"', 'write v3.1.0'],
    ['kind: DataContract', 'c.yaml:1:1: "apiVersion" is missing', 'write apiVersion: v3.1.0'],
    ['apiVersion: v3.1.0\nkind: Product', 'c.yaml:2:1: "kind" is "Product"', 'write kind: DataContract'],
    ['dataContractSpecification: 1.1.0', 'c.yaml:1:1: this is a Data Contract Specification', '--format odcs'],
    ['- a', 'c.yaml:1:1: is no data contract', ''],
  ])('refuses %j with its place and what to do', (text, message, help) => {
    const lines = faultsOf(() => read(text)).join('\n')
    expect(lines).toContain(message)
    expect(lines).toContain(help)
  })

  it.each([
    ['  - {name: a, requird: true}', 'c.yaml:6:15: unknown key "requird" in a property', 'did you mean required?'],
    ['  - {name: a, logicalType: int}', '"logicalType" is "int"', 'integer'],
    ['  - {name: a, logicalType: integer, logicalTypeOptions: {minLength: 1}}', 'unknown key "minLength"', 'minimum'],
    ['  - {name: a, logicalType: integer, logicalTypeOptions: {minimum: low}}', '"minimum" must be a number', ''],
    [
      '  - {name: a, logicalType: string, logicalTypeOptions: {minLength: -1}}',
      '"minLength" must be a whole number',
      '',
    ],
    [
      '  - {name: a, logicalType: number, logicalTypeOptions: {multipleOf: 0}}',
      '"multipleOf" must be a number above 0',
      '',
    ],
    ['  - {name: a, required: "yes"}', '"required" must be true or false', ''],
    ['  - {name: a, quality: {metric: nullValues}}', '"quality" must be a list', ''],
    ['  - {name: a, quality: [{metric: nullValue, mustBe: 0}]}', '"metric" is "nullValue"', 'nullValues'],
    ['  - {name: a, quality: [{metric: nullValues}]}', 'does not say what must be', 'mustBe'],
    ['  - {name: a, quality: [{metric: nullValues, mustBe: 0, mustNotBe: 1}]}', 'mustBe and mustNotBe', ''],
    ['  - {name: a, quality: [{metric: nullValues, mustbe: 0}]}', 'unknown key "mustbe"', 'did you mean mustBe?'],
    ['  - {name: a, quality: [{metric: nullValues, mustBe: none}]}', '"mustBe" must be a number', ''],
    ['  - {name: a, quality: [{metric: nullValues, mustBeBetween: [5, 1]}]}', 'the smaller first', ''],
    ['  - {name: a, quality: [{mustBe: 0}]}', 'the rule has no "metric"', ''],
    ['  - {name: a}\n  - {name: a}', 'c.yaml:7:6: the name "a" is there twice', ''],
    ['  - {logicalType: string}', 'the property has no "name"', ''],
    ['  - {name: ""}', 'the property has no "name"', ''],
    ['  - {name: a, logicalType: ""}', '"logicalType" is ""', ''],
  ])('refuses %j', (properties, message, help) => {
    const lines = faultsOf(() => contractOf(properties)).join('\n')
    expect(lines).toContain(message)
    expect(lines).toContain(help)
  })

  it('reports all faults of a contract at once', () => {
    const lines = faultsOf(() => contractOf('  - {name: a, requird: true}\n  - {name: b, unqiue: true}'))
    expect(lines.filter((line) => line.startsWith('c.yaml:'))).toHaveLength(2)
  })

  it.each([
    ['  - {name: [a]}', 'c.yaml:6:6: "name" must be text'],
    ['  - {name: a}\n- null', 'c.yaml:7:3: an entry of "schema" must be a map: an object with a name'],
  ])('reports the fault of %j once', (properties, fault) => {
    expect(faultsOf(() => contractOf(properties))).toEqual([fault])
  })

  it('takes an empty text for none', () => {
    const text = '  - {name: a, physicalName: "", quality: [{id: "", metric: nullValues, mustBe: 0, unit: ""}]}'
    const [property] = contractOf(text).objects[0]!.properties
    expect(property).toMatchObject({ physicalName: null, rules: [{ id: null, unit: 'rows' }] })
  })

  it('looks into no descriptive part', () => {
    const text = 'apiVersion: v3.0.2\nkind: DataContract\nteam: [{whatever: 1}]\nroles: none\nprice: free\nschema: []'
    expect(read(text).objects).toEqual([])
  })

  it.each([
    [
      'v3.1.0',
      '  - {name: a, deprecated: true}',
      '"deprecated" in a property came with ODCS v3.2.0; this contract is v3.1.0',
    ],
    ['v3.0.2', '  - {name: a, enum: [{value: 1}]}', '"enum" in a property came with ODCS v3.2.0'],
    ['v3.1.0', '  - {name: a, logicalType: vector}', '"logicalType" is "vector", which came with ODCS v3.2.0'],
    ['v3.2.0', '  - {name: a, logicalType: map}', 'the property has no "map"'],
    ['v3.2.0', '  - {name: a, logicalType: map, map: {key: {}}}', 'the map has no "value"'],
    ['v3.2.0', '  - {name: a, logicalType: map, map: {key: {}, value: 1}}', '"value" must be a map'],
    ['v3.2.0', '  - {name: a, logicalType: map, map: []}', '"map" must be a map with key and value'],
    ['v3.2.0', '  - {name: a, enum: []}', '"enum" allows no value'],
    ['v3.2.0', '  - {name: a, enum: [{label: b}]}', 'the allowed value has no "value"'],
    ['v3.2.0', '  - {name: a, enum: [{value: [1]}]}', '"value" must be one value'],
    [
      'v3.2.0',
      '  - {name: a, semanticType: metric}',
      '"semanticType" is "metric"; it takes column, measure, dimension',
    ],
    [
      'v3.2.0',
      '  - {name: a, logicalType: vector, logicalTypeOptions: {dimensions: 0}}',
      '"dimensions" must be a whole number',
    ],
    ['v3.1.0', '  - {name: a, logicalType: string, items: {}}', '"items" belongs to logicalType array, not string'],
    ['v3.1.0', '  - {name: a, logicalType: integer, properties: []}', '"properties" belongs to logicalType object'],
    ['v3.1.0', '  - {name: a, logicalType: object, properties: [{name: b}, {name: b}]}', 'the name "b" is there twice'],
    ['v3.1.0', '  - {name: a, logicalType: array, items: {requird: true}}', 'unknown key "requird"'],
    [
      'v3.1.0',
      '  - {name: a, logicalType: object, logicalTypeOptions: {required: b}}',
      '"required" must be a list of names',
    ],
    [
      'v3.1.0',
      '  - {name: a, logicalType: array, logicalTypeOptions: {uniqueItems: 1}}',
      '"uniqueItems" must be true or false',
    ],
    [
      'v3.1.0',
      '  - {name: a, logicalType: number, logicalTypeOptions: {exclusiveMinimum: true}}',
      'is the bound itself since ODCS v3.1.0',
    ],
    [
      'v3.0.2',
      '  - {name: a, logicalType: number, logicalTypeOptions: {exclusiveMinimum: true}}',
      'stands without "minimum"',
    ],
    ['v3.1.0', '  - {name: a, quality: [{type: sql, mustBe: 0}]}', 'the rule has no "query"'],
    ['v3.1.0', '  - {name: a, quality: [{type: custom, engine: soda}]}', 'the rule has no "implementation"'],
    ['v3.1.0', '  - {name: a, quality: [{type: custom, implementation: x}]}', 'the rule has no "engine"'],
    [
      'v3.1.0',
      '  - {name: a, quality: [{type: custom, engine: soda, implementation: 1}]}',
      '"implementation" must be text or a map',
    ],
  ])('refuses in %s: %s', (version, properties, message) => {
    const text = `apiVersion: ${version}\nkind: DataContract\nschema:\n- name: t\n  properties:\n${properties}`
    expect(faultsOf(() => read(text)).join('\n')).toContain(message)
  })

  it('reads what v3.1 brought in a contract that calls itself v3.0', () => {
    const text =
      'apiVersion: v3.0.0\nkind: DataContract\nschema: [{name: t, properties: [{name: a, id: x, logicalType: time, logicalTypeOptions: {exclusiveMinimum: "09:00"}}]}]'
    expect(read(text).objects[0]!.properties[0]).toMatchObject({
      logicalType: 'time',
      options: [{ name: 'exclusiveMinimum', text: '09:00' }],
    })
  })

  it('folds the flags of v3.0 into the bounds that they speak of', () => {
    const text =
      'apiVersion: v3.0.2\nkind: DataContract\nschema: [{name: t, properties: [{name: a, logicalType: integer, logicalTypeOptions: {minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}}]}]'
    expect(read(text).objects[0]!.properties[0]!.options.map(({ name, text }) => [name, text])).toEqual([
      ['exclusiveMinimum', '1'],
      ['maximum', '9'],
    ])
  })

  it.each([
    ['{rule: rowCount, mustBe: 3}', 'rowCount', null, 3],
    ['{rule: duplicateCount, mustBeLessThan: 3}', 'duplicateValues', null, 3],
    ['{rule: validValues, validValues: [a, 1.0]}', 'invalidValues', ['a', '1.0'], 0],
  ])('reads the rule %s of v3.0 as a metric of today', (rule, metric, validValues, operand) => {
    const text = `apiVersion: v3.0.2\nkind: DataContract\nschema: [{name: t, quality: [${rule}]}]`
    expect(read(text).objects[0]!.rules[0]).toMatchObject({
      metric,
      arguments: { validValues },
      comparison: { operand },
    })
  })

  it('keeps a rule of v3.0 that has no meaning today, with whatever it holds', () => {
    const text = 'apiVersion: v3.0.2\nkind: DataContract\nschema: [{name: t, quality: [{rule: fresh, within: 3}]}]'
    expect(read(text).objects[0]!.rules[0]).toMatchObject({ metric: null, unknownMetric: 'fresh', comparison: null })
  })

  it('reads the whole of v3.2', () => {
    const text = readFileSync(join(EXAMPLES, '../odcs-mutations/whole-v3.2.0.odcs.yaml'), 'utf8')
    const contract = readOdcs(parseLocatedYaml(text, 'c.yaml'))
    expect(contract).toMatchObject({
      standard: 'ODCS v3.2.0',
      id: 'orders-contract',
      status: 'active',
      description: 'Orders of the shop with what they hold.',
      servers: [
        { name: 'production', type: 'local', settings: { path: 'data/*.csv', format: 'csv' } },
        { name: 'archive', type: 's3', settings: { location: 's3://bucket/{model}/*.parquet', format: 'parquet' } },
        { name: 'warehouse', settings: { host: 'localhost', port: '5432', database: 'shop', schema: 'public' } },
      ],
      serviceLevels: [
        { id: 'fresh', property: 'latency', value: '4', unit: 'd', element: 'orders.placed' },
        { property: 'retention', value: '3', valueExt: '5', unit: 'y' },
        { property: 'generalAvailability', value: '2026-01-31T12:00:00Z', element: null },
      ],
    })
    const [customers, orders] = contract.objects
    const address = customers!.properties[2]!
    expect(address.options.map(({ name, text }) => [name, text])).toEqual([
      ['minProperties', '1'],
      ['maxProperties', '3'],
      ['required', '["zip"]'],
    ])
    expect(address.properties.map(({ name }) => name)).toEqual(['zip'])
    const property = (name: string) => orders!.properties.find((one) => one.name === name)!
    expect(property('id')).toMatchObject({
      physicalName: 'order_id',
      physicalType: { text: 'BIGINT' },
      classification: 'restricted',
      examples: ['1', '2'],
      primaryKeyPosition: 1,
    })
    expect(property('region').allowed?.values).toEqual(['north', 'south'])
    expect(property('paid').isDeprecated).toBe(true)
    expect(property('revenue').isPhysical).toBe(false)
    expect(property('lines').items).toMatchObject({
      logicalType: 'object',
      properties: [{ name: 'product' }, { name: 'count', rules: [{ metric: 'nullValues' }] }],
    })
    expect(property('labels').map).toMatchObject({ key: { logicalType: 'string' }, value: { logicalType: 'integer' } })
    expect(property('embedding').items).toMatchObject({ logicalType: 'number' })
    expect(orders!.rules[2]).toMatchObject({ type: 'sql', query: expect.stringContaining('{object}') })
    expect(property('id').rules.slice(3)).toMatchObject([
      { engine: 'soda', implementation: 'type: row_count' },
      { engine: 'greatExpectations', implementation: { type: 'expect_column_to_exist' } },
    ])
  })

  it('reads the elements of a vector from its element type', () => {
    const text = (type: string) =>
      `apiVersion: v3.2.0\nkind: DataContract\nschema: [{name: t, properties: [{name: a, logicalType: vector, logicalTypeOptions: {dimensions: 3, elementType: ${type}}}]}]`
    const items = (type: string) => read(text(type)).objects[0]!.properties[0]!.items
    expect(items('uint8')).toMatchObject({ logicalType: 'integer', options: [{ name: 'format', text: 'u8' }] })
    expect(items('int8')).toMatchObject({ options: [{ name: 'format', text: 'i8' }] })
    expect(items('float64')).toMatchObject({ logicalType: 'number', options: [] })
    expect(items('binary')).toBeNull()
  })

  it('takes the default element for service levels without one', () => {
    const text =
      'apiVersion: v3.1.0\nkind: DataContract\nslaDefaultElement: t.a\nslaProperties: [{property: latency, value: 1}, {property: latency, value: 1, element: t.b}]'
    expect(read(text).serviceLevels.map(({ element }) => element)).toEqual(['t.a', 't.b'])
  })

  it.each([
    ['[{type: local}]', 'the server has no "server"'],
    ['[{server: a}]', 'the server has no "type"'],
    ['{server: a}', '"servers" must be a list'],
  ])('refuses the servers %s', (servers, message) => {
    expect(faultsOf(() => read(`apiVersion: v3.1.0\nkind: DataContract\nservers: ${servers}`)).join()).toContain(
      message,
    )
  })
})

describe('any contract', () => {
  const keys = [
    ...Object.keys(PROPERTY_KEYS),
    ...Object.keys(QUALITY_KEYS),
    'from',
    'to',
    'key',
    'from',
    'map',
    'servers',
  ]
  const word = fc.constantFrom(
    'a',
    't.a',
    'schema/t/properties/a',
    'string',
    'array',
    'map',
    'vector',
    'sql',
    'nullValues',
    '',
    '__x',
  )
  const leaf = fc.oneof(word, fc.integer(), fc.double(), fc.boolean(), fc.constant(null))
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 5 }, leaf, fc.array(tie('any'), { maxLength: 3 }), tie('map')),
    map: fc.dictionary(fc.constantFrom(...keys), tie('any'), { maxKeys: 6 }),
  }))

  it('is read or refused with a place, and never ends in anything else', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ODCS_VERSIONS),
        fc.array(value.map, { maxLength: 3 }),
        value.any,
        (apiVersion, schema, rest) => {
          const data = {
            apiVersion,
            kind: 'DataContract',
            schema,
            servers: rest,
            slaProperties: rest,
            description: rest,
          }
          try {
            expect(read(JSON.stringify(data)).standard).toBe(`ODCS ${apiVersion}`)
          } catch (error) {
            if (!(error instanceof InputError)) throw error
            for (const { place } of error.faults) expect(place?.line).toBeGreaterThan(0)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('reading relationships', () => {
  const contract = (orders: string) =>
    read(`apiVersion: v3.1.0
kind: DataContract
schema:
- id: c_tbl
  name: customers
  properties:
  - {id: c_pk, name: id}
  - {name: region}
  - name: address
    logicalType: object
    properties: [{id: zip_id, name: zip}]
- name: orders
  properties:
  - {name: id}
  - {name: region}
  - name: lines
    logicalType: array
    items: {properties: [{name: sku, relationships: [{to: customers.region}]}]}
${orders}`)
  const ofOrders = (text: string) => contract(`  relationships:\n  - ${text}`).objects[1]!.relationships[0]

  it.each([
    ['{from: orders.id, to: customers.id}', ['id'], { object: 'customers', columns: ['id'] }],
    ['{from: orders.id, to: schema/c_tbl/properties/c_pk}', ['id'], { object: 'customers', columns: ['id'] }],
    [
      '{from: schema/orders/properties/id, to: /schema/c_tbl/properties/address/properties/zip_id}',
      ['id'],
      { object: 'customers', columns: ['address.zip'] },
    ],
    [
      '{from: orders.lines.sku, to: customers.address.zip}',
      ['lines.sku'],
      { object: 'customers', columns: ['address.zip'] },
    ],
    [
      '{from: [orders.id, orders.region], to: [customers.id, customers.region]}',
      ['id', 'region'],
      { object: 'customers', columns: ['id', 'region'] },
    ],
    ['{from: orders.id, to: customers.nope}', ['id'], null],
    ['{from: orders.id, to: schema/c_tbl}', ['id'], null],
    ['{from: orders.id, to: "other.yaml#/schema/a/properties/b"}', ['id'], null],
    ['{from: [orders.id, orders.region], to: [customers.id, customers.nope]}', ['id', 'region'], null],
  ])('reads %s', (text, columns, to) => {
    expect(ofOrders(text)).toMatchObject({ type: 'foreignKey', columns, to })
  })

  it('gives a relationship to the object that it starts from, wherever it is written', () => {
    const { objects } = contract('  relationships: [{from: customers.region, to: orders.region}]')
    expect(objects.map(({ relationships }) => relationships.length)).toEqual([1, 0])
  })

  it('names what a nested property starts from by the way to it', () => {
    const { objects } = contract('')
    const sku = objects[1]!.properties[2]!.items!.properties[0]!
    expect(sku.relationships).toMatchObject([{ columns: ['lines.sku'], text: 'customers.region' }])
  })

  it.each([
    ['{to: customers.id}', 'the relationship has no "from"'],
    ['{from: orders.id}', 'the relationship has no "to"'],
    ['{from: orders.id, to: []}', '"to" must name columns'],
    ['{from: orders.idd, to: customers.id}', '"from" is "orders.idd", which the contract does not have'],
    [
      '{from: [orders.id, customers.id], to: [customers.id, customers.region]}',
      'columns of orders and customers are no key together',
    ],
    ['{from: [orders.id, orders.region], to: customers.id}', 'starts from 2 columns and points to 1'],
    ['{from: orders.id, too: customers.id}', 'unknown key "too" in a relationship'],
  ])('refuses %s', (text, message) => {
    expect(faultsOf(() => ofOrders(text)).join('\n')).toContain(message)
  })
})
