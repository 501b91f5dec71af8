import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importSoda } from '../../../src/contract/soda/soda.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'

const importText = (text: string) => importSoda(parseLocatedYaml(text, 'checks.yml'))

describe('a SodaCL file', () => {
  it('becomes a table for each of its own, with what its columns are configured to', () => {
    const { contract, untranslated } = importText(`filter orders [daily]:
  where: day = 1
checks for orders:
  - missing_count(id) = 0
  - invalid_count(kind) = 0
  - avg(total) between 1 and 5
  - values in (customer) must exist in customers (id)
  - values in (shop) must exist in shops (id)
  - row_count > \${low}
configurations for orders:
  valid values for kind: [a, b]
checks for orders [daily]:
  - row_count > 0
checks for customers:
  - duplicate_count(id) = 0
discover datasets:
  datasets: [x]
`)
    const [orders, customers] = contract.objects
    expect([orders!.name, customers!.name]).toEqual(['orders', 'customers'])
    expect(
      orders!.properties.map(({ name, required, rules }) => [
        name,
        required?.line ?? null,
        rules.map(({ metric, type }) => metric ?? type),
      ]),
    ).toEqual([
      ['id', 4, []],
      ['kind', null, ['invalidValues']],
      ['total', null, ['custom']],
      ['customer', null, []],
      ['shop', null, []],
    ])
    expect(orders!.properties[1]!.rules[0]!.arguments.validValues).toEqual(['a', 'b'])
    expect(orders!.properties[2]!.rules[0]).toMatchObject({
      engine: 'soda',
      implementation: 'avg(total) between 1 and 5',
    })
    expect(orders!.relationships.map(({ columns, to }) => [columns, to])).toEqual([
      [['customer'], { object: 'customers', columns: ['id'] }],
    ])
    expect(customers!.properties[0]!.unique?.line).toBe(15)
    expect(untranslated.map(({ what, place }) => [what, place.line])).toEqual([
      ['filter orders [daily]', 1],
      ['checks for orders [daily]', 12],
      ['discover datasets', 16],
      ['relationships (shop to shops.id)', 8],
      [`row_count > \${low}`, 9],
    ])
  })

  it('loses none of its checks', () => {
    const file = join(import.meta.dirname, '../../fixtures/soda/checks.yml')
    const { contract, untranslated } = importText(readFileSync(file, 'utf8'))
    const [customers] = contract.objects
    expect(customers!.rules.length + customers!.properties.flatMap(({ rules }) => rules).length).toBeGreaterThan(35)
    // SQL of the user's, said of each: columns without a type are text to it.
    expect(untranslated.map(({ what }) => what)).toEqual([
      'failed rows',
      'failed rows',
      'average_total between 2000 and 2400',
      'churners > 2000',
    ])
  })
})

describe('a contract of Soda', () => {
  it('becomes a table with its columns, types and checks', () => {
    const { contract, untranslated } = importText(`dataset: warehouse/shop/orders
columns:
  - name: id
    data_type: varchar
    checks:
      - missing:
      - duplicate:
  - name: total
    data_type: decimal(10,2)
    checks:
      - aggregate: {function: avg, threshold: {must_be_less_than: 5}}
checks:
  - schema:
  - row_count: {threshold: {must_be_greater_than: 10, level: warn}}
`)
    expect(untranslated).toEqual([])
    const [orders] = contract.objects
    expect(orders!.name).toBe('orders')
    expect(
      orders!.properties.map(({ name, logicalType, physicalType, required, unique }) => [
        name,
        logicalType,
        physicalType?.text,
        required?.line,
        unique?.line,
      ]),
    ).toEqual([
      ['id', 'string', 'varchar', 6, 7],
      ['total', 'number', 'decimal(10,2)', undefined, undefined],
    ])
    expect(orders!.properties[1]!.rules).toMatchObject([{ implementation: { aggregate: { function: 'avg' } } }])
    expect(orders!.rules).toMatchObject([
      { type: 'custom', implementation: { schema: {} } },
      { metric: 'rowCount', severity: 'warning', comparison: { operator: 'mustBeGreaterThan', operand: 10 } },
    ])
  })

  it.each(['', '{}', '[1]', 'checks: []\nmodels: []'])('%j holds no checks and is refused', (text) => {
    if (text.startsWith('checks')) expect(importText(text).contract.objects[0]!.rules).toEqual([])
    else expect(() => importText(text)).toThrow('holds no checks of Soda')
  })
})
