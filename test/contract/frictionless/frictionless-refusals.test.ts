import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeFrictionless } from '../../../src/contract/export/frictionless-writer.ts'
import { InputError } from '../../../src/core/faults.ts'
import { faultsOf, faultsOfField, fieldOf, read } from './frictionless-descriptors.ts'

describe('reading whatever is written', () => {
  const word = fc.constantFrom(
    ...[
      'name',
      'type',
      'format',
      'constraints',
      'required',
      'enum',
      'pattern',
      'minimum',
      'fields',
      'resources',
      'path',
    ],
    ...[
      'schema',
      'dialect',
      'missingValues',
      'foreignKeys',
      'reference',
      'primaryKey',
      'categories',
      'trueValues',
      'any',
    ],
    ...['string', 'integer', 'date', 'list', 'default', 'a', '', '%Y', 'constructor', 'toString'],
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.string()),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(word, tie('tree'), { maxKeys: 4 }),
    ),
  }))
  const field = fc.record(
    { name: word, type: word, format: tree, constraints: tree, missingValues: tree },
    { requiredKeys: [] },
  )
  const schema = fc.record({
    fields: fc.array(fc.oneof(field, tree)),
    primaryKey: tree,
    foreignKeys: tree,
    uniqueKeys: tree,
  })
  const resource = fc.record(
    { name: word, path: tree, schema: fc.oneof(schema, tree), dialect: tree },
    { requiredKeys: ['schema'] },
  )

  it('comes to a contract or to faults with places', () => {
    fc.assert(
      fc.property(fc.oneof(tree, schema, resource, fc.record({ resources: fc.array(resource) })), (value) => {
        try {
          const contract = read(value)
          expect(read(JSON.parse(writeFrictionless(contract).text)).objects).toHaveLength(contract.objects.length)
        } catch (error) {
          if (!(error instanceof InputError)) throw error
          expect(error.faults.every(({ place }) => place?.file === 'datapackage.json')).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('refusing descriptors', () => {
  it.each([
    [{ type: 'strng' }, 'the type "strng" is not known', 'did you mean string?'],
    [
      { type: 'string', format: 'mail' },
      'type string has no format "mail"',
      'it has: default, email, uri, uuid, binary',
    ],
    [
      { type: 'date', format: 'yyyy-MM-dd' },
      'the format "yyyy-MM-dd" is neither default, any nor a pattern of strptime',
      'did you mean %Y-%m-%d?',
    ],
    [{ constraints: { requierd: true } }, 'unknown constraint "requierd"', 'did you mean required?'],
    [{ constraints: { required: 'yes' } }, '"required" must be true or false', undefined],
    [
      { type: 'string', constraints: { minimum: 1 } },
      '"minimum" is no constraint of type string',
      'type string takes required, unique, enum, minLength, maxLength, pattern',
    ],
    [{ constraints: { pattern: 'a' } }, '"pattern" is no constraint of type any', 'give the field a type'],
    [{ type: 'string', constraints: { minLength: -1 } }, '"minLength" must be a whole number of at least 0', undefined],
    [{ type: 'integer', constraints: { minimum: 'one' } }, '"minimum" must be a number', undefined],
    [{ type: 'string', constraints: { enum: 'a' } }, '"enum" must be a list of values', undefined],
    [
      { type: 'number', categories: [1] },
      '"categories" are for fields of type string and integer',
      'write constraints: {enum: […]}',
    ],
    [{ required: true }, '"required" stands beside "constraints"', 'write constraints: {required: …}'],
    [{ constraint: {} }, 'unknown key "constraint"', 'did you mean constraints?'],
    [
      { missingValues: [null] },
      'an entry of "missingValues" must be text',
      'put it in quotes: missing values are told before types',
    ],
    [
      { type: 'boolean', trueValues: ['x'], falseValues: ['x'] },
      '"x" is both true and false',
      'set trueValues and falseValues apart',
    ],
    [{ type: 'number', groupChar: '.' }, '"." is both decimalChar and groupChar', 'give one of them another sign'],
  ])('refuses the field %j', (field, message, help) => {
    expect(faultsOfField(field)).toEqual(
      [message, ...(help === undefined ? [] : [`  → ${help}`])].map((line) => line.replace(/^\S+: /, '')),
    )
  })

  it('names every fault with its place', () => {
    const faults = faultsOf(
      [
        '{"resources": [',
        ' {"name": "a", "path": "../a.csv",',
        '  "schema": {"fields": [{"name": "x"}], "primaryKey": "y"}},',
        ' {"name": "a"}',
        ']}',
      ].join('\n'),
    )
    expect(faults.filter((line) => !line.startsWith('  →'))).toEqual([
      'datapackage.json:2:16: the path "../a.csv" leaves the folder of the descriptor',
      'datapackage.json:3:41: "primaryKey" names "y", which is no field',
      'datapackage.json:4:2: the resource does not say where its data is',
      'datapackage.json:4:3: the name "a" is there twice',
    ])
  })

  it.each([
    [{ fields: [{ name: 'a' }], foreignKeys: [{ fields: 'a' }] }, 'the foreign key has no "reference"'],
    [
      { fields: [{ name: 'a' }], foreignKeys: [{ fields: 'a', reference: { fields: ['b', 'c'] } }] },
      '1 fields point to 2',
    ],
    [
      { fields: [{ name: 'a' }], foreignKeys: [{ fields: 'a', reference: { fields: 'b' } }] },
      'the resource datapackage has no field "b"',
    ],
    [{ fields: [{ name: 'a' }], fieldsMatch: 'some' }, '"fieldsMatch" cannot be "some"'],
    [{ fields: [{ name: 'a' }], primaryKeys: 'a' }, 'unknown key "primaryKeys"'],
    [{ fields: [{ type: 'string' }] }, 'the field has no "name"'],
    [{ profile: 'data-package', resources: [] }, 'the package has no "resources"'],
    [{ name: 'a', data: [{ a: 1 }], schema: { fields: [{ name: 'a' }] } }, 'rows inside of a descriptor are not read'],
    [{ a: 1 }, 'is no descriptor of Frictionless'],
  ])('refuses %j', (descriptor, message) => {
    expect(faultsOf(descriptor)[0]).toContain(message)
  })

  it('passes over keys of one’s own', () => {
    const own = {
      _id: 7,
      unit: 'kg',
      rdfType: 'http://schema.org/weight',
      title: 'A',
      categoriesOrdered: true,
      level: 'x',
      'dc:type': 'y',
    }
    expect(fieldOf({ type: 'number', ...own }).description).toBe('A')
  })
})
