import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  makeContract,
  makeLibraryRule,
  makeObject,
  makeProperty,
  NO_ARGUMENTS,
} from '../../../src/contract/contract-parts.ts'
import type { ContractProperty, DataContract, QualityRule, Relationship } from '../../../src/contract/data-contract.ts'
import { findUnwritten, writeOdcs } from '../../../src/contract/export/odcs-writer.ts'
import { readOdcs } from '../../../src/contract/odcs/odcs.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'

const PLACE = { file: 'made' }
const read = (text: string) => readOdcs(parseLocatedYaml(text, 'made'))
const option = (name: string, text: string) => ({ name, text, place: PLACE })

/** What a contract demands, wherever it stands and however it is said. */
function demandsOf(contract: DataContract) {
  return {
    name: contract.name,
    description: contract.description,
    levels: contract.serviceLevels.map(({ place: _, ...level }) => level),
    servers: contract.servers.map(({ place: _, ...server }) => server),
    objects: contract.objects.map((object) => ({
      name: object.name,
      physicalName: object.physicalName,
      description: object.description,
      rules: object.rules.map(ruleOf),
      relationships: object.relationships.map(relationshipOf),
      properties: object.properties.map(propertyOf),
    })),
  }
}

function propertyOf(property: ContractProperty): unknown {
  const allowed = property.allowed && makeAllowedRule(property.allowed.values)
  return {
    name: property.name,
    physicalName: property.physicalName,
    description: property.description,
    type: property.logicalType,
    physicalType: property.physicalType?.text ?? null,
    options: property.options.map(({ name, text }) => [name, text]),
    flags: [property.required, property.unique, property.primaryKey].map((place) => place !== null),
    position: property.primaryKeyPosition,
    classification: property.classification,
    examples: property.examples,
    isDeprecated: property.isDeprecated,
    rules: [...(allowed ? [allowed] : []), ...property.rules].map(ruleOf),
    relationships: property.relationships.map(relationshipOf),
    properties: property.properties.map(propertyOf),
    items: property.items && { ...(propertyOf(property.items) as object), name: '' },
    map:
      property.map &&
      [property.map.key, property.map.value].map((one) => one && { ...(propertyOf(one) as object), name: '' }),
  }
}

const makeAllowedRule = (values: readonly (string | null)[]) =>
  makeLibraryRule('invalidValues', PLACE, { arguments: { ...NO_ARGUMENTS, validValues: values } })

function ruleOf({ place: _, ...rule }: QualityRule) {
  return rule
}

function relationshipOf({ type, columns, to }: Relationship) {
  return { type, columns, to }
}

/** Text that YAML could take for something else, and plain words. */
const text = fc.oneof(
  fc.constantFrom('yes', 'No', 'null', '~', '1e3', '007', '0x1F', '1_000', '12:30', '2024-01-31', '=', '<<', '- a'),
  fc.constantFrom(
    "it's",
    'say "hi"',
    'a: b',
    '#no comment',
    '{x}',
    '[y]',
    '*z',
    '&w',
    '!t',
    '%p',
    '@q',
    '`r`',
    '😀 emoji',
  ),
  fc.constantFrom(
    'two\nlines',
    'tab\there',
    'ends with blank ',
    '\nstarts',
    'C:\\path',
    '^C-\\d{6}$',
    'a\r\nb',
    '\u00a0',
  ),
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
)
/** As readers of names take them: not blank. */
const name = text.filter((one) => one.trim() === one)
const place = fc.constantFrom(PLACE, null)
const rule = fc.oneof(
  fc
    .record({ values: fc.array(fc.oneof(text, fc.constant(null)), { minLength: 1, maxLength: 4 }) })
    .map(({ values }) => makeAllowedRule(values)),
  fc.record({ low: fc.integer({ min: -9, max: 9 }), span: fc.integer({ min: 1, max: 99 }) }).map(({ low, span }) =>
    makeLibraryRule('nullValues', PLACE, {
      comparison: { operator: 'mustBeBetween', range: [low, low + span] },
      unit: 'percent',
      severity: 'warning',
      dimension: 'completeness',
    }),
  ),
  fc.record({ query: text, operand: fc.oneof(fc.integer(), text) }).map(({ query, operand }) =>
    makeLibraryRule('nullValues', PLACE, {
      type: 'sql',
      metric: null,
      query,
      comparison: { operator: 'mustBe', operand },
    }),
  ),
  text.map((description) =>
    makeLibraryRule('nullValues', PLACE, { type: 'text', metric: null, comparison: null, description }),
  ),
  text.map((implementation) =>
    makeLibraryRule('nullValues', PLACE, {
      type: 'custom',
      metric: null,
      comparison: null,
      engine: 'soda',
      implementation,
    }),
  ),
)
const property = fc
  .record({
    name,
    physicalName: fc.option(name),
    description: fc.option(text),
    classification: fc.constantFrom(null, 'public', 'restricted'),
    required: place,
    unique: place,
    rules: fc.array(rule, { maxLength: 2 }),
    examples: fc.array(text, { maxLength: 3 }),
    kind: fc.constantFrom('string', 'integer', 'date', 'boolean', 'object', 'array'),
    pattern: text,
    values: fc.option(fc.array(text, { minLength: 1, maxLength: 3 })),
  })
  .map(({ kind, pattern, values, ...parts }) => {
    const inner = [makeProperty('inner', PLACE, { logicalType: 'number', options: [option('minimum', '0.5')] })]
    const given = { ...parts, physicalName: parts.physicalName === parts.name ? null : parts.physicalName }
    switch (kind) {
      case 'integer':
        return makeProperty(parts.name, PLACE, {
          ...given,
          logicalType: 'integer',
          options: [option('minimum', '-3'), option('maximum', '12345678901234567890')],
          allowed: { values: ['1', '02', '3'], place: PLACE },
        })
      case 'date':
        return makeProperty(parts.name, PLACE, {
          ...given,
          logicalType: 'date',
          options: [option('format', 'dd.MM.yyyy')],
        })
      case 'boolean':
        return makeProperty(parts.name, PLACE, { ...given, logicalType: 'boolean', examples: ['true', 'no'] })
      case 'object':
        return makeProperty(parts.name, PLACE, {
          ...given,
          logicalType: 'object',
          examples: [],
          rules: [],
          properties: inner,
        })
      case 'array':
        return makeProperty(parts.name, PLACE, {
          ...given,
          logicalType: 'array',
          examples: [],
          rules: [],
          options: [option('minItems', '1'), option('uniqueItems', 'true')],
          items: makeProperty('items', PLACE, { logicalType: 'string', options: [option('maxLength', '9')] }),
        })
      default:
        return makeProperty(parts.name, PLACE, {
          ...given,
          logicalType: 'string',
          options: [option('pattern', pattern)],
          allowed: values && { values, place: PLACE },
        })
    }
  })
const contract = fc
  .record({
    name: fc.option(text),
    description: fc.option(text),
    object: name,
    properties: fc.uniqueArray(property, { selector: (one) => one.name, minLength: 1, maxLength: 4 }),
  })
  .map(({ object, properties, ...parts }) =>
    makeContract('made', 'ODCS v3.1.0', { ...parts, objects: [makeObject(object, PLACE, { properties })] }),
  )

describe('writing the Open Data Contract Standard', () => {
  it('keeps every demand, whatever the names and values', () => {
    fc.assert(
      fc.property(contract, (made) => {
        expect(demandsOf(read(writeOdcs(made)))).toEqual(demandsOf(made))
      }),
      { numRuns: 150 },
    )
  })

  it('reads as a person would have written it', () => {
    const made = makeContract('made', 'ODCS v3.1.0', {
      name: 'Customers 2026',
      description: 'Who pays us',
      objects: [
        makeObject('customers', PLACE, {
          properties: [
            makeProperty('customer_id', PLACE, {
              logicalType: 'string',
              options: [option('pattern', '^C-\\d{6}$')],
              primaryKey: PLACE,
              required: PLACE,
            }),
            makeProperty('active', PLACE, { logicalType: 'string', allowed: { values: ['yes', 'no'], place: PLACE } }),
            makeProperty('amount', PLACE, {
              logicalType: 'number',
              options: [option('minimum', '0'), option('maximum', '1e3')],
            }),
          ],
          rules: [
            makeLibraryRule('rowCount', PLACE, { comparison: { operator: 'mustBeGreaterOrEqualTo', operand: 1500 } }),
          ],
        }),
      ],
    })
    expect(writeOdcs(made)).toBe(`apiVersion: v3.1.0
kind: DataContract
id: customers-2026
name: Customers 2026
version: 0.1.0
status: draft
description:
  purpose: Who pays us
schema:
  - name: customers
    properties:
      - name: customer_id
        logicalType: string
        logicalTypeOptions:
          pattern: ^C-\\d{6}$
        primaryKey: true
        required: true
      - name: active
        logicalType: string
        quality:
          - metric: invalidValues
            arguments:
              validValues: ['yes', 'no']
            mustBe: 0
      - name: amount
        logicalType: number
        logicalTypeOptions:
          minimum: 0
          maximum: 1000
    quality:
      - metric: rowCount
        mustBeGreaterOrEqualTo: 1500
`)
  })

  it('takes the words of v3.2 where v3.1 has none', () => {
    const key = makeProperty('key', PLACE, { logicalType: 'string' })
    const value = makeProperty('value', PLACE, { logicalType: 'number' })
    const made = makeContract('made', 'x', {
      objects: [
        makeObject('t', PLACE, {
          properties: [
            makeProperty('m', PLACE, { logicalType: 'map', map: { key, value } }),
            makeProperty('old', PLACE, {
              logicalType: 'string',
              isDeprecated: true,
              allowed: { values: ['a', 'b'], place: PLACE },
            }),
          ],
        }),
      ],
    })
    const text = writeOdcs(made)
    expect(text).toContain('apiVersion: v3.2.0')
    expect(text).toContain('deprecated: true')
    expect(text).toContain('enum:\n          - value: a\n')
    expect(demandsOf(read(text))).toEqual(demandsOf(made))
  })

  it('writes foreign keys of one column under it and of several under the table', () => {
    const to = (...columns: string[]) => ({ object: 'other', columns })
    const relationship = (columns: string[]): Relationship => ({
      type: 'foreignKey',
      columns,
      to: to(...columns),
      text: columns.map((column) => `other.${column}`).join(', '),
      place: PLACE,
    })
    const properties = (own: readonly Relationship[]) =>
      ['a', 'b'].map((name, index) =>
        makeProperty(name, PLACE, { logicalType: 'string', relationships: index === 0 ? own : [] }),
      )
    const made = makeContract('made', 'x', {
      objects: [
        makeObject('t', PLACE, {
          properties: properties([relationship(['a'])]),
          relationships: [relationship(['a', 'b'])],
        }),
        makeObject('other', PLACE, { properties: properties([]) }),
      ],
    })
    const text = writeOdcs(made)
    expect(text).toContain('          - to: other.a\n')
    expect(text).toContain('      - from: [t.a, t.b]\n        to: [other.a, other.b]\n')
    expect(demandsOf(read(text))).toEqual(demandsOf(made))
  })

  it('writes service levels and servers', () => {
    const made = makeContract('made', 'x', {
      objects: [makeObject('t', PLACE, { properties: [makeProperty('at', PLACE, { logicalType: 'timestamp' })] })],
      servers: [
        { name: 'lake', type: 's3', description: null, settings: { location: 's3://lake/t/*.parquet' }, place: PLACE },
      ],
      serviceLevels: [
        {
          id: null,
          property: 'freshness',
          value: '24',
          valueExt: null,
          unit: 'h',
          element: 't.at',
          description: null,
          place: PLACE,
        },
      ],
    })
    const text = writeOdcs(made)
    expect(text).toContain(
      "  - server: lake\n    type: s3\n    location: 's3://lake/t/*.parquet'\n".replaceAll("'", ''),
    )
    expect(text).toContain('  - property: freshness\n    value: 24\n    unit: h\n    element: t.at\n')
    expect(demandsOf(read(text))).toEqual(demandsOf(made))
  })

  it('turns strptime formats into the letters of the standard, and tells missing marks by a rule', () => {
    const made = makeContract('made', 'Frictionless', {
      objects: [
        makeObject('t', PLACE, {
          properties: [
            makeProperty('day', PLACE, {
              logicalType: 'date',
              options: [option('format', '%d.%m.%Y')],
              writing: { missing: ['NA', '-'], formatLetters: 'strptime' },
            }),
          ],
        }),
      ],
    })
    const [day] = read(writeOdcs(made)).objects[0]!.properties
    expect(day!.options.map(({ text }) => text)).toEqual(['dd.MM.yyyy'])
    expect(day!.rules).toMatchObject([
      {
        metric: 'missingValues',
        arguments: { missingValues: ['NA', '-'] },
        comparison: { operand: 100 },
        unit: 'percent',
      },
    ])
  })

  it('names what the standard has no words for', () => {
    const writing = { missing: [], booleans: { true: ['ja'], false: ['nein'] } }
    const made = makeContract('made', 'Frictionless', {
      objects: [
        makeObject('t', PLACE, { properties: [makeProperty('p', PLACE, { logicalType: 'boolean', writing })] }),
      ],
    })
    expect(findUnwritten(made).map(({ what }) => what)).toEqual(['how p writes true and false'])
  })
})
