import { describe, expect, it } from 'vitest'
import { chooseObject } from '../../src/contract/object-choice.ts'
import { readOdcs } from '../../src/contract/odcs/odcs.ts'
import { parseLocatedYaml } from '../../src/yaml/located-document.ts'

const contractOf = (...objects: string[]) =>
  readOdcs(parseLocatedYaml(`apiVersion: v3.1.0\nkind: DataContract\nschema: [${objects.join(', ')}]`, 'c.yaml'))

const two = contractOf('{name: orders, physicalName: orders_v2}', '{name: people}')

describe('the object that data is held against', () => {
  it.each<[string | null, string, string]>([
    [null, 'data/people.csv.gz', 'people'],
    [null, 'data/orders_v2.2026.parquet', 'orders'],
    [null, 'C:\\data\\people.csv', 'people'],
    ['people', 'orders.csv', 'people'],
    ['orders_v2', 'x.csv', 'orders'],
  ])('named %s, data %s: %s', (name, location, object) => {
    expect(chooseObject(two, name, location).name).toBe(object)
  })

  it('is the only one there is, whatever the file is called', () => {
    expect(chooseObject(contractOf('{name: orders}'), null, 'x.csv').name).toBe('orders')
  })

  it.each<[string | null, string]>([
    [null, 'none is called as the data file (x)'],
    ['peopel', 'did you mean people?'],
  ])('named %s is refused: %s', (name, message) => {
    expect(() => chooseObject(two, name, 'x.csv')).toThrow(message)
  })
})
