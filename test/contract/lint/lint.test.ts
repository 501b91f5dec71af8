import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lintContract } from '../../../src/contract/lint/lint.ts'
import { findSchemaFaults } from '../../../src/contract/lint/lint-schema.ts'
import { formatPlace } from '../../../src/core/faults.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures')
const EXAMPLES = join(FIXTURES, 'odcs')
const lint = (text: string) => lintContract(parseLocatedYaml(text, 'c.yaml'))
const listYaml = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort()

const HEAD = 'apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: "1"\nstatus: active\n'
/** A contract of v3.1 with one table, its properties as given. */
const lintProperties = (properties: string, head = HEAD) =>
  lint(`${head}schema:\n- name: t\n  properties:\n${properties}`)
const said = async (report: Promise<{ faults: readonly { message: string }[] }>) =>
  (await report).faults.map(({ message }) => message)

describe('lint of the examples of the standard', () => {
  /** What is wrong with those that the standard itself gets wrong. */
  const WRONG: Readonly<Record<string, readonly string[]>> = {
    // calls itself v3.0.2 and uses what v3.1.0 brought
    'data-types/all-data-types.odcs.yaml': [
      '25:11 "exclusiveMinimum" must be true or false',
      '30:9 "logicalType" is "timestamp", which came with ODCS v3.1.0',
      '37:9 "logicalType" is "timestamp", which came with ODCS v3.1.0',
      '46:9 "logicalType" is "time", which came with ODCS v3.1.0',
      '63:11 "exclusiveMaximum" must be true or false',
    ],
    'quality/column-completeness.odcs.yaml': ['23:9 "metric" came with ODCS v3.1.0; before, it is "rule"'],
    'stakeholders/basic-four-dpo.odcs.yaml': ['9:1 "team" must be a list'],
    // points to tables that it leaves out
    'all/full-example.odcs.yaml': [
      '217:13 the relationship points to "receiver_types.type_code", which the contract does not have',
    ],
    'v3.2.0/all/full-example.odcs.yaml': [
      '232:13 the relationship points to "receiver_types.type_code", which the contract does not have',
    ],
    'v3.2.0/references/relationships.odcs.yaml': [
      '76:13 the relationship points to "addresses.address_street", which the contract does not have',
      '83:9 the relationship points to "addresses.customer_id, addresses.address_street", which the contract does not have',
    ],
  }

  it.each(listYaml(EXAMPLES).filter((file) => !file.startsWith('negative')))(
    'finds in %s what is wrong, or nothing',
    async (file) => {
      const { faults, standard } = await lint(readFileSync(join(EXAMPLES, file), 'utf8'))
      expect(standard).toMatch(/^ODCS v3\.[012]\.\d$/)
      expect(faults.map(({ place, message }) => `${place!.line}:${place!.column} ${message}`)).toEqual(
        WRONG[file] ?? [],
      )
    },
  )

  it('takes contracts that use all there is', async () => {
    for (const version of ['v3.1.0', 'v3.2.0']) {
      const text = readFileSync(join(FIXTURES, `odcs-mutations/whole-${version}.odcs.yaml`), 'utf8')
      expect(await lint(text)).toMatchObject({ standard: `ODCS ${version}`, faults: [], warnings: [] })
    }
  })
})

describe('lint of the negative cases of the standard', () => {
  /** The fault of each, in words that name it. */
  const NEGATIVE: Readonly<Record<string, string>> = {
    'additional-unknown-property': 'unknown key "unknownRootField" in the contract',
    'enum-duplicate-values': '"enum" has the same entry twice: number 1 and number 2',
    'enum-empty': '"enum" allows no value',
    'enum-missing-value': 'the allowed value has no "value"',
    'invalid-api-version': '"apiVersion" is "v4.0.0", which is not read',
    'invalid-kind': '"kind" is "DataModel"',
    'invalid-quality-dimension': '"dimension" is "validity"; it takes accuracy,',
    'invalid-quality-metric': '"metric" is "invalidMetric"; it takes nullValues,',
    'invalid-quality-type': '"type" is "unknown"; it takes library,',
    'map-missing-block': 'the property has no "map"',
    'map-missing-key': 'the map has no "key"',
    'map-missing-value': 'the map has no "value"',
    'missing-required-fields': '"id" is missing',
    'quality-custom-missing-implementation': 'the rule has no "implementation"',
    'quality-element-field': 'unknown key "element" in a quality rule',
    'quality-library-missing-metric': 'the rule has no "metric"',
    'quality-multiple-operators': 'the rule has mustBe and mustNotBe',
    'quality-mustbebetween-wrong-size': '"mustBeBetween" must be a list of two numbers',
    'quality-sql-missing-query': 'the rule has no "query"',
    'relationship-property-level-with-from': '"from" has no place here',
    'relationship-schema-level-missing-from-to': 'the relationship has no "from"',
    'schema-property-invalid-logicaltype': '"logicalType" is "binary"; it takes string,',
    'schema-property-missing-name': 'the property has no "name"',
    'server-invalid-type': '"type" is "mongodb"; it takes api,',
    'server-missing-conditional-fields': '"schema" is missing',
    'server-missing-required-fields': 'the server has no "type"',
    'sla-missing-required-value': '"value" is missing',
    'synonym-missing-term': '"synonym" is missing',
  }

  it.each(listYaml(join(EXAMPLES, 'negative')))('refuses %s', async (file) => {
    const faults = await said(lint(readFileSync(join(EXAMPLES, 'negative', file), 'utf8')))
    const expected = NEGATIVE[file.replace('.odcs.yaml', '')]!
    expect(faults).toContainEqual(expect.stringContaining(expected))
    // nothing that only follows from it
    expect(faults.length).toBeLessThanOrEqual(3)
  })
})

describe('lint against the JSON schema', () => {
  it.each([
    ['version: 1.5', '"version" must be text', 'put it in quotes: "1.5"'],
    ['contractCreatedTs: yesterday', '"contractCreatedTs" is "yesterday"; it must be a moment', undefined],
    ['tags: a', '"tags" must be a list', undefined],
    ['tags: [1]', 'an entry of "tags" must be text', 'put it in quotes: "1"'],
    ['team: 3', '"team" must be a map or a list', undefined],
    ['team: {members: [{name: a}]}', '"username" is missing', "The user's username or email."],
    ['team: [{user: a}]', 'unknown key "user"', 'did you mean username?'],
    ['price: {priceAmount: free}', '"priceAmount" must be a number', undefined],
    ['customProperties: [{property: a}]', '"value" is missing', 'The value of the key.'],
    ['slaProperties: [{property: latency, value: [1]}]', '"value" must be text', undefined],
    ['servers: [{server: a, type: locl, path: x}]', '"type" is "locl"; it takes', 'did you mean local?'],
    [
      'servers: [{server: a, type: local, path: x, format: csv, port: 1}]',
      '"port" does not go with the type',
      'write what else is to be said under customProperties',
    ],
    [
      'servers: [{server: a, type: sftp, location: "s3://x"}]',
      '"location" is "s3://x"; it must be like ^sftp://.*',
      undefined,
    ],
    ['servers: [{server: a, type: s3, location: bucket}]', '"location" is "bucket"; it must be an address', undefined],
  ])('says %s', async (text, message, help) => {
    const { faults } = await lint(
      `${HEAD.replace(/version: "1"\n/, text.startsWith('version') ? '' : 'version: "1"\n')}${text}`,
    )
    const found = faults.find((fault) => fault.message.startsWith(message))
    expect(found, JSON.stringify(faults)).toBeDefined()
    if (help !== undefined) expect(found!.help).toBe(help)
  })

  it.each([
    ['  - {name: a, examples: b}', '"examples" must be a list'],
    ['  - {name: a, primaryKeyPosition: 1.5}', '"primaryKeyPosition" must be a whole number'],
    [
      '  - {name: a, logicalType: string, logicalTypeOptions: {minLength: -1}}',
      '"minLength" must be a whole number of at least 0',
    ],
    ['  - {name: a, logicalType: number, logicalTypeOptions: {format: f16}}', '"format" is "f16"; it takes f32, f64'],
    ['  - {name: a, id: "a b"}', '"id" is "a b"; it must be made of letters, digits, - and _'],
    ['  - {name: a, quality: [{type: text, mustBe: 1}]}', '"mustBe" does not go with the type that is given here'],
    ['  - {name: a, quality: [{rule: nullValues, mustBe: 1}]}', '"rule" became "metric" in ODCS v3.1.0'],
    ['  - {name: a, relationships: [{to: nowhere}]}', '"to" is "nowhere"; it must be table.column, or schema/'],
    ['  - {name: a, relationships: [{type: references, to: t.a}]}', '"type" is "references"; it takes foreignKey'],
  ])('says of a property %s', async (properties, message) => {
    expect(await said(lintProperties(properties))).toContainEqual(expect.stringContaining(message))
  })

  it('names every key that is missing, each at its place', async () => {
    const { faults } = await lint('apiVersion: v3.1.0\nkind: DataContract\nservers: [{server: a, type: s3}]')
    expect(faults.map(({ place, message }) => `${formatPlace(place!)} ${message}`)).toEqual([
      'c.yaml:1:1 "version" is missing',
      'c.yaml:1:1 "id" is missing',
      'c.yaml:1:1 "status" is missing',
      'c.yaml:3:11 "location" is missing',
    ])
  })

  it('names all types that may stand in a place', async () => {
    const document = parseLocatedYaml(`${HEAD}slaProperties: [{property: latency, value: [1]}]`, 'c.yaml')
    expect((await findSchemaFaults(document, 'v3.1.0')).map(({ message }) => message)).toEqual([
      '"value" must be text, a number, true or false or nothing',
    ])
  })

  it('lets a bound of many digits stand in quotes', async () => {
    const options = 'logicalType: integer, logicalTypeOptions: {maximum: "12345678901234567890"}'
    expect(await said(lintProperties(`  - {name: a, ${options}}`))).toEqual([])
    expect(await said(lintProperties(`  - {name: a, ${options.replace(/\d{20}/, '12')}}`))).toEqual([
      '"maximum" must be a number',
    ])
  })

  it('takes nested names in relationships of v3.1 as the text of the standard does', async () => {
    const nested =
      '  - {name: a, logicalType: object, properties: [{name: b}]}\n  - {name: c, relationships: [{to: t.a.b}]}'
    expect(await said(lintProperties(nested))).toEqual([])
  })

  it('warns of a property without a type in v3.2, which only the schema refuses', async () => {
    const { faults, warnings } = await lintProperties('  - {name: a}', HEAD.replace('v3.1.0', 'v3.2.0'))
    expect(faults).toEqual([])
    expect(warnings).toMatchObject([{ message: expect.stringContaining('"a" has no "logicalType"') }])
  })
})

describe('lint of references and names', () => {
  it.each([
    [
      '  - {name: a, relationships: [{to: t.bb}]}\n  - {name: b}',
      'the relationship points to "t.bb", which the contract does not have',
      'did you mean t.b?',
    ],
    [
      '  - {name: a, primaryKey: true, primaryKeyPosition: 1}\n  - {name: b, primaryKey: true, primaryKeyPosition: 1}',
      'b is number 1 of the primary key, as a is',
      'number them 1, 2, …',
    ],
    [
      '  - {name: a, primaryKey: true, primaryKeyPosition: 1}\n  - {name: b, primaryKey: true, primaryKeyPosition: 3}',
      'b is number 3 of the primary key, and there is no number 2',
      'number them 1, 2, …',
    ],
    [
      '  - {name: amount}\n  quality: [{metric: duplicateValues, mustBe: 0, arguments: {properties: [amuont]}}]',
      'the rule is about "amuont", which t does not have',
      'did you mean amount?',
    ],
    [
      '  - {name: a, logicalType: string, logicalTypeOptions: {pattern: "("}}',
      '"pattern" is no regular expression: unterminated group',
      undefined,
    ],
    [
      '  - {name: a, id: x}\n  - {name: b, id: x}',
      'the id "x" is there twice in this list',
      'give each an id of its own',
    ],
    [
      '  - {name: a}\nservers: [{server: s, type: local, path: x, format: csv}, {server: s, type: local, path: y, format: csv}]',
      'the server "s" is there twice',
      'give each a name of its own',
    ],
  ])('refuses %j', async (properties, message, help) => {
    const { faults } = await lintProperties(properties)
    expect(faults.map((fault) => fault.message)).toEqual([message])
    if (help !== undefined) expect(faults[0]!.help).toBe(help)
  })

  it('takes a reference into another contract', async () => {
    expect(await said(lintProperties('  - {name: a, relationships: [{to: "o.yaml#/schema/a/properties/b"}]}'))).toEqual(
      [],
    )
  })

  it.each([
    ['  - {name: a}\nslaDefaultElement: t.a', '"slaDefaultElement" as it is written here is deprecated since v3.1.0'],
    ['  - {name: a}\nteam: [{username: b}]', '"team" as it is written here is deprecated since v3.1.0'],
    ['  - {name: a, logicalType: integer, examples: [x]}', 'an example of "a" is no integer: x'],
    [
      '  - {name: a, quality: [{metric: nullValues, rule: nullValues, mustBe: 0}]}',
      '"rule" is deprecated: "metric" took its place',
    ],
    ['  - {name: a, quality: [{metric: nullValues, mustBe: 0, severity: low}]}', 'the severity "low" counts as error'],
    [
      '  - {name: a, quality: [{metric: nullValues, mustBe: 0, unit: cells}]}',
      '"unit" is "cells", which no metric has',
    ],
    ['  - {name: a}\nslaProperties: [{property: speed, value: 1}]', 'the standard knows no service level "speed"'],
    [
      '  - {name: a}\nslaProperties: [{property: latency, value: 1, element: t.b}]',
      'the service level is about "t.b", which the contract does not have',
    ],
  ])('warns of %j without refusing it', async (properties, message) => {
    const { faults, warnings } = await lintProperties(properties)
    expect(faults).toEqual([])
    expect(warnings.map((warning) => warning.message)).toEqual([message])
  })

  it('takes the elements of service levels by either name of the table, and by the column alone where there is one table', async () => {
    const head = `${HEAD}slaProperties: [{property: latency, value: 1, element: "t.a, a"}]\n`
    expect((await lintProperties('  - {name: a}', head)).warnings).toEqual([])
  })

  it('counts objects, properties and rules at every level', async () => {
    const report = await lintProperties(
      '  - {name: a, logicalType: array, items: {properties: [{name: b, logicalType: array, items: {quality: [{metric: nullValues, mustBe: 0}]}}]}}\n  quality: [{metric: rowCount, mustBe: 1}]',
    )
    expect(report).toMatchObject({ standard: 'ODCS v3.1.0', objects: 1, properties: 2, rules: 2 })
  })
})

describe('the reader of contracts', () => {
  it('loads neither the JSON schemas nor their validator', () => {
    const seen = new Set<string>()
    const visit = (file: string): void => {
      if (seen.has(file)) return
      seen.add(file)
      for (const [, isType, target] of readFileSync(file, 'utf8').matchAll(
        /^(?:import|export) (type )?[^'"]*?from '([^']+)'/gm,
      )) {
        if (isType !== undefined) continue
        if (target!.startsWith('.')) visit(resolve(dirname(file), target!))
        else seen.add(target!)
      }
    }
    visit(resolve(import.meta.dirname, '../../../src/contract/odcs/odcs.ts'))
    expect(seen.size).toBeGreaterThan(10)
    expect([...seen].filter((file) => /ajv|schema|\.json$|lint/.test(file))).toEqual([])
  })
})
