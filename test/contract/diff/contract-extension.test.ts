import { describe, expect, it } from 'vitest'
import { parseContract } from '../../../src/contract/contract-file.ts'
import { isExtension } from '../../../src/contract/diff/contract-extension.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'

const CONTRACT = `apiVersion: v3.1.0
kind: DataContract
id: shop
version: 1.0.0
servers:
  - {server: here, type: local, path: orders.csv, format: csv, delimiter: ","}
schema:
  - name: orders
    properties:
      - {name: id, logicalType: integer, primaryKey: true, required: true}
      - name: amount
        logicalType: number
        classification: restricted
        logicalTypeOptions: {minimum: 0}
        quality:
          - {id: few, type: library, metric: nullValues, mustBeLessThan: 5}
          - {id: odd, type: sql, query: "SELECT count(*) FROM orders WHERE amount = 7", mustBe: 0}
          - {id: own, type: custom, engine: soda, implementation: {version: 1, check: "row_count > 0"}}
      - name: address
        logicalType: object
        properties:
          - {name: street, logicalType: string}
slaProperties:
  - {property: latency, value: 4, unit: d, element: orders.amount}
`
const read = (text: string) => parseContract(parseLocatedYaml(text, 'orders.yaml'))
const judge = async (before: string, after: string) => {
  expect(CONTRACT).toContain(before)
  return isExtension(await read(CONTRACT), await read(CONTRACT.replace(before, after)))
}

describe("a contract takes the old one's place unseen", () => {
  it.each([
    ['as it was', 'schema:', 'schema:'],
    [
      'with a further column',
      '      - name: address',
      '      - {name: note, logicalType: string}\n      - name: address',
    ],
    [
      'with a further field of a column',
      '          - {name: street',
      '          - {name: town, logicalType: string}\n          - {name: street',
    ],
    [
      'with a further column and its rules',
      '      - name: address',
      '      - {name: note, quality: [{type: library, metric: nullValues, mustBe: 0}]}\n      - name: address',
    ],
    ['with other words', 'name: amount', 'name: amount\n        description: In euros'],
    ['of another version', 'version: 1.0.0', 'version: 1.1.0'],
  ])('%s', async (_, before, after) => {
    expect(await judge(before, after)).toBe(true)
  })
})

describe('a contract has to be merged first', () => {
  it.each([
    ['without a rule', '          - {id: few, type: library, metric: nullValues, mustBeLessThan: 5}\n', ''],
    ['whose rule is looser', 'mustBeLessThan: 5', 'mustBeLessThan: 50'],
    ['whose rule is stricter', 'mustBeLessThan: 5', 'mustBeLessThan: 1'],
    ['whose rule only warns', 'mustBeLessThan: 5', 'mustBeLessThan: 5, severity: warning'],
    ['whose rule asks another query', 'amount = 7', 'amount = 8'],
    ['whose rule tells its engine otherwise', 'version: 1, check', 'version: 2, check'],
    ['with another range', 'minimum: 0', 'minimum: -1'],
    ['with another type', 'logicalType: number', 'logicalType: integer'],
    ['without a column', '      - {name: id, logicalType: integer, primaryKey: true, required: true}\n', ''],
    ['without a key', 'primaryKey: true, ', ''],
    ['where a cell may be empty', ', required: true', ''],
    ['that makes a column public', 'restricted', 'public'],
    [
      'with a further column that is required',
      '      - name: address',
      '      - {name: note, required: true}\n      - name: address',
    ],
    [
      'with a second reading of a column',
      '      - name: address',
      '      - {name: sum, physicalName: amount, logicalType: string}\n      - name: address',
    ],
    ['with a further object', 'slaProperties:', '  - {name: others, properties: [{name: a}]}\nslaProperties:'],
    ['with another service level', 'value: 4', 'value: 40'],
    ['with another dialect', 'delimiter: ","', 'delimiter: ";"'],
    ['with other names', 'name: orders', 'name: sales'],
  ])('%s', async (_, before, after) => {
    expect(await judge(before, after)).toBe(false)
  })
})
