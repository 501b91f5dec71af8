import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { lintContract } from '../../../src/contract/lint/lint.ts'
import { findSchemaFaults } from '../../../src/contract/lint/lint-schema.ts'
import { findVersion, type OdcsVersion } from '../../../src/contract/odcs/odcs-version.ts'
import { formatPlace } from '../../../src/core/faults.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures')

type Mutation = readonly [
  base: string,
  path: readonly (string | number)[],
  operation: 'add' | 'delete' | 'set',
  value: unknown,
  isValid: boolean,
]

const mutations: readonly Mutation[] = JSON.parse(readFileSync(join(FIXTURES, 'odcs-mutations/mutations.json'), 'utf8'))
const bases = new Map(
  [...new Set(mutations.map(([base]) => base))].map((base) => [
    base,
    parse(readFileSync(join(FIXTURES, base), 'utf8')),
  ]),
)

function apply([base, path, operation, value]: Mutation): unknown {
  const data = structuredClone(bases.get(base))
  if (operation === 'add') {
    const target = path.reduce((node, step) => node[step], data)
    target.zzUnknown = 1
    return data
  }
  const parent = path.slice(0, -1).reduce((node, step) => node[step], data)
  const last = path.at(-1)!
  if (operation === 'set') parent[last] = value
  else if (Array.isArray(parent)) parent.splice(Number(last), 1)
  else delete parent[last]
  return data
}

const validators = new Map<OdcsVersion, ValidateFunction>()

/** The verdict of ajv on the schema as the standard publishes it. */
function isValidByAjv(data: unknown, version: OdcsVersion): boolean {
  const known = validators.get(version)
  if (known !== undefined) return known(data)
  const schema = JSON.parse(
    readFileSync(join(import.meta.dirname, `../../../src/contract/lint/schema/odcs-${version}.json`), 'utf8'),
  )
  const validate = new Ajv2019({ strict: false, validateFormats: false, logger: false }).compile(schema)
  validators.set(version, validate)
  return validate(data)
}

/** Where the text of the standard and its schema differ, and the text rules. */
function isByText(mutation: Mutation, message: string): boolean {
  const [base, path, operation, value] = mutation
  if (/must be (a day|a moment|an address)/.test(message)) return true
  // a property without a logicalType, of which the schema of v3.2.0 demands "map"
  const isUntyped = (operation === 'delete' && path.at(-1) === 'logicalType') || isEmptyPart(path, value)
  return base.includes('v3.2.0') && isUntyped
}

function isEmptyPart(path: readonly unknown[], value: unknown): boolean {
  return ['items', 'key', 'value'].includes(String(path.at(-1))) && JSON.stringify(value) === '{}'
}

describe('a contract with one thing changed', () => {
  const changed = mutations.map((mutation) => {
    const data = apply(mutation)
    const version = findVersion((data as { apiVersion: string }).apiVersion)!
    return { mutation, data, version, document: parseLocatedYaml(JSON.stringify(data), 'c.yaml') }
  })

  it('is valid where the JSON schema of the standard says so, by two other validators', async () => {
    const wrong: string[] = []
    for (const { mutation, data, version, document } of changed) {
      const isValid = mutation[4]
      const words = (await findSchemaFaults(document, version)).map(({ message }) => message).join('; ')
      if (isValidByAjv(data, version) !== isValid) wrong.push(`ajv: ${JSON.stringify(mutation)}`)
      if ((words === '') !== isValid && !isByText(mutation, words)) wrong.push(`${words}: ${JSON.stringify(mutation)}`)
    }
    expect(wrong).toEqual([])
  })

  it('is never valid to lint where the schema refuses it, and has each fault said once', async () => {
    for (const { mutation, document } of changed.filter(({ mutation }) => !mutation[4])) {
      const { faults } = await lintContract(document)
      if (!isByText(mutation, '')) expect(faults, JSON.stringify(mutation)).not.toEqual([])
      const said = faults.map(({ message, place }) => `${formatPlace(place!)} ${message}`)
      expect(new Set(said).size, said.join('\n')).toBe(said.length)
      expect(said.length, said.join('\n')).toBeLessThanOrEqual(8)
    }
  })
})
