import { describe, expect, it } from 'vitest'
import { makePublicTest } from '../../../src/contract/checks/placed-property.ts'
import {
  checksOf,
  checksOfProperty,
  columnsMeasured,
  finish,
  idsOf,
  measured,
  notMeasured,
  pick,
  probeOf,
  readSchema,
  rowsMeasured,
} from './contract-checks.ts'

const NESTED = `{name: customer, physicalName: cust, logicalType: object, required: true, logicalTypeOptions: {minProperties: 1, maxProperties: 9, required: [street, "zip, code"]}, properties: [
  {name: address, logicalType: object, properties: [{name: street, physicalName: str, logicalType: string, required: true, unique: true}]},
  {name: tags, logicalType: array, logicalTypeOptions: {minItems: 1, maxItems: 3, uniqueItems: true}, items: {logicalType: string, logicalTypeOptions: {maxLength: 5}, quality: [{metric: nullValues, mustBe: 0}, {metric: duplicateValues, mustBe: 0}]}},
  {name: orders, items: {properties: [{name: price, logicalType: number, required: true, unique: true}]}}]}`

describe('nested values', () => {
  const checks = checksOfProperty(NESTED)

  it('have checks of their own, named by the way to them', () => {
    expect(idsOf(checks)).toEqual([
      't/readable',
      't/columns',
      't/customer/present',
      't/customer/type',
      't/customer/required',
      't/customer/minProperties',
      't/customer/maxProperties',
      't/customer/required-2',
      't/customer.address/type',
      't/customer.address.street/type',
      't/customer.address.street/required',
      't/customer.address.street/unique',
      't/customer.tags/type',
      't/customer.tags/minItems',
      't/customer.tags/maxItems',
      't/customer.tags/uniqueItems',
      't/customer.tags[]/type',
      't/customer.tags[]/maxLength',
      't/customer.tags[]/nullValues',
      't/customer.tags[]/duplicateValues',
      't/customer.orders/type',
      't/customer.orders[]/type',
      't/customer.orders[].price/type',
      't/customer.orders[].price/required',
      't/customer.orders[].price/unique',
    ])
  })

  it('are reached by their column and the steps from there', () => {
    expect(probeOf(pick(checks, 't/customer.address.street/required'), 'rows').column).toMatchObject({
      names: ['cust', 'customer'],
      path: [
        { kind: 'field', names: ['address'] },
        { kind: 'field', names: ['str', 'street'] },
      ],
      type: 'text',
    })
    expect(probeOf(pick(checks, 't/customer.orders[].price/type'), 'rows').column).toMatchObject({
      path: [{ kind: 'field', names: ['orders'] }, { kind: 'items' }, { kind: 'field', names: ['price'] }],
      type: 'number',
    })
    expect(probeOf(pick(checks, 't/customer/type'), 'rows').column).not.toHaveProperty('path')
  })

  it.each<[string, object, string]>([
    ['t/customer/minProperties', { kind: 'size', operator: '>=', size: 1 }, 'customer has at least 1 field'],
    ['t/customer/maxProperties', { kind: 'size', operator: '<=', size: 9 }, 'customer has at most 9 fields'],
    [
      't/customer/required-2',
      { kind: 'fields', names: ['street', 'zip, code'] },
      'customer has the fields street, zip, code',
    ],
    ['t/customer.tags/minItems', { kind: 'size', operator: '>=', size: 1 }, 'customer.tags has at least 1 item'],
    ['t/customer.tags/maxItems', { kind: 'size', operator: '<=', size: 3 }, 'customer.tags has at most 3 items'],
    ['t/customer.tags/uniqueItems', { kind: 'uniqueItems' }, 'customer.tags holds no item twice'],
    [
      't/customer.tags[]/maxLength',
      { kind: 'length', operator: '<=', length: 5 },
      'customer.tags[] has at most 5 characters',
    ],
    ['t/customer.tags[]/nullValues', { kind: 'notNull' }, 'customer.tags[] has 0 null values'],
  ])('%s asks for %j', (id, test, title) => {
    expect(probeOf(pick(checks, id), 'rows').test).toEqual(test)
    expect(pick(checks, id).title).toBe(title)
  })

  it.each(['t/customer.tags[]/duplicateValues', 't/customer.orders[].price/unique'])(
    '%s: several values in a row are no value of the row, so that it is inconclusive',
    (id) => expect(finish(pick(checks, id))).toMatchObject({ verdict: 'inconclusive', blocks: true }),
  )

  it('of a map are its keys and its values', () => {
    const map =
      '{name: m, logicalType: map, map: {key: {logicalType: string}, value: {logicalType: integer, required: true}}}'
    const ofMap = checksOfProperty(map, { version: 'v3.2.0' })
    expect(idsOf(ofMap).slice(3)).toEqual(['t/m/type', 't/m[key]/type', 't/m[value]/type', 't/m[value]/required'])
    expect(probeOf(pick(ofMap, 't/m/type'), 'rows').column.type).toBe('map')
    expect(probeOf(pick(ofMap, 't/m[value]/required'), 'rows').column).toMatchObject({
      path: [{ kind: 'values' }],
      type: 'integer',
    })
  })

  it('of a vector are as many numbers as it says, and fit into their type', () => {
    const vector =
      '{name: v, logicalType: vector, logicalTypeOptions: {dimensions: 3, elementType: int8, embeddingModel: m, normalized: true}}'
    const ofVector = checksOfProperty(vector, { version: 'v3.2.0' })
    const dimensions = pick(ofVector, 't/v/dimensions')
    expect(dimensions.probes).toMatchObject([
      { test: { kind: 'size', operator: '>=', size: 3 } },
      { test: { kind: 'size', operator: '<=', size: 3 } },
    ])
    expect(finish(dimensions, rowsMeasured(2), rowsMeasured(1))).toMatchObject({ verdict: 'fail', observed: 3 })
    expect(probeOf(pick(ofVector, 't/v/elementType'), 'rows')).toMatchObject({
      column: { path: [{ kind: 'items' }], type: 'number' },
      test: { kind: 'range', low: '-128', high: '127' },
    })
    expect(finish(pick(ofVector, 't/v/embeddingModel')).verdict).toBe('skip')
    expect(finish(pick(ofVector, 't/v/normalized')).verdict).toBe('inconclusive')
  })
})

describe('rules of a whole table', () => {
  const rule = (fields: string) =>
    checksOf(`- {name: t, quality: [{${fields}}], properties: [{name: a, logicalType: integer}, {name: b}]}`).at(-1)!

  it('about columns by name count the values of all', () => {
    const check = rule('metric: nullValues, mustBeLessThan: 5, arguments: {properties: [a, b]}')
    expect(check.probes).toMatchObject([{ column: { names: ['a'], type: 'integer' } }, { column: { names: ['b'] } }])
    expect(finish(check, rowsMeasured(3), rowsMeasured(1))).toMatchObject({ verdict: 'pass', observed: 4 })
    const percent = rule('metric: nullValues, mustBeLessThan: 2, unit: percent, arguments: {properties: [a, b]}')
    expect(finish(percent, rowsMeasured(3), rowsMeasured(1))).toMatchObject({ verdict: 'fail', observed: 2 })
  })

  it('read columns that the contract does not describe as text', () => {
    const check = rule('metric: duplicateValues, mustBe: 0, arguments: {properties: [a, c]}')
    expect(probeOf(check, 'duplicates').columns).toMatchObject([
      { names: ['a'], type: 'integer' },
      { names: ['c'], type: 'text' },
    ])
  })
})

describe('enumerations', () => {
  it('list the only values that may stand there', () => {
    const checks = checksOfProperty('{name: a, logicalType: string, enum: [{value: x}, {value: y}]}', {
      version: 'v3.2.0',
    })
    const check = pick(checks, 't/a/enum')
    expect(probeOf(check, 'rows').test).toEqual({ kind: 'allowed', values: ['x', 'y'], pattern: null })
    expect(finish(check, rowsMeasured(1))).toMatchObject({ verdict: 'fail', title: 'a is one of x, y' })
  })
})

describe('deprecated columns and measures', () => {
  const given = { version: 'v3.2.0' }
  const deprecated = checksOfProperty('{name: a, logicalType: integer, deprecated: true, required: true}', given)

  it('a deprecated column that is gone is a warning, and the rest of it is skipped', () => {
    const gone = columnsMeasured(['b'])
    expect(finish(pick(deprecated, 't/a/present'), gone)).toMatchObject({
      verdict: 'fail',
      severity: 'warning',
      blocks: false,
    })
    const required = finish(pick(deprecated, 't/a/required'), notMeasured('the data has no column "a"'), gone)
    expect(required).toMatchObject({ verdict: 'skip', help: 'the column is deprecated and no longer there' })
  })

  it('a deprecated column that is there is held to the contract', () => {
    const there = columnsMeasured(['a'])
    expect(finish(pick(deprecated, 't/a/required'), rowsMeasured(1), there)).toMatchObject({
      verdict: 'fail',
      blocks: true,
    })
    expect(finish(pick(deprecated, 't/a/required'), notMeasured('why'), there).verdict).toBe('inconclusive')
  })

  it('a measure is no column of the data', () => {
    const checks = checksOfProperty('{name: a, semanticType: measure, logicalType: number, required: true}', given)
    const results = checks.slice(2).map((check) => finish(check))
    expect(results.map(({ verdict }) => verdict)).toEqual(['skip', 'skip', 'skip'])
    expect(checks.slice(2).every(({ probes }) => probes.length === 0)).toBe(true)
    expect(finish(pick(checks, 't/columns'), measured([{ name: 'b', type: 'VARCHAR' }])).observed).toBe('b')
  })
})

describe('what may be shown', () => {
  it('is public by its own classification, else by that of what it is inside of', () => {
    const [object] = readSchema(
      `- {name: t, properties: [{name: id, classification: Public}, {name: secret}, {name: c, physicalName: C, classification: public, properties: [{name: street}, {name: mail, classification: confidential}, {name: tags, items: {logicalType: string}}]}]}`,
    ).objects
    const isPublic = makePublicTest(object!)
    expect(
      ['id', 'secret', 'c', 'C', 'C.street', 'C.mail', 'c.tags[]', 'other'].map((name) => [name, isPublic(name)]),
    ).toEqual([
      ['id', true],
      ['secret', false],
      ['c', true],
      ['C', true],
      ['C.street', true],
      ['C.mail', false],
      ['c.tags[]', true],
      ['other', false],
    ])
  })
})
