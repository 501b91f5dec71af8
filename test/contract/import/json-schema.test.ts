import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import {
  makeContract,
  makeLibraryRule,
  makeObject,
  makeProperty,
  NO_ARGUMENTS,
} from '../../../src/contract/contract-parts.ts'
import type { ContractProperty } from '../../../src/contract/data-contract.ts'
import { writeJsonSchema } from '../../../src/contract/export/json-schema-writer.ts'
import { importJsonSchema } from '../../../src/contract/import/json-schema.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'

const read = (schema: unknown) => importJsonSchema(parseLocatedYaml(JSON.stringify(schema, null, 2), 'rows.json'))
const column = (schema: unknown, required = false) =>
  read({ type: 'object', properties: { a: schema }, ...(required ? { required: ['a'] } : {}) })
const firstOf = (schema: unknown, required = false) => column(schema, required).contract.objects[0]!.properties[0]!

describe('a JSON Schema as a contract', () => {
  it.each<[unknown, Partial<Record<keyof ContractProperty, unknown>>]>([
    [
      { type: 'string', format: 'date-time' },
      { logicalType: 'timestamp', options: [] },
    ],
    [
      { type: 'string', format: 'uuid' },
      { logicalType: 'string', options: [{ name: 'format', text: 'uuid' }] },
    ],
    [
      { type: 'integer', format: 'int32' },
      { logicalType: 'integer', options: [{ name: 'format', text: 'i32' }] },
    ],
    [{ enum: [1, 2] }, { logicalType: 'integer', allowed: { values: ['1', '2'] } }],
    [{ const: 'x' }, { logicalType: 'string', allowed: { values: ['x'] } }],
    [{ type: 'number', minimum: 0, exclusiveMinimum: true }, { options: [{ name: 'exclusiveMinimum', text: '0' }] }],
    [{ type: 'number', exclusiveMaximum: 9.5 }, { options: [{ name: 'exclusiveMaximum', text: '9.5' }] }],
    [
      { anyOf: [{ type: 'array', items: { type: 'integer' } }, { type: 'null' }] },
      { logicalType: 'array', items: { logicalType: 'integer' } },
    ],
    [
      { allOf: [{ type: 'integer' }, { minimum: 3 }] },
      { logicalType: 'integer', options: [{ name: 'minimum', text: '3' }] },
    ],
    [
      { type: 'object', additionalProperties: { type: 'number' } },
      { logicalType: 'map', map: { value: { logicalType: 'number' } } },
    ],
  ])('reads %j', (schema, expected) => {
    expect(firstOf(schema)).toMatchObject(expected)
  })

  it.each([
    [{ type: 'string' }, true, true],
    [{ type: 'string' }, false, false],
    [{ type: ['string', 'null'] }, true, false],
    [{ type: 'string', nullable: true }, true, false],
    [{ enum: ['a', null] }, true, false],
    [{}, true, false],
  ])('takes %j, required %s, for a column that is never empty: %s', (schema, isRequired, expected) => {
    expect(firstOf(schema, isRequired).required !== null).toBe(expected)
  })

  it('follows references and joins branches, each part with its own place', () => {
    const { contract, untranslated } = read({
      $defs: { base: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } } },
      allOf: [{ $ref: '#/$defs/base' }, { properties: { name: { type: 'string', contentEncoding: 'base64' } } }],
      title: 'My rows',
    })
    expect(contract.objects[0]).toMatchObject({
      name: 'my_rows',
      properties: [{ name: 'id', required: { line: 9 } }, { name: 'name' }],
    })
    expect(untranslated).toMatchObject([{ what: 'contentEncoding (name)', place: { line: 23 } }])
  })

  it('lists what a contract cannot say', () => {
    const { untranslated } = column({ type: ['string', 'integer'], not: { const: 'x' }, format: 'iri' })
    expect(untranslated.map(({ what }) => what)).toEqual(['not (a)', 'type: string, integer (a)', 'format: iri (a)'])
  })

  it('ends where a value holds itself', () => {
    const row = { properties: { next: { $ref: '#/$defs/row' } } }
    const { contract, untranslated } = read({ $defs: { row }, properties: { a: { $ref: '#/$defs/row' } } })
    expect(contract.objects[0]!.properties[0]!.properties[0]).toMatchObject({
      name: 'next',
      logicalType: 'object',
      properties: [],
    })
    expect(untranslated).toMatchObject([{ what: 'fields of next', place: { line: 3 } }])
  })

  it.each([
    [{ type: 'string' }, 'rows.json:1:1: describes no rows'],
    [{ properties: { a: { $ref: '#/nowhere' } } }, '"#/nowhere" leads nowhere'],
    [{ properties: { a: { $ref: 'other.json' } } }, '"other.json" lies outside of the file'],
    [{ properties: { a: { anyOf: [{ $ref: '#/properties/a' }, { type: 'null' }] } } }, 'leads in a circle'],
    [{ properties: { a: { $ref: '#/properties/a' } } }, '"#/properties/a" leads in a circle'],
  ])('refuses %j', (schema, message) => {
    expect(() => read(schema)).toThrow(message)
  })
})

const place = { file: 'c.yaml', line: 1 }
const option = (name: string, text: string) => ({ name, text, place })
const CONTRACT = makeContract('c.yaml', 'ODCS v3.1.0', {
  name: 'Customers',
  objects: [
    makeObject('customers', place, {
      properties: [
        makeProperty('id', place, { logicalType: 'integer', primaryKey: place, options: [option('minimum', '1')] }),
        makeProperty('plan', place, { logicalType: 'string', allowed: { values: ['free', 'pro'], place } }),
        makeProperty('email', place, {
          logicalType: 'string',
          required: place,
          options: [option('pattern', '^\\S+@\\S+$'), option('maxLength', '30')],
        }),
        makeProperty('score', place, {
          logicalType: 'number',
          options: [option('exclusiveMaximum', '1')],
          rules: [makeLibraryRule('nullValues', place)],
        }),
        makeProperty('signup', place, { logicalType: 'date', options: [option('minimum', '2020-01-01')] }),
        makeProperty('tags', place, {
          logicalType: 'array',
          options: [option('maxItems', '2'), option('uniqueItems', 'true')],
          items: makeProperty('items', place, { logicalType: 'string', required: place }),
        }),
        makeProperty('home', place, {
          logicalType: 'object',
          properties: [makeProperty('zip', place, { logicalType: 'string', required: place })],
        }),
        makeProperty('code', place, {
          logicalType: 'string',
          rules: [
            makeLibraryRule('invalidValues', place, {
              arguments: { ...NO_ARGUMENTS, validValues: ['x', 'y'], pattern: '^x' },
            }),
          ],
        }),
      ],
      rules: [makeLibraryRule('rowCount', place)],
    }),
  ],
})

describe('a contract as a JSON Schema', () => {
  const { text, untranslated } = writeJsonSchema(CONTRACT)
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(text))
  const good = { id: 1, email: 'a@b', score: 0.5 }

  it.each<[unknown, boolean]>([
    [good, true],
    [{ ...good, id: 0 }, false],
    [{ ...good, id: null }, false],
    [{ ...good, id: 1.5 }, false],
    [{ ...good, plan: 'pro' }, true],
    [{ ...good, plan: null }, true],
    [{ ...good, plan: 'gold' }, false],
    [{ ...good, email: 'no' }, false],
    [{ ...good, email: `${'a'.repeat(30)}@b` }, false],
    [{ ...good, score: 1 }, false],
    [{ ...good, score: null }, false],
    [{ ...good, tags: ['a', 'b'] }, true],
    [{ ...good, tags: ['a', 'a'] }, false],
    [{ ...good, tags: ['a', null] }, false],
    [{ ...good, tags: ['a', 'b', 'c'] }, false],
    [{ ...good, home: {} }, false],
    [{ ...good, home: { zip: '1' } }, true],
    [{ ...good, code: 'x' }, true],
    [{ ...good, code: 'y' }, false],
    [{ ...good, extra: 1 }, true],
  ])('judges %j: %s', (row, expected) => {
    expect(validate(row)).toBe(expected)
  })

  it('lists what one row cannot show', () => {
    expect(untranslated.map(({ what }) => what)).toEqual([
      'customers: rowCount',
      'id: a key',
      'signup: minimum 2020-01-01',
    ])
  })

  it('comes back as the contract that it was', () => {
    const { contract } = importJsonSchema(parseLocatedYaml(text, 'customers.json'))
    const again = writeJsonSchema(contract)
    expect(JSON.parse(again.text)).toMatchObject({
      required: ['id', 'email', 'score'],
      properties: { plan: { enum: ['free', 'pro', null] } },
    })
    expect(Object.keys(JSON.parse(again.text).properties)).toEqual(Object.keys(JSON.parse(text).properties))
  })
})
