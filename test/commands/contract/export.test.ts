import { describe, expect, it } from 'vitest'
import { runCli } from '../../support/command-line.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const CONTRACT = `apiVersion: v3.1.0
kind: DataContract
id: shop
name: shop
version: 1.0.0
status: active
schema:
  - name: orders
    properties:
      - {name: id, logicalType: integer, primaryKey: true}
    quality:
      - {metric: rowCount, mustBeGreaterThan: 0}
  - name: customers
    properties:
      - {name: mail, logicalType: string, logicalTypeOptions: {format: email}}
`

describe('modelgate contract export', () => {
  it.each([
    ['odcs', 'apiVersion: v3.1.0'],
    ['json-schema', '"$schema": "https://json-schema.org/draft/2020-12/schema"'],
    ['frictionless', '"resources"'],
    ['sql', 'CREATE TABLE "orders"'],
    ['pydantic', 'class Orders(BaseModel):'],
    ['markdown', '## orders'],
  ])('writes %s', (format, part) => {
    const run = runCli(['contract', 'export', 'shop.yaml', '--to', format], makeFolder({ 'shop.yaml': CONTRACT }))
    expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(part) })
  })

  it('lists on stderr what does not come over, with its line', () => {
    const folder = makeFolder({ 'shop.yaml': CONTRACT })
    const { stderr } = runCli(['contract', 'export', 'shop.yaml', '--to', 'json-schema', '--object', 'orders'], folder)
    expect(stderr).toContain('shop.yaml:12:9: orders: rowCount: one row cannot show it')
    expect(stderr).toContain('shop.yaml:10')
    const { stdout } = runCli(['contract', 'export', 'shop.yaml', '--to', 'json-schema', '--format', 'json'], folder)
    expect(JSON.parse(stdout)).toMatchObject({
      untranslated: expect.arrayContaining([expect.objectContaining({ line: 12 })]),
    })
  })

  it.each([
    [['shop.yaml'], 'export needs --to'],
    [['--to', 'sql'], 'export takes one file'],
    [['shop.yaml', '--to', 'avro'], '--to'],
    [['shop.yaml', '--to', 'sql', '--object', 'order'], 'did you mean orders?'],
  ])('refuses %j', (args, message) => {
    const run = runCli(['contract', 'export', ...args], makeFolder({ 'shop.yaml': CONTRACT }))
    expect(run).toMatchObject({ exitCode: 3, stdout: '', stderr: expect.stringContaining(message) })
  })
})
