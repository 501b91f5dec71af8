import { describe, expect, it } from 'vitest'
import { parseTextProto } from '../../../src/contract/import/text-proto.ts'
import { importTfdv } from '../../../src/contract/import/tfdv.ts'

const SCHEMA = `# made by hand
feature {
  name: "age"
  type: FLOAT
  float_domain { min: 0 max: 120.5 }
  presence { min_fraction: 1.0 min_count: 1 }
  shape { dim { size: 1 } }
}
feature {
  name: "seg"
  type: BYTES
  domain: "segments"
  presence { min_fraction: 0.9 }
  drift_comparator { infinity_norm { threshold: 0.1 } }
  not_in_environment: "SERVING"
}
feature: < name: 'tags' type: BYTES value_count { min: 1 max: 5 } string_domain { value: "it\\'s" value: "\\303\\274" } >
feature { name: "flag" type: BYTES bool_domain {} lifecycle_stage: DEPRECATED }
feature { name: "n" type: INT int_domain { min: -1 } distribution_constraints { min_domain_mass: 0.99 } }
string_domain { name: "segments" value: "a" value: "b" }
dataset_constraints { min_examples_count: 10 }
`

describe('a schema of TensorFlow Data Validation', () => {
  const { contract, untranslated } = importTfdv(SCHEMA, 'schema.pbtxt', 'customers')
  const [object] = contract.objects
  const column = (name: string) => object!.properties.find((property) => property.name === name)!

  it('gives types, bounds and what must be there', () => {
    expect(column('age')).toMatchObject({
      logicalType: 'number',
      required: { file: 'schema.pbtxt', line: 6 },
      options: [
        { name: 'minimum', text: '0' },
        { name: 'maximum', text: '120.5' },
      ],
    })
    expect(column('n')).toMatchObject({
      logicalType: 'integer',
      required: null,
      options: [{ name: 'minimum', text: '-1' }],
    })
    expect(column('flag')).toMatchObject({ logicalType: 'boolean', isDeprecated: true })
  })

  it('turns shares into percentages, and lists of values into enumerations', () => {
    expect(column('seg')).toMatchObject({
      allowed: { values: ['a', 'b'], place: { line: 20 } },
      required: null,
      rules: [{ metric: 'nullValues', unit: 'percent', comparison: { operator: 'mustBeLessOrEqualTo', operand: 10 } }],
    })
  })

  it('takes a feature of several values for an array', () => {
    expect(column('tags')).toMatchObject({
      logicalType: 'array',
      options: [
        { name: 'minItems', text: '1' },
        { name: 'maxItems', text: '5' },
      ],
      items: { logicalType: 'string', allowed: { values: ["it's", 'ü'] } },
    })
  })

  it('counts rows', () => {
    expect(object!.rules).toMatchObject([
      { metric: 'rowCount', comparison: { operator: 'mustBeGreaterOrEqualTo', operand: 10 } },
    ])
  })

  it('lists what does not translate, with its line', () => {
    expect(untranslated.map(({ what, place }) => `${place.line}: ${what}`)).toEqual([
      '9: environment SERVING (seg)',
      '14: drift_comparator (seg)',
    ])
  })
})

describe('the text form of protocol buffers', () => {
  it('reads lists, adjacent strings and escapes', () => {
    const { fields } = parseTextProto('a: [1, 2] b: "x" \'y\\n\' c { d: -1.5e3 };', 'x')
    expect(
      fields.map(({ name, value }) => (typeof value === 'string' ? [name, value] : [name, value.fields[0]!.value])),
    ).toEqual([
      ['a', '1'],
      ['a', '2'],
      ['b', 'xy\n'],
      ['c', '-1.5e3'],
    ])
  })

  it.each([
    ['a {', 'x:1:3: is no text proto: "{" is never closed'],
    ['a: 1 }', 'x:1:6: is no text proto: "}" closes nothing'],
    ['a\nb: $', 'x:2:4: is no text proto: "$" is not understood here'],
    ['a: ', 'x:1:1: is no text proto: a has no value'],
    ['"a": 1', 'x:1:1: is no text proto: a field\'s name is expected, "a" stands here'],
    ['a { '.repeat(102), 'x:1:403: is no text proto: messages lie more than 100 deep in each other'],
  ])('refuses %j by its place', (text, message) => {
    expect(() => parseTextProto(text, 'x')).toThrow(message)
  })
})
