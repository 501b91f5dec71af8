import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readOdcs } from '../../src/contract/odcs.ts'
import { InputError } from '../../src/core/faults.ts'
import { parseLocatedYaml } from '../../src/yaml/located-document.ts'

const EXAMPLES = join(import.meta.dirname, '../fixtures/odcs')
const read = (text: string) => readOdcs(parseLocatedYaml(text, 'c.yaml'))

/** What a plain YAML parser makes of a contract. */
interface Plain {
  readonly schema?: readonly { name: string; quality?: unknown[]; properties?: { name: string }[] }[]
  readonly slaProperties?: readonly unknown[]
}

/** A contract of one object, its properties as given. */
const contractOf = (properties: string) =>
  read(`apiVersion: v3.1.0\nkind: DataContract\nschema:\n- name: t\n  properties:\n${properties}`)

const faultsOf = (run: () => unknown): readonly string[] => {
  try {
    run()
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n')
    throw error
  }
  throw new Error('nothing was refused')
}

describe('reading the Open Data Contract Standard', () => {
  const files = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'))

  it.each(files)('reads the example %s of the standard', (file) => {
    const text = readFileSync(join(EXAMPLES, file), 'utf8')
    const { objects, serviceLevels } = readOdcs(parseLocatedYaml(text, file))
    const plain = parse(text) as Plain
    expect(
      objects.map(({ name, rules, properties }) => [name, rules.length, properties.map((one) => one.name)]),
    ).toEqual(
      (plain.schema ?? []).map(({ name, quality, properties }) => [
        name,
        quality?.length ?? 0,
        (properties ?? []).map((one) => one.name),
      ]),
    )
    expect(serviceLevels).toHaveLength(plain.slaProperties?.length ?? 0)
  })

  it('gives each demand the line where it stands', () => {
    const { objects } = contractOf(
      [
        '  - name: tenure',
        '    logicalType: integer',
        '    required: true',
        '    logicalTypeOptions:',
        '      minimum: 0',
        '    quality:',
        '    - metric: nullValues',
        '      mustBe: 0',
      ].join('\n'),
    )
    const [tenure] = objects[0]!.properties
    expect(tenure).toMatchObject({
      place: { file: 'c.yaml', line: 6 },
      typePlace: { line: 7 },
      required: { line: 8 },
      options: [{ name: 'minimum', text: '0', place: { line: 10 } }],
      rules: [{ metric: 'nullValues', place: { line: 12 } }],
    })
  })

  it('keeps every digit of a bound and the text of allowed values', () => {
    const { objects } = contractOf(
      [
        '  - name: id',
        '    logicalType: integer',
        '    logicalTypeOptions: {maximum: "12345678901234567890", minimum: 1.50}',
        '    quality:',
        '    - {metric: invalidValues, mustBe: 0, arguments: {validValues: [1.0, "007", yes, null]}}',
      ].join('\n'),
    )
    const [id] = objects[0]!.properties
    expect(id!.options.map(({ text }) => text)).toEqual(['12345678901234567890', '1.50'])
    expect(id!.rules[0]!.arguments.validValues).toEqual(['1.0', '007', 'yes', null])
  })

  it.each([
    ['info', 'info'],
    ['Warning', 'warning'],
    ['warn', 'warning'],
    ['critical', 'error'],
  ])('reads the severity %s as %s', (written, severity) => {
    const { objects } = contractOf(`  - name: a\n    quality: [{metric: nullValues, mustBe: 0, severity: ${written}}]`)
    expect(objects[0]!.properties[0]!.rules[0]!.severity).toBe(severity)
  })

  it.each([
    ['apiVersion: v2.2.2\nkind: DataContract', 'c.yaml:1:1: "apiVersion" is "v2.2.2"', 'migrate it to v3.1.0'],
    ['apiVersion: v4.0.0\nkind: DataContract', 'c.yaml:1:1: "apiVersion" is "v4.0.0"', 'newer modelgate'],
    ['apiVersion: 3.1.0\nkind: DataContract', 'c.yaml:1:1: "apiVersion" is "3.1.0"', 'write v3.1.0'],
    ['kind: DataContract', 'c.yaml:1:1: "apiVersion" is missing', 'write apiVersion: v3.1.0'],
    ['apiVersion: v3.1.0\nkind: Product', 'c.yaml:2:1: "kind" is "Product"', 'write kind: DataContract'],
    ['dataContractSpecification: 1.1.0', 'c.yaml:1:1: this is a Data Contract Specification', '--format odcs'],
    ['- a', 'c.yaml:1:1: is no data contract', ''],
  ])('refuses %j with its place and what to do', (text, message, help) => {
    const lines = faultsOf(() => read(text)).join('\n')
    expect(lines).toContain(message)
    expect(lines).toContain(help)
  })

  it.each([
    ['  - {name: a, requird: true}', 'c.yaml:6:15: unknown key "requird" in a property', 'did you mean required?'],
    ['  - {name: a, logicalType: int}', '"logicalType" is "int"', 'integer'],
    ['  - {name: a, logicalType: integer, logicalTypeOptions: {minLength: 1}}', 'unknown key "minLength"', 'minimum'],
    ['  - {name: a, logicalType: integer, logicalTypeOptions: {minimum: low}}', '"minimum" must be a number', ''],
    [
      '  - {name: a, logicalType: string, logicalTypeOptions: {minLength: -1}}',
      '"minLength" must be a whole number',
      '',
    ],
    [
      '  - {name: a, logicalType: number, logicalTypeOptions: {multipleOf: 0}}',
      '"multipleOf" must be a number above 0',
      '',
    ],
    ['  - {name: a, required: "yes"}', '"required" must be true or false', ''],
    ['  - {name: a, quality: {metric: nullValues}}', '"quality" must be a list', ''],
    ['  - {name: a, quality: [{metric: nullValue, mustBe: 0}]}', '"metric" is "nullValue"', 'nullValues'],
    ['  - {name: a, quality: [{metric: nullValues}]}', 'does not say what must be', 'mustBe'],
    ['  - {name: a, quality: [{metric: nullValues, mustBe: 0, mustNotBe: 1}]}', 'mustBe and mustNotBe', ''],
    ['  - {name: a, quality: [{metric: nullValues, mustbe: 0}]}', 'unknown key "mustbe"', 'did you mean mustBe?'],
    ['  - {name: a, quality: [{metric: nullValues, mustBe: none}]}', '"mustBe" must be a number', ''],
    ['  - {name: a, quality: [{metric: nullValues, mustBeBetween: [5, 1]}]}', 'the smaller first', ''],
    ['  - {name: a, quality: [{mustBe: 0}]}', 'the rule has no "metric"', ''],
    ['  - {name: a}\n  - {name: a}', 'c.yaml:7:6: the name "a" is there twice', ''],
    ['  - {logicalType: string}', 'the property has no "name"', ''],
    ['  - {name: ""}', 'the property has no "name"', ''],
    ['  - {name: a, logicalType: ""}', '"logicalType" is ""', ''],
  ])('refuses %j', (properties, message, help) => {
    const lines = faultsOf(() => contractOf(properties)).join('\n')
    expect(lines).toContain(message)
    expect(lines).toContain(help)
  })

  it('reports all faults of a contract at once', () => {
    const lines = faultsOf(() => contractOf('  - {name: a, requird: true}\n  - {name: b, unqiue: true}'))
    expect(lines.filter((line) => line.startsWith('c.yaml:'))).toHaveLength(2)
  })

  it.each([
    ['  - {name: [a]}', 'c.yaml:6:6: "name" must be text'],
    ['  - {name: a}\n- null', 'c.yaml:7:3: an entry of "schema" must be a map: an object with a name'],
  ])('reports the fault of %j once', (properties, fault) => {
    expect(faultsOf(() => contractOf(properties))).toEqual([fault])
  })

  it('takes an empty text for none', () => {
    const text = '  - {name: a, physicalName: "", quality: [{id: "", metric: nullValues, mustBe: 0, unit: ""}]}'
    const [property] = contractOf(text).objects[0]!.properties
    expect(property).toMatchObject({ physicalName: null, rules: [{ id: null, unit: 'rows' }] })
  })

  it('looks into no descriptive part', () => {
    const text =
      'apiVersion: v3.0.2\nkind: DataContract\nteam: [{whatever: 1}]\nservers: [{type: none}]\nprice: free\nschema: []'
    expect(read(text).objects).toEqual([])
  })
})
