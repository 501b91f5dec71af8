import { describe, expect, it } from 'vitest'
import { demandsOf, fieldOf, read } from './frictionless-descriptors.ts'

describe('reading the types of a Table Schema', () => {
  it.each([
    ['any', {}, null, {}, []],
    ['string', {}, 'string', {}, []],
    ['string', { format: 'email' }, 'string', { format: 'email' }, []],
    ['string', { format: 'uuid' }, 'string', { format: 'uuid' }, []],
    ['string', { format: 'binary' }, 'string', {}, ['library:invalidValues']],
    ['integer', {}, 'integer', {}, []],
    ['number', {}, 'number', {}, []],
    ['object', {}, 'object', {}, []],
    ['array', {}, 'array', {}, []],
    ['list', {}, 'string', {}, []],
    ['list', { itemType: 'integer', delimiter: '|' }, 'string', {}, ['library:invalidValues']],
    ['date', {}, 'date', {}, []],
    ['date', { format: '%d/%m/%Y' }, 'date', { format: '%d/%m/%Y' }, []],
    ['date', { format: 'fmt:%d/%m/%Y' }, 'date', { format: '%d/%m/%Y' }, []],
    ['date', { format: 'any' }, null, {}, ['custom:format']],
    ['time', {}, 'time', { format: 'HH:mm:ss' }, []],
    ['datetime', {}, 'timestamp', {}, ['library:invalidValues']],
    ['year', {}, 'integer', {}, ['library:invalidValues']],
    ['yearmonth', {}, 'date', { format: 'yyyy-MM' }, []],
    ['duration', {}, 'string', {}, ['library:invalidValues']],
    ['geopoint', {}, 'string', {}, ['library:invalidValues']],
    ['geojson', {}, 'object', {}, ['custom:format']],
  ])('reads %s %j', (type, more, logicalType, options, rules) => {
    expect(demandsOf({ type, ...more })).toMatchObject({ logicalType, options, rules })
  })

  it('reads how numbers, booleans and dates are written', () => {
    expect(fieldOf({ type: 'number', decimalChar: ',', groupChar: '.' }).writing?.numbers).toEqual({
      decimal: ',',
      group: '.',
      isBare: true,
    })
    expect(fieldOf({ type: 'integer', groupChar: '.', bareNumber: false }).writing?.numbers).toMatchObject({
      group: '.',
      isBare: false,
    })
    expect(fieldOf({ type: 'number' }).writing?.numbers).toBeUndefined()
    expect(fieldOf({ type: 'boolean', trueValues: ['ja'] }).writing?.booleans).toEqual({
      true: ['ja'],
      false: ['false', 'False', 'FALSE', '0'],
    })
    expect(fieldOf({ type: 'date', format: '%d.%m.%y' }).writing?.formatLetters).toBe('strptime')
    expect(fieldOf({ type: 'date' }).writing?.formatLetters).toBeUndefined()
  })

  it.each([
    ['duration', ['P1Y', 'PT1H30M', '-P1Y2M3DT4H5M6.7S', 'P0D'], ['P', 'PT', '1Y', 'P1H', 'P1YT', 'P1M1Y']],
    [
      'datetime',
      ['2024-01-26T15:00:00Z', '2024-01-26 15:00:00', 'noon'],
      ['2024-01-26T15:00', '2024-01-26T15:00+05:00'],
    ],
    ['year', ['2016', '-0044', '12016'], ['16', '2016-01', 'x']],
    ['geopoint', ['1.5, 2', '-90,45.5'], ['1', '1;2', '1, 2, 3', 'a, b']],
    ['list', ['1', '1,2,-3'], ['1,', 'a', '1;2', '']],
    ['string', ['', 'YQ==', 'YWJj'], ['YQ', 'a b=']],
  ])('tells a %s from what is none', (type, good, bad) => {
    const format = type === 'string' ? { format: 'binary' } : type === 'list' ? { itemType: 'integer' } : {}
    const { pattern } = fieldOf({ type, ...format }).rules[0]!.arguments
    const expression = new RegExp(pattern!)
    expect([good.filter((text) => !expression.test(text)), bad.filter((text) => expression.test(text))]).toEqual([
      [],
      [],
    ])
  })
})

describe('reading missing values', () => {
  const missingOf = (field: Record<string, unknown>, schema = {}) => fieldOf(field, schema).writing?.missing

  it('takes the field’s list, else the schema’s, else the empty text', () => {
    expect(missingOf({})).toEqual([''])
    expect(missingOf({}, { missingValues: ['', 'NA'] })).toEqual(['', 'NA'])
    expect(missingOf({ missingValues: ['-'] }, { missingValues: ['', 'NA'] })).toEqual(['-'])
    expect(missingOf({ missingValues: [{ value: '', label: 'left out' }, { value: '-99' }] })).toEqual(['', '-99'])
  })

  it('adds the null sequence of the dialect', () => {
    const { objects } = read({
      ...{ name: 'a', path: 'a.csv', dialect: { nullSequence: '\\N' } },
      schema: { fields: [{ name: 'a', missingValues: ['', '-'] }] },
    })
    expect(objects[0]!.properties[0]!.writing?.missing).toEqual(['', '-', '\\N'])
  })

  it.each([
    ['integer', {}, ['nullValues']],
    ['string', {}, []],
    ['string', { minLength: 1 }, ['nullValues']],
    ['string', { enum: ['a'] }, ['nullValues']],
    ['string', { enum: ['a', ''] }, []],
    ['string', { pattern: 'a+' }, ['nullValues']],
    ['string', { pattern: 'a*' }, []],
    ['string', { unique: true }, ['custom']],
    ['string', { required: true }, ['missingValues']],
  ])('has an empty cell of type %s with %j be a value where it is not listed', (type, constraints, rules) => {
    const field = fieldOf({ type, constraints, missingValues: ['NA'] })
    expect(field.rules.map((rule) => rule.metric ?? rule.type)).toEqual(rules)
    expect(field.required).toBeNull()
  })

  it('has every text that stands for a missing value break `required`, beside cells that are empty', () => {
    const textsOf = (missingValues: readonly string[]) => {
      const { required, rules } = fieldOf({ type: 'string', constraints: { required: true }, missingValues })
      return [required !== null, rules.map((rule) => [rule.id, rule.arguments.missingValues])]
    }
    expect(textsOf(['', 'NA'])).toEqual([true, [['missingValues', ['', 'NA']]]])
    expect(textsOf(['NA'])).toEqual([false, [['missingValues', ['NA']]]])
    expect(textsOf([])).toEqual([false, []])
  })

  it('has it be null in a format that knows null', () => {
    const [object] = read({
      ...{ name: 'a', path: 'a.parquet' },
      schema: { fields: [{ name: 'a', type: 'integer', constraints: { required: true } }], missingValues: [] },
    }).objects
    expect(object!.properties[0]!.rules).toEqual([])
    expect(object!.properties[0]!.required).not.toBeNull()
  })
})

describe('reading constraints', () => {
  it('gives each demand the line where it stands', () => {
    const [object] = read(
      [
        'fields:',
        '- name: id',
        '  type: integer',
        '  constraints:',
        '    required: true',
        '    minimum: 1',
        '    enum: [1, 2]',
        'primaryKey: id',
      ].join('\n'),
    ).objects
    const [id] = object!.properties
    expect({
      required: id?.required?.line,
      minimum: id?.options[0]?.place.line,
      enum: id?.allowed?.place.line,
      primaryKey: id?.primaryKey?.line,
    }).toEqual({ required: 5, minimum: 6, enum: 7, primaryKey: 8 })
  })

  it.each([
    ['a|b', '^(?:a|b)$'],
    ['[A-Z]+', '^[A-Z]+$'],
    ['a\\$', '^a\\$$'],
    ['^[A-Z]+$', '^[A-Z]+$'],
    ['^a|b$', '^(?:^a|b$)$'],
  ])('takes the pattern %s for the whole text', (pattern, text) => {
    expect(demandsOf({ type: 'string', constraints: { pattern } }).options).toEqual({ pattern: text })
  })

  it.each(['\\i\\c*', '[a-z-[aeiou]]+', '\\p{IsGreek}+'])(
    'has no executor for %s, which XML Schema alone knows',
    (pattern) => {
      expect(demandsOf({ type: 'string', constraints: { pattern } })).toMatchObject({
        options: {},
        rules: ['custom:pattern'],
      })
    },
  )

  it('reads bounds in quotes as the field’s numbers are written', () => {
    const field = {
      type: 'number',
      decimalChar: ',',
      groupChar: '.',
      constraints: { minimum: '1.000,5', maximum: 2000.5 },
    }
    expect(demandsOf(field).options).toEqual({ minimum: '1000.5', maximum: '2000.5' })
  })

  it('counts items and fields where the value has them', () => {
    expect(demandsOf({ type: 'array', constraints: { minLength: 1 } }).options).toEqual({ minItems: '1' })
    expect(demandsOf({ type: 'object', constraints: { maxLength: 2 } }).options).toEqual({ maxProperties: '2' })
    expect(demandsOf({ type: 'list', constraints: { maxLength: 2 } })).toMatchObject({
      options: {},
      rules: ['custom:maxLength'],
    })
  })

  it('takes categories for the only values, and an enum for the narrower list', () => {
    expect(fieldOf({ type: 'string', categories: ['a', 'b'] }).allowed?.values).toEqual(['a', 'b'])
    expect(fieldOf({ type: 'integer', categories: [{ value: 0, label: 'no' }, { value: 1 }] }).allowed?.values).toEqual(
      ['0', '1'],
    )
    const both = { type: 'string', categories: ['a', 'b'], constraints: { enum: ['b'] } }
    expect(fieldOf(both).allowed?.values).toEqual(['b'])
    expect(fieldOf({ type: 'boolean', trueValues: ['y'], constraints: { enum: [true] } }).allowed?.values).toEqual([
      'y',
    ])
  })

  it('keeps what has no executor by name', () => {
    const { rules } = fieldOf({ type: 'object', constraints: { jsonSchema: { required: ['b'] }, weight: 3 } })
    expect(rules.map(({ engine, id, implementation }) => [engine, id, implementation])).toEqual([
      ['frictionless', 'weight', { constraints: { weight: 3 } }],
      ['frictionless', 'jsonSchema', { constraints: { jsonSchema: { required: ['b'] } } }],
    ])
  })
})
