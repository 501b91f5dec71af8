import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ContractProperty, DataContract } from '../../../src/contract/data-contract.ts'
import { writeFrictionless } from '../../../src/contract/export/frictionless-writer.ts'
import { readFrictionless } from '../../../src/contract/frictionless/frictionless.ts'
import { readOdcs } from '../../../src/contract/odcs/odcs.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/frictionless')
const PACKAGES = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, 'datapackage.json')))

const readAgain = ({ text }: { readonly text: string }) => readFrictionless(parseLocatedYaml(text, 'out.json'))

/** ODCS with one object of the given properties. */
const odcsOf = (properties: string, rest = '') =>
  readOdcs(
    parseLocatedYaml(
      `apiVersion: v3.1.0\nkind: DataContract\nid: c\nversion: 1.0.0\nstatus: active\nschema:\n- name: t\n${rest}  properties:\n${properties}`,
      'c.yaml',
    ),
  )

/** A contract's demands without where they stand. */
function demandsOf(contract: DataContract): unknown {
  const isPlace = (value: object) => 'file' in value && 'line' in value && 'column' in value
  return JSON.parse(
    JSON.stringify(contract.objects, (key, value: unknown) => {
      if (key === 'place' || key === 'typePlace') return undefined
      return typeof value === 'object' && value !== null && isPlace(value) ? 'demanded' : value
    }),
  )
}

const fieldsOf = (contract: DataContract) =>
  (JSON.parse(writeFrictionless(contract).text) as { resources: { schema: { fields: Record<string, unknown>[] } }[] })
    .resources[0]!.schema.fields

describe('writing a Data Package', () => {
  it.each(PACKAGES)('reads the package %s again as it was', (name) => {
    const file = join(FIXTURES, name, 'datapackage.json')
    const contract = readFrictionless(parseLocatedYaml(readFileSync(file, 'utf8'), file))
    const written = writeFrictionless(contract)
    expect(written.untranslated).toEqual([])
    expect(demandsOf(readAgain(written))).toEqual(demandsOf(contract))
  })

  it.each([
    ['string, format: x', 'email', { type: 'string', format: 'email' }],
    ['string, pattern', '^[A-Z]{2}$', { constraints: { pattern: '[A-Z]{2}' } }],
    ['string, pattern', 'ab', { constraints: { pattern: '[\\s\\S]*(?:ab)[\\s\\S]*' } }],
    ['date, format', 'dd/MM/yyyy', { type: 'date', format: '%d/%m/%Y' }],
    ['date, format', 'yyyy-MM', { type: 'yearmonth' }],
    ['timestamp, format', "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", { type: 'datetime', format: '%Y-%m-%dT%H:%M:%S.%f%z' }],
    ['time, format', 'HH:mm:ss', { type: 'time' }],
    ['integer, minimum', '12345678901234567890', { constraints: { minimum: '12345678901234567890' } }],
    ['integer, format', 'u8', { constraints: { minimum: 0, maximum: 255 } }],
    ['array, minItems', '1', { constraints: { minLength: 1 } }],
    ['object, maxProperties', '3', { constraints: { maxLength: 3 } }],
  ])('writes the option %s: %s', (kind, value, written) => {
    const [type, option] = kind.replace(/: x$/, '').split(', ')
    const text = type === 'array' || type === 'object' ? value : `'${value.replaceAll("'", "''")}'`
    const contract = odcsOf(`  - name: a\n    logicalType: ${type}\n    logicalTypeOptions: {${option}: ${text}}`)
    expect(fieldsOf(contract)[0]).toMatchObject(written)
  })

  it('writes keys, names of columns and rules that allow no row', () => {
    const contract = odcsOf(
      [
        '  - {name: id, physicalName: ID, logicalType: integer, primaryKey: true, primaryKeyPosition: 1}',
        '  - name: kind',
        '    logicalType: string',
        '    required: true',
        '    unique: true',
        '    quality:',
        '    - {metric: missingValues, arguments: {missingValues: [null, NA]}, mustBe: 0}',
        '    - {metric: invalidValues, arguments: {validValues: [a, b]}, mustBe: 0, unit: percent}',
      ].join('\n'),
      '  quality:\n  - {metric: duplicateValues, arguments: {properties: [id, kind]}, mustBe: 0}\n',
    )
    const { resources } = JSON.parse(writeFrictionless(contract).text)
    expect(resources[0].schema).toEqual({
      fields: [
        { name: 'ID', title: 'id', type: 'integer' },
        {
          name: 'kind',
          type: 'string',
          missingValues: ['', 'NA'],
          constraints: { required: true, unique: true, enum: ['a', 'b'] },
        },
      ],
      fieldsMatch: 'subset',
      primaryKey: ['ID'],
      uniqueKeys: [['ID', 'kind']],
    })
  })

  it('lists whatever a Data Package cannot say', () => {
    const contract = odcsOf(
      [
        '  - name: a',
        '    logicalType: integer',
        '    physicalType: BIGINT',
        '    classification: public',
        '    logicalTypeOptions: {multipleOf: 5}',
        '    quality:',
        '    - {metric: nullValues, mustBeLessThan: 5, unit: percent}',
        '    - {metric: nullValues, mustBe: 0, severity: warning}',
        '    - {type: sql, query: SELECT 1, mustBe: 1}',
        '    - {type: text, description: be kind}',
      ].join('\n'),
      '  quality:\n  - {metric: rowCount, mustBeGreaterThan: 10}\n',
    )
    const { untranslated } = writeFrictionless({
      ...contract,
      serviceLevels: [
        {
          id: null,
          property: 'latency',
          value: '4',
          valueExt: null,
          unit: 'd',
          element: null,
          description: null,
          place: { file: 'c' },
        },
      ],
    })
    expect(untranslated.map(({ what }) => what)).toEqual([
      'where the data of t is',
      'multipleOf 5 (a)',
      'nullValues less than 5 percent (a)',
      'nullValues 0 rows (a)',
      'sql rule 1 (a)',
      'text rule (a)',
      'physicalType BIGINT (a)',
      'classification public (a)',
      'rowCount more than 10 rows (t)',
      'service level latency',
    ])
    expect(untranslated.every(({ reason }) => reason.length > 10)).toBe(true)
  })

  it('keeps every demand that both know, read from ODCS and back', () => {
    const contract = odcsOf(
      [
        '  - {name: id, logicalType: string, required: true, unique: true, primaryKey: true, primaryKeyPosition: 1, logicalTypeOptions: {minLength: 1, maxLength: 6, pattern: "^C[0-9]+$"}}',
        '  - {name: n, logicalType: number, logicalTypeOptions: {minimum: 0.5, exclusiveMaximum: 9}}',
        '  - {name: on, logicalType: boolean}',
        '  - {name: day, logicalType: date, logicalTypeOptions: {minimum: "2020-01-01"}}',
        '  - {name: at, logicalType: timestamp}',
        '  - {name: tags, logicalType: array, logicalTypeOptions: {maxItems: 3}}',
      ].join('\n'),
    )
    const known = ({ properties }: DataContract['objects'][number]) =>
      properties.map(
        ({ name, logicalType, required, unique, primaryKey, primaryKeyPosition, options }: ContractProperty) => ({
          ...{ name, logicalType, primaryKeyPosition },
          demanded: [required, unique, primaryKey].map((place) => place !== null),
          options: options.map((option) => [option.name, option.text]),
        }),
      )
    expect(known(readAgain(writeFrictionless(contract)).objects[0]!)).toEqual(known(contract.objects[0]!))
  })
})
