import { describe, expect, it } from 'vitest'
import { checksOf, finish, idsOf, pick, probeOf, rowsMeasured, sourceOf } from './contract-checks.ts'

const ORDERS = `
- name: orders
  properties:
  - {name: id, logicalType: integer, primaryKey: true}
  - {name: customer, physicalName: cust_id, logicalType: integer, relationships: [{to: customers.id}]}
  - {name: parent, logicalType: integer, relationships: [{to: orders.id}]}
  - {name: country, logicalType: string}
  - {name: city, logicalType: string}
  relationships:
  - {from: [orders.country, orders.city], to: [places.country, places.city]}
- {name: customers, properties: [{name: id, physicalName: ID, logicalType: integer}]}
- {name: places, properties: [{name: country, logicalType: string}, {name: city, logicalType: string}]}`

const all = checksOf(ORDERS, { dataOf: sourceOf })

describe('relationships', () => {
  it('look for rows whose key no row of the other table has', () => {
    expect(probeOf(pick(all, 'orders/customer/relationship-1'), 'orphans')).toMatchObject({
      columns: [{ names: ['cust_id', 'customer'], type: 'integer' }],
      other: { source: { uri: 'customers.csv' }, columns: [{ names: ['ID', 'id'], type: 'integer' }] },
      keys: [{ names: ['id'] }],
    })
  })

  it('may point to their own table, and be of several columns', () => {
    expect(probeOf(pick(all, 'orders/parent/relationship-1'), 'orphans').other).toMatchObject({
      source: { uri: 'orders.csv' },
      columns: [{ names: ['id'] }],
    })
    const compound = probeOf(pick(all, 'orders/relationship-1'), 'orphans')
    expect(compound.columns.map(({ names }) => names[0])).toEqual(['country', 'city'])
    expect(compound.other).toMatchObject({ source: { uri: 'places.csv' }, columns: [{}, {}] })
  })

  it('fail by the rows that point to nothing', () => {
    const check = pick(all, 'orders/customer/relationship-1')
    expect(finish(check, rowsMeasured(0))).toMatchObject({ verdict: 'pass', title: 'customer stands in customers.id' })
    expect(finish(check, rowsMeasured(2, 100, [{ row: 3, values: { cust_id: '9', id: '1' } }]))).toMatchObject({
      verdict: 'fail',
      observed: 2,
      statistics: { rows: 100, failing: 2, percent: 2 },
      samples: [{ row: 3, values: { cust_id: '•••', id: '•••' } }],
      help: '2 rows point to nothing in customers.id: add what is missing there, or mend customer',
    })
    expect(finish(check, rowsMeasured(0, 0)).verdict).toBe('inconclusive')
  })

  it('are inconclusive by name where the other data is not at hand', () => {
    const checks = checksOf(ORDERS, { dataOf: (name) => (name === 'orders' ? sourceOf(name) : null) })
    const results = idsOf(checks)
      .filter((id) => id.includes('relationship'))
      .map((id) => finish(pick(checks, id), rowsMeasured(0)))
    expect(results.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'pass', 'inconclusive'])
    expect(results[0]!.help).toContain('the data of customers is not at hand')
  })

  it.each([
    ['{to: elsewhere.id}', 'elsewhere.id is not in this contract'],
    ['{to: u.id, type: similar}', 'a relationship of type similar has no executor'],
  ])('%s has no executor', (relationship, help) => {
    const checks = checksOf(
      `- {name: t, properties: [{name: a, relationships: [${relationship}]}]}\n- {name: u, properties: [{name: id}]}`,
      { dataOf: sourceOf },
    )
    expect(finish(checks.at(-1)!)).toMatchObject({ verdict: 'inconclusive', help: expect.stringContaining(help) })
  })

  it('of values inside of an array have no executor', () => {
    const checks = checksOf(
      '- {name: t, properties: [{name: tags, logicalType: array, items: {logicalType: string, relationships: [{to: u.id}]}}]}\n- {name: u, properties: [{name: id}]}',
      { dataOf: sourceOf },
    )
    expect(finish(checks.at(-1)!).verdict).toBe('inconclusive')
  })
})
