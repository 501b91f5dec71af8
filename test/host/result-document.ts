import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import { ROOT } from '../support/built.ts'

const schema = JSON.parse(readFileSync(join(ROOT, 'schema/result.schema.json'), 'utf8'))
const isResult = new Ajv2020({ strict: false }).compile(schema)

/** Parses the one JSON document that a text is and holds it against the shipped schema. */
export function readResult(text: string): Record<string, unknown> {
  const document = JSON.parse(text)
  expect(isResult(document), JSON.stringify(isResult.errors)).toBe(true)
  return document
}
